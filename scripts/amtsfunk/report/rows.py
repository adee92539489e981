"""Findings turned into rows of plain words: the one place where a rule's severity, source and texts meet its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amtsfunk.model.finding import Finding, Severity
from amtsfunk.report.safe import visible
from amtsfunk.rules.messages import text
from amtsfunk.rules.registry import RULES_BY_ID
from amtsfunk.rules.texts.entry import Lang
from amtsfunk.rules.texts.sources import describe_source


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, ready to be read. ``path`` is raw; message and remedy are safe to print."""

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    remedy: str
    source: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What was looked at, and how much was found."""

    posts: int
    counts: Mapping[Severity, int]


def rows(findings: Iterable[Finding], lang: Lang) -> tuple[Row, ...]:
    """Rows in the order of path, line and column; the same finding twice is shown once."""
    return tuple(dict.fromkeys(_row(finding, lang) for finding in sorted(findings, key=lambda one: one.order)))


def _row(finding: Finding, lang: Lang) -> Row:
    rule = RULES_BY_ID[finding.rule]
    safe = {key: visible(value) for key, value in finding.values.items()}
    message, remedy = text(rule.id, lang, safe)
    place = finding.place
    source = describe_source(rule.source, lang)
    return Row(rule.id, rule.severity, place.path, place.line, place.column, message, remedy, source)


def summarise(all_rows: Iterable[Row], posts: int) -> Summary:
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for row in all_rows:
        counts[row.severity] += 1
    return Summary(posts, counts)
