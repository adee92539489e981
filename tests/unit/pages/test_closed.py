"""Which holidays the public pages list, and from when on."""

from __future__ import annotations

import json
from datetime import date, time
from types import SimpleNamespace
from typing import cast

import pytest

from amtsfunk.model.authority import Hours, HoursException, Weekday, Window
from amtsfunk.model.settings import Settings
from amtsfunk.pages.closed import closed_days, other_days, todays_hours

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


def _with(*exceptions: HoursException, land: str = "NI") -> Settings:
    settings = _settings(land)
    assert settings.hours is not None
    hours = settings.hours.model_copy(update={"exceptions": exceptions})
    authority = SimpleNamespace(land=land, time_zone="Europe/Berlin")
    return cast("Settings", SimpleNamespace(authority=authority, hours=hours))


EVE = HoursException(day=date(2026, 12, 24), closed=True, because="Heiligabend")
ELECTION = HoursException(day=date(2026, 12, 25), begins=time(8), ends=time(20), because="vor der Wahl")
BETWEEN = HoursException(
    day=date(2026, 12, 28), until=date(2026, 12, 30), begins=time(10), ends=time(12, 30), because="Ruhe"
)


def test_other_days_stand_by_date_with_their_hours_until_they_are_over() -> None:
    listed = other_days(_with(BETWEEN, EVE), date(2026, 12, 24))
    assert [(one.day, one.hours, one.because) for one in listed] == [
        ("Donnerstag, 24. Dezember 2026", None, "Heiligabend"),
        (
            "Montag, 28. Dezember 2026 bis Mittwoch, 30. Dezember 2026",
            "von 10:00 Uhr bis 12:30 Uhr",
            "Ruhe",
        ),
    ]
    assert [one.because for one in other_days(_with(BETWEEN, EVE), date(2026, 12, 30))] == ["Ruhe"]
    assert other_days(_with(BETWEEN, EVE), date(2026, 12, 31)) == ()


def test_a_holiday_with_hours_of_its_own_is_not_said_to_be_closed() -> None:
    assert _listed(_with(ELECTION), date(2026, 12, 1)) == ["Freitag, 1. Januar 2027: Neujahr"]


def _today(settings: Settings, day: date) -> str:
    """What the script says on a day, from the same JSON."""
    known = json.loads(todays_hours(settings, date(2026, 12, 1)) or "")
    assert day.isoformat() <= known["until"]
    return str(known["days"].get(day.isoformat(), known["week"][day.weekday()]))


def test_the_line_of_today_knows_weekdays_holidays_and_exceptions() -> None:
    settings = _with(EVE, ELECTION, BETWEEN)
    said = {day: _today(settings, date(2026, 12, day)) for day in (21, 24, 25, 26, 27, 29)}
    assert said == {
        21: "von 9 bis 17 Uhr",
        24: "nicht (Heiligabend)",
        25: "von 8 bis 20 Uhr (vor der Wahl)",
        26: "nicht (Zweiter Weihnachtstag)",
        27: "None",
        29: "von 10 bis 12:30 Uhr (Ruhe)",
    }


def test_what_is_known_of_today_changes_only_with_the_year() -> None:
    first, last, next_year = (
        todays_hours(_with(EVE), day) for day in (date(2026, 1, 2), date(2026, 12, 31), date(2027, 1, 1))
    )
    assert first == last != next_year
