"""Rows → CSV that opens right in a German spreadsheet: semicolons, UTF-8 with its mark, and no cell that computes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_COMPUTES = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is taken for a formula (OWASP, „CSV Injection"); an apostrophe makes it a text."""


def sheet(rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTES) else cell
