"""What a repository on GitHub must be, as data, and how far another state is from it. Pure.

Sources: GitHub's „REST API endpoints for rules“ (a bypass actor ``DeployKey`` bypasses *every* rule of its ruleset, so
who may write the ledger and that it never shrinks are two rulesets), „Available rules for rulesets“. Whatever is
stricter than needed stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

MAIN, LEDGER, EVIDENCE, STOP, INBOX = "main", "ledger", "evidence", "stop", "inbox"
ENVIRONMENTS = ("publish", "website")
"""Where the workflows' secrets lie, and nowhere else."""
DEPLOY_KEY = {"actor_id": None, "actor_type": "DeployKey", "bypass_mode": "always"}
LABELS: Mapping[str, tuple[str, str]] = {
    "krisenstopp": ("b60205", "Hält alles an, wenn jemand aus dem Team es anbringt"),
    "amtsfunk-stoerung": ("d93f0b", "Ein Lauf, der veröffentlichen sollte, ging nicht gut aus"),
    "amtsfunk-nachtpruefung": ("fbca04", "Was die Prüfung in der Nacht fand"),
}
"""Name → colour and what it means."""
OTHER_COLOUR = "c5def5"
HARMLESS = frozenset({"deletion", "non_fast_forward"})
"""Rules that do not keep anybody from adding a file to a branch."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``parameters``: only those that matter here; ``why``: what would be without it."""

    type: str
    why: str
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Ruleset:
    name: str
    branches: tuple[str, ...]
    why: str
    rules: tuple[Rule, ...]
    bypass: tuple[Mapping[str, Any], ...] = ()


_REVIEW: Mapping[str, tuple[Any, str]] = {
    "required_approving_review_count": (1, "Ohne Freigabe ließe sich zusammenführen, was niemand gelesen hat."),
    "dismiss_stale_reviews_on_push": (True, "Eine Freigabe gälte weiter, obwohl sich danach noch etwas änderte."),
    "require_last_push_approval": (True, "Wer zuletzt etwas ändert, könnte sich selbst freigeben."),
    "require_code_owner_review": (True, "Irgendjemand mit Schreibrecht könnte freigeben statt der Zuständigen."),
    "required_review_thread_resolution": (False, ""),
    "allowed_merge_methods": (["squash"], "Andere Arten lassen Entwürfe mit auf main; verlangt ist eine Fassung."),
}


def rulesets(checks: tuple[str, ...]) -> tuple[Ruleset, ...]:
    """``checks``: names of the jobs that must have passed before anything reaches main."""
    passed = {
        "strict_required_status_checks_policy": False,
        "required_status_checks": [{"context": name} for name in checks],
    }
    must_pass = (Rule("required_status_checks", "Was die Prüfung beanstandet, käme auf main.", passed),)
    return (
        Ruleset(
            "Amtsfunk: main",
            (MAIN,),
            "Ohne sie kann jede Person mit Schreibrecht ungelesen ändern, was hinausgeht.",
            (
                Rule(
                    "pull_request",
                    "Änderungen kämen ohne Vorschlag und Freigabe auf main.",
                    {name: wanted for name, (wanted, _) in _REVIEW.items()},
                ),
                Rule("non_fast_forward", "Die Geschichte von main ließe sich umschreiben."),
                Rule("deletion", "Der Zweig main ließe sich löschen."),
                *(must_pass if checks else ()),
            ),
        ),
        Ruleset(
            "Amtsfunk: Sendebuch schreibt nur der Veröffentlicher",
            (LEDGER, EVIDENCE),
            "Ohne sie kann jede Person mit Schreibrecht Belege hinzufügen; dann steht alles still.",
            (
                Rule("creation", "Jemand könnte das Sendebuch anlegen, bevor es geöffnet ist."),
                Rule("update", "Jemand anderes als der Veröffentlicher könnte in das Sendebuch schreiben."),
            ),
            (DEPLOY_KEY,),
        ),
        Ruleset(
            "Amtsfunk: Sendebuch bleibt vollständig",
            (LEDGER, EVIDENCE),
            "Ohne sie lässt sich der Beleg, was hinausging, umschreiben oder löschen.",
            (
                Rule("non_fast_forward", "Einträge ließen sich nachträglich ändern."),
                Rule("deletion", "Das Sendebuch ließe sich löschen."),
            ),
        ),
    )


def differences(wanted: Ruleset, found: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each thing in which a ruleset is weaker than it must be, or holds for others."""
    if found.get("enforcement") != "active":
        yield f"Die Regeln sind ausgeschaltet. {wanted.why}"
    if _refs(found) != {f"refs/heads/{name}" for name in wanted.branches}:
        yield f"Die Regeln gelten nicht genau für {_and(wanted.branches)}. {wanted.why}"
    if "bypass_actors" not in found:
        yield "Wer die Regeln umgehen darf, ist mit diesem Zugangstoken nicht zu sehen (Administration: write)."
    elif _actors(found["bypass_actors"]) != _actors(wanted.bypass):
        only = "nur der Schlüssel des Veröffentlichers" if wanted.bypass else "niemand"
        yield f"Umgehen darf die Regeln {only}; eingetragen ist etwas anderes. Wer sie umgeht, sendet ungelesen."
    there = {rule["type"]: rule.get("parameters") or {} for rule in found.get("rules") or ()}
    for rule in wanted.rules:
        if rule.type not in there:
            yield rule.why
            continue
        for name, value in rule.parameters.items():
            if not _suffices(name, there[rule.type].get(name), value):
                yield _REVIEW[name][1] if name in _REVIEW else rule.why


def merged(wanted: Ruleset, found: Mapping[str, Any] | None) -> dict[str, Any]:
    """What to send, so that the ruleset is as wanted and keeps whatever was stricter."""
    there = {rule["type"]: rule for rule in (found or {}).get("rules") or ()}
    rules = {rule.type: _rule(rule, there.get(rule.type)) for rule in wanted.rules}
    return {
        "name": wanted.name,
        "target": "branch",
        "enforcement": "active",
        "bypass_actors": [dict(actor) for actor in wanted.bypass],
        "conditions": {"ref_name": {"include": [f"refs/heads/{name}" for name in wanted.branches], "exclude": []}},
        "rules": [*rules.values(), *(rule for name, rule in there.items() if name not in rules)],
    }


def _rule(rule: Rule, found: Mapping[str, Any] | None) -> dict[str, Any]:
    if not rule.parameters:
        return {"type": rule.type}
    there = dict((found or {}).get("parameters") or {})
    ours = {name: value for name, value in rule.parameters.items() if not _suffices(name, there.get(name), value)}
    if rule.type == "required_status_checks":
        known = list(there.get(rule.type) or ())
        missing = [one for one in rule.parameters[rule.type] if one["context"] not in {two["context"] for two in known}]
        ours[rule.type] = [*known, *missing]
    return {"type": rule.type, "parameters": {**there, **ours}}


def _suffices(name: str, there: Any, wanted: Any) -> bool:
    """Whether a parameter is at least as strict as it must be."""
    if name == "required_status_checks":
        known = {one.get("context") for one in there or ()}
        return all(one["context"] in known for one in wanted)
    if isinstance(wanted, bool):
        return there is True or there is wanted
    if isinstance(wanted, int):
        return isinstance(there, int) and there >= wanted
    return bool(there == wanted)


def _refs(found: Mapping[str, Any]) -> set[str]:
    names = (found.get("conditions") or {}).get("ref_name") or {}
    return set(names.get("include") or ()) if not names.get("exclude") else set()


def _actors(actors: Any) -> set[tuple[Any, Any]]:
    return {(actor.get("actor_type"), actor.get("bypass_mode")) for actor in actors or ()}


def _and(names: tuple[str, ...]) -> str:
    return " und ".join(f"„{name}“" for name in names)
