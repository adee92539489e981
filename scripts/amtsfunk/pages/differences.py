"""What a version says otherwise than the one before, word by word and told in words, never by colour alone.

Whoever leaves out what was inserted has the old text back, whoever leaves out what was struck has the new one; a
property test holds that for any two texts. No text becomes markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from markupsafe import Markup

from amtsfunk.pages.text import markdown_cell
from amtsfunk.source.versions import Section

_TOKEN = re.compile(r"\s+|\w+(?:[-*:’'.,/]\w+)*|[^\w\s]")
_PARAGRAPH = re.compile(r"(\n[ \t]*\n)")
_BREAK = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"\n|[.!?]\s*$")
_KEPT_WORDS = 2
"""Fewer unchanged words between two changes are told with them: a word alone between strokes helps nobody to read."""
_ALIKE = 0.5
"""Of the shorter text's words, a smaller share in the longer one: both are told whole, one after the other."""
_RENAMED = 0.8
"""From this share of common words on, two sections are one under another heading."""
_LARGEST = 4_000_000
"""Old tokens times new ones; above that, too, so that no text makes a build slow."""
_SIGNS = {
    ",": "Komma",
    ".": "Punkt",
    ";": "Semikolon",
    ":": "Doppelpunkt",
    "!": "Ausrufezeichen",
    "?": "Fragezeichen",
    "-": "Bindestrich",
    "–": "Gedankenstrich",
    "…": "Auslassungspunkte",
    "(": "Klammer auf",
    ")": "Klammer zu",
    "„": "Anführungszeichen",
    "“": "Anführungszeichen",
    "”": "Anführungszeichen",
    '"': "Anführungszeichen",
    "·": "Trennpunkt",
    "/": "Schrägstrich",
    "*": "Sternchen",
}


class Kind(StrEnum):
    same = "same"
    struck = "struck"
    inserted = "inserted"


_ELEMENTS = {Kind.struck: ("del", "gestrichen"), Kind.inserted: ("ins", "eingefügt")}


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


class What(StrEnum):
    """What became of a section, as a heading says it."""

    new = "neu"
    reworded = "geändert"
    signs = "nur Zeichensetzung geändert"
    moved = "verschoben"
    gone = "gestrichen"

    @property
    def heading(self) -> str:
        return self.value[0].upper() + self.value[1:]


@dataclass(frozen=True, slots=True)
class Change:
    """One section that is new, gone, worded otherwise or moved. ``key``: of the new version, where it is in there;
    ``pieces``: none where it only moved."""

    key: str
    title: str
    what: What
    pieces: tuple[Piece, ...]


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as one, the struck before what came in its place. Paragraphs are matched first, then words."""
    pieces: list[Piece] = []
    for same, gone, come in _runs(_PARAGRAPH.split(old), _PARAGRAPH.split(new)):
        pieces += [Piece(Kind.same, come)] if same else _words(gone, come)
    return tuple(_grown(piece for piece in pieces if piece.text))


def without(pieces: Iterable[Piece], kind: Kind) -> str:
    """The text without the pieces of one kind."""
    return "".join(piece.text for piece in pieces if piece.kind is not kind)


def compare_sections(old: Sequence[Section], new: Sequence[Section]) -> tuple[Change, ...]:
    """What changed, in the order of the new version; what is gone comes last. That others moved up or down because one
    was put before them is no change."""
    before, after = ({one.key: one for one in sections} for sections in (old, new))
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    changes = []
    for key, section in after.items():
        was = before.get(key)
        if was is None:
            changes.append(Change(key, section.title, What.new, (Piece(Kind.inserted, section.text),)))
        elif (was.title, was.text) != (section.title, section.text):
            changes.append(_reworded(was, section))
        elif key in moved:
            changes.append(Change(key, section.title, What.moved, ()))
    gone = (section for key, section in before.items() if key not in after)
    changes += [Change(one.key, one.title, What.gone, (Piece(Kind.struck, one.text),)) for one in gone]
    return tuple(changes)


def renamed(old: Sequence[Section], new: Sequence[Section]) -> tuple[Section, ...]:
    """Old sections under the key of the new one that says nearly the same: a heading that was bettered makes neither
    one section nor another out of the text below it. For pages, whose keys are headings; a clause has a key for good.
    """
    keys = {one.key for one in new}
    known = {one.key for one in old}
    free = [one for one in new if one.key not in known]
    found = []
    for was in old:
        alike = [(_share(was.text, one.text), -place, one) for place, one in enumerate(free)]
        share, _, best = max(alike, default=(0.0, 0, was))
        if was.key in keys or share < _RENAMED:
            found.append(was)
            continue
        free.remove(best)
        found.append(replace(was, key=best.key))
    return tuple(found)


def _reworded(was: Section, section: Section) -> Change:
    if was.title == section.title:
        pieces = compare(was.text, section.text)
    else:
        pieces = compare(f"{was.title}\n\n{was.text}", f"{section.title}\n\n{section.text}")
    signs = not any(_WORD.search(piece.text) for piece in pieces if piece.kind is not Kind.same)
    return Change(section.key, section.title, What.signs if signs else What.reworded, pieces)


def _moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Of the same keys, those without which both have one order."""
    kept = {
        key
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for key in old[block.a : block.a + block.size]
    }
    return frozenset(new) - kept


# ---------------------------------------------------------------- words


def _words(old: str, new: str) -> list[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    whole = [Piece(Kind.struck, old), Piece(Kind.inserted, new)]
    if len(before) * len(after) > _LARGEST or _is_foreign(old, new):
        return whole
    pieces = []
    for same, gone, come in _joined(_runs(before, after)):
        pieces += [Piece(Kind.same, come)] if same else [Piece(Kind.struck, gone), Piece(Kind.inserted, come)]
    return pieces


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(before[i:j]), "".join(after[k:m])


def _share(old: str, new: str) -> float:
    """Common words of two texts, from 0 to 1, in whatever order they stand."""
    before, after = _counted(old), _counted(new)
    return 2 * (before & after).total() / max(before.total() + after.total(), 1)


def _is_foreign(old: str, new: str) -> bool:
    before, after = _counted(old), _counted(new)
    shorter = min(before.total(), after.total())
    return shorter > 0 and (before & after).total() < _ALIKE * shorter


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _joined(runs: Iterable[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """Changes that only a word or so parts become one."""
    ordered = list(runs)
    waiting: tuple[str, str] | None = None
    for number, (same, gone, come) in enumerate(ordered):
        inside = waiting is not None and number + 1 < len(ordered)
        short = len(_WORD.findall(come)) < _KEPT_WORDS and not _ENDS.search(come)
        if not same or (inside and short):
            before = waiting or ("", "")
            waiting = (before[0] + gone, before[1] + come)
            continue
        if waiting is not None:
            yield (False, *waiting)
            waiting = None
        yield (True, gone, come)
    if waiting is not None:
        yield (False, *waiting)


def _grown(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.kind is piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


# ---------------------------------------------------------------- words as people read them


def marked(pieces: Iterable[Piece], *, shorten: bool = False) -> Markup:
    """Pieces as HTML paragraphs that may stand in a Markdown page. „eingefügt:“ and „gestrichen:“ stand in the text
    itself, in brackets that say where each ends, so that they are read aloud, copied and printed. ``shorten``: say of
    two or more unchanged paragraphs in a row only how many they are.
    """
    paragraphs: list[list[tuple[Kind, str]]] = [[]]
    for piece in pieces:
        for number, block in enumerate(_BREAK.split(piece.text)):
            if number:
                if piece.kind is not Kind.same and not piece.text.strip():
                    paragraphs[-1].append((piece.kind, _paragraph_mark(piece.kind)))
                if piece.kind is not Kind.struck or paragraphs[-1]:
                    paragraphs.append([])
            if shown := _block(piece.kind, block):
                paragraphs[-1].append((piece.kind, shown))
    return Markup("\n").join(_shortened(paragraphs) if shorten else map(_paragraph, filter(None, paragraphs)))


def _paragraph(parts: Sequence[tuple[Kind, str]]) -> Markup:
    out = ""
    for number, (kind, shown) in enumerate(parts):
        apart = number and kind is Kind.inserted and parts[number - 1][0] is Kind.struck and not out.endswith(" ")
        out += f" {shown}" if apart else shown
    return Markup(f"<p>{out.strip()}</p>" if out.strip() else "")  # noqa: S704 - every part is escaped


def _shortened(paragraphs: Iterable[Sequence[tuple[Kind, str]]]) -> Iterator[Markup]:
    waiting: list[Markup] = []
    for parts in [*filter(None, paragraphs), None]:
        if parts is not None and all(kind is Kind.same for kind, _ in parts):
            waiting.append(_paragraph(parts))
            continue
        if len(waiting) > 1:
            yield Markup('<p class="af-quiet">[{} Absätze sind unverändert]</p>').format(len(waiting))
        else:
            yield from waiting
        waiting = []
        if parts is not None:
            yield _paragraph(parts)


def _block(kind: Kind, block: str) -> str:
    if kind is Kind.same:
        return _lines(block)
    if not block.strip():
        return "" if kind is Kind.struck else _lines(block)
    lead = " " if block[0].isspace() else ""
    trail = " " if block[-1].isspace() else ""
    return f"{lead}{_mark(kind, _lines(block.strip()), _names(block))}{trail}"


def _mark(kind: Kind, shown: str, names: str) -> str:
    name, word = _ELEMENTS[kind]
    return f"<{name}><b>[{word}:</b> {shown}<b>{names}]</b></{name}>"


def _paragraph_mark(kind: Kind) -> str:
    name, word = _ELEMENTS[kind]
    return f"<{name}><b>[{word}: Absatz]</b></{name}>"


def _names(block: str) -> str:
    """Signs alone are named: on a screen they are easily overlooked, and read aloud they are mostly left out."""
    signs = block.split()
    known = [_SIGNS.get(sign) for word in signs for sign in word]
    return f" ({', '.join(filter(None, known))})" if known and all(known) else ""


def _lines(block: str) -> str:
    lead = " " if block[:1].isspace() and block[:1] != "\n" else ""
    trail = " " if block[-1:].isspace() and block.strip() else ""
    return lead + "<br>".join(map(markdown_cell, block.split("\n"))) + trail
