"""What every network's module keeps to: generators that yield requests and are sent responses. No I/O here.

One request of a delivery is marked irreversible: from the moment it is sent, only a definite answer says whether the
post is out. The driver (``effects/http.py``) carries requests out, holds time-outs, size caps and redaction, and turns
transport failures into outcomes by ``outcome_of_failure``; a module judges responses only.

A module never sees a clock and never signs: it names the credentials (``Request.auth``), the driver applies them. What
must outlive a request, such as a session, it yields as ``Keep``, and the driver stores that before it goes on.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from amtsfunk.channels.access import Access, Auth, Secret

Door = Literal["http", "ledger", "folder"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``door``: http (a server), ledger (the line itself is the publication), folder (for a person).

    Credentials stand in ``auth`` or in the body, never in ``headers`` or ``url``; no body is ever shown. ``files``: for
    the folder door. ``pause``: seconds that the driver waits before it sends this, where a network says „not yet“.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = field(default=None, repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    door: Door = "http"
    irreversible: bool = False
    auth: Auth | None = None
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Keep:
    """Store these under the channel before the next request goes out: a session, a rotated token. Names → values; an
    empty value forgets the name. The answer to it is an empty Response."""

    values: Mapping[str, Secret]


@dataclass(frozen=True, slots=True)
class Response:
    """``headers`` have lower-case names. ``body`` is complete; what was cut or too large is a Failure instead."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """No complete response. ``kind``: refused, dns, proxy, tls, timeout, cut, too-large, redirect, garbage;
    ``sent``: whether anything of the request may have reached the server."""

    kind: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is out there. ``remote_id``: the network's own name for it; where one step makes several posts (a thread of
    Bluesky's), their names in order, with a space between. ``address``: where people see the first of them."""

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
OUTCOMES = (Accepted, Handed, Rejected, Deferred, Ambiguous)


@dataclass(frozen=True, slots=True)
class Absent:
    """Shown not to be there, completely enough to send again."""


@dataclass(frozen=True, slots=True)
class CannotShow:
    """The network was asked and proves neither. ``again``: asking once more later may help."""

    reason: str
    again: bool = False


Finding = Accepted | Absent | CannotShow
FINDINGS = (Accepted, Absent, CannotShow)
Exchange = Generator[Request | Keep, Response, Outcome]
Search = Generator[Request | Keep, Response, Finding]
Confirmation = Generator[Request | Keep, Response, bool]


@dataclass(frozen=True, slots=True)
class Health:
    """What a network says of one channel's credentials. ``works``: a post could go out with them now; ``account_id``
    and ``handle``: whose they are, there; ``may``: what they allow, in the network's own words; ``ends``: when they
    end, where the network tells; ``limits``: what the server allows, by the names of ``model.limits``; ``problem``: a
    reason of the catalogue, where something is wrong."""

    works: bool
    account_id: str | None = None
    handle: str | None = None
    may: tuple[str, ...] = ()
    ends: datetime | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    problem: str | None = None


Examination = Generator[Request | Keep, Response, Health]


@dataclass(frozen=True, slots=True)
class Account:
    """Whom a channel speaks for: ``host`` and ``account_id`` of its binding, ``handle`` as people write it."""

    channel: str
    network: str
    host: str
    account_id: str
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a delivery of one step may depend on: payload and claim (DELIVERY.md § 1), nothing else.

    ``payload_bytes`` are the stored bytes, ``payload`` is their JSON; ``key`` (32 hex digits) and ``created_at`` were
    drawn in claim 1; ``send_by``: until when this claim may be used; ``media``: SHA-256 → bytes; ``host`` and
    ``account_id`` are the captured binding's; ``before``: remote ids of the steps that are out, in order; ``targets``:
    post id → remote ids, in order, of each earlier post that this one mends or repeats; ``latest``: until when it may
    go out, in the authority's time; ``owned``: remote ids of other posts that say the same there, so that none is taken
    for this one; ``contested``: one of those may still be on its way, so nobody can tell yet whose a post is.
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
    send_by: datetime
    address: str
    media: Mapping[str, bytes] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owned: frozenset[str] = frozenset()
    contested: bool = False
    latest: datetime | None = None


class Adapter(Protocol):
    """One network's module. ``finds`` and ``shows_absence``: what ``find`` is able to say; ``confirms``: its page can
    be asked for the digest; ``mends``: which of edit, reply and delete the network lets a post do to an earlier one;
    ``secrets``: the credentials it needs, as sets of names of which one must be complete."""

    @property
    def finds(self) -> bool: ...

    @property
    def shows_absence(self) -> bool: ...

    @property
    def confirms(self) -> bool: ...

    @property
    def mends(self) -> frozenset[str]: ...

    @property
    def secrets(self) -> tuple[tuple[str, ...], ...]: ...

    def steps(self, payload: Mapping[str, Any]) -> int:
        """How many transactions the payload takes."""

    def deliver(self, job: Job, access: Access) -> Exchange:
        """Send one step."""

    def find(self, job: Job, access: Access) -> Search:
        """Is this step there?"""

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        """Does the permanent address (or the probe address in its stead) answer with the payload's digest?"""

    def examine(self, account: Account, access: Access) -> Examination:
        """Do the credentials work, whose are they, what may they do, and which limits does the server have?"""


def never_confirms(job: Job, probe: str | None) -> Confirmation:
    """``Adapter.confirm`` of a network whose pages carry no digest."""
    return False
    yield  # a generator that asks nothing


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
