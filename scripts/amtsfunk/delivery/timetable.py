"""When a forge's scheduler should look whether something is due: cron lines from the posting windows, and their price.

A scheduler is late as a rule, most of all at full hours (GitHub's documentation, „schedule"), so the minutes are odd
ones. Within the windows it looks three times an hour, which is what the preview promises („zwischen 09:00 und etwa
09:20"); else four times a day, for what was left open. Merges are not waited for: they start a run by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from amtsfunk.model.authority import Hours, Weekday, Window

WITHIN = (7, 27, 47)
OTHERWISE = "41 */6 * * *"
_RUNS_OTHERWISE = 4
_DAYS = {day: (place + 1) % 7 for place, day in enumerate(Weekday)}
"""Cron counts from Sunday as 0."""
_WEEKS_A_MONTH = 365.25 / 12 / 7


@dataclass(frozen=True, slots=True)
class Timetable:
    """``lines``: cron expressions of local time; ``runs_a_week``: how often they fire together."""

    lines: tuple[str, ...]
    runs_a_week: int

    def billed_minutes(self, a_run: int) -> int:
        """Minutes a month, where a run without anything to do counts ``a_run`` whole minutes: a job is billed by whole
        ones. Merges, sendings and what they build come on top."""
        return ceil(self.runs_a_week * _WEEKS_A_MONTH) * a_run


def timetable(hours: Hours) -> Timetable:
    """Days with the same hours share a line."""
    by_day = {day: _hours_of(day, hours.posting) for day in Weekday}
    groups: dict[frozenset[int], list[int]] = {}
    for day, wanted in by_day.items():
        if wanted:
            groups.setdefault(wanted, []).append(_DAYS[day])
    minutes = ",".join(map(str, WITHIN))
    lines = [f"{minutes} {_ranges(wanted)} * * {_ranges(days)}" for wanted, days in groups.items()]
    runs = sum(len(wanted) for wanted in by_day.values()) * len(WITHIN) + 7 * _RUNS_OTHERWISE
    return Timetable((*lines, OTHERWISE), runs)


def _hours_of(day: Weekday, windows: Iterable[Window]) -> frozenset[int]:
    """The last hour counts too: what is due at a window's end is looked for after it."""
    found = (range(window.begins.hour, window.ends.hour + 1) for window in windows if day in window.days)
    return frozenset(hour for hours in found for hour in hours)


def _ranges(numbers: Iterable[int]) -> str:
    """``8,9,10,12`` → ``8-10,12``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(_span(span) for span in spans)


def _span(span: Sequence[int]) -> str:
    first, last = span
    return str(first) if first == last else f"{first}-{last}"
