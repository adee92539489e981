"""Who stops is in a hurry: every word for „everything“ and every way to name a post is understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.publishing import amtsfunk, publish, remote, types
from support.repo import POST, Office, post_text


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.make(tmp_path)
    office.post(content=post_text(channels="[website]"))
    office.push()
    yield office
    office.close()


@pytest.mark.parametrize("word", ["alles", "Stopp", "all", "warntag", "WARNTAG.md", POST])
def test_it_stops(office: Office, word: str) -> None:
    assert amtsfunk(office, "hold", word, now="2026-11-30 09:00") == 0
    publish(office)
    assert "accepted" not in types(office)


def test_a_name_of_nothing_is_said_and_stops_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert amtsfunk(office, "hold", "wartag") == 2
    assert "amtsfunk hold" in capsys.readouterr().err
    assert remote(office, "for-each-ref", "refs/heads/stop") == ""


def test_opening_the_ledger_makes_a_branch_for_stops_that_stops_nothing(office: Office) -> None:
    publish(office)
    assert remote(office, "ls-tree", "--name-only", "refs/heads/stop").split() == ["README.md"]
    assert "accepted" in types(office)
