"""Whether a status of the Mastodon API is the text that was sent, as far as its source or its HTML can say. Pure.

A server gives one's own text back as it was sent (``/source``). Where it does not, there is only the HTML that it made
of it: paragraphs, line breaks, addresses in three spans, mentions without their host.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

_MENTION = re.compile(r"(@\w[\w.-]*)@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"\w+")
_RUN = re.compile(r"\s+")
_BEGINNING = 40
"""Letters and digits that two texts have in common at their beginning before one is taken for a form of the other."""
_WORTH_ASKING, _NEARLY_ALL = 0.5, 0.8


def normal(text: str) -> str:
    """A source as servers keep it: line ends and the space around a text are theirs."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def same_source(ours: str, theirs: str) -> bool:
    return normal(ours) == normal(theirs)


def same_html(ours: str, html: str) -> bool:
    """Whether the HTML shows our text: the same characters, lines and paragraphs. How many spaces or empty lines there
    were, and the host of a mention, HTML does not tell."""
    return _shape(ours) == _shape(plain_of(html))


def same_letters(ours: str, html: str) -> bool:
    """Whether both have the same letters and digits, whatever a server makes of signs (a list of lines, an emphasis).
    Enough to tell the answer to one's own request from another's, or from an empty one."""
    return _letters(ours) == _letters(plain_of(html))


def begins_alike(ours: str, theirs: str) -> bool:
    """Too alike to be called another text: somebody may have mended it, or the server changed it."""
    return _letters(ours)[:_BEGINNING] == _letters(theirs)[:_BEGINNING]


def may_be(ours: str, html: str) -> bool:
    """Whether the source is worth asking for. Generous: a server that reads Markdown drops numbers and addresses."""
    one, other = _words(ours), _words(plain_of(html))
    return begins_alike(ours, plain_of(html)) or len(one & other) >= _WORTH_ASKING * min(len(one), len(other))


def shares_nearly_all(ours: str, html: str) -> bool:
    """Where there is no source: whether two texts have so many words in common that HTML alone does not part them."""
    one, other = _words(ours), _words(plain_of(html))
    return len(one & other) >= _NEARLY_ALL * max(len(one), len(other))


def plain_of(html: str) -> str:
    """The text that HTML shows, its invisible parts included; a paragraph ends with an empty line."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.texts).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "blockquote", "pre"):
            self.texts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _shape(text: str) -> str:
    """Every run of white space as what a reader sees of it: a paragraph, a line or a space."""
    return _RUN.sub(lambda run: "\n" * min(run[0].count("\n"), 2) or " ", _named(normal(text)))


def _named(text: str) -> str:
    """Mentions without their host, as they are shown."""
    return _MENTION.sub(r"\1", text)


def _letters(text: str) -> str:
    return "".join(sign for sign in _named(normal(text)).casefold() if sign.isalnum())


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_named(normal(text)).casefold()))
