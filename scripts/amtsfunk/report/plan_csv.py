"""The plan as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from amtsfunk.model.german import WEEKDAYS
from amtsfunk.planning.plan import Plan
from amtsfunk.report.plan_text import labels, state_of
from amtsfunk.report.sheet import sheet

HEAD = ("Datum", "Tag", "Uhrzeit", "Titel", "Kanäle", "Thema", "Stand", "Dienst", "Beitrag")


def render_csv(plan: Plan, days: Sequence[date]) -> str:
    """One line a post or free place, in the order of time."""
    return sheet((HEAD, *_rows(plan, days)))


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
