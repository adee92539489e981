"""A small web server for looking at both sites on one's own machine. Loopback only, no folder listings.

The internal site is nobody else's business: requests whose ``Host`` is not a loopback name are refused, so that no
page from elsewhere can read it through the reader's browser (DNS rebinding).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from amtsfunk.model.errors import EffectFailed

LOOPBACK = "127.0.0.1"
_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
}
_FEED_JSON = "application/feed+json; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
HEADERS = (
    ("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "amtsfunk"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        if self._is_ours():
            super().do_GET()

    def do_HEAD(self) -> None:
        if self._is_ours():
            super().do_HEAD()

    def _is_ours(self) -> bool:
        host = self.headers.get("Host", "").rsplit(":", 1)[0] if self.headers.get("Host") else ""
        if host in _HOSTS:
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def end_headers(self) -> None:
        for name, value in HEADERS:
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def guess_type(self, path: Any) -> str:
        name = str(path)
        if name.endswith("feed.json"):
            return _FEED_JSON
        return _TYPES.get(Path(name).suffix.lower()) or super().guess_type(path)

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_head(self) -> Any:
        """Dot files, such as our own mark, are not served; what has its place in ``/.well-known/`` is (RFC 8615)."""
        parts = self.path.split("?")[0].removeprefix("/.well-known/").split("/")
        if any(part.startswith(".") for part in parts):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", _TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Who looks at what is not written down."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away is no event."""


@dataclass(frozen=True, slots=True)
class Served:
    """One running server; ``port`` may differ from the wanted one where that was taken."""

    label: str
    address: str
    port: int
    server: ThreadingHTTPServer

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def serve(folder: Path, label: str, port: int) -> Served:
    """Serve a built site in the background on loopback. A busy port is replaced by any free one; 0 asks for one.

    Raises EffectFailed where the folder is absent or no port can be had.
    """
    if not (folder / "index.html").is_file():
        raise EffectFailed(f"In {folder} liegt keine gebaute Website.", "Bitte zuerst bauen: amtsfunk site build")
    handler = partial(_Handler, directory=str(folder))
    for wanted in dict.fromkeys((port, 0)):
        with suppress(OSError):
            server = _Server((LOOPBACK, wanted), handler)
            found = int(server.server_address[1])
            threading.Thread(target=server.serve_forever, daemon=True).start()
            return Served(label, f"http://{LOOPBACK}:{found}/", found, server)
    raise EffectFailed(
        "Auf diesem Rechner ließ sich kein freier Port finden.", "Bitte mit --public-port einen angeben."
    )


def wait_until_interrupted(running: Sequence[Served], meanwhile: Callable[[], object] | None = None) -> None:
    """Until Ctrl-C; then all servers are stopped and their ports free. ``meanwhile``: something without an end."""
    try:
        (meanwhile or threading.Event().wait)()
    except KeyboardInterrupt:
        pass
    finally:
        for one in running:
            one.stop()
