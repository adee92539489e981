"""Weeks by ISO 8601: some years have a 53rd one, and New Year may belong to the year before."""

from __future__ import annotations

from datetime import date

import pytest

from amtsfunk.model.week import days_of, monday_of, week_of


@pytest.mark.parametrize(
    ("week", "monday"),
    [
        ("2026-W49", date(2026, 11, 30)),
        ("2026-W01", date(2025, 12, 29)),
        ("2026-W53", date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_its_monday(week: str, monday: date) -> None:
    assert monday_of(week) == monday
    assert {week_of(day) for day in days_of(week)} == {week}


@pytest.mark.parametrize("text", ["2027-W53", "2026-W00", "2026-W54", "2026-W1", "2026-w49", "KW 49", "0000-W01", ""])
def test_what_is_no_week(text: str) -> None:
    with pytest.raises(ValueError, match="week"):
        monday_of(text)


def test_new_year_s_day_may_belong_to_the_year_before() -> None:
    assert week_of(date(2027, 1, 1)) == "2026-W53"
