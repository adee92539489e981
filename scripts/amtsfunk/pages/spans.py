"""Weeks, months and years of a calendar, as people name them: ``2026-W49``, ``2026-11`` or ``11.2026``, ``2026``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from amtsfunk.model.german import german_day
from amtsfunk.model.week import monday_of, week_of
from amtsfunk.pages import text

_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})\.(\d{4})")
_YEAR = re.compile(r"\d{4}")


class Length(StrEnum):
    week = "week"
    month = "month"
    year = "year"


class NoSpan(ValueError):
    """What was given names no span of this length."""


@dataclass(frozen=True, slots=True)
class Span:
    """From ``first`` to before ``after``, local days."""

    length: Length
    first: date
    after: date

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=number) for number in range((self.after - self.first).days))

    @property
    def name(self) -> str:
        """``2026-W49``, ``2026-11``, ``2026``: what ``span_of`` reads."""
        if self.length is Length.week:
            return week_of(self.first)
        return f"{self.first:%Y-%m}" if self.length is Length.month else f"{self.first.year}"

    @property
    def title(self) -> str:
        if self.length is Length.week:
            last = self.after - timedelta(days=1)
            week = self.first.isocalendar().week
            return f"Woche {week}: {german_day(self.first)} bis {german_day(last)}"
        if self.length is Length.month:
            return text.month_name(f"{self.first:%Y/%m}")
        return f"Jahr {self.first.year}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.after


def span_of(length: Length, named: str | None, today: date) -> Span:
    """The span that is named, by its number or as the one before (``voriger``); without a name the one that ``today``
    lies in. Raises NoSpan."""
    if named is not None and named.strip().casefold() in _PREVIOUS:
        return before(_around(length, today))
    try:
        first = _FIRST[length](named.strip()) if named is not None else today
        return _around(length, first)
    except (ValueError, OverflowError) as wrong:
        raise NoSpan(named) from wrong


def before(span: Span) -> Span:
    """The span of the same length that ends where this one begins."""
    return _around(span.length, span.first - timedelta(days=1))


def _around(length: Length, day: date) -> Span:
    if length is Length.week:
        monday = day - timedelta(days=day.weekday())
        return Span(length, monday, monday + timedelta(days=7))
    if length is Length.month:
        first = day.replace(day=1)
        return Span(length, first, (first + timedelta(days=31)).replace(day=1))
    return Span(length, date(day.year, 1, 1), date(day.year + 1, 1, 1))


def _week(named: str) -> date:
    return monday_of(named.upper())


def _month(named: str) -> date:
    found = _MONTH.fullmatch(named)
    if found is None:
        raise NoSpan(named)
    return date(int(found[1] or found[4]), int(found[2] or found[3]), 1)


def _year(named: str) -> date:
    if _YEAR.fullmatch(named) is None:
        raise NoSpan(named)
    return date(int(named), 1, 1)


_PREVIOUS = frozenset(f"{word}{ending}" for word in ("vorige", "letzte") for ending in ("", "r", "s", "n"))
_FIRST = {Length.week: _week, Length.month: _month, Length.year: _year}
