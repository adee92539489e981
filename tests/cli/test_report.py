"""``amtsfunk report``: files and ledger, counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.publishing import DUE, amtsfunk, publish
from support.repo import POST, Office, post_text


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def report(office: Office, *words: str, now: str = DUE) -> int:
    return amtsfunk(office, "report", *words, now=now)


def test_without_a_ledger_it_tells_what_is_planned(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.post()
    assert report(office, "month") == 0
    shown = capsys.readouterr().out
    assert "# Auswertung: Dezember 2026" in shown
    assert "kein Sendebuch" in shown
    assert "1 Beitrag geplant.\n" in shown


def test_what_went_out_and_what_was_missed_is_counted(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.post()
    late = "content/posts/2026/12/zu-spaet.md"
    office.post(path=late, content=post_text(publish_at="01.12.2026 08:00"), branch="zu-spaet")
    office.push()
    assert publish(office, now="2026-12-02 08:59") == 1, "one was missed"
    capsys.readouterr()
    assert report(office, "week", "2026-W49", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["posts"] == {"planned": 2, "out": 1}
    assert found["deliveries"]["missed"] >= 1
    assert found["approval_seconds"] is None
    report(office, "week", "2026-W49")
    assert "## Was nicht hinausging, und warum" in capsys.readouterr().out


def test_a_post_whose_file_is_gone_keeps_its_heading(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.post(content=post_text(title="Probealarm am Donnerstag"))
    office.push()
    publish(office)
    office.branch("aufraeumen")
    (office.clone / POST).unlink()
    office.commit("Remove")
    office.merge("aufraeumen")
    office.push()
    capsys.readouterr()
    assert report(office, "month", "--format", "csv") == 0
    assert '"warntag";"Probealarm am Donnerstag"' in capsys.readouterr().out


def test_a_sheet_is_written_as_bytes(office: Office, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    office.post()
    report(office, "year", "--format", "csv")
    shown = capfdbinary.readouterr().out
    assert shown.startswith(b'\xef\xbb\xbf"Beitrag";"Titel";')
    assert shown.count(b"\r\n") == 3


@pytest.mark.parametrize("words", [("week", "49"), ("month", "2026-13"), ("year", "26")])
def test_a_span_that_is_none_is_said_with_an_example(
    office: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    assert report(office, *words) == 2
    assert f"amtsfunk report {words[0]} 2026" in capsys.readouterr().err
