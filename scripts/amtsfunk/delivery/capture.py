"""What a post on main means for the ledger: captured, waiting, cancelled or held (DELIVERY.md § 1 and § 4).

Pure: the verdict and what the ledger knows in, lines out. A post's text and media are immutable from its first claim
that was not released; until then a new text or time is a new revision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.paths import module_id
from amtsfunk.delivery.events import Archived, Cancelled, Captured, Contested, Event, Held, Missed
from amtsfunk.delivery.index import Waiting
from amtsfunk.delivery.state import UNSENT, Lane, PostState, Status


@dataclass(frozen=True, slots=True)
class Judged:
    """One post on main now. ``present``: the file is there and can be read; ``due`` None: a draft; ``steps``: channel →
    number of steps; ``payloads``: channel → canonical bytes; ``nonces``: statements that its approval rests on;
    ``used``: those of them that some capture of this post rested on before."""

    post: str
    path: str
    commit: str
    present: bool = True
    approved: bool = False
    reasons: tuple[str, ...] = ()
    archive: bool = False
    draft: bool = False
    kind: str = ""
    revision: int = 1
    due: datetime | None = None
    after_approval: bool = False
    latest: datetime | None = None
    manifest: str = ""
    files: tuple[Mapping[str, Any], ...] = ()
    bindings: tuple[Mapping[str, Any], ...] = ()
    payloads: Mapping[str, bytes] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    awaits: tuple[str, ...] = ()
    corrects: str | None = None
    repeat_of: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    approvers: tuple[str, ...] = ()
    nonces: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
    reviewed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """What follows: lines (also of the post that is corrected), bytes to store, or why the post waits."""

    events: tuple[Event, ...] = ()
    payloads: Mapping[str, bytes] = field(default_factory=dict)
    waiting: Waiting | None = None

    @property
    def is_captured(self) -> bool:
        return any(isinstance(event, Captured) for event in self.events)


def capture(state: PostState, judged: Judged, now: datetime, run: str) -> Capture:
    """The lines that one post on main calls for, given what the ledger knows of it."""
    if state.captured is not None and module_id(state.captured.path) is not None:
        return _beside_a_module(judged)
    if judged.archive:
        return Capture(_archive(state, judged, now, run))
    if not judged.present or judged.draft:
        return Capture(_cancel(state, now, run))
    return _present(state, judged, now, run)


def _present(state: PostState, judged: Judged, now: datetime, run: str) -> Capture:
    """A post that main wants to go out."""
    if state.archived:
        return Capture(waiting=_waiting(judged, ("archived",)))
    if state.is_redacted:  # what is stored for it went and must not come back; other words are another post
        waits = _waiting(judged, ("redacted",))
        return Capture() if _is_same(state, judged) else Capture(_hold_open(state, now, run), waiting=waits)
    if not judged.approved:
        return _unapproved(state, judged, now, run)
    return _approved(state, judged, now, run)


def _beside_a_module(judged: Judged) -> Capture:
    """A file that bears the name of a post which a module became changes nothing about it, whatever it says."""
    says_something = judged.present and not (judged.draft or judged.archive)
    return Capture(waiting=_waiting(judged, ("module-name",)) if says_something else None)


def _approved(state: PostState, judged: Judged, now: datetime, run: str) -> Capture:
    if _is_known(state, judged):
        return Capture()
    if judged.used and not _is_approved_anew(state, judged):
        waits = replace(judged, approved=False, reasons=("nonce-used",))
        return Capture() if _is_same(state, judged) else _unapproved(state, waits, now, run)
    if state.is_immutable and _text_changed(state, judged):
        return Capture(_hold_open(state, now, run))
    return _captured(state, judged, now, run)


def _is_same(state: PostState, judged: Judged) -> bool:
    captured = state.captured
    return captured is not None and state.cancelled is None and captured.manifest == judged.manifest


def _is_approved_anew(state: PostState, judged: Judged) -> bool:
    """An approval counts once: a superseded or cancelled one never again, and what was held after a change and its
    taking back needs a signature that was not there before (A → B → A)."""
    return _is_same(state, judged) and not judged.used >= frozenset(judged.nonces)


def content_digest(channel: str, payload: Mapping[str, Any]) -> str | None:
    """The digest of what readers see on a channel, whatever the post's id; None for edits, replies and deletions, which
    are about another post."""
    parts = payload.get("parts", [])
    if any(part.get("action") != "create" for part in parts):
        return None
    return hashlib.sha256(canonical_json({"channel": channel, "parts": parts})).hexdigest()


def _archive(state: PostState, judged: Judged, now: datetime, run: str) -> tuple[Event, ...]:
    """Written down only where the ledger knows the post; that the id is closed shows in main's history (approval)."""
    if state.archived or state.captured is None:
        return ()
    closing = Archived(at=now, run=run, post=judged.post, path=judged.path, commit=judged.commit)
    return (*_cancel(state, now, run), closing)


def _cancel(state: PostState, now: datetime, run: str) -> tuple[Event, ...]:
    """File, time or name is gone: nothing more is claimed; what is claimed already is only looked for."""
    if state.captured is None or state.cancelled or not state.is_open:
        return ()
    return (Cancelled(at=now, run=run, post=state.post, reason="gone"),)


def _unapproved(state: PostState, judged: Judged, now: datetime, run: str) -> Capture:
    """Waits until it is approved or too late. What was captured before may not go out any more: main says otherwise."""
    held = _hold_open(state, now, run) if _differs(state, judged) else ()
    if judged.latest is not None and not judged.after_approval and now > judged.latest:
        if state.is_open:
            return Capture(held)
        return Capture((*held, Missed(at=now, run=run, post=judged.post, reason="unapproved")))
    return Capture(held, waiting=_waiting(judged, judged.reasons))


def _waiting(judged: Judged, reasons: tuple[str, ...]) -> Waiting:
    known = None if judged.after_approval else judged.latest
    return Waiting(judged.post, judged.path, None if judged.after_approval else judged.due, known, reasons)


def _hold_open(state: PostState, now: datetime, run: str) -> tuple[Event, ...]:
    """Everything that is not out and not under way is held, loudly."""
    return tuple(
        Held(
            at=now,
            run=run,
            post=state.post,
            channel=lane.name,
            step=lane.current.number,
            claim=lane.current.claims,
            reason="changed",
        )
        for lane in state.lanes.values()
        if lane.current.status in UNSENT
    )


def _is_known(state: PostState, judged: Judged) -> bool:
    """Captured already, and nothing is held that new evidence could free."""
    captured = state.captured
    if captured is None or state.cancelled or captured.manifest != judged.manifest:
        return False
    if captured.evidence.get("merge") == judged.evidence.get("merge"):
        return True
    return not any(lane.current.status is Status.held and not lane.current.standing for lane in state.lanes.values())


def _differs(state: PostState, judged: Judged) -> bool:
    return state.captured is not None and (not judged.manifest or state.captured.manifest != judged.manifest)


def _text_changed(state: PostState, judged: Judged) -> bool:
    known = state.captured.payloads if state.captured is not None else {}
    return any(
        channel in known and hashlib.sha256(payload).hexdigest() != known[channel]
        for channel, payload in judged.payloads.items()
    )


def _captured(state: PostState, judged: Judged, now: datetime, run: str) -> Capture:
    digests = {channel: hashlib.sha256(payload).hexdigest() for channel, payload in judged.payloads.items()}
    line = Captured(
        at=now,
        run=run,
        post=judged.post,
        path=judged.path,
        revision=judged.revision,
        kind=judged.kind,
        manifest=judged.manifest,
        commit=judged.commit,
        files=judged.files,
        bindings=judged.bindings,
        payloads=digests,
        contents=_contents(judged.payloads),
        steps=dict(judged.steps),
        evidence=judged.evidence,
        approvers=judged.approvers,
        due=judged.due or now,
        latest=judged.latest or now,
        corrects=judged.corrects,
        repeat_of=judged.repeat_of,
        awaits=judged.awaits,
    )
    dropped = tuple(
        Cancelled(at=now, run=run, post=judged.post, channel=lane.name, reason="gone")
        for lane in state.lanes.values()
        if lane.name not in judged.steps and _can_be_cancelled(lane)
    )
    stored = {digests[channel]: payload for channel, payload in judged.payloads.items()}
    return Capture((*dropped, line, *_contest(state, judged, now, run)), stored)


def _contents(payloads: Mapping[str, bytes]) -> dict[str, str]:
    found = {channel: content_digest(channel, _parse(payload)) for channel, payload in payloads.items()}
    return {channel: digest for channel, digest in found.items() if digest is not None}


def _parse(payload: bytes) -> Mapping[str, Any]:
    value: Mapping[str, Any] = json.loads(payload)
    return value


def _can_be_cancelled(lane: Lane) -> bool:
    step = lane.current
    return step.status in UNSENT or (step.status is Status.held and not step.standing)


def _contest(state: PostState, judged: Judged, now: datetime, run: str) -> tuple[Event, ...]:
    """The post that is corrected learns of it in the same commit, and only once."""
    already = state.captured is not None and state.captured.corrects == judged.corrects
    if judged.corrects is None or judged.corrects == judged.post or already:
        return ()
    return (Contested(at=now, run=run, post=judged.corrects, by=judged.post, kind=judged.kind),)
