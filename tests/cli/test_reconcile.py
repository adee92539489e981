"""What the ledger says against what a network says, over a network of the tests' own on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.channels.adapters import ADAPTERS
from support.little_network import LittleAdapter, LittleServer, little_network
from support.publishing import amtsfunk, ledger_commits, lines, publish, types
from support.repo import Office, post_text

LATER = "2026-12-01 09:10"


@pytest.fixture
def server() -> LittleServer:
    return LittleServer()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: LittleServer) -> Iterator[Office]:
    made = Office.make(tmp_path)
    with little_network(made, monkeypatch, server):
        made.post(content=post_text(channels="[mastodon]"))
        made.push()
        yield made
    made.close()


def reconcile(office: Office, capsys: pytest.CaptureFixture[str], *words: str, now: str = LATER) -> tuple[int, Any]:
    capsys.readouterr()
    code = amtsfunk(office, "reconcile", "--format", "json", *words, now=now)
    return code, json.loads(capsys.readouterr().out)["deliveries"]


def test_what_is_there_agrees(office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    before, held = ledger_commits(office), dict(server.posts)
    code, rows = reconcile(office, capsys)
    assert (code, [(row["shown"], row["differs"]) for row in rows]) == (0, [("there", False)])
    assert (ledger_commits(office), server.posts) == (before, held)
    assert amtsfunk(office, "reconcile", now=LATER) == 0
    assert "Nichts weicht ab" in capsys.readouterr().out


def test_what_somebody_deleted_is_told(
    office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office)
    server.posts.clear()
    code, rows = reconcile(office, capsys)
    assert (code, rows[0]["shown"], rows[0]["status"]) == (1, "absent", "accepted")
    assert amtsfunk(office, "reconcile", now=LATER) == 1
    assert "gelöscht" in capsys.readouterr().out


def test_another_post_in_its_place_is_told(
    office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office)
    for post in server.posts.values():
        post["id"] = "77"
    code, rows = reconcile(office, capsys)
    assert (code, rows[0]["shown"]) == (1, "different")


def test_whoever_does_not_want_to_wait_sees_that_it_is_there(
    office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.swallows = True
    publish(office)
    assert types(office, channel="mastodon")[-1] == "ambiguous"
    code, rows = reconcile(office, capsys)
    assert (code, rows[0]["shown"], rows[0]["differs"]) == (0, "there", False)
    assert "selbst" in rows[0]["todo"]
    assert types(office, channel="mastodon")[-1] == "ambiguous"


def test_without_credentials_nothing_can_be_told(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(office)
    monkeypatch.delenv("AMTSFUNK_MASTODON_TOKEN")
    code, rows = reconcile(office, capsys)
    assert (code, rows[0]["shown"], rows[0]["why"]) == (0, "cannot-show", "credentials-missing")


def test_old_posts_are_left_out_but_where_they_are_named(
    office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office)
    server.posts.clear()
    late = "2026-12-16 09:10"
    assert reconcile(office, capsys, now=late) == (0, [])
    assert reconcile(office, capsys, "--days", "30", now=late)[0] == 1
    assert reconcile(office, capsys, "--post", "warntag", now=late)[0] == 1
    assert reconcile(office, capsys, "--channel", "x", "--days", "30", now=late) == (0, [])


def test_a_defect_of_one_network_hides_no_other(
    office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """I12"""
    publish(office)
    for post in server.posts.values():
        del post["id"]
    code, rows = reconcile(office, capsys)
    assert (code, rows[0]["shown"], rows[0]["why"]) == (0, "cannot-show", "defect-KeyError")


@pytest.mark.parametrize("words", [("--channel", "nirgends"), ("--post", "nirgends")])
def test_what_is_not_there_is_said(office: Office, words: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    assert amtsfunk(office, "reconcile", *words, now=LATER) == 2
    assert "nirgends" in capsys.readouterr().err


def test_held_and_there_is_a_difference_with_the_command_that_settles_it(
    office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.swallows = True
    publish(office)
    monkeypatch.setitem(ADAPTERS, "little", LittleAdapter(finds=False))  # type: ignore[arg-type]
    publish(office, now="2026-12-01 10:00")
    assert types(office, channel="mastodon")[-1] == "held"
    code, rows = reconcile(office, capsys, now="2026-12-01 10:05")
    assert (code, rows[0]["shown"]) == (1, "there")
    assert rows[0]["todo"].startswith("amtsfunk settle warntag mastodon --published http://127.0.0.1")
    assert lines(office)[-1].type == "held"
