"""Strict YAML → plain values with positions, built from libyaml's events.

Every scalar stays text, an empty one becomes None. Anchors, aliases, tags, merge keys, duplicate and complex keys,
second documents and directives become findings, and reading goes on; nothing is ever expanded, so a small file stays
small. Depth is capped before anything recurses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from amtsfunk.source.parsed import Spot

MAX_DEPTH = 12
_SKIPPED = object()
"""In place of a key whose value is read and thrown away."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A finding without its path: lines and columns from 1, in the file (libyaml counts from 0)."""

    rule: str
    line: int
    column: int
    values: dict[str, str]


@dataclass(slots=True)
class Tree:
    """A document: its values, where they stand, what is wrong, and its scalar values' events for a closer look."""

    value: Any
    spot: Spot
    troubles: list[Trouble]
    scalars: list[Any]


class TooDeep(Exception):
    """Nested beyond MAX_DEPTH; ``line`` from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Places nodes into the mapping or list that is open; one instance a document."""

    __slots__ = ("base", "container", "inner", "key", "key_spot", "root", "root_spot", "scalars", "stack", "troubles")

    def __init__(self, base: int) -> None:
        self.base = base
        self.container: Any = None
        self.inner: Any = None
        self.key: Any = None
        self.key_spot: tuple[int, int] = (1, 1)
        self.root: Any = None
        self.root_spot: Spot = (base, 1)
        self.stack: list[tuple[Any, Any, Any, tuple[int, int]]] = []
        self.troubles: list[Trouble] = []
        self.scalars: list[Any] = []

    def report(self, rule: str, line: int, column: int, **values: str) -> None:
        self.troubles.append(Trouble(rule, line, column, values))

    def place(self, value: Any, spot: Spot) -> None:
        container = self.container
        if type(container) is dict:
            key = self.key
            if key is None:
                self.report("yaml-complex-key", spot[0], spot[1])
                self.key, self.key_spot = _SKIPPED, (spot[0], spot[1])
                return
            self.key = None
            if key is not _SKIPPED:
                container[key] = value
                self.inner[key] = (*self.key_spot, spot)
        elif container is None:
            self.root, self.root_spot = value, spot
        else:
            container.append(value)
            self.inner.append(spot)

    def take_key(self, key: str, line: int, column: int, plain: bool) -> None:
        self.key_spot = (line, column)
        if key in self.container:
            self.report("yaml-duplicate-key", line, column, key=key, first_line=str(self.inner[key][0]))
            self.key = _SKIPPED
        elif plain and key == "<<":
            self.report("yaml-merge-key", line, column)
            self.key = _SKIPPED
        else:
            self.key = key

    def open(self, value: Any, inner: Any, line: int, column: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise TooDeep(line)
        self.place(value, (line, column, inner))
        self.stack.append((self.container, self.inner, self.key, self.key_spot))
        self.container, self.inner, self.key = value, inner, None

    def close(self) -> None:
        self.container, self.inner, self.key, self.key_spot = self.stack.pop()


def build_tree(text: str, base: int = 1) -> Tree:
    """The first document of ``text``, whose first line is line ``base`` of the file.

    Raises yaml.YAMLError where libyaml refuses the text, and TooDeep.
    """
    parser: Any = CParser(text)
    try:
        return _build(parser.get_event, _Builder(base), base)
    finally:
        parser.dispose()


def _build(next_event: Any, builder: _Builder, base: int) -> Tree:  # noqa: PLR0912 - one dispatch, and it is hot
    scalars = builder.scalars
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            mark = event.start_mark
            line, column = mark.line + base, mark.column + 1
            if event.anchor is not None or event.tag is not None:
                _report_properties(builder, event, line, column)
            value = event.value
            plain = event.implicit[0]
            if builder.key is None and type(builder.container) is dict:
                builder.take_key(value, line, column, plain)
                continue
            scalars.append(event)
            builder.place(None if plain and not value else value, (line, column))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            mark = event.start_mark
            line, column = mark.line + base, mark.column + 1
            if event.anchor is not None or event.tag is not None:
                _report_properties(builder, event, line, column)
            if kind is MappingStartEvent:
                builder.open({}, {}, line, column)
            else:
                builder.open([], [], line, column)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            builder.close()
        elif kind is AliasEvent:
            mark = event.start_mark
            builder.report("yaml-alias", mark.line + base, mark.column + 1)
            builder.place(None, (mark.line + base, mark.column + 1))
        elif kind is StreamEndEvent:
            return Tree(builder.root, builder.root_spot, builder.troubles, scalars)
        elif kind is DocumentStartEvent:
            if event.version is not None or event.tags:
                builder.report("yaml-directive", event.start_mark.line + base, 1)
        elif kind is DocumentEndEvent and _another_follows(next_event, builder, base):
            return Tree(builder.root, builder.root_spot, builder.troubles, scalars)


def _another_follows(next_event: Any, builder: _Builder, base: int) -> bool:
    event = next_event()
    if type(event) is DocumentStartEvent:
        mark: Any = event.start_mark
        builder.report("yaml-several-documents", mark.line + base, 1)
    return True


def _report_properties(builder: _Builder, event: Any, line: int, column: int) -> None:
    if event.anchor is not None:
        builder.report("yaml-anchor", line, column)
    if event.tag is not None:
        builder.report("yaml-tag", line, column)
