"""``amtsfunk forge stop``: obeyed from the roster's accounts alone, and rather too much than too little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.cli import main
from standins.github_desk import Desk
from support.publishing import remote
from support.repo import POST, post_text
from support.reviewing import BOT, BOTS_NUMBER, NUMBERS, OUTSIDERS_NUMBER, ReviewedOffice, roster
from support.workflow import workflow

NOW = "2026-12-01 08:00"
FORM = "### Was soll angehalten werden?\n\n{what}\n\n### Welcher Beitrag?\n\n{post}\n\n### Warum?\n\nFalsche Zahl.\n"
ONE, TOTAL = "Nur ein Beitrag", "Wirklich alles, auch Krisenbeiträge"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReviewedOffice]:
    made = ReviewedOffice.make(tmp_path / "office")
    made.write(POST, post_text())
    made.write(POST.replace("warntag", "total"), post_text(title="Ein Beitrag mit diesem Namen"))
    made.commit("Write two posts")
    made.push()
    yield made
    made.close()


def event(by: int, body: str | None = None, *, opener: int | None = None, label: str | None = None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "action": "labeled" if label else "opened",
        "issue": {
            "number": 17,
            "user": {"id": opener if opener is not None else by},
            "labels": [{"name": label or "krisenstopp"}],
            "body": body,
        },
        "sender": {"id": by, "type": "Bot" if by == BOTS_NUMBER else "User", "login": BOT},
    }
    return {**said, "label": {"name": label}} if label else said


def stop(office: ReviewedOffice, desk: Desk, what: dict[str, Any]) -> int:
    with workflow(desk, what, office.folder):
        return main(["forge", "--repository", str(office.clone), "--now", NOW, "stop"])


def files(office: ReviewedOffice) -> list[str]:
    return remote(office, "ls-tree", "-r", "--name-only", "refs/heads/stop").split()


def test_the_form_of_a_person_in_the_roster_stops_everything_once(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    assert stop(office, desk, event(NUMBERS["anna"])) == 0
    assert stop(office, desk, event(NUMBERS["anna"], label="krisenstopp")) == 0, "the second event of the same form"
    assert files(office) == ["krisenstopp-17.md"]
    assert remote(office, "rev-list", "--count", "refs/heads/stop").strip() == "1"
    assert "🛑 **Angehalten: alles außer Krisenbeiträgen" in desk.comments[0].body and len(desk.comments) == 1


@pytest.mark.parametrize(
    "what, post, expected",
    [
        (ONE, "warntag", "warntag.md"),
        (ONE, POST, "warntag.md"),
        (TOTAL, "", "total.md"),
        (ONE, "gibt-es-nicht", "krisenstopp-17.md"),
        (ONE, "../total", "krisenstopp-17.md"),
        (ONE, "total", "krisenstopp-17.md"),
        ("irgendetwas", "warntag", "krisenstopp-17.md"),
    ],
)
def test_what_the_form_says_decides_how_much(office: ReviewedOffice, what: str, post: str, expected: str) -> None:
    assert stop(office, Desk(office.forge), event(NUMBERS["anna"], FORM.format(what=what, post=post))) == 0
    assert files(office) == [expected]


def test_a_label_on_somebody_elses_words_stops_everything(office: ReviewedOffice) -> None:
    body = FORM.format(what=ONE, post="warntag")
    labelled = event(NUMBERS["ben"], body, opener=OUTSIDERS_NUMBER, label="krisenstopp")
    assert stop(office, Desk(office.forge), labelled) == 0
    assert files(office) == ["krisenstopp-17.md"]


@pytest.mark.parametrize("by", [OUTSIDERS_NUMBER, BOTS_NUMBER])
def test_nobody_else_stops_anything(office: ReviewedOffice, by: int) -> None:
    desk = Desk(office.forge)
    assert stop(office, desk, event(by)) == 1
    assert files(office) == []
    assert "Es wurde nichts angehalten" in desk.comments[0].body


@pytest.mark.parametrize("line", ["until: 2026-11-30", "revoked: 2026-11-30 09:00", "from: 2026-12-02"])
def test_who_left_or_has_not_begun_stops_nothing(office: ReviewedOffice, line: str) -> None:
    office.write("plans/team.yml", roster(office, {"anna": line}))
    assert stop(office, Desk(office.forge), event(NUMBERS["anna"])) == 1
    assert files(office) == []


def test_a_machine_stops_nothing_whatever_the_roster_says(office: ReviewedOffice) -> None:
    office.write("plans/team.yml", roster(office, {"anna": f"forge_id: {BOTS_NUMBER}"}))
    assert stop(office, Desk(office.forge), event(BOTS_NUMBER)) == 1
    assert files(office) == []


def test_another_label_is_no_request(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    what = event(NUMBERS["anna"])
    what["issue"]["labels"] = [{"name": "frage"}]
    assert stop(office, desk, what) == 0
    assert stop(office, desk, event(NUMBERS["anna"], label="frage")) == 0
    later = event(NUMBERS["anna"], label="frage")
    later["issue"]["labels"].append({"name": "krisenstopp"})
    assert stop(office, desk, later) == 0
    assert files(office) == [] and desk.comments == []


def test_a_later_issue_is_another_stop(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    for number in (17, 18):
        what = event(NUMBERS["anna"], FORM.format(what=TOTAL, post=""))
        what["issue"]["number"] = number
        assert stop(office, desk, what) == 0
    assert remote(office, "rev-list", "--count", "refs/heads/stop").strip() == "2"
