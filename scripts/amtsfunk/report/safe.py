"""Text from a repository, made harmless for a terminal, a log and a file.

File names and values are written by strangers: a line break forges a line, an escape sequence repaints the screen, a
bidirectional control swaps what one reads, and a lone surrogate (an undecodable byte of a file name) cannot be printed.
"""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def visible(text: str) -> str:
    """``text`` on one line, control, bidirectional and zero-width characters written out (``\\n``, ``\\u202e``)."""
    return _HARMFUL.sub(_write_out, text)


def encodable(text: str) -> str:
    """``text`` with undecodable bytes written out as ``\\xNN``: for formats that escape the rest themselves."""
    return _SURROGATE.sub(_write_out, text)


def _write_out(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if character in _SHORT:
        return _SHORT[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
