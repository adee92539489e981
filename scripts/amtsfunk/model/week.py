"""Weeks by ISO 8601 (``2026-W49``, Monday to Sunday), and ``plans/weeks/<week>.yml``: what is planned in one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from amtsfunk.model.base import Frozen, Line, Moment, Slug

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_WEEK_PATTERN = r"^\d{4}-W\d{2}$"


def monday_of(week: str) -> date:
    """``2026-W49`` → 30 November 2026. Raises ValueError („week“) where there is no such week: only some years have
    a 53rd one."""
    match = _WEEK.fullmatch(week.strip())
    if match is None or not 1900 <= int(match[1]) <= 2200:
        raise ValueError("week")
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError as unknown:
        raise ValueError("week") from unknown


def week_of(day: date) -> str:
    """The week that a day belongs to; 1 January may belong to a week of the year before."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def days_of(week: str) -> tuple[date, ...]:
    """Monday to Sunday."""
    monday = monday_of(week)
    return tuple(monday + timedelta(days=number) for number in range(7))


def _check_week(text: str) -> str:
    monday_of(text)
    return text


IsoWeek = Annotated[
    str,
    AfterValidator(_check_week),
    WithJsonSchema({"type": "string", "pattern": _WEEK_PATTERN, "examples": ["2026-W49"]}),
]


class PlannedSlot(Frozen):
    """One place in the plan. Without ``post`` it is free; then ``idea`` says what it could hold. Without ``at`` it
    belongs to its week and no more is decided yet."""

    at: Moment | None = None
    channels: Annotated[tuple[Slug, ...], Field(min_length=1)]
    topic: Slug
    post: Slug | None = None
    idea: Line | None = None
    owner: Slug | None = None

    @property
    def is_free(self) -> bool:
        return self.post is None


class WeekPlan(Frozen):
    """``week`` is also the name of the file (R18)."""

    week: IsoWeek
    focus: Line | None = None
    slots: tuple[PlannedSlot, ...]
