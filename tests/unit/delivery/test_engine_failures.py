"""What one broken thing does to the rest of a run (I12), and what a run that fails leaves behind, in a small world."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from amtsfunk.channels.contract import Ambiguous, Finding, Job, Outcome
from amtsfunk.commands.publishing.engine import Engine
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.ports import Ports
from amtsfunk.delivery.state import PostFacts, PostState, Status
from amtsfunk.model.errors import EffectFailed
from faults.simulated import Inline, SimulatedClock, SimulatedLedger, SimulatedWorld, Universe, make_posts


class Unclear(SimulatedWorld):
    """Nothing can be found out about the first post: its facts, or the putting together of what is sent, break."""

    broken = ""

    def facts(self, post: PostState) -> PostFacts:
        if self.broken == "facts" and post.post == "post-0":
            raise RuntimeError("a defect")
        return super().facts(post)

    def job(self, post: PostState, key: Key) -> Job | None:
        if self.broken == "job" and post.post == "post-0":
            raise RuntimeError("a defect")
        return super().job(post, key)


@pytest.mark.parametrize(("broken", "status"), [("facts", Status.held), ("job", Status.released)])
def test_one_broken_post_never_stops_the_others(broken: str, status: Status) -> None:
    """I12, and it is not sent itself."""
    universe, ledger = _scene(posts=2)
    world = Unclear(universe, ledger)
    world.broken = broken
    Engine(Ports(ledger, world, SimulatedClock(universe), Inline()), "a" * 32).run()
    assert ledger.post("post-0").lanes["opaque"].current.status is status
    assert ledger.post("post-1").lanes["opaque"].current.status is Status.accepted
    assert "post-0" not in {key.post for key, _, _ in universe.server.posts}


class Meddled(SimulatedWorld):
    """While this run looks for a post, another run looks too, and writes down what it found."""

    def deliver(self, job: Job) -> Outcome:
        super().deliver(job)
        return Ambiguous("timeout")

    def find(self, job: Job) -> Finding:
        if self.universe.depth == 0:
            self.universe.depth = 1
            _rival(self.universe, SimulatedWorld)
        return super().find(job)


def test_what_another_run_found_first_breaks_nothing() -> None:
    universe, ledger = _scene(posts=1)
    for minutes in (0, 40):
        universe.now += timedelta(minutes=minutes)
        ledger.refresh()
        Engine(Ports(ledger, Meddled(universe, ledger), SimulatedClock(universe), Inline()), "a" * 32).run()
    ledger.refresh()
    assert ledger.post("post-0").lanes["listed"].steps[0].status is Status.accepted
    assert universe.server.count(Key("post-0", "listed", 1)) == 1


class Unreachable(SimulatedLedger):
    """The remote cannot be fetched any more once something was sent; it can be pushed to."""

    def refresh(self) -> None:
        if self.universe.server.posts:
            raise EffectFailed("no way to the remote")
        super().refresh()


class Lengthy(SimulatedWorld):
    def deliver(self, job: Job) -> Outcome:
        self.universe.now += timedelta(seconds=6)
        return super().deliver(job)


def test_what_was_sent_is_written_down_before_a_run_fails() -> None:
    universe, _ = _scene(posts=1)
    ledger = Unreachable(universe)
    ledger.refresh()
    with pytest.raises(EffectFailed):
        Engine(Ports(ledger, Lengthy(universe, ledger), SimulatedClock(universe), Inline()), "a" * 32).run()
    (sent,) = {key for key, _, _ in universe.server.posts}
    known = SimulatedLedger(universe)
    known.refresh()
    assert known.post(sent.post).lanes[sent.channel].steps[0].status is Status.accepted


def _scene(posts: int) -> tuple[Universe, SimulatedLedger]:
    """As many posts, all due, in a world without faults."""
    chance = random.Random(3)  # noqa: S311 - replayable, nothing secret
    universe = Universe(chance, faults=0.0, posts=make_posts(chance)[:posts])
    universe.now = max(post.due for post in universe.posts)
    ledger = SimulatedLedger(universe)
    ledger.refresh()
    return universe, ledger


def _rival(universe: Universe, kind: type[SimulatedWorld]) -> None:
    ledger = SimulatedLedger(universe)
    ledger.refresh()
    Engine(Ports(ledger, kind(universe, ledger), SimulatedClock(universe), Inline()), "b" * 32).run()
