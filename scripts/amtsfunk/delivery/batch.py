"""What one commit of the ledger adds: lines, payloads, statements, the new index. Folded before it is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.delivery.events import (
    Accepted,
    Claimed,
    Event,
    Opened,
    PostEvent,
    Redacted,
    from_line,
    read_lines,
    to_line,
)
from amtsfunk.delivery.fold import fold_post, fold_stops
from amtsfunk.delivery.index import Index, with_posts, write_index
from amtsfunk.delivery.state import PostState
from amtsfunk.delivery.wordings import wording_of

INDEX = "open.json"
REPOSITORY = "repository.jsonl"
IDENTITY = "ledger.json"
STATEMENTS = "statements/"
Reader = Callable[[str], bytes | None]
"""Path in the ledger → bytes, or None."""


@dataclass(frozen=True, slots=True)
class Batch:
    """``payloads`` and ``statements``: digest or nonce → bytes. ``index``: what the run learnt besides lines (main,
    inbox, waiting, governance); its open posts are computed here."""

    events: tuple[Event, ...] = ()
    payloads: Mapping[str, bytes] = field(default_factory=dict)
    statements: Mapping[str, bytes] = field(default_factory=dict)
    index: Index | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.payloads or self.statements) and self.index is None

    def __add__(self, other: Batch) -> Batch:
        return Batch(
            self.events + other.events,
            {**self.payloads, **other.payloads},
            {**self.statements, **other.statements},
            other.index or self.index,
        )


def post_path(post: str) -> str:
    return f"{hashlib.sha256(post.encode()).hexdigest()[:2]}/{post}.jsonl"


def payload_path(digest: str) -> str:
    """Sharded, because a flat folder of 100,000 would be written anew with every claim."""
    return f"payloads/{digest[:2]}/{digest}.json"


def statement_path(name: str) -> str:
    """``name``: a digest of what was signed, so that nobody uses up another's statement."""
    return f"{STATEMENTS}{name[:2]}/{name}.json"


def content_path(digest: str) -> str:
    """Where it is kept on which post's id the same content went out, so that a repetition is seen without a search."""
    return f"contents/{digest[:2]}/{digest}.jsonl"


def wording_path(digest: str) -> str:
    """Where it is kept which steps say the same on a channel (``wordings``)."""
    return f"wordings/{digest[:2]}/{digest}.jsonl"


def files_of(batch: Batch, index: Index, read: Reader) -> dict[str, bytes | None]:
    """Path → new bytes (None: removed) of the commit that adds this batch. Raises Unreadable for an illegal line."""
    files: dict[str, bytes | None] = {}
    states: dict[str, PostState] = {}
    newest = index.newest
    for event in batch.events:
        newest = event.at if newest is None else max(newest, event.at)
        path = post_path(event.post) if isinstance(event, PostEvent) else REPOSITORY
        before = files.get(path) if path in files else read(path)
        line = to_line(event)
        files[path] = (before or b"") + line
        if isinstance(event, Opened):
            files[IDENTITY] = canonical_json({"v": 1, "repository": event.repository, "trust_root": event.trust_root})
        if isinstance(event, PostEvent):
            # As it will be read: a line keeps whole seconds only.
            known = states.get(event.post) or read_post(event.post, read)
            states[event.post] = fold_post(event.post, [from_line(line[:-1])], known)
            files.update(_side_files(event, states[event.post], files, read))
    if REPOSITORY in files:  # nothing is written that could not be read back
        fold_stops(read_lines(files[REPOSITORY] or b""))
    for post, state in states.items():
        _remember(post, files[post_path(post)] or b"", state)
    files |= {payload_path(digest): data for digest, data in batch.payloads.items()}
    files |= {statement_path(nonce): data for nonce, data in batch.statements.items()}
    learnt = replace(batch.index or index, open=index.open, newest=newest)
    files[INDEX] = write_index(with_posts(learnt, states.values()))
    return files


def read_post(post: str, read: Reader) -> PostState:
    """The state of a post; an empty one where the ledger has no line of it. Raises Unreadable."""
    return state_of(post, read(post_path(post)) or b"")


_MOST_STATES = 2048
_states: dict[tuple[str, bytes], PostState] = {}
"""What lines came to, by their bytes. A run looks at the same posts over and over; what the bytes say never changes."""


def state_of(post: str, data: bytes) -> PostState:
    """The state after all lines of a post's file. Raises Unreadable."""
    known = _states.get((post, data))
    if known is None:
        known = fold_post(post, read_lines(data))
        _remember(post, data, known)
    return known


def _remember(post: str, data: bytes, state: PostState) -> None:
    if len(_states) >= _MOST_STATES:
        _states.clear()
    _states[post, data] = state


def posts_with_content(digest: str, read: Reader) -> tuple[str, ...]:
    """Under which ids this content was claimed or is out, in the order of their first claims."""
    lines = (read(content_path(digest)) or b"").splitlines()
    return tuple(str(json.loads(line)["post"]) for line in lines)


def steps_with_wording(digest: str, read: Reader) -> tuple[tuple[str, int], ...]:
    """(post, step) of every step of this wording that was claimed, in the order of their first claims."""
    lines = (json.loads(line) for line in (read(wording_path(digest)) or b"").splitlines())
    return tuple((str(line["post"]), int(line["step"])) for line in lines)


def _side_files(
    event: PostEvent, state: PostState, files: Mapping[str, bytes | None], read: Reader
) -> dict[str, bytes | None]:
    if isinstance(event, Redacted):
        return {payload_path(event.payload): None}
    if not isinstance(event, Claimed | Accepted) or state.captured is None:
        return {}
    named = {"channel": event.channel, "post": event.post}
    found: dict[str, bytes | None] = {}
    content = state.captured.contents.get(event.channel) if event.step == 1 else None
    if content is not None:
        found |= _with_line(content_path(content), named, files, read)
    if isinstance(event, Claimed) and (wording := _wording(event, read)) is not None:
        found |= _with_line(wording_path(wording), {**named, "step": event.step}, files, read)
    return found


def _wording(claim: Claimed, read: Reader) -> str | None:
    data = read(payload_path(claim.payload))
    return wording_of(json.loads(data), claim.step) if data is not None else None


def _with_line(
    path: str, value: Mapping[str, Any], files: Mapping[str, bytes | None], read: Reader
) -> dict[str, bytes | None]:
    """The file with one line more, unless it has that line."""
    before = (files.get(path) if path in files else read(path)) or b""
    line = canonical_json(dict(value)) + b"\n"
    return {} if line in before.splitlines(keepends=True) else {path: before + line}
