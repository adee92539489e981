"""Rules over days with other answer hours: each says one thing, once, and is taken away when it is over (R05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amtsfunk.rules.cases import Hits, PlansCase

if TYPE_CHECKING:
    from amtsfunk.model.authority import HoursException

_HOURS = "plans/hours.yml"


def find_unclear_exception(case: PlansCase) -> Hits:
    """R05: readers and the line of today need to know whether somebody answers, and when."""
    seen: list[HoursException] = []
    for index, one in enumerate(_exceptions(case)):
        problem = _problem(one) or ("twice" if any(_share_a_day(one, other) for other in seen) else None)
        if problem is not None:
            yield case.at(_HOURS, "exceptions", index), {"day": f"{one.day:%d.%m.%Y}", "problem": problem}
        seen.append(one)


def find_past_exception(case: PlansCase) -> Hits:
    """What is over is shown to nobody; a list of it only hides what is to come."""
    for index, one in enumerate(_exceptions(case)):
        if one.last < case.today:
            yield case.at(_HOURS, "exceptions", index), {"day": f"{one.last:%d.%m.%Y}", "because": one.because}


def _problem(one: HoursException) -> str | None:
    if one.until is not None and one.until < one.day:
        return "until"
    if one.closed:
        return "both" if one.begins or one.ends else None
    if one.begins is None or one.ends is None:
        return "neither"
    return "reversed" if one.ends <= one.begins else None


def _share_a_day(one: HoursException, other: HoursException) -> bool:
    return one.day <= other.last and other.day <= one.last


def _exceptions(case: PlansCase) -> tuple[HoursException, ...]:
    return case.settings.hours.exceptions if case.settings.hours else ()
