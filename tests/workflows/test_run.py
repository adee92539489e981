"""Every workflow, really run (``support/acting.py``): a good and a bad post, a fork, a merge, a schedule, a failure, a
stop, a night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from standins.github import OWNER, REPOSITORY_ID
from standins.github_desk import Desk
from support.acting import ACT, act
from support.acting_office import NOW, make_desk, make_office, merged, run_night, run_publishing
from support.publishing import open_ledger, publish, remote, types
from support.repo import POST, Office, post_text
from support.reviewing import NUMBERS
from support.workflow import workflow

pytestmark = pytest.mark.skipif(not Path(ACT).is_file(), reason="act is not installed: make lock, then make test")
ORDER = [
    "Fälliges veröffentlichen",
    "Website/Bauen",
    "Website/Öffentliche Website zu Pages",
    "Was auf eine Seite wartete",
    "Vorschlägen sagen, was draußen ist",
]
BAD = "content/posts/2026/12/kaputt.md"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    return make_desk(office)


def proposed(desk: Desk, files: dict[str, str | bytes | None], by: str = "anna") -> int:
    desk.forge.edit("beitrag", files, by)
    return desk.forge.open("beitrag", by)


def checked_and_shown(office: Office, desk: Desk, number: int) -> tuple[bool, str]:
    """Both workflows of a pull request: (whether the check passed, the comment)."""
    pull = desk.forge.pulls[number]
    fork, owner = desk.forks.get(number, (REPOSITORY_ID, OWNER))
    with workflow(desk, {}, office.folder) as given:
        event: dict[str, Any] = {"pull_request": {"number": number, "head": {"sha": pull.head}}}
        checked = act(office, "pull-request.yml", "pull_request", event, given, pull=number)
        passed = checked.code == 0
        run = {
            "id": 76,
            "event": "pull_request",
            "conclusion": "success" if passed else "failure",
            "head_sha": pull.head,
            "head_branch": pull.branch,
            "head_repository": {"id": fork, "owner": {"login": owner}},
        }
        shown = act(office, "pull-request-comment.yml", "workflow_run", {"workflow_run": run}, given)
    assert shown.code == 0, shown.said
    assert list(shown.jobs.values()) == [True], shown.said
    return passed, next(one.body for one in desk.comments if one.issue == number)


def test_a_pull_request_with_a_good_post(office: Office, desk: Desk) -> None:
    passed, comment = checked_and_shown(office, desk, proposed(desk, {POST: post_text()}))
    assert passed and "## 1 Beitrag, 1.12." in comment
    assert "Sirenen heulen um 11 Uhr" in comment and "**Noch nötig:**" in comment


def test_a_pull_request_with_a_bad_post_fails_and_is_shown(office: Office, desk: Desk) -> None:
    files = {POST: post_text(), BAD: "---\nchannels: [website\n---\n# Titel\n\nText\n"}
    passed, comment = checked_and_shown(office, desk, proposed(desk, files))
    assert not passed and "❌ So geht es noch nicht" in comment and "kaputt.md" in comment


def test_a_pull_request_from_a_fork(office: Office, desk: Desk) -> None:
    number = proposed(desk, {POST: post_text(title="Von <b>draußen</b> @alle")}, "mallory")
    desk.forks[number] = (99, "mallory")
    _, comment = checked_and_shown(office, desk, number)
    assert "<code>Von &lt;b&gt;draußen&lt;/b&gt; @alle</code>" in comment
    assert "Pressestelle" in comment, "a stranger counts as a department"


# ---------------------------------------------------------------- publishing


@pytest.mark.parametrize("event", ["push", "schedule", "delete"])
def test_a_merge_a_schedule_and_a_statement_publish_what_is_due(office: Office, desk: Desk, event: str) -> None:
    merged(office, desk)
    assert open_ledger(office, now=NOW) == 0
    done = run_publishing(office, desk, event)
    assert done.code == 0, done.said
    assert list(done.jobs) == ORDER
    assert types(office).count("accepted") == 1
    page = office.folder / "kept/deployed/archiv/2026/12/warntag/index.html"
    assert "Sirenen heulen" in page.read_text("utf-8")
    assert (office.folder / "kept/interne-website").is_dir()
    assert "https://www.beispielau.example/archiv/2026/12/warntag/" in desk.comments[0].body
    assert desk.issues == []


def test_in_a_public_repository_the_internal_website_is_no_artifact(office: Office, desk: Desk) -> None:
    desk.private = False
    variables = {"AMTSFUNK_TRUST_ROOT": office.root, "AMTSFUNK_INTERN": "artifact"}
    with workflow(desk, {}, office.folder) as given:
        done = act(office, "site.yml", "workflow_dispatch", {"ref": "refs/heads/main"}, given, variables=variables)
    assert done.code == 0 and list(done.jobs) == ["Bauen"], done.said
    assert not (office.folder / "kept/interne-website").exists()


def test_other_references_that_end_like_the_ledger_disturb_nothing(office: Office, desk: Desk) -> None:
    """Whoever may push anything may push these; asking for a name also gives all that end with it."""
    merged(office, desk)
    assert open_ledger(office, now=NOW) == 0
    for name in ("refs/a/refs/heads/ledger", "refs/x/refs/heads/ledger"):
        remote(office, "update-ref", name, office.main)
    done = run_publishing(office, desk, "schedule")
    assert done.code == 0 and list(done.jobs) == ORDER, done.said
    assert [comment.issue for comment in desk.comments] == [1]


def test_a_scheduled_run_with_nothing_due_is_one_job(office: Office, desk: Desk) -> None:
    assert publish(office, now=NOW) == 0  # writes once how far the rules of main were verified
    done = run_publishing(office, desk, "schedule")
    assert done.code == 0 and list(done.jobs) == ["Fälliges veröffentlichen"], done.said


def test_a_branch_that_is_deleted_otherwise_wakes_nobody(office: Office, desk: Desk) -> None:
    merged(office, desk)
    assert open_ledger(office, now=NOW) == 0
    done = run_publishing(office, desk, "delete", deleted="beitrag-wecken-x")
    assert done.jobs == {}, done.said
    assert "claimed" not in types(office)


def test_a_failure_opens_one_issue(office: Office, desk: Desk) -> None:
    merged(office, desk)
    assert open_ledger(office, now=NOW) == 0
    for _ in range(2):
        assert run_publishing(office, desk, "schedule", with_key=False).code != 0
    assert [issue.labels for issue in desk.issues] == [["amtsfunk-stoerung"]]
    assert "zum 2. Mal" in desk.issues[0].body and "Nicht gut ausgegangen: send." in desk.issues[0].body
    assert "accepted" not in types(office)


def test_a_stop(office: Office, desk: Desk) -> None:
    issue = {"number": 17, "user": {"id": NUMBERS["anna"]}, "labels": [{"name": "krisenstopp"}], "body": ""}
    event = {"action": "opened", "issue": issue, "sender": {"id": NUMBERS["anna"], "type": "User"}}
    with workflow(desk, {}, office.folder) as given:
        done = act(office, "stop.yml", "issues", event, given)
    assert done.code == 0, done.said
    assert remote(office, "ls-tree", "--name-only", "refs/heads/stop").split() == ["krisenstopp-17.md"]
    assert "🛑" in desk.comments[0].body


def test_a_night_finds_what_slipped(office: Office, desk: Desk) -> None:
    assert open_ledger(office, now=NOW) == 0
    done = run_night(office, desk)
    assert done.code == 0, done.said
    assert [issue.labels for issue in desk.issues] == [["amtsfunk-nachtpruefung"]]
    assert "main kann gelöscht werden." in desk.issues[0].body
