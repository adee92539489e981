"""Time, and who moves in it: processes that may freeze or die at any effect, and everything else as plain events.

One thing happens at a time. A process runs on a greenlet of its own, so that it can stand still in the middle of the
production code while another one goes on (threads that hand on a lock cost a fifth of all time). A process that died is
dead: every later effect of it raises, so that no ``finally`` of its reaches the world.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Protocol

from greenlet import getcurrent, greenlet

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
    fiber: Any = None


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
        self._hub: Any = None

    # ------------------------------------------------------------------ events

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._order), what, None))

    def start(self, when: datetime, process: Process, life: Callable[[], None]) -> None:
        """Begin a process: ``life`` runs from then on until it returns or dies."""
        heapq.heappush(self._events, (when, next(self._order), (process, life), None))

    def play(self) -> None:
        """Everything, to its end. Raises what any process or event raised unexpectedly."""
        self._hub = getcurrent()
        while self._events:
            when, _, what, ticket = heapq.heappop(self._events)
            self.now = max(self.now, when)
            self._played += 1
            if self._played > _MOST_EVENTS and self.defect is None:
                self.give_up(AssertionError("the schedule never ends"))
            if isinstance(what, Process):
                if what.ticket is ticket:
                    what.ticket = None
                    what.fiber.switch()
            elif self.defect is not None:
                continue
            elif isinstance(what, tuple):
                process, life = what
                process.fiber = greenlet(lambda process=process, life=life: self._live(process, life))
                process.fiber.switch()
            else:
                self._happen(what)
        if self.defect is not None:
            raise self.defect

    def _happen(self, what: Callable[[], None]) -> None:
        try:
            what()
        except Exception as defect:
            self.give_up(defect)

    def _live(self, process: Process, life: Callable[[], None]) -> None:
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
        self._stand_still(process, until)
        while process.frozen_until is not None and process.frozen_until > self.now and not process.dead:
            self._stand_still(process, process.frozen_until)
        if process.dead:
            raise Dead

    def _stand_still(self, process: Process, until: datetime) -> None:
        process.ticket = ticket = object()
        heapq.heappush(self._events, (until, next(self._order), process, ticket))
        self._hub.switch()

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
