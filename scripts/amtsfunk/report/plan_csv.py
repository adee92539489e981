"""The plan as a table for a German spreadsheet: semicolons, UTF-8 with its mark, CR LF, every cell in quotation marks.

A cell that a spreadsheet would take for a formula begins with an apostrophe: titles are written by many hands, and
``=HYPERLINK(…)`` in one of them must stay a text (CWE-1236).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from amtsfunk.planning.plan import Plan
from amtsfunk.report.plan_text import WEEKDAYS, labels, state_of
from amtsfunk.report.safe import visible

HEAD = ("Datum", "Tag", "Uhrzeit", "Titel", "Kanäle", "Thema", "Stand", "Dienst", "Beitrag")
MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def render_csv(plan: Plan, days: Sequence[date]) -> str:
    """One line a post or free place, in the order of time."""
    return MARK + "".join(f"{';'.join(map(cell, row))}\r\n" for row in (HEAD, *_rows(plan, days)))


def _rows(plan: Plan, days: Sequence[date]) -> Iterator[tuple[str, ...]]:
    topics = plan.settings.topics
    for day in days:
        duty = plan.on_duty(day)
        rows = [
            (entry.due, entry.title, entry.channels, entry.topic, state_of(plan, entry), entry.id)
            for entry in plan.by_day.get(day, ())
            if entry.due is not None
        ]
        rows += [
            (place.at, place.idea or "", place.channels, place.topic, "Platz frei", "")
            for place in plan.free
            if plan.day_of(place.at) == day
        ]
        for at, title, channels, topic, state, post in sorted(rows, key=lambda row: (row[0], row[5])):
            name = topics[topic].label if topic in topics else topic
            clock = f"{at.astimezone(plan.calendar.zone):%H:%M}"
            weekday = WEEKDAYS[day.weekday()]
            sign = duty.duty if duty else ""
            yield f"{day:%d.%m.%Y}", weekday, clock, title, labels(plan, channels), name, state, sign, post


def cell(text: str) -> str:
    seen = visible(text)
    guarded = f"'{seen}" if seen.lstrip().startswith(_FORMULA) else seen
    return '"' + guarded.replace('"', '""') + '"'
