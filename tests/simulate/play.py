"""Play one schedule to its end and say what came of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amtsfunk.channels.contract import Job
from amtsfunk.commands.publishing.engine import Engine, Manner
from amtsfunk.commands.publishing.run import refuse_stale_clock
from amtsfunk.commands.publishing.watch import ASK_AGAIN
from amtsfunk.commands.publishing.watch import Ending as Asked
from amtsfunk.commands.publishing.watch import Watch as Watching
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.index import AHEAD
from amtsfunk.delivery.ports import Ports
from amtsfunk.model.errors import AmtsfunkError
from simulate.acts import People
from simulate.checker import Checker, Violation
from simulate.faults import Chance, Listed
from simulate.networks import Internet, Post, Wire
from simulate.office import ROOT, Couriers, Office, Watch
from simulate.remote import Clone, Remote, Sight, Snapshot, Version
from simulate.schedule import Run, Schedule, schedule
from simulate.universe import Fault, Faults, Process, Universe

_MOST_CALM_RUNS = 60
_HORIZON = timedelta(days=5)
_SHORTEST = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Result:
    """``ends``: how many lanes came to which end; ``faults``: what went wrong, point by point."""

    violations: tuple[Violation, ...]
    ends: Mapping[str, int]
    sends: int
    unavoidable: int
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(violation.name for violation in self.violations)


def play_seed(seed: int) -> Result:
    return play(schedule(seed))


def play(given: Schedule, faults: Faults | None = None) -> Result:
    """Raises what the production code raised and never should have."""
    chance = Chance(random.Random(f"faults {given.seed}"), given.rate)  # noqa: S311 - replayable, nothing secret
    source = faults or (Listed(given.faults) if given.faults is not None else chance)
    world = Stage(given, source)
    world.universe.play()
    ends = world.checker.finish()
    checker = world.checker
    drawn = chance.drawn if source is chance else dict(given.faults or {})
    return Result(tuple(checker.found), ends, checker.sends, checker.unavoidable, drawn)


class _Calm:
    """Nothing fails any more."""

    def at(self, process: Process, point: str, about: str) -> Fault | None:
        return None


class Stage:
    """Everything that one schedule needs, set up and ready to be played."""

    def __init__(self, given: Schedule, source: Faults) -> None:
        self.given = given
        first = Version(ROOT)
        early = given.start - timedelta(minutes=10)
        self.universe = Universe(early, source)
        self.remote = Remote(Snapshot(0, {}, first, {}, ()), self._check, {ROOT: first})
        self.internet = Internet(self.universe, self)
        self.checker = Checker(self.universe, self.remote, self.internet)
        self.people = People(given, self.universe, self.remote, self.internet, self.checker)
        self.calm_runs = 0
        self.calm_version = -1
        self.pause = _SHORTEST
        self.people.prepare()
        for number, run in enumerate(given.runs):
            self._process(f"{number:032x}", run)
        self.universe.at(given.start + timedelta(seconds=given.calm), self._calm)

    # The checker hears of everything; it is made after those who tell it.

    def _check(self, process: Process, batch: Batch, files: Mapping[str, bytes]) -> None:
        self.checker.pushing(process, batch, files)

    def sending(self, process: Process, job: Job, seen: Sight) -> None:
        self.checker.sending(process, job, seen)

    def made(self, post: Post) -> None:
        self.checker.made(post)

    def handed(self, key: Key) -> None:
        self.checker.handed(key)

    # ------------------------------------------------------------------ processes

    def _process(self, name: str, run: Run, *, at: datetime | None = None) -> None:
        process = Process(name, timedelta(seconds=run.offset))
        when = at or self.given.start + timedelta(seconds=run.second)
        self.universe.start(when, process, lambda: self._live(process, run))

    def wire(self, process: Process) -> Wire:
        return Wire(self.universe, self.internet, process)

    def _live(self, process: Process, run: Run) -> None:
        """One process from its start to its end, error or death."""
        clone = Clone(self.universe, self.remote, process)
        wire = self.wire(process)
        clock = Watch(self.universe, process)
        ports = Ports(clone, Office(self.universe, clone, wire, clock), clock, Couriers(self.universe, clone, wire))

        def guard() -> None:
            refuse_stale_clock(clock.now(), clone.index().newest, rehearsed=False)

        try:
            clone.refresh()
            guard()
            if run.watch:
                self._watch(process, ports, clock, guard, run)
            else:
                Engine(ports, process.name, manner=Manner(stopping=lambda: process.stopping)).run()
        except AmtsfunkError:
            return

    def _watch(self, process: Process, ports: Ports, clock: Watch, guard: Callable[[], None], run: Run) -> None:
        manner = Manner(AHEAD, timedelta(seconds=30), ASK_AGAIN, lambda: process.stopping)
        ending = _Ending(process)
        engine = Engine(ports, process.name, manner=manner)
        self.universe.at(self.universe.now + timedelta(seconds=run.watch), ending.ask_now)
        Watching(
            ports.ledger,
            engine,
            clock,
            timedelta(seconds=30),
            ending,
            guard,
            lambda report: None,
            lambda failed: None,
        ).run()

    # ------------------------------------------------------------------ the calm end

    def _calm(self) -> None:
        """From now on nothing fails; runs follow each other whenever a post wakes, until none does."""
        self.universe.faults = _Calm()
        self.people.calm()
        self._next_calm_run()

    def _next_calm_run(self) -> None:
        self.calm_runs += 1
        if self.calm_runs > _MOST_CALM_RUNS:
            raise AssertionError("the calm end never comes to rest")
        name = f"{1000 + self.calm_runs:032x}"
        process = Process(name)
        self.universe.start(self.universe.now, process, lambda: self._live_calmly(process))

    def _live_calmly(self, process: Process) -> None:
        self._live(process, Run(0))
        if self.given.settles:
            self.people.settle()
        if self.checker.broken_at is not None:
            return
        index = Clone(self.universe, self.remote, process).index()
        wakes = [wake for wake in index.open.values() if wake is not None]
        waits = [item.latest for item in index.waiting.values()]
        moved = self.remote.snapshot.version != self.calm_version or self.people.has_news()
        self.calm_version = self.remote.snapshot.version
        self.pause = _SHORTEST if moved else self.pause * 3
        soon = self.universe.now + self.pause
        future = [wake for wake in wakes if wake > soon]
        when = min(future) + timedelta(seconds=1) if future and len(future) == len(wakes) and not waits else soon
        if (wakes or waits or moved) and when < self.given.start + _HORIZON:
            self.universe.at(when, self._next_calm_run)


class _Ending(Asked):
    """Whether this process was asked to end, by the schedule or by a fault."""

    def __init__(self, process: Process) -> None:
        super().__init__()
        self.process = process

    def ask_now(self) -> None:
        self.process.stopping = True

    @property
    def asked(self) -> bool:  # type: ignore[override]
        return self.process.stopping

    @asked.setter
    def asked(self, value: bool) -> None:
        pass
