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
from amtsfunk.rules.waiving import Waived


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
    reference: str = ""
    """Address of the rule's entry in the rule reference; empty where nobody said where the internal site is."""


@dataclass(frozen=True, slots=True)
class WaivedRow:
    """A finding that was set aside at its place, and the reason that somebody gave."""

    row: Row
    because: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What was looked at, how much was found, and what was set aside with a reason."""

    posts: int
    counts: Mapping[Severity, int]
    waived: tuple[WaivedRow, ...] = ()


def rows(findings: Iterable[Finding], lang: Lang, handbook: str = "") -> tuple[Row, ...]:
    """Rows in the order of path, line and column; the same finding twice is shown once.

    ``handbook``: the address of the page that explains the rules, where there is one.
    """
    ordered = sorted(findings, key=lambda one: one.order)
    return tuple(dict.fromkeys(_row(finding, lang, handbook) for finding in ordered))


def waived_rows(waived: Iterable[Waived], lang: Lang, handbook: str = "") -> tuple[WaivedRow, ...]:
    """What was set aside, in the same order."""
    ordered = sorted(waived, key=lambda one: one.finding.order)
    return tuple(dict.fromkeys(WaivedRow(_row(one.finding, lang, handbook), visible(one.because)) for one in ordered))


def _row(finding: Finding, lang: Lang, handbook: str) -> Row:
    rule = RULES_BY_ID[finding.rule]
    safe = {key: visible(value) for key, value in finding.values.items()}
    message, remedy = text(rule.id, lang, safe)
    place = finding.place
    source = describe_source(rule.source, lang)
    reference = f"{handbook}#{rule.id}" if handbook else ""
    return Row(rule.id, rule.severity, place.path, place.line, place.column, message, remedy, source, reference)


def summarise(all_rows: Iterable[Row], posts: int, waived: Iterable[WaivedRow] = ()) -> Summary:
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for row in all_rows:
        counts[row.severity] += 1
    return Summary(posts, counts, tuple(waived))
