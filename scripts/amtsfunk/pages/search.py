"""The list of fixed pages that the reader's own browser searches in, made from what MkDocs' search plugin wrote."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from html import unescape

from amtsfunk.pages.facts import Page
from amtsfunk.pages.feeds import search_script

_TAG = re.compile(r"<[^>]+>")


def search_page(index: bytes) -> Page:
    """``suche/seiten.js`` from ``search_index.json`` (``docs``: location, title, text)."""
    return Page("suche/seiten.js", sha256(index).hexdigest(), lambda: _script(index))


def _script(index: bytes) -> bytes:
    return search_script(
        {"l": document["location"], "t": _plain(document["title"]), "x": _plain(document["text"])}
        for document in json.loads(index)["docs"]
        if document.get("text")
    )


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())
