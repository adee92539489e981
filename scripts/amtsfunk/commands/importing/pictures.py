"""Pictures for imported posts: the bytes from a local folder where they are, else a plain picture of our own.

Nothing is ever fetched: what a remote address yields today need not be what was published.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from amtsfunk.approval.payload import media_type
from amtsfunk.source.galaxy_report import PLACEHOLDER

_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
_LARGEST = 20_000_000
_WIDTH, _HEIGHT = 1200, 675


class Found(NamedTuple):
    """``ending`` of the file's name, by its content; ``origin`` in German for the report."""

    data: bytes
    ending: str
    origin: str


class Shelf:
    """The files of ``--media-dir``, found by ``<host>/<path>`` of an address or by the last step of it."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.by_name: Mapping[str, Path] = {}
        if folder is not None:
            files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
            self.by_name = {file.stem: file for file in files} | {file.name: file for file in files}

    def fetch(self, address: str) -> Found:
        """The picture of an address, or the plain one."""
        file = self._find(address)
        if file is None:
            return Found(make_plain_picture(address), ".png", PLACEHOLDER)
        data = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
        ending = _ENDINGS.get(media_type(data) or "")
        if ending is None:
            return Found(make_plain_picture(address), ".png", PLACEHOLDER)
        return Found(data, ending, f"aus dem Bilderordner: {file.name}")

    def _find(self, address: str) -> Path | None:
        parts = urlsplit(address)
        last = unquote(parts.path).rpartition("/")[2]
        if self.folder is None or not last:
            return None
        exact = self.folder / (parts.hostname or "") / unquote(parts.path).lstrip("/")
        inside = exact.resolve().is_relative_to(self.folder.resolve())
        if inside and exact.is_file() and not exact.is_symlink():
            return exact
        return self.by_name.get(last)


def make_plain_picture(address: str) -> bytes:
    """A PNG of one pale colour, made from the address so that different pictures stay different."""
    from PIL import Image  # noqa: PLC0415 - heavy, and only imports draw

    shade = hashlib.sha256(address.encode()).digest()
    picture = Image.new("P", (_WIDTH, _HEIGHT), 0)
    picture.putpalette([192 + value % 56 for value in shade[:3]])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
