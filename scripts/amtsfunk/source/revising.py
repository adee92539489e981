"""Raising a post's ``revision`` and nothing else: the line in its head, as the person wrote the rest."""

from __future__ import annotations

import re

_OPEN = re.compile(r"\s*---[ \t]*\r?\n")
_CLOSE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_LINE = re.compile(r"^(?P<key>revision[ \t]*:[ \t]*)(?P<number>\d+)(?P<rest>[ \t]*(?:#.*)?)$", re.MULTILINE)


def raise_revision(text: str, revision: int) -> str | None:
    """The file's text with this revision; None where its head is not written as usual, so that nothing is guessed."""
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    head = text[opening.end() : closing.start()]
    found = list(_LINE.finditer(head))
    if len(found) > 1 or (not found and re.search(r"^revision\b", head, re.MULTILINE)):
        return None
    if found:
        head = _LINE.sub(rf"\g<key>{revision}\g<rest>", head)
    else:
        end = "\r\n" if opening[0].endswith("\r\n") else "\n"
        head += f"revision: {revision}{end}"
    return text[: opening.end()] + head + text[closing.start() :]
