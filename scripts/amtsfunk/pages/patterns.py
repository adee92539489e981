"""Patterns of the rules, for the browser: what the check finds, the writing page finds by the same pattern."""

from __future__ import annotations

import re

_WORD = r"\p{L}\p{N}_"
_TOKEN = re.compile(r"\[\^\\W\\d_\]|\\.|[\[\]]|(?s:.)")
_BOUNDARY = f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_OUTSIDE = {r"\w": f"[{_WORD}]", r"\d": r"\p{Nd}", r"\b": _BOUNDARY, r"\A": "^", r"\Z": "$", r"\"": '"'}
_INSIDE = {r"\w": _WORD, r"\d": r"\p{Nd}", r"\"": '"'}


def as_javascript(pattern: str) -> str:
    """The same pattern for ``new RegExp(…, "u")``: letters beyond ASCII are letters there, too.

    For patterns without named groups and inline flags, as those of the rules over wording are.
    """
    written = []
    inside = False
    for sign in _TOKEN.findall(pattern):
        if sign == r"[^\W\d_]":
            written.append(r"\p{L}")
            continue
        if sign in "[]" and (sign == "[") != inside:
            inside = sign == "["
        written.append((_INSIDE if inside else _OUTSIDE).get(sign, sign))
    return "".join(written)
