"""One server with the Mastodon API, as one exchange sees it: whose token it is, what it may do, which limits hold."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from amtsfunk.channels.access import Access, Bearer, Secret
from amtsfunk.channels.contract import Deferred, Keep, Request, Response
from amtsfunk.channels.hosts import base_of
from amtsfunk.channels.mastodon_status import id_of, object_of, setback

TOKEN = "token"  # noqa: S105 - the credential's name
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_VERIFIED = "verified"
_MISSING = (404, 405, 410, 501)
"""What servers answer that do not have an interface."""

Verifying = Generator[Request | Keep, Response, Deferred | None]


class Server:
    """``verify`` first. ``account_id``, ``handle`` and ``statuses`` (how many) are what the server said then."""

    def __init__(self, host: str, account_id: str, access: Access) -> None:
        self.base = base_of(host)
        self.host = host
        self.wanted = account_id
        self.account_id: str | None = None
        self.handle: str | None = None
        self.statuses: object = None
        self._token = access.secrets.get(TOKEN) or Secret("")
        self._kept = access.kept.get(_VERIFIED)

    def request(
        self, method: str, path: str, headers: Mapping[str, str] = _NO_HEADERS, body: bytes | None = None
    ) -> Request:
        """One that can be undone."""
        return Request(method, f"{self.base}{path}", headers, body, auth=Bearer(self._token))

    def decisive(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Request:
        """The one that counts."""
        return replace(self.request(method, path, headers, body), irreversible=True)

    def verify(self, *, always: bool = False) -> Verifying:
        """None: the token is this very account's. That is kept, bound to the token: another one is asked about anew."""
        proof = Secret(sha256(f"{self.wanted} {self._token.reveal()}".encode()).hexdigest())
        if self._kept == proof and not always:
            return None
        answer = yield self.request("GET", "/api/v1/accounts/verify_credentials")
        said = object_of(answer)
        if answer.status != 200 or id_of(said.get("id")) is None:
            return setback(answer)
        self.account_id, self.handle = said["id"], self._handle(said.get("acct"))
        self.statuses = said.get("statuses_count")
        if self.account_id != self.wanted:
            return Deferred("wrong-account")
        yield Keep({_VERIFIED: proof})
        return None

    def limits(self) -> Generator[Request | Keep, Response, Mapping[str, int] | Deferred]:
        """By the names of ``model.limits``; empty where the server does not tell. Deferred: the token is refused."""
        for version in ("v2", "v1"):
            answer = yield self.request("GET", f"/api/{version}/instance")
            if answer.status in (401, 403):
                return setback(answer)
            found = limits_in(object_of(answer)) if answer.status == 200 else {}
            if found:
                return found
        return {}

    def scopes(self) -> Generator[Request | Keep, Response, tuple[str, ...] | Deferred]:
        """What the token's application asked for; empty where the server does not tell (Mastodon does since 4.3)."""
        answer = yield self.request("GET", "/api/v1/apps/verify_credentials")
        if answer.status in (401, 403):
            return setback(answer)
        said = object_of(answer).get("scopes") if answer.status == 200 else None
        words = said.split() if isinstance(said, str) else said
        return tuple(word for word in words if isinstance(word, str)) if isinstance(words, list) else ()

    def _handle(self, name: object) -> str | None:
        return f"@{name}@{self.host}" if isinstance(name, str) and name.isprintable() else None


def is_missing(answer: Response) -> bool:
    return answer.status in _MISSING


def limits_in(instance: Mapping[str, Any]) -> Mapping[str, int]:
    """The limits that an instance tells (``configuration`` since Mastodon 3.4.2, elsewhere ``max_toot_chars``)."""
    configuration = _inner(instance, "configuration")
    statuses, media = _inner(configuration, "statuses"), _inner(configuration, "media_attachments")
    found = {
        "characters": _count(statuses.get("max_characters")) or _count(instance.get("max_toot_chars")),
        "pictures": _count(statuses.get("max_media_attachments")),
        "alt": _count(media.get("description_limit")),
        "picture_bytes": _count(media.get("image_size_limit")),
    }
    return {name: count for name, count in found.items() if count is not None}


def _inner(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _count(value: object) -> int | None:
    """A number that is one; some servers write it as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
