"""What the ledger says: one frozen type a line (DELIVERY.md § 3 and § 4).

A line is canonical JSON with ``v``, ``type``, ``at`` (RFC 3339, UTC, seconds), ``run`` (who wrote it, drawn anew by
every run) and the fields of its type. Reading is strict: an unknown version, type or field makes the ledger unreadable,
because whoever skips a line that they do not understand may send twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar

from amtsfunk.approval.canonical import canonical_json

VERSION = 1


class Unreadable(ValueError):
    """A line that this program does not understand, or lines that contradict each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``at``: aware, UTC. ``run``: 32 hex digits."""

    type: ClassVar[str] = ""
    at: datetime
    run: str


# ---------------------------------------------------------------- of the repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """The first line of all: which repository this ledger belongs to, and the root of its trust."""

    type: ClassVar[str] = "opened"
    repository: str
    trust_root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Event):
    """A stop that a publisher saw. ``scope``: post, all or total; ``target``: a post's id; ``person``: who signed."""

    type: ClassVar[str] = "stopped"
    stop: str
    scope: str
    target: str | None = None
    path: str
    commit: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted(Event):
    """The end of a stop. What came due meanwhile is missed, but for the posts in ``release``."""

    type: ClassVar[str] = "lifted"
    stop: str
    release: tuple[str, ...] = ()
    person: str
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted(Event):
    """A person brought back an older ledger: the lines after it are lost, what may be out was looked for and is held
    where that does not show. ``reason``: restore; ``lost``: commits that this machine or the site had seen."""

    type: ClassVar[str] = "adopted"
    reason: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance(Event):
    """How far the chain of governance changes was checked, and what was found (DELIVERY.md § 2, condition 6).
    ``evidence``: the pull requests that it rests on."""

    type: ClassVar[str] = "governance"
    ok: bool
    verified_to: str
    reason: str | None = None
    evidence: tuple[Mapping[str, Any], ...] | None = None


# ---------------------------------------------------------------- of a post


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEvent(Event):
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured(PostEvent):
    """Approval shown and kept: from here on the stored payloads are what is sent (DELIVERY.md § 1).

    ``payloads``: channel → SHA-256 of the stored bytes; ``contents``: channel → digest of what readers see, without the
    post's id; ``steps``: channel → number of steps; ``awaits``: addresses on own hosts that must answer first;
    ``title``: only in old lines, for a line stays when words have to go (decision 0085).
    """

    type: ClassVar[str] = "captured"
    path: str
    revision: int
    kind: str
    title: str = ""
    manifest: str
    commit: str
    files: tuple[Mapping[str, Any], ...]
    bindings: tuple[Mapping[str, Any], ...]
    payloads: Mapping[str, str]
    contents: Mapping[str, str]
    steps: Mapping[str, int]
    evidence: Mapping[str, Any] = field(default_factory=dict)
    approvers: tuple[str, ...] = ()
    due: datetime
    latest: datetime
    corrects: str | None = None
    repeat_of: str | None = None
    awaits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(PostEvent):
    """``archive: true`` reached main: this id is closed for good."""

    type: ClassVar[str] = "archived"
    path: str
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(PostEvent):
    """No longer wanted; ``channel`` None: the whole post (its file, time or name is gone)."""

    type: ClassVar[str] = "cancelled"
    channel: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed(PostEvent):
    """Too late; ``channel`` None: a post that never was approved in time."""

    type: ClassVar[str] = "missed"
    channel: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested(PostEvent):
    """A correction or withdrawal of this post was captured: ``by`` is its id, ``kind`` its kind."""

    type: ClassVar[str] = "contested"
    by: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(PostEvent):
    type: ClassVar[str] = "corrected"
    channel: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(PostEvent):
    type: ClassVar[str] = "withdrawn"
    channel: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted(PostEvent):
    """The bytes went (consent withdrawn, court, privacy); digest, ledger and ``note`` for the public stay.

    One line for each stored payload that the post ever had on the channel. ``person``, ``nonce``: who said so.
    """

    type: ClassVar[str] = "redacted"
    channel: str
    payload: str
    note: str
    person: str | None = None
    nonce: str | None = None


# ---------------------------------------------------------------- of a step: key = (post, channel, step)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEvent(PostEvent):
    """``step`` from 1. ``claim``: which claim of the key this is about, from 1; 0 where none was made."""

    channel: str
    step: int
    claim: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed(StepEvent):
    """The right to send once, until ``send_by``. Without an outcome nobody touches the key before ``quiet_until``.

    ``created_at`` and ``key`` are drawn in claim 1 and copied into every later claim of the step.
    """

    type: ClassVar[str] = "claimed"
    payload: str
    created_at: datetime
    key: str
    send_by: datetime
    quiet_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(StepEvent):
    """The check after the claim said no; nothing was sent."""

    type: ClassVar[str] = "released"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred(StepEvent):
    """Nothing was sent, and it may go later: credentials, rate, outage, refused connection."""

    type: ClassVar[str] = "deferred"
    reason: str
    retry_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(StepEvent):
    """A definite no to the content."""

    type: ClassVar[str] = "rejected"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous(StepEvent):
    """It may be out or not: time-out, 5xx, cut connection."""

    type: ClassVar[str] = "ambiguous"
    reason: str
    quiet_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent(StepEvent):
    """After the quiet period the network showed that it is not there."""

    type: ClassVar[str] = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed(StepEvent):
    """Texts, pictures and alternative texts were handed to a person."""

    type: ClassVar[str] = "handed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(StepEvent):
    """It is out. ``how``: sent, found, site or recorded; ``confirm_until``: until when the page is looked for."""

    type: ClassVar[str] = "accepted"
    how: str
    address: str | None = None
    remote_id: str | None = None
    confirm_until: datetime | None = None
    person: str | None = None
    nonce: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(StepEvent):
    type: ClassVar[str] = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed(StepEvent):
    """The page never answered with the digest; a person has to look."""

    type: ClassVar[str] = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(StepEvent):
    """A person must decide; alarms until then."""

    type: ClassVar[str] = "held"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(StepEvent):
    """A person's word about a held step: ``again`` (until ``not_after``) or ``given_up``."""

    type: ClassVar[str] = "settled"
    decision: str
    not_after: datetime | None = None
    person: str
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray(StepEvent):
    """An outcome that came after its claim had been resolved without it: possibly two are out. Loud."""

    type: ClassVar[str] = "stray"
    outcome: str
    address: str | None = None


EVENTS: tuple[type[Event], ...] = (
    Opened, Stopped, Lifted, Adopted, Governance, Captured, Archived, Cancelled, Missed, Contested, Corrected,
    Withdrawn, Redacted, Claimed, Released, Deferred, Rejected, Ambiguous, Absent, Handed, Accepted, Confirmed,
    Unconfirmed, Held, Settled, Stray,
)  # fmt: skip
_BY_TYPE = {event.type: event for event in EVENTS}


def format_time(when: datetime) -> str:
    """RFC 3339 in UTC with whole seconds; lines are ordered by their place, so seconds are enough."""
    utc = when if when.tzinfo is UTC else when.astimezone(UTC)
    return f"{utc.replace(microsecond=0, tzinfo=None).isoformat()}Z"


_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", re.ASCII)


@lru_cache(maxsize=4096)
def parse_time(text: str) -> datetime:
    """Raises ValueError for anything but what ``format_time`` writes."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"not a time: {text[:40]!r}")
    year, month, day, hour, minute, second = map(int, match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def to_line(event: Event) -> bytes:
    """One line of the ledger, with its newline."""
    kept: dict[str, Any] = {"v": VERSION, "type": event.type}
    for name in _SHAPES[type(event)].types:
        value = getattr(event, name)
        if value is not None:
            kept[name] = _plain(value)
    return canonical_json(kept) + b"\n"


def from_line(line: bytes) -> Event:
    """The event of one line (without its newline). Raises Unreadable."""
    try:
        raw = json.loads(line.decode())
        if not isinstance(raw, dict) or raw.pop("v", None) != VERSION:
            raise Unreadable("version")
        kind = _BY_TYPE[raw.pop("type")]
        return _build(kind, raw)
    except Unreadable:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as broken:
        raise Unreadable(f"{type(broken).__name__}: {broken}") from broken


def read_lines(data: bytes) -> tuple[Event, ...]:
    """All events of a file. Raises Unreadable, also where the last line is cut."""
    if data and not data.endswith(b"\n"):
        raise Unreadable("the last line is cut")
    return tuple(from_line(line) for line in data.split(b"\n")[:-1])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return format_time(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


_SCALARS: Mapping[str, type] = {"str": str, "int": int, "bool": bool}


@dataclass(frozen=True, slots=True)
class _Shape:
    """``types``: field → its type, as text; ``needed``: fields without a default."""

    types: Mapping[str, str]
    needed: frozenset[str]


def _shape(kind: type[Event]) -> _Shape:
    known = fields(kind)
    needed = frozenset(item.name for item in known if item.default is MISSING and item.default_factory is MISSING)
    return _Shape({item.name: str(item.type) for item in known}, needed)


_SHAPES: Mapping[type[Event], _Shape] = {kind: _shape(kind) for kind in EVENTS}


def _build(kind: type[Event], raw: dict[str, Any]) -> Event:
    shape = _SHAPES[kind]
    if not raw.keys() <= shape.types.keys():
        raise Unreadable(f"unknown fields {sorted(raw.keys() - shape.types.keys())}")
    values = {name: _typed(shape.types[name], value) for name, value in raw.items()}
    if not shape.needed <= raw.keys():
        raise Unreadable(f"missing fields {sorted(shape.needed - raw.keys())}")
    return kind(**values)


def _typed(annotation: str, value: Any) -> Any:
    """Annotations are text here (postponed evaluation), which keeps this table short."""
    name = annotation.removesuffix(" | None")
    if name == "datetime":
        return parse_time(value)
    if name in _SCALARS:
        if type(value) is not _SCALARS[name]:
            raise Unreadable(f"not {name}: {value!r}")
        return value
    if name.startswith("tuple"):
        if not isinstance(value, list):
            raise Unreadable("not a list")
        return tuple(value)
    if not isinstance(value, dict):
        raise Unreadable("not an object")
    return value
