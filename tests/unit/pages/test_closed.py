"""Which holidays the public pages list, and from when on."""

from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace
from typing import cast

import pytest

from amtsfunk.model.authority import Hours, Weekday, Window
from amtsfunk.model.settings import Settings
from amtsfunk.pages.closed import closed_days

WORKDAYS = tuple(Weekday)[:5]


def _settings(land: str = "NI", days: tuple[Weekday, ...] = WORKDAYS, *, closed: bool = True) -> Settings:
    window = Window(days=days, begins=time(9), ends=time(17))
    hours = Hours(answer=(window,), posting=(window,), closed_on_holidays=closed)
    return cast("Settings", SimpleNamespace(authority=SimpleNamespace(land=land), hours=hours))


def _listed(settings: Settings, day: date) -> list[str]:
    return [f"{closed.day}: {closed.name}" for closed in closed_days(settings, day)]


def test_the_next_holidays_stand_with_date_and_name() -> None:
    assert _listed(_settings(), date(2026, 12, 1)) == [
        "Freitag, 25. Dezember 2026: Erster Weihnachtstag",
        "Freitag, 1. Januar 2027: Neujahr",
    ]


def test_an_office_that_answers_on_saturdays_lists_saturdays_too() -> None:
    listed = _listed(_settings(days=tuple(Weekday)), date(2026, 12, 1))
    assert "Samstag, 26. Dezember 2026: Zweiter Weihnachtstag" in listed


@pytest.mark.parametrize(("land", "is_one"), [("BY", True), ("BW", True), ("NI", False)])
def test_the_land_decides(land: str, is_one: bool) -> None:
    assert ("Mittwoch, 6. Januar 2027: Heilige Drei Könige" in _listed(_settings(land), date(2026, 12, 1))) is is_one


def test_a_holiday_is_listed_on_its_day_and_gone_the_day_after() -> None:
    assert _listed(_settings(), date(2027, 1, 1))[0] == "Freitag, 1. Januar 2027: Neujahr"
    assert "Freitag, 1. Januar 2027: Neujahr" not in _listed(_settings(), date(2027, 1, 2))


def test_an_office_that_answers_on_holidays_lists_none() -> None:
    assert _listed(_settings(closed=False), date(2026, 12, 1)) == []
