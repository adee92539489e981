"""Front matter and body, told apart even where the lines of three hyphens are missing or were typed otherwise."""

from __future__ import annotations

import re
from typing import NamedTuple

from amtsfunk.source.yaml_tree import Trouble

_OPEN = re.compile(r"(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_DASHES = re.compile(r"[ \t]*(?:[–—―‒−]|[-–—―‐‑‒−](?:[ \t]*[-–—―‐‑‒−])+)[ \t]*")
_ANY_DASHES = re.compile(r"--|[–—―‒−]")
_KEYED = re.compile(r"(?P<key>\w[\w.\-]*)[ \t\xa0]*:")
_WORD = re.compile(r"\w[\w\-]*")
_TITLE = re.compile(r"#[ \t\xa0]")


class Front(NamedTuple):
    """Both halves of a file, with the line (from 1) on which each begins. ``found`` is False where there is no head."""

    head: str
    head_line: int
    body: str
    body_line: int
    found: bool
    troubles: list[Trouble]


def split_front(text: str, known: frozenset[str]) -> Front:
    """Split at the lines of three hyphens, or where they should have been. ``known`` are this kind of file's keys."""
    opening = _OPEN.match(text)
    if opening is None:
        return _split_unopened(text, known)
    closing = _CLOSE.search(text, opening.end())
    head_line = text.count("\n", 0, opening.end()) + 1
    if closing is None or _swallows_body(text[opening.end() : closing.start()], known):
        return _split_unclosed(text.split("\n"), head_line - 1, known, [])
    head = text[opening.end() : closing.start()]
    return Front(head, head_line, text[closing.end() + 1 :], head_line + head.count("\n") + 1, True, [])


def _swallows_body(head: str, known: frozenset[str]) -> bool:
    """Was a line of hyphens further down taken for the closing one? Then other dashes, or a title and plain text, stand
    before it."""
    if _TITLE.search(head) is None and _ANY_DASHES.search(head) is None:
        return False
    lines = head.split("\n")
    for number, line in enumerate(lines):
        if _DASHES.fullmatch(line):
            return True
        if _TITLE.match(line):
            return any(other.strip() and not _is_head_line(other, known) for other in lines[number + 1 :])
    return False


def _split_unopened(text: str, known: frozenset[str]) -> Front:
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    following = next((line for line in lines[first + 1 :] if line.strip()), "")
    line = lines[first]
    if _DASHES.fullmatch(line) and _is_head_line(following, known):
        trouble = Trouble("front-matter-dashes", first + 1, 1, {"found": line.strip()[:40], "fixed": "---"})
        return _split_unclosed(lines, first + 1, known, [trouble])
    trouble = Trouble("front-matter-missing", first + 1, 1, {"fixed": "---"})
    if not (_KEYED.match(line) and _is_head_line(line, known)):
        return Front("", first + 1, text, 1, False, [trouble])
    return _split_unclosed(lines, first, known, [trouble])


def _split_unclosed(lines: list[str], start: int, known: frozenset[str], troubles: list[Trouble]) -> Front:
    """``start`` is the number (from 0) of the head's first line."""
    end = _guess_end(lines, start, known)
    rest = end
    closing = lines[end] if end < len(lines) else ""
    if closing.rstrip(" \t") == "---":
        rest = end + 1
    elif _DASHES.fullmatch(closing):
        rest = end + 1
        values = {"found": closing.strip()[:40], "fixed": "---"}
        troubles = [*troubles, Trouble("front-matter-dashes", end + 1, 1, values)]
    else:
        last = max(start, end - 1) if end >= len(lines) or not lines[end].strip() else end
        troubles = [*troubles, Trouble("front-matter-unclosed", min(last, len(lines) - 1) + 1, 1, {"fixed": "---"})]
    head = "".join(line + "\n" for line in lines[start:end])
    return Front(head, start + 1, "\n".join(lines[rest:]), rest + 1, True, troubles)


def _guess_end(lines: list[str], start: int, known: frozenset[str]) -> int:
    """The number of the line that closes the head or, where none does, of the first one that is no part of it."""
    blank_from: int | None = None
    for number in range(start, len(lines)):
        line = lines[number]
        if not line.strip():
            blank_from = number if blank_from is None else blank_from
            continue
        if _DASHES.fullmatch(line):
            return number
        foreign = _TITLE.match(line) or not _is_head_line(line, known)
        after_blank = blank_from is not None and _key_of(line) not in known
        if foreign or after_blank:
            return number if blank_from is None else blank_from
        blank_from = None
    return len(lines) if blank_from is None else blank_from


def _key_of(line: str) -> str:
    match = _WORD.match(line)
    return match[0] if match else ""


def _is_head_line(line: str, known: frozenset[str]) -> bool:
    if line[:1] in (" ", "\t", "#", "\xa0") or line.startswith("- "):
        return True
    return _KEYED.match(line) is not None or _key_of(line) in known
