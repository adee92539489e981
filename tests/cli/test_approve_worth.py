"""``amtsfunk approve`` says at once when a signature would be worth nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.publishing import amtsfunk
from support.repo import POST, Office, post_text

APPROVAL = POST.removesuffix(".md") + ".approval.json"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.make(tmp_path)
    yield office
    office.close()


def propose(office: Office, content: str) -> None:
    office.branch("beitrag")
    office.write(POST, content)
    office.commit("Write", by="anna")


def test_a_post_with_errors_is_not_signed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    propose(office, post_text(text="Sehr lang. " * 60))
    assert amtsfunk(office, "approve", "warntag", "--key", str(office.key("ben")), now="2026-11-30 09:00") == 1
    said = capsys.readouterr().err
    assert "hat noch Fehler" in said
    assert "500" in said
    assert not (office.clone / APPROVAL).exists()


def test_without_a_role_that_counts_nothing_is_signed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    propose(office, post_text())
    assert amtsfunk(office, "approve", "warntag", "--key", str(office.key("ines")), now="2026-11-30 09:00") == 1
    assert "keine Rolle" in capsys.readouterr().err
    assert not (office.clone / APPROVAL).exists()


def test_a_sound_post_is_signed_by_who_may(office: Office) -> None:
    propose(office, post_text())
    assert amtsfunk(office, "approve", "warntag", "--key", str(office.key("ben")), now="2026-11-30 09:00") == 0
    assert (office.clone / APPROVAL).exists()
