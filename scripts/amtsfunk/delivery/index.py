"""``open.json``: what a run must look at, so that its cost does not grow with the ledger (DELIVERY.md § 3).

Every open post has a wake time, before which no line can be due for it; a run reads only the posts that are awake. All
of it can be rebuilt: ``open`` from the lines, the rest by judging main anew from the trust root.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.delivery.events import Unreadable, format_time, parse_time
from amtsfunk.delivery.state import UNSENT, Lane, PostState, Status

VERSION = 1
AHEAD = timedelta(seconds=60)
"""Claims are made at most this long before their time."""


NO_POST = "no-post"
"""Why a text among the posts waits in vain: no post has such a name, or none lies there."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dated post on main that is not approved. ``due`` None: due as soon as it is approved. Or a text among the posts
    that can be none (``is_no_post``); ``post`` is the file's name then, which no post bears."""

    post: str
    path: str
    due: datetime | None
    latest: datetime | None
    reasons: tuple[str, ...] = ()

    @property
    def is_no_post(self) -> bool:
        return NO_POST in self.reasons


@dataclass(frozen=True, slots=True)
class Index:
    """``main``: up to which commit main was looked at; ``inbox``: likewise; ``newest``: time of the newest line;
    ``open``: post → wake time, None where a person has to act; ``waiting``: path → unapproved post;
    ``governance``: what approval wants to remember of the chain of governance changes."""

    main: str | None = None
    inbox: str | None = None
    newest: datetime | None = None
    open: Mapping[str, datetime | None] = field(default_factory=dict)
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    governance: Mapping[str, Any] = field(default_factory=dict)

    def awake(self, now: datetime) -> tuple[str, ...]:
        """The posts that a run at ``now`` has to read."""
        return tuple(sorted(post for post, wake in self.open.items() if wake is not None and wake <= now))


def wake_of(state: PostState) -> datetime | None:
    """The earliest time at which a line may be due for this post; None where only a person can move it."""
    times = [time for lane in state.lanes.values() if (time := _wake_of_lane(state, lane)) is not None]
    return min(times, default=None)


def _wake_of_lane(state: PostState, lane: Lane) -> datetime | None:
    step = lane.current
    captured = state.captured
    if lane.has_ended or captured is None:
        return None
    if (state.contested_by or state.cancelled) and not step.standing and not step.is_out:
        return captured.at
    if step.status in UNSENT:
        return step.retry_at or (captured.due - AHEAD if step.number == 1 else captured.due)
    waits = step.standing or step.number > 1 or step.strays
    by_status = {
        Status.claimed: step.quiet_until,
        Status.ambiguous: step.quiet_until,
        Status.handed: step.again_until or captured.latest,
        Status.accepted: step.accepted.at if step.accepted else None,
        Status.held: None if waits else captured.latest,
    }
    return by_status.get(step.status)


def with_posts(index: Index, states: Iterable[PostState]) -> Index:
    """The index after these posts changed."""
    found = dict(index.open)
    newest = index.newest
    for state in states:
        if state.is_open:
            found[state.post] = wake_of(state)
        else:
            found.pop(state.post, None)
        if state.newest is not None and (newest is None or state.newest > newest):
            newest = state.newest
    return replace(index, open=found, newest=newest)


def write_index(index: Index) -> bytes:
    """Canonical bytes, with a newline, so that equal indexes are equal files."""
    waiting = {path: _write_waiting(item) for path, item in index.waiting.items()}
    value = {
        "v": VERSION,
        "main": index.main,
        "inbox": index.inbox,
        "newest": _write_time(index.newest),
        "open": {post: _write_time(wake) for post, wake in index.open.items()},
        "waiting": waiting,
        "governance": dict(index.governance),
    }
    return canonical_json(value) + b"\n"


def read_index(data: bytes) -> Index:
    """Raises Unreadable."""
    try:
        raw = json.loads(data)
        if raw["v"] != VERSION:
            raise Unreadable("open.json: version")
        return Index(
            main=raw["main"],
            inbox=raw["inbox"],
            newest=_read_time(raw["newest"]),
            open={str(post): _read_time(wake) for post, wake in raw["open"].items()},
            waiting={path: _read_waiting(path, item) for path, item in raw["waiting"].items()},
            governance=dict(raw["governance"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as broken:
        raise Unreadable(f"open.json: {broken}") from broken


def _write_waiting(item: Waiting) -> dict[str, Any]:
    return {
        "post": item.post,
        "due": _write_time(item.due),
        "latest": _write_time(item.latest),
        "reasons": list(item.reasons),
    }


def _read_waiting(path: str, raw: Mapping[str, Any]) -> Waiting:
    return Waiting(raw["post"], path, _read_time(raw["due"]), _read_time(raw["latest"]), tuple(raw["reasons"]))


def _write_time(when: datetime | None) -> str | None:
    return None if when is None else format_time(when)


def _read_time(text: str | None) -> datetime | None:
    return None if text is None else parse_time(text)
