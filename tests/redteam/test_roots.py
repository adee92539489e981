"""A trust root that nobody signed: the merge of a pull request that two stewards of its own roster approved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.pull import Pull
from amtsfunk.commands.approving.verdicts import governance_of
from amtsfunk.effects.reviews import recorded_reviews
from redteam.attacks_root import TEAM, founded, founding
from redteam.base import office_in
from standins.base import Answer
from support.repo import APPROVAL, POST
from support.reviewing import BOT, ReviewedOffice, roster

POLICY = "plans/approval.yml"
LOOSER = APPROVAL.replace("[[spokesperson, deputy]]", "[[spokesperson, deputy, cvd]]")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReviewedOffice]:
    with office_in(tmp_path) as made:
        yield made


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_two_stewards_who_approved_it(office: ReviewedOffice, method: str) -> None:
    founded(office, founding(office), "ben", "cleo", method=method)
    assert office.governance().ok


@pytest.mark.parametrize("opener", ["ben", "gero", BOT])
def test_two_approvers_whoever_opened_it(office: ReviewedOffice, opener: str) -> None:
    founded(office, founding(office, by=opener), "cleo", "ines")
    assert office.governance().ok


def test_a_roster_in_the_first_of_several_commits(office: ReviewedOffice) -> None:
    number = founding(office)
    office.forge.edit("anfang", {POLICY: LOOSER}, "anna")
    founded(office, number, "ben", "cleo", method="rebase")
    assert office.governance().ok


def test_what_is_no_rule_may_come_to_main_meanwhile(office: ReviewedOffice) -> None:
    number = founding(office)
    office.forge.review(number, "ben")
    office.forge.edit("main", {"content/snippets/gruss.md": "Moin!\n"}, "anna")
    office.forge.update_branch(number, "anna")
    founded(office, number, "cleo")
    assert office.governance().ok


def test_the_root_judges_what_comes_after_it(office: ReviewedOffice) -> None:
    """And a post is approved by those whom it names."""
    founded(office, founding(office, team=roster(office, without=("ines",))), "ben", "cleo")
    number = office.proposed({POLICY: LOOSER}, by="anna", branch="regeln")
    office.forge.review(number, "ben")
    office.forge.review(number, "cleo")
    office.merged(number)
    post = office.proposed(branch="beitrag")
    office.forge.review(post, "ben")
    office.merged(post)
    governance = office.governance()
    assert governance.ok and len(governance.relied_on) == 2
    assert office.verdict(POST).approved


def test_signatures_need_no_forge(office: ReviewedOffice) -> None:
    """The office's own root is signed."""
    driver = office.driver()
    assert office.governance(None, office.reviews(driver)).ok
    asked = [request.url for request in driver.asked]
    assert not any(office.root in url for url in asked)


def test_a_forge_that_is_silent_leaves_no_progress(office: ReviewedOffice) -> None:
    founded(office, founding(office), "ben", "cleo")
    office.forge.troubles += [Answer.of({}, 500)] * 2
    pending = office.governance()
    assert [refusal.reason_id for refusal in pending.refusals] == ["forge-silent"]
    kept = GovernanceVerdict.from_json(json.loads(json.dumps(pending.to_json())))
    assert kept is not None and not kept.ok
    assert office.governance(kept).ok


def test_a_broken_root_that_was_kept_is_looked_at_again(office: ReviewedOffice) -> None:
    number = founding(office)
    founded(office, number, "ben")
    kept = office.governance()
    assert kept.broken == "root-approvals"
    assert office.governance(GovernanceVerdict.from_json(kept.to_json())).broken == "root-approvals"


def test_what_was_recorded_shows_it_without_anybody_being_asked(office: ReviewedOffice) -> None:
    founded(office, founding(office), "ben", "cleo")
    record = office.governance().relied_on[0]
    alone = recorded_reviews(office.git, lambda: office.now)
    assert not office.governance(None, alone).ok
    pull = Pull.from_json(json.loads(json.dumps(record)))
    assert pull is not None
    alone.recorded = (pull,)
    assert office.governance(None, alone).ok


def test_git_has_the_last_word_on_what_was_merged(office: ReviewedOffice) -> None:
    """A merge commit joins the pull request's own branch to main, whatever is told of it."""
    before = office.main
    founded(office, founding(office), "ben", "cleo", method="merge")
    pull = Pull.from_json(office.governance().relied_on[0])
    assert pull is not None
    alone = recorded_reviews(office.git, lambda: office.now)
    alone.recorded = (replace(pull, head=before),)
    assert not office.governance(None, alone).ok


def test_without_a_forge_nothing_shows_it(office: ReviewedOffice) -> None:
    founded(office, founding(office), "ben", "cleo")
    assert governance_of(office.git, office.root, office.main).broken == "root-unsigned"


def test_a_tag_that_is_called_like_the_root_moves_nothing(office: ReviewedOffice) -> None:
    founded(office, founding(office), "ben", "cleo")
    office.forge.edit("main", {TEAM: f"{roster(office, without=('cleo',))}"}, "emil")
    office.fetch()
    office.run("tag", office.root, office.main)
    office.now = office.now.replace(hour=23)
    governance = office.governance()
    assert governance.root == office.root and governance.broken is None
    assert set(governance.lapses) == {office.main}
