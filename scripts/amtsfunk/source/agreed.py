"""Snippets and modules: bytes → model and positions. Read like a post: strict front matter, then plain text."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from amtsfunk.model.finding import Finding
from amtsfunk.model.module import Module, ModuleHead
from amtsfunk.model.snippet import Snippet, SnippetHead
from amtsfunk.source.body import Body, read_body
from amtsfunk.source.characters import find_hidden
from amtsfunk.source.front import split_front
from amtsfunk.source.parsed import Parsed, Positions
from amtsfunk.source.posts import LARGEST_HEAD, LARGEST_POST, channels_of
from amtsfunk.source.reading import is_sound, read_text, settle
from amtsfunk.source.typed import Typed, built, fit, known_keys, moment_context
from amtsfunk.source.yaml_read import read_yaml
from amtsfunk.source.yaml_tree import Trouble

M = TypeVar("M", bound=BaseModel)


def parse_snippet(path: str, data: bytes, zone: ZoneInfo | None = None) -> Parsed[Snippet]:
    """Read ``content/snippets/<slug>.md``: a title and one plain text, without parts and channels. Never raises."""
    read = _read(path, data, SnippetHead, zone, bodied=False)
    if read.head is None or read.body is None:
        return Parsed(None, read.findings, read.positions)
    part = read.body.parts[0] if read.body.parts else None
    line = part.line if part else 1
    fields = {"id": _stem(path), "path": path, "head": read.head, "title": read.body.title}
    snippet = built(Snippet, {**fields, "text": part.text if part else "", "line": line})
    return Parsed(snippet if read.sound else None, read.findings, read.positions, snippet)


def parse_module(path: str, data: bytes, zone: ZoneInfo | None = None) -> Parsed[Module]:
    """Read ``content/modules/<slug>.md``: a post with slots and without a time. Never raises."""
    read = _read(path, data, ModuleHead, zone, bodied=True)
    if read.head is None or read.body is None:
        return Parsed(None, read.findings, read.positions)
    fields = {"id": _stem(path), "path": path, "head": read.head, "title": read.body.title}
    module = built(Module, {**fields, "parts": read.body.parts, "channel_texts": read.body.channel_texts})
    return Parsed(module if read.sound else None, read.findings, read.positions, module)


class _Read(NamedTuple):
    head: Any
    body: Body | None
    findings: tuple[Finding, ...]
    positions: Positions
    sound: bool = False


def _read(path: str, data: bytes, model: type[M], zone: ZoneInfo | None, *, bodied: bool) -> _Read:
    """``bodied``: whether the text may have parts, pictures and texts of its own for channels."""
    text, troubles = read_text(data, LARGEST_POST)
    if text is None:
        return _Read(None, None, settle(path, text, troubles), Positions(path))
    known = known_keys(model)
    front = split_front(text, known)
    head = read_yaml(front.head[:LARGEST_HEAD], front.head_line, known)
    body_text = normalize("NFC", front.body.replace("\xad", ""))
    body = read_body(body_text, front.body_line, channels_of(head.value) if bodied else ())
    line, column, keys = head.spot
    positions = Positions(path, (line, column, {**body.find_spots(), **keys}))
    typed = Typed(None, None, [])
    if front.found:
        typed = fit(model, head.value, positions, moment_context(zone), head.lost)
    troubles += [
        *front.troubles,
        *find_hidden(front.head, front.head_line, in_yaml=True),
        *find_hidden(front.body, front.body_line, in_yaml=False),
        *head.troubles,
        *(body.troubles if bodied else _without_post_parts(body)),
    ]
    findings = settle(path, text, troubles, typed.findings)
    sound = typed.value is not None and is_sound(findings)
    return _Read(typed.value or typed.mended, body, findings, positions, sound)


def _without_post_parts(body: Body) -> list[Trouble]:
    """Parts, pictures and channel texts would be lost when somebody copies the one text of a snippet."""
    troubles = [_only_text(one) if one.rule == "unknown-section" else one for one in body.troubles]
    for part in body.parts[1:]:
        troubles.append(Trouble("snippet-only-text", part.line, 1, {"found": "## Teil", "fixed": ""}))
    for picture in (picture for part in body.parts for picture in part.pictures):
        values = {"found": f"![…]({picture.file})", "fixed": ""}
        troubles.append(Trouble("snippet-only-text", picture.line, picture.column, values))
    return troubles


def _only_text(section: Trouble) -> Trouble:
    found = f"## {section.values['name']}"
    return Trouble("snippet-only-text", section.line, section.column, {"found": found, "fixed": "\\" + found})


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
