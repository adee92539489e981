"""What a forge's workflow must be like so that it gives nothing away: rules over the file, in words.

Pure: text in, flaws out. The same rules hold for our own files in the tests and, every night, for an authority's, whose
stewards may have changed them. Source: GitHub's documentation, „Secure use reference".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

_PINNED = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+@[0-9a-f]{40}")
_LOCAL = re.compile(r"\./\.github/workflows/[a-z-]+\.yml")
_SECRET = re.compile(r"\bsecrets\b")
_KEEPS = ("cache", "artifact", "pages-artifact")
_RISKY = frozenset({"pull_request_target", "issue_comment", "discussion_comment"})
_STRANGERS = re.compile(r"github\.(event|head_ref|ref_name)\b|inputs\.")
_LARGEST = 200_000


def workflow_flaws(text: str) -> tuple[str, ...]:
    """Everything that is wrong with one workflow, as German sentences; empty: nothing."""
    if len(text) > _LARGEST:
        return ("Die Datei ist zu groß für einen Ablauf.",)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            return ("Die Datei benutzt Verweise in sich („*name“); bitte ausschreiben.",)
        value = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return ("Die Datei ist kein YAML.",)
    if not isinstance(value, Mapping) or not isinstance(value.get("jobs"), Mapping):
        return ("Die Datei ist kein Ablauf.",)
    flaws = [*_head_flaws(value)]
    for name, job in value["jobs"].items():
        if isinstance(job, Mapping):
            flaws += [f"„{name}“: {flaw}" for flaw in _job_flaws(job)]
    return tuple(dict.fromkeys(flaws))


def _head_flaws(value: Mapping[Any, Any]) -> Iterator[str]:
    if value.get("permissions") != {}:
        yield "Oben fehlt „permissions: {}“: Rechte gibt es nur je Teil."
    if "concurrency" not in value:
        yield "Es fehlt „concurrency“."
    triggers = value.get(True, value.get("on"))  # YAML 1.1 reads the word „on“ as true
    for risky in sorted(_RISKY & set(triggers if isinstance(triggers, (Mapping, list)) else [triggers])):
        yield f"Der Auslöser „{risky}“ gibt Fremden einen Ablauf mit Rechten."
    if isinstance(value.get("env"), Mapping) and _SECRET.search(str(value["env"])):
        yield "Zugangsdaten stehen oben, für alle Teile."


def _job_flaws(job: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(job.get("permissions"), Mapping):
        yield "Es fehlt „permissions“."
    if "uses" in job:
        if not (_LOCAL.fullmatch(str(job["uses"])) or _PINNED.fullmatch(str(job["uses"]))):
            yield f"{job['uses']} ist nicht auf einen ganzen Commit festgelegt."
        if "secrets" in job:
            yield "Er reicht Zugangsdaten weiter."
        return
    if "timeout-minutes" not in job:
        yield "Es fehlt „timeout-minutes“."
    steps = [step for step in job.get("steps") or [] if isinstance(step, Mapping)]
    for step in steps:
        yield from _step_flaws(step)
    if _SECRET.search(str(steps) + str(job.get("env"))):
        yield from _secret_flaws(job, steps)


def _secret_flaws(job: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not job.get("environment"):
        yield "Er hat Zugangsdaten, aber keine Umgebung („environment“)."
    for step in steps:
        action = str(step.get("uses", "")).partition("@")[0]
        if action.startswith("actions/") and any(word in action for word in _KEEPS):
            yield f"Er hat Zugangsdaten und benutzt {action}."


def _step_flaws(step: Mapping[str, Any]) -> Iterator[str]:
    if "${{" in str(step.get("run", "")):
        yield "In „run“ steht ein Ausdruck; er gehört nach „env“."
    uses = str(step.get("uses", ""))
    if not uses:
        return
    if not _PINNED.fullmatch(uses):
        yield f"{uses} ist nicht auf einen ganzen Commit festgelegt."
    given = step.get("with") or {}
    if uses.startswith("actions/checkout@"):
        if not isinstance(given.get("persist-credentials"), bool):
            yield "actions/checkout sagt nicht, ob es Rechte liegen lässt („persist-credentials“)."
        if _STRANGERS.search(f"{given.get('ref', '')} {given.get('repository', '')}"):
            yield "actions/checkout holt, was ein Fremder bestimmt."
