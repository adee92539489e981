"""``amtsfunk forge modules``: one issue asks others to look at what one person on duty sent by a module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amtsfunk.cli import main
from standins.github import GitHub
from standins.github_desk import Desk
from support.modules import NOW, SENT, VALUES, agree, id_of, put, run, say
from support.publishing import ledger_commits
from support.repo import Office, post_text
from support.workflow import workflow

LATER = "beef" + "0" * 28


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path / "office")
    agree(made)
    assert run(made, now="2026-12-01 09:00") == 0
    yield made
    made.close()


def asked(office: Office, desk: Desk, since: str = "", action: str = "modules", now: str = "2026-12-01 09:30") -> int:
    with workflow(desk, {}, office.folder):
        return main(["forge", "--repository", str(office.clone), "--now", now, action, "--since", since])


def test_one_issue_says_who_sent_which_words_and_where_they_are(office: Office) -> None:
    desk = Desk(GitHub(office.remote, office))
    before = ledger_commits(office)[-1]
    put(office, say(office))
    run(office)
    assert asked(office, desk, before) == 0
    (issue,) = desk.issues
    assert issue.title == "Aus Modulen gesendet: bitte nachträglich ansehen"
    for words in (f"### `{SENT}`", "Gesendet von `emil`", "`gebiet: Altstadt, stunden: 3, uhrzeit: 14:30`"):
        assert words in issue.body
    assert "Website: 01.12.2026 09:06 <https://www.beispielau.example/" in issue.body


def test_a_second_one_makes_the_same_issue_anew(office: Office) -> None:
    desk = Desk(GitHub(office.remote, office))
    put(office, say(office))
    run(office)
    assert asked(office, desk) == 0
    before = ledger_commits(office)[-1]
    at = NOW + timedelta(minutes=20)
    more = {"nonce": LATER, "not_before": at, "not_after": at + timedelta(hours=1)}
    put(office, say(office, decision={**VALUES, "gebiet": "Hafen"}, **more))
    run(office, now="2026-12-01 09:26")
    assert asked(office, desk, before) == 0
    (issue,) = desk.issues
    assert f"### `{SENT}`" in issue.body and f"### `{id_of(LATER, at)}`" in issue.body


def test_posts_alone_open_no_issue_and_a_module_comments_on_no_proposal(office: Office) -> None:
    desk = Desk(GitHub(office.remote, office))
    before = ledger_commits(office)[-1]
    office.post(content=post_text())
    office.push()
    run(office)
    assert asked(office, desk, before) == 0 and desk.writes == []
    before = ledger_commits(office)[-1]
    put(office, say(office))
    run(office, now="2026-12-01 09:10")
    assert asked(office, desk, before, "sent") == 0 and desk.writes == []


def test_what_is_no_commit_is_refused(office: Office) -> None:
    assert asked(office, Desk(GitHub(office.remote, office)), "main; rm") == 2
