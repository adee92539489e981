"""Applications for a channel of one's own: front matter, a title, and the sections ``## a) …`` to ``## h) …``."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from amtsfunk.model.application import Application, ApplicationHead, Section
from amtsfunk.model.finding import Finding
from amtsfunk.source.markdown import parse_page
from amtsfunk.source.parsed import Parsed, Positions
from amtsfunk.source.reading import is_sound

_SECTION = re.compile(r"##(?!#)[ \t]*(.*?)[ \t#]*")
_LETTER = re.compile(r"([a-h])[ \t]*[).:][ \t]*(.*)", re.IGNORECASE)
_TITLE = re.compile(r"#[ \t]+(\S.*?)[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def parse_application(path: str, data: bytes, zone: ZoneInfo | None = None) -> Parsed[Application]:
    """Read ``plans/applications/<slug>.md``. Never raises. Which sections there must be is for the rules to say.

    ``positions.at("title")`` and ``positions.at("sections", 0)`` are the lines of the headings.
    """
    page = parse_page(path, data, ApplicationHead, zone)
    if page.mended is None:
        return Parsed(None, page.findings, page.positions)
    head, body = page.mended
    first = page.positions.at("body").line
    title, title_line, sections = _read_sections(body, first)
    findings = page.findings
    if not title:
        findings = (
            *findings,
            Finding("missing-title", page.positions.at("body"), {"fixed": f"# {head.working_title}"}),
        )
    positions = _with_sections(page.positions, title_line, sections)
    fields = {"id": path.rpartition("/")[2].removesuffix(".md"), "path": path, "head": head, "title": title}
    application = Application(**fields, sections=sections)
    sound = page.value is not None and is_sound(findings)
    return Parsed(application if sound else None, findings, positions, application)


def _read_sections(body: str, first: int) -> tuple[str, int, tuple[Section, ...]]:
    """(title, its line, sections). ``first`` is the line of the file on which ``body`` begins."""
    title, title_line = "", first
    found: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(body.split("\n"), start=first):
        if heading := _SECTION.fullmatch(line):
            found.append((heading[1], number, []))
        elif found:
            found[-1][2].append(line)
        elif not title and (top := _TITLE.fullmatch(line)):
            title, title_line = top[1], number
    return title, title_line, tuple(_section(*one) for one in found)


def _section(heading: str, line: int, lines: list[str]) -> Section:
    lettered = _LETTER.fullmatch(heading)
    letter, words = (lettered[1].lower(), lettered[2]) if lettered else ("", heading)
    # What is commented out is the form's own advice, no answer.
    text = _COMMENT.sub("", "\n".join(lines)).strip()
    return Section(letter=letter, heading=words, text=text, line=line)


def _with_sections(positions: Positions, title_line: int, sections: tuple[Section, ...]) -> Positions:
    line, column, keys = positions.top if isinstance(positions.top, tuple) else positions.top()
    lines = [section.line for section in sections]
    first = lines[0] if lines else title_line
    more = {"title": (title_line, 1, (title_line, 1)), "sections": (first, 1, (first, 1, lines))}
    return Positions(positions.path, (line, column, {**keys, **more}))
