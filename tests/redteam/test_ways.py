"""Honest ways that the generator takes only now and then, each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.approval.reasons import explain
from redteam.base import office_in
from support.repo import PICTURE, PNG, POST, post_text
from support.reviewing import ReviewedOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReviewedOffice]:
    with office_in(tmp_path) as made:
        yield made


def assert_approved(office: ReviewedOffice, *by: str, path: str = POST) -> None:
    verdict = office.verdict(path)
    assert verdict.approved, [explain(refusal) for refusal in verdict.refusals]
    assert verdict.approvers == (by or ("ben",))


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_one_commit(office: ReviewedOffice, method: str) -> None:
    number = office.proposed()
    office.forge.review(number, "ben")
    office.merged(number, method=method)
    assert_approved(office)


def test_a_rebase_of_several_commits_is_one_change(office: ReviewedOffice) -> None:
    """The picture comes after the post, and something else after both."""
    number = office.proposed({POST: post_text(picture="sirene.png")})
    office.forge.edit("beitrag", {PICTURE: PNG}, "emil", message="Bild")
    office.forge.edit("beitrag", {"docs/x.md": "x"}, "ben", message="Notiz")
    office.forge.review(number, "ben")
    office.forge.edit("main", {"README.md": "Inzwischen"}, "hanna")
    office.merged(number, by="ben", method="rebase")
    assert_approved(office)
    verdict = office.verdict()
    assert verdict.evidence["merge"] == office.main and verdict.evidence["authors"] == ["anna", "emil"]


def test_a_rebase_of_which_only_the_last_commit_is_linked(office: ReviewedOffice) -> None:
    office.forge.links_only_the_last = True
    number = office.proposed()
    for place in range(3):
        office.forge.edit("beitrag", {f"docs/{place}.md": "x"}, "anna", message=f"Notiz {place}")
    office.forge.review(number, "ben")
    office.merged(number, method="rebase")
    office.forge.edit("main", {"README.md": "Inzwischen"}, "hanna")
    office.fetch()
    assert_approved(office)


def test_a_rebase_drops_what_main_has_already(office: ReviewedOffice) -> None:
    office.forge.edit("beitrag", {"docs/x.md": "x"}, "anna", message="Notiz")
    office.forge.edit("beitrag", {POST: post_text()}, "anna", message="Beitrag")
    number = office.forge.open("beitrag", "anna")
    office.forge.review(number, "ben")
    office.forge.edit("main", {"docs/x.md": "x"}, "hanna")
    office.merged(number, method="rebase")
    assert_approved(office)


def test_a_suggestion_does_not_disqualify_who_made_it(office: ReviewedOffice) -> None:
    number = office.proposed({POST: post_text(text="Entwurf")})
    office.forge.suggestion(number, "anna", "ben", {POST: post_text()})
    office.forge.review(number, "ben")
    office.merged(number, method="squash")
    assert_approved(office)


def test_the_approver_updates_the_branch_and_merges(office: ReviewedOffice) -> None:
    number = office.proposed()
    office.forge.review(number, "ben")
    office.forge.edit("main", {"README.md": "Inzwischen"}, "hanna")
    office.forge.update_branch(number, "ben")
    office.merged(number, by="ben")
    assert_approved(office)


def test_two_stages(office: ReviewedOffice) -> None:
    number = office.proposed(by="dora")
    office.forge.review(number, "emil")
    office.forge.review(number, "cleo")
    office.merged(number)
    assert_approved(office, "cleo", "emil")


def test_an_external_proposes(office: ReviewedOffice) -> None:
    number = office.proposed(by="gero")
    office.forge.review(number, "ben")
    office.merged(number)
    assert_approved(office)


def test_crisis_takes_the_fast_lane(office: ReviewedOffice) -> None:
    number = office.proposed({POST: post_text(more="kind: crisis\n")}, by="dora")
    office.forge.review(number, "emil")
    office.merged(number, by="emil")
    assert_approved(office, "emil")
    assert office.verdict().fast_lane


def test_before_an_election_with_the_lawyer(office: ReviewedOffice) -> None:
    path = "content/posts/2027/02/wahl.md"
    number = office.proposed({path: post_text(publish_at="01.02.2027 09:00")})
    office.forge.review(number, "ben")
    office.forge.review(number, "frida")
    office.merged(number)
    assert_approved(office, "ben", "frida", path=path)


def test_a_signature_suffices_where_no_review_does(office: ReviewedOffice) -> None:
    office.post()
    office.forge.troubles.clear()
    driver = office.driver()
    assert office.verdict(reviews=office.reviews(driver)).approved
    assert not driver.asked, "nobody is asked what git shows"


def test_pushed_to_main_by_hand_after_the_approval(office: ReviewedOffice) -> None:
    """The forge takes the pull request for merged; what lies on main is what was approved."""
    number = office.proposed()
    office.forge.review(number, "ben")
    office.forge.move("main", office.forge.pulls[number].head)
    office.fetch()
    assert_approved(office)


def test_many_posts_of_one_pull_request_cost_four_questions(office: ReviewedOffice) -> None:
    paths = [f"content/posts/2026/12/tag-{day}.md" for day in range(1, 8)]
    number = office.proposed({path: post_text(title=path) for path in paths})
    office.forge.review(number, "ben")
    office.merged(number)
    driver = office.driver()
    reviews = office.reviews(driver)
    assert all(office.verdict(path, reviews=reviews).approved for path in paths)
    assert len(driver.asked) == 4
