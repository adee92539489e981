"""Condition 6: who may decide about rosters, channels and the program itself (DELIVERY.md § 2).

Every first-parent commit of main since the trust root that touches a governance path is judged once, oldest first, by
the roster in force before it. What a change needs: two approvers with the role steward, or one approver and another
steward who wrote all of it. A change without them is a lapse: all sending stops until a later change, signed by two of
the roster *before the first lapse*, names it in ``plans/ratified.yml``.

A govern statement covers one step, from one digest of all governance files to another; its nonce is the name of its
file, which must be new. So a change back to an earlier state needs new signatures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from amtsfunk.approval.canonical import Json, canonical_json, digest
from amtsfunk.approval.evidence import Refusal, Roster, WorkCommit
from amtsfunk.approval.roster import holds
from amtsfunk.approval.statement import APPROVED, SignedStatement, Statement
from amtsfunk.model.base import Frozen, Line
from amtsfunk.model.team import Role

GENESIS_SUBJECT = "genesis"
_TWO = 2


class RatifiedCommit(Frozen):
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
    because: Line


class Ratified(Frozen):
    """``plans/ratified.yml``: governance changes that lacked two people and were agreed to afterwards."""

    ratified: Annotated[tuple[RatifiedCommit, ...], Field(max_length=1000)] = ()


@dataclass(frozen=True, slots=True)
class GovernanceFile:
    """One governance file of a tree: path, mode, SHA-256 of its bytes (of a submodule: its commit id)."""

    path: str
    mode: str
    sha256: str


@dataclass(frozen=True, slots=True)
class GovernSignature:
    """A signed statement and its signer by the roster in force; ``nonce`` is the name of its new file."""

    signed: SignedStatement
    signer: str | None
    nonce: str | None = None


@dataclass(frozen=True, slots=True)
class RulesReview:
    """What a forge's pull request shows about a change of rules. ``opener``: the person who opened it, None for a
    machine or nobody of the roster; ``authors``: of what it changed in governance files; ``shown``: whether these are
    all; ``approvers``: stewards other than the opener whose last word approved exactly these files."""

    opener: str | None
    authors: frozenset[str]
    shown: bool
    approvers: frozenset[str]
    record: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RootReview:
    """What a forge's pull request shows about the trust root that it made. ``approvers``: stewards of the root's own
    roster, other than the opener, whose last word approved exactly the root's governance files; ``brings_roster``:
    whether that roster came with it, so that whoever read it read who decides from then on."""

    approvers: frozenset[str]
    brings_roster: bool
    record: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GovernanceChange:
    """One first-parent commit that touches governance paths. ``hidden``: paths whose final bytes no work commit wrote;
    ``gone``: statements that it removed or rewrote; ``ratifies``: commits that its ``plans/ratified.yml`` names;
    ``has_roster``: whether the roster that it leaves behind can be read, to judge whatever comes next; ``review``: of
    the pull request that brought it, where a forge was asked."""

    commit: str
    before: str
    after: str
    moment: datetime
    signatures: tuple[GovernSignature, ...]
    commits: tuple[WorkCommit, ...]
    hidden: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    ratifies: frozenset[str] = frozenset()
    has_roster: bool = True
    review: RulesReview | None = None


@dataclass(frozen=True, slots=True)
class GovernanceVerdict:
    """How far governance was verified. ``trusted`` is the commit whose roster judges the next change; ``lapses`` are
    the commits that nobody has ratified; ``broken`` says why the trust root itself is none. ``pending``: why the root
    or the next change cannot be judged yet, for a forge does not answer; nothing is sent until it does. ``relied_on``:
    the pull requests that the root and changes since the last progress rest on, for the ledger's lines."""

    root: str
    verified_to: str
    trusted: str
    lapses: Mapping[str, str] = field(default_factory=dict)
    broken: str | None = None
    pending: Refusal | None = None
    relied_on: tuple[Mapping[str, Json], ...] = ()

    @property
    def ok(self) -> bool:
        return not self.lapses and self.broken is None and self.pending is None

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Condition 6, for every post alike."""
        if self.broken is not None and self.pending is None:
            return (Refusal("6", self.broken, {"commit": self.root[:12]}),)
        lapses = tuple(Refusal("6", reason, {"commit": commit[:12]}) for commit, reason in self.lapses.items())
        return (*((replace(self.pending, condition="6"),) if self.pending else ()), *lapses)

    def to_json(self) -> dict[str, Json]:
        """For the ledger, which keeps the progress; what is pending is asked again."""
        return {
            "v": 1,
            "root": self.root,
            "verified_to": self.verified_to,
            "trusted": self.trusted,
            "lapses": [{"commit": commit, "reason": reason} for commit, reason in self.lapses.items()],
            "broken": self.broken,
        }

    @staticmethod
    def from_json(value: object) -> GovernanceVerdict | None:
        """What to_json wrote, or None for anything else: then all is verified anew."""
        try:
            known: dict[str, object] = dict(value)  # type: ignore[call-overload]
            texts = [known["root"], known["verified_to"], known["trusted"]]
            lapses = {str(lapse["commit"]): str(lapse["reason"]) for lapse in known["lapses"]}  # type: ignore[attr-defined]
            broken = known["broken"]
        except (TypeError, KeyError, ValueError):
            return None
        if known.get("v") != 1 or not all(isinstance(text, str) for text in texts):
            return None
        root, verified_to, trusted = (str(text) for text in texts)
        return GovernanceVerdict(root, verified_to, trusted, lapses, None if broken is None else str(broken))


def governance_digest(files: Mapping[str, GovernanceFile]) -> str:
    """The digest of all governance files of a tree but the statements about it (paths.is_governed_content)."""
    entries = [
        {"path": _writable(file.path), "mode": file.mode, "sha256": file.sha256}
        for file in sorted(files.values(), key=lambda file: file.path.encode("utf-8", "surrogateescape"))
    ]
    return digest(canonical_json(entries))


def _writable(path: str) -> str:
    """A path that is no UTF-8 has no canonical JSON; no governance path begins with ``hex:``."""
    raw = path.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return f"hex:{raw.hex()}"


def judge_root(
    root: str, roster: Roster | None, content: str, signatures: tuple[GovernSignature, ...], moment: datetime
) -> GovernanceVerdict:
    """The trust root: its tree is signed by two people of its own roster, in ``plans/genesis.json`` or as a merge.
    Otherwise a pull request may show it: ``judge_reviewed_root``."""
    started = GovernanceVerdict(root, root, root)
    if roster is None:
        return replace(started, broken="root-roster")
    people = set()
    for signature in signatures:
        statement = signature.signed.statement
        kind = "genesis" if signature.nonce is None else "govern"
        fits = statement.manifest == content and (kind == "govern" or statement.subject == GENESIS_SUBJECT)
        if fits and signature.signer is not None and _counts(statement, kind, roster, moment):
            person = roster.people[signature.signer]
            if Role.external not in person.roles and person.revoked is None:
                people.add(signature.signer)
    return started if len(people) >= _TWO else replace(started, broken="root-unsigned")


def judge_reviewed_root(unsigned: GovernanceVerdict, review: RootReview) -> GovernanceVerdict:
    """A trust root that nobody signed, and the pull request whose merge it is. Whoever opened that never counts, so two
    approvers are two pairs of eyes besides whoever wrote it."""
    if not review.brings_roster:
        return replace(unsigned, broken="root-without-roster")
    if len(review.approvers) < _TWO:
        return replace(unsigned, broken="root-approvals")
    return replace(unsigned, broken=None, relied_on=(review.record,))


def judge_change(state: GovernanceVerdict, change: GovernanceChange, roster: Roster | None) -> GovernanceVerdict:
    """The next state after one governance change; ``roster`` is that of ``state.trusted``."""
    reason = _lacks(change, roster)
    if reason is not None:
        return replace(state, verified_to=change.commit, lapses={**state.lapses, change.commit: reason})
    if change.review is not None and change.review.record not in state.relied_on:
        state = replace(state, relied_on=(*state.relied_on, change.review.record))
    if set(state.lapses) <= change.ratifies:
        return replace(state, verified_to=change.commit, trusted=change.commit, lapses={})
    return replace(state, verified_to=change.commit)


def _lacks(change: GovernanceChange, roster: Roster | None) -> str | None:
    """The id of the reason why a change does not have its two stewards, or None."""
    if roster is None or not change.has_roster:
        return "governance-roster"
    if change.gone:
        return "governance-statement-removed"
    approvers = {
        signature.signer
        for signature in change.signatures
        if signature.signer is not None
        and signature.nonce == signature.signed.statement.nonce
        and signature.signed.statement.subject == change.before
        and signature.signed.statement.manifest == change.after
        and _counts(signature.signed.statement, "govern", roster, change.moment)
        and _is_steward(signature.signer, roster, change.moment)
    }
    review = change.review
    if len(approvers | (review.approvers if review else frozenset())) >= _TWO:
        return None
    if review is not None and _is_by_two(review, roster, change.moment):
        return None
    authors = {commit.signer for commit in change.commits}
    all_written = bool(authors) and not change.hidden
    stewards = all(sign is not None and _is_steward(sign, roster, change.moment) for sign in authors)
    if all_written and stewards and approvers - authors:
        return None
    alone = approvers or (review is not None and review.approvers)
    return "governance-one-person" if alone else "governance-unsigned"


def _is_by_two(review: RulesReview, roster: Roster, moment: datetime) -> bool:
    """A steward opened it, stewards wrote all of it, and another one who wrote nothing of it approved."""
    stands_for = review.authors | ({review.opener} if review.opener else set())
    stewards = all(_is_steward(sign, roster, moment) for sign in stands_for)
    return review.opener is not None and review.shown and stewards and bool(review.approvers - stands_for)


def _counts(statement: Statement, kind: str, roster: Roster, moment: datetime) -> bool:
    return (
        statement.kind == kind
        and statement.decision == APPROVED
        and statement.repository == roster.repository
        and moment <= statement.not_after
    )


def _is_steward(sign: str, roster: Roster, moment: datetime) -> bool:
    return holds(roster.people.get(sign), (Role.steward,), moment.date())
