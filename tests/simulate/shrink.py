"""From a failing schedule to the smallest one that still fails in the same way. No chance in it: same in, same out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from simulate.play import Result, play
from simulate.schedule import Run, Schedule, with_faults

T = TypeVar("T")
Fails = Callable[[Schedule], bool]
_MOST_TRIES = 3_000


def shrink_seed(given: Schedule) -> tuple[Schedule, Result]:
    """The smallest schedule that violates what this one violates first, and how it goes."""
    found = play(given)
    if not found.violations:
        raise ValueError(f"seed {given.seed} violates nothing")
    name = found.violations[0].name
    small = shrink(with_faults(given, found.faults), lambda case: violates(case, name))
    return small, play(small)


def violates(case: Schedule, name: str) -> bool:
    try:
        return name in play(case).names
    except Exception:
        return False


def shrink(given: Schedule, fails: Fails) -> Schedule:
    """Take away whatever is not needed, the large first, until nothing can go any more."""
    best, tries = given, 0
    again = True
    while again and tries < _MOST_TRIES:
        again = False
        for smaller in _smaller(best):
            tries += 1
            if tries >= _MOST_TRIES:
                break
            if fails(smaller):
                best, again = smaller, True
                break
    return best


def _smaller(given: Schedule) -> Iterator[Schedule]:
    """Everything that is one piece smaller: halves first, single pieces last."""
    if given.settles:
        yield replace(given, settles=False)
    faults = sorted((given.faults or {}).items())
    for left in _without_pieces(faults):
        yield with_faults(given, dict(left))
    for acts in _without_pieces(list(given.acts)):
        yield replace(given, acts=tuple(acts))
    for runs in _without_pieces(list(given.runs)):
        yield from _with_runs(given, runs)
    for plans in _without_pieces(list(given.plans)):
        yield replace(given, plans=tuple(plans))
    for place, plan in enumerate(given.plans):
        for name in sorted(plan.channels):
            channels = {channel: parts for channel, parts in plan.channels.items() if channel != name}
            if channels:
                plans = (*given.plans[:place], replace(plan, channels=channels), *given.plans[place + 1 :])
                yield replace(given, plans=plans)
            if plan.channels[name] > 1:
                shorter = {**plan.channels, name: plan.channels[name] - 1}
                plans = (*given.plans[:place], replace(plan, channels=shorter), *given.plans[place + 1 :])
                yield replace(given, plans=plans)
    for place, run in enumerate(given.runs):
        if run.watch or run.offset:
            plain = replace(run, watch=0, offset=0)
            yield replace(given, runs=(*given.runs[:place], plain, *given.runs[place + 1 :]))


def _without_pieces(items: list[T]) -> Iterator[list[T]]:
    size = len(items)
    while size >= 1:
        for start in range(0, len(items), size):
            yield items[:start] + items[start + size :]
        size //= 2


def _with_runs(given: Schedule, runs: list[Run]) -> Iterator[Schedule]:
    """Points are named by the number of their process, so faults follow their runs to their new numbers."""
    numbers = {id(run): number for number, run in enumerate(given.runs)}
    moved = {f"{numbers[id(run)]:032x}": f"{number:032x}" for number, run in enumerate(runs)}
    faults = {}
    for point, fault in (given.faults or {}).items():
        process, rest = point.split(".", 1)
        if process in moved:
            faults[f"{moved[process]}.{rest}"] = fault
    yield replace(given, runs=tuple(runs), faults=faults)
