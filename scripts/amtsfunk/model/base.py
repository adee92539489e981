"""The base of all models, and the scalar types that several of them share.

Scalars arrive as text (the YAML reader types nothing), so every type here reads text.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

_TRUE = frozenset({"true", "yes", "on", "ja", "1"})
_FALSE = frozenset({"false", "no", "off", "nein", "0"})
_DURATION = re.compile(r"(\d{1,4})\s*(min|h|d|Minuten?|Stunden?|Tage?|Tag)", re.IGNORECASE)
_MINUTES = {"min": 1, "h": 60, "d": 1440, "m": 1, "s": 60, "t": 1440}


class Frozen(BaseModel):
    """Frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True)


def _read_flag(value: Any) -> Any:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        raise ValueError("flag")
    return value


def _read_duration(value: Any) -> Any:
    """``30 min``, ``2 h``, ``1 d`` → timedelta. Elapsed time, so a day is 24 hours (DELIVERY.md § 4)."""
    if isinstance(value, str):
        match = _DURATION.fullmatch(value.strip())
        if match is None:
            raise ValueError("duration")
        unit = match[2].lower()
        return timedelta(minutes=int(match[1]) * _MINUTES.get(unit, _MINUTES[unit[0]]))
    return value


def _read_day(value: Any) -> Any:
    """``2026-12-01`` or ``01.12.2026`` → date."""
    if isinstance(value, str):
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(value.strip(), pattern).date()
            except ValueError:
                continue
        raise ValueError("day")
    return value


def _check_https(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("address")
    return value


Flag = Annotated[bool, BeforeValidator(_read_flag)]
Duration = Annotated[timedelta, BeforeValidator(_read_duration)]
Day = Annotated[date, BeforeValidator(_read_day)]
Address = Annotated[str, AfterValidator(_check_https)]
"""An absolute web address. Whether it must be https is a rule's business, not the type's."""
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\r\n]*$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
PublicKey = Annotated[
    str, StringConstraints(pattern=r"^(ssh-ed25519|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/=]+( [^\r\n]*)?$")
]
"""One line of an OpenSSH public key file."""
