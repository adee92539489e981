"""The plan as a calendar (RFC 5545): posts as events at their time, duty as whole days.

Times are UTC (form 2, § 3.3.5), which every calendar shows in the reader's own zone and no rule of summer time can
spoil. A UID stays the same for a post and for a day of duty, so that a calendar that reads the file again moves the
event and adds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Plan
from amtsfunk.report.plan_text import labels, state_of
from amtsfunk.report.safe import visible

_LINE = 75
"""Octets without the line break (§ 3.1)."""
_LENGTH = timedelta(minutes=15)


def render_ical(plan: Plan, days: Sequence[date], *, posts: bool = True, duty: bool = True) -> str:
    """One calendar, lines ended by CR LF. What is planned only is tentative; what the ledger knows is confirmed.
    ``posts``, ``duty``: which of the two it holds."""
    name = f"{'Redaktionsplan' if posts else 'Dienstplan'} {plan.settings.authority.short_name}"
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Amtsfunk//Redaktionsplan//DE", "CALSCALE:GREGORIAN"]
    lines = [*head, f"X-WR-CALNAME:{escape(name)}", f"X-WR-TIMEZONE:{plan.settings.authority.time_zone}"]
    for day in days:
        for entry in plan.by_day.get(day, ()) if posts else ():
            if entry.due is not None:
                lines += _post(plan, entry, entry.due)
        lines += _duty(plan, day) if duty else ()
    return "".join(f"{folded}\r\n" for folded in fold([*lines, "END:VCALENDAR"]))


def _post(plan: Plan, entry: Entry, due: datetime) -> Iterator[str]:
    authority = plan.settings.authority
    topic = plan.settings.topics.get(entry.topic)
    about = f"{labels(plan, entry.channels)}\n{state_of(plan, entry)}"
    confirmed = plan.approved is not None and entry.id in plan.approved
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@{authority.id}"
    yield f"DTSTAMP:{_utc(plan.now)}"
    yield f"DTSTART:{_utc(due)}"
    yield f"DTEND:{_utc(due + _LENGTH)}"
    yield f"SUMMARY:{escape(visible(entry.title))}"
    yield f"DESCRIPTION:{escape(about)}"
    yield f"CATEGORIES:{escape(topic.label if topic is not None else entry.topic)}"
    yield f"STATUS:{'CONFIRMED' if confirmed else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _duty(plan: Plan, day: date) -> Iterator[str]:
    duty = plan.on_duty(day)
    if duty is None:
        return
    stand_in = f", Vertretung {duty.substitute}" if duty.substitute else ""
    yield "BEGIN:VEVENT"
    yield f"UID:dienst-{day:%Y%m%d}@{plan.settings.authority.id}"
    yield f"DTSTAMP:{_utc(plan.now)}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(f'Dienst: {duty.duty}{stand_in}')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    """A value of type TEXT (§ 3.3.11). Control characters other than the line break are written out: no line of theirs
    may become a property."""
    marked = (visible(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in text.split("\n"))
    return "\\n".join(marked)


def fold(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 75 octets, never cut inside a character (§ 3.1)."""
    for line in lines:
        room, begin, size = _LINE, 0, 0
        for position, character in enumerate(line):
            octets = len(character.encode())
            if size + octets > room:
                yield line[begin:position] if begin == 0 else f" {line[begin:position]}"
                room, begin, size = _LINE - 1, position, 0
            size += octets
        yield line[begin:] if begin == 0 else f" {line[begin:]}"
