"""``amtsfunk forge comment``: one comment on the right pull request, and nothing of it believed but what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.cli import main
from amtsfunk.report.proposal_comment import MARKER
from standins.github import OWNER, REPOSITORY_ID
from standins.github_desk import BOT, Desk
from support.repo import POST, post_text
from support.reviewing import ReviewedOffice
from support.workflow import workflow

NOW = "2026-11-20T08:00:00Z"
FORK = 99


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReviewedOffice]:
    made = ReviewedOffice.make(tmp_path / "office")
    yield made
    made.close()


def ended(desk: Desk, number: int, *, conclusion: str = "success", head: str = "") -> dict[str, Any]:
    pull = desk.forge.pulls[number]
    fork, owner = desk.forks.get(number, (REPOSITORY_ID, OWNER))
    run = {
        "id": 76,
        "conclusion": conclusion,
        "head_sha": head or pull.head,
        "head_branch": pull.branch,
        "head_repository": {"id": fork, "owner": {"login": owner}},
    }
    return {"action": "completed", "workflow_run": run}


def result_of(office: ReviewedOffice, folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """What the first job leaves: made by the real command in a clone of the branch."""
    office.run("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    office.run("switch", "--quiet", "--force", "--detach", "origin/beitrag")
    arguments = ["preview", "--repository", str(office.clone), "--changed", "origin/main", "--format", "proposal"]
    assert main([*arguments, "--now", NOW]) == 0
    office.run("switch", "--quiet", "--force", "main")
    file = folder / "proposal.json"
    file.write_text(capsys.readouterr().out, "utf-8")
    return file


def comment(office: ReviewedOffice, result: Path) -> int:
    return main(["forge", "--repository", str(office.clone), "--now", NOW, "comment", "--result", str(result)])


def test_one_comment_that_is_made_anew(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    number = office.proposed()
    result = result_of(office, tmp_path, capsys)
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, result) == 0
        assert comment(office, result) == 0
    assert desk.writes == [f"comment {number}", "recomment 7000"]
    said = desk.comments[0].body
    assert said.startswith(MARKER) and "## 1 Beitrag" in said
    assert "**Noch nötig:** Pressesprecher/in oder Stellvertretung" in said


def test_an_approval_of_this_version_is_counted_and_an_older_ones_is_not(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    number = office.proposed()
    office.forge.review(number, "ben")
    result = result_of(office, tmp_path, capsys)
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, result) == 0
        assert "Die nötigen Freigaben liegen für diesen Stand vor." in desk.comments[0].body
    office.forge.edit("beitrag", {POST: post_text(text="Anderer Text")}, "anna")
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, result) == 0
    assert "**Noch nötig:**" in desk.comments[0].body


def test_nobodys_comment_is_touched_because_it_bears_the_marker(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    number = office.proposed()
    desk.comment(number, f"{MARKER} gefälscht", {"login": "mallory", "id": 999, "type": "User"})
    desk.comment(number, f"Zitat: {MARKER}", BOT)
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, result_of(office, tmp_path, capsys)) == 0
    assert [one.body.startswith(MARKER) for one in desk.comments] == [True, False, True]
    assert desk.comments[0].body.endswith("gefälscht")


def test_a_run_of_an_older_version_says_nothing(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    number = office.proposed()
    result, old = result_of(office, tmp_path, capsys), office.forge.pulls[number].head
    office.forge.edit("beitrag", {POST: post_text(text="Anderer Text")}, "anna")
    with workflow(desk, ended(desk, number, head=old), tmp_path):
        assert comment(office, result) == 0
    assert desk.comments == []


def test_a_fork_with_a_branch_of_the_same_name_speaks_for_itself_alone(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    honest = office.proposed()
    foreign = office.forge.open("beitrag", "mallory")
    desk.forks[foreign] = (FORK, "mallory")
    result = result_of(office, tmp_path, capsys)
    with workflow(desk, ended(desk, foreign), tmp_path):
        assert comment(office, result) == 0
    assert [one.issue for one in desk.comments] == [foreign] != [honest]
    assert "Pressestelle" in desk.comments[0].body, "a stranger counts as a department"


def test_a_second_repository_of_the_same_owner_speaks_for_itself_alone(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    honest = office.proposed()
    foreign = office.forge.open("beitrag", "mallory")
    desk.forks[foreign] = (FORK, OWNER)
    with workflow(desk, ended(desk, honest), tmp_path):
        assert comment(office, result_of(office, tmp_path, capsys)) == 0
    assert [one.issue for one in desk.comments] == [honest]


def test_nobody_approves_what_is_ones_own(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    number = office.proposed(by="ben")
    office.forge.review(number, "ben")
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, result_of(office, tmp_path, capsys)) == 0
    assert "**Noch nötig:** Pressesprecher/in oder Stellvertretung" in desk.comments[0].body


def test_a_link_to_a_good_result_is_not_followed(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, number = Desk(office.forge), office.proposed()
    link = tmp_path / "link.json"
    link.symlink_to(result_of(office, tmp_path, capsys))
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, link) == 0
    assert "nichts Lesbares gemeldet" in desk.comments[0].body


def test_a_pull_request_that_rewrites_the_program_is_marked(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge)
    number = office.proposed({POST: post_text(), "scripts/amtsfunk/report/proposal.py": "print('{}')\n"})
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, result_of(office, tmp_path, capsys)) == 0
    assert "`scripts/amtsfunk/report/proposal.py`" in desk.comments[0].body
    assert "Verlassen Sie sich nicht darauf" in desk.comments[0].body


@pytest.mark.parametrize("kind", ["absent", "garbage", "link", "folder", "pipe"])
def test_a_result_that_is_none_is_said_and_not_followed(office: ReviewedOffice, tmp_path: Path, kind: str) -> None:
    import os  # noqa: PLC0415

    desk, number, file = Desk(office.forge), office.proposed(), tmp_path / "proposal.json"
    if kind == "garbage":
        file.write_text('{"v": 1, "posts": [{"title": "<b>"}]}', "utf-8")
    elif kind == "link":
        file.symlink_to("/etc/hostname")
    elif kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    with workflow(desk, ended(desk, number, conclusion="failure"), tmp_path):
        assert comment(office, file) == 0
    assert "nichts Lesbares gemeldet" in desk.comments[0].body and "<b>" not in desk.comments[0].body


def test_without_the_right_it_fails_and_says_which(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(office.forge, permissions={"issues: write"})
    number = office.proposed()
    with workflow(desk, ended(desk, number), tmp_path):
        assert comment(office, tmp_path / "absent") == 3
    assert "HTTP 403" in capsys.readouterr().err


def test_outside_of_a_workflow_there_is_no_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forge", "comment", "--result", str(tmp_path / "x")]) == 2
    assert "nur im Ablauf einer Plattform" in capsys.readouterr().err
