"""The kept versions of the netiquette for the public: each under an address of its own for good, with what changed.

Of a kept version only what binds is shown (``told_netiquette``); sources, notes and easy language stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from amtsfunk.model.german import german_day
from amtsfunk.pages import text
from amtsfunk.pages.differences import Change, What, compare_sections, marked
from amtsfunk.pages.netiquette import clauses_values, measures_values, numbered
from amtsfunk.source.versions import Netiquette, Section, told_netiquette

if TYPE_CHECKING:
    from jinja2 import Environment

    from amtsfunk.model.netiquette import Clauses, Ladder

FOLDER = "netiquette/fassung/"
"""From the root of the public site; the day follows, then a slash. Never changed: it stands in letters to people."""


class State(StrEnum):
    was = "nicht mehr in Kraft"
    holds = "in Kraft"
    comes = "noch nicht in Kraft"


class Dated(Protocol):
    @property
    def day(self) -> date: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Reign:
    """From when to when a version holds. ``until``: its last day, None where no other follows; ``since``, ``to`` and
    ``span`` say the same in words."""

    day: date
    until: date | None
    state: State

    @property
    def since(self) -> str:
        return german_day(self.day)

    @property
    def to(self) -> str:
        return german_day(self.until) if self.until else ""

    @property
    def span(self) -> str:
        """``galt vom 4. Mai 2026 bis zum 1. November 2026``, ``gilt seit dem 2. November 2026``."""
        if self.state is State.was:
            return f"galt vom {self.since} bis zum {self.to}"
        begins = f"gilt ab dem {self.since}" if self.state is State.comes else f"gilt seit dem {self.since}"
        return f"{begins} und bis zum {self.to}" if self.to else begins


def reigns(days: Iterable[date], today: date | None) -> tuple[Reign, ...]:
    """Days on which versions begin → their reigns, oldest first. ``today``: None for „after all of them“."""
    ordered = sorted(set(days))
    begun = [day for day in ordered if today is None or day <= today]
    found = []
    for day, following in zip_longest(ordered, ordered[1:]):
        state = State.comes if day not in begun else State.holds if day == begun[-1] else State.was
        found.append(Reign(day, following - timedelta(days=1) if following else None, state))
    return tuple(found)


def holding(current: D, kept: Iterable[D], today: date | None) -> D:
    """The version that holds today: of those that have begun, the newest. ``current``: what stands in the file that
    people write in. It goes before the copy of its day, because what does not bind may be bettered in it; and it is the
    answer where none has begun."""
    of_day = {**{one.day: one for one in kept}, current.day: current}
    begun = [day for day in of_day if today is None or day <= today]
    return of_day[max(begun)] if begun else current


def rules_in_force(
    clauses: Clauses | None, ladder: Ladder | None, kept: Iterable[Netiquette], today: date | None
) -> tuple[Clauses | None, Ladder | None]:
    """What both sites show as the rules of today. ``clauses`` and ``ladder``: of the files that people write in."""
    if clauses is None:
        return None, ladder
    holds = holding(Netiquette(clauses, ladder), kept, today)
    return holds.clauses, holds.ladder or ladder


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """``label``: as the authority counts („1.1“); ``clauses`` and ``measures``: what binds; ``shown``: the clauses as
    the netiquette page shows them; ``numbers``: key of a section → the number that people were told; ``kept``: whether
    it has an address of its own."""

    reign: Reign
    label: str
    clauses: tuple[Section, ...]
    measures: tuple[Section, ...]
    shown: Mapping[str, Any]
    rungs: tuple[Mapping[str, Any], ...]
    numbers: Mapping[str, int]
    kept: bool

    @property
    def name(self) -> str:
        return self.reign.day.isoformat()


def public_versions(
    clauses: Clauses | None, ladder: Ladder | None, kept: Sequence[Netiquette], today: date | None
) -> tuple[PublicVersion, ...]:
    """All versions, oldest first: the kept ones, and the one in the file where no copy of its day is kept."""
    of_day = {one.day: one for one in kept}
    found = dict(of_day)
    if clauses is not None:
        found.setdefault(clauses.in_force_from, Netiquette(clauses, ladder))
    return tuple(_version(found[reign.day], reign, reign.day in of_day) for reign in reigns(found, today))


def permanent_addresses(versions: Iterable[PublicVersion], website: str) -> Mapping[str, str]:
    """Key of each clause and measure in force → its address in the version of today, which says the same for good.
    Empty where that version is not kept."""
    return {
        section.key: f"{website}/{FOLDER}{one.name}/#{section.key}"
        for one in versions
        if one.kept and one.reign.state is State.holds
        for section in (*one.clauses, *one.measures)
    }


def _version(one: Netiquette, reign: Reign, kept: bool) -> PublicVersion:
    told = told_netiquette(one.clauses, one.ladder)
    count = len(one.clauses.clauses)
    places = {clause.id: number for number, clause in numbered(one.clauses)}
    clauses = tuple(sorted(told[:count], key=lambda section: places[section.key]))
    rungs = {section.key: number for number, section in enumerate(told[count:], 1)}
    shown = clauses_values(one.clauses) or {}
    return PublicVersion(
        reign, one.clauses.version, clauses, told[count:], shown, measures_values(one.ladder, {}), places | rungs, kept
    )


# ---------------------------------------------------------------- pages


def version_pages(
    versions: Sequence[PublicVersion], environment: Environment, website: str
) -> tuple[Mapping[str, str], Mapping[str, Any]]:
    """Path of the page of each kept version → its Markdown; and what the list of them and the netiquette page say."""
    rows = []
    before: PublicVersion | None = None
    for one in versions:
        rows.append(_values(one, before, website))
        before = one
    holds = next((row for row in rows if row["state"] is State.holds), None)
    coming = [row for row in rows if row["state"] is State.comes]
    pages = {}
    template = environment.get_template("netiquette/fassung/_fassung.md") if any(one.kept for one in versions) else None
    for place, row in enumerate(rows):
        if template is not None and row["kept"]:
            around = {
                "holds": holds,
                "earlier": rows[place - 1] if place else None,
                "later": rows[place + 1] if place + 1 < len(rows) else None,
            }
            pages[f"{FOLDER}{row['name']}.md"] = template.render({**row, **around})
    return pages, {"versions": rows[::-1], "holds": holds, "coming": coming}


def _values(one: PublicVersion, before: PublicVersion | None, website: str) -> Mapping[str, Any]:
    clauses = compare_sections(before.clauses, one.clauses) if before else ()
    both = before is not None and bool(before.measures) and bool(one.measures)
    measures = compare_sections(before.measures, one.measures) if before and both else ()
    told = [
        *(_change(change, "Regel", one, before) for change in clauses if before),
        *(_change(change, "Stufe", one, before) for change in measures if before),
    ]
    return {
        "name": one.name,
        "label": one.label,
        "state": one.reign.state,
        "was": one.reign.state is State.was,
        "comes": one.reign.state is State.comes,
        "reign": one.reign,
        "kept": one.kept,
        "address": f"{website}/{FOLDER}{one.name}/",
        "groups": one.shown["groups"],
        "rungs": one.rungs,
        "changes": told,
        "changed": {
            change.key: _anchor(noun, change)
            for noun, found in (("Regel", clauses), ("Stufe", measures))
            for change in found
            if change.what is not What.gone
        },
        "renumbered": _renumbered(one, before, {change.key for change in clauses}) if before else "",
        "summary": summary([("Regel", "Regeln", clauses), ("Maßnahme", "Maßnahmen", measures)]),
        "without_ladder": before is not None and not both,
    }


def _change(change: Change, noun: str, one: PublicVersion, before: PublicVersion) -> Mapping[str, Any]:
    now, was = one.numbers.get(change.key), before.numbers.get(change.key)
    gone = change.what is What.gone
    number = was if gone else now
    return {
        "what": change.what.heading,
        "title": f"{noun} {number}, {change.title}",
        "before": f"zuvor {noun} {was}" if was and not gone and was != now else "",
        "anchor": _anchor(noun, change),
        "key": change.key,
        "gone": gone,
        "html": marked(change.pieces),
    }


def _anchor(noun: str, change: Change) -> str:
    """With a sign that no id of a clause may have, so that none of them meets it."""
    return f"aenderung_{noun.lower()}_{change.key}"


def _renumbered(one: PublicVersion, before: PublicVersion, told: set[str]) -> str:
    """``Regel 6 (zuvor 5) und Regel 7 (zuvor 6)``: the same words under another number."""
    return text.joined(
        f"Regel {one.numbers[section.key]} (zuvor {before.numbers[section.key]})"
        for section in one.clauses
        if section.key not in told
        and before.numbers.get(section.key, one.numbers[section.key]) != one.numbers[section.key]
    )


def summary(kinds: Iterable[tuple[str, str, Sequence[Change]]]) -> str:
    """``1 Regel neu, 3 Regeln geändert, 1 Maßnahme geändert``; empty where nothing changed."""
    found = []
    for single, plural, changes in kinds:
        for what in What:
            count = sum(change.what is what for change in changes)
            if count:
                found.append(f"{count} {single if count == 1 else plural} {what.value}")
    return text.joined(found)
