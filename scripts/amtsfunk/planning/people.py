"""Who is there: days without anybody on duty or a substitute, training about to end, and what is open for Saturday."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from amtsfunk.model.week import week_of
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Place, Plan, Untimed

_FRIDAY = 4


class DutyGap(NamedTuple):
    """``what``: ``duty`` (nobody) or ``substitute`` (nobody who stands in)."""

    day: date
    what: str


class Training(NamedTuple):
    sign: str
    until: date


class OpenWeekend(NamedTuple):
    """``why``: ``free`` (a place without a post), ``draft`` (its post has no time) or ``unapproved``."""

    day: date
    why: str
    place: Place | None
    entry: Entry | None


def duty_gaps(plan: Plan) -> Iterator[DutyGap]:
    """Only where an office keeps a rota (R06)."""
    if plan.rota is None:
        return
    yield from duty_gaps_of(plan, (plan.today + timedelta(days=number) for number in range(plan.numbers.duty_ahead)))


def duty_gaps_of(plan: Plan, days: Iterable[date]) -> Iterator[DutyGap]:
    """The same for these days."""
    for day in days:
        duty = plan.on_duty(day)
        if duty is None:
            yield DutyGap(day, "duty")
        elif duty.substitute is None:
            yield DutyGap(day, "substitute")


def trainings_ending(plan: Plan) -> Iterator[Training]:
    """Of people who are still there then (R17, R78)."""
    for sign, person in plan.settings.people.items():
        until = person.trained_until
        if until is None or person.revoked is not None or (person.until is not None and person.until <= until):
            continue
        if plan.today <= until <= plan.today + plan.numbers.training_ahead:
            yield Training(sign, until)


def open_weekend(plan: Plan) -> Iterator[OpenWeekend]:
    """From Friday on: what the coming weekend still lacks (R04). Whether a post is approved is told only where the
    ledger is known."""
    today = plan.today
    if today.weekday() < _FRIDAY:
        return
    saturday = today + timedelta(days=5 - today.weekday())
    days = {day for day in (saturday, saturday + timedelta(days=1)) if day >= today}
    waiting = {entry.id: entry for entry in plan.open}
    for place in plan.places:
        day = plan.day_of(place.at)
        if day in days and place.at > plan.now:
            if place.post is None:
                yield OpenWeekend(day, "free", place, None)
            elif place.post in waiting and waiting[place.post].is_draft:
                yield OpenWeekend(day, "draft", place, waiting[place.post])
    for day in sorted(days):
        for entry in plan.by_day.get(day, ()):
            if plan.approved is not None and entry.id not in plan.approved and entry.due and entry.due > plan.now:
                yield OpenWeekend(day, "unapproved", None, entry)


def untimed_places(plan: Plan) -> Iterator[Untimed]:
    """Places without a time in this week and the next."""
    soon = {week_of(plan.today), week_of(plan.today + timedelta(weeks=1))}
    return (one for one in plan.untimed if one.week in soon)


def quiet_posts(plan: Plan) -> Iterator[tuple[Entry, str]]:
    """Posts to come on a day of mourning, with its name; what is urgent goes out."""
    for entry in plan.coming:
        quiet = plan.quiet_on(plan.day_of(entry.due))
        if quiet is not None and not entry.urgent:
            yield entry, quiet.name
