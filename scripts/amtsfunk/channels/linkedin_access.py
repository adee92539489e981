"""What LinkedIn says of a token: which role its person has on the page, and when it ends.

The end is told only to the application that the token was made for, so it is asked where that one's id and secret are
configured; nothing else needs them. Sources: learn.microsoft.com, Organization Access Control, Token Introspection.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from amtsfunk.channels.access import Access
from amtsfunk.channels.answers import said_by
from amtsfunk.channels.contract import Account, Examination, Health, Keep, Request, Response
from amtsfunk.channels.hosts import base_of
from amtsfunk.channels.linkedin_answers import asking, setback
from amtsfunk.channels.networks import network_of

TOKEN = "access_token"  # noqa: S105 - the name of one
APPLICATION = ("client_id", "client_secret")
SECRETS: tuple[tuple[str, ...], ...] = ((TOKEN,), (TOKEN, *APPLICATION))
_FORM: Mapping[str, str] = {"content-type": "application/x-www-form-urlencoded"}
_ADMINISTRATORS = ("ADMINISTRATOR", "CONTENT_ADMINISTRATOR", "DIRECT_SPONSORED_CONTENT_POSTER")


def examine(account: Account, access: Access) -> Examination:
    answer = yield asking("GET", account.host, "/rest/organizationAcls?q=roleAssignee&count=100", access)
    if answer.status != 200:
        return Health(works=False, problem="scope" if answer.status == 403 else setback(answer).reason)
    held = tuple(_roles_on(account.account_id, said_by(answer)))
    may_post = bool(set(held) & set(_ADMINISTRATORS))
    ends = (yield from _end_of(account.host, access)) if access.has(*APPLICATION) else None
    return Health(
        works=may_post,
        account_id=account.account_id if held else None,
        may=held,
        ends=ends,
        limits=_limits(),
        problem=None if may_post else ("scope" if held else "wrong-account"),
    )


def _roles_on(page: str, said: Mapping[str, Any]) -> list[str]:
    roles = said.get("elements")
    return [
        str(item.get("role"))
        for item in (roles if isinstance(roles, list) else [])
        if isinstance(item, dict)
        and item.get("state") == "APPROVED"
        and page in (item.get("organization"), item.get("organizationTarget"))
    ]


def _end_of(host: str, access: Access) -> Generator[Request | Keep, Response, datetime | None]:
    """When the token ends, in UTC; None where LinkedIn does not say. The roles have shown already that it works."""
    values = {name: access.secrets[name].reveal() for name in APPLICATION}
    body = urlencode({**values, "token": access.secrets[TOKEN].reveal()}).encode()
    answer = yield Request("POST", f"{base_of(host, 'www.linkedin.com')}/oauth/v2/introspectToken", _FORM, body)
    ends = said_by(answer).get("expires_at") if answer.status == 200 else None
    try:
        return datetime.fromtimestamp(ends, UTC) if isinstance(ends, int) and not isinstance(ends, bool) else None
    except (OverflowError, ValueError, OSError):
        return None


def _limits() -> dict[str, int]:
    row = network_of("linkedin")
    media = {"pictures": row.media.pictures, "alt": row.media.alt, "picture_bytes": row.media.size}
    return {**{text.unit: text.limit for text in row.texts}, **media}
