"""Who is asked for reviews, and what git makes of the answers, apart from the attacks in tests/redteam."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.effects.evidence import gather_post
from amtsfunk.effects.forges import FORGES
from amtsfunk.effects.forges.failed import ForgeFailed
from amtsfunk.effects.history import dated_rosters
from amtsfunk.effects.reviews import Asking, Reviews
from amtsfunk.model.authority import ForgeSettings
from support.repo import POST, post_text
from support.reviewing import ReviewedOffice, roster

SETTINGS = ForgeSettings(kind="github", repository="stadt/presse", id=1, host="github.com")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReviewedOffice]:
    made = ReviewedOffice.make(tmp_path)
    yield made
    made.close()


def now() -> datetime:
    return datetime(2026, 11, 3, tzinfo=UTC)


def test_in_a_rehearsal_nobody_is_asked() -> None:
    with pytest.raises(ForgeFailed) as failed:
        Asking({}, now, anywhere=False).forge(SETTINGS)
    assert failed.value.refusal.reason_id == "forge-silent"
    assert Asking({}, now, anywhere=False).forge(SETTINGS.model_copy(update={"host": "127.0.0.1:80"}))


def test_a_forge_that_nobody_wrote() -> None:
    with pytest.raises(ForgeFailed) as failed:
        Asking({}, now).forge(SETTINGS.model_copy(update={"kind": "fossil"}))
    assert failed.value.refusal.values == {"kind": "fossil"}
    assert set(FORGES) == {"github"}


def test_a_commit_that_cannot_be_fetched_counts_for_nothing(office: ReviewedOffice) -> None:
    number = office.proposed()
    office.forge.review(number, "ben")
    office.merged(number, method="squash")
    assert not office.verdict(POST, reviews=office.reviews(remote=None)).approved, "the head is on the server alone"
    assert office.verdict(POST).approved
    assert office.verdict(POST, reviews=office.reviews(remote="nowhere")).approved, "now it is here"


def test_what_is_recorded_is_believed_and_nobody_asked(office: ReviewedOffice) -> None:
    number = office.proposed()
    office.forge.review(number, "ben")
    merge = office.merged(number)
    (pull,) = (
        office.reviews()
        ._forge_of(SETTINGS.model_copy(update={"id": 4711, "repository": "beispielau/presse"}))
        .merged(merge)
    )
    reviews = Reviews(office.git, None, _nobody, lambda: office.now)
    reviews.recorded = (pull,)
    assert office.verdict(reviews=reviews).approved


def _nobody(settings: ForgeSettings) -> object:
    raise AssertionError(f"{settings.host} was asked")


def test_no_roster_is_older_than_the_one_before(office: ReviewedOffice) -> None:
    """A commit that is dated back does not make its roster the one of an earlier day."""
    office.change_rules({"plans/team.yml": roster(office, without=("gero",))}, author="ben", approver="cleo")
    office.now = office.now.replace(year=2025)
    office.change_rules({"plans/team.yml": roster(office)}, author="ben", approver="cleo")
    known = dated_rosters(office.git, office.root, office.main)
    assert [dated.since for dated in known] == sorted(dated.since for dated in known)
    assert len(known) == 4


def test_whatever_its_branch_changed_is_touched(office: ReviewedOffice) -> None:
    """Also where a forge rewrites messages, so that git does not see which commits of main belong together."""
    office.forge.signs_off = True
    number = office.proposed({"docs/x.md": "x"})
    office.forge.edit("beitrag", {POST: post_text()}, "anna")
    office.merged(number, method="rebase")
    facts = gather_post(office.git, office.main, POST, root=office.root)
    whole, _ = office.reviews().of_post(facts, office.root)
    assert facts.merge is not None and facts.merge.touched == (POST,)
    assert whole.merge is not None and set(whole.merge.touched) == {POST, "docs/x.md"}
