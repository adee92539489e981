"""From Markdown to the plain text that goes out, and from a long text to parts. Nothing that a reader sees is lost.

Emphasis loses its marks, a link keeps its words and its address, a heading its words; every line that changed is
named. A text is cut at paragraphs, else at lines, sentences, words, and only then within a word.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\n]+)\]\((?P<address>[^)\s]+)(?:\s+\"[^\"\n]*\")?\)")
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w*])|(?<![\w_])__(?=\S)(.+?)(?<=\S)__(?![\w_])")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\w_])"
)
_HEADING = re.compile(r"\A#{1,6}[ \t]+(.*?)[ \t]*#*\Z")
_ADDRESS = re.compile(r"https?://\S+")
_COMMENT = re.compile(r"<!--.*?-->")
_MARKED = re.compile(
    r"\A(?:\\+(?=#|!\[|[-–—―])|[ \t\xa0]*(?:#(?=[ \t\xa0]|\Z)|##|!\[|[-–—―](?:[ \t]*[-–—―])+[ \t]*\Z))"
)
_INVISIBLE = frozenset("\u200b\u200c\u2060\ufeff\u00ad\u180e") | {chr(code) for code in range(0x202A, 0x202F)}
_TURNING = frozenset(chr(code) for code in (*range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))
_CUTS = (r"(?<=\n)\n+", r"\n", r"(?<=[.!?…])[ \t]+", r"[ \t]+")
_JOINS = ("\n\n", "\n", " ", " ")


class Plain(NamedTuple):
    """``text`` as it goes out; ``changed``: (line before, line after) of every line that is not the same."""

    text: str
    changed: tuple[tuple[str, str], ...]


def make_plain(markdown: str) -> Plain:
    """Markdown → plain text, NFC, line by line."""
    lines, changed = [], []
    for line in markdown.split("\n"):
        plain = _plain_line(line)
        lines.append(plain)
        if plain.strip() != line.strip():
            changed.append((line.strip(), plain.strip()))
    return Plain("\n".join(lines).strip("\n"), tuple(changed))


def clean(text: str) -> str:
    """Without the invisible and direction-turning characters that our posts may not hold, in NFC."""
    kept = "".join(character for character in text if character not in _INVISIBLE and character not in _TURNING)
    return unicodedata.normalize("NFC", kept)


def escape(text: str) -> str:
    """``text`` with a backslash before each line that would mean something in a post's body."""
    return "\n".join("\\" + line.lstrip(" \t\xa0") if _MARKED.match(line) else line for line in text.split("\n"))


def split_text(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """The text in as few pieces, in order, as ``fits`` allows when each is filled from the front. Never empty."""
    return tuple(_split(text, fits, 0)) or ("",)


def _plain_line(line: str) -> str:
    text = _COMMENT.sub("", clean(line))
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0"

    text = _AUTOLINK.sub(r"\1", _LINK.sub(_spell_link, text))
    text = _ADDRESS.sub(keep, text)
    if heading := _HEADING.match(text):
        text = heading[1]
    for marks in (_STRONG, _EMPHASIS):
        text = marks.sub(lambda found: found[1] or found[2], text)
    text = html.unescape(text)
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text).rstrip()


def _spell_link(link: re.Match[str]) -> str:
    words, address = link["words"].strip(), link["address"]
    return address if words == address else f"{words} ({address})"


def _split(text: str, fits: Callable[[str], bool], level: int) -> list[str]:
    if fits(text):
        return [text]
    if level == len(_CUTS):
        return _chop(text, fits)
    pieces: list[str] = []
    for unit in filter(str.strip, re.split(_CUTS[level], text)):
        joined = pieces[-1].rstrip() + _JOINS[level] + unit if pieces else unit
        if pieces and fits(joined):
            pieces[-1] = joined
        else:
            pieces.extend(_split(unit.strip("\n"), fits, level + 1))
    return [piece.strip() for piece in pieces]


def _chop(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Within a word, at the last character that fits; one character at least, so that it ends."""
    pieces = []
    while text and not fits(text):
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
        pieces.append(text[:low])
        text = text[low:]
    return [*pieces, text] if text else pieces
