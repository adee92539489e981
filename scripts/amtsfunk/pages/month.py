"""The plan as a calendar for the internal site: a table a month, and the same posts by channel and by topic (R18).

Every day says its own date, so that the table reads as a list where a screen is narrow, and nothing is said by colour
or place alone: holidays, quiet times, windows before elections, duty and days without a post stand there in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amtsfunk.model.german import MONTHS, WEEKDAYS, german_time, german_weekday
from amtsfunk.pages.plan import FreePlace, PlannedPost
from amtsfunk.planning.calendar import holiday_of
from amtsfunk.planning.plan import Plan

FEWEST_MONTHS, MOST_MONTHS = 2, 12
COVERED = timedelta(days=28)
"""R18: that far ahead a workday without a post is worth a word."""


@dataclass(frozen=True, slots=True)
class Item:
    """One post. ``anchor``: where the page „Plan" shows it, None for what is over."""

    clock: str
    post: PlannedPost
    anchor: str | None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """``name``: ``Di., 1.12.``; ``notes``: what is special about the day; ``duty``: who is on duty, with the stand-in.
    ``empty``: a workday ahead for which something is still wanted."""

    name: str
    today: bool
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    free: tuple[FreePlace, ...]
    duty: str | None
    empty: bool


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """``days``: Monday to Sunday; None where the day is another month's."""

    number: int
    days: tuple[MonthDay | None, ...]


@dataclass(frozen=True, slots=True)
class Month:
    id: str
    title: str
    weeks: tuple[MonthWeek, ...]
    count: int
    empty: int


@dataclass(frozen=True, slots=True)
class Group:
    """Posts that share a channel or topic: (day in words, time, post)."""

    label: str
    posts: tuple[tuple[str, str, PlannedPost], ...]


@dataclass(frozen=True, slots=True)
class MonthCalendar:
    months: tuple[Month, ...]
    channels: tuple[Group, ...]
    topics: tuple[Group, ...]


def anchor_of(post: str) -> str:
    """Where the page „Plan" shows a post."""
    return f"beitrag-{post}"


def month_calendar(plan: Plan, posts: Sequence[PlannedPost], free: Sequence[FreePlace]) -> MonthCalendar:
    """From this month on to the last one with a post or a free place: two months at least, twelve at most."""
    by_day: dict[date, list[PlannedPost]] = defaultdict(list)
    for post in sorted(posts, key=lambda one: (one.due or plan.now, one.id)):
        if post.due is not None:
            by_day[plan.day_of(post.due)].append(post)
    places: dict[date, list[FreePlace]] = defaultdict(list)
    for place in sorted(free, key=lambda one: one.at):
        places[plan.day_of(place.at)].append(place)
    firsts = tuple(_firsts(plan.today, max((*by_day, *places), default=plan.today)))
    months = tuple(_month(first, plan, by_day, places) for first in firsts)
    shown = [(day, post) for day in sorted(by_day) if firsts[0] <= day < _next(firsts[-1]) for post in by_day[day]]
    return MonthCalendar(
        months,
        tuple(_groups(plan, shown, lambda post: post.channels)),
        tuple(_groups(plan, shown, lambda post: (post.topic,))),
    )


def _firsts(today: date, last: date) -> Iterator[date]:
    first = today.replace(day=1)
    for number in range(MOST_MONTHS):
        if number >= FEWEST_MONTHS and first > last:
            return
        yield first
        first = _next(first)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _month(
    first: date, plan: Plan, by_day: Mapping[date, Sequence[PlannedPost]], places: Mapping[date, Sequence[FreePlace]]
) -> Month:
    monday, end = first - timedelta(days=first.weekday()), _next(first)
    weeks = []
    while monday < end:
        days = [monday + timedelta(days=number) for number in range(7)]
        shown = tuple(
            _day(day, plan, by_day.get(day, ()), places.get(day, ())) if first <= day < end else None for day in days
        )
        weeks.append(MonthWeek(monday.isocalendar().week, shown))
        monday += timedelta(weeks=1)
    found = [day for week in weeks for day in week.days if day is not None]
    title = f"{MONTHS[first.month - 1]} {first.year}"
    count, empty = sum(len(day.items) for day in found), sum(day.empty for day in found)
    return Month(f"{first:%Y-%m}", title, tuple(weeks), count, empty)


def _day(day: date, plan: Plan, posts: Sequence[PlannedPost], free: Sequence[FreePlace]) -> MonthDay:
    zone, this_week = plan.settings.authority.zone, plan.today - timedelta(days=plan.today.weekday())
    duty = plan.on_duty(day)
    ahead = plan.today <= day < plan.today + COVERED
    return MonthDay(
        name=f"{WEEKDAYS[day.weekday()][:2]}., {day.day}.{day.month}.",
        today=day == plan.today,
        notes=tuple(_notes(day, plan)),
        items=tuple(
            Item(
                german_time(post.due.astimezone(zone)),
                post,
                anchor_of(post.id) if day >= this_week else None,
            )
            for post in posts
            if post.due is not None
        ),
        free=tuple(free),
        duty=None if duty is None else duty.duty + (f", Vertretung {duty.substitute}" if duty.substitute else ""),
        empty=ahead and not posts and plan.is_workday(day),
    )


def _notes(day: date, plan: Plan) -> Iterator[str]:
    """Holidays also where the office answers on them: readers are away."""
    holiday, quiet, election = holiday_of(plan.calendar.land, day), plan.quiet_on(day), plan.election_on(day)
    if holiday is not None:
        yield holiday
    if quiet is not None:
        yield quiet.name
    if election is not None:
        yield f"vor der Wahl: {election.name}"


def _groups(
    plan: Plan, shown: Iterable[tuple[date, PlannedPost]], labels_of: Callable[[PlannedPost], Sequence[str]]
) -> Iterator[Group]:
    zone = plan.settings.authority.zone
    found: dict[str, list[tuple[str, str, PlannedPost]]] = defaultdict(list)
    for day, post in shown:
        for label in labels_of(post):
            clock = german_time(post.due.astimezone(zone)) if post.due is not None else ""
            found[label].append((german_weekday(day), clock, post))
    return (Group(label, tuple(found[label])) for label in sorted(found))
