"""Rules over goals, challenges and the topic radar (R45, R46, R67)."""

from __future__ import annotations

import re

from amtsfunk.model.goals import ChallengeStatus
from amtsfunk.model.radar import RadarStatus
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.source.paths import GOALS, RADAR

_RUNNING = frozenset({ChallengeStatus.open, ChallengeStatus.running})
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/@.])@\w[\w.-]*(?:@[\w-]+(?:\.[\w-]+)+)?")
"""An e-mail address, or a handle: ``@name`` or ``@name@host``."""


def find_goal_without_way(case: OfficeCase) -> Hits:
    """R45: where start and target are the same, there is nothing to reach."""
    for name, goal in case.office.goals.goals.items() if case.office.goals else ():
        if goal.start == goal.target:
            yield case.at(GOALS, "goals", name, "target"), {"name": name, "value": _shown(goal.target)}


def find_goal_measured_by_half(case: OfficeCase) -> Hits:
    """R45: a figure without its day, or a day without its figure, cannot be compared."""
    for name, goal in case.office.goals.goals.items() if case.office.goals else ():
        if (goal.now is None) is not (goal.measured_on is None):
            there, missing = ("measured_on", "now") if goal.now is None else ("now", "measured_on")
            yield case.at(GOALS, "goals", name, there), {"name": name, "there": there, "missing": missing}


def find_goal_overdue(case: OfficeCase) -> Hits:
    for name, goal in case.office.goals.goals.items() if case.office.goals else ():
        if goal.deadline < case.today and not goal.reached:
            yield case.at(GOALS, "goals", name, "deadline"), {"name": name, "day": f"{goal.deadline:%d.%m.%Y}"}


def find_challenge_overdue(case: OfficeCase) -> Hits:
    """R46: somebody looks at every open challenge when it says so."""
    for index, challenge in enumerate(case.office.goals.challenges if case.office.goals else ()):
        if challenge.review_on < case.today and challenge.status in _RUNNING:
            values = {"title": challenge.title, "day": f"{challenge.review_on:%d.%m.%Y}"}
            yield case.at(GOALS, "challenges", index, "review_on"), values


def find_challenge_reached_too_early(case: OfficeCase) -> Hits:
    if case.office.goals is None:
        return
    goals = case.office.goals.goals
    for index, challenge in enumerate(case.office.goals.challenges):
        open_goals = [name for name in challenge.goals if name in goals and not goals[name].reached]
        if challenge.status is ChallengeStatus.reached and open_goals:
            values = {"title": challenge.title, "goals": ", ".join(open_goals)}
            yield case.at(GOALS, "challenges", index, "status"), values


def find_radar_overdue(case: OfficeCase) -> Hits:
    for index, subject in enumerate(case.office.radar.topics if case.office.radar else ()):
        if subject.look_again < case.today and subject.status is not RadarStatus.done:
            values = {"title": subject.title, "day": f"{subject.look_again:%d.%m.%Y}"}
            yield case.at(RADAR, "topics", index, "look_again"), values


def find_person_in_radar(case: OfficeCase) -> Hits:
    """R67: subjects, never people. What stands in git can hardly be removed again."""
    for index, subject in enumerate(case.office.radar.topics if case.office.radar else ()):
        for key in ("title", "question", "why", "source"):
            if found := _PERSONAL.search(getattr(subject, key)):
                yield case.at(RADAR, "topics", index, key), {"value": found[0]}


def _shown(number: object) -> str:
    return str(number).replace(".", ",")
