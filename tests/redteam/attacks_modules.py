"""Attacks on the approval of an agreed module: it needs what a post needs. (Who sends one: tests/attacks.)"""

from __future__ import annotations

from redteam.base import Attack, attacks_of
from support.modules import MODULE, TEXT
from support.repo import CHANNELS, POST, post_text
from support.reviewing import ReviewedOffice

_EVIL = TEXT.replace("Stromausfall. Betroffen", "Alles gut. Betroffen")
_table: list[Attack] = []
attack = attacks_of(_table)


@attack("1", "no-pull")
def an_administrator_pushes_a_module(office: ReviewedOffice) -> str:
    office.forge.edit("main", {MODULE: TEXT}, "ben")
    return MODULE


@attack("1", "no-pull")
def a_module_is_edited_on_main_after_its_approval(office: ReviewedOffice) -> str:
    number = office.proposed({MODULE: TEXT})
    office.forge.review(number, "ben")
    office.merged(number)
    office.forge.edit("main", {MODULE: _EVIL}, "emil")
    return MODULE


@attack("1", "review-other-version")
def a_module_is_edited_in_its_pull_request_after_its_approval(office: ReviewedOffice) -> str:
    number = office.proposed({MODULE: TEXT})
    office.forge.review(number, "ben")
    office.forge.edit("beitrag", {MODULE: _EVIL}, "anna")
    office.merged(number, method="squash")
    return MODULE


@attack("4", "opener-approval")
def a_module_is_approved_by_its_opener(office: ReviewedOffice) -> str:
    number = office.proposed({MODULE: TEXT}, by="ben")
    office.forge.review(number, "ben")
    office.merged(number)
    return MODULE


@attack("policy", "approval-missing")
def a_post_is_approved_and_a_module_rides_along_later(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text()})
    office.forge.review(number, "ben")
    office.merged(number)
    other = office.proposed({MODULE: TEXT}, branch="modul")
    office.merged(other)
    return MODULE


@attack("5", "governance-path")
def a_module_brings_a_channel_along(office: ReviewedOffice) -> str:
    number = office.proposed({MODULE: TEXT, "plans/channels.yml": CHANNELS.replace('"1001"', '"6666"')})
    office.forge.review(number, "ben")
    office.merged(number)
    return MODULE


@attack("1", "path")
def a_module_lies_in_a_folder_below(office: ReviewedOffice) -> str:
    path = "content/modules/a/stromausfall.md"
    number = office.proposed({path: TEXT})
    office.forge.review(number, "ben")
    office.merged(number)
    return path


MODULES_ATTACKS: tuple[Attack, ...] = tuple(_table)
