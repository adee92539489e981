"""Rules over the rota: who is on duty, and whether that can be (R06, R17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from amtsfunk.model.team import Person, Role
from amtsfunk.model.week import days_of, week_of
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.source.paths import ROTA

_ON_DUTY = frozenset({Role.cvd, Role.press, Role.spokesperson, Role.deputy})


class _Duty(NamedTuple):
    """One sign in the rota, the days for which it stands there, and where."""

    sign: str
    days: tuple[date, ...]
    path: tuple[str | int, ...]


def find_repeated_week(case: OfficeCase) -> Hits:
    """The first entry counts; the second would be believed by whoever reads it."""
    weeks: set[str] = set()
    for index, week in enumerate(case.office.rota.weeks if case.office.rota else ()):
        if week.week in weeks:
            yield case.at(ROTA, "weeks", index, "week"), {"value": week.week}
        weeks.add(week.week)
        days: set[date] = set()
        for place, day in enumerate(week.days):
            if day.day in days:
                yield case.at(ROTA, "weeks", index, "days", place, "day"), {"value": f"{day.day:%d.%m.%Y}"}
            days.add(day.day)


def find_day_outside_week(case: OfficeCase) -> Hits:
    for index, week in enumerate(case.office.rota.weeks if case.office.rota else ()):
        for place, day in enumerate(week.days):
            own = week_of(day.day)
            if own != week.week:
                values = {"day": f"{day.day:%d.%m.%Y}", "week": week.week, "own": own}
                yield case.at(ROTA, "weeks", index, "days", place, "day"), values


def find_own_substitute(case: OfficeCase) -> Hits:
    """R06: whoever falls ill cannot stand in for himself."""
    for index, week in enumerate(case.office.rota.weeks if case.office.rota else ()):
        if week.duty == week.substitute:
            yield case.at(ROTA, "weeks", index, "substitute"), {"value": week.duty}
        for place, day in enumerate(week.days):
            if day.duty == day.substitute:
                yield case.at(ROTA, "weeks", index, "days", place, "substitute"), {"value": day.duty}


def find_duty_without_role(case: OfficeCase) -> Hits:
    for duty, person in _coming(case):
        if not _ON_DUTY.intersection(person.roles):
            yield case.at(ROTA, *duty.path), {"value": duty.sign}


def find_duty_while_away(case: OfficeCase) -> Hits:
    """Whoever has left, or has not come yet, is not on duty."""
    for duty, person in _coming(case):
        away = [day for day in duty.days if not _works_on(case, person, day)]
        if away:
            yield case.at(ROTA, *duty.path), {"value": duty.sign, "day": f"{away[0]:%d.%m.%Y}"}


def find_duty_untrained(case: OfficeCase) -> Hits:
    """R17, R78: training that has run out by then. Who names no day is not asked."""
    for duty, person in _coming(case):
        until = person.trained_until
        if until is not None and until < duty.days[-1]:
            values = {"value": duty.sign, "until": f"{until:%d.%m.%Y}", "day": f"{duty.days[-1]:%d.%m.%Y}"}
            yield case.at(ROTA, *duty.path), values


def _works_on(case: OfficeCase, person: Person, day: date) -> bool:
    if person.since is not None and day < person.since:
        return False
    if person.revoked is not None and person.revoked.astimezone(case.settings.authority.zone).date() <= day:
        return False
    return person.until is None or day <= person.until


def _coming(case: OfficeCase) -> Iterator[tuple[_Duty, Person]]:
    """Duties of today and later, by people whom the team has; what is past needs no mending."""
    for duty in _duties(case):
        person = case.settings.people.get(duty.sign)
        days = tuple(day for day in duty.days if day >= case.today)
        if person is not None and days:
            yield duty._replace(days=days), person


def _duties(case: OfficeCase) -> Iterator[_Duty]:
    for index, week in enumerate(case.office.rota.weeks if case.office.rota else ()):
        own = {day.day for day in week.days}
        rest = tuple(day for day in days_of(week.week) if day not in own)
        path = ("weeks", index)
        yield _Duty(week.duty, rest, (*path, "duty"))
        if week.substitute is not None:
            yield _Duty(week.substitute, days_of(week.week), (*path, "substitute"))
        for place, day in enumerate(week.days):
            yield _Duty(day.duty, (day.day,), (*path, "days", place, "duty"))
            if day.substitute is not None:
                yield _Duty(day.substitute, (day.day,), (*path, "days", place, "substitute"))
