"""From the HTML in which a Mastodon archive keeps a post to the plain text that readers saw.

Paragraphs and line breaks stay; a link becomes its whole address, a mention its full name, a hashtag its words. What
is no text (scripts, styles) goes. Nothing is looked up, and whatever is broken in the markup, text comes out.
Source: Mastodon's formatter (`app/lib/text_formatter.rb`), which writes these few elements and no others.
"""

from __future__ import annotations

from html.parser import HTMLParser
from unicodedata import normalize
from urllib.parse import urlsplit

from amtsfunk.source.characters import without_hidden
from amtsfunk.source.past import sound

_BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"script", "style", "template", "noscript", "title"})


def to_plain(markup: str) -> str:
    """The text, NFC, without outer blank lines; never raises."""
    reader = _Reader()
    reader.feed(sound(markup).replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    lines = [line.strip(" \t") for line in "".join(reader.pieces).split("\n")]
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return normalize("NFC", without_hidden(normalize("NFC", text))).strip("\n")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0
        self.link: tuple[str, str] | None = None
        """Address and class of the link that is open."""
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self._say("\n")
        elif tag == "li":
            self._say("\n- ")
        elif tag in _BLOCKS:
            self._say("\n\n")
        elif tag == "a":
            self._end_link()
            values = dict(attrs)
            self.link = (sound(values.get("href") or "").strip(), values.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self._say("\n\n")
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            # Line breaks of the source mean nothing; Mastodon writes each that is meant as <br>.
            self._say(data.replace("\n", " "))

    def close(self) -> None:
        super().close()
        self._end_link()

    def _say(self, text: str) -> None:
        (self.pieces if self.link is None else self.words).append(text)

    def _end_link(self) -> None:
        if self.link is None:
            return
        (address, kinds), words = self.link, "".join(self.words)
        self.link, self.words = None, []
        self.pieces.append(_spell(address, kinds.split(), words))


def _spell(address: str, kinds: list[str], words: str) -> str:
    shown = words.strip()
    if "hashtag" in kinds or shown.startswith("#"):
        return words
    if "mention" in kinds or shown.startswith("@"):
        return _full_name(address, shown)
    if not _is_web(address):
        return words
    # What readers saw was cut short by style sheets; where the words are none of the address, both stay.
    seen = shown.removesuffix("…")
    return address if not seen or seen in address else f"{shown} ({address})"


def _full_name(address: str, shown: str) -> str:
    name = shown.removeprefix("@")
    host = _host(address)
    return f"@{name}@{host}" if name and "@" not in name and host else shown


def _is_web(address: str) -> bool:
    printable = address.isprintable() and " " not in address
    return printable and address.startswith(("https://", "http://")) and _host(address) != ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
