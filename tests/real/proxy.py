"""A proxy on loopback between the publisher and a server that does to requests what networks do. All chance is seeded.

What it may do to one call: let it through; lose it before the server or half-way to it; let the server act and lose
the answer, wholly or in the middle; answer in the server's place; hold it back until the client gave up and deliver it
late; deliver it twice; or be gone for a moment, so that connections are refused (``away``).
"""

from __future__ import annotations

import http.client
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

HUGE = b"x" * (9 * 1024 * 1024)
AWAY_SECONDS = 0.15
LOST = (
    "away", "cut-at-connect", "cut-in-headers", "cut-in-body", "swallowed", "hangs", "500-and-nothing-done",
    "503-and-nothing-done", "garbage-and-nothing-done", "redirect-and-nothing-done",
)  # fmt: skip
ACTED = (
    "answer-cut-in-headers", "answer-cut-in-body", "silent", "500", "502", "504", "garbage", "huge", "drips",
    "redirect", "late",
)  # fmt: skip
REPEATED = ("twice", "twice-at-once", "echo")
"""The server gets one call two times: one after the other, both at once, or once more after a while. No publisher can
make that good where a server tells two equal calls apart by nothing."""
REFUSED = ("429", "429-without-hint", "expired")
KINDS = (*LOST, *ACTED, *REPEATED, *REFUSED)


@dataclass
class Plan:
    """``rate``: how many calls of a hundred go wrong; ``gives_up``: seconds after which the client gave up; ``latest``:
    seconds until a late call is delivered, after that; ``expired``: what this server says of an expired token;
    ``without``: kinds that are left out."""

    seed: int
    rate: float
    gives_up: float
    latest: float
    expired: tuple[int, bytes]
    without: frozenset[str] = frozenset()
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - replayable, nothing secret

    def draw(self) -> str:
        kinds = [kind for kind in KINDS if kind not in self.without]
        return self.chance.choice(kinds) if self.chance.random() * 100 < self.rate else "through"


@dataclass(frozen=True)
class Call:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Said:
    """What the server answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def head(self, *, length: int | None = None, ends: bool = True) -> bytes:
        dropped = ("transfer-encoding", "connection", "content-length", "keep-alive")
        kept = [(name, text) for name, text in self.headers if name.lower() not in dropped]
        lines = [f"HTTP/1.1 {self.status} Said", *(f"{name}: {text}" for name, text in kept)]
        lines += [f"Content-Length: {len(self.body) if length is None else length}"]
        return "\r\n".join([*lines, *(["Connection: close"] if ends else [])]).encode() + b"\r\n\r\n"


class Proxy:
    """``host``: where it listens; ``upstream``: the server, an address without a path. ``counts``: what it did, by
    kind. ``settle``: wait until nothing late is left."""

    def __init__(self, upstream: str, plan: Plan) -> None:
        self.upstream = urlsplit(upstream)
        self.plan = plan
        self.counts: Counter[str] = Counter()
        self.host = ""
        self.is_away = threading.Event()
        self._lock = threading.Lock()
        self._late = 0
        self._idle = threading.Condition(self._lock)

    def settle(self) -> None:
        """A server acts no later than that after we gave up: so whoever lets time pass waits here first."""
        with self._idle:
            if not self._idle.wait_for(lambda: self._late == 0, timeout=60):
                raise AssertionError("late calls never arrived")

    def kind(self) -> str:
        with self._lock:
            drawn = self.plan.draw()
            self.counts[drawn] += 1
            return drawn

    def lateness(self) -> float:
        with self._lock:
            return self.plan.gives_up * 1.2 + self.plan.chance.random() * self.plan.latest

    def forward(self, call: Call) -> Said:
        connection = self._connection()
        try:
            connection.request(call.method, call.target, call.body or None, self._headers(call))
            answer = connection.getresponse()
            return Said(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def forward_half(self, call: Call) -> None:
        """The server gets the beginning: all of the headers where there is a body, and half of that."""
        connection = self._connection()
        try:
            connection.putrequest(call.method, call.target, skip_host=True, skip_accept_encoding=True)
            for name, text in self._headers(call).items():
                connection.putheader(name, text)
            if call.body:
                connection.endheaders(call.body[: len(call.body) // 2])
                time.sleep(0.05)
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        kinds = {"https": http.client.HTTPSConnection, "http": http.client.HTTPConnection}
        return kinds[self.upstream.scheme](self.upstream.netloc, timeout=60)

    def _headers(self, call: Call) -> dict[str, str]:
        kept = {name: text for name, text in call.headers.items() if name.lower() not in ("connection", "host")}
        return {**kept, "Host": self.upstream.netloc}

    def later(self, work: Callable[[], object]) -> None:
        """Carry something out that the client no longer waits for."""
        with self._lock:
            self._late += 1

        def run() -> None:
            try:
                work()
            except (OSError, http.client.HTTPException):
                pass
            finally:
                with self._idle:
                    self._late -= 1
                    self._idle.notify_all()

        threading.Thread(target=run, daemon=True).start()


@contextmanager
def proxied(upstream: str, plan: Plan) -> Iterator[Proxy]:
    """A proxy before ``upstream`` until the block ends."""
    proxy, ended, ready = Proxy(upstream, plan), threading.Event(), threading.Event()

    def listen() -> None:
        listener = _listener(0)
        port = listener.getsockname()[1]
        proxy.host = f"127.0.0.1:{port}"
        ready.set()
        while not ended.is_set():
            if proxy.is_away.is_set():
                listener.close()
                time.sleep(AWAY_SECONDS)
                listener = _listener(port)
                proxy.is_away.clear()
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            connection.settimeout(60)
            threading.Thread(target=_attend, args=(proxy, connection), daemon=True).start()
        listener.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield proxy
    finally:
        ended.set()
        thread.join()


def _listener(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)
    listener.settimeout(0.05)
    return listener


def _attend(proxy: Proxy, connection: socket.socket) -> None:
    """One connection, as long as it lasts."""
    try:
        _Handler(proxy, connection)
    except (OSError, ValueError):
        pass
    finally:
        connection.close()


class _Handler(BaseHTTPRequestHandler):
    """Reads calls with the standard library's parser. A connection stays open after a call that went through."""

    protocol_version = "HTTP/1.1"

    def __init__(self, proxy: Proxy, connection: socket.socket) -> None:
        self.proxy = proxy
        self.kind = ""
        self.is_first = True
        super().__init__(connection, ("127.0.0.1", 0), None)  # type: ignore[arg-type]

    def handle_one_request(self) -> None:
        """What happens to a call is drawn before it is read; to a further one, when its first byte is there."""
        self.close_connection = True
        if not self.is_first and not self.rfile.peek(1):  # type: ignore[attr-defined]
            return None
        self.is_first, self.kind = False, self.proxy.kind()
        if self.kind in ("cut-at-connect", "cut-in-headers"):
            if self.kind == "cut-in-headers":
                self.rfile.readline()
            return self._cut()
        if self.kind == "away":
            self.proxy.is_away.set()
            return self._cut()
        super().handle_one_request()
        return None

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        call = Call(self.command, self.path, dict(self.headers), self.rfile.read(length))
        self.close_connection = self.kind != "through"
        try:
            _BEHAVIOURS[self.kind](self.proxy, call, self.kind, self._write)
        except (OSError, http.client.HTTPException):
            self._cut()
        if self.kind == "cut-in-body":
            self._cut()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - http.server's names

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _cut(self) -> None:
        """Hang up hard, as a dying machine does."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


# ---------------------------------------------------------------- one function a behaviour

Write = Callable[[bytes], None]


def _through(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    said = proxy.forward(call)
    write(said.head(ends=kind != "through") + (b"" if call.method == "HEAD" else said.body))


def _half(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    proxy.forward_half(call)


def _swallowed(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The server never sees it, and the connection ends."""


def _hangs(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    time.sleep(proxy.plan.gives_up * 1.3)


def _in_its_place(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """An answer that the server knows nothing of."""
    if kind == "garbage-and-nothing-done":
        return write(b"\x00\x01\x02 nonsense\r\n\r\n")
    if kind == "redirect-and-nothing-done":
        return write(_ELSEWHERE.head())
    status, body = proxy.plan.expired if kind == "expired" else (int(kind[:3]), b'{"error":"RateLimitExceeded"}')
    hint = [("Retry-After", "60")] if kind == "429" else []
    said = Said(status, [("Content-Type", "application/json"), *hint], body)
    return write(said.head() + said.body)


def _cut_answer(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The server acted; the answer breaks off in its headers or in its body."""
    said = proxy.forward(call)
    head = said.head()
    write(head[: len(head) // 2] if kind == "answer-cut-in-headers" else head + said.body[: len(said.body) // 2])


def _silent(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    proxy.forward(call)
    time.sleep(proxy.plan.gives_up * 1.3)


def _other_answer(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The server acted, and something between says otherwise."""
    proxy.forward(call)
    if kind == "garbage":
        return write(b"HTTP/1.1 OK fine\r\n\r\n\x00\x00")
    if kind == "redirect":
        return write(_ELSEWHERE.head())
    if kind == "huge":
        return write(Said(200, [("Content-Type", "application/json")], b"").head(length=len(HUGE)) + HUGE)
    said = Said(int(kind), [("Content-Type", "text/html")], b"<html>upstream</html>")
    return write(said.head() + said.body)


def _drips(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    said = proxy.forward(call)
    write(said.head())
    end = time.monotonic() + proxy.plan.gives_up * 2
    for place in range(len(said.body) - 1):
        if time.monotonic() > end:
            return
        write(said.body[place : place + 1])
        time.sleep(0.05)


def _twice(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    proxy.forward(call)
    _through(proxy, call, kind, write)


def _twice_at_once(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    proxy.later(lambda: proxy.forward(call))
    _through(proxy, call, kind, write)


def _echo(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """All is well, and the server gets the same once more."""
    wait = proxy.lateness()
    proxy.later(lambda: (time.sleep(wait), proxy.forward(call)))
    _through(proxy, call, kind, write)


def _late(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The client gives up, and only then the server gets it."""
    wait = proxy.lateness()
    proxy.later(lambda: (time.sleep(wait), proxy.forward(call)))
    time.sleep(proxy.plan.gives_up * 1.1)


_ELSEWHERE = Said(307, [("Location", "http://127.0.0.2:9/elsewhere")], b"")
_IN_ITS_PLACE = (
    "500-and-nothing-done", "503-and-nothing-done", "garbage-and-nothing-done", "redirect-and-nothing-done", *REFUSED,
)  # fmt: skip
_BEHAVIOURS: dict[str, Callable[[Proxy, Call, str, Write], None]] = {
    "through": _through,
    "cut-in-body": _half,
    "swallowed": _swallowed,
    "hangs": _hangs,
    **dict.fromkeys(_IN_ITS_PLACE, _in_its_place),
    **dict.fromkeys(("answer-cut-in-headers", "answer-cut-in-body"), _cut_answer),
    "silent": _silent,
    **dict.fromkeys(("500", "502", "504", "garbage", "huge", "redirect"), _other_answer),
    "drips": _drips,
    "twice": _twice,
    "twice-at-once": _twice_at_once,
    "echo": _echo,
    "late": _late,
}
