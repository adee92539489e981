"""Changing the time of one place in a week plan and nothing else: comments, order and spelling stay as they are."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from amtsfunk.model.week import WeekPlan
from amtsfunk.source.parsed import Positions
from amtsfunk.source.plans import parse_plan

_SCALAR = re.compile(r"\"[^\"\r\n]*\"|'[^'\r\n]*'|[^,}#\r\n]*?(?=[ \t]*(?:[,}#\r\n]|$))")
_LINE_END = re.compile(r"\r?\n|$")


def set_place_time(path: str, data: bytes, index: int, at: datetime, zone: ZoneInfo) -> bytes | None:
    """The file with this time at the place with this number (from 0); None where it cannot be shown that nothing else
    changes. ``at``: aware."""
    read = parse_plan(path, data, WeekPlan, zone)
    if read.value is None or not 0 <= index < len(read.value.slots):
        return None
    slot = read.value.slots[index]
    spelled = f"{at.astimezone(zone):%d.%m.%Y %H:%M}"
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    write = _insert if slot.at is None else _replace
    changed = write(text, read.positions, index, spelled).encode()
    slots = (*read.value.slots[:index], slot.model_copy(update={"at": at}), *read.value.slots[index + 1 :])
    now = parse_plan(path, changed, WeekPlan, zone).value
    return changed if now == read.value.model_copy(update={"slots": slots}) else None


def _replace(text: str, positions: Positions, index: int, spelled: str) -> str:
    where = _offset(text, positions, "slots", index, "at")
    found = _SCALAR.match(text, where)
    end = found.end() if found is not None else where
    return f"{text[:where]}{spelled}{text[end:]}"


def _insert(text: str, positions: Positions, index: int, spelled: str) -> str:
    """As the first key: on a line of its own with the indentation of the others, or at the start inside of braces."""
    where = _offset(text, positions, "slots", index)
    if text[where : where + 1] == "{":
        return f"{text[: where + 1]}at: {spelled}, {text[where + 1 :].lstrip(' ')}"
    column = positions.at("slots", index).column
    line_end = _LINE_END.search(text, where)
    ending = line_end.group() if line_end is not None else ""
    return f"{text[:where]}at: {spelled}{ending or chr(10)}{' ' * (column - 1)}{text[where:]}"


def _offset(text: str, positions: Positions, *path: str | int) -> int:
    place = positions.at(*path)
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
