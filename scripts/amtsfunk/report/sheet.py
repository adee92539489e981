"""Rows → CSV that opens right in a German spreadsheet: semicolons, UTF-8 with its mark, and no cell that computes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

_COMPUTES = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is taken for a formula (OWASP, „CSV Injection"); an apostrophe makes it a text."""


class _Lines(list[str]):
    """What a csv writer writes to."""

    write = list.append


def sheet(rows: Iterable[Sequence[str]]) -> bytes:
    lines = _Lines()
    csv.writer(lines, delimiter=";", lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + "".join(lines).encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTES) else cell
