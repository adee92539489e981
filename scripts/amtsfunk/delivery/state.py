"""Where every delivery stands: frozen values, made from ledger lines alone by ``fold`` (DELIVERY.md § 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from amtsfunk.delivery.events import Accepted, Captured, Claimed


class Status(StrEnum):
    """What the last line about a step says."""

    approved = "approved"
    claimed = "claimed"
    released = "released"
    deferred = "deferred"
    rejected = "rejected"
    ambiguous = "ambiguous"
    absent = "absent"
    held = "held"
    handed = "handed"
    accepted = "accepted"
    confirmed = "confirmed"
    missed = "missed"
    cancelled = "cancelled"
    given_up = "given_up"


ENDED = frozenset({Status.confirmed, Status.rejected, Status.missed, Status.cancelled, Status.given_up})
"""Nothing more happens by itself."""
OUT = frozenset({Status.accepted, Status.confirmed})
UNSENT = frozenset({Status.approved, Status.released, Status.deferred, Status.absent})
"""Nothing is out, and a claim may be made."""
RESTORED = "restored"
"""Why a delivery is held of which an older ledger, brought back, does not know whether it went out."""
RECORDABLE = frozenset({Status.handed, Status.held, Status.ambiguous})
"""A person may have posted by hand: it was handed over, or a person has to look."""


@dataclass(frozen=True, slots=True)
class Step:
    """One key: (post, channel, number). ``claims``: how many were made; ``standing``: the last one is unresolved;
    ``unreleased``: how many claims were not released, which makes text and media immutable (DELIVERY.md § 1)."""

    number: int
    status: Status = Status.approved
    claims: int = 0
    standing: bool = False
    unreleased: int = 0
    claim: Claimed | None = None
    since: datetime | None = None
    reason: str | None = None
    retry_at: datetime | None = None
    quiet_until: datetime | None = None
    again_until: datetime | None = None
    accepted: Accepted | None = None
    strays: int = 0

    @property
    def is_out(self) -> bool:
        return self.status in OUT

    @property
    def awaits_confirmation(self) -> bool:
        return self.status is Status.accepted and self.accepted is not None and self.accepted.confirm_until is not None


@dataclass(frozen=True, slots=True)
class Lane:
    """One post on one channel: its steps in order, and what later posts did to it.

    ``payloads``: digests of everything that was ever stored for it; ``redacted``: why its bytes went, which is public;
    ``restored``: lines about it are lost, so that its later steps may be out, too.
    """

    name: str
    steps: tuple[Step, ...]
    corrected_by: str | None = None
    withdrawn_by: str | None = None
    payloads: frozenset[str] = frozenset()
    redacted: str | None = None
    redacted_at: datetime | None = None
    restored: bool = False

    @property
    def current(self) -> Step:
        """The first step that is not out, else the last."""
        return next((step for step in self.steps if not step.is_out), self.steps[-1])

    @property
    def is_out(self) -> bool:
        return all(step.is_out for step in self.steps)

    @property
    def has_ended(self) -> bool:
        step = self.current
        return step.status in ENDED or (step.status is Status.accepted and not step.awaits_confirmation)

    @property
    def is_unresolved(self) -> bool:
        """Whether something may yet turn out to be published, or be published by itself."""
        return not (self.has_ended or self.is_out)


@dataclass(frozen=True, slots=True)
class PostState:
    """Everything the ledger knows of one post."""

    post: str
    captured: Captured | None = None
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    archived: bool = False
    cancelled: str | None = None
    missed: str | None = None
    contested_by: tuple[tuple[str, str], ...] = ()
    newest: datetime | None = None

    @property
    def is_immutable(self) -> bool:
        """A claim that was not released was made: text and media may not change any more."""
        return any(step.unreleased for lane in self.lanes.values() for step in lane.steps)

    @property
    def is_redacted(self) -> bool:
        """Bytes of it went: it is captured no more, and nothing repeats it."""
        return any(lane.redacted is not None for lane in self.lanes.values())

    @property
    def title(self) -> str:
        """As an old line has it; empty where all that was stored went. Every post's: delivery/heading.py."""
        stored = [lane for lane in self.lanes.values() if lane.payloads]
        gone = bool(stored) and all(lane.redacted is not None for lane in stored)
        return self.captured.title if self.captured is not None and not gone else ""

    @property
    def is_open(self) -> bool:
        """Whether a run may still have something to do or to say about it."""
        return any(not lane.has_ended for lane in self.lanes.values())


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop as the ledger knows it. ``lifted_at`` None: it holds. ``release``: posts let go by name."""

    id: str
    scope: str
    target: str | None
    path: str
    commit: str
    seen_at: datetime
    person: str | None = None
    lifted_at: datetime | None = None
    release: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What deciding needs to know of a channel and its adapter. Built from the settings of main now.

    ``finds``: the network can be asked whether a post is there; ``shows_absence``: a „no" of its is a proof;
    ``site``: the authority's own website, which goes first.
    """

    known: bool = True
    site: bool = False
    finds: bool = False
    shows_absence: bool = False


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What was found about one post just now, outside the ledger (I10).

    ``changed``: why bindings, files or approvers are no longer those of the capture, else None; ``taken``: channels on
    which the same content is already out under another post's id; ``ready``: own pages that it links to answer.
    """

    changed: str | None = None
    taken: frozenset[str] = frozenset()
    ready: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """All that ``decide`` looks at. ``posts`` may be those due only, with the posts that they correct or repeat;
    ``halted``: why nothing at all may be claimed (governance), else None."""

    posts: Mapping[str, PostState]
    halted: str | None = None
    stops: tuple[Stop, ...] = ()
    channels: Mapping[str, ChannelFacts] = field(default_factory=dict)
    facts: Mapping[str, PostFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Published:
    """One accepted delivery, for the sites. ``payload`` None: redacted, ``note`` says why and ``redacted_at`` when.

    ``title`` and ``kind`` are those of the capture; ``address`` is where it is; ``due`` decides the archive's month.
    """

    post: str
    channel: str
    network: str
    kind: str
    title: str
    payload: Mapping[str, Any] | None
    payload_sha256: str
    due: datetime
    accepted_at: datetime
    address: str | None
    remote_id: str | None
    how: str
    corrects: str | None = None
    corrected_by: str | None = None
    withdrawn_by: str | None = None
    note: str | None = None
    redacted_at: datetime | None = None
    approvers: tuple[str, ...] = ()
