"""The high-water mark on the public site: what the ledger lacks stops all, what is out of reach tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.effects.server import Served, serve
from support.publishing import lines, open_index, publish, remote, types
from support.repo import POST, Office, post_text


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.make(tmp_path)
    office.post(content=post_text(channels="[website]"))
    office.push()
    yield office
    office.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    served = serve(folder, "public", 0)
    yield served
    served.stop()


def test_a_mark_that_the_ledger_contains_lets_pass(office: Office, site: Served, tmp_path: Path) -> None:
    publish(office, now="2026-11-30 09:00")
    tip = remote(office, "rev-parse", "refs/heads/ledger")
    (tmp_path / "site" / "sendebuch.txt").write_text(tip, encoding="utf-8")
    assert publish(office, "--mark", f"{site.address}sendebuch.txt") == 0
    assert "accepted" in types(office)


def test_a_ledger_without_the_mark_sends_nothing(
    office: Office, site: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office, now="2026-11-30 09:00")
    (tmp_path / "site" / "sendebuch.txt").write_text("f" * 40, encoding="utf-8")
    assert publish(office, "--mark", f"{site.address}sendebuch.txt") == 3
    assert "ffffffffffff" in capsys.readouterr().err
    assert "accepted" not in types(office)


@pytest.mark.parametrize("name", ["sendebuch.txt", "index.html"])
def test_a_mark_that_cannot_be_read_is_told_and_stops_nothing(
    office: Office, site: Served, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(office, "--mark", f"{site.address}{name}") == 0
    assert "nicht abrufbar" in capsys.readouterr().out
    assert "accepted" in types(office)


def test_an_approval_counts_only_from_its_own_time_on(tmp_path: Path) -> None:
    office = Office.make(tmp_path / "later")
    office.branch("beitrag")
    office.write(POST, post_text(channels="[website]"))
    office.commit("Write")
    statement = office.statement(not_before=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    office.put_approvals(office.sign(statement, "ben"))
    office.commit("Approve", by="ben")
    office.merge("beitrag")
    office.push()
    publish(office, now="2026-12-01 09:30")
    assert lines(office) == (), "signed for ten o'clock local time and later"
    assert POST in str(open_index(office)["waiting"])
    publish(office, now="2026-12-01 10:01")
    assert "accepted" in types(office)
    office.close()
