"""Serves a built site as a real server does: with the policy of every page, and compressed as the header files say.

The kinds of files that are compressed are read from ``docs/operation/nginx.conf``; a test holds Apache's to them.
"""

from __future__ import annotations

import gzip
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from amtsfunk.effects import server

NGINX = Path(__file__).parents[2] / "docs" / "operation" / "nginx.conf"


@cache
def compressed_types() -> frozenset[str]:
    """Media types that travel compressed; HTML always does where anything does."""
    listed = re.search(r"^gzip_types ([^;]+);$", NGINX.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed, f"{NGINX} compresses nothing"
    return frozenset({"text/html", *listed[1].split()})


class _Compressing(server._Handler):
    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        kind = self.guess_type(str(path))
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes or kind.split(";")[0] not in compressed_types() or not path.is_file() or "/." in self.path:
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(data))),
            ("Vary", "Accept-Encoding"),
        ):
            self.send_header(name, value)
        self.end_headers()
        return io.BytesIO(data)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a built site, on loopback."""
    running = server._Server((server.LOOPBACK, 0), partial(_Compressing, directory=str(folder)))
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://{server.LOOPBACK}:{running.server_address[1]}/"
    running.shutdown()
    running.server_close()
