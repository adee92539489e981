"""Approval by a forge's review: whose last word on this pull request counts? (DELIVERY.md § 2, conditions 1 to 4)

A review is believed for the account that gave it, an account for the person whom the roster names, a roster only as it
stood from the review until the merge. Whatever cannot be shown counts as no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import datetime

from amtsfunk.approval.canonical import Json
from amtsfunk.approval.evidence import (
    Approver,
    Claimed,
    DatedRoster,
    FileFacts,
    MergeFacts,
    PostFacts,
    Refusal,
    ReviewFacts,
    Roster,
)
from amtsfunk.approval.governance import RootReview, RulesReview
from amtsfunk.approval.pull import Account, AccountKind, Decision, Pull, PullReview
from amtsfunk.approval.roster import account_owners, holds, roles_on
from amtsfunk.approval.signature import local_day
from amtsfunk.approval.statement import write_time
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Person, Role, Unit


def judge_review(facts: PostFacts, merge: MergeFacts, review: ReviewFacts) -> Claimed:
    """Authors and approvers of one merged pull request. Needs facts without a problem, widened to the whole pull
    request (``merge.base`` is main before it, ``merge.id`` main after it)."""
    pull = review.pull
    if pull is None or merge.roster is None:
        problem = review.problem or Refusal("3", "roster-unreadable", {"commit": merge.base[:12]})
        return Claimed("review", frozenset(), False, (), (problem,), (), {}, shown=False)
    people = merge.roster.people
    owners = account_owners(people)
    opener = owners.get(pull.opener.id) if pull.opener.id is not None else None
    final = {file.path: file.id for file in facts.at_merge if file.path in merge.touched}
    authors, refusals = find_authors(review, pull, owners, final)
    court = _Court(facts, merge, review, opener, authors)
    approvers: list[Approver] = []
    notes = [Refusal("2", "review-late", {"account": str(late)}) for late in _only_late(pull)]
    for last in last_words(pull):
        note = court.flaw(last)
        if note is None:
            approvers.append(court.approver(last))
        else:
            notes.append(note)
    return Claimed(
        provider=pull.forge,
        authors=authors | ({opener} if opener else set()),
        department=opener is not None and people[opener].unit is Unit.department,
        approvers=tuple(approvers),
        refusals=(*_opener_flaws(pull, opener), *refusals),
        notes=tuple(notes),
        record={"pull": pull.to_json()},
    )


def judge_rules(review: ReviewFacts, pull: Pull, roster: Roster, merged: tuple[FileFacts, ...]) -> RulesReview:
    """What a pull request shows about the governance files that it changed (``merged``: as they are after it), by the
    roster that judges the change (condition 6)."""
    owners = account_owners(roster.people)
    final = {file.path: file.id for file in merged}
    authors, flaws = find_authors(review, pull, owners, final)
    human = pull.opener.kind is AccountKind.human
    opener = owners.get(pull.opener.id or 0) if human else None
    approvers = set()
    for last in last_words(pull):
        sign, account = owners.get(last.account.id or 0), last.account.id or 0
        there = review.versions.get(last.commit or "")
        if sign in (None, opener) or undecided(last) or there is None or first_difference(there, merged, {}):
            continue
        if Role.steward in roles_since(sign or "", account, last.at, review.rosters, None):
            approvers.add(sign or "")
    return RulesReview(opener, authors, not flaws, frozenset(approvers), pull.to_json())


def judge_root_review(
    pull: Pull, roster: Roster, contents: Mapping[str, str], root: str, *, brings_roster: bool
) -> RootReview:
    """Who approved the pull request whose merge the trust root is, by the root's own roster: there is none before it.

    ``contents``: commit → governance digest, of the root and of every reviewed commit that there is. All governance
    files count, not only those that the pull request changed: this is where the history of rules begins.
    """
    owners = account_owners(roster.people)
    approvers = set()
    for last in last_words(pull):
        sign, day = owners.get(last.account.id or 0), local_day(last.at, None, None)
        if undecided(last) or last.account.id == pull.opener.id or contents.get(last.commit or "") != contents[root]:
            continue
        if sign is not None and holds(roster.people[sign], (Role.steward,), day):
            approvers.add(sign)
    return RootReview(frozenset(approvers), brings_roster, pull.to_json())


def last_words(pull: Pull) -> tuple[PullReview, ...]:
    """Each account's last decisive review. A comment decides nothing; what came after the merge can take an approval
    back, never give one."""
    last: dict[int, PullReview] = {}
    for review in sorted(pull.reviews, key=lambda review: (review.at, review.id)):
        late = review.at > pull.merged_at and review.decision is Decision.approved
        if review.account.id is not None and review.decision is not Decision.commented and not late:
            last[review.account.id] = review
    return tuple(last.values())


def undecided(review: PullReview) -> Refusal | None:
    """Why a last word is no approval by a person, or None."""
    account = {"account": str(review.account.id)}
    if review.account.kind is not AccountKind.human:
        return Refusal("2", "review-by-machine", account)
    if review.decision is Decision.dismissed:
        return Refusal("2", "review-dismissed", account)
    return None if review.decision is Decision.approved else Refusal("2", "review-not-approved", account)


def find_authors(
    review: ReviewFacts, pull: Pull, owners: Mapping[int, str], final: Mapping[str, str]
) -> tuple[frozenset[str], tuple[Refusal, ...]]:
    """The people who wrote or committed what the pull request changed in these files (``final``: path → blob id after
    it), and why somebody among them cannot be shown. A co-author trailer is only text."""
    listed = {commit.id: commit for commit in pull.commits}
    people: set[str] = set()
    flaws = [] if pull.whole else [Refusal("4", "commits-cut")]
    for commit_id in review.wrote:
        commit, short = listed.get(commit_id), {"commit": commit_id[:12]}
        if commit is None:
            flaws.append(Refusal("4", "commit-unlisted", short))
            continue
        accounts = [commit.author, *([] if commit.committer.kind is AccountKind.forge else [commit.committer])]
        for account in dict.fromkeys(accounts):
            flaw = _author_flaw(account, owners, commit_id)
            if flaw is not None:
                flaws.append(flaw)
            elif account.id is not None:
                people.add(owners[account.id])
    written = {(path, blob) for wrote in review.wrote.values() for path, blob in wrote.items()}
    flaws += [Refusal("4", "review-hidden", {"path": path}) for path in final if (path, final[path]) not in written]
    return frozenset(people), tuple(flaws)


def roles_since(
    sign: str, account: int, at: datetime, rosters: tuple[DatedRoster, ...], settings: Settings | None
) -> frozenset[Role]:
    """Roles that a person held on the day of a moment, by every roster that main had from that moment on; none where
    one of them gives the account to nobody or to somebody else."""
    day = local_day(at, settings, None)
    roles = frozenset(Role if rosters else ())
    for dated in in_force_since(at, rosters):
        people: Mapping[str, Person] = dated.roster.people if dated.roster else {}
        roles &= roles_on(people.get(sign), day) if account_owners(people).get(account) == sign else frozenset()
    return roles


def in_force_since(at: datetime, rosters: tuple[DatedRoster, ...]) -> tuple[DatedRoster, ...]:
    """The roster in force at a moment and all later ones; all of them where the moment lies before the first."""
    older = [place for place, dated in enumerate(rosters) if dated.since <= at]
    return rosters[max(older, default=0) :]


class _Court:
    """What is the same for every review of one pull request."""

    def __init__(
        self, facts: PostFacts, merge: MergeFacts, review: ReviewFacts, opener: str | None, authors: Set[str]
    ) -> None:
        self.facts = facts
        self.merge = merge
        self.review = review
        self.opener = opener
        self.authors = authors
        self.owners = account_owners(merge.roster.people if merge.roster else {})

    def flaw(self, last: PullReview) -> Refusal | None:
        """Why an account's last word does not count, or None."""
        flaw = undecided(last) or self._version_flaw(last)
        if flaw is not None:
            return flaw
        sign = self.owners.get(last.account.id or 0)
        if sign is None:
            return Refusal("3", "reviewer-unknown", {"account": str(last.account.id)})
        current = self.facts.settings.people.get(sign) if self.facts.settings else None
        flaws = (
            (current is None, "3", "approver-removed"),
            (current is not None and current.revoked is not None, "3", "approver-revoked"),
            (sign == self.opener, "4", "opener-approval"),
            (sign in self.authors, "4", "self-approval"),
            (not self._roles(sign, last), "3", "approver-not-in-office"),
        )
        found = (Refusal(condition, reason, {"person": sign}) for present, condition, reason in flaws if present)
        return next(found, None)

    def approver(self, last: PullReview) -> Approver:
        sign = self.owners[last.account.id or 0]
        roles = self._roles(sign, last)
        record: dict[str, Json] = {
            "person": sign,
            "roles": [*sorted(role.value for role in roles)],
            "review": last.id,
            "account": last.account.id,
            "state": last.decision.value,
            "at": write_time(last.at),
            "commit": last.commit,
        }
        return Approver(sign, roles, f"review:{last.id}", record)

    def _roles(self, sign: str, last: PullReview) -> frozenset[Role]:
        return roles_since(sign, last.account.id or 0, last.at, self.review.rosters, self.facts.settings)

    def _version_flaw(self, last: PullReview) -> Refusal | None:
        """Condition 1: post and pictures lay in the reviewed commit exactly as the merge has them."""
        there = self.review.versions.get(last.commit or "")
        account = {"account": str(last.account.id), "commit": (last.commit or "?")[:12]}
        if there is None:
            return Refusal("1", "review-commit-gone", account)
        return first_difference(there, self.facts.at_merge, account)


def first_difference(
    there: tuple[FileFacts, ...], merged: tuple[FileFacts, ...], values: Mapping[str, str]
) -> Refusal | None:
    """The first file that is another one in the reviewed commit than after the merge."""
    reviewed = {file.path: file for file in there}
    found = (file.path for file in merged if reviewed.get(file.path) != file)
    path = next(found, None)
    return None if path is None else Refusal("1", "review-other-version", {**values, "path": path})


def _opener_flaws(pull: Pull, opener: str | None) -> Iterator[Refusal]:
    """Whoever acts through a bot or a form counts as the opener: who that was cannot be shown."""
    if pull.opener.kind is not AccountKind.human:
        yield Refusal("4", "opener-machine", {"number": str(pull.number)})
    elif opener is None:
        yield Refusal("4", "opener-unknown", {"number": str(pull.number), "account": str(pull.opener.id)})


def _author_flaw(account: Account, owners: Mapping[int, str], commit: str) -> Refusal | None:
    values = {"commit": commit[:12], "account": str(account.id)}
    if account.id is None or account.kind is AccountKind.unknown:
        return Refusal("4", "author-without-account", values)
    if account.kind is not AccountKind.human:
        return Refusal("4", "author-machine", values)
    return None if account.id in owners else Refusal("4", "author-not-listed", values)


def _only_late(pull: Pull) -> list[int]:
    """Accounts that approved after the merge and said nothing decisive before."""
    spoke = {review.account.id for review in last_words(pull)}
    late = {review.account.id for review in pull.reviews if review.decision is Decision.approved} - spoke
    return sorted(account for account in late if account is not None)
