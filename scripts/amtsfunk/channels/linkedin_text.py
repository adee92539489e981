"""LinkedIn's „little text": how a plain text is written so that it appears there as typed, and read back.

Characters that mean something there need a backslash; LinkedIn cuts a text without a word at the first that has none.
Hashtags and mentions are written out as what they are. Source: learn.microsoft.com, Little Text Format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_RESERVED = re.compile(r"([\\|{}@\[\]()<>#*_~])")
_HASHTAG = re.compile(r"(?<![\w/&#])#(?=\w*[^\W\d_])(\w+)")
_WRITTEN = re.compile(
    r"\{hashtag\|\\?#\|((?:\\.|[^\\}|])*)\}"  # {hashtag|\#|Warntag}
    r"|@\[((?:\\.|[^\\\]])*)\]\(urn:li:[A-Za-z]+:[^)\s]*\)"  # @[THW](urn:li:organization:1)
    r"|\\(.)",
    re.DOTALL,
)
_ENTITY = re.compile(r"urn:li:(?:organization|person):[A-Za-z0-9_-]+")


def to_little(text: str, mentions: Iterable[Mapping[str, str]] = ()) -> str:
    """The text as it is sent. ``mentions``: the payload's; one whose account is no URN of LinkedIn's stays text."""
    known = {
        mention["handle"].removeprefix("@").casefold(): mention["account_id"]
        for mention in mentions
        if _ENTITY.fullmatch(mention["account_id"])
    }
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    mention = rf"(?<![\w@])@({names})(?![\w@])" if names else r"(?!)()"
    pattern = re.compile(rf"{_HASHTAG.pattern}|{mention}", re.IGNORECASE)
    pieces, at = [], 0
    for found in pattern.finditer(text):
        pieces.append(_escaped(text[at : found.start()]))
        tag, name = found[1], found[2]
        pieces.append(rf"{{hashtag|\#|{_escaped(tag)}}}" if tag else f"@[{_escaped(name)}]({known[name.casefold()]})")
        at = found.end()
    return "".join((*pieces, _escaped(text[at:])))


def from_little(little: str) -> str:
    """What people read of it; a mention is the name alone, as it is shown."""
    return _WRITTEN.sub(_read, little)


def same_text(one: str, other: str) -> bool:
    """Whether two little texts read alike, whichever way they are written."""
    return _plain(one) == _plain(other)


def _plain(little: str) -> str:
    lines = unicodedata.normalize("NFC", from_little(little)).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _read(found: re.Match[str]) -> str:
    tag, name, single = found.groups()
    if tag is not None:
        return "#" + from_little(tag)
    return from_little(name) if name is not None else single


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\1", text)
