"""Plain text → HTML and Markdown, German dates. Everything is escaped; only http and https become links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from html import escape
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup

from amtsfunk.model.german import MONTHS, german_day, german_time

_LINK = re.compile(r"https?://[^\s<>\"\u00a0]+", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])\w+")
_TRAILING = ".,;:!?'\")]}»«“”‘’…"
_MARKDOWN = re.compile(r"[\\`*_{}\[\]#|~!<>&^]")
_LINE_START = re.compile(r"^(\d*)([+\-=:.)])")


def german_moment(moment: datetime, zone: ZoneInfo) -> str:
    """``1. Dezember 2026, 9:05 Uhr`` in the authority's zone."""
    local = moment.astimezone(zone)
    return f"{german_day(local.date())}, {german_time(local)}"


def month_name(month: str) -> str:
    """``2026/12`` → ``Dezember 2026``."""
    year, number = month.split("/")
    return f"{MONTHS[int(number) - 1]} {year}"


def web_address(value: str | None) -> str | None:
    """The address where it is an http or https one that a browser understands, else None."""
    if not value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def html_text(text: str) -> str:
    """A post's plain text as HTML paragraphs: line breaks kept, addresses linked, hashtags marked, all else escaped."""
    return "\n".join(html_paragraphs(text))


def html_paragraphs(text: str) -> list[str]:
    """As ``html_text``, one ``<p>…</p>`` each."""
    blocks = re.split(r"\n\s*\n", text.strip("\n"))
    return [f"<p>{'<br>'.join(_html_line(line) for line in block.splitlines())}</p>" for block in blocks if block]


def _html_line(line: str) -> str:
    out, last = [], 0
    for found in _LINK.finditer(line):
        address = _without_trailing(found[0])
        out.append(_hashtags(line[last : found.start()]))
        shown = escape(address)
        if web_address(address):
            out.append(f'<a class="af-address" href="{shown}" rel="noopener nofollow">{shown}</a>')
        else:
            out.append(shown)
        last = found.start() + len(address)
    out.append(_hashtags(line[last:]))
    return "".join(out)


def _without_trailing(address: str) -> str:
    """Punctuation after an address belongs to the sentence; a closing bracket stays where the address opens one."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _hashtags(text: str) -> str:
    out, last = [], 0
    for found in _HASHTAG.finditer(text):
        out.append(escape(text[last : found.start()]))
        out.append(f'<span class="af-hashtag">{escape(found[0])}</span>')
        last = found.end()
    out.append(escape(text[last:]))
    return "".join(out)


def markdown_value(text: object) -> str:
    """Any value as Markdown that shows exactly that text, on one line: what could mean something becomes an entity."""
    return _LINE_START.sub(lambda found: f"{found[1]}&#{ord(found[2])};", markdown_cell(text))


def markdown_cell(text: object) -> str:
    """The same inside a table, where nothing stands at the beginning of a line."""
    return _MARKDOWN.sub(_entity, " ".join(str(text).split()))


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def markdown_paragraphs(text: str) -> Markup:
    """Plain text as HTML paragraphs that may stand in a Markdown page."""
    return Markup(html_text(text))  # noqa: S704 - html_text escapes


def markdown_sentences(text: str) -> Markup:
    """Easy language: the lines as written, or each sentence on a line of its own where there is only one line."""
    if "\n" in text.strip():
        return markdown_paragraphs(text)
    sentences = re.split(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ„])", " ".join(text.split()))
    return Markup("<p>" + "<br>\n".join(escape(sentence, quote=False) for sentence in sentences) + "</p>")  # noqa: S704


def markdown_lines(markdown: str) -> str:
    """Easy-language prose: line ends inside a paragraph stay line ends (two blanks, as Markdown wants it)."""
    return re.sub(r"(?<=[^\s])\n(?=[^\s#>|*+-])(?!\d+[.)] )", "  \n", markdown)


def prose_without_html(markdown: str) -> str:
    """Prose may use Markdown, not HTML: a ``<`` that opens a tag is shown as text; ``<https://…>`` stays a link."""
    return re.sub(r"<(?!https?://)", "&lt;", markdown)


def shortened(text: str, length: int = 200) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0] + " …"


def joined(words: Iterable[str]) -> str:
    """``a, b und c``."""
    listed = list(words)
    return " und ".join(filter(None, [", ".join(listed[:-1]), listed[-1] if listed else ""]))
