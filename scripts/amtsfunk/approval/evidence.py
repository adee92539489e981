"""The facts that a verdict rests on, as an evidence provider gathered them. Plain data: nothing here decides.

PostFacts is what git alone says and is the same for every provider. What a provider adds becomes one Claimed:
signatures in signature.py, a forge's reviews in review.py, each a function of its own facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from amtsfunk.approval.canonical import Json
from amtsfunk.approval.manifest import Manifest
from amtsfunk.approval.pull import Pull
from amtsfunk.approval.statement import SignedStatement
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Person, Role


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not. ``condition`` is the number in DELIVERY.md § 2, ``policy`` or ``post``; texts are in reasons.py."""

    condition: str
    reason_id: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file at one commit: mode, kind and blob id of its tree entry, all empty where there is none."""

    path: str
    mode: str = ""
    kind: str = ""
    id: str = ""
    pointer: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """``plans/team.yml`` and the id of ``plans/authority.yml`` at one commit."""

    repository: str
    people: Mapping[str, Person]


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """M, the first-parent commit of main that last changed the post's file, and P, its first parent.

    ``moment`` is the later of both commits' times: a commit cannot be older than what it stands on.
    ``heads`` are the commits that were reviewed: M's other parents, or M itself.
    """

    id: str
    base: str
    moment: datetime
    touched: tuple[str, ...]
    heads: tuple[str, ...]
    roster: Roster | None


@dataclass(frozen=True, slots=True)
class WorkCommit:
    """A commit of P..M that changed the files in question itself; ``signer`` by the roster in force, or None.

    ``wrote``: path → blob id after it (empty where it removed the file). A merge counts only for paths whose blob
    differs from all of its parents. ``outside``: it does not descend from the trust root, and so has no signer.
    """

    id: str
    signer: str | None
    wrote: Mapping[str, str]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class SignedApproval:
    """One entry of ``<slug>.approval.json`` on main now.

    ``signer`` by P's roster, ``signer_on_arrival`` by the roster in force before the merge ``arrival`` brought it.
    """

    signed: SignedStatement
    signer: str | None
    signer_on_arrival: str | None
    arrival: str
    moment: datetime
    people_on_arrival: Mapping[str, Person]


@dataclass(frozen=True, slots=True)
class PostFacts:
    """One post on main now, as far as it could be read. ``problem`` is what kept the rest from being gathered."""

    path: str
    main: str
    settings: Settings | None = None
    post: Post | None = None
    problem: Refusal | None = None
    since_root: bool = True
    closed: bool = False
    twin: str | None = None
    merge: MergeFacts | None = None
    at_merge: tuple[FileFacts, ...] = ()
    on_main: tuple[FileFacts, ...] = ()
    manifest: Manifest | None = None
    payloads: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What the repository holds for approval by signature."""

    commits: tuple[WorkCommit, ...] = ()
    approvals: tuple[SignedApproval, ...] = ()
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class DatedRoster:
    """The roster that main had from a moment on; None where it could not be read."""

    since: datetime
    roster: Roster | None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What a forge holds for approval by review, and what git says of it.

    ``problem``: why there is no pull request to judge by. ``wrote``: commits of the pull request that changed the files
    in question themselves (commit → path → blob id, empty where it removed the file). ``versions``: reviewed commit →
    these files there; one that git does not have is absent. ``rosters``: main's since the trust root, oldest first.
    """

    pull: Pull | None = None
    problem: Refusal | None = None
    wrote: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    versions: Mapping[str, tuple[FileFacts, ...]] = field(default_factory=dict)
    rosters: tuple[DatedRoster, ...] = ()


@dataclass(frozen=True, slots=True)
class Approver:
    """A person who approved exactly this manifest and may count. ``roles``: held at that time.

    ``reference`` names the act (a nonce, a review's id) and ``record`` is its line in the evidence."""

    person: str
    roles: frozenset[Role]
    reference: str
    record: Mapping[str, Json]
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a provider says about M: who wrote it, who approved it, what speaks against it (``refusals``) and why some
    approvals do not count (``notes``, which matter only where approvals are missing). ``shown``: False where nothing
    could be gathered, so that nobody is told which approvals are missing."""

    provider: str
    authors: frozenset[str]
    department: bool
    approvers: tuple[Approver, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[Refusal, ...]
    record: Mapping[str, Json]
    shown: bool = True
