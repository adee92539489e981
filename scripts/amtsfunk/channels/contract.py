"""What every network's module keeps to: generators that yield requests and are sent responses. No I/O here.

One request of a delivery is marked irreversible: from the moment it is sent, only a definite answer says whether the
post is out. The driver (``effects/http.py``) carries requests out, holds time-outs, size caps and redaction, and turns
transport failures into outcomes by ``outcome_of_failure``; a module judges responses only.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Door = Literal["http", "ledger", "folder"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``door``: http (a server), ledger (the line itself is the publication), folder (for a person).

    ``secret``: header names whose values never appear in a log, an error or a report. ``files``: for the folder door.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    door: Door = "http"
    irreversible: bool = False
    secret: frozenset[str] = frozenset({"authorization", "cookie"})


@dataclass(frozen=True, slots=True)
class Response:
    """``headers`` have lower-case names. ``body`` is complete; what was cut or too large is a Failure instead."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Failure:
    """No complete response. ``kind``: refused, dns, tls, timeout, cut, too-large, redirect, garbage;
    ``sent``: whether anything of the request may have reached the server."""

    kind: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is out there. ``pending``: only the ledger's line makes it public (website)."""

    remote_id: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A person has it now and reports the address."""


@dataclass(frozen=True, slots=True)
class Rejected:
    reason: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Nothing was sent. ``seconds``: how long the server asks to wait, where it says so."""

    reason: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    reason: str


Outcome = Accepted | Handed | Rejected | Deferred | Ambiguous


@dataclass(frozen=True, slots=True)
class Absent:
    """Shown not to be there, completely enough to send again."""


@dataclass(frozen=True, slots=True)
class CannotShow:
    """The network was asked and proves neither. ``again``: asking once more later may help."""

    reason: str
    again: bool = False


Finding = Accepted | Absent | CannotShow
Exchange = Generator[Request, Response, Outcome]
Search = Generator[Request, Response, Finding]
Confirmation = Generator[Request, Response, bool]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a delivery of one step may depend on: payload and claim (DELIVERY.md § 1), nothing else.

    ``payload_bytes`` are the stored bytes, ``payload`` is their JSON; ``key`` (32 hex digits) and ``created_at`` were
    drawn in claim 1; ``media``: SHA-256 → bytes; ``host`` and ``account_id`` are the captured binding's; ``before``:
    remote ids of the steps that are out, in order; ``targets``: post id → remote id of what is mended.
    """

    post: str
    channel: str
    network: str
    host: str
    account_id: str
    step: int
    payload: Mapping[str, Any]
    payload_sha256: str
    payload_bytes: bytes
    key: str
    created_at: datetime
    address: str
    media: Mapping[str, bytes] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)


class Adapter(Protocol):
    """One network's module. ``finds`` and ``shows_absence``: what ``find`` is able to say."""

    @property
    def finds(self) -> bool: ...

    @property
    def shows_absence(self) -> bool: ...

    @property
    def confirms(self) -> bool: ...

    def steps(self, payload: Mapping[str, Any]) -> int:
        """How many transactions the payload takes."""

    def deliver(self, job: Job) -> Exchange:
        """Send one step."""

    def find(self, job: Job) -> Search:
        """Is this step there?"""

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        """Does the permanent address (or the probe address in its stead) answer with the payload's digest?"""


def outcome_of_failure(request: Request, failure: Failure) -> Outcome:
    """What a transport failure means: ambiguous once an irreversible request may have arrived, else not sent."""
    if request.irreversible and failure.sent:
        return Ambiguous(failure.kind)
    return Deferred(failure.kind)


def outcome_of_status(response: Response) -> Outcome | None:
    """What a status alone means for an irreversible request; None for 2xx, which the network's module judges."""
    if 200 <= response.status < 300:
        return None
    if response.status == 429:
        wait = response.headers.get("retry-after", "")
        return Deferred("rate", int(wait) if wait.isdigit() else None)
    if response.status in (401, 403):
        return Deferred("credentials")
    if response.status >= 500 or response.status < 400 or response.status == 408:
        return Ambiguous(f"status-{response.status}")
    return Rejected(f"status-{response.status}")
