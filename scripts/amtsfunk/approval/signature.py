"""Approval by signature: whose approvals of this manifest count? (DELIVERY.md § 2, „By signature“)

A signature is believed for the key that made it, a key for the person whom the roster names, a roster only as it stood
before the merge that relies on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from amtsfunk.approval.canonical import Json
from amtsfunk.approval.evidence import (
    Approver,
    Claimed,
    MergeFacts,
    PostFacts,
    Refusal,
    SignatureFacts,
    SignedApproval,
)
from amtsfunk.approval.roster import roles_on
from amtsfunk.approval.statement import APPROVED, Statement, write_time
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Person, Unit

PROVIDER = "signature"


def judge_signatures(facts: PostFacts, merge: MergeFacts, signatures: SignatureFacts, now: datetime | None) -> Claimed:
    """Authors and approvers of one merge. Needs facts without a problem. ``now`` caps what commits say of their time;
    without it the window of a post due „after approval“ is left to the caller."""
    people: Mapping[str, Person] = merge.roster.people if merge.roster else {}
    authors = frozenset(commit.signer for commit in signatures.commits if commit.signer is not None)
    approvers: list[Approver] = []
    notes: list[Refusal] = []
    nonces: set[str] = set()
    for entry in signatures.approvals:
        note = _flaw(entry, facts, merge, authors, now)
        if note is None and entry.signed.statement.nonce in nonces:
            note = Refusal("2", "nonce-twice")
        if note is not None:
            notes.append(note)
            continue
        nonces.add(entry.signed.statement.nonce)
        approvers.append(_approver(entry, merge, facts, now))
    refusals = list(_author_flaws(facts, merge, signatures))
    if signatures.unreadable:
        refusals.append(Refusal("2", "approval-unreadable"))
    return Claimed(
        provider=PROVIDER,
        authors=authors,
        department=any(people[sign].unit is Unit.department for sign in authors),
        approvers=tuple(approvers),
        refusals=tuple(refusals),
        notes=tuple(notes),
        record={"commits": _commit_records(signatures)},
    )


def _author_flaws(facts: PostFacts, merge: MergeFacts, signatures: SignatureFacts) -> Iterator[Refusal]:
    """Every work commit on these files is signed by somebody of P's roster, and every change has such a commit.

    The second half is what a merge could hide: bytes that no commit of P..M wrote.
    """
    if merge.roster is None:
        yield Refusal("3", "roster-unreadable", {"commit": merge.base[:12]})
        return
    for commit in signatures.commits:
        if commit.signer is None:
            yield Refusal("4", "author-outside" if commit.outside else "author-unknown", {"commit": commit.id[:12]})
    written = {(path, blob) for commit in signatures.commits for path, blob in commit.wrote.items()}
    for file in facts.at_merge:
        if file.path in merge.touched and (file.path, file.id) not in written:
            yield Refusal("4", "author-hidden", {"path": file.path})


def _flaw(
    entry: SignedApproval, facts: PostFacts, merge: MergeFacts, authors: frozenset[str], now: datetime | None
) -> Refusal | None:
    """Why this entry does not count, or None."""
    flaw = _statement_flaw(entry.signed.statement, facts, merge, now)
    if flaw is not None:
        return flaw
    sign = entry.signer
    if sign is None:
        return Refusal("3", "signature-unknown", {"key": entry.signed.key[:40]})
    current = facts.settings.people.get(sign) if facts.settings else None
    in_office = entry.signer_on_arrival == sign and _approver(entry, merge, facts, now).roles
    flaws = (
        (current is None, "3", "approver-removed"),
        (current is not None and current.revoked is not None, "3", "approver-revoked"),
        (sign in authors, "4", "self-approval"),
        (not in_office, "3", "approver-not-in-office"),
    )
    return _first(flaws, {"person": sign})


def _statement_flaw(statement: Statement, facts: PostFacts, merge: MergeFacts, now: datetime | None) -> Refusal | None:
    post, manifest = facts.post, facts.manifest
    if post is None or manifest is None or merge.roster is None:
        return Refusal("1", "manifest-differs")
    flaws = (
        (statement.kind != "approve", "2", "statement-kind"),
        (statement.repository != merge.roster.repository, "2", "statement-repository"),
        (statement.subject != post.id, "2", "statement-subject"),
        (statement.decision != APPROVED, "2", "statement-decision"),
        (statement.manifest != manifest.digest, "1", "manifest-differs"),
        (not covers(statement, post, now), "2", "statement-window"),
    )
    values = {
        "subject": statement.subject[:80],
        "kind": statement.kind,
        "not_before": write_time(statement.not_before),
        "not_after": write_time(statement.not_after),
    }
    return _first(flaws, values)


def _first(flaws: tuple[tuple[bool, str, str], ...], values: Mapping[str, str]) -> Refusal | None:
    return next((Refusal(condition, reason, values) for present, condition, reason in flaws if present), None)


def covers(statement: Statement, post: Post, now: datetime | None) -> bool:
    """Whether the statement is valid now and to the end of the post's window (its ``latest``). An approval that comes
    after the due time is late, not wrong."""
    due = post.head.publish_at if isinstance(post.head.publish_at, datetime) else now
    if due is None:
        return True
    ends = post.latest_after(due)
    return statement.not_before <= (min(now, ends) if now else ends) and ends <= statement.not_after


def _approver(entry: SignedApproval, merge: MergeFacts, facts: PostFacts, now: datetime | None) -> Approver:
    """Roles count that the person held both when the post was merged, by P's roster, and when the signature arrived,
    by the roster before that: no clock of the signer's is believed."""
    sign, statement = entry.signer or "", entry.signed.statement
    before = merge.roster.people.get(sign) if merge.roster else None
    arrived = entry.people_on_arrival.get(sign)
    roles = roles_on(before, local_day(merge.moment, facts.settings, now)) & roles_on(
        arrived, local_day(entry.moment, facts.settings, now)
    )
    record: dict[str, Json] = {
        "person": sign,
        "roles": [*sorted(role.value for role in roles)],
        "nonce": statement.nonce,
        "not_before": write_time(statement.not_before),
        "not_after": write_time(statement.not_after),
        "arrival": entry.arrival,
    }
    return Approver(sign, roles, statement.nonce, record, statement.not_after)


def local_day(moment: datetime, settings: Settings | None, now: datetime | None) -> date:
    zone = settings.authority.zone if settings else ZoneInfo("Europe/Berlin")
    return (min(moment, now) if now else moment).astimezone(zone).date()


def _commit_records(signatures: SignatureFacts) -> list[Json]:
    return [{"id": commit.id, "author": commit.signer} for commit in signatures.commits]
