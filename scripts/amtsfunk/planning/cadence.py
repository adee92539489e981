"""How often and how evenly: posts per channel by day and week, pairs too close, days on which all comes at once.

R01 speaks of an average, so a week out of range counts for more than a day, and a day in such a week is not told twice.
R03: the weekend has no minimum. What is past cannot be planned otherwise and is only counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from amtsfunk.model.plan import Cadence, Per
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class WeekCount:
    """``count``: on workdays for a channel that is judged per day (``days`` of them), of the whole week otherwise."""

    week: str
    channel: str
    count: int
    days: int
    cadence: Cadence

    @property
    def least(self) -> int:
        """Of the whole week."""
        return self.cadence.least * self._scale

    @property
    def size(self) -> str:
        """``little``, ``much`` or empty."""
        if self.count < self.least:
            return "little"
        return "much" if self.count > self.cadence.most * self._scale else ""

    @property
    def _scale(self) -> int:
        return self.days if self.cadence.per is Per.day else 1


@dataclass(frozen=True, slots=True)
class DayCount:
    day: date
    channel: str
    count: int
    cadence: Cadence

    @property
    def size(self) -> str:
        if self.count < self.cadence.least:
            return "little"
        return "much" if self.count > self.cadence.most else ""


class Close(NamedTuple):
    """Two posts on the same channels with less than the gap between them; ``second`` is the later one."""

    first: Entry
    second: Entry
    apart: timedelta
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Three posts or more on one channel, all within less than a third of the time in which the office posts."""

    day: date
    channel: str
    begins: datetime
    ends: datetime
    last: Entry
    count: int


def counts_by_day(plan: Plan) -> dict[tuple[str, date], int]:
    """(channel, day) → posts and free places, of every day that has any."""
    counts: dict[tuple[str, date], int] = defaultdict(int)
    for day, entries in plan.by_day.items():
        for entry in entries:
            for channel in entry.channels:
                counts[channel, day] += 1
    for place in plan.free:
        for channel in place.channels:
            counts[channel, plan.day_of(place.at)] += 1
    return counts


def week_counts(plan: Plan) -> Iterator[WeekCount]:
    """Every open channel in every week that is judged."""
    counts = counts_by_day(plan)
    for week, days in plan.weeks_judged():
        yield from counts_of_week(plan, week, days, counts)


def counts_of_week(
    plan: Plan, week: str, days: Sequence[date], counts: Mapping[tuple[str, date], int]
) -> Iterator[WeekCount]:
    """Every open channel in one week; a week without workdays is not judged by the day. ``counts``: by channel and
    day, as ``counts_by_day`` gives them."""
    workdays = [day for day in days if plan.is_workday(day)]
    for channel in plan.open_channels:
        cadence = plan.numbers.cadence_of(channel)
        asked: Sequence[date] = workdays if cadence.per is Per.day else days
        if asked:
            count = sum(counts.get((channel, day), 0) for day in asked)
            yield WeekCount(week, channel, count, len(asked), cadence)


def odd_days(plan: Plan) -> Iterator[DayCount]:
    """Workdays from today on that are out of range in a week that is not."""
    counts = counts_by_day(plan)
    odd = {(count.week, count.channel) for count in week_counts(plan) if count.size}
    for week, days in plan.weeks_judged():
        for day in days:
            if day < plan.today or not plan.is_workday(day):
                continue
            for channel in plan.open_channels:
                cadence = plan.numbers.cadence_of(channel)
                if cadence.per is Per.week or (week, channel) in odd:
                    continue
                count = DayCount(day, channel, counts.get((channel, day), 0), cadence)
                if count.size:
                    yield count


def close_pairs(plan: Plan) -> Iterator[Close]:
    """Neighbours of what is still to come, each pair once. What is urgent goes out when it must."""
    latest: dict[str, Entry] = {}
    for entry in plan.dated:
        if entry.urgent or entry.due is None:
            continue
        pairs: dict[str, list[str]] = defaultdict(list)
        earlier = {}
        for channel in entry.channels:
            before = latest.get(channel)
            latest[channel] = entry
            if before is None or before.due is None or entry.due - before.due >= plan.numbers.gap:
                continue
            pairs[before.id].append(channel)
            earlier[before.id] = before
        if entry.due > plan.now:
            for name, channels in pairs.items():
                before = earlier[name]
                yield Close(before, entry, entry.due - (before.due or entry.due), tuple(channels))


def crowds(plan: Plan) -> Iterator[Crowd]:
    for day, entries in sorted(plan.by_day.items()):
        if day < plan.today:
            continue
        windows = plan.calendar.windows(day)
        if not windows:
            continue
        length = datetime.combine(day, windows[-1][1]) - datetime.combine(day, windows[0][0])
        for channel in plan.open_channels:
            here = [entry for entry in entries if channel in entry.channels and not entry.urgent]
            if len(here) < 3 or here[-1].due is None or here[0].due is None or here[-1].due <= plan.now:
                continue
            if here[-1].due - here[0].due < length / 3:
                yield Crowd(day, channel, here[0].due, here[-1].due, here[-1], len(here))
