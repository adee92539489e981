"""One line of what ``doctor`` found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """``bad``: something does not work, or will not when it is needed; ``note``: worth knowing."""

    ok = "ok"
    note = "note"
    bad = "bad"


@dataclass(frozen=True, slots=True)
class Row:
    """``what``: what was looked at; ``said``: what was found; ``todo``: what to do, empty where nothing is."""

    what: str
    state: State
    said: str
    todo: str = ""


def ok(what: str, said: str) -> Row:
    return Row(what, State.ok, said)


def note(what: str, said: str, todo: str = "") -> Row:
    return Row(what, State.note, said, todo)


def bad(what: str, said: str, todo: str = "") -> Row:
    return Row(what, State.bad, said, todo)
