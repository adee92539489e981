"""When an office is open, and when next."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from holidays.countries.germany import Germany

from amtsfunk.model.authority import Hours
from amtsfunk.planning.calendar import Calendar, holiday_of

ZONE = ZoneInfo("Europe/Berlin")
HOURS = Hours.model_validate(
    {
        "answer": [{"days": ["monday"], "begins": "9:00", "ends": "17:00"}],
        "posting": [
            {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "begins": "8:00", "ends": "18:00"},
            {"days": ["saturday"], "begins": "10:00", "ends": "12:00"},
        ],
    }
)
OPEN = Calendar(ZONE, "NI", HOURS)


def local(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("time", "is_open"),
    [
        ("01.12.2026 07:59", False),
        ("01.12.2026 08:00", True),
        ("01.12.2026 17:59", True),
        ("01.12.2026 18:00", False),
        ("05.12.2026 10:00", True),
        ("06.12.2026 10:00", False),
    ],
)
def test_a_window_holds_its_begin_and_not_its_end(time: str, is_open: bool) -> None:
    assert OPEN.is_open(local(time)) is is_open
    assert OPEN.is_open(local(time).astimezone(UTC)) is is_open


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("01.12.2026 09:00", "01.12.2026 09:00"),
        ("01.12.2026 09:01", "01.12.2026 09:15"),
        ("01.12.2026 03:00", "01.12.2026 08:00"),
        ("01.12.2026 17:50", "02.12.2026 08:00"),
        ("04.12.2026 20:00", "05.12.2026 10:00"),
        ("05.12.2026 12:00", "07.12.2026 08:00"),
        ("24.12.2026 19:00", "28.12.2026 08:00"),
        ("24.10.2026 23:00", "26.10.2026 08:00"),
    ],
)
def test_the_next_open_quarter_of_an_hour(after: str, found: str) -> None:
    next_open = OPEN.next_open(local(after))
    assert next_open is not None
    assert OPEN.spell(next_open) == found


def test_holidays_are_days_like_any_other_where_the_office_says_so() -> None:
    staying = Calendar(ZONE, "NI", HOURS.model_copy(update={"closed_on_holidays": False}))
    christmas = local("25.12.2026 09:00")
    assert OPEN.holiday(christmas) == "Erster Weihnachtstag"
    assert staying.holiday(christmas) is None
    assert staying.next_open(christmas) == christmas


def test_each_land_has_its_own_and_an_unknown_one_the_common_ones() -> None:
    reformation, epiphany, unity = date(2026, 10, 31), date(2026, 1, 6), date(2026, 10, 3)
    assert (holiday_of("NI", reformation), holiday_of("NI", epiphany)) == ("Reformationstag", None)
    assert (holiday_of("BY", reformation), holiday_of("BY", epiphany)) == (None, "Heilige Drei Könige")
    assert [holiday_of(land, unity) is not None for land in ("NI", "BY", "ZZ")] == [True, True, True]
    assert holiday_of("ZZ", reformation) is None


def test_an_office_without_hours_is_always_open_and_one_that_never_opens_gets_no_proposal() -> None:
    always = Calendar(ZONE, "NI", None)
    assert always.is_open(local("25.12.2026 03:00"))
    never = Calendar(ZONE, "NI", HOURS.model_copy(update={"posting": ()}))
    assert never.next_open(local("01.12.2026 09:00")) is None


@pytest.mark.parametrize("land", [*Germany.subdivisions, "bund"])
def test_holidays_are_those_of_the_library(land: str) -> None:
    known = land if land in Germany.subdivisions else None
    for year in range(2016, 2036):
        told = Germany(subdiv=known, years=year, language="de")
        days = [date.fromordinal(day) for day in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
        assert {day: holiday_of(land, day) for day in days if holiday_of(land, day)} == dict(told.items())


def test_a_holiday_loads_no_other_country() -> None:
    code = (
        "import datetime, sys\nfrom amtsfunk.planning.calendar import holiday_of\n"
        "print(holiday_of('NI', datetime.date(2026, 10, 31)))\n"
        "print([name for name in sys.modules if name.startswith('holidays.countries')])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines() == ["Reformationstag", "[]"]
