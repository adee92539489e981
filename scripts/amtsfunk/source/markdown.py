"""Guidelines and prose pages: front matter as strict as everywhere, then Markdown that is left as it is."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from amtsfunk.source.characters import find_hidden
from amtsfunk.source.front import split_front
from amtsfunk.source.parsed import Parsed, Positions
from amtsfunk.source.reading import is_sound, read_text, settle
from amtsfunk.source.typed import Typed, fit, known_keys, moment_context
from amtsfunk.source.yaml_read import read_yaml

M = TypeVar("M", bound=BaseModel)
LARGEST_PAGE = 1024 * 1024
LARGEST_HEAD = 32 * 1024


def parse_page(path: str, data: bytes, head_model: type[M], zone: ZoneInfo | None = None) -> Parsed[tuple[M, str]]:
    """Read a page with front matter → (head, Markdown in NFC without outer blank lines). The body begins at
    ``positions.at("body")``."""
    text, troubles = read_text(data, LARGEST_PAGE)
    if text is None:
        return Parsed(None, settle(path, text, troubles), Positions(path))
    known = known_keys(head_model)
    front = split_front(text, known)
    head = read_yaml(front.head[:LARGEST_HEAD], front.head_line, known)
    line, column, keys = head.spot
    blank = len(front.body) - len(front.body.lstrip("\n"))
    body_spot = (front.body_line + blank, 1)
    positions = Positions(path, (line, column, {"body": (*body_spot, body_spot), **keys}))
    typed: Typed = Typed(None, None, [])
    if front.found:
        typed = fit(head_model, head.value, positions, moment_context(zone), head.lost)
    troubles += [
        *front.troubles,
        *find_hidden(front.head, front.head_line, in_yaml=True),
        *find_hidden(front.body, front.body_line, in_yaml=False),
        *head.troubles,
    ]
    findings = settle(path, text, troubles, typed.findings)
    body = unicodedata.normalize("NFC", front.body.replace("\xad", "")).strip("\n")
    best: Any = typed.value or typed.mended
    page = None if best is None else (best, body)
    return Parsed(page if typed.value is not None and is_sound(findings) else None, findings, positions, page)


def parse_prose(path: str, data: bytes) -> Parsed[str]:
    """Read a page without front matter → Markdown in NFC, checked for what cannot be seen."""
    text, troubles = read_text(data, LARGEST_PAGE)
    if text is None:
        return Parsed(None, settle(path, text, troubles), Positions(path))
    findings = settle(path, text, [*troubles, *find_hidden(text, 1, in_yaml=False)])
    prose = unicodedata.normalize("NFC", text.replace("\xad", "")).strip("\n")
    return Parsed(prose if is_sound(findings) else None, findings, Positions(path), prose)
