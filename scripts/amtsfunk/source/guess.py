"""What somebody probably meant by a value that cannot be read: a form that can, or an empty text.

Nothing here is ever taken for what was meant; it is what a message proposes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from amtsfunk.source.times import YEARS, suggest_time

_DAY = re.compile(r"\s*(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?P<rest>.*)")
_ISO_DAY = re.compile(r"\s*(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?P<rest>.*)")
_SPAN = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>[A-Za-z.]*)")
_UNITS = (("min", "min"), ("st", "h"), ("h", "h"), ("t", "d"), ("d", "d"), ("m", "min"))
_CLOCK = re.compile(r"(?:um\s+)?(?P<hour>\d{1,2})(?:[:.hH](?P<minute>\d{2}))?\s*(?:Uhr|h)?")
_HOST = re.compile(r"(?:https?:/{0,2})?(?P<rest>(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)", re.IGNORECASE)
_FLAGS = {"wahr": "ja", "x": "ja", "j": "ja", "y": "ja", "falsch": "nein", "n": "nein", "kein": "nein", "keine": "nein"}

_WEEK = re.compile(
    r"(?P<year>\d{4})\W*(?:KW|W)?\W*(?P<number>\d{1,2})|(?:KW|W)?\W*(?P<first>\d{1,2})\W+(?P<last>\d{4})", re.IGNORECASE
)
_SLOTS = {"uhrzeit": "time", "zeit": "time", "zahl": "number", "nummer": "number", "anzahl": "number"}


def missing_day(text: str, *, with_time: bool) -> tuple[int, int, str, str] | None:
    """A date that no calendar has, such as ``31.11.2026 09:00`` → (month, days that it has, the same on its last day,
    the same on the day after). None for every other text."""
    match = _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if year not in YEARS or not 1 <= month <= 12 or not monthrange(year, month)[1] < day <= 31:
        return None
    length = monthrange(year, month)[1]
    last = date(year, month, length)
    days = [f"{one:%d.%m.%Y}" for one in (last, last + timedelta(days=1))]
    if with_time:
        days = [suggest_time(one + match["rest"].replace("T", " ", 1)) or suggest_time(one) for one in days]
    return month, length, days[0], days[1]


def guess(expected: str, text: str) -> str:
    """A value of the form ``expected`` (``problems.EXPECTED``) that ``text`` probably means."""
    function = _GUESSES.get(expected)
    return function(text.strip()) if function is not None else ""


def _guess_day(text: str) -> str:
    return suggest_time(text)[:10]


def _guess_duration(text: str) -> str:
    match = _SPAN.fullmatch(text)
    if match is None:
        return ""
    unit = match["unit"].lower()
    if unit.startswith("w"):
        return f"{int(match['number']) * 7} d"
    found = next((meant for start, meant in _UNITS if unit.startswith(start)), "min" if not unit else "")
    return f"{int(match['number'])} {found}" if found else ""


def _guess_clock(text: str) -> str:
    match = _CLOCK.fullmatch(text)
    if match is None or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return ""
    return f"{int(match['hour']):02}:{match['minute'] or '00'}"


def _guess_address(text: str) -> str:
    match = _HOST.fullmatch(text)
    return f"https://{match['rest']}" if match else ""


def _guess_flag(text: str) -> str:
    return _FLAGS.get(text.lower(), "")


def _guess_week(text: str) -> str:
    match = _WEEK.fullmatch(text)
    if match is None:
        return ""
    year, number = match["year"] or match["last"], match["number"] or match["first"]
    try:
        date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return ""
    return f"{year}-W{int(number):02}"


def _guess_slot(text: str) -> str:
    if found := _SLOTS.get(text.lower()):
        return found
    choices = [one.strip() for one in text.split(",") if one.strip()]
    return f"[{', '.join(choices)}]" if len(choices) > 1 else ""


_GUESSES: Mapping[str, Callable[[str], str]] = {
    "day": _guess_day,
    "duration": _guess_duration,
    "duration-or-time": lambda text: _guess_duration(text) or suggest_time(text),
    "clock": _guess_clock,
    "address": _guess_address,
    "flag": _guess_flag,
    "week": _guess_week,
    "slot": _guess_slot,
}
