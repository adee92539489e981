"""No duplicates, no losses, nothing out of its window, whatever fails and whoever else runs (DELIVERY.md § 6)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amtsfunk.delivery.state import PostState, Status
from faults.simulated import START, Universe, play

SEEDS = 240
ENDED_OR_LOUD = {
    Status.accepted,
    Status.confirmed,
    Status.rejected,
    Status.missed,
    Status.cancelled,
    Status.given_up,
    Status.held,
}


@pytest.mark.parametrize("block", range(4))
def test_schedules(block: int) -> None:
    for seed in range(block * SEEDS // 4, (block + 1) * SEEDS // 4):
        universe, posts = play(seed)
        check(seed, universe, posts)


def check(seed: int, universe: Universe, posts: dict[str, PostState]) -> None:
    for key, _, _ in universe.server.posts:
        assert universe.server.count(key) == 1, f"seed {seed}: {key} is out more than once"
    assert not universe.unapproved, f"seed {seed}"
    for captured in universe.posts:
        state = posts[captured.post]
        assert state.captured is not None, f"seed {seed}: {captured.post} was lost"
        for lane in state.lanes.values():
            assert lane.current.status in ENDED_OR_LOUD, f"seed {seed}: {captured.post} {lane}"
        for key, _, sent in universe.server.posts:
            if key.post == captured.post and key.step == 1:
                assert captured.due <= sent <= captured.latest, f"seed {seed}: {key} out of its window"
    check_truth(seed, universe, posts)


def check_truth(seed: int, universe: Universe, posts: dict[str, PostState]) -> None:
    """What the ledger says is out is out; what is out is known, or held for a person."""
    there = {key for key, _, _ in universe.server.posts}
    for name, state in posts.items():
        for lane in state.lanes.values():
            for step in lane.steps:
                key = next((k for k in there if (k.post, k.channel, k.step) == (name, lane.name, step.number)), None)
                if step.is_out:
                    assert key is not None, f"seed {seed}: {name} {lane.name} {step.number} is not there"
                elif key is not None:
                    assert step.status is Status.held, f"seed {seed}: {key} is out and {step.status}"
    if universe.stop_at is not None:
        for key, _, sent in universe.server.posts:
            assert sent <= universe.stop_at + timedelta(minutes=1), f"seed {seed}: {key} sent after the stop"


def test_the_same_seed_plays_the_same() -> None:
    first, second = play(7), play(7)
    assert first[0].server == second[0].server
    assert first[1] == second[1]
    assert first[0].now > START
