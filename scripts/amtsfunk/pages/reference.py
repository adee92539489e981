"""The rule reference: every rule with its weight, its source, what it says, and how it looks wrong and right.

Pure. What a rule says in its bad example, and the lines in which the bad and the good one differ, come from a file that
the tests write and hold (``site/internal/handbuch/_beispiele.json``); without it the reference shows the words alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEVERITIES = {3: "Fehler", 2: "Warnung", 1: "Hinweis"}


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule in German. ``severity``: 3 error, 2 warning, 1 notice; what is no error can be waived with a reason."""

    id: str
    severity: int
    source: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class RuleTopic:
    title: str
    rules: tuple[RuleText, ...]


@dataclass(frozen=True, slots=True)
class RuleExample:
    """What a rule says to its bad example, and the lines of both examples that differ. ``path``: where they stand."""

    message: str
    remedy: str
    path: str
    bad: str
    good: str


def read_examples(data: str) -> Mapping[str, RuleExample]:
    """Rule id → example, from the JSON of ``_beispiele.json``."""
    return {rule: RuleExample(**fields) for rule, fields in json.loads(data).items()}


def write_examples(examples: Mapping[str, RuleExample]) -> str:
    """The JSON that ``read_examples`` reads."""
    fields = RuleExample.__slots__
    shape = {rule: {name: getattr(examples[rule], name) for name in fields} for rule in sorted(examples)}
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def reference(topics: Iterable[RuleTopic], examples: Mapping[str, RuleExample]) -> Sequence[Mapping[str, Any]]:
    """Values for the page: topics in the order of the registry, in each the gravest rules first."""
    return [
        {
            "title": topic.title,
            "anchor": f"thema-{index}",
            "rules": [
                _entry(rule, examples.get(rule.id))
                for rule in sorted(topic.rules, key=lambda rule: (-rule.severity, rule.id))
            ],
        }
        for index, topic in enumerate(topics, 1)
    ]


def _entry(rule: RuleText, example: RuleExample | None) -> Mapping[str, Any]:
    message, remedy = (example.message, example.remedy) if example else (rule.message, rule.remedy)
    say, _, write = remedy.partition("\n")
    return {
        "id": rule.id,
        "severity": SEVERITIES[rule.severity],
        "waivable": rule.severity < 3,
        "source": rule.source,
        "message": message,
        "remedy": say,
        "write": write,
        "example": example if example and (example.bad or example.good) else None,
    }
