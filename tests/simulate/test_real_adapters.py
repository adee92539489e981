"""The same invariants with the real adapters, whose every request is played against a stand-in."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from amtsfunk.channels.adapters import ADAPTERS
from simulate.faults import Chance
from simulate.networks import KINDS
from simulate.real_adapters import NETWORKS, RealStage, is_for_adapters
from simulate.schedule import schedule


@pytest.mark.parametrize("block", range(4))
def test_schedules_with_real_adapters(block: int) -> None:
    ends: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for seed in range(block * 150, (block + 1) * 150):
        given = schedule(seed)
        if not is_for_adapters(given):
            continue
        stage = RealStage(given, Chance(random.Random(f"faults {seed}"), given.rate))  # noqa: S311
        stage.universe.play()
        ends += stage.checker.finish()
        there.update({channel: len(server.out()) for channel, server in stage.servers.items()})
        assert not stage.checker.found, f"seed {seed}: {stage.checker.found[0]}"
    assert ends["accepted"] > 50
    assert all(there[channel] > 10 for channel in NETWORKS), there


@pytest.mark.parametrize("channel", NETWORKS)
def test_a_kind_promises_no_more_than_its_adapter(channel: str) -> None:
    kind, adapter = KINDS[channel], ADAPTERS[NETWORKS[channel]]
    assert (kind.finds, kind.shows_absence) == (adapter.finds, adapter.shows_absence)
