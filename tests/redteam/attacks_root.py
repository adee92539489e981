"""Attacks on the trust root that a pull request shows: nobody signed it, so two stewards of its own roster must have
approved exactly it (condition 6)."""

from __future__ import annotations

from datetime import timedelta

from redteam.base import RULES, Attack, attacks_of
from support.repo import APPROVAL, OUTSIDER
from support.reviewing import BOT, BOTS_NUMBER, NUMBERS, ReviewedOffice, roster

TEAM, POLICY = "plans/team.yml", "plans/approval.yml"
_LOOSER = APPROVAL.replace("[[spokesperson, deputy]]", "[[spokesperson, deputy, cvd]]")
_LATER = timedelta(minutes=11)
"""After this the forge has linked what it will link."""
_table: list[Attack] = []
attack = attacks_of(_table)


def founding(office: ReviewedOffice, by: str = "anna", team: str | None = None) -> int:
    """A pull request that brings the roster, as the first state of all must."""
    return office.proposed({TEAM: f"{team or roster(office)}# Anfangsstand\n"}, by=by, branch="anfang")


def founded(office: ReviewedOffice, number: int, *reviewers: str, method: str = "squash") -> str:
    """Approved, merged, and configured as the trust root."""
    for reviewer in reviewers:
        office.forge.review(number, reviewer)
    office.root = office.merged(number, "anna", method)
    return RULES


@attack("6", "root-approvals")
def a_root_that_one_approved(office: ReviewedOffice) -> str:
    return founded(office, founding(office), "ben")


@attack("6", "root-approvals")
def a_root_that_one_approved_twice(office: ReviewedOffice) -> str:
    return founded(office, founding(office), "ben", "ben")


@attack("6", "root-approvals")
def a_root_by_its_opener_and_one_approver(office: ReviewedOffice) -> str:
    """Enough for a change that others judge, too little where a state says itself who is a steward."""
    return founded(office, founding(office, by="ben"), "cleo")


@attack("6", "root-approvals")
def a_root_that_its_opener_approves_too(office: ReviewedOffice) -> str:
    return founded(office, founding(office, by="ben"), "ben", "ben", "cleo")


@attack("6", "root-approvals")
def a_root_approved_by_two_who_are_not_in_its_roster(office: ReviewedOffice) -> str:
    team = roster(office, without=("cleo",))
    return founded(office, founding(office, team=team), "ben", "cleo", OUTSIDER)


@attack("6", "root-approvals")
def a_root_approved_by_two_who_are_no_stewards(office: ReviewedOffice) -> str:
    return founded(office, founding(office), "emil", "hanna")


@attack("6", "root-approvals")
def a_root_approved_by_a_bot_of_the_roster(office: ReviewedOffice) -> str:
    team = roster(office, {"ines": f"forge_id: {BOTS_NUMBER}"})
    return founded(office, founding(office, team=team), "ben", BOT)


@attack("6", "root-approvals")
def a_root_approved_by_an_account_that_two_list(office: ReviewedOffice) -> str:
    team = roster(office, {"ines": f"forge_id: {NUMBERS['cleo']}"})
    return founded(office, founding(office, team=team), "ben", "cleo")


@attack("6", "root-approvals")
def a_root_approved_by_somebody_whom_it_revokes(office: ReviewedOffice) -> str:
    team = roster(office, {"cleo": "revoked: 2026-11-01 00:00"})
    return founded(office, founding(office, team=team), "ben", "cleo")


@attack("6", "root-approvals")
def a_root_approved_by_somebody_before_taking_office(office: ReviewedOffice) -> str:
    team = roster(office, {"cleo": "since: 2027-01-01"})
    return founded(office, founding(office, team=team), "ben", "cleo")


@attack("6", "root-approvals")
def a_root_edited_after_the_approval(office: ReviewedOffice) -> str:
    number = founding(office)
    for reviewer in ("ben", "cleo"):
        office.forge.review(number, reviewer)
    office.forge.edit("anfang", {POLICY: _LOOSER}, "anna")
    return founded(office, number)


@attack("6", "root-approvals")
def rules_that_came_to_main_beside_the_founding(office: ReviewedOffice) -> str:
    """The pull request did not touch them; whoever approved it never saw them."""
    number = founding(office)
    for reviewer in ("ben", "cleo"):
        office.forge.review(number, reviewer)
    office.forge.edit("main", {"scripts/amtsfunk/evil.py": "print()"}, "emil")
    return founded(office, number)


@attack("6", "root-approvals")
def a_root_with_a_dismissed_approval(office: ReviewedOffice) -> str:
    number = founding(office)
    office.forge.dismiss(number, office.forge.review(number, "cleo"))
    return founded(office, number, "ben")


@attack("6", "root-approvals")
def a_root_approved_after_the_merge(office: ReviewedOffice) -> str:
    number = founding(office)
    founded(office, number, "ben")
    office.forge.review(number, "cleo")
    return RULES


@attack("6", "root-without-roster")
def a_root_moved_to_a_later_merge_that_two_approved(office: ReviewedOffice) -> str:
    """A lapse is to be forgotten by beginning anew after it; nobody was shown who decides from then on."""
    founded(office, founding(office), "ben", "cleo")
    office.forge.edit("main", {TEAM: f"{roster(office)}# von Emil\n"}, "emil")
    number = office.proposed({POLICY: _LOOSER}, by="anna", branch="spaeter")
    return founded(office, number, "ben", "cleo")


@attack("6", "root-unsigned")
def a_root_that_somebody_pushed(office: ReviewedOffice) -> str:
    founded(office, founding(office), "ben", "cleo")
    office.root = office.forge.edit("main", {TEAM: f"{roster(office)}# von Emil\n"}, "emil")
    office.now += _LATER
    return RULES


@attack("6", "governance-unlinked")
def a_root_that_somebody_pushed_a_moment_ago(office: ReviewedOffice) -> str:
    office.root = office.forge.edit("main", {TEAM: f"{roster(office)}# von Emil\n"}, "emil")
    return RULES


@attack("6", "root-not-on-main")
def a_root_on_the_branch_that_two_approved(office: ReviewedOffice) -> str:
    """The branch's own commit has the same files; what was merged is another one."""
    number = founding(office)
    founded(office, number, "ben", "cleo")
    office.root = office.forge.pulls[number].head
    return RULES


@attack("6", "root-unsigned")
def a_root_merged_into_another_branch(office: ReviewedOffice) -> str:
    """What two approved there need not have been meant for main."""
    office.forge.git.set("refs/heads/probe", office.main)
    office.forge.edit("anfang", {TEAM: f"{roster(office)}# Anfangsstand\n"}, "anna")
    number = office.forge.open("anfang", "anna", base="probe")
    for reviewer in ("ben", "cleo"):
        office.forge.review(number, reviewer)
    office.root = office.forge.merge(number, "anna")
    office.forge.git.set("refs/heads/main", office.root)
    office.now += _LATER
    return RULES


@attack("6", "root-unsigned")
def a_root_of_another_repository(office: ReviewedOffice) -> str:
    """The name that the root gives belongs to somebody else by now."""
    founded(office, founding(office), "ben", "cleo")
    office.forge.repository_id = 666
    office.now += _LATER
    return RULES


@attack("6", "forge-silent")
def a_root_while_the_forge_is_down(office: ReviewedOffice) -> str:
    from standins.base import Answer  # noqa: PLC0415

    founded(office, founding(office), "ben")
    office.forge.troubles += [Answer.of({}, 500)] * 9
    return RULES


ROOT_ATTACKS: tuple[Attack, ...] = tuple(_table)
