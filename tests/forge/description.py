"""One of GitHub's OpenAPI descriptions, cut down to what is asked of GitHub, and read as strictly as possible.

That of github.com has 811 paths; the proxy took 49 seconds and half a gigabyte of memory to read it. Cut out are the
paths of ``PATHS`` and whatever they refer to, unchanged but for three things, each of which would otherwise pass:

- Answers that GitHub documents for every path at once, not path by path (bad credentials, nothing there), are added
  from the description's own shared answers; so a refusal's body is held against a schema, too.
- An object may have no fields but the described ones (unless it is put together from several): a stand-in must not
  invent what a provider then relies on, nor a provider send what GitHub does not read.
- ``nullable`` beside ``oneOf`` or ``anyOf`` becomes one of its ways. Prism knows the word beside ``type`` only, and
  where it cannot read a part of a schema, it says nothing and holds answers against none: ``faults`` notices that.

A query parameter that is not described is caught by ``unknown_words``: OpenAPI allows it, and GitHub ignores it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Json = dict[str, Any]

_REPOSITORY = "/repos/{owner}/{repo}"
PATHS = (
    ("get", f"{_REPOSITORY}/commits/{{commit_sha}}/pulls"),
    ("get", f"{_REPOSITORY}/pulls/{{pull_number}}"),
    ("get", f"{_REPOSITORY}/pulls/{{pull_number}}/reviews"),
    ("get", f"{_REPOSITORY}/pulls/{{pull_number}}/commits"),
    ("get", f"{_REPOSITORY}/pulls/{{pull_number}}/files"),
    ("get", f"{_REPOSITORY}/pulls"),
    ("get", _REPOSITORY),
    ("get", f"{_REPOSITORY}/rules/branches/{{branch}}"),
    ("get", f"{_REPOSITORY}/issues"),
    ("post", f"{_REPOSITORY}/issues"),
    ("patch", f"{_REPOSITORY}/issues/{{issue_number}}"),
    ("get", f"{_REPOSITORY}/issues/{{issue_number}}/comments"),
    ("post", f"{_REPOSITORY}/issues/{{issue_number}}/comments"),
    ("patch", f"{_REPOSITORY}/issues/comments/{{comment_id}}"),
)
"""Whatever is asked beyond these is no path for the proxy, and so a violation: then it belongs here."""
SETUP_PATHS = (
    ("get", _REPOSITORY),
    ("patch", _REPOSITORY),
    ("get", f"{_REPOSITORY}/rulesets"),
    ("post", f"{_REPOSITORY}/rulesets"),
    ("get", f"{_REPOSITORY}/rulesets/{{ruleset_id}}"),
    ("put", f"{_REPOSITORY}/rulesets/{{ruleset_id}}"),
    ("get", f"{_REPOSITORY}/rules/branches/{{branch}}"),
    ("get", f"{_REPOSITORY}/actions/permissions/workflow"),
    ("put", f"{_REPOSITORY}/actions/permissions/workflow"),
    ("get", f"{_REPOSITORY}/environments/{{environment_name}}"),
    ("put", f"{_REPOSITORY}/environments/{{environment_name}}"),
    ("get", f"{_REPOSITORY}/environments/{{environment_name}}/deployment-branch-policies"),
    ("post", f"{_REPOSITORY}/environments/{{environment_name}}/deployment-branch-policies"),
    ("delete", f"{_REPOSITORY}/environments/{{environment_name}}/deployment-branch-policies/{{branch_policy_id}}"),
    ("get", f"{_REPOSITORY}/keys"),
    ("post", f"{_REPOSITORY}/keys"),
    ("delete", f"{_REPOSITORY}/keys/{{key_id}}"),
    ("get", f"{_REPOSITORY}/labels"),
    ("post", f"{_REPOSITORY}/labels"),
    ("get", f"{_REPOSITORY}/pages"),
    ("post", f"{_REPOSITORY}/pages"),
    ("put", f"{_REPOSITORY}/pages"),
    ("get", f"{_REPOSITORY}/codeowners/errors"),
    ("get", f"{_REPOSITORY}/contents/{{path}}"),
    ("get", f"{_REPOSITORY}/git/ref/{{ref}}"),
    ("get", "/user/{account_id}"),
)
"""What ``setup github`` asks and sets; held against the description by ``setting_up``, requests only."""

_EVERYWHERE = {
    "401": "requires_authentication",
    "404": "not_found",
    "422": "validation_failed_simple",
}
"""Status → the description's shared answer. Source: GitHub's „Troubleshooting the REST API“; 422 is what a commit gets
that the repository does not have. A status that is in neither is a violation: then it belongs here."""

_ASIDE = frozenset({"example", "examples", "x-github-breaking-changes"})
"""What is no part of a schema: examples, and what other versions of the interface will change."""


def cut(whole: Json, wanted: tuple[tuple[str, str], ...] = PATHS) -> Json:
    """The description of the wanted paths alone. Raises KeyError where GitHub describes one of them no more."""
    paths: dict[str, Json] = {}
    shared = {status: {"$ref": f"#/components/responses/{name}"} for status, name in _EVERYWHERE.items()}
    for method, path in wanted:
        asked = dict(whole["paths"][path][method])
        asked["responses"] = {**shared, **asked["responses"]}
        paths.setdefault(path, {})[method] = asked
    kept: Json = {}
    waiting = list(_references(paths))
    while waiting:
        kind, name = waiting.pop().removeprefix("#/components/").split("/", 1)
        if name not in kept.setdefault(kind, {}):
            kept[kind][name] = whole["components"][kind][name]
            waiting += _references(kept[kind][name])
    strict = _strict({"paths": paths, "components": kept}, kept.get("schemas", {}))
    return {**{key: whole[key] for key in ("openapi", "info")}, **strict}


def write_cut(whole: Path, target: Path, wanted: tuple[tuple[str, str], ...] = PATHS) -> Json:
    """The part of a description that now lies at ``target``."""
    part = cut(json.loads(whole.read_bytes()), wanted)
    target.write_text(json.dumps(part), encoding="utf-8")
    return part


def path_of(url: str) -> str | None:
    """The described path that an address belongs to."""
    asked = urlsplit(url).path
    for _, path in (*PATHS, *SETUP_PATHS):
        if re.fullmatch(re.sub(r"\\\{[^{}]*\\\}", "[^/]+", re.escape(path)), asked):
            return path
    return None


def unknown_words(part: Json, method: str, url: str) -> list[str]:
    """The query parameters of a request that its path does not have."""
    asked = part["paths"].get(path_of(url), {}).get(method.lower())
    if asked is None:
        return []
    described = [_followed(part, parameter) for parameter in asked["parameters"]]
    names = {parameter["name"] for parameter in described if parameter["in"] == "query"}
    return sorted({name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)} - names)


def _followed(part: Json, value: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in value:
        return value
    kind, name = value["$ref"].removeprefix("#/components/").split("/", 1)
    found: Mapping[str, Any] = part["components"][kind][name]
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "$ref" and isinstance(below, str):
                yield below
            elif key not in _ASIDE:
                yield from _references(below)
    elif isinstance(value, list):
        for below in value:
            yield from _references(below)


def _strict(value: Any, schemas: Json, *, closed: bool = True) -> Any:
    """The same without ``_ASIDE``, and with the two changes of the module's head."""
    if isinstance(value, list):
        return [_strict(below, schemas) for below in value]
    if not isinstance(value, dict):
        return value
    found = {key: _strict(below, schemas) for key, below in value.items() if key not in _ASIDE}
    if isinstance(value.get("allOf"), list):  # each of its parts knows its own fields only
        parts = (schemas[part["$ref"].rpartition("/")[2]] if "$ref" in part else part for part in value["allOf"])
        found["allOf"] = [_strict(part, schemas, closed=False) for part in parts]
    elif closed and value.get("type") == "object" and isinstance(value.get("properties"), dict):
        found.setdefault("additionalProperties", False)
    for choice in ("oneOf", "anyOf"):
        if value.get("nullable") and isinstance(value.get(choice), list):
            del found["nullable"]
            found[choice].append({"enum": [None]})
    return found
