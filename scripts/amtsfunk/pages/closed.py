"""The next public holidays on which an office does not answer, by date and name, for a page without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from amtsfunk.model.authority import Weekday
from amtsfunk.model.german import german_weekday
from amtsfunk.planning.calendar import holiday_of

if TYPE_CHECKING:
    from amtsfunk.model.settings import Settings

DAYS_AHEAD = 90
_WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """``day``: ``Freitag, 25. Dezember 2026``; ``name``: ``Erster Weihnachtstag``."""

    day: str
    name: str


def closed_days(settings: Settings, today: date) -> tuple[ClosedDay, ...]:
    """Holidays of the Land from today on, only those on which the office would answer otherwise (R05).

    The list holds dates alone, so it is true on every day, also where the site was built a while ago; and it changes
    only when a holiday comes into sight or is past, so the pages are not built anew every day.
    """
    hours = settings.hours
    if hours is None or not hours.closed_on_holidays:
        return ()
    answered = {day for window in hours.answer for day in window.days}
    return tuple(
        ClosedDay(german_weekday(day), name)
        for day, name in _holidays(settings.authority.land, today)
        if _WEEKDAYS[day.weekday()] in answered
    )


def _holidays(land: str, today: date) -> Iterator[tuple[date, str]]:
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        name = holiday_of(land, day)
        if name is not None:
            yield day, name
