"""When an office may post: its windows, the holidays of its Land, and the next time that is inside (R02, R05)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtsfunk.model.authority import Hours, Weekday
from amtsfunk.model.settings import Settings

if TYPE_CHECKING:
    from holidays.countries.germany import Germany

_WEEKDAYS = tuple(Weekday)
_DAYS_AHEAD = 21
"""An office that is closed for longer than that gets no suggestion."""


def holiday_of(land: str, day: date) -> str | None:
    """The public holiday in a Land (``NI``), by its German name; an unknown Land has those of the whole country."""
    return _holidays(land, day.year).get(day)


@lru_cache(maxsize=64)
def _holidays(land: str, year: int) -> Mapping[date, str]:
    germany = _germany()
    known = land if land in germany.subdivisions else None
    return dict(germany(subdiv=known, years=year, language="de").items())


@lru_cache(maxsize=1)
def _germany() -> type[Germany]:
    """The country's class from its module alone: what stands above it in the package would first load all the other
    countries, which takes longer than to check five hundred posts. Where the module is no longer there, all of it."""
    from importlib.machinery import PathFinder  # noqa: PLC0415 - few checks meet a post that is still to come
    from importlib.util import module_from_spec  # noqa: PLC0415

    import holidays  # noqa: PLC0415

    spec = PathFinder.find_spec("germany", [f"{place}/countries" for place in holidays.__path__])
    if spec is None or spec.loader is None:
        from holidays.countries.germany import Germany  # noqa: PLC0415

        return Germany
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[Germany] = module.Germany
    return found


@dataclass(frozen=True, slots=True)
class Calendar:
    """One office's calendar. Without ``hours`` it is always open."""

    zone: ZoneInfo
    land: str
    hours: Hours | None

    @classmethod
    def of(cls, settings: Settings) -> Calendar:
        return cls(settings.authority.zone, settings.authority.land, settings.hours)

    def is_open(self, moment: datetime) -> bool:
        """Whether an aware time lies inside a posting window; holidays are asked for with ``holiday``."""
        if self.hours is None:
            return True
        local = moment.astimezone(self.zone)
        clock, name = local.time(), _WEEKDAYS[local.weekday()]
        for window in self.hours.posting:  # noqa: SIM110 - every post that is still to come asks
            if window.begins <= clock < window.ends and name in window.days:
                return True
        return False

    def holiday(self, moment: datetime) -> str | None:
        """The holiday on which nobody is there at an aware time; None where holidays are days like any other."""
        if self.hours is None or not self.hours.closed_on_holidays:
            return None
        return holiday_of(self.land, moment.astimezone(self.zone).date())

    def windows(self, day: date) -> list[tuple[time, time]]:
        """The posting windows of a weekday, in their order."""
        if self.hours is None:
            return [(time(0), time.max)]
        name = _WEEKDAYS[day.weekday()]
        return sorted((window.begins, window.ends) for window in self.hours.posting if name in window.days)

    def next_open(self, after: datetime) -> datetime | None:
        """The first quarter of an hour from an aware time on that is inside a window and on no holiday, local."""
        earliest = _next_quarter(after.astimezone(self.zone))
        for ahead in range(_DAYS_AHEAD):
            day = earliest.date() + timedelta(days=ahead)
            for begins, ends in self.windows(day):
                found = datetime.combine(day, begins, self.zone)
                if day == earliest.date() and begins < earliest.time():
                    found = earliest
                if found.time() < ends and self.holiday(found) is None:
                    return found
        return None

    def spell(self, moment: datetime) -> str:
        """A time as an editor writes it: ``01.12.2026 09:00``."""
        return f"{moment.astimezone(self.zone):%d.%m.%Y %H:%M}"


def _next_quarter(local: datetime) -> datetime:
    past = timedelta(minutes=local.minute % 15, seconds=local.second, microseconds=local.microsecond)
    return local if not past else local - past + timedelta(minutes=15)
