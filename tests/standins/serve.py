"""A stand-in over real HTTP on loopback, and faults on the wire between it and the client."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standins.base import Answer, Call, StandIn, call_of


class _Server(ThreadingHTTPServer):
    """A client that died in the middle (``make kill``) is no news."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@dataclass(frozen=True)
class Wire:
    """What the wire does with one call. ``before``: seconds until the server sees it (None: it never does); ``after``:
    seconds until the answer leaves; ``cut``: how many bytes of the answer get through (None: all)."""

    before: float | None = 0.0
    after: float = 0.0
    cut: int | None = None


CLEAR = Wire()
Weather = Callable[[Call], Wire]
"""Called once a request, in the order of arrival, from several threads."""


@contextmanager
def serve(stand_in: StandIn, weather: Weather = lambda call: CLEAR) -> Iterator[str]:
    """The host (``127.0.0.1:port``) where the stand-in answers until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length", 0) or 0)
            body = self.rfile.read(length)
            if len(body) < length:  # it broke off on its way, and no server acts on half a call
                self.close_connection = True
                return
            call = call_of(self.command, self.path, dict(self.headers), body)
            wire = weather(call)
            if wire.before is None:
                self.close_connection = True
                return
            time.sleep(wire.before)
            self._say(stand_in.answer(call), wire)

        def _say(self, answer: Answer, wire: Wire) -> None:
            time.sleep(wire.after)
            lines = [f"HTTP/1.1 {answer.status} Stand-in", f"Content-Length: {len(answer.body)}"]
            lines += [f"{name}: {text}" for name, text in answer.headers.items()]
            data = "\r\n".join(lines).encode() + b"\r\n\r\n" + answer.body
            try:
                self.wfile.write(data if wire.cut is None else data[: wire.cut])
                self.wfile.flush()
            except OSError:
                self.close_connection = True
            if wire.cut is not None:
                self.close_connection = True

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    server = _Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
