"""Rows → a table for a German spreadsheet: semicolons, UTF-8 with its mark, CR LF, every cell in quotation marks.

A cell that a spreadsheet would take for a formula begins with an apostrophe: titles are written by many hands, and
``=HYPERLINK(…)`` in one of them must stay a text (CWE-1236).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amtsfunk.report.safe import visible

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def sheet(rows: Iterable[Sequence[str]]) -> str:
    return MARK + "".join(f"{';'.join(map(_cell, row))}\r\n" for row in rows)


def _cell(text: str) -> str:
    seen = visible(text)
    guarded = f"'{seen}" if seen.lstrip().startswith(_FORMULA) else seen
    return '"' + guarded.replace('"', '""') + '"'
