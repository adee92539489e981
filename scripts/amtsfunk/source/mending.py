"""Mending a file without guessing: only what can mean one thing, one step at a time, each with what it changed.

The reader already reads a file with such slips as it was meant (``Parsed.mended``); a step is kept only where that
reading stays the same, but for ``##X``, which becomes the heading that it was meant to be, and for short names parted
by commas where a list belongs, which get its brackets. Nothing here touches what
cannot be read, and mending twice is mending once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_origin
from unicodedata import normalize

from pydantic import BaseModel

from amtsfunk.model.application import ApplicationHead
from amtsfunk.model.module import ModuleHead
from amtsfunk.model.netiquette import GuidelineHead
from amtsfunk.model.post import PostHead
from amtsfunk.model.snippet import SnippetHead
from amtsfunk.source.body import read_body
from amtsfunk.source.characters import is_space
from amtsfunk.source.front import split_front
from amtsfunk.source.posts import LARGEST_POST, channels_of
from amtsfunk.source.typed import known_keys
from amtsfunk.source.yaml_read import read_yaml
from amtsfunk.source.yaml_tree import Trouble

LINE_FAULTS = frozenset(
    {"yaml-curly-quotes", "yaml-at-sign", "yaml-colon-in-value", "front-matter-dashes", "section-without-space"}
)
"""Faults whose right line is certain."""
_HEADS: Mapping[str, type[BaseModel]] = {
    "content/posts/": PostHead,
    "content/snippets/": SnippetHead,
    "content/modules/": ModuleHead,
    "plans/applications/": ApplicationHead,
    "guidelines/": GuidelineHead,
}
_LISTED = re.compile(r"(?P<key>[a-z_]+):[ ]+(?P<items>[A-Za-z0-9-]+(?:[ ]*,[ ]*[A-Za-z0-9-]+)*)[ ]*")
"""Short names without brackets; nothing else is certain to be a list."""
_PLAIN_TEXT = ("content/posts/", "content/snippets/", "content/modules/")
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Change:
    """What one step did: its id, the lines (from 1) that are otherwise now, and the first of them before and after."""

    what: str
    lines: tuple[int, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The file's new bytes, and what was done. Without changes the bytes are those that were given."""

    data: bytes
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    values: Any
    body: Any
    troubles: tuple[Trouble, ...]
    head: range
    """Lines of YAML, from 1."""


def mend(path: str, data: bytes) -> Mended | None:
    """Mend one text file (``.md``, ``.yml``). None where it is no UTF-8 or too large: then nothing is known of it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(data) > 2 * LARGEST_POST or "\x00" in text:
        return None
    changes: list[Change] = []
    before = None
    while before != text:  # one step can bring to light what is another's to mend
        before = text
        for what, step in _STEPS:
            text = _apply(path, text, what, step, changes)
        text = _mend_lines(path, text, changes)
    return Mended(text.encode() if changes else data, tuple(changes))


def _apply(path: str, text: str, what: str, step: Callable[[str, str], str], changes: list[Change]) -> str:
    after = step(path, text)
    if after == text or (what == "tab-character" and _read(path, after).values != _read(path, text).values):
        return text
    if what in ("byte-order-mark", "carriage-return"):
        changes.append(Change(what, (), "", ""))
        return after
    pairs = enumerate(zip(text.split("\n"), after.split("\n"), strict=True), 1)
    differing = [(number, old, new) for number, (old, new) in pairs if old != new]
    changes.append(Change(what, tuple(number for number, _, _ in differing), differing[0][1], differing[0][2]))
    return after


def _without_mark(_path: str, text: str) -> str:
    return text.lstrip("\ufeff")


def _with_plain_ends(_path: str, text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_soft_hyphens(_path: str, text: str) -> str:
    return text.replace("\xad", "")


def _composed(_path: str, text: str) -> str:
    return normalize("NFC", text)


def _with_plain_spaces(path: str, text: str) -> str:
    return _in_head(path, text, lambda line: "".join(" " if is_space(sign) else sign for sign in line))


def _without_tabs(path: str, text: str) -> str:
    return _in_head(path, text, _untabbed)


def _untabbed(line: str) -> str:
    content = line.lstrip(" \t")
    lead = line[: len(line) - len(content)].replace("\t", "  ")
    return lead + content.replace("\t", " ")


def _with_brackets(path: str, text: str) -> str:
    """``channels: website, mastodon`` → ``channels: [website, mastodon]``, for every key that takes a list."""
    model = _model_of(path)
    if model is None:
        return text
    lists = {name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple}
    values = _read(path, text).values

    def bracketed(line: str) -> str:
        match = _LISTED.fullmatch(line)
        if match is None or match["key"] not in lists or not isinstance(values, dict):
            return line
        if values.get(match["key"]) != match["items"].strip():
            return line  # said twice, or inside of something else
        return f"{match['key']}: [{', '.join(item.strip().lower() for item in match['items'].split(','))}]"

    return _in_head(path, text, bracketed)


_STEPS: tuple[tuple[str, Callable[[str, str], str]], ...] = (
    ("byte-order-mark", _without_mark),
    ("carriage-return", _with_plain_ends),
    ("soft-hyphen", _without_soft_hyphens),
    ("composed", _composed),
    ("no-break-space", _with_plain_spaces),
    ("tab-character", _without_tabs),
    ("expected-list", _with_brackets),
)


def _in_head(path: str, text: str, mended: Callable[[str], str]) -> str:
    """Only where YAML stands: in a post's text such spaces may be meant."""
    head = _read(path, text).head
    lines = text.split("\n")
    return "\n".join(mended(line) if number in head else line for number, line in enumerate(lines, 1))


def _mend_lines(path: str, text: str, changes: list[Change]) -> str:
    refused: set[tuple[str, int]] = set()
    for _ in range(_ROUNDS):
        reading = _read(path, text)
        fault = next((one for one in _faults(reading) if (one.rule, one.line) not in refused), None)
        if fault is None:
            return text
        lines = text.split("\n")
        old, new = lines[fault.line - 1], fault.values["fixed"]
        lines[fault.line - 1] = new
        after = "\n".join(lines)
        if "\n" in new or old == new or not _is_better(fault, reading, _read(path, after)):
            refused.add((fault.rule, fault.line))
            continue
        changes.append(Change(fault.rule, (fault.line,), old, new))
        text = after
    return text


def _faults(reading: _Reading) -> Iterator[Trouble]:
    return (trouble for trouble in reading.troubles if trouble.rule in LINE_FAULTS and trouble.values.get("fixed"))


def _is_better(fault: Trouble, before: _Reading, after: _Reading) -> bool:
    """Is the fault gone, nothing new there, and the meaning the same?"""
    if len(after.troubles) >= len(before.troubles) or before.values != after.values:
        return False
    return fault.rule == "section-without-space" or before.body == after.body


def _model_of(path: str) -> type[BaseModel] | None:
    found = (model for folder, model in _HEADS.items() if path.startswith(folder) and path.endswith(".md"))
    return next(found, None)


@lru_cache(maxsize=8)
def _read(path: str, text: str) -> _Reading:
    """What the reader makes of a text, whatever kind of file it is."""
    if not path.endswith(".md"):
        read = read_yaml(text, 1, frozenset())
        return _Reading(read.value, None, tuple(read.troubles), range(1, text.count("\n") + 2))
    model = _model_of(path)
    known = known_keys(model) if model else frozenset({"title"})
    front = split_front(text, known)
    head = read_yaml(front.head, front.head_line, known)
    troubles = [*front.troubles, *head.troubles]
    body: Any = front.body
    if path.startswith(_PLAIN_TEXT):
        read_as = read_body(front.body, front.body_line, channels_of(head.value))
        troubles += read_as.troubles
        body = (read_as.title, read_as.parts, read_as.channel_texts)
    lines = range(front.head_line, front.head_line + front.head.count("\n"))
    return _Reading(head.value, body, tuple(troubles), lines if front.found else range(0))
