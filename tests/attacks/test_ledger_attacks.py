"""Attacks on the branch ``ledger``: a deleted or rewound ledger never makes everything go out again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.commands.publishing.opening import own_mark
from amtsfunk.commands.publishing.run import PublisherLedger, Workplace
from amtsfunk.effects.clock import StoppedClock
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.ledger import Trust
from amtsfunk.effects.server import serve
from support.attacking import fresh_clone, git, out
from support.publishing import (
    amtsfunk,
    ledger_commits,
    lines,
    open_ledger,
    publish,
    remote,
    repository_lines,
)
from support.repo import Office


@pytest.fixture
def office(office: Office) -> Office:
    office.post()
    office.push()
    return office


def test_a_deleted_ledger_is_not_silently_begun_anew(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office)
    assert out(office)
    git(office, "update-ref", "-d", "refs/heads/ledger")
    assert fresh_clone(office, tmp_path / "runner", "2026-12-01 10:00") == 1
    said = capsys.readouterr().err
    assert "amtsfunk ledger open" in said and "gelöscht" in said
    assert out(office) == []
    assert not remote(office, "rev-parse", "--verify", "--quiet", "refs/heads/ledger")


def test_who_knew_the_ledger_opens_no_second_one(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    git(office, "update-ref", "-d", "refs/heads/ledger")
    assert open_ledger(office, now="2026-12-01 10:00") == 3
    assert "verschwunden" in capsys.readouterr().err


def test_where_the_site_shows_a_ledger_none_is_opened(office: Office, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").touch()
    (tmp_path / "site" / "sendebuch.txt").write_text("f" * 40, encoding="utf-8")
    served = serve(tmp_path / "site", "public", 0)
    try:
        assert open_ledger(office, "--mark", f"{served.address}sendebuch.txt") == 3
    finally:
        served.stop()
    assert not remote(office, "rev-parse", "--verify", "--quiet", "refs/heads/ledger")


def test_a_ledger_is_opened_once(office: Office) -> None:
    assert open_ledger(office) == 0
    assert [line.type for line in repository_lines(office)] == ["opened"]
    assert open_ledger(office) == 1
    assert len(ledger_commits(office)) == 1
    assert lines(office) == ()


def test_without_a_ledger_a_rehearsal_still_says_what_would_go_out(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(office, send=False) == 0
    said = capsys.readouterr().out
    assert "warntag" in said and "amtsfunk ledger open" in said
    assert amtsfunk(office, "status") == 0


def test_a_shortened_ledger_is_noticed_by_a_fresh_clone(office: Office, tmp_path: Path) -> None:
    publish(office, now="2026-12-01 08:00")
    publish(office)
    commits = ledger_commits(office)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").touch()
    (tmp_path / "site" / "sendebuch.txt").write_text(commits[-1], encoding="utf-8")
    git(office, "update-ref", "refs/heads/ledger", commits[0])
    served = serve(tmp_path / "site", "public", 0)
    try:
        mark = ["--mark", f"{served.address}sendebuch.txt"]
        assert fresh_clone(office, tmp_path / "runner", "2026-12-01 10:00", *mark) == 3
    finally:
        served.stop()
    assert out(office) == []


def test_the_own_site_is_asked_unless_the_time_is_made_up(office: Office) -> None:
    settings = read_settings(office.git, office.main)
    ledger = PublisherLedger(office.git, lambda main: Trust("", None, ()))
    clock = StoppedClock(datetime(2026, 12, 1, tzinfo=UTC))
    real = Workplace(office.git, ledger, settings, clock, False, office.root)
    assert own_mark(real) == "https://www.beispielau.example/sendebuch.txt"
    assert own_mark(Workplace(office.git, ledger, settings, clock, True, office.root)) is None


@pytest.mark.parametrize("branch", ["evidence/x", "ledger/x"])
def test_a_branch_in_the_way_is_named_before_anything_is_sent(
    office: Office, branch: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office.run("push", "-q", "origin", f"main:refs/heads/{branch}")
    assert open_ledger(office) == 3
    assert f"{branch[:-1]}" in capsys.readouterr().err
    office.run("push", "-q", "origin", f":refs/heads/{branch}")
    publish(office)
    assert out(office)
    assert remote(office, "rev-parse", "--verify", "--quiet", "refs/heads/evidence")


def test_a_tag_called_like_a_branch_stops_nobody(office: Office) -> None:
    office.run("push", "-q", "origin", "main:refs/tags/refs/heads/main", "main:refs/heads/x/refs/heads/ledger")
    assert publish(office) == 0
    assert out(office)
