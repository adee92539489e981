"""The body of a post: plain text in which exactly four things mean anything (DESIGN.md § Content format).

``# `` once, the title · ``## Teil N`` · ``## <channel>`` in any case, which replaces all parts for that channel until
the next (a ``## Teil N`` below it is a part of that channel's own text) · a picture line. ``\\`` at the start of a line
escapes them. Text is NFC and loses its outer blank lines; everything else goes out as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from amtsfunk.model.post import Part, Picture
from amtsfunk.source.nearest import nearest
from amtsfunk.source.parsed import Spot
from amtsfunk.source.typed import built, slugify
from amtsfunk.source.yaml_tree import Trouble

_MARKED = re.compile(r"\n([#!\\\-–—― \t\xa0][^\n]*)")
_MARKED_OR_PICTURE = re.compile(r"\n((?:[#!\\\-–—― \t\xa0]|[^\n]*!\[)[^\n]*)")
"""A line that may mean something; the line break before it is what makes looking for one quick."""
_PICTURE = re.compile(r"!\[(?P<alt>.*)\]\(\s*(?P<file>[^\s()\"„“”]+)(?:\s+[\"'„“”‚‘](?P<credit>.*)[\"'„“”‚‘])?\s*\)\s*")
_SPACED = re.compile(
    r"!\[(?P<alt>.*)\]\(\s*(?P<stem>[^()\"„“”/\\]+)(?P<ending>\.(?:jpe?g|png|gif|webp|avif|svg))(?P<rest>\s.*)?\)\s*",
    re.IGNORECASE,
)
"""A picture line whose only fault is its file's name."""
_INLINE = re.compile(
    r"!\[[^\]\n]{0,2000}\]\([^)\[\n]{0,300}\.(?:jpe?g|png|gif|webp|avif|svg)\b[^)\[\n]{0,300}\)", re.IGNORECASE
)
_DASHES = re.compile(r"[-–—―](?:[ \t]*[-–—―])+[ \t]*")
_ESCAPED = re.compile(r"\\+(?=#|!\[|[-–—―])")
_PART = re.compile(r"Teil[ \t\xa0]+([0-9]{1,3})", re.IGNORECASE)
_GLUED_PART = re.compile(r"Teil[ \t\xa0]*([0-9]{1,3})", re.IGNORECASE)
_LONGEST_PICTURE_LINE = 5_000
"""Characters: several times what any network takes of a description; what is longer is no picture line."""
_PICTURE_EXAMPLE = '![Was auf dem Bild zu sehen ist](datei.jpg "Foto: Name")'


@dataclass(slots=True)
class _Piece:
    """A part in the making: runs of lines, each with the number of its first line."""

    line: int
    runs: list[tuple[int, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def close(self) -> Part:
        whole = "\n".join([run for _, run in self.runs]) if len(self.runs) != 1 else self.runs[0][1]
        text = whole.strip("\n")
        if not text or text[0].isspace() or text[-1].isspace():
            text, before = _strip_blank_lines(whole)
        else:
            before = whole.index(text[0])  # only line breaks stand before it
        line = self._number_at(before) if text else self._first_line()
        return built(Part, {"text": text, "pictures": tuple(self.pictures), "line": line})

    def _number_at(self, index: int) -> int:
        line, first_run = self.runs[0]
        # Mostly the first run is the whole text.
        return line + index if index <= first_run.count("\n") else self.numbers()[index]

    def _first_line(self) -> int:
        return self.pictures[0].line if self.pictures else self.line

    def numbers(self) -> list[int]:
        """Where each line stands."""
        return [number for line, run in self.runs for number in range(line, line + run.count("\n") + 1)]

    def find_spots(self, part: Part) -> Spot:
        before = self.numbers().index(part.line) if part.text else 0
        numbers = self.numbers()[before : before + part.text.count("\n") + 1] if part.text else []
        inner: dict[str, tuple[int, int, Spot]] = {"text": (part.line, 1, (part.line, 1, numbers))}
        if self.pictures:
            places: list[Spot] = [(picture.line, picture.column) for picture in self.pictures]
            inner["pictures"] = (part.line, 1, (part.line, 1, places))
        return (part.line, 1, inner)

    @property
    def is_empty(self) -> bool:
        for _, run in self.runs:
            if run and not run.isspace():
                return False
        return not self.pictures


def _strip_blank_lines(text: str) -> tuple[str, int]:
    """The text without outer lines that are blank, and how many were left out before it."""
    if text.isspace():
        return "", 0
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    end = text.find("\n", len(text.rstrip()))
    return text[start : end if end >= 0 else len(text)], text.count("\n", 0, start)


@dataclass(slots=True)
class Body:
    """What stands in a body; ``find_spots`` tells where."""

    title: str
    parts: tuple[Part, ...]
    channel_texts: dict[str, tuple[Part, ...]]
    troubles: list[Trouble]
    find_spots: Callable[[], dict[str, Spot]]


class _Reader:
    """Walks through the lines of one body."""

    def __init__(self, first_line: int, channels: tuple[str, ...] | None) -> None:
        self.first_line = first_line
        self.channels = channels
        self.by_plain = {channel.casefold(): channel for channel in channels or ()}
        self.title = ""
        self.title_line = 0
        self.pieces: list[_Piece] = [_Piece(first_line)]
        self.common = self.pieces
        self.sections: dict[str, list[_Piece]] = {}
        self.section_lines: dict[str, int] = {}
        self.troubles: list[Trouble] = []

    def report(self, rule: str, line: int, column: int = 1, **values: str) -> None:
        self.troubles.append(Trouble(rule, line, column, values))

    def add_text(self, text: str, line: int) -> None:
        self.pieces[-1].runs.append((line, text))

    def read_line(self, text: str, line: int) -> None:
        """A line that may mean something; the well-formed ones first."""
        if text.startswith("## "):
            self._read_section(text, line)
        elif text.startswith("# "):
            self._read_title(text, line)
        elif text.startswith("!["):
            self._read_picture(text, line, 0)
        else:
            self._read_doubtful(text, line)

    def _read_doubtful(self, text: str, line: int) -> None:
        content = text.lstrip(" \t\xa0")
        indent = len(text) - len(content)
        if not indent and _ESCAPED.match(text):
            self.add_text(text[1:], line)
        elif content.startswith("#") and (indent == 0 or self._is_section(content)):
            if indent:
                self.report("section-indented", line, 1, fixed=content)
            self._read_heading(content, line)
        elif content.startswith("!["):
            if indent:
                self.report("section-indented", line, 1, fixed=content)
            self._read_picture(content, line, indent)
        elif _DASHES.fullmatch(content):
            self.report("dashes-line", line, indent + 1, fixed="\\" + content)
            self.add_text(text, line)
        else:
            if match := _INLINE.search(text):
                self.report("picture-inline", line, match.start() + 1, fixed=_complete_picture(match[0]))
            self.add_text(text, line)

    def _is_section(self, content: str) -> bool:
        name = content.lstrip("#").strip(" \t\xa0")
        if content.startswith("##"):
            return content[2:3] != "#" and (_PART.fullmatch(name) is not None or self._channel_of(name) is not None)
        return content[1:2] in (" ", "\t", "\xa0") and not self.title_line

    def _read_heading(self, text: str, line: int) -> None:
        spaced = len(text) > 1 and text[1] in " \t\xa0"
        if spaced or text == "#":
            self._read_title(text, line)
        elif text.startswith("##") and text[2:3] != "#":
            self._read_section(text, line)
        else:
            self.add_text(text, line)

    def _read_title(self, text: str, line: int) -> None:
        title = text[1:].strip(" \t\xa0")
        if self.title_line:
            self.report("second-title", line, 1, first_line=str(self.title_line), fixed="\\" + text)
            self.add_text(text, line)
            return
        self.title, self.title_line = title, line
        if not title:
            self.report("missing-title", line, 1, fixed="# …")
        if self.pieces is not self.common or len(self.common) > 1 or not self.pieces[0].is_empty:
            self.report("text-before-title", line)

    def _read_section(self, text: str, line: int) -> None:
        name = " ".join(text[2:].split())
        glued = text[2:3] not in (" ", "\t", "\xa0", "")
        part = (_GLUED_PART if glued else _PART).fullmatch(name)
        channel = None if part else self._channel_of(name)
        if glued:
            if part is None and channel is None:
                self.add_text(text, line)
                return
            fixed = f"## Teil {part[1]}" if part else f"## {name}"
            self.report("section-without-space", line, 1, fixed=fixed)
        if part is not None:
            self._begin_part(int(part[1]), line)
        elif channel is not None:
            self._begin_channel(channel, name, line)
        else:
            self._report_unknown(name, text, line)

    def _report_unknown(self, name: str, text: str, line: int) -> None:
        channels = self.channels or ()
        loose = re.fullmatch(r"(?:Teil|Part|Abschnitt|T)\.?[ ]*([0-9]{1,3})[.:)]?", name, re.IGNORECASE)
        suggestion = f"Teil {loose[1]}" if loose else nearest(name, channels)
        fixed = f"## {suggestion}" if suggestion else "\\" + text
        values = {"name": name, "suggestion": suggestion, "channels": ", ".join(channels), "fixed": fixed}
        self.report("unknown-section", line, 1, **values)
        if suggestion in channels and suggestion not in self.sections:
            # What follows was written for that channel; elsewhere it would only be told to be too long.
            self._begin_channel(suggestion, suggestion, line)
        else:
            self.add_text(text, line)

    def _channel_of(self, name: str) -> str | None:
        plain = name.casefold().replace(" ", "-")
        if self.channels is None:
            return plain if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", plain) else None
        return self.by_plain.get(plain)

    def _begin_part(self, number: int, line: int) -> None:
        if number == 1 and len(self.pieces) == 1 and self.pieces[0].is_empty:
            return
        expected = len(self.pieces) + 1
        if number != expected:
            fixed = f"## Teil {expected}"
            self.report("part-number", line, 1, found=str(number), expected=str(expected), fixed=fixed)
        self._end_piece()
        self.pieces.append(_Piece(line))

    def _begin_channel(self, channel: str, name: str, line: int) -> None:
        self._end_piece()
        if channel in self.sections:
            self.report("duplicate-section", line, 1, name=name, first_line=str(self.section_lines[channel]))
        self.pieces = [_Piece(line)]
        self.sections.setdefault(channel, self.pieces)
        self.section_lines.setdefault(channel, line)

    def _end_piece(self) -> None:
        piece = self.pieces[-1]
        if piece.is_empty and (self.pieces is not self.common or len(self.common) > 1):
            name = next((channel for channel, pieces in self.sections.items() if pieces is self.pieces), "")
            shown = name if len(self.pieces) == 1 else f"Teil {len(self.pieces)}"
            self.report("empty-part", piece.line, 1, name=shown)

    def _read_picture(self, text: str, line: int, indent: int) -> None:
        match = _PICTURE.fullmatch(text) if len(text) <= _LONGEST_PICTURE_LINE else None
        if match is None:
            self.report("picture-malformed", line, indent + 1, fixed=_complete_picture(_respell_picture(text)))
            self.add_text(text, line)
            return
        file = match["file"]
        if "/" in file or "\\" in file:
            bare = re.split(r"[/\\]", file)[-1]
            column = indent + match.start("file") + 1
            self.report("picture-path", line, column, file=file, fixed=text.replace(file, bare))
            file = bare
        credit = (match["credit"] or "").strip() or None
        alt = match["alt"].strip()
        picture = {"file": file, "alt": alt, "credit": credit, "line": line, "column": indent + 1}
        self.pieces[-1].pictures.append(built(Picture, picture))

    def finish(self) -> Body:
        self._end_piece()
        if not self.title_line:
            self._report_untitled()
        textless = all(piece.is_empty for piece in self.common)
        if self.title_line and textless and not self._every_channel_has_its_own():
            self.report("missing-text", self.title_line)
        common = tuple([piece.close() for piece in self.common])
        texts = {channel: tuple([piece.close() for piece in pieces]) for channel, pieces in self.sections.items()}
        return Body(
            self.title, () if textless else common, texts, self.troubles, partial(self._find_spots, common, texts)
        )

    def _find_spots(self, common: tuple[Part, ...], texts: dict[str, tuple[Part, ...]]) -> dict[str, Spot]:
        title_line = self.title_line or self.first_line
        inner: dict[str, Spot] = {}
        for channel, parts in texts.items():
            line = self.section_lines[channel]
            inner[channel] = (line, 1, _spot_of(self.sections[channel], parts))
        return {
            "title": (title_line, 1, (title_line, 3)),
            "parts": (self.first_line, 1, _spot_of(self.common, common)),
            "channel_texts": (self.first_line, 1, (self.first_line, 1, inner)),
        }

    def _every_channel_has_its_own(self) -> bool:
        return bool(self.sections) and all(channel in self.sections for channel in self.channels or ())

    def _report_untitled(self) -> None:
        piece = self.common[0]
        lines = "\n".join(run for _, run in piece.runs).split("\n")
        found = ((text, number) for text, number in zip(lines, piece.numbers(), strict=False) if text.strip())
        text, line = next(found, ("", self.first_line))
        short = text.lstrip("# \t")[:100].rstrip()
        self.report("missing-title", line, 1, fixed=f"# {short or '…'}")


def _respell_picture(text: str) -> str:
    """The picture line with the name that its file should have; empty where the fault is another one."""
    match = _SPACED.fullmatch(text) if len(text) <= _LONGEST_PICTURE_LINE else None
    name = slugify(match["stem"]) if match else ""
    fixed = f"![{match['alt']}]({name}{match['ending'].lower()}{match['rest'] or ''})" if match and name else ""
    return fixed if _PICTURE.fullmatch(fixed) else ""


def _complete_picture(text: str) -> str:
    """A picture line that stands by itself: bare name, and what is to be filled in where there is no description."""
    match = _PICTURE.fullmatch(text)
    if match is None:
        return _PICTURE_EXAMPLE
    file = re.split(r"[/\\]", match["file"])[-1]
    alt, credit = match["alt"].strip(), (match["credit"] or "").strip()
    if not alt:
        alt, credit = "Was auf dem Bild zu sehen ist", credit or "Foto: Name"
    return f'![{alt}]({file} "{credit}")' if credit else f"![{alt}]({file})"


def _spot_of(pieces: list[_Piece], parts: tuple[Part, ...]) -> Spot:
    return (parts[0].line, 1, [piece.find_spots(part) for piece, part in zip(pieces, parts, strict=True)])


def read_body(text: str, first_line: int, channels: tuple[str, ...] | None) -> Body:
    """A body in NFC, whose first line is line ``first_line`` of the file.

    ``channels`` are the post's, by which ``## <channel>`` is known; None where they could not be read, so that every
    single word passes for one.
    """
    reader = _Reader(first_line, channels)
    marked = _MARKED_OR_PICTURE if "![" in text else _MARKED
    number = first_line
    # A run of lines between two marked ones (every second piece) still has the line break before each line.
    for index, piece in enumerate(marked.split("\n" + text)):
        if index % 2:
            reader.read_line(piece, number)
            number += 1
        elif piece:
            reader.add_text(piece[1:], number)
            number += piece.count("\n")
    return reader.finish()
