"""Goals and challenges as a report shows them: start, now and target, and what comes next (R45, R46). Whoever looks
after one is named on the page of the goals, not where work is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amtsfunk.model.german import german_day
from amtsfunk.pages.office import CHALLENGES, german_number

if TYPE_CHECKING:
    from amtsfunk.model.goals import Challenge, Goal, Goals


@dataclass(frozen=True, slots=True)
class GoalRow:
    """Figures with their unit; ``now`` and ``state`` in words; ``progress``: per cent of the way."""

    metric: str
    start: str
    now: str
    target: str
    state: str
    progress: int


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    title: str
    status: str
    next_step: str
    review_on: str


@dataclass(frozen=True, slots=True)
class Aims:
    """As they stand in the files, whatever span is reported."""

    goals: tuple[GoalRow, ...] = ()
    challenges: tuple[ChallengeRow, ...] = ()


def aims_of(goals: Goals | None) -> Aims:
    if goals is None:
        return Aims()
    return Aims(tuple(map(_goal, goals.goals.values())), tuple(map(_challenge, goals.challenges)))


def _goal(goal: Goal) -> GoalRow:
    measured = f" am {german_day(goal.measured_on)}" if goal.measured_on is not None else ""
    state = "erreicht" if goal.reached else f"{goal.progress} % des Weges" if goal.now is not None else "offen"
    return GoalRow(
        metric=goal.metric,
        start=f"{german_number(goal.start)} {goal.unit}",
        now=f"{german_number(goal.now)} {goal.unit}{measured}" if goal.now is not None else "noch nicht gemessen",
        target=f"{german_number(goal.target)} {goal.unit} bis {german_day(goal.deadline)}",
        state=state,
        progress=100 if goal.reached else goal.progress,
    )


def _challenge(one: Challenge) -> ChallengeRow:
    return ChallengeRow(one.title, CHALLENGES[one.status.value], one.next_step, german_day(one.review_on))
