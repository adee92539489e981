"""What the engine does when a channel's code is broken (I12), over the simulated world."""

from __future__ import annotations

import random

from amtsfunk.channels.contract import Job, Outcome
from amtsfunk.commands._publish_engine import Engine
from amtsfunk.delivery.state import Status
from faults.simulated import SimulatedClock, SimulatedLedger, SimulatedWorld, Universe, make_posts


class Broken(SimulatedWorld):
    def deliver(self, job: Job) -> Outcome:
        if job.channel == "listed":
            raise RuntimeError("a defect of this adapter")
        return super().deliver(job)


def test_a_broken_adapter_never_stops_the_others() -> None:
    chance = random.Random(3)  # noqa: S311 - replayable, nothing secret
    universe = Universe(chance, faults=0.0, posts=make_posts(chance))
    universe.now = max(post.due for post in universe.posts)
    ledger = SimulatedLedger(universe)
    ledger.refresh()
    Engine(ledger, Broken(universe, ledger), SimulatedClock(universe), "a" * 32, lambda line: None).run()
    for post in universe.posts:
        lanes = ledger.post(post.post).lanes
        assert lanes["listed"].current.status is Status.ambiguous, "what it did is unknown"
        assert lanes["listed"].current.reason == "defect-RuntimeError"
        assert lanes["opaque"].current.status is Status.accepted
