"""Whose review counts: the pure judgement, one fact changed at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from amtsfunk.approval.evidence import (
    Claimed,
    DatedRoster,
    FileFacts,
    MergeFacts,
    PostFacts,
    Refusal,
    ReviewFacts,
    Roster,
)
from amtsfunk.approval.pull import NOBODY, Account, AccountKind, Decision, Pull, PullCommit, PullReview
from amtsfunk.approval.review import judge_review, last_words
from amtsfunk.model.team import Person, Role, Unit

POST = "content/posts/2026/12/warntag.md"
MERGED = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
REVIEWED = MERGED - timedelta(hours=1)
HEAD, MERGE, BLOB = "a" * 40, "b" * 40, "c" * 40
WEB = Account(19864447, AccountKind.forge)
FILES = (FileFacts(POST, "100644", "blob", BLOB),)
NUMBERS = {"anna": 1, "ben": 2, "dora": 3, "cleo": 4}


def account(sign: str) -> Account:
    return Account(NUMBERS[sign], AccountKind.human)


def person(sign: str, role: Role, unit: Unit = Unit.press, **more: object) -> Person:
    return Person(roles=(role,), unit=unit, forge_id=NUMBERS[sign], **more)  # type: ignore[arg-type]


PEOPLE = {
    "anna": person("anna", Role.editor),
    "ben": person("ben", Role.spokesperson),
    "dora": person("dora", Role.editor, Unit.department),
    "cleo": person("cleo", Role.deputy),
}


def review(sign: str = "ben", decision: Decision = Decision.approved, **changed: object) -> PullReview:
    values: dict[str, object] = {"id": 7, "account": account(sign), "decision": decision, "at": REVIEWED}
    return PullReview(**{**values, "commit": HEAD, **changed})  # type: ignore[arg-type]


def pull(**changed: object) -> Pull:
    sound = Pull(
        forge="github",
        number=5,
        base="main",
        opener=account("anna"),
        merged_at=MERGED,
        merge=MERGE,
        head=HEAD,
        reviews=(review(),),
        commits=(PullCommit(HEAD, account("anna"), WEB),),
    )
    return replace(sound, **changed)  # type: ignore[arg-type]


def rosters(*people: dict[str, Person]) -> tuple[DatedRoster, ...]:
    """The first a day before the review, then one each half hour."""
    began = [REVIEWED - timedelta(days=1), REVIEWED + timedelta(minutes=30), REVIEWED + timedelta(minutes=50)]
    return tuple(DatedRoster(at, Roster("x", known)) for at, known in zip(began, people, strict=False))


def judged(asked: Pull | None = None, people: dict[str, Person] = PEOPLE, **changed: object) -> Claimed:
    facts = ReviewFacts(asked or pull(), None, {HEAD: {POST: BLOB}}, {HEAD: FILES}, rosters(people))
    merge = MergeFacts(MERGE, "d" * 40, MERGED, (POST,), (HEAD,), Roster("x", people))
    known = PostFacts(POST, MERGE, settings=_Settings(people), at_merge=FILES, on_main=FILES)  # type: ignore[arg-type]
    return judge_review(known, merge, replace(facts, **changed))  # type: ignore[arg-type]


class _Settings:
    """As much of main's settings as the judgement reads."""

    def __init__(self, people: dict[str, Person]) -> None:
        from zoneinfo import ZoneInfo  # noqa: PLC0415

        self.people = people
        self.authority = type("Authority", (), {"zone": ZoneInfo("Europe/Berlin")})


def reasons(refusals: tuple[Refusal, ...]) -> list[tuple[str, str]]:
    return [(refusal.condition, refusal.reason_id) for refusal in refusals]


def test_a_sound_review_counts() -> None:
    claimed = judged()
    assert [approver.person for approver in claimed.approvers] == ["ben"]
    assert claimed.approvers[0].roles == {Role.spokesperson}
    assert (claimed.refusals, claimed.notes, claimed.authors) == ((), (), {"anna"})
    assert claimed.provider == "github" and not claimed.department


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (pull(reviews=(review(decision=Decision.dismissed),)), ("2", "review-dismissed")),
        (pull(reviews=(review(decision=Decision.changes_requested),)), ("2", "review-not-approved")),
        (pull(reviews=(review(decision=Decision.other),)), ("2", "review-not-approved")),
        (pull(reviews=(review(at=MERGED + timedelta(seconds=1)),)), ("2", "review-late")),
        (pull(reviews=(review(account=Account(2, AccountKind.machine)),)), ("2", "review-by-machine")),
        (pull(reviews=(review(commit=None),)), ("1", "review-commit-gone")),
        (pull(reviews=(review(commit="e" * 40),)), ("1", "review-commit-gone")),
        (pull(reviews=(review(account=Account(99, AccountKind.human)),)), ("3", "reviewer-unknown")),
        (pull(reviews=(review("anna"),)), ("4", "opener-approval")),
        (pull(commits=(PullCommit(HEAD, account("ben"), WEB),)), ("4", "self-approval")),
        (pull(commits=(PullCommit(HEAD, account("anna"), account("ben")),)), ("4", "self-approval")),
    ],
)
def test_a_review_that_does_not_count(asked: Pull, reason: tuple[str, str]) -> None:
    claimed = judged(asked)
    assert claimed.approvers == ()
    assert reasons(claimed.notes) == [reason]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (pull(opener=Account(1, AccountKind.machine)), "opener-machine"),
        (pull(opener=NOBODY), "opener-machine"),
        (pull(opener=Account(99, AccountKind.human)), "opener-unknown"),
        (pull(commits=(PullCommit(HEAD, NOBODY, WEB),)), "author-without-account"),
        (pull(commits=(PullCommit(HEAD, account("anna"), NOBODY),)), "author-without-account"),
        (pull(commits=(PullCommit(HEAD, Account(8, AccountKind.machine), WEB),)), "author-machine"),
        (pull(commits=(PullCommit(HEAD, Account(99, AccountKind.human), WEB),)), "author-not-listed"),
        (pull(commits=(PullCommit("f" * 40, account("anna"), WEB),)), "commit-unlisted"),
        (pull(whole=False), "commits-cut"),
    ],
)
def test_whoever_wrote_must_be_shown(asked: Pull, reason: str) -> None:
    assert reasons(judged(asked).refusals) == [("4", reason)]


def test_bytes_that_no_commit_wrote() -> None:
    assert reasons(judged(wrote={HEAD: {POST: "9" * 40}}).refusals) == [("4", "review-hidden")]


def test_another_version_was_reviewed() -> None:
    other = (FileFacts(POST, "100644", "blob", "9" * 40),)
    assert reasons(judged(versions={HEAD: other}).notes) == [("1", "review-other-version")]
    assert reasons(judged(versions={HEAD: ()}).notes) == [("1", "review-other-version")]
    link = (FileFacts(POST, "120000", "blob", BLOB),)
    assert reasons(judged(versions={HEAD: link}).notes) == [("1", "review-other-version")]


def test_the_last_decisive_word_counts() -> None:
    def word(number: int, decision: Decision, minutes: int, by: str = "ben") -> PullReview:
        return review(by, decision, id=number, at=REVIEWED + timedelta(minutes=minutes))

    def said(*words: PullReview) -> list[int]:
        return [last.id for last in last_words(pull(reviews=words)) if last.decision is Decision.approved]

    approved, changes, comment = Decision.approved, Decision.changes_requested, Decision.commented
    assert said(word(1, approved, 0), word(2, comment, 1)) == [1]
    assert said(word(1, approved, 0), word(2, changes, 1)) == []
    assert said(word(1, changes, 0), word(2, approved, 1)) == [2]
    assert said(word(1, approved, 0), word(2, Decision.dismissed, 1)) == []
    assert said(word(1, Decision.dismissed, 0), word(2, approved, 1)) == [2]
    assert said(word(2, approved, 1), word(1, changes, 0)) == [2], "by time, not as they are listed"
    assert said(word(1, approved, 0), word(2, approved, 90)) == [1], "what came after the merge gives nothing"
    assert said(word(1, approved, 0), word(2, changes, 90)) == [], "and may take"
    assert said(word(1, approved, 0), word(2, changes, 1, by="cleo")) == [1], "each for themselves"
    assert said(word(1, approved, 60)) == [1], "in the second of the merge"


def test_the_role_is_that_of_the_moment() -> None:
    ended = {**PEOPLE, "ben": person("ben", Role.spokesperson, until=REVIEWED.date() - timedelta(days=1))}
    assert reasons(judged(people=ended).notes) == [("3", "approver-not-in-office")]
    until_today = {**PEOPLE, "ben": person("ben", Role.spokesperson, until=REVIEWED.date())}
    assert judged(people=until_today).approvers
    later = {**PEOPLE, "ben": person("ben", Role.spokesperson, **{"from": date(2026, 11, 4)})}
    assert not judged(people=later).approvers


def test_who_was_entered_after_the_review_does_not_count() -> None:
    before = {sign: known for sign, known in PEOPLE.items() if sign != "ben"}
    assert reasons(judged(rosters=rosters(before, PEOPLE)).notes) == [("3", "approver-not-in-office")]
    assert judged(rosters=rosters(PEOPLE, PEOPLE)).approvers


def test_a_role_taken_away_between_review_and_merge_is_gone() -> None:
    less = {**PEOPLE, "ben": person("ben", Role.editor)}
    assert not judged(rosters=rosters(PEOPLE, less, PEOPLE)).approvers


def test_an_account_that_changed_hands_is_nobodys() -> None:
    swapped = {
        **PEOPLE,
        "ben": PEOPLE["ben"].model_copy(update={"forge_id": 4}),
        "cleo": PEOPLE["cleo"].model_copy(update={"forge_id": 2}),
    }
    assert not judged(rosters=rosters(swapped, PEOPLE)).approvers


def test_an_account_of_two_people_is_nobodys() -> None:
    shared = {**PEOPLE, "cleo": PEOPLE["cleo"].model_copy(update={"forge_id": 2})}
    assert reasons(judged(people=shared).notes) == [("3", "reviewer-unknown")]


def test_no_roster_no_role() -> None:
    assert not judged(rosters=()).approvers
    assert not judged(rosters=(DatedRoster(REVIEWED, None),)).approvers


def test_revoked_voids_and_so_does_taking_out() -> None:
    revoked = {**PEOPLE, "ben": PEOPLE["ben"].model_copy(update={"revoked": MERGED})}
    gone = {sign: known for sign, known in PEOPLE.items() if sign != "ben"}
    for now, reason in ((revoked, "approver-revoked"), (gone, "approver-removed")):
        merge = MergeFacts(MERGE, "d" * 40, MERGED, (POST,), (HEAD,), Roster("x", PEOPLE))
        known = PostFacts(POST, MERGE, settings=_Settings(now), at_merge=FILES, on_main=FILES)  # type: ignore[arg-type]
        facts = ReviewFacts(pull(), None, {HEAD: {POST: BLOB}}, {HEAD: FILES}, rosters(PEOPLE))
        assert reasons(judge_review(known, merge, facts).notes) == [("3", reason)]


def test_a_department_is_the_openers() -> None:
    asked = pull(opener=account("dora"))
    assert judged(asked).department
    assert not judged(pull(commits=(PullCommit(HEAD, account("dora"), WEB),))).department


def test_without_a_pull_request_nothing_counts() -> None:
    problem = Refusal("1", "no-pull", {"commit": "b"})
    claimed = judged(pull=None, problem=problem)
    assert claimed.refusals == (problem,) and not claimed.approvers
    assert judged(pull=None).refusals, "without a reason it is refused all the same"


def test_the_evidence_gives_the_pull_request_back() -> None:
    asked = pull(reviews=(review(), review("cleo", Decision.dismissed, commit=None)), commits=())
    assert Pull.from_json(asked.to_json()) == asked
    for broken in ({}, {**asked.to_json(), "v": 2}, {**asked.to_json(), "head": "main"}, None, [1], "x"):
        assert Pull.from_json(broken) is None


def test_the_evidence_names_nobody() -> None:
    assert "ben" not in str(pull().to_json())
