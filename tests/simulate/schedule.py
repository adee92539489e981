"""A schedule: posts, what people and the world do, and when processes run. Made from a seed, or written down."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from amtsfunk.source.times import parse_local
from simulate.networks import KINDS
from simulate.universe import Fault

BERLIN = ZoneInfo("Europe/Berlin")
NIGHTS = ("2026-10-25 00:10", "2027-03-27 23:50", "2026-12-01 09:00")
"""Summer time ends, summer time begins, an ordinary morning."""
_LATEST = (30, 120, 720, 1440)
_ACTS = (
    "retext", "retext-unapproved", "touch", "delete", "redate", "correction", "withdrawal", "repeat", "copy",
    "stop-post", "stop-all", "stop-total", "lift", "lift-releasing", "lapse", "close", "move", "revoke", "remove",
    "by-hand", "people",
    "credentials-missing", "outage", "page", "broken-adapter", "broken-ledger", "draft", "archive", "unstop",
)  # fmt: skip
_USUAL = tuple(act for act in _ACTS if act not in ("broken-ledger", "broken-adapter"))


@dataclass(frozen=True, slots=True)
class Plan:
    """One post of a schedule. ``due`` in minutes from the start (None: after approval), ``latest`` in minutes after it;
    ``channels``: name → number of parts; ``appears``: minute at which it is merged; ``begins_alike``: its threads begin
    with the same words as all others of that kind."""

    name: str
    channels: Mapping[str, int]
    due: int | None
    latest: int
    kind: str = "service"
    appears: int = -5
    approved: bool = True
    awaits: bool = False
    begins_alike: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """``second`` from the start; ``post`` and ``channel``: what it is about; ``lasts`` in seconds."""

    second: int
    what: str
    post: str = ""
    channel: str = ""
    lasts: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A process that begins at this second. ``watch``: how many seconds it stays, 0 for a single run."""

    second: int
    offset: int = 0
    watch: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """``faults``: point → fault, where they are written down; else they are drawn by ``rate`` from ``seed``."""

    seed: int
    start: datetime
    plans: tuple[Plan, ...]
    acts: tuple[Act, ...] = ()
    runs: tuple[Run, ...] = ()
    rate: float = 0.0
    faults: Mapping[str, Fault] | None = None
    settles: bool = False

    @property
    def calm(self) -> int:
        """Second from which on nothing fails any more."""
        last = max([0, *(plan.due or 0 for plan in self.plans)]) * 60 + 5400
        return max([last, *(run.second + run.watch + 60 for run in self.runs), *(act.second + 60 for act in self.acts)])


def start_of(text: str) -> datetime:
    return parse_local(text, BERLIN).astimezone(UTC)


def schedule(seed: int) -> Schedule:
    """What this seed stands for."""
    chance = random.Random(seed)  # noqa: S311 - replayable, nothing secret
    plans = _plans(chance)
    rate = chance.choice((0.0, 0.01, 0.03, 0.06, 0.12, 0.25))
    runs = _runs(chance, plans)
    acts = _acts(chance, plans) if chance.random() < 0.6 else ()
    start = start_of(NIGHTS[chance.randrange(3)] if chance.random() < 0.4 else NIGHTS[2])
    return Schedule(seed, start, plans, acts, runs, rate, settles=chance.random() < 0.3)


def _plans(chance: random.Random) -> tuple[Plan, ...]:
    return tuple(_plan(chance, f"post-{number}") for number in range(chance.choice((1, 1, 2, 2, 3))))


def _plan(chance: random.Random, name: str) -> Plan:
    names = chance.sample(sorted(KINDS), chance.choice((1, 2, 2, 3)))
    threads = {channel: chance.choice((1, 1, 1, 3)) for channel in names}
    after_approval = chance.random() < 0.1
    return Plan(
        name,
        threads,
        None if after_approval else chance.randint(0, 40),
        chance.choice(_LATEST),
        chance.choice(("service", "service", "news", "crisis")),
        appears=chance.choice((-5, -5, -5, chance.randint(0, 45))),
        approved=chance.random() < 0.95,
        awaits=chance.random() < 0.1,
        begins_alike=chance.random() < 0.5,
    )


def _runs(chance: random.Random, plans: tuple[Plan, ...]) -> tuple[Run, ...]:
    """The forge's scheduler, late and with holes; sometimes two at once; sometimes one that stays."""
    found, second = [], chance.randint(-120, 600)
    last = max(plan.due or 0 for plan in plans) * 60 + 3600
    gap = chance.choice((240, 420, 900))
    while second < last:
        found.append(Run(second, chance.randint(-60, 60)))
        if chance.random() < 0.35:
            found.append(Run(second + chance.choice((0, 0, 1, 30)), chance.randint(-60, 60)))
        second += chance.randint(gap // 2, gap * 2)
    if chance.random() < 0.2:
        due = chance.choice([plan.due or 0 for plan in plans]) * 60
        for _ in range(chance.choice((1, 1, 2))):
            found.append(Run(due - chance.randint(0, 300), chance.randint(-60, 60), chance.randint(120, 900)))
    return tuple(sorted(found, key=lambda run: run.second))


def _acts(chance: random.Random, plans: tuple[Plan, ...]) -> tuple[Act, ...]:
    found = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        plan = chance.choice(plans)
        due = (plan.due if plan.due is not None else max(0, plan.appears)) * 60
        what = chance.choice(_ACTS if chance.random() < 0.3 else _USUAL)
        second = max(0, due + chance.choice((-600, -60, 0, 5, 60, 300, 1800, 3600)) + chance.randint(-30, 30))
        channel = chance.choice(sorted(plan.channels))
        lasts = chance.choice((60, 600, 3600, 90_000))
        found.append(Act(second, what, plan.name, channel, lasts))
        if what.startswith("stop-") and chance.random() < 0.6:
            lift = chance.choice(("lift", "lift-releasing", "unstop"))
            found.append(Act(second + chance.randint(60, 5400), lift, plan.name))
    return tuple(sorted(found, key=lambda act: act.second))


def with_faults(given: Schedule, faults: Mapping[str, Fault]) -> Schedule:
    return replace(given, faults=dict(faults))
