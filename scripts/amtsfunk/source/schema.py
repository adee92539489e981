"""JSON Schemas of every kind of file, made from the models, for editor programs that complete and explain.

They accept what the reader accepts. An editor program types scalars by YAML 1.2 (``2`` is a number, ``true`` a flag),
the reader takes all of them as text; so a plain text may be a number there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from amtsfunk.model.application import ApplicationHead
from amtsfunk.model.labels import FILES, KEYS
from amtsfunk.model.law import LandLaw
from amtsfunk.model.limits import ObservedLimits
from amtsfunk.model.module import ModuleHead
from amtsfunk.model.netiquette import Clauses, GuidelineHead, Ladder, Numbers
from amtsfunk.model.post import MediaRights, PostHead
from amtsfunk.model.record import RecordIndex
from amtsfunk.model.snippet import SnippetHead
from amtsfunk.model.waiver import Waivers
from amtsfunk.model.week import WeekPlan
from amtsfunk.source.office import PLANS
from amtsfunk.source.paths import LIMITS, WAIVERS
from amtsfunk.source.plans import SETTINGS

FOLDER = "docs/schemas"
RECORD = "record"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLANS: Mapping[str, type[BaseModel]] = {**SETTINGS, **PLANS, LIMITS: ObservedLimits, WAIVERS: Waivers}
KINDS: Mapping[str, tuple[type[BaseModel], str]] = {
    "post": (PostHead, "content/posts/**/*.md"),
    "snippet": (SnippetHead, "content/snippets/*.md"),
    "module": (ModuleHead, "content/modules/*.md"),
    **{path.removeprefix("plans/").removesuffix(".yml"): (model, path) for path, model in _PLANS.items()},
    "week": (WeekPlan, "plans/weeks/*.yml"),
    "application": (ApplicationHead, "plans/applications/*.md"),
    "law": (LandLaw, "site/law/*.yml"),
    "clauses": (Clauses, "netiquette/clauses.yml"),
    "measures": (Ladder, "netiquette/measures.yml"),
    "numbers": (Numbers, "netiquette/numbers.yml"),
    "guideline": (GuidelineHead, "guidelines/*.md"),
    "media-rights": (MediaRights, "content/media/**/*.yml"),
}
"""Name of the schema → its model and the files that it is for."""


def schema_files() -> dict[str, str]:
    """Path in the repository → content, for every schema and for the editor program's settings."""
    files = {f"{FOLDER}/{name}.schema.json": _dump(build_schema(name)) for name in KINDS}
    files[f"{FOLDER}/{RECORD}.schema.json"] = record_schema()
    files[".vscode/settings.json"] = _dump(_editor_settings())
    return files


def record_schema() -> str:
    """The schema of the index of an export. Exact, because no person writes one."""
    schema = RecordIndex.model_json_schema(mode="serialization")
    return _dump({"$schema": _DIALECT, **schema})


def build_schema(name: str) -> dict[str, Any]:
    """One JSON Schema (2020-12), with a German title and explanation at every key."""
    model, _ = KINDS[name]
    schema = model.model_json_schema(by_alias=True, mode="validation")
    for node_name, node in {model.__name__: schema, **schema.get("$defs", {})}.items():
        _explain(node_name, node)
    _accept_numbers(schema)
    return {"$schema": _DIALECT, **schema}


def _explain(model_name: str, node: dict[str, Any]) -> None:
    node.pop("description", None)
    if model_name in FILES:
        node["title"], node["description"] = FILES[model_name]
    else:
        node.pop("title", None)
    for key, field in node.get("properties", {}).items():
        title, description = KEYS[f"{model_name}.{key}"]
        field["title"], field["description"] = title, description
        field.pop("default", None)


def _accept_numbers(node: Any) -> None:
    """A text without a narrow pattern may look like a number, and a number be written in quotation marks."""
    if isinstance(node, list):
        for item in node:
            _accept_numbers(item)
    elif isinstance(node, dict):
        if node.get("type") == "string" and "enum" not in node and node.get("pattern") in _NUMBER_LIKE:
            node["type"] = ["string", "number"]
        elif node.get("type") == "integer":
            node["type"] = ["integer", "string"]
        for value in node.values():
            _accept_numbers(value)


_NUMBER_LIKE = (None, r"^[^\r\n]*$", r"^\d{5}$", r"^[0-9a-f]{32}$", r"^#?[0-9a-fA-F]{6}$", r"^[a-z0-9]+(-[a-z0-9]+)*$")


def _editor_settings() -> dict[str, Any]:
    mapping = {f"./{FOLDER}/{name}.schema.json": glob for name, (_, glob) in KINDS.items() if glob.endswith(".yml")}
    return {
        "yaml.schemas": mapping,
        "yaml.schemaStore.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.autoGuessEncoding": False,
        "files.insertFinalNewline": True,
        "editor.unicodeHighlight.invisibleCharacters": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
        # A post goes out as it was typed, so nothing may be tidied away in it.
        "[markdown]": {"editor.wordWrap": "on", "files.trimTrailingWhitespace": False, "editor.insertSpaces": True},
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
