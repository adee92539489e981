"""``/.well-known/security.txt`` (RFC 9116): who hears of a weak spot on the public site (``plans/authority.yml``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from amtsfunk.pages.facts import Page

if TYPE_CHECKING:
    from amtsfunk.model.authority import Authority

SECURITY_TXT = ".well-known/security.txt"


def security_page(authority: Authority, today: date) -> Iterator[Page]:
    """No file where the authority names nobody, or where the site begins below the root of its host: programs look
    for it at the root and nowhere else (RFC 9116 § 3). Nor one whose day is past: nobody may use it (§ 2.5.5), and an
    address that may be wrong is worse than none. The check says so (``expired-security-contact``)."""
    security = authority.security
    if security is None or security.expires < today or urlsplit(authority.website).path.strip("/"):
        return
    data = "".join(f"{line}\n" for line in _lines(authority)).encode()
    yield Page.holding(SECURITY_TXT, data)


def _lines(authority: Authority) -> Iterator[str]:
    security = authority.security
    if security is None:
        return
    for contact in security.contact:
        yield f"Contact: {contact if contact.startswith('https://') else f'mailto:{contact}'}"
    end_of_day = datetime.combine(security.expires, time(23, 59, 59), authority.zone)
    yield f"Expires: {end_of_day.isoformat()}"
    yield f"Preferred-Languages: {', '.join(security.languages)}"
    yield f"Canonical: {authority.website.rstrip('/')}/{SECURITY_TXT}"
