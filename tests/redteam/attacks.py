"""Attacks on approval by review (DELIVERY.md § 2), each over a real repository and a forge that plays along.

An attack does its worst in an office whose trust root knows everybody's account, and names what must refuse it: the
condition and the reason. It returns the post that must not go out; ``RULES`` stands for everything, by condition 6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from amtsfunk.channels.contract import Failure
from redteam.attacks_rules import RULES_ATTACKS
from redteam.base import RULES, Attack, attacks_of
from standins.base import Answer
from support.repo import CHANNELS, OUTSIDER, PICTURE, PNG, POST, post_text
from support.reviewing import BOT, NUMBERS, OUTSIDERS_NUMBER, ReviewedOffice, roster

__all__ = ["ATTACKS", "RULES"]
EVIL = post_text(text="Der Warntag ist abgesagt, bitte überweisen Sie 10 Euro.")
SOUND = post_text()
_table: list[Attack] = []
attack = attacks_of(_table)


@dataclass(frozen=True)
class Approved:
    """An approved pull request that nobody has merged yet."""

    number: int
    commit: str
    review: int


def approved(office: ReviewedOffice, by: str = "ben", **changed: str | bytes) -> Approved:
    number = office.proposed({POST: SOUND, **changed})
    return Approved(number, office.forge.pulls[number].head, office.forge.review(number, by))


# ---------------------------------------------------------------- condition 1: exactly these bytes


@attack("1", "no-pull")
def an_administrator_pushes(office: ReviewedOffice) -> str:
    office.forge.edit("main", {POST: SOUND}, "ben")
    return POST


@attack("1", "no-pull")
def rules_are_switched_off_and_on_again(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    office.forge.edit("main", {POST: EVIL}, "emil")
    office.forge.edit("main", {"README.md": "Alles wie immer"}, "emil")
    return POST


@attack("1", "review-other-version")
def edited_after_the_approval(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.edit("beitrag", {POST: EVIL}, "anna")
    office.merged(sound.number, method="squash")
    return POST


@attack("1", "review-other-version")
def an_older_commit_is_approved(office: ReviewedOffice) -> str:
    number = office.proposed({POST: SOUND})
    older = office.forge.pulls[number].head
    office.forge.edit("beitrag", {POST: EVIL}, "anna")
    office.forge.review(number, "ben", commit=older)
    office.merged(number)
    return POST


@attack("1", "review-other-version")
def the_branch_is_force_pushed(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.edit("anders", {POST: EVIL}, "anna")
    office.forge.move("beitrag", office.forge.git.tip("anders"))
    office.merged(sound.number)
    return POST


@attack("1", "review-commit-gone")
def what_was_approved_is_gone(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.pulls[sound.number].reviews[0].commit = "1" * 40
    office.merged(sound.number)
    return POST


@attack("1", "no-pull")
def main_is_force_pushed(office: ReviewedOffice) -> str:
    before = office.forge.git.tip("main")
    office.merged(approved(office).number)
    commit = office.forge.git.write(
        before, {POST: EVIL}, (office.forge.identity("emil"),) * 2, office.now, "Merge pull request #1"
    )
    office.forge.move("main", commit)
    return POST


@attack("1", "review-other-version")
def the_merge_itself_is_evil(office: ReviewedOffice) -> str:
    sound = approved(office)
    main, people = office.forge.git.tip("main"), (office.forge.identity("emil"),) * 2
    commit = office.forge.git.write(main, {POST: EVIL}, people, office.now, "Merge", [sound.commit])
    office.forge.move("main", commit)
    return POST


@attack("1", "no-pull")
def an_approved_version_comes_back_by_a_push(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    second = office.proposed({POST: post_text(text="Neu")}, branch="neu")
    office.forge.review(second, "ben")
    office.merged(second)
    office.forge.edit("main", {POST: SOUND}, "anna")
    return POST


@attack("policy", "approval-missing")
def an_approved_version_comes_back_unapproved(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    second = office.proposed({POST: post_text(text="Neu")}, branch="neu")
    office.forge.review(second, "ben")
    office.merged(second)
    office.merged(office.proposed({POST: SOUND}, branch="alt"))
    return POST


@attack("1", "review-other-version")
def the_picture_is_swapped_after_the_approval(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(picture="sirene.png"), PICTURE: PNG})
    office.forge.review(number, "ben")
    office.forge.edit("beitrag", {PICTURE: PNG + b"other"}, "anna")
    office.merged(number)
    return POST


@attack("1", "changed-since-merge")
def the_picture_is_swapped_on_main(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(picture="sirene.png"), PICTURE: PNG})
    office.forge.review(number, "ben")
    office.merged(number)
    office.forge.edit("main", {PICTURE: PNG + b"other"}, "anna")
    return POST


@attack("1", "no-pull")
def merged_elsewhere_and_then_pushed(office: ReviewedOffice) -> str:
    office.forge.edit("entwurf", {"README.md": "x"}, "anna")
    office.forge.edit("beitrag", {POST: SOUND}, "anna", start="entwurf")
    number = office.forge.open("beitrag", "anna", base="entwurf")
    office.forge.review(number, "ben")
    office.forge.merge(number, "emil")
    office.forge.move("main", office.forge.git.tip("entwurf"))
    return POST


@attack("1", "no-pull")
def a_pull_request_of_another_repository(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.repository_id = 666
    office.merged(sound.number)
    return POST


@attack("1", "pull-elsewhere")
def a_pull_request_that_brought_something_else(office: ReviewedOffice) -> str:
    """A forge that links the pushed commit with an approved pull request; git does not agree."""
    sound = approved(office)
    office.merged(sound.number)
    pushed = office.forge.edit("main", {POST: EVIL}, "anna")
    pull = office.forge.pulls[sound.number]
    pull.brought = pull.brought | {pushed}
    return POST


def _special(mode: str) -> Callable[[ReviewedOffice], str]:
    def play(office: ReviewedOffice) -> str:
        git = office.forge.git
        target = git.run("hash-object", "-w", "--stdin", stdin=SOUND.encode())
        start = git.tip("main")
        lines = (
            f"commit refs/heads/beitrag\nauthor x <{office.forge.identity('anna').email}> 1793606400 +0000\n"
            f"committer x <{office.forge.identity('anna').email}> 1793606400 +0000\ndata 1\nx\nfrom {start}\n"
            f"M {mode} {start if mode == '160000' else target} {POST}\n"
        )
        git.run("fast-import", "--quiet", "--force", "--date-format=raw", stdin=lines.encode())
        number = office.forge.open("beitrag", "anna")
        office.forge.review(number, "ben")
        office.merged(number)
        return POST

    return play


attack("1", "file-mode", name="a_symbolic_link")(_special("120000"))
attack("1", "file-mode", name="a_submodule")(_special("160000"))


@attack("1", "file-pointer")
def a_picture_that_is_only_a_pointer(office: ReviewedOffice) -> str:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 1\n"
    number = office.proposed({POST: post_text(picture="sirene.png"), PICTURE: pointer})
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("1", "no-pull")
def git_replace_and_tags_move_nothing(office: ReviewedOffice) -> str:
    sound = office.merged(approved(office).number)
    evil = office.forge.edit("main", {POST: EVIL}, "anna")
    office.fetch()
    office.run("replace", evil, sound)
    office.run("tag", "--force", "main", sound)
    office.run("tag", "--force", "origin/main", sound)
    return POST


@attack("1", "path", "post", "post-broken", "1", "file-missing")
def a_path_that_only_looks_like_a_post(office: ReviewedOffice) -> str:
    path = "content/posts/2026/12/Warntag.md"
    number = office.proposed({path: SOUND})
    office.forge.review(number, "ben")
    office.merged(number)
    return path


@attack("post", "post-broken")
def text_that_hides_its_direction(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(text="Bitte \u202etsiw\u202c lesen")})
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


# ---------------------------------------------------------------- condition 2: a valid approval


@attack("2", "review-dismissed")
def a_dismissed_approval(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.dismiss(sound.number, sound.review)
    office.merged(sound.number)
    return POST


@attack("2", "review-dismissed")
def a_stale_approval_that_the_forge_dismissed(office: ReviewedOffice) -> str:
    office.forge.dismisses_stale = True
    sound = approved(office)
    office.forge.edit("beitrag", {"README.md": "x"}, "anna")
    office.merged(sound.number)
    return POST


@attack("2", "review-not-approved")
def a_superseded_approval(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.review(sound.number, "ben", "CHANGES_REQUESTED")
    office.merged(sound.number)
    return POST


@attack("2", "review-dismissed")
def the_objection_is_dismissed_and_the_old_approval_shall_live(office: ReviewedOffice) -> str:
    sound = approved(office)
    objection = office.forge.review(sound.number, "ben", "CHANGES_REQUESTED")
    office.forge.dismiss(sound.number, objection)
    office.merged(sound.number)
    return POST


@attack("2", "review-not-approved")
def an_objection_after_the_merge(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.merged(sound.number)
    office.forge.review(sound.number, "ben", "CHANGES_REQUESTED")
    return POST


@attack("2", "review-late")
def approved_after_the_merge(office: ReviewedOffice) -> str:
    number = office.proposed()
    office.merged(number)
    office.forge.review(number, "ben")
    return POST


@attack("policy", "approval-missing")
def a_comment_and_a_draft_of_a_review(office: ReviewedOffice) -> str:
    number = office.proposed()
    office.forge.review(number, "ben", "COMMENTED")
    office.forge.review(number, "cleo", "PENDING")
    office.merged(number)
    return POST


@attack("2", "review-not-approved")
def a_state_that_nobody_knows(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.pulls[sound.number].reviews[0].state = "APPROVED_BY_MAGIC"
    office.merged(sound.number)
    return POST


@attack("2", "review-by-machine")
def a_bot_approves(office: ReviewedOffice) -> str:
    office.merged(approved(office, by=BOT).number)
    return POST


@attack("2", "review-by-machine")
def a_bot_with_a_persons_number_in_the_roster(office: ReviewedOffice) -> str:
    office.change_rules(
        {"plans/team.yml": roster(office, {"ben": "forge_id: 41898282"})}, author="cleo", approver="ines"
    )
    office.push()
    office.merged(approved(office, by=BOT).number)
    return POST


@attack("policy", "approval-missing")
def an_account_that_is_gone(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.pulls[sound.number].reviews[0].by = None
    office.merged(sound.number)
    return POST


def _troubled(*troubles: Answer) -> Callable[[ReviewedOffice], str]:
    def play(office: ReviewedOffice) -> str:
        office.merged(approved(office).number)
        office.fetch()
        office.forge.troubles += troubles
        return POST

    return play


attack("2", "forge-silent", name="the_forge_is_down")(_troubled(*[Answer.of({}, 502)] * 9))
attack("2", "forge-silent", name="the_forge_says_garbage")(_troubled(Answer(200, b"<html>")))
attack("2", "forge-silent", name="the_forge_says_something_else")(_troubled(Answer.of([{"number": 1}])))
attack("2", "forge-silent", name="the_forge_says_no_list")(_troubled(Answer.of({"state": "APPROVED"})))
attack("2", "forge-limit", name="the_limit_is_used_up")(
    _troubled(Answer.of({}, 403, x_ratelimit_remaining="0", x_ratelimit_reset="1793700000"))
)
attack("2", "forge-limit", name="the_second_limit")(
    _troubled(Answer.of({"message": "You have exceeded a secondary rate limit"}, 403))
)
attack("2", "forge-denied", name="the_token_is_none")(_troubled(Answer.of({"message": "Bad credentials"}, 401)))


@attack("2", "forge-silent")
def the_connection_is_cut(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    office.failure = Failure("cut", sent=True)
    return POST


# ---------------------------------------------------------------- condition 3: an entitled person


@attack("3", "reviewer-unknown")
def an_outsider_approves(office: ReviewedOffice) -> str:
    office.merged(approved(office, by=OUTSIDER).number)
    return POST


@attack("3", "reviewer-unknown")
def an_account_that_took_over_a_name(office: ReviewedOffice) -> str:
    office.forge.account("ben", OUTSIDERS_NUMBER + 1)
    office.merged(approved(office).number)
    return POST


@attack("policy", "approval-missing")
def somebody_whose_role_does_not_suffice(office: ReviewedOffice) -> str:
    office.merged(approved(office, by="emil").number, by="anna")
    return POST


@attack("3", "approver-not-in-office")
def an_external_approves(office: ReviewedOffice) -> str:
    office.merged(approved(office, by="gero").number)
    return POST


@attack("3", "approver-not-in-office")
def somebody_who_has_left(office: ReviewedOffice) -> str:
    ended = f"until: {(office.now - timedelta(days=1)).date()}"
    office.change_rules({"plans/team.yml": roster(office, {"ben": ended})}, author="cleo", approver="ines")
    office.push()
    office.merged(approved(office).number)
    return POST


@attack("3", "approver-not-in-office")
def somebody_who_comes_later(office: ReviewedOffice) -> str:
    begins = f"from: {(office.now + timedelta(days=1)).date()}"
    office.change_rules({"plans/team.yml": roster(office, {"ben": begins})}, author="cleo", approver="ines")
    office.push()
    office.merged(approved(office).number)
    return POST


@attack("3", "approver-revoked")
def somebody_who_was_revoked_since(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    office.change_rules(
        {"plans/team.yml": roster(office, {"ben": "revoked: 2026-11-02T08:00+01:00"})}, author="cleo", approver="ines"
    )
    office.push()
    return POST


@attack("3", "approver-removed")
def somebody_who_was_taken_out_since(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    office.change_rules({"plans/team.yml": roster(office, without=("ben",))}, author="cleo", approver="ines")
    office.push()
    return POST


@attack("3", "reviewer-unknown", "5", "governance-path")
def entered_in_the_same_pull_request(office: ReviewedOffice) -> str:
    grown = roster(office).replace(f"forge_id: {NUMBERS['ben']}", f"forge_id: {OUTSIDERS_NUMBER}")
    office.merged(approved(office, by=OUTSIDER, **{"plans/team.yml": grown}).number)
    return POST


@attack("3", "approver-not-in-office")
def entered_between_review_and_merge(office: ReviewedOffice) -> str:
    office.change_rules({"plans/team.yml": roster(office, without=("ben",))}, author="cleo", approver="ines")
    office.push()
    sound = approved(office)
    office.change_rules({"plans/team.yml": roster(office)}, author="cleo", approver="ines")
    office.push()
    office.merged(sound.number)
    return POST


@attack("3", "reviewer-unknown")
def an_account_that_two_people_list(office: ReviewedOffice) -> str:
    shared = roster(office, {"anna": f"forge_id: {NUMBERS['ben']}"})
    office.change_rules({"plans/team.yml": shared}, author="cleo", approver="ines")
    office.push()
    number = office.proposed(by="emil")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


# ---------------------------------------------------------------- condition 4: two pairs of eyes


@attack("4", "opener-approval")
def the_opener_approves(office: ReviewedOffice) -> str:
    office.forge.edit("beitrag", {POST: SOUND}, "anna")
    number = office.forge.open("beitrag", "ben")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "self-approval")
def an_author_approves(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(text="Entwurf")})
    office.forge.edit("beitrag", {POST: SOUND}, "ben")
    office.forge.review(number, "ben")
    office.merged(number, method="squash")
    return POST


@attack("4", "self-approval")
def an_author_whose_words_were_replaced_approves(office: ReviewedOffice) -> str:
    """„Any commit that changes these files“: also one that a later one wrote over."""
    number = office.proposed({POST: SOUND})
    office.forge.edit("beitrag", {POST: EVIL}, "ben")
    office.forge.edit("beitrag", {POST: SOUND}, "anna")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "self-approval")
def a_committer_approves(office: ReviewedOffice) -> str:
    people = (office.forge.identity("anna"), office.forge.identity("ben"))
    office.forge.push("beitrag", {POST: SOUND}, people)
    number = office.forge.open("beitrag", "anna")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "self-approval")
def the_author_of_the_picture_approves(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(picture="sirene.png")})
    office.forge.edit("beitrag", {PICTURE: PNG}, "ben")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "self-approval")
def written_while_resolving_a_conflict(office: ReviewedOffice) -> str:
    """The text comes from a merge of main, where it stands in none of its parents."""
    office.merged(approved(office).number)
    number = office.proposed({POST: post_text(text="Meine Fassung")}, branch="neu")
    second = office.proposed({POST: post_text(text="Deine Fassung")}, branch="andere")
    office.forge.review(second, "ben")
    office.merged(second)
    office.forge.resolve(number, "ben", {POST: EVIL})
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "opener-machine")
def through_a_form(office: ReviewedOffice) -> str:
    """The spokesperson fills in a form, a workflow opens the pull request, the spokesperson approves it."""
    number = office.proposed(by=BOT)
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "author-machine")
def a_bot_writes_into_an_honest_pull_request(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(text="Entwurf")})
    office.forge.edit("beitrag", {POST: SOUND}, BOT)
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "author-without-account")
def an_author_without_account(office: ReviewedOffice) -> str:
    stranger = type(office.forge.identity("anna"))("Anna", "anna@zuhause.example")
    office.forge.push("beitrag", {POST: SOUND}, (stranger, stranger))
    number = office.forge.open("beitrag", "anna")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "author-without-account")
def a_committer_without_account(office: ReviewedOffice) -> str:
    stranger = type(office.forge.identity("anna"))("Ben", "ben@zuhause.example")
    office.forge.push("beitrag", {POST: SOUND}, (office.forge.identity("anna"), stranger))
    number = office.forge.open("beitrag", "anna")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "opener-unknown", "4", "author-not-listed")
def a_fork_of_somebody_unknown(office: ReviewedOffice) -> str:
    number = office.proposed(by=OUTSIDER)
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "author-not-listed")
def a_second_account_writes(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(text="Entwurf")})
    office.forge.edit("beitrag", {POST: SOUND}, OUTSIDER)
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "opener-machine")
def an_opener_who_is_gone(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.pulls[sound.number].by = None
    office.merged(sound.number)
    return POST


@attack("4", "commits-cut")
def more_commits_than_the_forge_lists(office: ReviewedOffice) -> str:
    office.forge.most_commits = 2
    number = office.proposed({POST: post_text(text="Entwurf")})
    office.forge.edit("beitrag", {"README.md": "x"}, "anna")
    office.forge.edit("beitrag", {POST: SOUND}, "ben")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("policy", "approval-missing")
def a_department_without_the_press_office(office: ReviewedOffice) -> str:
    number = office.proposed(by="dora")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("policy", "approval-missing")
def a_sensitive_post_with_one_approval(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(more="sensitive: true\n")})
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("policy", "approval-missing")
def before_an_election_without_the_lawyer(office: ReviewedOffice) -> str:
    path = "content/posts/2027/02/wahl.md"
    number = office.proposed({path: post_text(publish_at="01.02.2027 09:00")})
    office.forge.review(number, "ben")
    office.merged(number)
    return path


# ---------------------------------------------------------------- condition 5: no rule on the side


def _beside(path: str, content: str = "x: y\n") -> Callable[[ReviewedOffice], str]:
    def play(office: ReviewedOffice) -> str:
        sound = approved(office, **{path: content})
        office.forge.review(sound.number, "cleo")
        office.merged(sound.number)
        return POST

    return play


attack("5", "governance-path", name="beside_plans/channels.yml")(
    _beside("plans/channels.yml", CHANNELS.replace("label: X", "label: Y"))
)
for _path in (".gitattributes", "content/.gitattributes", ".github/workflows/x.yml", "scripts/x.py"):
    attack("5", "governance-path", name=f"beside_{_path}")(_beside(_path))


@attack("5", "governance-path")
def a_rule_in_an_earlier_commit_of_a_rebase(office: ReviewedOffice) -> str:
    number = office.proposed({".github/workflows/x.yml": "on: push\n"})
    office.forge.edit("beitrag", {POST: SOUND}, "anna")
    office.forge.review(number, "ben")
    office.forge.review(number, "cleo")
    office.merged(number, method="rebase")
    return POST


ATTACKS: tuple[Attack, ...] = (*_table, *RULES_ATTACKS)
