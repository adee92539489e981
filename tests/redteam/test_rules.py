"""Rules by review, in cases that a forge would not let happen or that are honest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.approval.evidence import Roster
from amtsfunk.approval.governance import GovernanceChange, GovernanceVerdict, RulesReview, judge_change
from amtsfunk.model.team import Person, Role
from redteam.base import office_in
from support.repo import APPROVAL, AUTHORITY
from support.reviewing import BOT, FORGE, NAME, OWNER, REPOSITORY_ID, ReviewedOffice, roster

RULES = "plans/approval.yml"
LOOSER = APPROVAL.replace("[[spokesperson, deputy]]", "[[spokesperson, deputy, cvd]]")
NOW = datetime(2026, 11, 3, tzinfo=UTC)
PEOPLE = {sign: Person(roles=(Role.steward,)) for sign in ("ben", "cleo", "ines")} | {
    "anna": Person(roles=(Role.press,))
}
SOUND = RulesReview("ben", frozenset({"ben"}), True, frozenset({"cleo"}))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReviewedOffice]:
    with office_in(tmp_path) as made:
        yield made


def changed(office: ReviewedOffice, by: str, *reviewers: str, method: str = "merge") -> bool:
    number = office.proposed({RULES: LOOSER}, by=by, branch="regeln")
    for reviewer in reviewers:
        office.forge.review(number, reviewer)
    office.merged(number, method=method)
    return office.governance().ok


def is_sound(review: RulesReview) -> bool:
    change = GovernanceChange("c", "a", "b", NOW, (), (), review=review)
    return judge_change(GovernanceVerdict("r", "r", "r"), change, Roster("x", PEOPLE)).ok


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_a_steward_and_another_one(office: ReviewedOffice, method: str) -> None:
    assert changed(office, "ben", "cleo", method=method)


@pytest.mark.parametrize("opener", ["anna", BOT])
def test_two_approvers_whoever_opened_it(office: ReviewedOffice, opener: str) -> None:
    assert changed(office, opener, "cleo", "ines")


def test_several_commits_put_on_main_anew_are_one_change(office: ReviewedOffice) -> None:
    number = office.proposed({RULES: APPROVAL + "# Entwurf\n"}, by="ben", branch="regeln")
    office.forge.edit("regeln", {"plans/team.yml": roster(office, {"gero": "until: 2027-01-01"})}, "ben")
    office.forge.edit("regeln", {RULES: LOOSER}, "ben")
    office.forge.review(number, "cleo")
    office.merged(number, method="rebase")
    assert office.governance().ok


def test_another_forge_from_now_on(office: ReviewedOffice) -> None:
    """The change of the forge is shown by the one before; what comes after, by the new one."""
    moved = FORGE.format(owner=OWNER, name=NAME, id=REPOSITORY_ID, host="neu.example")
    authority = AUTHORITY.format(publisher=office.public_key("publisher")) + moved
    number = office.proposed({"plans/authority.yml": authority}, by="ben", branch="umzug")
    office.forge.review(number, "cleo")
    office.merged(number)
    driver = office.driver()
    assert office.governance(None, office.reviews(driver)).ok
    assert {request.url.split("/")[2] for request in driver.asked} == {"github.example"}
    assert changed(office, "cleo", "ben")


def test_a_lapse_is_ratified_by_review(office: ReviewedOffice) -> None:
    office.forge.edit("main", {RULES: LOOSER}, "emil")
    office.fetch()
    office.now = office.now.replace(hour=20)
    assert not office.governance().ok
    lapse = f"ratified:\n  - commit: {office.main}\n    because: War ein Versehen\n"
    number = office.proposed({"plans/ratified.yml": lapse}, by="ben", branch="bestaetigt")
    office.forge.review(number, "cleo")
    office.merged(number)
    assert office.governance().ok


def test_a_sound_change_by_two() -> None:
    assert is_sound(SOUND)
    assert not is_sound(replace(SOUND, approvers=frozenset()))


def test_who_cannot_be_shown_is_no_steward() -> None:
    assert not is_sound(replace(SOUND, shown=False))
    assert is_sound(replace(SOUND, shown=False, approvers=frozenset({"cleo", "ines"})))


def test_an_author_is_no_second_pair_of_eyes() -> None:
    assert not is_sound(replace(SOUND, authors=frozenset({"ben", "cleo"})))
    assert not is_sound(replace(SOUND, authors=frozenset({"anna"})))


def test_an_opener_never_approves(office: ReviewedOffice) -> None:
    """No forge lets them; if one did, an opener and a single approver would be two approvers."""
    number = office.proposed({RULES: LOOSER}, by="ben", branch="regeln")
    office.forge.edit("regeln", {RULES: LOOSER + "# von Emil\n"}, "emil")
    office.forge.review(number, "ben")
    office.forge.review(number, "cleo")
    office.merged(number)
    assert not office.governance().ok
