"""Headings of a Markdown page and the anchors that MkDocs makes of them: links to them are judged and moved.

Pages come from proposals too, so nothing here takes longer than a line is long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARKS = re.compile(r"(#{1,6}) +")
_OWN_ANCHOR = re.compile(r"\{: *#([^\s{}]+) *\}")
_FENCE = re.compile(r" {0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Heading:
    """``level``: 1 for the largest. ``anchor``: unique on the page."""

    level: int
    words: str
    anchor: str


def unfenced(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Index and text of each line that is no part of a block of code."""
    fenced = False
    for place, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield place, line


def headings(lines: Sequence[str]) -> Iterator[tuple[int, Heading]]:
    """Index of the line and the heading that it is."""
    used: dict[str, int] = {}
    for place, line in unfenced(lines):
        if marks := _MARKS.match(line):
            words = line[marks.end() :].strip()
            before, _, after = words.rpartition("{:")
            own = _OWN_ANCHOR.fullmatch("{:" + after)
            words = before.rstrip() if own else words
            slug = own[1] if own else slug_of(words)
            number = used[slug] = used.get(slug, 0) + 1
            yield place, Heading(len(marks[1]), words, f"{slug}_{number - 1}" if number > 1 else slug)


def slug_of(heading: str) -> str:
    """As MkDocs makes an anchor of a heading."""
    plain = re.sub(r"[*`]|\[([^\[\]]*)\]\([^()]*\)", r"\1", heading)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())
