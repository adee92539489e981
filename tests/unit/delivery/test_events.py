"""Lines of the ledger: what is written is read back, and nothing else is read."""

from __future__ import annotations

import json

import pytest

from amtsfunk.delivery import events as e
from amtsfunk.delivery.events import EVENTS, Unreadable, from_line, read_lines, to_line
from support.deliveries import DUE, RUN, Story, captured

EXAMPLES: tuple[e.Event, ...] = (
    captured(),
    *Story(steps=2).accept().claim(number=2).step(e.Ambiguous, number=2, reason="x", quiet_until=DUE).lines,
    e.Opened(at=DUE, run=RUN, repository="r", trust_root="t"),
    e.Lifted(at=DUE, run=RUN, stop="s", release=("a", "b"), person="ben", nonce="n"),
    e.Governance(at=DUE, run=RUN, ok=False, verified_to="c", reason="ö"),
    e.Missed(at=DUE, run=RUN, post="p", reason="unapproved"),
)


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.type)
def test_what_is_written_is_read_back(event: e.Event) -> None:
    assert from_line(to_line(event)[:-1]) == event


def test_types_are_unique_and_named() -> None:
    assert len({event.type for event in EVENTS}) == len(EVENTS)
    assert all(event.type for event in EVENTS)


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": None},
        {"type": "unknown"},
        {"unknown": 1},
        {"at": "2026-12-01 08:00"},
        {"claim": "1"},
        {"claim": True},
        {"run": 1},
    ],
)
def test_what_is_not_understood_is_unreadable(changed: dict[str, object]) -> None:
    """I11"""
    line = json.loads(to_line(Story().claim().lines[-1]))
    with pytest.raises(Unreadable):
        from_line(json.dumps({**line, **changed}).encode())


def test_a_missing_field_is_unreadable() -> None:
    line = json.loads(to_line(Story().claim().lines[-1]))
    del line["key"]
    with pytest.raises(Unreadable):
        from_line(json.dumps(line).encode())


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff", b'"x"', b"null", b"[" * 9999])
def test_garbage_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        from_line(data)


def test_a_cut_line_is_unreadable() -> None:
    data = to_line(captured())
    assert read_lines(data) == (captured(),)
    with pytest.raises(Unreadable):
        read_lines(data[:-1])
