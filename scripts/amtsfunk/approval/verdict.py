"""May this post go out? Facts of git and of an evidence provider in, verdict out (DELIVERY.md § 2).

Whatever cannot be shown counts as no, and every no has its reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from amtsfunk.approval.canonical import Json
from amtsfunk.approval.evidence import Approver, Claimed, FileFacts, MergeFacts, PostFacts, Refusal
from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.manifest import Manifest
from amtsfunk.approval.paths import approvable_id, is_governance
from amtsfunk.approval.policy import Case, Needs, assign, in_election_window, needed
from amtsfunk.approval.signature import local_day
from amtsfunk.approval.statement import write_time
from amtsfunk.model.post import LATEST_BY_KIND, LATEST_OTHERWISE, Post

_REGULAR = "100644"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one post on main now.

    ``approved`` is true only without refusals. ``archive`` and ``draft`` are never approved and need no alarm.
    ``payloads``: channel → canonical bytes, to be stored and sent as they are. ``latest``: RFC 3339, or seconds after
    the capture for posts due ``after approval``. ``nonces``: each counts once in the ledger. ``valid_until``: the
    earliest end of the approvals counted; a post due ``after approval`` must have its whole window before it.
    ``reviewed``: commits that the branch ``evidence`` must keep.
    """

    post: str
    path: str
    revision: int
    approved: bool
    refusals: tuple[Refusal, ...]
    manifest: Manifest | None = None
    payloads: Mapping[str, bytes] = field(default_factory=dict)
    evidence: Mapping[str, Json] = field(default_factory=dict)
    approvers: tuple[str, ...] = ()
    nonces: tuple[str, ...] = ()
    archive: bool = False
    draft: bool = False
    publish_at: datetime | Literal["after approval"] | None = None
    latest: str | int = 0
    kind: str = ""
    corrects: str | None = None
    title: str = ""
    repeat_of: str | None = None
    fast_lane: bool = False
    merge: str | None = None
    reviewed: tuple[str, ...] = ()
    valid_until: datetime | None = None


def judge(
    facts: PostFacts, claimed: Claimed | None, governance: GovernanceVerdict, now: datetime | None = None
) -> Verdict:
    """The verdict over one post. ``claimed`` is None where the facts already have a problem."""
    post = facts.post
    if post is None:
        problem = facts.problem or Refusal("1", "file-missing", {"path": facts.path})
        return Verdict(approvable_id(facts.path) or "", facts.path, 0, False, (problem, *governance.refusals))
    if post.head.archive or not facts.since_root:
        return _refused(post, facts, [Refusal("post", "archive")], archive=True)
    if post.is_draft:
        return _refused(post, facts, [Refusal("post", "draft")], draft=True)
    refusals = [*_post_flaws(facts), *_file_flaws(facts), *_merge_flaws(facts.merge), *governance.refusals]
    if claimed is None or facts.merge is None:
        return _refused(post, facts, refusals or [Refusal("2", "approval-missing")])
    refusals += claimed.refusals
    choice, missing = _apply_policy(post, facts, facts.merge, claimed, now)
    refusals += missing if claimed.shown or not refusals else []
    if refusals:
        return _refused(post, facts, refusals)
    evidence = _evidence(facts, facts.merge, claimed, choice, governance)
    return _approved(post, facts, facts.merge, choice, evidence)


def of_two(reviewed: Verdict, signed: Verdict | None) -> Verdict:
    """The verdict where a forge was asked: by review, with what is wrong with the signatures where there are any."""
    if reviewed.approved or signed is None:
        return reviewed
    more = tuple(refusal for refusal in signed.refusals if refusal not in reviewed.refusals)
    return replace(reviewed, refusals=(*reviewed.refusals, *more))


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which approver fills which slot of the policy."""

    needs: Needs
    filled: Mapping[int, str]
    approvers: tuple[Approver, ...]


def _refused(
    post: Post, facts: PostFacts, refusals: Sequence[Refusal], *, archive: bool = False, draft: bool = False
) -> Verdict:
    return Verdict(
        post=post.id,
        path=facts.path,
        revision=post.head.revision,
        approved=False,
        refusals=tuple(refusal for place, refusal in enumerate(refusals) if refusal not in refusals[:place]),
        manifest=facts.manifest,
        archive=archive,
        draft=draft,
        publish_at=post.head.publish_at,
        latest=_latest(post),
        kind=post.head.kind.value,
        corrects=post.head.corrects,
        title=post.title,
        repeat_of=post.head.repeat_of,
        merge=facts.merge.id if facts.merge else None,
    )


def _approved(
    post: Post, facts: PostFacts, merge: MergeFacts, choice: _Choice, evidence: Mapping[str, Json]
) -> Verdict:
    """Only those approvers are named that the policy needed; a further one changes nothing."""
    used = tuple(approver for approver in choice.approvers if approver.person in choice.filled.values())
    ends = [approver.not_after for approver in used if approver.not_after is not None]
    return replace(
        _refused(post, facts, ()),
        approved=True,
        payloads=facts.payloads,
        evidence=evidence,
        approvers=tuple(sorted(approver.person for approver in used)),
        nonces=tuple(sorted(approver.reference for approver in used)),
        fast_lane=choice.needs.fast_lane,
        reviewed=merge.heads,
        valid_until=min(ends, default=None),
    )


def _apply_policy(
    post: Post, facts: PostFacts, merge: MergeFacts, claimed: Claimed, now: datetime | None
) -> tuple[_Choice, list[Refusal]]:
    """Policy and election windows are those of main now: governance is verified up to there, so a change of them was
    decided by two (docs/decisions)."""
    settings = facts.settings
    by_person = {approver.person: approver for approver in claimed.approvers}
    choice = _Choice(Needs((), False), {}, tuple(by_person.values()))
    if settings is None or settings.policy is None:
        return choice, [Refusal("policy", "policy-missing")]
    due = post.head.publish_at if isinstance(post.head.publish_at, datetime) else (now or merge.moment)
    election = in_election_window(settings.elections, local_day(due, settings, None))
    needs = needed(settings.policy, Case(post.head.kind, claimed.department, post.head.sensitive, election))
    if not needs.slots:
        return choice, [Refusal("policy", "policy-empty", {"kind": post.head.kind.value})]
    filled = assign(needs.slots, {person: approver.roles for person, approver in by_person.items()})
    missing = [slot for number, slot in enumerate(needs.slots) if number not in filled]
    refusals = [
        Refusal("policy", "approval-missing", {"roles": ",".join(sorted(role.value for role in slot))})
        for slot in missing
    ]
    return _Choice(needs, filled, choice.approvers), [*(claimed.notes if missing else ()), *refusals]


def _post_flaws(facts: PostFacts) -> Iterator[Refusal]:
    if facts.problem is not None:
        yield facts.problem
    if facts.closed:
        yield Refusal("post", "closed")
    if facts.twin is not None:
        yield Refusal("post", "twin", {"path": facts.twin})


def _file_flaws(facts: PostFacts) -> Iterator[Refusal]:
    """Condition 1: plain files, read as blobs, the same in M and on main now."""
    merged = {file.path: file for file in facts.at_merge}
    for file in facts.on_main:
        yield from _shape_flaws(file)
        if facts.merge is not None and merged.get(file.path) != file:
            yield Refusal("1", "changed-since-merge", {"path": file.path})


def _shape_flaws(file: FileFacts) -> Iterator[Refusal]:
    values = {"path": file.path, "mode": file.mode}
    if not file.mode:
        yield Refusal("1", "file-missing", values)
    elif file.mode != _REGULAR or file.kind != "blob":
        yield Refusal("1", "file-mode", values)
    elif file.pointer:
        yield Refusal("1", "file-pointer", values)


def _merge_flaws(merge: MergeFacts | None) -> Iterator[Refusal]:
    """Condition 5."""
    for path in merge.touched if merge else ():
        if is_governance(path):
            yield Refusal("5", "governance-path", {"path": path})
            return


def _latest(post: Post) -> str | int:
    due = post.head.publish_at
    if isinstance(post.head.latest, datetime):
        return write_time(post.head.latest)
    if isinstance(due, datetime):
        return write_time(post.latest_after(due))
    patience = post.head.latest or LATEST_BY_KIND.get(post.head.kind, LATEST_OTHERWISE)
    return int(patience.total_seconds())


def _evidence(
    facts: PostFacts, merge: MergeFacts, claimed: Claimed, choice: _Choice, governance: GovernanceVerdict
) -> dict[str, Json]:
    """Condition 7: ids, roles, digests, times. No names, no e-mail addresses, no raw answers."""
    slots: list[Json] = [
        {"roles": [*sorted(role.value for role in slot)], "person": choice.filled[number]}
        for number, slot in enumerate(choice.needs.slots)
    ]
    return {
        "v": 1,
        "provider": claimed.provider,
        "merge": merge.id,
        "base": merge.base,
        "reviewed": list(merge.heads),
        "manifest": facts.manifest.digest if facts.manifest else "",
        "blobs": [{"path": file.path, "blob": file.id} for file in facts.on_main],
        "authors": [*sorted(claimed.authors)],
        "approvals": [dict(approver.record) for approver in choice.approvers],
        "policy": {"slots": slots, "fast_lane": choice.needs.fast_lane},
        "governance": {"root": governance.root, "verified_to": governance.verified_to},
        **claimed.record,
    }
