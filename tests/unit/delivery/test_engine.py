"""What the engine does when something around it is broken or slow (I9, I12), over the simulated world."""

from __future__ import annotations

from amtsfunk.delivery.state import Status, Step
from simulate.faults import Listed
from simulate.play import Stage
from simulate.remote import Clone
from simulate.schedule import NIGHTS, Act, Plan, Run, Schedule, start_of
from simulate.universe import Fault, Process


class Early(Stage):
    """Ends with the schedule's own runs."""

    def _calm(self) -> None:
        pass


def steps_after(given: Schedule) -> dict[str, Step]:
    """Channel → its first step after the schedule's runs, before the calm end."""
    stage = Early(given, Listed(given.faults or {}))
    stage.universe.play()
    lanes = Clone(stage.universe, stage.remote, Process("reader")).post("post-0").lanes
    return {name: lane.steps[0] for name, lane in lanes.items()}


def case(*runs: Run, acts: tuple[Act, ...] = (), faults: dict[str, Fault] | None = None) -> Schedule:
    plan = Plan("post-0", {"listed": 1, "opaque": 1}, 0, 1440)
    return Schedule(0, start_of(NIGHTS[2]), (plan,), acts, runs, faults=faults or {})


FIRST = f"{0:032x}"


def test_a_broken_adapter_never_stops_the_others() -> None:
    steps = steps_after(case(Run(5), acts=(Act(0, "broken-adapter", "post-0", "listed"),)))
    assert steps["listed"].status is Status.ambiguous, "what it did is unknown"
    assert steps["listed"].reason == "defect-RuntimeError"
    assert steps["opaque"].status is Status.accepted


def test_an_outcome_that_comes_too_late_is_loud() -> None:
    """I9: what may be out twice, or out against the ledger, is never dropped."""
    slow = {f"{FIRST}.send post-0/listed/1 1": Fault("slow", 3_000)}
    steps = steps_after(case(Run(5), Run(2_400), faults=slow))
    assert steps["listed"].status is Status.accepted, "the other run found it"
    assert (steps["listed"].strays, steps["listed"].reason) == (1, "stray")


def test_nothing_leaves_after_its_claim_ended() -> None:
    """A process that stood still between the check and the sending: meanwhile another one may have taken over."""
    frozen = {f"{FIRST}.begin listed 1": Fault("wait", 1_200)}
    steps = steps_after(case(Run(5), faults=frozen))
    assert (steps["listed"].status, steps["listed"].reason) == (Status.released, "slow")


def played(plans: tuple[Plan, ...], *runs: Run, **faults: Fault) -> Stage:
    """Posts on one channel, one behind the other. ``faults``: the sending of which post."""
    points = {f"{FIRST}.send {name.replace('_', '-')}/listed/1 1": fault for name, fault in faults.items()}
    stage = Early(Schedule(0, start_of(NIGHTS[2]), plans, (), runs, faults=points), Listed(points))
    stage.universe.play()
    return stage


def step_of(stage: Stage, post: str) -> Step:
    return Clone(stage.universe, stage.remote, Process("reader")).post(post).lanes["listed"].steps[0]


def test_whoever_waits_behind_a_slow_one_is_checked_again() -> None:
    """I10: what was fetched for a sending is seconds old when it leaves, however long its turn took."""
    plans = tuple(Plan(f"post-{number}", {"listed": 1}, 0, 120) for number in range(3))
    stage = played(plans, Run(5), post_0=Fault("slow", 50))
    assert [step_of(stage, plan.name).status for plan in plans] == [Status.accepted] * 3
    assert not stage.checker.found


def test_whoever_waits_too_long_behind_others_does_not_leave() -> None:
    """I7: the window is asked for at the last moment."""
    plans = (Plan("post-0", {"listed": 1}, 0, 120), Plan("post-1", {"listed": 1}, 0, 1))
    stage = played(plans, Run(57), post_0=Fault("slow", 4))
    assert (step_of(stage, "post-1").status, step_of(stage, "post-1").reason) == (Status.missed, "late")
    assert not stage.checker.found


def test_a_run_that_shall_end_begins_nothing_that_it_handed_over() -> None:
    plans = tuple(Plan(f"post-{number}", {"listed": 1}, 1, 120) for number in range(3))
    stage = played(plans, Run(0, 0, 62), post_0=Fault("slow", 4))
    assert step_of(stage, "post-0").status is Status.accepted
    assert [step_of(stage, f"post-{number}").reason for number in (1, 2)] == ["stopping"] * 2


def test_a_clock_that_was_set_back_makes_nothing_fresh() -> None:
    """I10: what was fetched in the time before counts as old."""
    plan = Plan("post-0", {"listed": 1}, 0, 1440)
    points = {f"{FIRST}.fetched {number}": Fault("clock", -50) for number in range(1, 20)}
    given = Schedule(0, start_of(NIGHTS[2]), (plan,), (), (Run(-40, 0, 300),), faults=points)
    stage = Stage(given, Listed(points))
    stage.universe.play()
    stage.checker.finish()
    assert not stage.checker.found
