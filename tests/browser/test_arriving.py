"""A page that arrives in pieces, as over a slow line: what is already seen does not move when the rest comes."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from browser.conftest import Sites

PAUSE = 0.08
"""Seconds between two pieces: long enough that the browser draws each."""
PAGES = ("suche/index.html", "kontakt/index.html", "404.html", "archiv/2026/12/warntag-sirenen/index.html")
_MOVED = """
    window.moved = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.moved.push(
        ...entry.sources.map(({node}) => `${node?.nodeName} ${node?.className}`))))
        .observe({type: "layout-shift", buffered: true});
"""


class _InPieces(SimpleHTTPRequestHandler):
    """Cuts a page behind the closing tags of its content and its foot; the head and other files come whole."""

    def do_GET(self) -> None:
        if not self.path.endswith(".html"):
            super().do_GET()
            return
        data = Path(self.translate_path(self.path)).read_bytes()
        begin = data.index(b"<article")
        ends = [begin + found.end() for found in re.finditer(rb"</(?:li|p|ul|nav|div|h1)>", data[begin:])]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        cuts = sorted({begin, *ends[:: max(1, len(ends) // 10)], *ends[-10:], len(data)})
        for first, last in zip([0, *cuts], cuts, strict=False):
            self.wfile.write(data[first:last])
            self.wfile.flush()
            time.sleep(PAUSE)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def slow(sites: Sites) -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(_InPieces, directory=str(sites.public_folder)))
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}/"
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_while_the_rest_of_a_page_arrives(browser: Browser, slow: str, width: int) -> None:
    """The shortest pages, whose foot is seen at once: it stood at the bottom of the screen and rose with each line."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(_MOVED)
    tab = context.new_page()
    for page in PAGES:
        tab.goto(slow + page)
        assert tab.evaluate("window.moved") == [], page
    context.close()
