"""The stage itself: the dead stay dead, the frozen stand still, and processes really interleave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from simulate.faults import Listed
from simulate.universe import Dead, Fault, Process, Universe

START = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def test_a_dead_process_does_nothing_more_not_even_from_finally() -> None:
    universe = Universe(START, Listed({"a.push 1": Fault("crash")}))
    process, done = Process("a"), []

    def life() -> None:
        try:
            universe.effect(process, "fetch")
            done.append("fetch")
            universe.effect(process, "push")
        finally:
            universe.effect(process, "push")
            done.append("push")

    universe.start(START, process, life)
    universe.play()
    assert done == ["fetch"]
    with pytest.raises(Dead):
        universe.effect(process, "fetch")


def test_two_processes_take_turns_and_a_frozen_one_stands_still() -> None:
    universe = Universe(START, Listed({"a.fetch 1": Fault("wait", 60)}))
    done: list[str] = []

    def life(process: Process) -> None:
        universe.effect(process, "fetch")
        for _ in range(2):
            done.append(f"{process.name} {(universe.now - START).total_seconds():.0f}")
            universe.suspend(process, universe.now + timedelta(seconds=40))

    for name in "ab":
        process = Process(name)
        universe.start(START, process, lambda process=process: life(process))  # type: ignore[misc]
    universe.play()
    assert done == ["b 0", "b 40", "a 60", "a 100"]


def test_a_defect_of_a_process_is_no_fault_of_the_world() -> None:
    universe = Universe(START, Listed({}))

    def life() -> None:
        raise ZeroDivisionError

    universe.start(START, Process("a"), life)
    with pytest.raises(ZeroDivisionError):
        universe.play()
