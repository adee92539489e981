"""The days on which an office answers at other times or not at all, for a page that is true on every day.

The lists hold dates alone, so they are true also where the site was built a while ago; and they change only when a day
comes into sight or is past, so the pages are not built anew every day. What holds today says a script from
``todays_hours``, and nothing where no script runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from amtsfunk.model.authority import HoursException, Weekday
from amtsfunk.model.german import german_time, german_weekday
from amtsfunk.pages import text
from amtsfunk.planning.calendar import holiday_of

if TYPE_CHECKING:
    from amtsfunk.model.authority import Hours
    from amtsfunk.model.settings import Settings

DAYS_AHEAD = 90
_WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """``day``: ``Freitag, 25. Dezember 2026``; ``name``: ``Erster Weihnachtstag``."""

    day: str
    name: str


@dataclass(frozen=True, slots=True)
class OtherDay:
    """``day``: as above, or ``Montag, 28. Dezember 2026 bis …``; ``hours``: ``von 8:00 Uhr bis 20:00 Uhr``, None where
    nobody answers."""

    day: str
    hours: str | None
    because: str


def closed_days(settings: Settings, today: date) -> tuple[ClosedDay, ...]:
    """Holidays of the Land from today on, only those on which the office would answer otherwise (R05), without those
    that are an exception of their own."""
    hours = settings.hours
    if hours is None or not hours.closed_on_holidays:
        return ()
    answered = {day for window in hours.answer for day in window.days}
    last = today + timedelta(days=DAYS_AHEAD - 1)
    return tuple(
        ClosedDay(german_weekday(day), name)
        for day, name in _holidays(settings.authority.land, today, last)
        if _WEEKDAYS[day.weekday()] in answered and _exception_on(hours, day) is None
    )


def other_days(settings: Settings, today: date) -> tuple[OtherDay, ...]:
    """Exceptions that are not over, by day."""
    exceptions = settings.hours.exceptions if settings.hours else ()
    return tuple(
        OtherDay(_days(one), _between(one.begins, one.ends), one.because)
        for one in sorted(exceptions, key=lambda one: one.day)
        if one.last >= today
    )


def todays_hours(settings: Settings, today: date) -> str | None:
    """JSON for the line of today, known up to the end of next year: ``week`` (Monday first: what is said on that
    weekday, None where nobody answers) and ``days`` (ISO date → what is said instead). None without hours."""
    hours = settings.hours
    if hours is None:
        return None
    last = date(today.year + 1, 12, 31)
    week = [_on(hours, day) for day in _WEEKDAYS]
    days: dict[str, str] = {}
    if hours.closed_on_holidays:
        for day, name in _holidays(settings.authority.land, today.replace(month=1, day=1), last):
            days[day.isoformat()] = f"nicht ({name})"
    for one in hours.exceptions:
        said = _briefly(one.begins, one.ends) or "nicht"
        day = one.day
        while day <= min(one.last, last):
            days[day.isoformat()] = f"{said} ({one.because})"
            day += timedelta(days=1)
    known = {"zone": settings.authority.time_zone, "until": last.isoformat(), "week": week, "days": days}
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _on(hours: Hours, day: Weekday) -> str | None:
    said = [_briefly(window.begins, window.ends) for window in hours.answer if day in window.days]
    return text.joined(one for one in said if one) or None


def _between(begins: time | None, ends: time | None) -> str | None:
    return f"von {german_time(begins)} bis {german_time(ends)}" if begins and ends else None


def _briefly(begins: time | None, ends: time | None) -> str | None:
    """``von 9 bis 12:30 Uhr``: short enough for two lines on a telephone."""
    if begins is None or ends is None:
        return None
    first, last = (f"{clock.hour}:{clock:%M}".removesuffix(":00") for clock in (begins, ends))
    return f"von {first} bis {last} Uhr"


def _days(one: HoursException) -> str:
    first = german_weekday(one.day)
    return first if one.last == one.day else f"{first} bis {german_weekday(one.last)}"


def _exception_on(hours: Hours, day: date) -> HoursException | None:
    return next((one for one in hours.exceptions if one.day <= day <= one.last), None)


def _holidays(land: str, first: date, last: date) -> Iterator[tuple[date, str]]:
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        name = holiday_of(land, day)
        if name is not None:
            yield day, name
