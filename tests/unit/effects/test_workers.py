"""Work spread over processes gives what one process gives, and says when it cannot."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence

import pytest

from amtsfunk.effects.workers import in_chunks
from amtsfunk.model.errors import EffectFailed, NotFound


@pytest.fixture(autouse=True)
def _three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def with_process(chunk: Sequence[int]) -> tuple[int, list[int]]:
    return os.getpid(), [2 * item for item in chunk]


def test_results_in_order_from_as_many_processes_as_processors() -> None:
    results = in_chunks(with_process, range(10), at_least=2)
    assert [item for _, part in results for item in part] == list(range(0, 20, 2))
    assert len({process for process, _ in results}) == 3
    assert results[0][0] == os.getpid()


@pytest.mark.parametrize("items", [range(0), range(1), range(9)])
def test_little_work_stays_in_this_process(items: range) -> None:
    assert in_chunks(with_process, items, at_least=10) == [(os.getpid(), [2 * item for item in items])]


def test_never_more_workers_than_allowed() -> None:
    assert len(in_chunks(with_process, range(10), at_least=2, most_workers=2)) == 2


def test_a_result_larger_than_a_pipe_holds_arrives() -> None:
    results = in_chunks(lambda chunk: "x" * 3_000_000, range(3), at_least=2)
    assert [len(result) for result in results] == [3_000_000] * 3


def test_what_a_worker_raises_is_raised_here() -> None:
    def fail(chunk: Sequence[int]) -> None:
        if 9 in chunk:
            raise NotFound("weg")

    with pytest.raises(NotFound, match="weg"):
        in_chunks(fail, range(10), at_least=2)


def test_a_worker_that_dies_is_told() -> None:
    def die(chunk: Sequence[int]) -> None:
        if 9 in chunk:
            os._exit(9)

    with pytest.raises(EffectFailed, match="Code 9"):
        in_chunks(die, range(10), at_least=2)


def test_the_collector_runs_again_afterwards() -> None:
    gc.unfreeze()  # a command that ran in this process before may have set its modules aside
    in_chunks(with_process, range(10), at_least=2)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
