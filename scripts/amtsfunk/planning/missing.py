"""What one week still lacks, as one value: the command ``plan gaps WANN`` and the page of next week show the same.

What is over is not missed any more: of the running week only today and the days to come count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amtsfunk.model.plan import Per
from amtsfunk.model.week import days_of
from amtsfunk.planning import balance, people
from amtsfunk.planning.balance import Balance
from amtsfunk.planning.cadence import WeekCount, counts_by_day, counts_of_week
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.people import DutyGap
from amtsfunk.planning.plan import Place, Plan, Untimed
from amtsfunk.planning.slots import Proposal, Wanted, free_times


@dataclass(frozen=True, slots=True)
class Missing:
    """``empty``: workdays without a post; ``short``: channels below what is wanted; ``topics``, ``audiences``: below
    their share of four weeks; ``duty``: days without somebody or a substitute, None where no rota is kept; ``free``,
    ``untimed``: places of the week plan; ``drafts``: without a time, of whichever week; ``unapproved``: dated, None
    where no ledger says what is approved; ``proposals``: for ``channels``, the best first."""

    week: str
    days: tuple[date, ...]
    empty: tuple[date, ...]
    short: tuple[WeekCount, ...]
    topics: tuple[Balance, ...]
    audiences: tuple[Balance, ...]
    duty: tuple[DutyGap, ...] | None
    free: tuple[Place, ...]
    untimed: tuple[Untimed, ...]
    drafts: tuple[Entry, ...]
    unapproved: tuple[Entry, ...] | None
    channels: tuple[str, ...]
    proposals: tuple[Proposal, ...]


def missing_in(plan: Plan, week: str, wanted: Wanted | None = None) -> Missing:
    """``wanted``: what the free times are looked for; else for the channels that get too little, else for those that
    are to get something every day."""
    days = days_of(week)
    left = tuple(day for day in days if day >= plan.today)
    short = tuple(one for one in counts_of_week(plan, week, days, counts_by_day(plan)) if one.size == "little")
    asked = wanted or Wanted(tuple(one.channel for one in short) or daily_channels(plan))
    coming = [entry for entry in plan.coming if plan.day_of(entry.due) in days]
    return Missing(
        week=week,
        days=days,
        empty=tuple(day for day in left if plan.is_workday(day) and not plan.by_day.get(day)),
        short=short if left else (),
        topics=tuple(one for one in balance.topics(plan) if one.size in ("none", "little")),
        audiences=tuple(one for one in balance.audiences(plan) if one.size in ("none", "little")),
        duty=tuple(people.duty_gaps_of(plan, left)) if plan.rota is not None else None,
        free=tuple(place for place in plan.free if plan.day_of(place.at) in days),
        untimed=tuple(one for one in plan.untimed if one.week == week),
        drafts=tuple(entry for entry in plan.open if entry.is_draft and not entry.urgent),
        unapproved=None if plan.approved is None else tuple(entry for entry in coming if entry.id not in plan.approved),
        channels=asked.channels,
        proposals=free_times(plan, asked, days=left) if left else (),
    )


def daily_channels(plan: Plan) -> tuple[str, ...]:
    """Those that are to get something every day, else all that are open."""
    daily = (name for name in plan.open_channels if plan.numbers.cadence_of(name).per is Per.day)
    return tuple(daily) or plan.open_channels
