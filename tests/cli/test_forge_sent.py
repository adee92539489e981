"""``amtsfunk forge sent``: the addresses of what is out go back to the pull request that brought it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.cli import main
from standins.github import GitHub
from standins.github_desk import Desk
from support.publishing import ledger_commits, publish
from support.repo import POST, Office, post_text
from support.workflow import workflow

OTHER = "content/posts/2026/12/spaeter.md"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path / "office")
    yield made
    made.close()


def merged(office: Office) -> Desk:
    """Two posts of one pull request, approved by signature, merged by a push."""
    forge = GitHub(office.remote, office)
    forge.account("anna", 500)
    office.branch("beitrag")
    office.write(POST, post_text())
    office.write(OTHER, post_text(title="Später", text="Ein anderer Text.", publish_at="10.12.2026 09:00"))
    office.commit("Write", by="anna")
    for path in (POST, OTHER):
        office.approve("ben", path)
    office.commit("Approve", by="ben")
    office.push("beitrag")
    forge.open("beitrag", "anna")
    office.merge("beitrag")
    office.push()
    forge.move("main", office.main)
    return Desk(forge)


def sent(office: Office, desk: Desk, since: str = "") -> int:
    with workflow(desk, {}, office.folder):
        return main(["forge", "--repository", str(office.clone), "sent", "--since", since])


def test_one_comment_tells_what_is_out_and_what_is_not_yet(office: Office) -> None:
    desk = merged(office)
    assert publish(office) == 0
    assert sent(office, desk, ledger_commits(office)[0]) == 0
    assert desk.writes == ["comment 1"]
    said = desk.comments[0].body
    assert "**`Sirenen heulen um 11 Uhr`**" in said and "**`Später`**" in said
    assert "Website: 01.12.2026 09:05 <https://www.beispielau.example/" in said
    assert "noch nicht (zum Veröffentlichen von Hand übergeben)" in said and "(wartet auf seine Zeit)" in said


def test_a_run_that_sent_nothing_says_nothing(office: Office) -> None:
    desk = merged(office)
    assert publish(office) == 0
    assert sent(office, desk, ledger_commits(office)[-1]) == 0
    assert desk.writes == []


def test_a_later_sending_makes_the_same_comment_anew(office: Office) -> None:
    desk = merged(office)
    assert publish(office) == 0
    first = ledger_commits(office)[-1]
    assert sent(office, desk) == 0
    assert publish(office, now="2026-12-10 09:05") == 1, "nobody recorded what was handed over"
    assert sent(office, desk, first) == 0
    assert desk.writes == ["comment 1", "recomment 7000"]
    assert "10.12.2026 09:05" in desk.comments[0].body and "01.12.2026 09:05" in desk.comments[0].body


def test_what_is_no_commit_is_refused(office: Office) -> None:
    assert sent(office, Desk(GitHub(office.remote, office)), "main; rm") == 2


def test_nothing_is_sent_from_a_repository_that_anybody_reads_unless_on_purpose(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = merged(office)
    desk.private = False
    with workflow(desk, {}, office.folder):
        assert publish(office) == 1
        assert "kann jeder lesen" in capsys.readouterr().err and len(ledger_commits(office)) == 1
        office.change_rules({"plans/authority.yml": f"{office.read('plans/authority.yml')}public_on_purpose: Übung\n"})
        office.push()
        assert publish(office) == 0
    assert len(ledger_commits(office)) > 1
