"""Only a publisher of main writes to the ledger: anybody else's line would make it unbelievable for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.publishing import amtsfunk, ledger_commits, publish, types
from support.repo import Office, post_text


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.make(tmp_path)
    office.post(content=post_text(channels="[website]"))
    office.push()
    yield office
    office.close()


@pytest.mark.parametrize("whose", ["ben", "mallory"])
def test_a_key_of_somebody_else_is_refused_before_anything_is_written(
    office: Office, whose: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office, now="2026-11-30 09:00")
    before = ledger_commits(office)
    assert amtsfunk(office, "publish", "--trust-root", office.root, "--send", "--key", str(office.key(whose))) == 1
    assert "keinem Veröffentlicher" in capsys.readouterr().err
    assert ledger_commits(office) == before
    assert publish(office) == 0
    assert "accepted" in types(office)


def test_a_file_that_is_no_key_is_named(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    junk = tmp_path / "junk"
    junk.write_text("no key", encoding="utf-8")
    assert amtsfunk(office, "publish", "--trust-root", office.root, "--send", "--key", str(junk)) == 2
    assert "junk" in capsys.readouterr().err
    assert ledger_commits(office) == []
