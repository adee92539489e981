"""The one driver of all networks: carries out an adapter's requests and says what became of them.

It holds time-outs, the size cap, the rule that a request never follows a redirect to another host, credentials and
redaction: no header's value and no body ever stands in a reason or an error. A transport failure never reaches an
adapter; what it means is ``contract.outcome_of_failure``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit

from amtsfunk.channels.access import Auth, Basic, Bearer, Secret
from amtsfunk.channels.contract import (
    CannotShow,
    Confirmation,
    Examination,
    Exchange,
    Failure,
    Finding,
    Health,
    Keep,
    Outcome,
    Request,
    Response,
    Search,
    outcome_of_failure,
)
from amtsfunk.effects.way_out import WayOut, way_out
from amtsfunk.model.errors import AmtsfunkError, EffectFailed

if TYPE_CHECKING:
    from requests import PreparedRequest, RequestException, Session
    from requests import Response as RequestsResponse

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
WHOLE_SECONDS = 60.0
LONGEST_PAUSE = 10.0
LARGEST_BODY = 8 * 1024 * 1024
_MOST_REQUESTS = 200
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 64 * 1024

T = TypeVar("T")


Keeper = Callable[[Mapping[str, Secret]], None]
"""Stores what an adapter wants kept; it has to last before the keeper returns."""


def _keep_nothing(values: Mapping[str, Secret]) -> None:
    """For exchanges that keep nothing."""


class Driver:
    """``hands``: the folder below which texts for people are put (``build/manual``); ``keep``: where adapters' sessions
    go. One driver works one exchange at a time and keeps its connections; a thread takes one of its own."""

    def __init__(self, hands: Path, keep: Keeper = _keep_nothing) -> None:
        self.hands = hands
        self.keep = keep
        self.drift: timedelta | None = None
        """By how much the clock of the server that answered last is ahead of this machine's, as far as it said."""
        self._session: Session | None = None
        self._way = WayOut()

    def deliver(self, exchange: Exchange, may_send: Callable[[], bool] = lambda: True) -> Outcome:
        """Run a delivery to its outcome. Never raises for what the network did. ``may_send`` is asked right before the
        request that cannot be undone: pictures may have taken longer than the claim lasts."""
        result, failed = self._run(exchange, may_send)
        return outcome_of_failure(*failed) if failed is not None else result

    def find(self, search: Search) -> Finding:
        """Run a search. What cannot be asked now is asked again later."""
        result, failed = self._run(search)
        return CannotShow(failed[1].kind, again=True) if failed is not None else result

    def confirm(self, confirmation: Confirmation) -> bool:
        result, failed = self._run(confirmation)
        return failed is None and result

    def examine(self, examination: Examination) -> Health:
        result, failed = self._run(examination)
        return Health(works=False, problem=failed[1].kind) if failed is not None else result

    def _run(
        self, steps: Generator[Request | Keep, Response, T], may_send: Callable[[], bool] = lambda: True
    ) -> tuple[T, tuple[Request, Failure] | None]:
        """The generator's result, or the request that failed. One irreversible request at most may be sent."""
        result: Any = None
        irreversible = 0
        try:
            request = next(steps)
            for _ in range(_MOST_REQUESTS):
                if isinstance(request, Keep):
                    self.keep(request.values)
                    request = steps.send(Response(204))
                    continue
                irreversible += request.irreversible
                if irreversible > 1:
                    raise AssertionError("an adapter sent two irreversible requests for one step")
                in_time = not request.irreversible or may_send()
                answer = self.carry_out(request) if in_time else Failure("slow", sent=False)
                if isinstance(answer, Failure):
                    steps.close()
                    return result, _after(irreversible, request, answer)
                request = steps.send(answer)
        except StopIteration as end:
            return end.value, None
        raise AssertionError("an adapter never ends")

    def carry_out(self, request: Request) -> Response | Failure:
        """One request through its door, after the pause that it asks for."""
        if request.pause > 0:
            time.sleep(min(request.pause, LONGEST_PAUSE))
        if request.door == "ledger":
            return Response(200)
        if request.door == "folder":
            return self._hand_over(request)
        return self._send(request)

    # ------------------------------------------------------------------ doors

    def _hand_over(self, request: Request) -> Response:
        folder = self.hands / request.url
        if not folder.resolve().is_relative_to(self.hands.resolve()):
            raise AssertionError(f"a folder outside of {self.hands}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, data in request.files.items():
                _write_no_link(folder / name, data)
        except OSError as error:
            raise EffectFailed(f"Der Ordner {folder} lässt sich nicht schreiben: {error.strerror}.") from error
        return Response(201)

    def _send(self, request: Request) -> Response | Failure:
        from requests.exceptions import RequestException  # noqa: PLC0415 - slow to import, needed only for sending

        session = self._open_session()
        if session is None:
            return Failure("proxy", sent=False)
        try:
            return self._follow(session, request)
        except RequestException as error:
            return _failure_of(error)

    def _open_session(self) -> Session | None:
        """None where the way out is not set up as it can be; ``doctor`` and ``publish`` say what is wrong with it."""
        import requests  # noqa: PLC0415

        if self._session is None:
            try:
                self._way = way_out(os.environ)
            except AmtsfunkError:
                return None
            self._session = requests.Session()
            self._session.trust_env = False
        return self._session

    def _follow(self, session: Session, request: Request) -> Response | Failure:
        """Reads may be redirected within their host; anything else, and what cannot be undone, never."""
        address = request.url
        for _ in range(4):
            answer = self._exchange(session, request, address)
            if isinstance(answer, Failure) or answer.status not in _REDIRECTS:
                return answer
            target = urljoin(address, answer.headers.get("location", ""))
            if request.method != "GET" or urlsplit(target)[:2] != urlsplit(address)[:2]:
                return Failure("redirect", sent=True)
            address = target
        return Failure("redirect", sent=True)

    def _exchange(self, session: Session, request: Request, address: str) -> Response | Failure:
        deadline = time.monotonic() + WHOLE_SECONDS
        with session.request(
            request.method,
            address,
            headers=dict(request.headers),
            data=request.body,
            auth=_signed(request.auth),
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
            proxies=dict(self._way.proxies_for(address)),
            verify=self._way.verify,
        ) as answer:
            body = _read_body(answer, deadline)
            if isinstance(body, Failure):
                return body
            framed = {"Content-Length", "Transfer-Encoding"} & {name.title() for name in answer.headers}
            if request.irreversible and not framed and answer.status_code != 204:
                return Failure("cut", sent=True)  # an answer that was cut within its headers looks just like this
            headers = {name.lower(): text for name, text in answer.headers.items()}
            self.drift = _drift(headers) or self.drift
            return Response(answer.status_code, headers, body)


def _drift(headers: Mapping[str, str]) -> timedelta | None:
    """From the Date header (RFC 9110: whole seconds). What a cache kept (``Age``) says nothing of a clock."""
    date = headers.get("date")
    try:
        return parsedate_to_datetime(date) - datetime.now(UTC) if date and "age" not in headers else None
    except (ValueError, TypeError):
        return None


def _after(irreversible: int, request: Request, failure: Failure) -> tuple[Request, Failure]:
    """A question that fails after the irreversible request leaves open what became of that one."""
    if irreversible and not request.irreversible:
        return replace(request, irreversible=True), replace(failure, sent=True)
    return request, failure


Signer = Callable[["PreparedRequest"], "PreparedRequest"]


def _signed(auth: Auth | None) -> Signer | None:
    """The credentials as ``requests`` applies them, to this request only."""
    from requests.auth import HTTPBasicAuth  # noqa: PLC0415

    match auth:
        case None:
            return None
        case Bearer(token):
            return _BearerAuth(token)
        case Basic(user, password):
            basic: Signer = HTTPBasicAuth(user.encode(), password.reveal().encode())
            return basic
        case _:
            from requests_oauthlib import OAuth1  # noqa: PLC0415 - slow to import, for X alone

            signed: Signer = OAuth1(
                auth.api_key.reveal(),
                client_secret=auth.api_secret.reveal(),
                resource_owner_key=auth.access_token.reveal(),
                resource_owner_secret=auth.access_secret.reveal(),
            )
            return signed


class _BearerAuth:
    """``requests`` calls it with the prepared request."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def __call__(self, prepared: PreparedRequest) -> PreparedRequest:
        prepared.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        return prepared


def _write_no_link(file: Path, data: bytes) -> None:
    """Write a file, and nothing else: where a link lies in its place, that raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(file, flags, 0o644), "wb") as stream:
        stream.write(data)


def _read_body(answer: RequestsResponse, deadline: float) -> bytes | Failure:
    """The whole body, as it drips in, within the cap and the deadline."""
    from urllib3.exceptions import HTTPError, ReadTimeoutError  # noqa: PLC0415

    body = b""
    try:
        while chunk := answer.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > LARGEST_BODY:
                return Failure("too-large", sent=True)
            if time.monotonic() > deadline:
                return Failure("timeout", sent=True)
    except ReadTimeoutError:
        return Failure("timeout", sent=True)
    except (HTTPError, OSError):
        return Failure("cut", sent=True)
    announced = answer.headers.get("Content-Length", "")
    if announced.isdigit() and "Content-Encoding" not in answer.headers and len(body) < int(announced):
        return Failure("cut", sent=True)
    return body


def _failure_of(error: RequestException) -> Failure:
    """What became of a request that got no answer, by the kind of the error; the most special first."""
    from requests import exceptions  # noqa: PLC0415

    match error:
        case exceptions.ProxyError():
            return Failure("proxy", sent=False)  # no way through it was made, so nothing went through it
        case exceptions.SSLError():
            return Failure("tls", sent=False)
        case exceptions.ConnectTimeout():
            return Failure("timeout", sent=False)
        case exceptions.Timeout():
            return Failure("timeout", sent=True)
        case exceptions.ConnectionError():
            return _connection_failure(error)
    return Failure("garbage", sent=True)


def _connection_failure(error: Exception) -> Failure:
    """Refused and unknown hosts never saw the request; every other broken connection may have carried it."""
    from urllib3.exceptions import NameResolutionError, NewConnectionError  # noqa: PLC0415

    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(reason, NameResolutionError):
        return Failure("dns", sent=False)
    if isinstance(reason, NewConnectionError):
        return Failure("refused", sent=False)
    return Failure("cut", sent=True)
