"""When a forge's scheduler should look whether something is due: cron lines from the posting windows, and their price.

A scheduler is late as a rule, most of all at full hours (GitHub's documentation, „schedule"), so the minutes are odd
ones. Within the windows it looks three times an hour, which is what the preview promises („zwischen 09:00 und etwa
09:20"); after a window's end for what was due at its end, and once more when a quiet period is over; and every six
hours wherever nothing else looked, for what was left open. Merges are not waited for: they start a run by themselves.
Decision 0084 says what each look costs and why these are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from amtsfunk.model.authority import Hours, Weekday, Window

WITHIN = (7, 27, 47)
OTHERWISE = (0, 6, 12, 18)
OTHERWISE_AT = 41
_DAY = 24 * 60
_WEEK = 7 * _DAY
_AGAIN_AFTER = 40
"""Minutes from the first look after a window's end to the last: a claim's quiet period (20 minutes unless a channel
says otherwise) and the scheduler's lateness have passed then."""
_REACH = 6 * 60
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
    """Hours with the same minutes, and days with the same hours, share a line."""
    looks = sorted({look for window in hours.posting for look in _looks_of(window)})
    others = [hour for hour in OTHERWISE if not _is_covered(hour, looks)]
    lines = list(_lines(looks))
    if others:
        lines.append(f"{OTHERWISE_AT} {_ranges(others)} * * *")
    return Timetable(tuple(lines), len(looks) + 7 * len(others))


def _looks_of(window: Window) -> Iterator[int]:
    """Minutes of the week, Monday's first being 0, at which what is due in a window is looked for."""
    begins, ends = _minute(window.begins.hour, window.begins.minute), _minute(window.ends.hour, window.ends.minute)
    within = [look for look in _grid() if begins <= look < ends]
    after = next(look for look in _grid() if look >= ends)
    for day in window.days:
        start = list(Weekday).index(day) * _DAY
        for look in (*within, after, after + _AGAIN_AFTER):
            yield (start + look) % _WEEK


def _grid() -> Iterator[int]:
    """All looks of one day and of the first hour of the next."""
    return (hour * 60 + minute for hour in range(25) for minute in WITHIN)


def _minute(hour: int, minute: int) -> int:
    return hour * 60 + minute


def _is_covered(hour: int, looks: Iterable[int]) -> bool:
    """Whether on every day something looked in the six hours before this one would."""
    found = list(looks)
    at = _minute(hour, OTHERWISE_AT)
    return all(any(0 < (day * _DAY + at - look) % _WEEK <= _REACH for look in found) for day in range(7))


def _lines(looks: Iterable[int]) -> Iterator[str]:
    """The looks as cron expressions that name each of them once. Cron counts days from Sunday as 0."""
    minutes: dict[tuple[int, int], tuple[int, ...]] = {}
    for look in looks:
        day, rest = divmod(look, _DAY)
        minutes[day, rest // 60] = (*minutes.get((day, rest // 60), ()), rest % 60)
    by_day: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for (day, hour), found in minutes.items():
        by_day.setdefault((day, found), []).append(hour)
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = {}
    for (day, found), hours in by_day.items():
        groups.setdefault((found, tuple(hours)), []).append((day + 1) % 7)
    for (found, wanted), days in groups.items():
        yield f"{','.join(map(str, found))} {_ranges(wanted)} * * {_ranges(days)}"


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
