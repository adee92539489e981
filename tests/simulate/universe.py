"""Time, and who moves in it: processes that may freeze or die at any effect, and everything else as plain events.

One thing happens at a time. A process runs on a thread of its own only where it has to stay suspended while another
one goes on; whoever holds the baton plays the events until its own time has come. A process that died is dead: every
later effect of it raises, so that no ``finally`` of its reaches the world.
"""

from __future__ import annotations

import heapq
from _thread import start_new_thread
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any, Protocol

_MOST_EVENTS = 50_000


class Dead(BaseException):
    """The process is no more. Not an Exception, so that no handler of the production code takes it for a failure."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at one point. ``seconds``: how long it lasts or how late it comes, where that means anything."""

    kind: str
    seconds: int = 0


class Faults(Protocol):
    """Where faults come from: chance, a list, or the next branch of a search."""

    def at(self, process: Process, point: str, about: str) -> Fault | None: ...


@dataclass(eq=False, slots=True)
class Process:
    """One runner. ``offset``: how wrong its clock is."""

    name: str
    offset: timedelta = timedelta(0)
    dead: bool = False
    frozen_until: datetime | None = None
    points: dict[str, int] = field(default_factory=dict)
    stopping: bool = False
    keys: int = 0
    ticket: object | None = None
    log: list[object] = field(default_factory=list)
    """What it did and was told, in order: all that its next step can depend on."""
    lock: Any = field(default_factory=Lock)


class Universe:
    """The clock and the events. ``now`` is the true time."""

    def __init__(self, start: datetime, faults: Faults) -> None:
        self.now = start
        self.faults = faults
        self.processes: list[Process] = []
        self.instant = False
        """Whether answers take no time, so that only choices decide who is first."""
        self.defect: BaseException | None = None
        self._events: list[tuple[datetime, int, Any, object | None]] = []
        self._order = count()
        self._played = 0
        self._end = Lock()
        self._end.acquire()

    # ------------------------------------------------------------------ events

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._order), what, None))

    def start(self, when: datetime, process: Process, life: Callable[[], None]) -> None:
        """Begin a process: ``life`` runs from then on until it returns or dies."""
        heapq.heappush(self._events, (when, next(self._order), (process, life), None))

    def play(self) -> None:
        """Everything, to its end. Raises what any process or event raised unexpectedly."""
        if not self._turn(None):
            self._end.acquire()
        if self.defect is not None:
            raise self.defect

    def _turn(self, mine: Process | None) -> bool:
        """Play events until it is this process' turn. False: the baton was handed on and nobody waits here."""
        while self._events:
            when, _, what, ticket = heapq.heappop(self._events)
            self.now = max(self.now, when)
            self._played += 1
            if self._played > _MOST_EVENTS and self.defect is None:
                self.give_up(AssertionError("the schedule never ends"))
            if isinstance(what, Process):
                if what.ticket is not ticket:
                    continue
                what.ticket = None
                if what is mine:
                    return True
                what.lock.release()
                return self._await(mine)
            if self.defect is not None:
                continue
            if isinstance(what, tuple):
                if mine is None:
                    self._live(*what)
                    continue
                # Not threading's Thread, which waits until it has begun: that was a sixth of all time.
                start_new_thread(self._serve, what)
                return self._await(mine)
            try:
                what()
            except Exception as defect:
                self.give_up(defect)
        return True

    def _await(self, mine: Process | None) -> bool:
        if mine is None:
            return False
        mine.lock.acquire()
        return True

    def _serve(self, process: Process, life: Callable[[], None]) -> None:
        """A thread of its own for one process; at its end it plays on until somebody else takes the baton."""
        self._live(process, life)
        if self._turn(None):
            self._end.release()

    def _live(self, process: Process, life: Callable[[], None]) -> None:
        process.lock.acquire(blocking=False)
        self.processes.append(process)
        try:
            life()
        except Dead:
            return
        except Exception as defect:
            self.give_up(defect)
        finally:
            process.dead = True

    def give_up(self, defect: BaseException) -> None:
        """Leave the schedule here; ``play`` raises this."""
        self.defect = self.defect or defect
        for process in self.processes:
            process.dead = True

    # ------------------------------------------------------------------ what a process does

    def suspend(self, process: Process, until: datetime) -> None:
        """Let all others go on until then. Raises Dead where the process died meanwhile."""
        process.ticket = ticket = object()
        heapq.heappush(self._events, (until, next(self._order), process, ticket))
        self._turn(process)
        while process.frozen_until is not None and process.frozen_until > self.now and not process.dead:
            self._sleep_off(process)
        if process.dead:
            raise Dead

    def _sleep_off(self, process: Process) -> None:
        until = process.frozen_until
        if until is None:
            return
        process.ticket = ticket = object()
        heapq.heappush(self._events, (until, next(self._order), process, ticket))
        self._turn(process)

    def wake(self, process: Process) -> None:
        """Something arrived for a suspended process: its turn comes now."""
        if process.ticket is not None:
            heapq.heappush(self._events, (self.now, next(self._order), process, process.ticket))

    def kill(self, process: Process) -> None:
        process.dead = True
        self.wake(process)

    def effect(self, process: Process, point: str, about: str = "") -> Fault | None:
        """A boundary between two effects: the process may be held up, freeze, lose its clock or die here. What else
        is to go wrong is returned. Raises Dead."""
        if process.dead:
            raise Dead
        process.log.append(point)
        fault = self.faults.at(process, point, about)
        while fault is not None and fault.kind == "yield":
            self.hold_up(process, 0)
            fault = self.faults.at(process, point, about)
        if fault is None:
            return None
        match fault.kind:
            case "crash":
                process.dead = True
                raise Dead
            case "wait":
                self.hold_up(process, fault.seconds)
            case "clock":
                process.offset = timedelta(seconds=fault.seconds)
            case "end":
                process.stopping = True
            case _:
                return fault
        return None

    def hold_up(self, process: Process, seconds: int) -> None:
        """Freeze the whole process, its couriers too. No time at all: whoever else can go on goes first."""
        until = self.now + timedelta(seconds=seconds)
        process.frozen_until = until
        self.suspend(process, until)
