"""The base of all models, and the scalar types that several of them share.

Scalars arrive as text (the YAML reader types nothing), so every type here reads text.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

_TRUE = frozenset({"true", "yes", "on", "ja", "1"})
_FALSE = frozenset({"false", "no", "off", "nein", "0"})
_DURATION = re.compile(r"([0-9]{1,4})\s*(min|h|d|Minuten?|Stunden?|Tage?)", re.IGNORECASE)
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?::[0-9]{1,5})?(?:/[!-~]*)?")
"""The short way for nearly all addresses; every other one is taken apart."""
_YEARS = range(1900, 2201)
_MINUTES = {"min": 1, "h": 60, "d": 1440, "m": 1, "s": 60, "t": 1440}


class Frozen(BaseModel):
    """Frozen, and strict about unknown keys."""

    # Most runs read a few kinds of files. A model is built at its first use, so those not needed cost nothing.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True, defer_build=True
    )


def _read_flag(value: Any) -> Any:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        raise ValueError("flag")
    return value


def read_duration(value: Any) -> Any:
    """``30 min``, ``2 h``, ``1 d`` → timedelta. Elapsed time, so a day is 24 hours (DELIVERY.md § 4)."""
    if isinstance(value, str):
        match = _DURATION.fullmatch(value.strip())
        if match is None:
            raise ValueError("duration")
        unit = match[2].lower()
        return timedelta(minutes=int(match[1]) * _MINUTES.get(unit, _MINUTES[unit[0]]))
    return value


def _read_day(value: Any) -> Any:
    """``2026-12-01`` or ``01.12.2026`` → date, in the years 1900 to 2200."""
    if isinstance(value, str):
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                day = datetime.strptime(value.strip(), pattern).date()
            except ValueError:
                continue
            if day.year in _YEARS:
                return day
        raise ValueError("day")
    return value


def read_moment(value: Any, info: ValidationInfo) -> Any:
    """A time as written → aware UTC. How text becomes a time needs the authority's zone, so the reader is handed in
    as ``context={"moment": callable}``; it raises a ValueError of its own kind for times that cannot be."""
    if isinstance(value, str):
        if info.context is None:
            raise ValueError("moment")
        return info.context["moment"](value)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("moment")
    return value


def _check_https(value: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
    parts = urlsplit(value)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("address")
    return value


_FLAG_WORDS = [True, False, "ja", "nein", "yes", "no", "on", "off", "true", "false"]
_DURATION_PATTERN = r"^\d{1,4} *(min|h|d|Minuten?|Stunden?|Tage?)$"
_DAY_PATTERN = r"^(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})$"
MOMENT_PATTERN = r"^(\d{4}-\d{2}-\d{2}[T ]+|\d{1,2}\.\d{1,2}\.\d{4} +)\d{1,2}:\d{2}(:\d{2})?( *(Z|[+-]\d{2}:\d{2}))?$"
MOMENT_EXAMPLES = ["01.12.2026 09:00", "2026-12-01 09:00"]

Flag = Annotated[bool, BeforeValidator(_read_flag), WithJsonSchema({"enum": _FLAG_WORDS, "examples": ["ja", "nein"]})]
Duration = Annotated[
    timedelta,
    BeforeValidator(read_duration),
    WithJsonSchema({"type": "string", "pattern": _DURATION_PATTERN, "examples": ["30 min", "2 h", "1 d"]}),
]
Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "pattern": _DAY_PATTERN, "examples": ["01.12.2026", "2026-12-01"]}),
]
Moment = Annotated[
    datetime,
    BeforeValidator(read_moment),
    WithJsonSchema({"type": "string", "pattern": MOMENT_PATTERN, "examples": MOMENT_EXAMPLES}),
]
"""A time in the authority's zone, or with an offset of its own; aware and UTC once read."""
Address = Annotated[str, AfterValidator(_check_https)]
"""An absolute web address. Whether it must be https is a rule's business, not the type's."""
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\r\n]*$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
PublicKey = Annotated[
    str, StringConstraints(pattern=r"^(ssh-ed25519|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/=]+( [^\r\n]*)?$")
]
"""One line of an OpenSSH public key file."""
