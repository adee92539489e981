"""One post, one channel, two runners: every interleaving at their effects, with every fault or two at every one.

A depth-first search over choice points: who goes on, and what fails. A schedule is the sequence of its choices, and can
be played again from it. Where everything that the future depends on is as it was on another path (ledger, server, time,
and what each process was told so far), the path is not followed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context

from simulate.networks import KINDS
from simulate.play import Stage
from simulate.schedule import NIGHTS, Plan, Run, Schedule, start_of
from simulate.universe import Dead, Fault, Process

_LONG = 2_400
"""A freeze longer than claim and quiet period together, in seconds."""
_EVERYWHERE = (Fault("crash"), Fault("wait", _LONG))
_MENU: Mapping[str, tuple[Fault, ...]] = {
    "fetch": (*_EVERYWHERE, Fault("fails")),
    "push": (*_EVERYWHERE, Fault("lost"), Fault("lost-dark"), Fault("unheard"), Fault("unheard-dark")),
    "begin": _EVERYWHERE,
    "send": (
        Fault("refused"), Fault("rejected"), Fault("lost"), Fault("late", 0), Fault("late", 900), Fault("cut"),
        Fault("crash-before"), Fault("crash-after"), Fault("crash-late", 900), Fault("defect"),
    ),
    "ask": (Fault("fails"), Fault("crash-before")),
}  # fmt: skip
"""Points where something shared is touched. At all others a crash or a pause is the same as at the next of these."""
_YIELDS = frozenset({"fetch", "push", "begin"})


def _case(channel: str, parts: int = 1) -> Schedule:
    plan = Plan("post-0", {channel: parts}, 0, 120)
    return Schedule(0, start_of(NIGHTS[2]), (plan,), (), (Run(5), Run(5)))


CASES: Mapping[str, Schedule] = {
    **{name: _case(name) for name in KINDS},
    "listed thread": _case("listed", 2),
}


@dataclass
class Search:
    """What a search found. ``failing``: sequences of choices, with what they violated."""

    schedules: int = 0
    points: int = 0
    duplicates: int = 0
    is_complete: bool = True
    failing: list[tuple[tuple[int, ...], str]] = field(default_factory=list)

    def __str__(self) -> str:
        whole = "complete" if self.is_complete else "not complete"
        words = [f"{self.schedules} schedules, {self.points} choice points, {len(self.failing)} failing, {whole}"]
        words += [f"  {why}\n    choices {list(choices)}" for choices, why in self.failing[:3]]
        return "\n".join(words)


class _Pruned(Exception):
    """This state was seen before."""


@dataclass
class Branch:
    """Follows ``prefix``, then always the first option; ``taken``: what was chosen, ``open``: how many options each
    choice point had."""

    prefix: Sequence[int]
    depth: int
    seen: set[tuple[object, ...]]
    stage: Stage | None = None
    taken: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    faults: int = 0
    done: bool = False

    def at(self, process: Process, point: str, about: str) -> Fault | None:
        if point not in _MENU or self.stage is None or self.done:
            return None
        options = self._options(process, point)
        number = len(self.taken)
        if number < len(self.prefix):
            choice = self.prefix[number]
        else:
            state = self._state(process, point)
            if state in self.seen:
                self.done = True
                self.stage.universe.give_up(_Pruned())
                raise Dead
            self.seen.add(state)
            choice = 0
        self.taken.append(choice)
        self.open.append(len(options))
        fault = options[choice]
        self.faults += fault is not None and fault.kind != "yield"
        return fault

    def _options(self, process: Process, point: str) -> list[Fault | None]:
        options: list[Fault | None] = [None]
        if point in _YIELDS and self._has_rival(process):
            options.append(Fault("yield"))
        if self.faults < self.depth:
            options += _MENU[point]
        return options

    def _has_rival(self, process: Process) -> bool:
        """Whether the other runner is there, or has yet to begin."""
        assert self.stage is not None
        others = [other for other in self.stage.universe.processes if other is not process]
        return not others or any(not other.dead for other in others)

    def _state(self, process: Process, point: str) -> tuple[object, ...]:
        assert self.stage is not None
        universe, snapshot = self.stage.universe, self.stage.remote.snapshot
        files = hash(frozenset(snapshot.files.items()))
        servers = tuple((key, len(posts)) for key, posts in sorted(self.stage.internet.posts.items(), key=str))
        logs = tuple((other.name, other.dead, tuple(other.log)) for other in universe.processes)
        return (process.name, point, self.faults, universe.now, files, servers, logs)


def play_choices(
    case: Schedule, choices: Sequence[int], depth: int, seen: set[tuple[object, ...]]
) -> tuple[Branch, str]:
    """One schedule: what was chosen, and what it violated, if anything. "pruned": it was left early."""
    branch = Branch(choices, depth, seen)
    stage = Stage(replace(case, faults={}), branch)
    stage.universe.instant = True
    branch.stage = stage
    try:
        stage.universe.play()
    except _Pruned:
        return branch, "pruned"
    stage.checker.finish()
    found = stage.checker.found
    return branch, f"{found[0].name}: {found[0].text}" if found else ""


def search(case: Schedule, depth: int, most: int | None = None) -> Search:
    """All schedules with up to ``depth`` faults, or the first ``most`` of them."""
    result = Search()
    seen: set[tuple[object, ...]] = set()
    stack: list[tuple[int, ...]] = [()]
    while stack:
        if most is not None and result.schedules >= most:
            result.is_complete = False
            break
        prefix = stack.pop()
        branch, why = play_choices(case, prefix, depth, seen)
        result.schedules += 1
        result.points += len(branch.taken) - len(prefix)
        if why and why != "pruned":
            result.failing.append((tuple(branch.taken), why))
        for place in range(len(prefix), len(branch.taken)):
            taken = tuple(branch.taken[:place])
            stack += [(*taken, option) for option in range(1, branch.open[place])]
    return result


def searches(cases: Iterable[Schedule], depth: int, workers: int) -> Iterator[Search]:
    """One search a case, in order, several side by side."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(search, depth=depth), cases)
