"""Cron lines from posting windows: every due time is looked for in time, and what looking costs is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from amtsfunk.commands.forging.workflows import NIGHTLY_MINUTES
from amtsfunk.commands.repository import read_settings
from amtsfunk.delivery.timetable import Timetable, timetable
from amtsfunk.effects.forges.github_costs import INCLUDED
from amtsfunk.model.authority import Hours

PROJECT = Path(__file__).parents[3]
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def hours(*windows: tuple[list[str], str, str]) -> Hours:
    posting = [{"days": days, "begins": begins, "ends": ends} for days, begins, ends in windows]
    return Hours.model_validate({"answer": posting, "posting": posting})


def fires(line: str, moment: datetime) -> bool:
    """A cron of its own: minute, hour and day of the week, with lists, ranges and steps."""
    minute, hour, _, _, day = line.split()
    return all(
        _has(field, value) for field, value in ((minute, moment.minute), (hour, moment.hour), (day, _sunday(moment)))
    )


def _sunday(moment: datetime) -> int:
    return moment.isoweekday() % 7


def _has(field: str, value: int) -> bool:
    for part in field.split(","):
        if part == "*" or (part.startswith("*/") and value % int(part[2:]) == 0):
            return True
        first, _, last = part.partition("-")
        if first.isdigit() and int(first) <= value <= int(last or first):
            return True
    return False


START = datetime(2026, 11, 29, tzinfo=UTC)  # a Sunday
MINUTES = [START + timedelta(minutes=number) for number in range(9 * 24 * 60)]
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SHAPES: list[tuple[tuple[list[str], str, str], ...]] = [
    ((WEEK, "08:00", "18:00"), (["saturday", "sunday"], "10:00", "16:00")),
    ((["monday"], "08:00", "18:50"),),
    ((["sunday"], "22:30", "23:59"), (["monday"], "00:00", "00:30")),
    ((WEEK, "08:00", "10:00"), (WEEK, "14:15", "15:45"), (["friday"], "09:00", "12:00")),
    ((["saturday"], "00:00", "23:59"),),
]


def fired_by(plan: Timetable) -> list[datetime]:
    return [moment for moment in MINUTES for line in plan.lines if fires(line, moment)]


def in_a_window(moment: datetime, windows: tuple[tuple[list[str], str, str], ...]) -> bool:
    clock = f"{moment:%H:%M}"
    return any(DAYS[moment.weekday()] in chosen and begins <= clock <= ends for chosen, begins, ends in windows)


def test_the_example_looks_while_it_posts_and_twice_a_night() -> None:
    plan = timetable(hours(*SHAPES[0]))
    assert plan.lines == (
        "7,27,47 8-17 * * 1-5",
        "7,47 18 * * 1-5",
        "7,27,47 10-15 * * 0,6",
        "7,47 16 * * 0,6",
        "41 0,6 * * *",
    )


@pytest.mark.parametrize("windows", SHAPES)
def test_whatever_is_due_in_a_window_is_looked_for_within_twenty_minutes(
    windows: tuple[tuple[list[str], str, str], ...],
) -> None:
    """The shortest „latest" is 30 minutes, so that a forge's scheduler may be ten minutes late."""
    fired = fired_by(timetable(hours(*windows)))
    due = [moment for moment in MINUTES[: 7 * 24 * 60] if in_a_window(moment, windows)]
    assert due
    for moment in due:
        assert any(moment <= run <= moment + timedelta(minutes=20) for run in fired), moment


@pytest.mark.parametrize("windows", SHAPES)
def test_what_was_left_open_is_looked_for_again_after_its_quiet_period(
    windows: tuple[tuple[list[str], str, str], ...],
) -> None:
    """Whatever was due in a window and ended openly is tried again in time for a news post, whose „latest" is 2 h."""
    fired = fired_by(timetable(hours(*windows)))
    for moment in (one for one in MINUTES[: 7 * 24 * 60] if in_a_window(one, windows)):
        first = next(run for run in fired if run >= moment)
        assert any(first + timedelta(minutes=25) <= run <= moment + timedelta(hours=2) for run in fired), moment


@pytest.mark.parametrize("windows", SHAPES)
def test_nothing_is_left_open_for_twelve_hours(windows: tuple[tuple[list[str], str, str], ...]) -> None:
    """A statement's „latest", which is the shortest after news and crises."""
    fired = fired_by(timetable(hours(*windows)))
    assert all(later - sooner < timedelta(hours=12) for sooner, later in pairwise(fired))


@pytest.mark.parametrize("windows", SHAPES)
def test_each_look_is_one_run_and_all_are_counted(windows: tuple[tuple[list[str], str, str], ...]) -> None:
    plan = timetable(hours(*windows))
    fired = fired_by(plan)
    assert len(fired) == len(set(fired))
    assert len([run for run in fired if run < START + timedelta(days=7)]) == plan.runs_a_week


def test_windows_that_overlap_are_looked_at_once() -> None:
    assert timetable(hours((WEEK, "08:00", "12:00"), (WEEK, "10:00", "18:00"))) == timetable(
        hours((WEEK, "08:00", "18:00"), (WEEK, "08:00", "12:00"))
    )


def test_no_line_fires_at_a_full_hour() -> None:
    lines = [line for windows in SHAPES for line in timetable(hours(*windows)).lines]
    assert all(int(minute) % 2 for line in lines for minute in line.split()[0].split(","))


def test_the_examples_price_stays_within_the_smallest_plan() -> None:
    """GitHub's free plan has 2,000 minutes a month; the nightly look is to fit, too."""
    settings = read_settings(PROJECT, "")
    assert settings.hours is not None
    plan = timetable(settings.hours)
    assert plan.runs_a_week == 5 * 32 + 2 * 20 + 7 * 2 == 214
    assert (plan.billed_minutes(1), plan.billed_minutes(2)) == (931, 1862)
    assert plan.billed_minutes(2) <= 0.95 * INCLUDED["Free"]
    assert plan.billed_minutes(2) + 31 * NIGHTLY_MINUTES < INCLUDED["Free"]
