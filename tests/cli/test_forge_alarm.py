"""``amtsfunk forge alarm``: one issue a subject, found again, opened once, closed when all is well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.cli import main
from standins.github_desk import BOT, Desk
from support.reviewing import ReviewedOffice
from support.workflow import RUN, workflow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReviewedOffice]:
    made = ReviewedOffice.make(tmp_path / "office")
    yield made
    made.close()


def alarm(office: ReviewedOffice, desk: Desk, *words: str) -> int:
    with workflow(desk, {}, office.folder):
        return main(["forge", "--repository", str(office.clone), "--now", "2026-12-01 08:00", "alarm", *words])


def test_a_second_failure_renews_the_open_issue(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    jobs = json.dumps({"send": {"result": "failure"}, "site": {"result": "success"}, "@all": {"result": "failure"}})
    assert alarm(office, desk, "publish", "--jobs", jobs) == 0
    assert alarm(office, desk, "publish", "--jobs", jobs) == 0
    assert desk.writes == ["issue", "edit 500"] and desk.issues[0].labels == ["amtsfunk-stoerung"]
    body = desk.issues[0].body
    assert "Zuletzt am 01.12.2026 um 08:00 Uhr, zum 2. Mal." in body and f"({RUN})" in body
    assert "Nicht gut ausgegangen: send." in body and "@all" not in body


def test_a_part_whose_time_was_up_is_named(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    jobs = json.dumps({"send": {"result": "cancelled"}, "site": {"result": "skipped"}, "told": {"result": "failure"}})
    assert alarm(office, desk, "publish", "--jobs", jobs) == 0
    assert "Nicht gut ausgegangen: send, told." in desk.issues[0].body


def test_a_closed_issue_stays_closed_and_a_copied_one_is_nobodys(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    desk.issue("Kopie", "", ["amtsfunk-stoerung"], {"login": "mallory", "id": 999, "type": "User"})
    assert alarm(office, desk, "publish") == 0
    desk.issues[1].state = "closed"
    assert alarm(office, desk, "publish") == 0
    assert desk.writes == ["issue", "issue"] and desk.issues[0].title == "Kopie"


def test_a_pull_request_of_the_same_label_is_no_alarm(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    desk.issue("Ein Vorschlag", "", ["amtsfunk-stoerung"], BOT).is_pull = True
    assert alarm(office, desk, "publish") == 0
    assert desk.writes == ["issue"]


def test_a_report_stands_in_a_block_that_it_cannot_leave(office: ReviewedOffice, tmp_path: Path) -> None:
    desk, report = Desk(office.forge), tmp_path / "report.txt"
    report.write_text("Befund\n```\n@beispielau <b>\n", "utf-8")
    assert alarm(office, desk, "governance", "--report", str(report)) == 0
    assert "````text\nBefund\n```\n@beispielau <b>\n````" in desk.issues[0].body


def test_when_all_is_well_the_open_issue_is_closed_and_none_is_opened(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    assert alarm(office, desk, "governance", "--well") == 0 and desk.issues == []
    assert alarm(office, desk, "governance") == 0
    assert alarm(office, desk, "governance", "--well") == 0
    assert desk.issues[0].state == "closed" and "Alles gut" in desk.comments[0].body


def test_broken_settings_are_no_reason_to_be_silent(office: ReviewedOffice) -> None:
    desk = Desk(office.forge)
    office.write("plans/authority.yml", "id: 7\n")
    assert alarm(office, desk, "publish", "--jobs", "{") == 0
    assert len(desk.issues) == 1
