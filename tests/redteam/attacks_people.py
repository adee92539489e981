"""Attacks on conditions 3 and 4 and on the policy: an entitled person, and two pairs of eyes."""

from __future__ import annotations

from datetime import timedelta

from redteam.base import Attack, attacks_of
from redteam.proposals import EVIL, SOUND, approved
from standins.bare_git import Identity
from support.repo import OUTSIDER, PICTURE, PNG, POST, post_text
from support.reviewing import BOT, NUMBERS, OUTSIDERS_NUMBER, ReviewedOffice, roster

_table: list[Attack] = []
attack = attacks_of(_table)


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
    stranger = Identity("Anna", "anna@zuhause.example")
    office.forge.push("beitrag", {POST: SOUND}, (stranger, stranger))
    number = office.forge.open("beitrag", "anna")
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("4", "author-without-account")
def a_committer_without_account(office: ReviewedOffice) -> str:
    stranger = Identity("Ben", "ben@zuhause.example")
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


PEOPLE_ATTACKS: tuple[Attack, ...] = tuple(_table)
