"""Changing one line in a post's head and nothing else: its ``revision``, or its time."""

from __future__ import annotations

import re

_OPEN = re.compile(r"\s*---[ \t]*\r?\n")
_CLOSE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_LINE = re.compile(r"^(?P<key>revision[ \t]*:[ \t]*)(?P<number>\d+)(?P<rest>[ \t]*(?:#.*)?)$", re.MULTILINE)
_TIME = re.compile(r"^publish_at[ \t]*:[^\r\n#]*?(?P<rest>[ \t]*(?:#[^\r\n]*)?\r?)$", re.MULTILINE)


def raise_revision(text: str, revision: int) -> str | None:
    """The file's text with this revision; None where its head is not written as usual, so that nothing is guessed."""
    parts = _split(text)
    if parts is None:
        return None
    opening, head, rest = parts
    found = list(_LINE.finditer(head))
    if len(found) > 1 or (not found and re.search(r"^revision\b", head, re.MULTILINE)):
        return None
    if found:
        return opening + _LINE.sub(rf"\g<key>{revision}\g<rest>", head) + rest
    return f"{opening}{head}revision: {revision}{_line_end(opening)}{rest}"


def set_time(text: str, spelled: str) -> str | None:
    """The file's text with this ``publish_at``, in the place of an earlier one or as the first line of the head; None
    where the head is not written as usual. ``spelled``: ``01.12.2026 09:00``."""
    parts = _split(text)
    if parts is None:
        return None
    opening, head, rest = parts
    found = list(_TIME.finditer(head))
    if len(found) > 1 or (not found and re.search(r"^publish_at\b", head, re.MULTILINE)):
        return None
    if found:
        return opening + _TIME.sub(rf"publish_at: {spelled}\g<rest>", head) + rest
    return f"{opening}publish_at: {spelled}{_line_end(opening)}{head}{rest}"


def _split(text: str) -> tuple[str, str, str] | None:
    """(up to the head, the head, from its closing line on)."""
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    return text[: opening.end()], text[opening.end() : closing.start()], text[closing.start() :]


def _line_end(opening: str) -> str:
    return "\r\n" if opening.endswith("\r\n") else "\n"
