"""Local times as editors write them → aware UTC, or a TimeProblem that says why not.

Forms: ``01.12.2026 09:00``, ``2026-12-01 09:00`` (also with ``T`` and seconds), either with an offset (``+01:00``,
``Z``) where the hour would otherwise be one of two. Nothing is guessed: an hour that the clock skips or repeats is a
problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

Kind = Literal["nonexistent", "ambiguous", "unreadable"]

_TIME = re.compile(
    r"(?:(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})|(?P<Y>[0-9]{4})-(?P<M>[0-9]{2})-(?P<D>[0-9]{2}))"
    r"(?:T|[ ]+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,6})?)?"
    r"[ ]*(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_LOOSE = re.compile(
    r"(?P<d>[0-9]{1,2})[.\-/ ]+(?P<m>[0-9]{1,2})[.\-/ ]+(?P<y>[0-9]{4}|[0-9]{2})\b"
    r"(?:[ ,]+(?:um[ ]+)?(?P<hour>[0-9]{1,2})(?:[:.hH](?P<minute>[0-9]{2}))?(?:[ ]*(?:Uhr|h))?)?[ ]*"
)
_ISO_DAY = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[T ,]+(?P<rest>.*))?")
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_NAMED_MONTH = re.compile(r"(?P<d>[0-9]{1,2})\.?[ ]*(?P<name>[A-Za-zä]{3,9})\.?[ ]*(?P<rest>[0-9]{4}\b.*)")
_WEEKDAY = re.compile(
    r"(?:(?:am|den|ab)[ ]+)*(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*\.?,?[ ]+(?:(?:den|dem)[ ]+)?", re.IGNORECASE
)
_HOUR = re.compile(r"(?:um[ ]+)?(?P<hour>[0-9]{1,2})(?:[:.hH](?P<minute>[0-9]{2}))?[ ]*(?:Uhr|h)?")


YEARS = range(1900, 2201)
"""A year beyond these is a slip of the hand. What is reckoned from a time here stays far from where calendars end."""


class TimeProblem(ValueError):
    """Why a text is no time. ``values`` fill the message: ``fixed``, or of an ambiguous hour ``first``, ``second``."""

    def __init__(self, kind: Kind, values: Mapping[str, str]) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = values


def parse_local(text: str, zone: ZoneInfo) -> datetime:
    """A time in the authority's zone → aware UTC. Raises TimeProblem."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise TimeProblem("unreadable", {"fixed": suggest_time(text)})
    day, month, year, iso_year, iso_month, iso_day, hour, minute, second, offset = match.groups()
    if int(year or iso_year) not in YEARS:
        raise TimeProblem("unreadable", {"fixed": ""})
    try:
        naive = datetime(
            int(year or iso_year),
            int(month or iso_month),
            int(day or iso_day),
            int(hour),
            int(minute),
            int(second or 0),
        )
        if offset:
            return naive.replace(tzinfo=_read_offset(offset)).astimezone(UTC)
        return _resolve(naive, zone)
    except (OverflowError, ValueError) as impossible:
        if isinstance(impossible, TimeProblem):
            raise
        raise TimeProblem("unreadable", {"fixed": ""}) from impossible


def parse_now(text: str, zone: ZoneInfo) -> datetime:
    """``--now`` and ``example_now``: RFC 3339 with an offset, or a local time → aware UTC. Raises TimeProblem."""
    return parse_local(text, zone)


def suggest_time(text: str) -> str:
    """The time that a loosely written one probably means, in a form that can be read; empty where none can be known."""
    plain = _without_names(" ".join(text.replace("Uhr", " Uhr").split()))
    if match := _LOOSE.fullmatch(plain):
        year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
        return _spell(year, match["m"], match["d"], match["hour"], match["minute"])
    if match := _ISO_DAY.fullmatch(plain):
        clock = _HOUR.fullmatch((match["rest"] or "").strip())
        hour, minute = (clock["hour"], clock["minute"]) if clock else (None, None)
        return _spell(int(match["y"]), match["m"], match["d"], hour, minute)
    return ""


def _without_names(text: str) -> str:
    """``Dienstag, 8. Dezember 2026`` → ``8.12.2026``; other texts as they are."""
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    match = _NAMED_MONTH.fullmatch(text)
    name = match["name"].casefold().replace("mae", "mär")[:3] if match else ""
    if match is None or name not in _MONTHS:
        return text
    return f"{match['d']}.{_MONTHS.index(name) + 1}.{match['rest']}"


def _spell(year: int, month: str, day: str, hour: str | None, minute: str | None) -> str:
    if year not in YEARS:
        return ""
    try:
        return datetime(year, int(month), int(day), int(hour or 9), int(minute or 0)).strftime("%d.%m.%Y %H:%M")
    except ValueError:
        return ""


def _read_offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError("offset")
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def _resolve(naive: datetime, zone: ZoneInfo) -> datetime:
    first = naive.replace(tzinfo=zone)
    later = first.replace(fold=1)
    instant = first.astimezone(UTC)
    if first.utcoffset() == later.utcoffset():
        return instant
    written = f"{naive:%Y-%m-%d %H:%M}"
    if instant.astimezone(zone).replace(tzinfo=None) != naive:
        raise TimeProblem("nonexistent", {"fixed": f"{instant.astimezone(zone):%d.%m.%Y %H:%M}"})
    raise TimeProblem("ambiguous", {"first": written + _spell_offset(first), "second": written + _spell_offset(later)})


def spell_local(moment: datetime, zone: ZoneInfo) -> str:
    """What ``parse_local`` reads: ``01.12.2026 09:00``, with the offset where the clock shows that hour twice."""
    local = moment.astimezone(zone)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%d.%m.%Y %H:%M}" + (_spell_offset(local) if twice else "")


def _spell_offset(moment: datetime) -> str:
    text = f"{moment:%z}"
    return f" {text[:3]}:{text[3:5]}"
