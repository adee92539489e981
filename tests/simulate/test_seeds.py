"""No duplicates, no losses, nothing unapproved or out of its window, whatever fails and whoever else runs."""

from __future__ import annotations

import pytest

from simulate.play import play, play_seed
from simulate.schedule import NIGHTS, Plan, Run, Schedule, start_of, with_faults
from simulate.summary import line_of, of_seeds
from simulate.universe import Fault

SEEDS = 10_000
BLOCKS = 20


@pytest.mark.parametrize("block", range(BLOCKS))
def test_schedules(block: int) -> None:
    size = SEEDS // BLOCKS
    total = of_seeds(block * size, (block + 1) * size)
    assert not total.failing, f"{line_of(total, 0)}; try `make simulate SEED={min(total.failing)}`: {total.failing}"
    assert total.ends["accepted"] > size, "the schedules do publish"
    held = {end.split(":")[2] for end in total.ends if end.startswith("held:") and end.split(":")[1] in _ASKED}
    assert held <= {"changed", "taken", "grace", "stopped", "unknown-channel"}, (
        "no asked network leaves a person guessing"
    )


_ASKED = frozenset({"website", "listed", "idempotent"})


def test_the_same_seed_plays_the_same() -> None:
    assert play_seed(7) == play_seed(7)


def test_a_clock_that_was_set_back_makes_nothing_fresh() -> None:
    """Whoever waits until the old time comes round again has waited all the same."""
    plan = Plan("post-0", {"idempotent": 1, "found": 1}, None, 1440)
    given = Schedule(0, start_of(NIGHTS[2]), (plan,), (), (Run(-18),))
    first = f"{0:032x}"
    faults = {f"{first}.begin found 1": Fault("clock", -22), f"{first}.push 3": Fault("unheard")}
    result = play(with_faults(given, faults))
    assert not result.violations
    assert result.ends["accepted"] == 2


def test_faults_do_happen() -> None:
    """Otherwise nothing is shown by nothing having gone wrong."""
    kinds = {fault.kind for seed in range(300) for fault in play_seed(seed).faults.values()}
    assert {"crash", "wait", "clock", "unheard", "lost-dark", "late", "crash-after", "fails", "rejected"} <= kinds
