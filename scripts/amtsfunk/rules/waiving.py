"""Exceptions with a reason: a warning or hint that does not fit at one place is set aside, and the report says so.

What is an error can never be waived: what must not go out does not go out because somebody wrote a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from amtsfunk.model.finding import Finding, Place, Severity
from amtsfunk.rules.suggest import nearest

if TYPE_CHECKING:
    from amtsfunk.model.module import Module
    from amtsfunk.model.post import Post
    from amtsfunk.model.snippet import Snippet
    from amtsfunk.model.waiver import Waivers
    from amtsfunk.source.parsed import Positions


@dataclass(frozen=True, slots=True)
class Waiver:
    """``rule`` does not apply in the file ``path``. ``place`` is where that was written."""

    rule: str
    path: str
    because: str
    place: Place
    by: str = ""
    until: date | None = None
    may_rest: bool = False
    """Of something that went out: most rules are no longer asked there, so it is not told that it is not needed."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that was set aside, and the reason that somebody gave."""

    finding: Finding
    because: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a waiver is judged by: the rules there are, the files that were judged whole, the day, the team's signs."""

    severities: Mapping[str, Severity]
    judged: Collection[str]
    today: date
    signs: Collection[str] = ()
    cannot_tell: Collection[str] = ()
    """Rules that were not asked in this run; that they found nothing means nothing."""


def waivers_in(plan: Waivers, positions: Positions) -> Iterator[Waiver]:
    """The waivers of ``plans/waivers.yml``."""
    for index, one in enumerate(plan.waivers):
        place = positions.at("waivers", index, "rule")
        yield Waiver(one.rule, one.path, one.because, place, one.by, one.until)


def waivers_of(own: Post | Snippet | Module, positions: Positions, *, over: bool = False) -> Iterator[Waiver]:
    """The waivers that a post, snippet or module gives for itself. ``over``: it went out, and stays as it is."""
    for rule, because in own.head.waive.items():
        yield Waiver(rule, own.path, because, positions.at("waive", rule), may_rest=over)


def set_aside(
    findings: Iterable[Finding], waivers: Iterable[Waiver], ground: Ground
) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """(what remains, with what is wrong with the waivers themselves; what was set aside)."""
    given = tuple(waivers)
    in_force = {(one.rule, one.path): one for one in given if not _why_not(one, ground)}
    remaining: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        waiver = in_force.get((finding.rule, finding.place.path))
        if waiver is None:
            remaining.append(finding)
        else:
            waived.append(Waived(finding, waiver.because))
    used = {(one.finding.rule, one.finding.place.path) for one in waived}
    for waiver in given:
        remaining.extend(_judge(waiver, used, ground))
    return tuple(remaining), tuple(waived)


def _why_not(waiver: Waiver, ground: Ground) -> str:
    """The rule that refuses the waiver; empty where it is in force."""
    severity = ground.severities.get(waiver.rule)
    if severity is None:
        return "unknown-waiver"
    if severity is Severity.error:
        return "waiver-of-error"
    if waiver.by and ground.signs and waiver.by not in ground.signs:
        return "waiver-by-nobody"
    if waiver.until is not None and waiver.until < ground.today:
        return "expired-waiver"
    return ""


def _judge(waiver: Waiver, used: Collection[tuple[str, str]], ground: Ground) -> Iterator[Finding]:
    values = {"value": waiver.rule, "path": waiver.path, "by": waiver.by}
    if refused := _why_not(waiver, ground):
        if refused == "unknown-waiver" and (better := nearest(waiver.rule, ground.severities)):
            values["fixed"] = better
        if waiver.until is not None:
            values["until"] = f"{waiver.until:%d.%m.%Y}"
        yield Finding(refused, waiver.place, values)
        return
    asked = waiver.path in ground.judged and waiver.rule not in ground.cannot_tell and not waiver.may_rest
    if asked and (waiver.rule, waiver.path) not in used:
        yield Finding("unused-waiver", waiver.place, values)
