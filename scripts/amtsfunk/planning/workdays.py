"""Workdays: Monday to Friday without the public holidays of the Land, as people count them who were promised some.

Days on which an office is closed of its own will are workdays here: whoever counts at home cannot know them, and a
promise that grows by them would be none.
"""

from __future__ import annotations

from datetime import date, timedelta

from amtsfunk.planning.calendar import holiday_of

_SATURDAY = 5


def is_workday(day: date, land: str) -> bool:
    """Whether a day counts in a Land (``NI``)."""
    return day.weekday() < _SATURDAY and holiday_of(land, day) is None


def last_workday(came: date, workdays: int, land: str) -> date:
    """The last day on which an answer within so many workdays is in time; the day on which the request came does not
    count (§ 187 BGB). ``workdays`` ≥ 1."""
    day, left = came, workdays
    while left:
        day += timedelta(days=1)
        left -= is_workday(day, land)
    return day
