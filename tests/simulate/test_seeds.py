"""No duplicates, no losses, nothing unapproved or out of its window, whatever fails and whoever else runs."""

from __future__ import annotations

import pytest

from simulate.play import play_seed
from simulate.summary import line_of, of_seeds

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


def test_faults_do_happen() -> None:
    """Otherwise nothing is shown by nothing having gone wrong."""
    kinds = {fault.kind for seed in range(300) for fault in play_seed(seed).faults.values()}
    assert {"crash", "wait", "clock", "unheard", "lost-dark", "late", "crash-after", "fails", "rejected"} <= kinds
