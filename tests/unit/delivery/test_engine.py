"""What the engine does when a channel's code is broken (I12), over the simulated world."""

from __future__ import annotations

import random
from datetime import timedelta

from amtsfunk.channels.contract import Job, Outcome, Rejected
from amtsfunk.commands.publishing.engine import Engine
from amtsfunk.delivery.ports import Ports
from amtsfunk.delivery.state import Status
from faults.simulated import Inline, SimulatedClock, SimulatedLedger, SimulatedWorld, Universe, make_posts


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
    Engine(Ports(ledger, Broken(universe, ledger), SimulatedClock(universe), Inline()), "a" * 32).run()
    for post in universe.posts:
        lanes = ledger.post(post.post).lanes
        assert lanes["listed"].current.status is Status.ambiguous, "what it did is unknown"
        assert lanes["listed"].current.reason == "defect-RuntimeError"
        assert lanes["opaque"].current.status is Status.accepted


class Slow(SimulatedWorld):
    """The network answers only after another run has taken the claim for dead and found nothing."""

    def deliver(self, job: Job) -> Outcome:
        if job.channel == "listed" and self.universe.depth == 0:
            self.universe.depth = 1
            self.universe.now += timedelta(minutes=40)
            rival = SimulatedLedger(self.universe)
            rival.refresh()
            world = Refusing(self.universe, rival)
            Engine(Ports(rival, world, SimulatedClock(self.universe), Inline()), "b" * 32).run()
        return super().deliver(job)


class Refusing(SimulatedWorld):
    def deliver(self, job: Job) -> Outcome:
        return Rejected("content")


def test_an_outcome_that_comes_too_late_is_loud() -> None:
    """I9: what may be out twice, or out against the ledger, is never dropped."""
    chance = random.Random(3)  # noqa: S311 - replayable, nothing secret
    universe = Universe(chance, faults=0.0, posts=make_posts(chance)[:1])
    universe.now = universe.posts[0].due
    ledger = SimulatedLedger(universe)
    ledger.refresh()
    Engine(Ports(ledger, Slow(universe, ledger), SimulatedClock(universe), Inline()), "a" * 32).run()
    step = ledger.post(universe.posts[0].post).lanes["listed"].steps[0]
    assert (step.status, step.reason, step.strays) == (Status.held, "stray", 1)
