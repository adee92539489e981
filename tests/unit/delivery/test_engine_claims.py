"""The engine and its claims: it gives back what it cannot use, holds one batch at most, waits for its time."""

from __future__ import annotations

from datetime import timedelta

from amtsfunk.channels.contract import Job
from amtsfunk.commands.publishing.engine import MOST_CLAIMS
from amtsfunk.delivery.state import PostState, Status
from simulate.checker import lines_of
from simulate.faults import Listed
from simulate.play import Stage
from simulate.remote import Clone, Sight
from simulate.schedule import NIGHTS, Plan, Run, Schedule, start_of
from simulate.universe import Fault, Process

FIRST = f"{0:032x}"
BOTH = {"listed": 1, "opaque": 1}


class Early(Stage):
    """Ends with the schedule's own runs. ``most``: most claims that stood without an outcome at any sending."""

    most = 0

    def _calm(self) -> None:
        pass

    def sending(self, process: Process, job: Job, seen: Sight) -> None:
        super().sending(process, job, seen)
        states = [Clone(self.universe, self.remote, process).post(plan.name) for plan in self.given.plans]
        standing = sum(step.standing for state in states for lane in state.lanes.values() for step in lane.steps)
        self.most = max(self.most, standing)


def stage_of(*runs: Run, posts: int = 1, faults: dict[str, Fault] | None = None) -> Early:
    """Posts on two channels, due at the schedule's start; played."""
    plans = tuple(Plan(f"post-{number}", BOTH, 0, 1440) for number in range(posts))
    stage = Early(Schedule(0, start_of(NIGHTS[2]), plans, (), runs), Listed(faults or {}))
    stage.universe.play()
    assert not stage.checker.found
    return stage


def post_of(stage: Stage, name: str = "post-0") -> PostState:
    return Clone(stage.universe, stage.remote, Process("reader")).post(name)


def lines_of_type(stage: Stage, *kinds: str) -> list[str]:
    lines = lines_of(stage.remote.snapshot.files, "post-0")
    return [line["type"] for line in lines if line["type"] in kinds]


def test_claims_that_arrived_unheard_are_given_back_before_the_end() -> None:
    """Nothing was sent for them, so nobody has to wait for a quiet period or look."""
    away = {"push 2": "unheard-dark", "push 3": "lost-dark", "push 4": "lost-dark"}
    stage = stage_of(Run(5), faults={f"{FIRST}.{point}": Fault(kind) for point, kind in away.items()})
    assert not stage.internet.posts
    assert {lane.current.status for lane in post_of(stage).lanes.values()} == {Status.released}


def test_asked_to_end_it_begins_nothing_more_and_gives_back() -> None:
    stage = stage_of(Run(-30, watch=200), faults={f"{FIRST}.pushed 2": Fault("end")})
    assert lines_of_type(stage, "claimed", "released") == [*["claimed"] * 2, *["released"] * 2]
    assert not stage.internet.posts


def test_a_claim_ahead_of_its_time_is_used_at_its_time() -> None:
    stage = stage_of(Run(-40, watch=200))
    due = stage.given.start
    assert max(stage.checker.pushed_at.values()) < due
    sent = {post.at for posts in stage.internet.posts.values() for post in posts}
    assert len(stage.internet.posts) == len(BOTH)
    assert all(due <= at <= due + timedelta(seconds=1) for at in sent)


def test_never_more_than_one_batch_is_unresolved() -> None:
    """So that is what one crash can leave unknown, however much is due at once."""
    stage = stage_of(Run(5), posts=90)
    assert len(stage.internet.posts) == 180
    assert MOST_CLAIMS // 2 < stage.most <= MOST_CLAIMS


def test_a_post_whose_facts_cannot_be_gathered_is_held_and_stops_no_other() -> None:
    defects = {f"{FIRST}.facts post-0 {number}": Fault("defect") for number in range(1, 30)}
    stage = stage_of(Run(5), posts=2, faults=defects)
    first, second = post_of(stage), post_of(stage, "post-1")
    assert {(lane.current.status, lane.current.reason) for lane in first.lanes.values()} == {(Status.held, "changed")}
    assert all(lane.current.is_out for lane in second.lanes.values())


def test_a_lost_push_is_made_again_in_the_same_run() -> None:
    stage = stage_of(Run(5), faults={f"{FIRST}.push 2": Fault("lost")})
    assert all(lane.current.is_out for lane in post_of(stage).lanes.values())
