"""YAML as editors really write it: everything that is wrong with it in one go, and the best reading of it.

libyaml stops at the first fault. So the line is diagnosed (yaml_mend), corrected in memory, and read again, until the
whole text is read; faults that libyaml does not see (a value cut at ``#``) are looked for in the tree. Lines and
columns are always those of the file as it was written. The number of rounds is capped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from yaml import YAMLError

from amtsfunk.source.characters import HIDDEN, TO_NOTHING, TO_SPACE
from amtsfunk.source.parsed import Spot
from amtsfunk.source.yaml_mend import Mend, align, mend_indentation, mend_line, mend_split_number, quote
from amtsfunk.source.yaml_tree import MAX_DEPTH, TooDeep, Tree, Trouble, build_tree

MAX_FAULTS = 40
_REACH = 200
"""How many lines above a fault are searched for its cause."""
_CURLY_OPEN, _CURLY = "„“”«»‚‘’", "„“”«»‚‘’"
_WRAPPED = re.compile(f"[{_CURLY}]")
_CUT = re.compile(r"(?P<gap>[ ]*)#(?:(?P<glued>[^\s#!])|[ ]+[0-9])")
_ESCAPE = re.compile(r'\\[^"\\]|\\$')
_LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ÿ"
_RUN = f"[{_LETTERS}_ .,/+()=&;!?–…-]*"
_ENTRY = f"[{_LETTERS}][{_LETTERS}_./-]*"
_PLAIN = re.compile(
    rf"^([a-z][a-z_]*): (?:([{_LETTERS}]{_RUN}(?::(?=[^ ]){_RUN})*(?<![ :]))|\[({_ENTRY}(?:, {_ENTRY})*)\])\n",
    re.MULTILINE,
)
"""One whole line, so that as many lines as keys means that nothing was skipped and no key stands twice."""
_BLOCK = re.compile(r"(?P<lead>[ ]*).*?(?::|-)[ ]+[|>][-+0-9]{0,2}[ ]*(?:#.*)?$")
_OPENS = re.compile(r"^[ ]*(?:-[ ]+)*(?:[^:]*:[ ]+)?[\"'\[{]")
_VALUE_OF = re.compile(r"^[ ]*(?:-[ ]+)*(?:[^:]*:[ ])?")
_SPLIT_NUMBER = re.compile(r"[0-9],[0-9]")
_BROKEN_OFF = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[\w\-]+)")


@dataclass(slots=True)
class YamlText:
    """What was read. ``value`` is a mapping (possibly empty); ``lost`` are keys on lines that could not be read."""

    value: dict[str, Any]
    spot: Spot
    troubles: list[Trouble]
    lost: frozenset[str] = frozenset()


def read_yaml(text: str, base: int, known: frozenset[str], *, clean: bool = False) -> YamlText:
    """A mapping in strict YAML; the first line of ``text`` is line ``base`` of the file. Never raises.

    ``clean`` says that the text is in NFC and was found to hold nothing hidden, so that it is not looked for again.
    """
    if "\t" not in text and (clean or not _needs_cleaning(text)):
        plain = read_plain(text, base)
        if plain is not None:
            return YamlText(*plain, [])
        try:
            tree = build_tree(text, base)
        except (YAMLError, TooDeep):
            pass
        else:
            if type(tree.value) is dict and not tree.troubles and not _looks_doubtful(text, tree.value):
                return YamlText(tree.value, tree.spot, [])
    return _Workbench(text, base, known).settle()


def plain_values(text: str) -> dict[str, Any] | None:
    """The short way for heads whose every line is ``key: value`` or ``key: [a, b]``, with nothing in them that YAML
    could take otherwise; None for every other text. What libyaml makes of the same text is equal (tested)."""
    values = {key: value or entries.split(", ") for key, value, entries in _PLAIN.findall(text)}
    return values if len(values) == text.count("\n") and text.endswith("\n") else None


def plain_spots(text: str, base: int) -> Spot:
    """Where the values of ``plain_values(text)`` stand. Apart from them, because few files are ever asked."""
    spots: dict[str, tuple[int, int, Spot]] = {}
    for line, match in enumerate(_PLAIN.finditer(text), base):
        column = match.start(2 if match[2] else 3) - match.start() + 1
        if match[2]:
            spots[match[1]] = (line, 1, (line, column))
            continue
        places: list[Spot] = []
        spots[match[1]] = (line, 1, (line, column - 1, places))
        for entry in match[3].split(", "):
            places.append((line, column))
            column += len(entry) + 2
    return (base, 1, spots)


def read_plain(text: str, base: int) -> tuple[dict[str, Any], Spot] | None:
    """``plain_values`` with their places."""
    values = plain_values(text)
    return None if values is None else (values, plain_spots(text, base))


def _needs_cleaning(text: str) -> bool:
    return HIDDEN.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def _looks_doubtful(text: str, value: dict[str, Any]) -> bool:
    if any(":" in key for key in value):
        return True
    if "#" in text or "\\" in text or "\n " in text:
        return True
    return _SPLIT_NUMBER.search(text) is not None or (not text.isascii() and _WRAPPED.search(text) is not None)


@dataclass(slots=True)
class _Workbench:
    """The text under repair, as lines. One instance a text; lines are counted from 0 in here."""

    text: str
    base: int
    known: frozenset[str]
    written: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def settle(self) -> YamlText:
        self.written = self.text.split("\n")
        self.lines = [self._clean(number, line) for number, line in enumerate(self.written)]
        for _ in range(MAX_FAULTS):
            tree = self._build()
            if tree is not None and not self._look_closer(tree):
                return self._finish(tree)
            if self.touched and -1 in self.touched:
                return YamlText({}, (self.base, 1, {}), self.troubles, self.known)
        self._report("yaml-gave-up", 0, 0, limit=str(MAX_FAULTS))
        return YamlText({}, (self.base, 1, {}), self.troubles, self.known)

    def _clean(self, number: int, line: str) -> str:
        clean = line
        if "\t" in line:
            content = line.lstrip(" \t")
            lead = line[: len(line) - len(content)].replace("\t", "  ")
            clean = lead + content.replace("\t", " ")
            at = line.index("\t")
            if content.strip():
                values = {"fixed": clean.rstrip()}
                self.troubles.append(Trouble("tab-character", number + self.base, at + 1, values))
        if not clean.isascii():
            clean = unicodedata.normalize("NFC", clean.translate(TO_NOTHING).translate(TO_SPACE))
        return clean if clean.isprintable() else clean.translate(TO_SPACE)

    def _build(self) -> Tree | None:
        try:
            tree = build_tree("\n".join(self.lines), self.base)
        except TooDeep as deep:
            self.touched.add(-1)
            self._report("yaml-too-deep", deep.line - self.base, 0, limit=str(MAX_DEPTH))
            return None
        except YAMLError as refused:
            self._repair(refused)
            return None
        if type(tree.value) is dict or (tree.value is None and not tree.troubles):
            return tree
        if not any([self._try_line(number) for number in range(min(len(self.lines), 200))]):  # noqa: C419 - all of them
            self.touched.add(-1)
            self._report("yaml-not-mapping", tree.spot[0] - self.base, tree.spot[1] - 1)
        return None

    def _finish(self, tree: Tree) -> YamlText:
        self._note_split_numbers(tree)
        spot = tree.spot if len(tree.spot) > 2 else (self.base, 1, {})
        if self.lines != self.written:
            spot = self._translate(spot, {})
        maps: dict[int, list[int]] = {}
        for trouble in tree.troubles:
            line, column = self._original(trouble.line, trouble.column, maps)
            values = {**_BLANKS.get(trouble.rule, {}), **trouble.values}
            self.troubles.append(Trouble(trouble.rule, line, column, values))
        return YamlText(tree.value or {}, spot, self.troubles, frozenset(self.lost))

    def _report(self, rule: str, number: int, column: int, **values: str) -> None:
        """``column`` from 0, in the line as it stands now."""
        line, shown = self._original(number + self.base, column + 1, {})
        self.troubles.append(Trouble(rule, line, shown, values))

    def _original(self, line: int, column: int, maps: dict[int, list[int]]) -> tuple[int, int]:
        number = line - self.base
        if not 0 <= number < len(self.lines) or self.lines[number] == self.written[number]:
            return max(self.base, min(line, self.base + len(self.written) - 1)), column
        columns = maps.get(number)
        if columns is None:
            columns = maps[number] = align(self.lines[number], self.written[number])
        return line, columns[min(column - 1, len(columns) - 1)] + 1

    def _translate(self, spot: Spot, maps: dict[int, list[int]]) -> Spot:
        """Spots of the corrected lines → spots in the file; depth is capped by the tree's."""
        place = self._original(spot[0], spot[1], maps)
        if len(spot) == 2:
            return place
        if isinstance(spot[2], list):
            return (*place, [self._translate(item, maps) for item in spot[2]])
        inner = {
            key: (*self._original(line, column, maps), self._translate(value, maps))
            for key, (line, column, value) in spot[2].items()
        }
        return (*place, inner)

    # -- faults that libyaml reports

    def _repair(self, refused: YAMLError) -> None:
        problem: Any = getattr(refused, "problem_mark", None)
        context: Any = getattr(refused, "context_mark", None)
        if problem is None:
            self.touched.add(-1)
            self._report("yaml-syntax", 0, 0, problem=str(getattr(refused, "problem", None) or "unreadable"))
            return
        at = min(problem.line, len(self.lines) - 1)
        above = next((number for number in range(at - 1, -1, -1) if self.lines[number].strip()), at)
        candidates = dict.fromkeys((at, context.line if context else at, above))
        blocks = _find_block_lines(self.lines)
        near = range(max(0, at - _REACH), at)
        open_ended = (number for number in near if number not in self.touched and self._swallows_the_next(number))
        if any(number not in blocks and self._try_line(number) for number in (*open_ended, *candidates)):
            return
        mend = mend_indentation(self.lines[at], self.lines[:at]) if at not in self.moved else None
        if mend is not None:
            self._apply(at, mend)
            self.moved.add(at)
            return
        unclosed = context is not None and "quoted" in str(getattr(refused, "context", ""))
        number = context.line if unclosed and context else at
        self._drop(number, problem.column, str(getattr(refused, "problem", None) or ""), [*candidates])

    def _swallows_the_next(self, number: int) -> bool:
        """Does a quotation or bracket begin here that, unclosed, would reach into a line that is none of its own?"""
        line = self.lines[number]
        near = range(number + 1, min(number + 20, len(self.lines)))
        following = next((self.lines[other] for other in near if self.lines[other].strip()), "")
        return _OPENS.search(line) is not None and _indent_of(following) <= _indent_of(line)

    def _try_line(self, number: int) -> bool:
        if number in self.touched or not 0 <= number < len(self.lines):
            return False
        mend = mend_line(self.lines[number], self.known)
        if mend is not None:
            self._apply(number, mend)
        return mend is not None

    def _apply(self, number: int, mend: Mend) -> None:
        values = {"key": mend.key, "fixed": mend.line}
        if mend.rule == "yaml-reserved-start":
            values["character"] = mend.character
        if mend.rule == "yaml-hash-cut":
            kept, _, lost = self.lines[number].partition(" #")
            values |= {"kept": _VALUE_OF.sub("", kept, count=1).strip(), "lost": "#" + lost}
        self._report(mend.rule, number, mend.column - 1, **values)
        self.lines[number] = mend.line
        self.touched.add(number)

    def _drop(self, number: int, column: int, problem: str, others: list[int]) -> None:
        """A line beyond us: said in libyaml's words, and left out with everything that is indented under it."""
        number = next((line for line in (number, *others) if self.lines[line].strip()), -1)
        if number < 0:
            self.touched.add(-1)
            self._report("yaml-syntax", others[0], 0, problem=problem)
            return
        line = self.lines[number]
        self._report("yaml-syntax", number, min(column, len(line)), problem=problem)
        indent = _indent_of(line)
        while True:
            if match := _BROKEN_OFF.match(self.lines[number]):
                self.lost.add(match["key"])
            self.lines[number] = ""
            number += 1
            if number >= len(self.lines):
                return
            line = self.lines[number]
            if _indent_of(line) <= indent:
                return

    # -- faults that libyaml does not see

    def _look_closer(self, tree: Tree) -> bool:
        """Correct what was read otherwise than meant; True where something was, so that the text is read again."""
        mends: dict[int, Mend] = {}
        for trouble in tree.troubles:
            number = trouble.line - self.base
            if trouble.rule in ("yaml-anchor", "yaml-alias", "yaml-tag") and number not in self.touched:
                mend = mend_line(self.lines[number], self.known)
                if mend is not None:
                    mends.setdefault(number, mend)
        for key, (line, *_) in tree.spot[2].items() if len(tree.spot) > 2 else ():
            mend = mend_line(self.lines[line - self.base], self.known) if ":" in key else None
            if mend is not None and mend.rule == "yaml-colon-without-space" and mend.key in self.known:
                mends.setdefault(line - self.base, mend)
        for event in tree.scalars:
            number = event.end_mark.line
            if number < len(self.lines) and number not in self.touched and number not in mends:
                mend = self._inspect(event)
                if mend is not None:
                    mends[number] = mend
        for number, mend in mends.items():
            self._apply(number, mend)
        return bool(mends)

    def _note_split_numbers(self, tree: Tree) -> None:
        """A plain value can end right before a comma and a digit only between brackets, where the comma ends it."""
        seen: set[int] = set()
        for event in tree.scalars:
            number, at = event.end_mark.line, event.end_mark.column
            line = self.lines[number] if number < len(self.lines) else ""
            if number in seen or not event.implicit[0] or _SPLIT_NUMBER.match(line, at - 1) is None:
                continue
            seen.add(number)
            if fixed := mend_split_number(line, at):
                start = event.start_mark.column if event.start_mark.line == number else 0
                second = re.split(r"[,\]]", line[at + 1 :], maxsplit=1)[0].strip()
                values = {"key": _key_of(line[: line.find("[") + 1]), "first": event.value, "second": second}
                self._report("yaml-split-number", number, start, **values, fixed=fixed)

    def _inspect(self, event: Any) -> Mend | None:
        start, end = event.start_mark, event.end_mark
        line = self.lines[end.line]
        head, tail = line[: start.column], line[end.column :]
        if not event.implicit[0]:
            raw = line[start.column : end.column]
            if event.style == '"' and start.line == end.line and _ESCAPE.search(raw):
                text = re.sub(r'\\(["\\])', r"\1", raw[1:-1])
                return Mend("yaml-backslash", start.column + 2, _key_of(head), head + quote(text) + tail)
            return None
        if start.line != end.line:
            return mend_line(line, self.known)
        value = event.value
        if value and value[0] in _CURLY_OPEN and value[-1] in _CURLY and len(_WRAPPED.findall(value)) == 2:
            return Mend("yaml-curly-quotes", start.column + 1, _key_of(head), head + quote(value[1:-1]) + tail)
        match = _CUT.match(tail)
        if match and (match["gap"] or not value) and (value or match["glued"]):
            rule = "yaml-hash-cut" if value else "yaml-hash-empty"
            joint = "" if value or head.endswith(" ") else " "
            column = end.column + match.end("gap") + 1
            meant = (value + tail if value else tail).strip()
            return Mend(rule, column, _key_of(head), head + joint + quote(meant))
        return None


_BLANKS = {rule: {"key": "", "fixed": ""} for rule in ("yaml-anchor", "yaml-alias", "yaml-tag")}


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_of(head: str) -> str:
    key, colon, _ = head.strip().removeprefix("- ").partition(":")
    return key.strip("\"' ") if colon else ""


def _find_block_lines(lines: list[str]) -> set[int]:
    """Numbers of the lines inside block scalars (``|``, ``>``), where anything may stand."""
    inside: set[int] = set()
    indent: int | None = None
    for number, line in enumerate(lines):
        depth = _indent_of(line)
        if indent is not None and (depth > indent or not line.strip()):
            inside.add(number)
            continue
        match = _BLOCK.match(line) if ("|" in line or ">" in line) and len(line) < 500 else None
        indent = len(match["lead"]) if match else None
    return inside
