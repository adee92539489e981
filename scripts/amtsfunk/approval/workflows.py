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
_IMAGE = re.compile(r"@sha256:[0-9a-f]{64}$")
_SECRET = re.compile(r"(?i)\bsecrets\b")
_KEEPS = ("cache", "artifact")
_RISKY = frozenset({"pull_request_target", "issue_comment", "discussion_comment"})
_EXPRESSION = "${{"
_STRANGERS = re.compile(r"\$\{\{|refs/pull/")
"""Whatever a checkout takes from an expression may be a stranger's: there are many ways to write one."""
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
    proposed = "pull_request" in _triggers(value)
    for name, job in value["jobs"].items():
        if isinstance(job, Mapping):
            flaws += [f"„{name}“: {flaw}" for flaw in _job_flaws(job)]
            flaws += [f"„{name}“: {flaw}" for flaw in _proposal_flaws(job) if proposed]
    return tuple(dict.fromkeys(flaws))


def _triggers(value: Mapping[Any, Any]) -> frozenset[str]:
    """YAML 1.1 reads the word „on“ as true."""
    found: set[str] = set()
    for key in (True, "on"):
        triggers = value.get(key, ())
        found |= {str(one) for one in (triggers if isinstance(triggers, (Mapping, list, tuple)) else (triggers,))}
    return frozenset(found)


def _head_flaws(value: Mapping[Any, Any]) -> Iterator[str]:
    if value.get("permissions") != {}:
        yield "Oben fehlt „permissions: {}“: Rechte gibt es nur je Teil."
    if "concurrency" not in value:
        yield "Es fehlt „concurrency“."
    for risky in sorted(_RISKY & _triggers(value)):
        yield f"Der Auslöser „{risky}“ gibt Fremden einen Ablauf mit Rechten."
    if _SECRET.search(str(value.get("env"))):
        yield "Zugangsdaten stehen oben, für alle Teile."
    yield from _shell_flaws(value.get("defaults"))


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
    yield from _shell_flaws(job.get("defaults"))
    yield from _image_flaws(job)
    steps = [step for step in job.get("steps") or [] if isinstance(step, Mapping)]
    for step in steps:
        yield from _step_flaws(step)
    if _SECRET.search(str(job)):
        yield from _secret_flaws(job, steps)


def _proposal_flaws(job: Mapping[str, Any]) -> Iterator[str]:
    """What runs for a proposal is the proposal's own version of everything, this file included (decision 0072)."""
    rights = job.get("permissions")
    if isinstance(rights, Mapping) and "write" in rights.values():
        yield "Er läuft für Vorschläge und darf schreiben."
    if _SECRET.search(str(job)):
        yield "Er läuft für Vorschläge und hat Zugangsdaten."


def _image_flaws(job: Mapping[str, Any]) -> Iterator[str]:
    """Containers and services by digest: a tag may be moved."""
    services = job.get("services")
    for one in (job.get("container"), *(services.values() if isinstance(services, Mapping) else ())):
        image = str(one.get("image", "") if isinstance(one, Mapping) else one or "")
        if image and not _IMAGE.search(image):
            yield f"{image} ist nicht auf eine Prüfsumme festgelegt."


def _shell_flaws(defaults: object) -> Iterator[str]:
    if _EXPRESSION in str(defaults or ""):
        yield "In „defaults“ steht ein Ausdruck; die Shell darf niemand von außen bestimmen."


def _secret_flaws(job: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not job.get("environment"):
        yield "Er hat Zugangsdaten, aber keine Umgebung („environment“)."
    for step in steps:
        action = _action_of(step)
        if any(word in action for word in _KEEPS):
            yield f"Er hat Zugangsdaten und benutzt {action}."
        elif any(str(key).lower().startswith("cache") and value for key, value in _given(step).items()):
            yield f"Er hat Zugangsdaten, und {action} benutzt einen Zwischenspeicher („cache“)."


def _step_flaws(step: Mapping[str, Any]) -> Iterator[str]:
    if _EXPRESSION in f"{step.get('run', '')}{step.get('shell', '')}":
        yield "In „run“ steht ein Ausdruck; er gehört nach „env“."
    given = _given(step)
    if _EXPRESSION in str(given.get("script", "")):
        yield "In „script“ steht ein Ausdruck; er gehört nach „env“."
    uses = str(step.get("uses", ""))
    if not uses:
        return
    if not _PINNED.fullmatch(uses):
        yield f"{uses} ist nicht auf einen ganzen Commit festgelegt."
    if _action_of(step) == "actions/checkout":
        if not isinstance(given.get("persist-credentials"), bool):
            yield "actions/checkout sagt nicht, ob es Rechte liegen lässt („persist-credentials“)."
        if _STRANGERS.search(f"{given.get('ref', '')} {given.get('repository', '')}"):
            yield "actions/checkout holt, was ein Fremder bestimmt."


def _action_of(step: Mapping[str, Any]) -> str:
    """A forge reads names of actions in any case, and a slash at their end means nothing."""
    return str(step.get("uses", "")).partition("@")[0].lower().rstrip("/")


def _given(step: Mapping[str, Any]) -> Mapping[Any, Any]:
    """Names of inputs in lower case, as a forge reads them."""
    given = step.get("with")
    return {str(key).lower(): value for key, value in given.items()} if isinstance(given, Mapping) else {}
