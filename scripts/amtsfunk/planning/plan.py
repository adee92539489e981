"""The plan as one value: posts by day, free places of the week plans, who is on duty, and the numbers that hold.

Free places count as planned where the question is whether a week has the right shape (cadence), and do not count where
it is whether enough is written (coverage).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from amtsfunk.model.week import days_of, week_of
from amtsfunk.planning.calendar import Calendar
from amtsfunk.planning.numbers import numbers_of

if TYPE_CHECKING:
    from amtsfunk.model.office import Office
    from amtsfunk.model.plan import QuietTime
    from amtsfunk.model.post import Audience
    from amtsfunk.model.rota import OnDuty, Rota
    from amtsfunk.model.settings import Settings
    from amtsfunk.model.team import ElectionWindow
    from amtsfunk.planning.entries import Entry
    from amtsfunk.planning.numbers import Numbers

WEEKS_JUDGED = 3
"""This week and the next two: further ahead R18 asks for a store of posts, not yet for whole days."""


def number_of(file: str, index: int) -> str:
    return f"{file.rpartition('/')[2].removesuffix('.yml')}/{index + 1}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A slot of a week plan: ``file`` and ``index`` say where. ``post`` None: free."""

    channels: tuple[str, ...]
    topic: str
    idea: str | None
    post: str | None
    file: str
    index: int

    @property
    def number(self) -> str:
        """``2026-W50/4``: the fourth place of that file, as commands name it."""
        return number_of(self.file, self.index)


@dataclass(frozen=True, slots=True)
class Place(_Place):
    at: datetime


@dataclass(frozen=True, slots=True)
class Untimed(_Place):
    """One that has no time yet."""

    week: str


@dataclass(frozen=True, slots=True)
class Plan:
    """``dated``: by time. ``open``: drafts and what goes out after its approval. ``newest``: channel →
    day of its newest post that is over. ``untimed``: by week and place. ``approved``: ids that the ledger
    has as approved, None where nobody knows."""

    now: datetime
    settings: Settings
    numbers: Numbers
    dated: tuple[Entry, ...]
    open: tuple[Entry, ...]
    newest: Mapping[str, date]
    places: tuple[Place, ...] = ()
    untimed: tuple[Untimed, ...] = ()
    rota: Rota | None = None
    approved: frozenset[str] | None = None
    by_day: Mapping[date, tuple[Entry, ...]] = field(init=False)
    calendar: Calendar = field(init=False)

    def __post_init__(self) -> None:
        days: dict[date, list[Entry]] = defaultdict(list)
        for entry in self.dated:
            days[self.day_of(entry.due)].append(entry)
        object.__setattr__(self, "by_day", {day: tuple(entries) for day, entries in days.items()})
        object.__setattr__(self, "calendar", Calendar.of(self.settings))

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    def day_of(self, moment: datetime | None) -> date:
        """The day at the authority's place. Only for what has a time."""
        if moment is None:
            raise LookupError("a draft has no day")
        return moment.astimezone(self.settings.authority.zone).date()

    @property
    def coming(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.dated if entry.due is not None and entry.due > self.now)

    @property
    def free(self) -> tuple[Place, ...]:
        """Free places that are still to come."""
        return tuple(place for place in self.places if place.post is None and place.at > self.now)

    @property
    def open_channels(self) -> tuple[str, ...]:
        return tuple(name for name, channel in self.settings.channels.items() if not channel.closed)

    def audiences_of(self, entry: Entry) -> tuple[Audience, ...]:
        """Its own, else its topic's (R22)."""
        if entry.audiences:
            return entry.audiences
        topic = self.settings.topics.get(entry.topic)
        return topic.audiences if topic is not None else ()

    def on_duty(self, day: date) -> OnDuty | None:
        return self.rota.on(day) if self.rota is not None else None

    def quiet_on(self, day: date) -> QuietTime | None:
        return next((quiet for quiet in self.numbers.quiet if quiet.begins <= day <= quiet.ends), None)

    def election_on(self, day: date) -> ElectionWindow | None:
        windows = self.settings.elections.windows if self.settings.elections is not None else ()
        return next((window for window in windows if window.begins <= day <= window.ends), None)

    def holiday_on(self, day: date) -> str | None:
        return self.calendar.holiday(datetime.combine(day, datetime.min.time(), self.calendar.zone))

    def is_workday(self, day: date) -> bool:
        """Monday to Friday, without holidays and days of mourning: the days that R01 speaks of."""
        return day.weekday() < 5 and self.holiday_on(day) is None and self.quiet_on(day) is None

    def weeks_judged(self) -> Iterator[tuple[str, tuple[date, ...]]]:
        for number in range(WEEKS_JUDGED):
            week = week_of(self.today + timedelta(weeks=number))
            yield week, days_of(week)


def make_plan(
    entries: Iterable[Entry],
    office: Office,
    settings: Settings,
    now: datetime,
    approved: frozenset[str] | None = None,
) -> Plan:
    """``now``: aware. Of two posts at one time the one with the smaller id comes first, so that nothing is left to
    chance."""
    dated: list[Entry] = []
    waiting: list[Entry] = []
    newest: dict[str, datetime] = {}
    for entry in entries:
        if entry.due is None:
            if not entry.archive:
                waiting.append(entry)
            continue
        if entry.due <= now:
            for channel in entry.channels:
                if channel not in newest or newest[channel] < entry.due:
                    newest[channel] = entry.due
        if not entry.archive or entry.due <= now:
            dated.append(entry)
    at: dict[tuple[datetime, str], str] = {}
    for entry in dated:
        at.update({(entry.due or now, channel): entry.id for channel in entry.channels})
    places, untimed = _places(office, at)
    zone = settings.authority.zone
    return Plan(
        now=now,
        settings=settings,
        numbers=numbers_of(office.plan),
        dated=tuple(sorted(dated, key=lambda entry: (entry.due or now, entry.id))),
        open=tuple(sorted(waiting, key=lambda entry: entry.id)),
        newest={channel: moment.astimezone(zone).date() for channel, moment in newest.items()},
        places=tuple(sorted(places, key=lambda place: (place.at, place.file, place.index))),
        untimed=tuple(sorted(untimed, key=lambda one: (one.week, one.file, one.index))),
        rota=office.rota,
        approved=approved,
    )


def _places(office: Office, at: Mapping[tuple[datetime, str], str]) -> tuple[list[Place], list[Untimed]]:
    places: list[Place] = []
    untimed: list[Untimed] = []
    for file, week in office.weeks.items():
        for index, slot in enumerate(week.slots):
            if slot.at is None:
                untimed.append(Untimed(slot.channels, slot.topic, slot.idea, slot.post, file, index, week.week))
                continue
            # A post at that time on one of its channels takes a place, whether or not the week plan says so.
            post = slot.post or _taker(slot.at, slot.channels, at)
            places.append(Place(slot.channels, slot.topic, slot.idea, post, file, index, slot.at))
    return places, untimed


def _taker(due: datetime, channels: Iterable[str], at: Mapping[tuple[datetime, str], str]) -> str | None:
    return next((at[due, channel] for channel in channels if (due, channel) in at), None)
