"""A session with a Bluesky server (a PDS), and what its answers mean.

Log-ins are few (30 in five minutes, 300 a day and account), so a session is kept and renewed. Within one exchange there
is at most one renewal and one log-in, and a session that was made within it and is refused is not made again.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Generator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from amtsfunk.channels.access import Access, Bearer, Secret
from amtsfunk.channels.answers import said_by
from amtsfunk.channels.contract import (
    Ambiguous,
    Deferred,
    Keep,
    Outcome,
    Rejected,
    Request,
    Response,
    outcome_of_status,
)
from amtsfunk.channels.hosts import base_of

PASSWORD = "app_password"  # noqa: S105 - the credential's name
UNEXPECTED = "unexpected-answer"
ENDED = "session-ended"
_ACCESS, _REFRESH = "access", "refresh"
_TOKEN_ERRORS = frozenset({"ExpiredToken", "InvalidToken"})
_INACTIVE = frozenset({"AccountTakedown", "AccountDeactivated", "RepoDeactivated", "RepoSuspended", "RepoTakendown"})
_MEANINGS: Mapping[str, Outcome] = {
    "InvalidSwap": Ambiguous("InvalidSwap"),
    "BlobNotFound": Deferred("picture-lost"),
    "InvalidMimeType": Rejected("picture-refused"),
    "BlobTooLarge": Rejected("picture-refused"),
    "InvalidBlob": Rejected("picture-refused"),
}
"""Errors of the request that publishes which are not about the record itself."""
_WORD = re.compile(r"[A-Za-z]{1,40}")

Asking = Generator[Request | Keep, Response, Response | Outcome]
Opening = Generator[Request | Keep, Response, Outcome | None]


class Session:
    """One exchange's session. ``open`` first; ``did`` and ``handle`` are what the server said then."""

    def __init__(self, host: str, account_id: str, access: Access) -> None:
        self.base = base_of(host)
        self.account_id = account_id
        self.did: str | None = None
        self.handle: str | None = None
        self.token = access.kept.get(_ACCESS) or Secret("")
        self.refresh = access.kept.get(_REFRESH) or Secret("")
        self._password = access.secrets.get(PASSWORD) or Secret("")
        self._fresh = False
        """Whether it was made within this exchange."""

    def open(self) -> Opening:
        """None: it stands, and it is this very account's, which may write. Otherwise why not; nothing was sent."""
        if self.token:
            answer = yield Request("GET", self.url("server.getSession"), auth=Bearer(self.token))
            if not is_token_error(answer):
                return self._whose(answer)
        return (yield from self._renew())

    def ask(self, name: str, body: bytes, kind: str) -> Asking:
        """A request that can be undone, once again where the session has ended meanwhile. An outcome: why not."""
        headers = {"content-type": kind}
        answer = yield Request("POST", self.url(name), headers, body, auth=Bearer(self.token))
        if self._fresh or not is_token_error(answer):
            return answer
        stop = yield from self._renew()
        if stop is not None:
            return stop
        return (yield Request("POST", self.url(name), headers, body, auth=Bearer(self.token)))

    def url(self, name: str) -> str:
        return f"{self.base}/xrpc/com.atproto.{name}"

    def forget(self) -> Keep:
        """The access token is not taken any more; the next exchange renews it."""
        return Keep({_ACCESS: Secret("")})

    def _renew(self) -> Opening:
        self._fresh = True
        if self.refresh:
            answer = yield Request("POST", self.url("server.refreshSession"), auth=Bearer(self.refresh))
            if not is_token_error(answer):
                return (yield from self._adopt(answer))
        body = json_body({"identifier": self.account_id, "password": self._password.reveal()})
        answer = yield Request("POST", self.url("server.createSession"), JSON, body)
        return (yield from self._adopt(answer))

    def _adopt(self, answer: Response) -> Opening:
        """What a session is made of is kept before anything else is asked: a used refresh token is worth nothing."""
        said = said_by(answer)
        token, refresh = said.get("accessJwt"), said.get("refreshJwt")
        if answer.status != 200 or not (isinstance(token, str) and isinstance(refresh, str)):
            return setback(answer)
        self.token, self.refresh = Secret(token), Secret(refresh)
        yield Keep({_ACCESS: self.token, _REFRESH: self.refresh})
        return self._whose(answer)

    def _whose(self, answer: Response) -> Outcome | None:
        said = said_by(answer)
        if answer.status != 200 or not isinstance(said.get("did"), str):
            return setback(answer)
        self.did, self.handle = said["did"], said["handle"] if isinstance(said.get("handle"), str) else None
        if self.did != self.account_id:
            return Deferred("wrong-account")
        return Deferred("account-inactive") if said.get("active") is False else None


JSON: Mapping[str, str] = {"content-type": "application/json"}


def json_body(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def error_of(answer: Response) -> str | None:
    """The XRPC name of an error: letters only, because it is shown and kept."""
    name = said_by(answer).get("error")
    return name if isinstance(name, str) and _WORD.fullmatch(name) else None


def is_token_error(answer: Response) -> bool:
    """An expired token is 400 here, none at all is 401. An account that is taken down says so with 401, too."""
    if answer.status == 401:
        return error_of(answer) not in _INACTIVE
    return answer.status == 400 and error_of(answer) in _TOKEN_ERRORS


def setback(answer: Response) -> Deferred:
    """What an answer means to a request that can be undone: nothing is out."""
    if answer.status == 429:
        return Deferred("rate", wait_of(answer))
    if error_of(answer) in _INACTIVE:
        return Deferred("account-inactive")
    if answer.status in (401, 403) or is_token_error(answer):
        return Deferred("credentials")
    return Deferred(UNEXPECTED if answer.status == 200 else f"status-{answer.status}")


def refusal(answer: Response) -> Outcome | None:
    """What an answer means to the request that publishes; None for 2xx.

    Every 4xx is definite: the server answers it before it writes. Only ``InvalidSwap`` says that something stands under
    our key already, which has to be looked at.
    """
    name = error_of(answer)
    if 200 <= answer.status < 300:
        return None
    if is_token_error(answer):
        return Deferred(ENDED)
    if answer.status == 429 or name in _INACTIVE:
        return setback(answer)
    if answer.status == 413:
        return Rejected("picture-refused")
    if answer.status == 400 and name:
        return _MEANINGS.get(name) or Rejected(f"bluesky-{name}")
    return outcome_of_status(answer)


def wait_of(answer: Response) -> int | None:
    """Seconds the server asks to wait: ``retry-after``, or ``ratelimit-reset`` against its own date."""
    wait, reset = (answer.headers.get(name, "").strip() for name in ("retry-after", "ratelimit-reset"))
    if wait.isascii() and wait.isdigit():
        return int(wait)
    try:
        now = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return None
    return max(0, int(reset) - int(now)) if reset.isascii() and reset.isdigit() else None


def claims_of(token: Secret) -> Mapping[str, Any]:
    """What a token says of itself (JWT, RFC 7519), unverified and only to be shown; empty where it is none."""
    parts = token.reveal().split(".")
    try:
        value = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (IndexError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def ends_of(token: Secret) -> datetime | None:
    ends = claims_of(token).get("exp")
    try:
        return datetime.fromtimestamp(ends, UTC) if isinstance(ends, int | float) else None
    except (OverflowError, ValueError, OSError):
        return None
