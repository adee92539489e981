"""``plans/rota.yml``: who is on duty, week by week, by short signs (R06, R17)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amtsfunk.model.base import Day, Frozen, Slug
from amtsfunk.model.week import IsoWeek, week_of


class DutyDay(Frozen):
    """A day that differs from its week. Without ``substitute`` that of the week stands in."""

    day: Day
    duty: Slug
    substitute: Slug | None = None


class DutyWeek(Frozen):
    week: IsoWeek
    duty: Slug
    substitute: Slug | None = None
    days: tuple[DutyDay, ...] = ()


class OnDuty(NamedTuple):
    """Signs of the team."""

    duty: str
    substitute: str | None


class Rota(Frozen):
    weeks: tuple[DutyWeek, ...]

    def on(self, day: date) -> OnDuty | None:
        """Who is on duty on a day; None where the rota has nobody."""
        own = next((week for week in self.weeks if week.week == week_of(day)), None)
        if own is None:
            return None
        other = next((one for one in own.days if one.day == day), None)
        if other is None:
            return OnDuty(own.duty, own.substitute)
        substitute = other.substitute or own.substitute
        return OnDuty(other.duty, substitute if substitute != other.duty else None)
