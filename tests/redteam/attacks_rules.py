"""Attacks on condition 6: whoever changes rules, people, channels or the program by pull request needs two stewards."""

from __future__ import annotations

from datetime import timedelta

from redteam.base import RULES, Attack, attacks_of
from support.repo import APPROVAL, AUTHORITY, OUTSIDER, POST, post_text
from support.reviewing import BOT, FORGE, NAME, OUTSIDERS_NUMBER, OWNER, ReviewedOffice, roster

_PATH = "plans/approval.yml"
_LOOSER = APPROVAL.replace("[[spokesperson, deputy]]", "[[spokesperson, deputy, cvd]]")
_LATER = timedelta(minutes=11)
"""After this the forge has linked what it will link."""
_table: list[Attack] = []
attack = attacks_of(_table)


def _change(office: ReviewedOffice, by: str, *reviewers: str, content: str = _LOOSER, method: str = "merge") -> str:
    number = office.proposed({_PATH: content}, by=by, branch="regeln")
    for reviewer in reviewers:
        office.forge.review(number, reviewer)
    office.merged(number, method=method)
    return RULES


@attack("6", "governance-unlinked")
def rules_pushed_a_moment_ago(office: ReviewedOffice) -> str:
    office.forge.edit("main", {_PATH: _LOOSER}, "ben")
    return RULES


@attack("6", "governance-unsigned")
def rules_pushed_by_an_administrator(office: ReviewedOffice) -> str:
    office.forge.edit("main", {_PATH: _LOOSER}, "ben")
    office.now += _LATER
    return RULES


@attack("6", "governance-unsigned")
def a_steward_alone(office: ReviewedOffice) -> str:
    return _change(office, "ben")


@attack("6", "governance-one-person")
def one_approval_for_somebody_who_is_no_steward(office: ReviewedOffice) -> str:
    return _change(office, "anna", "cleo")


@attack("6", "governance-unsigned")
def approvals_by_people_who_are_no_stewards(office: ReviewedOffice) -> str:
    return _change(office, "anna", "emil", "hanna")


@attack("6", "governance-one-person")
def a_bot_opens_and_one_approves(office: ReviewedOffice) -> str:
    return _change(office, BOT, "cleo")


@attack("6", "governance-unsigned")
def the_opener_approves_too(office: ReviewedOffice) -> str:
    return _change(office, "ben", "ben")


@attack("6", "governance-one-person")
def somebody_else_writes_into_a_stewards_pull_request(office: ReviewedOffice) -> str:
    number = office.proposed({_PATH: APPROVAL + "# Entwurf\n"}, by="ben", branch="regeln")
    office.forge.edit("regeln", {_PATH: _LOOSER}, "emil")
    office.forge.review(number, "cleo")
    office.merged(number)
    return RULES


@attack("6", "governance-unsigned")
def rules_edited_after_the_approval(office: ReviewedOffice) -> str:
    number = office.proposed({_PATH: APPROVAL + "# Entwurf\n"}, by="ben", branch="regeln")
    office.forge.review(number, "cleo")
    office.forge.edit("regeln", {_PATH: _LOOSER}, "ben")
    office.merged(number)
    return RULES


@attack("6", "governance-unsigned")
def a_further_rule_after_the_approval(office: ReviewedOffice) -> str:
    number = office.proposed({_PATH: _LOOSER}, by="ben", branch="regeln")
    office.forge.review(number, "cleo")
    office.forge.edit("regeln", {"scripts/x.py": "print()"}, "ben")
    office.merged(number, method="squash")
    return RULES


@attack("6", "governance-unsigned")
def a_dismissed_approval_of_rules(office: ReviewedOffice) -> str:
    number = office.proposed({_PATH: _LOOSER}, by="ben", branch="regeln")
    office.forge.dismiss(number, office.forge.review(number, "cleo"))
    office.merged(number)
    return RULES


@attack("6", "governance-unsigned")
def rules_approved_after_the_merge(office: ReviewedOffice) -> str:
    number = office.proposed({_PATH: _LOOSER}, by="ben", branch="regeln")
    office.merged(number)
    office.forge.review(number, "cleo")
    return RULES


@attack("6", "governance-unsigned")
def new_stewards_approve_themselves(office: ReviewedOffice) -> str:
    grown = roster(office).replace("roles: [cvd, press]", "roles: [cvd, press, steward]")
    grown = grown.replace("roles: [overall]", "roles: [overall, steward]")
    number = office.proposed({"plans/team.yml": grown}, by="anna", branch="regeln")
    for reviewer in ("emil", "hanna"):
        office.forge.review(number, reviewer)
    office.merged(number)
    return RULES


@attack("6", "governance-unsigned")
def a_roster_pushed_today_and_used_tomorrow(office: ReviewedOffice) -> str:
    """And the post that its new deputy approves goes nowhere either."""
    office.forge.edit("main", {"plans/team.yml": roster(office, {"hanna": f"forge_id: {OUTSIDERS_NUMBER}"})}, "ben")
    number = office.proposed({POST: post_text()})
    office.forge.review(number, OUTSIDER)
    office.merged(number)
    office.now += _LATER
    return POST


@attack("6", "governance-unsigned")
def a_roster_pushed_today_confirms_itself_tomorrow(office: ReviewedOffice) -> str:
    grown = roster(office).replace("roles: [cvd, press]", "roles: [cvd, press, steward]")
    grown = grown.replace("roles: [overall]", "roles: [overall, steward]")
    office.forge.edit("main", {"plans/team.yml": grown}, "emil")
    office.fetch()
    lapse = f"ratified:\n  - commit: {office.main}\n    because: Passt schon\n"
    number = office.proposed({"plans/ratified.yml": lapse}, by="emil", branch="regeln")
    office.forge.review(number, "hanna")
    office.merged(number)
    office.now += _LATER
    return RULES


@attack("6", "governance-unsigned")
def another_forge_vouches_for_itself(office: ReviewedOffice) -> str:
    """The change says which forge is to be asked about it; the one that was trusted before is."""
    evil = FORGE.format(owner=OWNER, name=NAME, id=666, host="evil.example")
    authority = AUTHORITY.format(publisher=office.public_key("publisher")) + evil
    number = office.proposed({"plans/authority.yml": authority}, by="ben", branch="regeln")
    office.forge.review(number, "cleo")
    office.forge.repository_id = 666
    office.merged(number)
    office.now += _LATER
    return RULES


@attack("6", "forge-silent")
def rules_while_the_forge_is_down(office: ReviewedOffice) -> str:
    """No lapse, and nothing is sent: it is asked again."""
    from standins.base import Answer  # noqa: PLC0415

    number = office.proposed({_PATH: _LOOSER}, by="ben", branch="regeln")
    office.merged(number)
    office.forge.troubles += [Answer.of({}, 500)] * 9
    return RULES


RULES_ATTACKS: tuple[Attack, ...] = tuple(_table)
