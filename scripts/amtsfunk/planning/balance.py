"""Whether enough is ready, for whom, about what, where nothing comes any more, and whether the hours suffice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from amtsfunk.approval.policy import Case, assign, needed
from amtsfunk.model.channel import Via
from amtsfunk.model.plan import Share
from amtsfunk.model.team import Role
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Plan

BALANCED_FROM = 10
"""Posts; of fewer no share says anything."""
_WEEKS = 4


class Covered(NamedTuple):
    days: int
    ready: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Balance:
    """``name``: of a topic, or the word of an audience; ``percent``: rounded down."""

    name: str
    count: int
    total: int
    wanted: Share

    @property
    def percent(self) -> int:
        return self.count * 100 // self.total

    @property
    def size(self) -> str:
        """``none`` (nothing at all, where something is wanted), ``little``, ``much`` or empty."""
        if self.count == 0 and self.wanted.most:
            return "none"
        if self.count * 100 < self.wanted.least * self.total:
            return "little"
        return "much" if self.count * 100 > self.wanted.most * self.total else ""


class Dormant(NamedTuple):
    """``last``: None for a channel that never had a post."""

    channel: str
    last: date | None


class Load(NamedTuple):
    """Hours of one week, rounded up."""

    week: str
    role: Role
    hours: int
    available: int


def coverage(plan: Plan) -> tuple[Covered, ...]:
    """Posts not bound to the day, with a time within the next 14 and 28 days (R18)."""
    wanted = plan.numbers.coverage
    return tuple(
        Covered(days, len(_steady(plan, plan.now + timedelta(days=days))), number)
        for days, number in ((14, wanted.next_14_days), (28, wanted.next_28_days))
    )


def _steady(plan: Plan, until: datetime) -> list[Entry]:
    return [one for one in plan.coming if not one.timely and not one.urgent and one.due and one.due <= until]


def topics(plan: Plan) -> tuple[Balance, ...]:
    """Every topic over four weeks from this one on; empty where there are too few posts to say (R21)."""
    posts = _four_weeks(plan)
    if len(posts) < BALANCED_FROM:
        return ()
    counts = Counter(entry.topic for entry in posts)
    names = plan.settings.topics
    return tuple(Balance(name, counts[name], len(posts), plan.numbers.share_of_topic(name)) for name in names)


def audiences(plan: Plan) -> tuple[Balance, ...]:
    """Every audience that a topic or the plan names (R22); a post may be for several."""
    posts = _four_weeks(plan)
    if len(posts) < BALANCED_FROM:
        return ()
    counts = Counter(audience for entry in posts for audience in plan.audiences_of(entry))
    named = {audience for topic in plan.settings.topics.values() for audience in topic.audiences}
    wanted = sorted(named | set(plan.numbers.audiences))
    return tuple(
        Balance(audience.value, counts[audience], len(posts), plan.numbers.share_of_audience(audience))
        for audience in wanted
    )


def _four_weeks(plan: Plan) -> list[Entry]:
    monday = plan.today - timedelta(days=plan.today.weekday())
    days = (monday + timedelta(days=number) for number in range(7 * _WEEKS))
    return [entry for day in days for entry in plan.by_day.get(day, ()) if not entry.urgent]


def dormant(plan: Plan) -> Iterator[Dormant]:
    """Open channels on which nothing went out for long, and nothing is dated (R69)."""
    planned = {channel for entry in plan.coming for channel in entry.channels}
    for channel in plan.open_channels:
        last = plan.newest.get(channel)
        if channel not in planned and (last is None or plan.today - last > plan.numbers.dormant_after):
            yield Dormant(channel, last)


def off_site(plan: Plan) -> tuple[Entry, ...]:
    """Posts to come that no channel of our own website gets, where there is such a channel (R56)."""
    own = {name for name in plan.open_channels if plan.settings.channels[name].via is Via.site}
    waiting = (entry for entry in plan.open if entry.after_approval)
    return tuple(
        entry for entry in (*plan.coming, *waiting) if own and entry.channels and own.isdisjoint(entry.channels)
    )


def loads(plan: Plan) -> Iterator[Load]:
    """Hours per week and role, for the roles whose capacity the plan names (R10). Writing is the editors'; each
    approval that the policy asks for counts for every role that may give it, divided among them."""
    for week, days in plan.weeks_judged():
        minutes: dict[Role, float] = defaultdict(float)
        for day in days:
            for entry in plan.by_day.get(day, ()):
                minutes[Role.editor] += plan.numbers.effort.writing
                _add_approvals(plan, entry, day, minutes)
        for role, available in plan.numbers.capacity.items():
            yield Load(week, role, -int(-minutes[role] // 60), available)


def _add_approvals(plan: Plan, entry: Entry, day: date, minutes: dict[Role, float]) -> None:
    if plan.settings.policy is None:
        return
    case = Case(entry.kind, department=False, sensitive=entry.sensitive, election=plan.election_on(day) is not None)
    held = {role for person in plan.settings.people.values() if person.revoked is None for role in person.roles}
    for slot in needed(plan.settings.policy, case).slots:
        roles = slot & held
        for role in roles:
            minutes[role] += plan.numbers.effort.approving / len(roles)


def second_reader_missing(plan: Plan) -> Iterator[tuple[Entry, str]]:
    """Sensitive posts to come that one person more will not read (R76): ``policy``, which asks for no approval more
    than for an ordinary post, or ``people``: the approvals that it asks for cannot come from as many people."""
    policy = plan.settings.policy
    if policy is None:
        return
    for entry in plan.coming:
        if not entry.sensitive:
            continue
        usual = needed(policy, Case(entry.kind, department=False, sensitive=False, election=False))
        more = needed(policy, Case(entry.kind, department=False, sensitive=True, election=False))
        if more.fast_lane:
            continue
        if len(more.slots) <= len(usual.slots):
            yield entry, "policy"
        elif len(assign(more.slots, _there_on(plan, plan.day_of(entry.due)))) < len(more.slots):
            yield entry, "people"


def _there_on(plan: Plan, day: date) -> dict[str, frozenset[Role]]:
    return {
        sign: frozenset(person.roles)
        for sign, person in plan.settings.people.items()
        if person.revoked is None
        and (person.since is None or person.since <= day)
        and (person.until is None or day <= person.until)
    }
