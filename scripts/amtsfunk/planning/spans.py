"""The days that a person means: „heute“, „Samstag“, „05.12.“, „KW 50“, „nächste“ → days, seen from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from amtsfunk.model.german import WEEKDAYS
from amtsfunk.model.week import days_of, monday_of, week_of

_AHEAD = {"heute": 0, "morgen": 1, "übermorgen": 2}
_WEEKS = {"diese": 0, "diese woche": 0, "nächste": 1, "nächste woche": 1, "übernächste": 2, "übernächste woche": 2}
_WEEKDAYS = tuple(name.lower() for name in WEEKDAYS)
_WEEK = re.compile(r"(?:kw|w)?\s*(\d{1,2})", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})?")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def days_meant(text: str | None, today: date) -> tuple[date, ...]:
    """One day or the seven of a week; this week where nothing is said. A weekday is the next one, today included; a day
    or week without its year is the next one. Raises ValueError for anything else."""
    word = " ".join((text or "diese").casefold().split())
    if word in _WEEKS:
        return days_of(week_of(today + timedelta(weeks=_WEEKS[word])))
    day = _day(word, today)
    if day is not None:
        return (day,)
    if (match := _WEEK.fullmatch(word)) is not None:
        return days_of(_next_week(int(match[1]), today))
    monday_of(word.upper())
    return days_of(word.upper())


def _day(word: str, today: date) -> date | None:
    if word in _AHEAD:
        return today + timedelta(days=_AHEAD[word])
    for number, name in enumerate(_WEEKDAYS):
        if word in (name, name[:2], "sonnabend" if number == 5 else name):
            return today + timedelta(days=(number - today.weekday()) % 7)
    if _ISO_DAY.fullmatch(word):
        return date.fromisoformat(word)
    match = _DAY.fullmatch(word)
    if match is None:
        return None
    if match[3]:
        return date(int(match[3]), int(match[2]), int(match[1]))
    day = date(today.year, int(match[2]), int(match[1]))
    return day if day >= today else day.replace(year=today.year + 1)


def _next_week(number: int, today: date) -> str:
    year = today.isocalendar().year
    this = f"{year:04}-W{number:02}"
    if monday_of(this) + timedelta(days=6) >= today:
        return this
    return f"{year + 1:04}-W{number:02}"
