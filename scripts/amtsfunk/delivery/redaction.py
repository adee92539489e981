"""Redaction: the stored bytes of a post go, and what proves who approved them stays (DELIVERY.md § 1 and § 3).

Pure: what the ledger knows of the post in, lines out. What has not gone out yet is cancelled by the same word; what may
be out without anybody knowing is settled first, because whoever looks for it needs its words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amtsfunk.delivery.events import Cancelled, PostEvent, Redacted
from amtsfunk.delivery.state import UNSENT, Lane, PostState, Status

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Redaction:
    """A person's word. ``channel`` None: all of them; ``note``: the reason, which everybody may read for good."""

    channel: str | None
    note: str
    person: str
    nonce: str


def lanes_to_redact(state: PostState, channel: str | None) -> tuple[Lane, ...]:
    """The lanes that still have stored bytes, of one channel or of all."""
    return tuple(
        lane
        for lane in state.lanes.values()
        if channel in (None, lane.name) and lane.payloads and lane.redacted is None
    )


def is_in_doubt(lane: Lane) -> bool:
    """Whether something may be out that the ledger does not know, or lies ready to be posted by hand."""
    step = lane.current
    return step.standing or (step.status is Status.held and bool(step.strays))


def is_unsent(lane: Lane) -> bool:
    """Whether it could yet go out, and nothing of it is under way."""
    return not is_in_doubt(lane) and lane.current.status in UNSENT | {Status.held}


def is_note(text: str) -> bool:
    """One line of visible words, as it will stand on the public site."""
    odd = any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for sign in text)
    return text == text.strip() and 0 < len(text) <= LONGEST_NOTE and not odd


def redaction_refusal(state: PostState, channel: str | None, note: str) -> str | None:
    """Why it cannot be done now, as a reason id; None: it can."""
    named = [lane for lane in state.lanes.values() if channel in (None, lane.name)]
    if channel is not None and not named:
        return "no-such-channel"
    if not any(lane.payloads for lane in named):
        return "nothing-stored"
    wanted = lanes_to_redact(state, channel)
    if not wanted:
        return "already-redacted"
    if any(is_in_doubt(lane) for lane in wanted):
        return "unresolved"
    return None if is_note(note) else "because"


def redaction_lines(state: PostState, word: Redaction, now: datetime, run: str) -> tuple[PostEvent, ...]:
    """A line for every stored payload, after one that cancels what has not gone out. Nothing refuses any more."""
    lanes = lanes_to_redact(state, word.channel)
    return tuple(line for lane in lanes for line in _lines_of(lane, state.post, word, (now, run)))


def _lines_of(lane: Lane, post: str, word: Redaction, stamp: tuple[datetime, str]) -> Iterator[PostEvent]:
    at, run = stamp
    if is_unsent(lane):
        yield Cancelled(at=at, run=run, post=post, channel=lane.name, reason="redacted")
    for payload in sorted(lane.payloads):
        yield Redacted(
            at=at,
            run=run,
            post=post,
            channel=lane.name,
            payload=payload,
            note=word.note,
            person=word.person,
            nonce=word.nonce,
        )
