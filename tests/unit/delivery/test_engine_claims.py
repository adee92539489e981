"""The engine and its claims: it gives back what it cannot use, holds one batch at most, waits for its time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from amtsfunk.commands.publishing.engine import MOST_CLAIMS, Engine, Manner
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.events import Claimed, Released
from amtsfunk.delivery.ports import Ports
from amtsfunk.delivery.state import PostFacts, PostState, Status
from amtsfunk.model.errors import EffectFailed
from faults.simulated import START, Inline, SimulatedClock, SimulatedLedger, SimulatedWorld, Universe, make_posts


def universe_of(posts: int = 1, seed: int = 3) -> Universe:
    chance = random.Random(seed)  # noqa: S311 - replayable, nothing secret
    made = tuple(post for _ in range(posts) for post in make_posts(chance))[:posts]
    universe = Universe(chance, faults=0.0, posts=made)
    universe.now = max(post.due for post in made)
    return universe


def engine_of(
    universe: Universe, ledger: SimulatedLedger, world: SimulatedWorld | None = None, manner: Manner | None = None
) -> Engine:
    ledger.refresh()
    ports = Ports(ledger, world or SimulatedWorld(universe, ledger), SimulatedClock(universe), Inline())
    return Engine(ports, "a" * 32, manner=manner or Manner())


class Unheard(SimulatedLedger):
    """A push of claims arrives, and nobody hears of it; from then on the remote is away for a while."""

    away = 0

    def write(self, batch: Batch, now: object) -> None:
        if self.away:
            self.away -= 1
            raise EffectFailed("the remote is away")
        super().write(batch, now)  # type: ignore[arg-type]
        if any(isinstance(line, Claimed) for line in batch.events):
            self.away = 2
            raise EffectFailed("it arrived, and nobody told us")


def test_claims_that_arrived_unheard_are_given_back_before_the_end() -> None:
    """Nothing was sent for them, so nobody has to wait for a quiet period or look."""
    universe = universe_of()
    ledger = Unheard(universe)
    with pytest.raises(EffectFailed):
        engine_of(universe, ledger).run()
    assert not universe.server.posts
    fresh = SimulatedLedger(universe)
    fresh.refresh()
    lanes = fresh.post(universe.posts[0].post).lanes.values()
    assert {lane.current.status for lane in lanes} == {Status.released}


def test_asked_to_end_it_begins_nothing_more_and_gives_back() -> None:
    universe = universe_of()
    universe.now = universe.posts[0].due - timedelta(seconds=30)
    asked = iter([False, False])
    manner = Manner(ahead=timedelta(minutes=1), stopping=lambda: next(asked, True))
    ledger = SimulatedLedger(universe)
    report = engine_of(universe, ledger, manner=manner).run()
    assert [type(line) for line in report.lines if isinstance(line, Claimed | Released)] == [
        *[Claimed] * 2,
        *[Released] * 2,
    ]
    assert not universe.server.posts


def test_a_claim_ahead_of_its_time_is_used_at_its_time() -> None:
    universe = universe_of()
    due = universe.posts[0].due
    universe.now = due - timedelta(seconds=40)
    ledger = SimulatedLedger(universe)
    report = engine_of(universe, ledger, manner=Manner(ahead=timedelta(minutes=1))).run()
    claimed = [line.at for line in report.lines if isinstance(line, Claimed) and line.step == 1]
    assert claimed
    assert max(claimed) < due
    assert {sent for key, _, sent in universe.server.posts if key.step == 1} == {due}


class Counting(SimulatedWorld):
    """Looks at the ledger at every sending: how many claims stand without an outcome?"""

    most = 0

    def delivery(self, job):  # type: ignore[no-untyped-def]
        remote = SimulatedLedger(self.universe)
        remote.version, remote.files = self.universe.remote.version, dict(self.universe.remote.files)
        states = [remote.post(post.post) for post in self.universe.posts]
        standing = sum(step.standing for state in states for lane in state.lanes.values() for step in lane.steps)
        Counting.most = max(Counting.most, standing)
        return super().delivery(job)


def test_never_more_than_one_batch_is_unresolved() -> None:
    """So that is what one crash can leave unknown, however much is due at once."""
    chance = random.Random(1)  # noqa: S311
    one = make_posts(chance)[0]
    posts = tuple(replace(one, post=f"post-{number}", due=START) for number in range(90))
    universe = Universe(chance, faults=0.0, now=START, posts=posts)
    ledger = SimulatedLedger(universe)
    engine_of(universe, ledger, Counting(universe, ledger)).run()
    assert len(universe.server.posts) >= 180
    assert MOST_CLAIMS // 2 < Counting.most <= MOST_CLAIMS


class Defective(SimulatedWorld):
    """Facts of one post cannot be gathered."""

    def facts(self, post: PostState) -> PostFacts:
        if post.post == self.universe.posts[0].post:
            raise RuntimeError("a defect")
        return super().facts(post)


def test_a_post_whose_facts_cannot_be_gathered_is_held_and_stops_no_other() -> None:
    universe = universe_of(2, seed=5)
    universe.now = max(post.due for post in universe.posts)
    ledger = SimulatedLedger(universe)
    engine_of(universe, ledger, Defective(universe, ledger)).run()
    first, second = (ledger.post(post.post) for post in universe.posts)
    assert {(lane.current.status, lane.current.reason) for lane in first.lanes.values()} == {(Status.held, "changed")}
    assert all(lane.current.is_out for lane in second.lanes.values())
