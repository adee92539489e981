"""Workdays are counted over weekends and the holidays of the Land, not over the day on which a request came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amtsfunk.planning.workdays import is_workday, last_workday


@pytest.mark.parametrize(
    ("came", "workdays", "land", "last"),
    [
        (date(2026, 12, 1), 10, "NI", date(2026, 12, 15)),  # a Tuesday, two weekends
        (date(2026, 12, 18), 10, "NI", date(2027, 1, 5)),  # Christmas Day and New Year on Fridays
        (date(2026, 12, 18), 11, "NI", date(2027, 1, 6)),
        (date(2026, 12, 18), 11, "BY", date(2027, 1, 7)),  # Epiphany is a holiday in Bavaria
        (date(2026, 12, 5), 1, "NI", date(2026, 12, 7)),  # a Saturday: Monday is the first day
        (date(2026, 12, 4), 1, "NI", date(2026, 12, 7)),
        (date(2026, 10, 30), 1, "NI", date(2026, 11, 2)),  # Reformation Day on a Saturday takes nothing away
        (date(2027, 3, 25), 1, "NI", date(2027, 3, 30)),  # Good Friday to Easter Monday
    ],
)
def test_the_last_day_in_time(came: date, workdays: int, land: str, last: date) -> None:
    assert last_workday(came, workdays, land) == last


def test_between_request_and_last_day_lie_exactly_so_many_workdays() -> None:
    for ahead in range(370):
        came = date(2026, 12, 1) + timedelta(days=ahead)
        last = last_workday(came, 10, "NI")
        days = [came + timedelta(days=number) for number in range(1, (last - came).days + 1)]
        assert sum(is_workday(day, "NI") for day in days) == 10
        assert is_workday(last, "NI")
