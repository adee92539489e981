"""Rules over what the law wants said about the authority: imprint and statement on accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from amtsfunk.rules.cases import Hits, PlansCase

if TYPE_CHECKING:
    from amtsfunk.model.authority import Authority

AUTHORITY, CHANNELS = "plans/authority.yml", "plans/channels.yml"
_PLACEHOLDER = re.compile(
    r"muster(?:mann|frau|stadt|stra(?:ß|ss)e|hausen|hafen|küste)|\bx{3,}\b|(?:…|\.{3,})\s*$|\bn\. ?n\.|\btodo\b|\btbd\b"
    r"|lorem ipsum|platzhalter|\bbeispiel\b|\?{2,}|<[^<>]*>",
    re.IGNORECASE,
)
_EXAMPLE_PHONE = re.compile(r"0?123456\d*|0{5,}|(?:49|0)3023125\d*|(?:49|0)4066969\d*|(?:49|0)22199998\d*")
"""Numbers that people type when they have none, and those that the regulator keeps free for films."""
_NOT_A_DIGIT = re.compile(r"\D")
_SECURITY_NOTICE, _A_YEAR = timedelta(days=30), timedelta(days=365)
_RESERVED = (".example", ".invalid", ".test", ".localhost")


def find_placeholder(case: PlansCase) -> Hits:
    """DDG § 5, MStV § 18: an imprint names somebody. An example may be made up."""
    authority = case.settings.authority
    if authority.example:
        return
    for path, value in _imprint(authority):
        digits = _NOT_A_DIGIT.sub("", value)
        if _PLACEHOLDER.search(value) or (path[-1] == "phone" and _EXAMPLE_PHONE.search(digits)):
            yield case.at(AUTHORITY, *path), {"key": path[-1], "value": value}


def find_reserved_host(case: PlansCase) -> Hits:
    """Names that end in ``.example`` belong to nobody, so a real authority has none (RFC 2606)."""
    authority = case.settings.authority
    if authority.example:
        return
    if _is_reserved(urlsplit(authority.website).hostname or ""):
        yield case.at(AUTHORITY, "website"), {"value": authority.website}
    for index, host in enumerate(authority.hosts):
        if _is_reserved(host):
            yield case.at(AUTHORITY, "hosts", index), {"value": host}
    if _is_reserved(authority.contact.email.rpartition("@")[2]):
        yield case.at(AUTHORITY, "contact", "email"), {"value": authority.contact.email}
    for name, channel in case.settings.channels.items():
        if not channel.closed and _is_reserved(channel.host):
            yield case.at(CHANNELS, "channels", name, "host"), {"value": channel.host}


def find_missing_accessibility_statement(case: PlansCase) -> Hits:
    """BITV 2.0 § 7: the statement says when it was made and on what grounds."""
    if case.settings.authority.accessibility is None:
        day = f"{case.today:%d.%m.%Y}"
        yield case.at(AUTHORITY), {"day": day}


def find_old_accessibility_statement(case: PlansCase) -> Hits:
    """BITV 2.0 § 7: looked at again every year."""
    statement = case.settings.authority.accessibility
    if statement is not None and statement.statement_on < _a_year_before(case.today):
        values = {"day": f"{statement.statement_on:%d.%m.%Y}"}
        yield case.at(AUTHORITY, "accessibility", "statement_on"), values


def find_expired_security_contact(case: PlansCase) -> Hits:
    """RFC 9116 § 2.5.5: whoever finds a weak spot does not use a security.txt whose day is past."""
    security = case.settings.authority.security
    if security is not None and security.expires < case.today:
        yield case.at(AUTHORITY, "security", "expires"), {"day": f"{security.expires:%d.%m.%Y}"}


def find_expiring_security_contact(case: PlansCase) -> Hits:
    """A month is enough to ask whether the contacts are still right."""
    security = case.settings.authority.security
    if security is not None and case.today <= security.expires < case.today + _SECURITY_NOTICE:
        yield case.at(AUTHORITY, "security", "expires"), {"day": f"{security.expires:%d.%m.%Y}"}


def find_far_security_contact(case: PlansCase) -> Hits:
    """RFC 9116 § 2.5.5: less than a year ahead, so that somebody looks at it once a year."""
    security = case.settings.authority.security
    if security is not None and security.expires > case.today + _A_YEAR:
        yield case.at(AUTHORITY, "security", "expires"), {"day": f"{security.expires:%d.%m.%Y}"}


def _imprint(authority: Authority) -> Iterator[tuple[tuple[str, ...], str]]:
    yield ("name",), authority.name
    for group in ("contact", "imprint"):
        for key, value in getattr(authority, group):
            if value is not None:
                yield (group, key), value


def _is_reserved(host: str) -> bool:
    return host.lower().rstrip(".").endswith(_RESERVED)


def _a_year_before(day: date) -> date:
    """The same day last year; the 28th of February for the 29th."""
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)
