"""Cron lines from posting windows: every due time is looked for in time, and what looking costs is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amtsfunk.delivery.timetable import OTHERWISE, WITHIN, timetable
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


def test_the_example_has_one_line_for_weekdays_and_one_for_the_weekend() -> None:
    plan = timetable(hours((WEEK, "08:00", "18:00"), (["saturday", "sunday"], "10:00", "16:00")))
    assert plan.lines == ("7,27,47 8-18 * * 1-5", "7,27,47 10-16 * * 0,6", OTHERWISE)


@pytest.mark.parametrize(
    "windows",
    [
        ((WEEK, "08:00", "18:00"),),
        ((["sunday"], "22:30", "23:59"), (["monday"], "00:00", "00:30")),
        ((WEEK, "08:00", "10:00"), (WEEK, "14:15", "15:45"), (["friday"], "09:00", "12:00")),
    ],
)
def test_whatever_is_due_in_a_window_is_looked_for_within_twenty_minutes(
    windows: tuple[tuple[list[str], str, str], ...],
) -> None:
    plan = timetable(hours(*windows))
    start = datetime(2026, 11, 29, tzinfo=UTC)  # a Sunday
    minutes = [start + timedelta(minutes=number) for number in range(8 * 24 * 60)]
    fired = [moment for moment in minutes if any(fires(line, moment) for line in plan.lines)]
    assert len([moment for moment in fired if moment < start + timedelta(days=7)]) == plan.runs_a_week
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    for moment in minutes[: 7 * 24 * 60]:
        clock = f"{moment:%H:%M}"
        if clock <= "23:45" and any(
            days[moment.weekday()] in chosen and begins <= clock <= ends for chosen, begins, ends in windows
        ):
            assert any(moment <= run <= moment + timedelta(minutes=20) for run in fired), moment


def test_no_line_fires_at_a_full_hour_or_at_another_ones_minute() -> None:
    plan = timetable(hours((WEEK, "08:00", "18:00")))
    assert all(minute % 2 for minute in WITHIN)
    minutes = [minute for line in plan.lines for minute in line.split()[0].split(",")]
    assert len(minutes) == len(set(minutes)) and "0" not in minutes


def test_the_price_counts_whole_minutes_of_a_mean_month() -> None:
    plan = timetable(hours((WEEK, "08:00", "18:00"), (["saturday", "sunday"], "10:00", "16:00")))
    assert plan.runs_a_week == 5 * 11 * 3 + 2 * 7 * 3 + 28 == 235
    assert (plan.billed_minutes(1), plan.billed_minutes(2)) == (1022, 2044)
