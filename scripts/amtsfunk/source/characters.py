"""Bytes → text, and every character in it that a reader cannot see.

UTF-8 without byte order mark, lines ended by ``\\n``; whatever else arrives is read as well as can be and said. Text
may hold no bidirectional controls and no zero-width characters outside emoji (DESIGN.md § Content format).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from amtsfunk.source.yaml_tree import Trouble

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SPACES = frozenset("\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_BIDI = frozenset(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))))
_JOINER, _SOFT_HYPHEN, _BLACK_FLAG = "\u200d", "\xad", "\U0001f3f4"
_KEYCAPS = frozenset("0123456789#*\u203c\u2049\u3030\u303d")
_ENCODED = frozenset("\x85\u2028\u2029")

TO_SPACE = {ord(sign): " " for sign in _SPACES} | dict.fromkeys(
    (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF), " "
)
"""For YAML: what libyaml would stumble over or read as a line break, replaced one to one so that columns hold."""
TO_NOTHING: dict[int, None] = dict.fromkeys(
    (0xAD, 0x34F, 0x61C, 0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
"""Left out of keys and values; the joiner stays, because emoji need it."""


_VISIBLE = bytes(range(0x20, 0x7F)) + b"\n"


def may_hide(data: bytes, text: str | None = None) -> bool:
    """A quick look at a whole file: False where it surely holds nothing that ``find_hidden`` would report.

    Plain ASCII is dropped first, which leaves whole characters, and few of them; what joins emoji is looked at closely.
    ``text`` is what ``decode`` made of the bytes, where that is known already.
    """
    rest = data.translate(None, _VISIBLE)
    try:
        signs = HIDDEN.findall(rest.decode("utf-8"))
        if not signs:
            return False
        text = text or data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return any(not _belongs_to_emoji(text, at, sign) for sign in dict.fromkeys(signs) for at in _places(text, sign))


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


_BEGINNINGS = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"PK\x03\x04", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"{\\rtf", "document"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_NO_TEXT = bytes([*range(9), *range(0x0E, 0x20)])


def kind_of_rubbish(data: bytes) -> str | None:
    """What a file is that cannot be read as text at all: ``utf-16``, ``document``, ``pdf``, ``picture``, ``binary``.
    None for whatever can, a text with a few faults included."""
    if data.startswith(b"---\n") and b"\0" not in data:
        return None  # nearly every file: whatever else is odd in a text that begins so, its reader says
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    start = data[:4096]
    odd = len(start) - len(start.translate(None, _NO_TEXT))
    if odd * 10 <= len(start):
        return None
    return "utf-16" if start.count(0) * 3 > len(start) else "binary"


def decode(data: bytes) -> tuple[str, list[Trouble]]:
    """Any bytes → text with ``\\n`` line ends, and what had to be mended for it."""
    troubles: list[Trouble] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as broken:
        # The mark is UTF-8 even where the rest is not.
        marked = data.startswith(b"\xef\xbb\xbf")
        text = ("\ufeff" if marked else "") + data[3 * marked :].decode("cp1252", errors="replace")
        troubles.append(_describe_byte(data, broken.start))
    if text.startswith("\ufeff"):
        text = text[1:]
        troubles.append(Trouble("byte-order-mark", 1, 1, {}))
    if "\r" in text:
        windows = text.replace("\r\n", "\n")
        first = text[: text.index("\r")].count("\n") + 1
        troubles.append(Trouble("carriage-return", first, 1, {"count": str(text.count("\r"))}))
        text = windows.replace("\r", "\n")
    return text, troubles


def _describe_byte(data: bytes, at: int) -> Trouble:
    """Columns in characters as an editor that guessed right would count them."""
    before = data[:at].decode("utf-8").replace("\r\n", "\n")
    guess = data[at : at + 1].decode("cp1252", errors="replace")
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Trouble("encoding-not-utf8", before.count("\n") + 1, column, {"byte": f"0x{data[at]:02x}", "guess": guess})


def find_hidden(text: str, first_line: int, in_yaml: bool) -> list[Trouble]:
    """Invisible characters of ``text``, whose first line is ``first_line`` of the file.

    No-break spaces are a matter of good typesetting in a post's text and reported only in YAML; soft hyphens are
    reported once, at the first.
    """
    found = (CONTROL if text.isascii() else HIDDEN).finditer(text)
    soft: list[int] = []
    spaces: list[int] = []
    troubles: list[Trouble] = []
    for match in found:
        at, sign = match.start(), match[0]
        if sign == _SOFT_HYPHEN:
            soft.append(at)
        elif sign in _SPACES:
            spaces.append(at)
        elif not _belongs_to_emoji(text, at, sign) and len(troubles) < 50:
            values = {"code": f"U+{ord(sign):04X}", "name": unicodedata.name(sign, "")}
            troubles.append(_trouble(_rule_for(sign), text, at, first_line, values))
    if spaces and in_yaml:
        values = {"code": f"U+{ord(text[spaces[0]]):04X}", "count": str(len(spaces))}
        troubles.append(_trouble("no-break-space", text, spaces[0], first_line, values))
    if soft:
        troubles.append(_trouble("soft-hyphen", text, soft[0], first_line, {"count": str(len(soft))}))
    return troubles


def _trouble(rule: str, text: str, at: int, first_line: int, values: dict[str, str]) -> Trouble:
    return Trouble(rule, first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at), values)


def _rule_for(sign: str) -> str:
    if sign in _BIDI:
        return "bidi-control"
    if sign in _ENCODED or unicodedata.category(sign) == "Cc":
        return "control-character"
    return "zero-width-character"


def _belongs_to_emoji(text: str, at: int, sign: str) -> bool:
    """Is this joiner, variation selector or tag a part of one emoji?"""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign == _JOINER:
        return (_is_symbol(before) or before == "\ufe0f") and _is_symbol(after)
    if "\ufe0e" <= sign <= "\ufe0f":
        return _is_symbol(before) or before in _KEYCAPS
    if "\U000e0020" <= sign <= "\U000e007f":
        start = at
        while start and "\U000e0020" <= text[start - 1] <= "\U000e007e" and at - start < 8:
            start -= 1
        return text[start - 1 : start] == _BLACK_FLAG
    return False


def _is_symbol(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] == "S"


def without_hidden(text: str) -> str:
    """``text`` without what ``find_hidden`` would report; spaces of typesetting stay, joiners inside emoji too."""

    def keep(match: re.Match[str]) -> str:
        sign = match[0]
        if sign in _ENCODED:
            return "\n"
        return sign if sign in _SPACES or _belongs_to_emoji(text, match.start(), sign) else ""

    return HIDDEN.sub(keep, text)


def is_space(sign: str) -> bool:
    """Is this one of the spaces that look like the ordinary one and are another?"""
    return sign in _SPACES
