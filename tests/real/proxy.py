"""A proxy on loopback between the publisher and a server that does to requests what networks do. All chance is seeded.

What it may do to one call: let it through; lose it before the server; let the server act and lose the answer, wholly or
in the middle; answer in the server's place; hold it back until the client gave up and deliver it late; deliver it
twice.
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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HUGE = b"x" * (9 * 1024 * 1024)
LOST = ("cut-at-connect", "cut-request", "swallowed", "hangs", "500-and-nothing-done", "garbage-and-nothing-done")
ACTED = (
    "cut-answer", "cut-body", "silent", "500", "502", "504", "garbage", "huge", "drips", "redirect", "twice", "late",
)  # fmt: skip
REFUSED = ("429", "429-without-hint", "expired")
KINDS = (*LOST, *ACTED, *REFUSED)


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

    def head(self, *, length: int | None = None) -> bytes:
        kept = [(name, text) for name, text in self.headers if name.lower() not in ("transfer-encoding", "connection")]
        kept = [(name, text) for name, text in kept if name.lower() != "content-length"]
        lines = [f"HTTP/1.1 {self.status} Said", *(f"{name}: {text}" for name, text in kept)]
        lines += [f"Content-Length: {len(self.body) if length is None else length}", "Connection: close"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n"


class Proxy:
    """``host``: where it listens. ``counts``: what it did, by kind. ``settle``: wait until nothing late is left."""

    def __init__(self, origin: str, plan: Plan) -> None:
        self.upstream = urlsplit(origin)
        self.plan = plan
        self.counts: Counter[str] = Counter()
        self.host = ""
        self._lock = threading.Lock()
        self._late = 0
        self._idle = threading.Condition(self._lock)

    def settle(self) -> None:
        """A server acts no later than that after we gave up: so whoever lets time pass waits here first."""
        with self._idle:
            self._idle.wait_for(lambda: self._late == 0, timeout=60)

    def kind(self) -> str:
        with self._lock:
            drawn = self.plan.draw()
            self.counts[drawn] += 1
            return drawn

    def forward(self, call: Call) -> Said:
        encrypted = self.upstream.scheme == "https"
        kind = http.client.HTTPSConnection if encrypted else http.client.HTTPConnection
        connection = kind(self.upstream.netloc, timeout=60)
        try:
            kept = {name: text for name, text in call.headers.items() if name.lower() not in ("connection", "host")}
            connection.request(call.method, call.target, call.body or None, {**kept, "Host": self.upstream.netloc})
            answer = connection.getresponse()
            return Said(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def later(self, work: Callable[[], object]) -> None:
        """Carry something out that the client no longer waits for."""
        with self._lock:
            self._late += 1

        def run() -> None:
            try:
                work()
            except OSError:
                pass
            finally:
                with self._idle:
                    self._late -= 1
                    self._idle.notify_all()

        threading.Thread(target=run, daemon=True).start()


@contextmanager
def proxied(origin: str, plan: Plan) -> Iterator[Proxy]:
    """A proxy before a server until the block ends."""
    proxy = Proxy(origin, plan)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            self.close_connection = True
            kind = proxy.kind()
            if kind in ("cut-at-connect", "cut-request"):
                return self._cut()
            length = int(self.headers.get("Content-Length") or 0)
            call = Call(self.command, self.path, dict(self.headers), self.rfile.read(length))
            try:
                _ANSWERS.get(kind, _through)(proxy, call, kind, self._write)
            except OSError:
                self._cut()
            return None

        def _write(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def _cut(self) -> None:
            """Hang up hard, as a dying machine does."""
            try:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                self.connection.close()
            except OSError:
                return

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

        def finish(self) -> None:
            try:
                super().finish()
            except (OSError, ValueError):
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *words: None  # type: ignore[method-assign]  # hung-up clients are the point
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    proxy.host = f"127.0.0.1:{server.server_address[1]}"
    try:
        yield proxy
    finally:
        proxy.settle()
        server.shutdown()
        server.server_close()


# ---------------------------------------------------------------- one function a behaviour

Write = Callable[[bytes], None]


def _through(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    said = proxy.forward(call)
    write(said.head() + said.body)


def _swallowed(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The server never sees it, and the connection ends."""


def _hangs(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    time.sleep(proxy.plan.gives_up * 1.3)


def _in_its_place(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """An answer that the server knows nothing of."""
    if kind == "garbage-and-nothing-done":
        return write(b"\x00\x01\x02 nonsense\r\n\r\n")
    status, body = proxy.plan.expired if kind == "expired" else (int(kind[:3]), b'{"error":"RateLimitExceeded"}')
    hint = [("Retry-After", "60")] if kind == "429" else []
    said = Said(status, [("Content-Type", "application/json"), *hint], body)
    return write(said.head() + said.body)


def _cut_answer(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The server acted; the answer breaks off in its headers or in its body."""
    said = proxy.forward(call)
    head = said.head()
    write(head[: len(head) // 2] if kind == "cut-answer" else head + said.body[: len(said.body) // 2])


def _silent(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    proxy.forward(call)
    time.sleep(proxy.plan.gives_up * 1.3)


def _other_answer(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The server acted, and something between says otherwise."""
    proxy.forward(call)
    if kind == "garbage":
        return write(b"HTTP/1.1 OK fine\r\n\r\n\x00\x00")
    if kind == "redirect":
        return write(Said(307, [("Location", "http://127.0.0.2:9/elsewhere")], b"").head())
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


def _late(proxy: Proxy, call: Call, kind: str, write: Write) -> None:
    """The client gives up, and only then the server gets it."""
    with proxy._lock:
        wait = proxy.plan.gives_up * 1.2 + proxy.plan.chance.random() * proxy.plan.latest

    def deliver() -> None:
        time.sleep(wait)
        proxy.forward(call)

    proxy.later(deliver)
    time.sleep(proxy.plan.gives_up * 1.1)


_ANSWERS: dict[str, Callable[[Proxy, Call, str, Write], None]] = {
    "swallowed": _swallowed,
    "hangs": _hangs,
    **dict.fromkeys(("500-and-nothing-done", "garbage-and-nothing-done", *REFUSED), _in_its_place),
    **dict.fromkeys(("cut-answer", "cut-body"), _cut_answer),
    "silent": _silent,
    **dict.fromkeys(("500", "502", "504", "garbage", "huge", "redirect"), _other_answer),
    "drips": _drips,
    "twice": _twice,
    "late": _late,
}
