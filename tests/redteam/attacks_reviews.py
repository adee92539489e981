"""Attacks on condition 2: a valid approval, and a forge that tells it."""

from __future__ import annotations

from collections.abc import Callable

from amtsfunk.channels.contract import Failure
from redteam.base import Attack, attacks_of
from redteam.proposals import approved
from standins.base import Answer
from support.repo import POST
from support.reviewing import BOT, ReviewedOffice, roster

_table: list[Attack] = []
attack = attacks_of(_table)


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


REVIEWS_ATTACKS: tuple[Attack, ...] = tuple(_table)
