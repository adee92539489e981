"""Free times for the next post: inside the posting windows, away from holidays, days of mourning, days without duty and
other posts; the best first, each with its reasons. Where nobody has duty on any of the days, as in a house that begins,
a time says so instead of not being there.

Deterministic: the same plan gives the same times. What is best, in this order: a free place of the week plan for that
topic, no election window, a workday, a day with little on these channels, a day without that topic, far from others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from amtsfunk.planning.cadence import counts_by_day
from amtsfunk.planning.plan import Place, Plan

LEAD = timedelta(hours=24)
"""What approval and pictures need before a time."""
DAYS_AHEAD = 28
STEP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Proposal:
    """``at``: aware, local. ``place``: the place of the week plan that it takes."""

    at: datetime
    reasons: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a time is looked for. Without ``topic`` every free place of the week plan is taken for another."""

    channels: tuple[str, ...]
    topic: str | None = None


class Board:
    """What is taken, by channel and by day. ``take`` adds to it, so that the next search sees it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._counts: dict[tuple[str, date], int] = counts_by_day(plan)
        self._topics: dict[date, list[str]] = defaultdict(list)
        self._times: dict[str, list[datetime]] = defaultdict(list)
        self._places = [place for place in plan.places if place.post is None and place.at > plan.now]
        for entry in plan.dated:
            if entry.due is not None:
                self._enter(entry.channels, entry.topic, entry.due)
        for times in self._times.values():
            times.sort()

    def take(self, wanted: Wanted, proposal: Proposal) -> None:
        """Count a proposal as planned."""
        if proposal.place is not None and proposal.place in self._places:
            self._places.remove(proposal.place)
        else:
            for channel in wanted.channels:
                self._counts[channel, proposal.at.date()] = self._counts.get((channel, proposal.at.date()), 0) + 1
        self._enter(wanted.channels, wanted.topic or "", proposal.at)
        for channel in wanted.channels:
            self._times[channel].sort()

    def _enter(self, channels: Iterable[str], topic: str, at: datetime) -> None:
        self._topics[self.plan.day_of(at)].append(topic)
        for channel in channels:
            self._times[channel].append(at.astimezone(UTC))  # wall clocks lie when the clock changes

    def best(self, wanted: Wanted, number: int = 3, days: Sequence[date] = ()) -> tuple[Proposal, ...]:
        """At most ``number`` times, each on a day of its own. Empty where nothing is free. Within ``days``, where some
        are named, beside the free places of the week plan; else within four weeks, those places included."""
        rated = sorted(self._rated(wanted, days), key=lambda pair: pair[0])
        found: dict[date, Proposal] = {}
        for _, proposal in rated:
            found.setdefault(proposal.at.date(), proposal)
            if len(found) == number:
                break
        return tuple(found.values())

    def allows(self, wanted: Wanted, at: datetime, place: Place | None = None, *, unmanned: bool = False) -> bool:
        """Whether a time is inside the windows, on a day that may be used, and far enough from all others.
        ``unmanned``: a day without duty may be used, too."""
        local = at.astimezone(self.plan.calendar.zone)
        return (
            local >= self.plan.now + LEAD
            and self._usable(local.date())
            and (unmanned or self._has_duty(local.date()))
            and self.plan.calendar.is_open(local)
            and self._distance(wanted, local, place) >= self.plan.numbers.gap
        )

    def _usable(self, day: date) -> bool:
        plan = self.plan
        return plan.holiday_on(day) is None and plan.quiet_on(day) is None

    def _has_duty(self, day: date) -> bool:
        return self.plan.rota is None or self.plan.on_duty(day) is not None

    def _rated(self, wanted: Wanted, days: Sequence[date]) -> Iterator[tuple[tuple[object, ...], Proposal]]:
        first = (self.plan.now + LEAD).astimezone(self.plan.calendar.zone).date()
        fitting: dict[datetime, Place] = {}
        for place in self._places:
            if not days and wanted.topic == place.topic and set(wanted.channels) & set(place.channels):
                fitting.setdefault(place.at, place)
        moments = dict.fromkeys(fitting)
        asked = days or [first + timedelta(days=number) for number in range(DAYS_AHEAD)]
        for day in asked:
            moments.update(dict.fromkeys(self._moments(day)))
        unmanned = not any(map(self._has_duty, asked))
        for at in moments:
            if self.allows(wanted, at, fitting.get(at), unmanned=unmanned):
                yield self._rate(wanted, at.astimezone(self.plan.calendar.zone), fitting.get(at))

    def _moments(self, day: date) -> Iterator[datetime]:
        """Each half hour inside a window, where the clock has it exactly once."""
        zone = self.plan.calendar.zone
        for begins, ends in self.plan.calendar.windows(day):
            moment = datetime.combine(day, begins)
            past = timedelta(minutes=moment.minute % 30)
            moment = moment if not past else moment - past + STEP
            while moment.date() == day and moment.time() < ends:
                local = moment.replace(tzinfo=zone)
                if local.utcoffset() == local.replace(fold=1).utcoffset():
                    yield local
                moment += STEP

    def _distance(self, wanted: Wanted, at: datetime, place: Place | None) -> timedelta:
        """To the nearest post or other free place on any of the channels; a day where there is none."""
        nearest = timedelta(days=1)
        for channel in wanted.channels:
            times = self._times.get(channel, ())
            position = bisect_left(times, at)
            for other in times[max(position - 1, 0) : position + 1]:
                nearest = min(nearest, abs(other - at))
        for other_place in self._places:
            if other_place is not place and not set(other_place.channels).isdisjoint(wanted.channels):
                nearest = min(nearest, abs(other_place.at - at))
        return nearest

    def _rate(self, wanted: Wanted, at: datetime, place: Place | None) -> tuple[tuple[object, ...], Proposal]:
        plan, day = self.plan, at.date()
        busiest = max((self._counts.get((channel, day), 0) for channel in wanted.channels), default=0)
        busiest -= 1 if place is not None and busiest else 0
        again = sum(wanted.topic in self._topics.get(day + timedelta(days=step), ()) for step in (-1, 0, 1))
        election = plan.election_on(day)
        away = self._distance(wanted, at, place)
        rank = (
            place is None,
            election is not None,
            not plan.is_workday(day),
            busiest,
            again,
            (day - plan.today).days // 7,
        )
        score = (*rank, -min(away, timedelta(hours=4)), abs(_minutes(at.time()) - _middle(plan, day)), at)
        told = _reasons(busiest, None if wanted.topic is None else again, away, place)
        alone = () if self._has_duty(day) else ("aber im Dienstplan steht für den Tag noch niemand",)
        return score, Proposal(at, (*told, *alone), place)


def free_times(plan: Plan, wanted: Wanted, number: int = 3, days: Sequence[date] = ()) -> tuple[Proposal, ...]:
    return Board(plan).best(wanted, number, days)


def _reasons(busiest: int, again: int | None, away: timedelta, place: Place | None) -> Iterator[str]:
    """``again``: how often the topic comes that day and the days beside it; None where no topic was asked for."""
    if place is not None:
        yield "im Wochenplan ist dafür ein Platz frei"
    if busiest == 0:
        yield "an dem Tag ist dort noch nichts geplant"
    else:
        yield f"an dem Tag {'ist dort erst einer' if busiest == 1 else f'sind dort erst {busiest}'} geplant"
    if again == 0:
        yield "das Thema kommt an den Nachbartagen nicht vor"
    if away < timedelta(days=1):
        hours, minutes = divmod(int(away.total_seconds()) // 60, 60)
        span = f"{hours}:{minutes:02}" if minutes else f"{hours}"
        yield f"{span} {'Stunde' if span == '1' else 'Stunden'} Abstand zum nächsten Beitrag"


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _middle(plan: Plan, day: date) -> int:
    """Of the posting windows, in minutes of the day: where nothing else decides, a post is seen best in its middle."""
    windows: Sequence[tuple[time, time]] = plan.calendar.windows(day)
    return (_minutes(windows[0][0]) + _minutes(windows[-1][1])) // 2 if windows else 0
