"""Getting in at X: OAuth 1.0a, whose four texts never end, or OAuth 2, whose refresh token is used up by being used.

With OAuth 2 a token is kept before it is used, so a run without a folder that stays (``--state``) cannot use it: the
next run would hold a refresh token that is worth nothing. What is kept goes before what is configured. Source:
docs.x.com, „OAuth 1.0a", „OAuth 2.0 Authorization Code Flow with PKCE".
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from urllib.parse import urlencode

from amtsfunk.channels.access import Access, Auth, Basic, Bearer, OAuth1, Secret
from amtsfunk.channels.answers import said_by
from amtsfunk.channels.contract import Deferred, Keep, Request, Response
from amtsfunk.channels.hosts import base_of
from amtsfunk.channels.x_answers import UNEXPECTED, data_of, is_id, setback

OAUTH1 = ("api_key", "api_secret", "access_token", "access_secret")
OAUTH2 = ("client_id", "refresh_token")
SECRETS: tuple[tuple[str, ...], ...] = (OAUTH1, OAUTH2, ("client_id", "client_secret", "refresh_token"))
"""A confidential client has a secret, too."""
WRONG = "wrong-account"
READ_ONLY = "read-only"
ME = "/2/users/me"
_ACCESS, _REFRESH = "access_token", "refresh_token"
_FORM: Mapping[str, str] = {"content-type": "application/x-www-form-urlencoded"}

Opening = Generator[Request | Keep, Response, Deferred | None]
Reading = Generator[Request | Keep, Response, Response]


class Way:
    """One exchange's way in. ``open`` first: None, or why nothing can be sent. ``me``: X's answer of who we are, where
    it was asked."""

    def __init__(self, host: str, account_id: str, access: Access) -> None:
        self.base = base_of(host, "api.x.com")
        self.account_id = account_id
        self.auth: Auth | None = None
        self.me: Response | None = None
        self._access = access

    def open(self) -> Opening:
        if self._access.has(*OAUTH1):
            self.auth = OAuth1(*(self._access.secrets[name] for name in OAUTH1))
            return self._belongs()
        if not self._access.durable:
            return Deferred("needs-state")
        kept = self._access.kept.get(_ACCESS)
        if kept:
            self.auth = Bearer(kept)
            answer = yield from self.get(ME)
            if answer.status != 401:
                return self._whose(answer)
        stop = yield from self._renew()
        if stop is not None:
            return stop
        return self._whose((yield from self.get(ME)))

    def examine(self) -> Opening:
        """As ``open``, and X is asked who we are in any case."""
        stop = yield from self.open()
        if stop is None and self.me is None:
            stop = self._whose((yield from self.get(ME)))
        return stop

    def get(self, path: str) -> Reading:
        answer = yield Request("GET", self.base + path, auth=self.auth)
        return answer

    def post(self, path: str, body: bytes, kind: str) -> Reading:
        """For what can be undone; the post itself goes its own way."""
        answer = yield Request("POST", self.base + path, {"content-type": kind}, body, auth=self.auth)
        return answer

    def _belongs(self) -> Deferred | None:
        """X's OAuth 1.0a tokens begin with the account's id, so a wrong one is seen without a paid question."""
        owner, mark, _ = self._access.secrets["access_token"].reveal().partition("-")
        wrong = mark and is_id(owner) and owner != self.account_id
        return Deferred(WRONG) if wrong else None

    def _whose(self, answer: Response) -> Deferred | None:
        self.me = answer
        if answer.status != 200 or not is_id(data_of(answer).get("id")):
            return setback(answer)
        if data_of(answer)["id"] != self.account_id:
            return Deferred(WRONG)
        return Deferred(READ_ONLY) if answer.headers.get("x-access-level", "").strip() == "read" else None

    def _renew(self) -> Opening:
        """By the kept token; where that one is dead and somebody has configured another, by that."""
        kept, configured = self._access.kept.get(_REFRESH), self._access.secrets.get(_REFRESH)
        tokens = list(dict.fromkeys(token for token in (kept, configured) if token))
        stop: Deferred | None = Deferred("credentials")
        for token in tokens:
            answer = yield self._refresh(token)
            stop = yield from self._adopt(answer, token)
            if answer.status not in (400, 401):
                break
        return stop

    def _refresh(self, token: Secret) -> Request:
        client, secret = self._access.secrets.get("client_id"), self._access.secrets.get("client_secret")
        name = client.reveal() if client else ""
        values = {"grant_type": "refresh_token", "refresh_token": token.reveal()}
        if not secret:
            values["client_id"] = name
        auth = Basic(name, secret) if secret else None
        return Request("POST", f"{self.base}/2/oauth2/token", _FORM, urlencode(values).encode(), auth=auth)

    def _adopt(self, answer: Response, used: Secret) -> Opening:
        said = said_by(answer)
        token, refresh = said.get("access_token"), said.get("refresh_token", used.reveal())
        if answer.status in (400, 401):
            return Deferred("credentials")
        if answer.status != 200 or not (isinstance(token, str) and token and isinstance(refresh, str)):
            return setback(answer) if answer.status != 200 else Deferred(UNEXPECTED)
        self.auth = Bearer(Secret(token))
        yield Keep({_ACCESS: Secret(token), _REFRESH: Secret(refresh)})
        return None
