"""``amtsfunk check --changed`` over the netiquette: what was public does not vanish."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from amtsfunk.cli import main
from support.example_repository import lay_out

CLAUSES = "netiquette/clauses.yml"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = lay_out("good", "unknown-topic", tmp_path / "repository")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "start"), ("switch", "-q", "-c", "entwurf")):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
    return root


def check(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["check", "--repository", str(root), "--changed", "main"])
    return code, capsys.readouterr().out


def test_a_renamed_clause_is_refused(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = office / CLAUSES
    file.write_text(file.read_text(encoding="utf-8").replace("id: kritik", "id: lob"), encoding="utf-8")
    code, report = check(office, capsys)
    assert code == 1
    assert "„kritik“" in report
    assert "vanished-entry" in report


def test_a_netiquette_that_is_deleted_takes_its_clauses_along(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / CLAUSES).unlink()
    code, report = check(office, capsys)
    assert code == 1
    assert "„beleidigung“" in report
    assert "„kritik“" in report


def test_a_clause_may_be_reworded_and_another_added(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = office / CLAUSES
    text = file.read_text(encoding="utf-8").replace("title: Beleidigungen", "title: Keine Beleidigungen")
    more = "  - id: lob\n    title: Lob\n    weight: promise\n    text: Lob hören wir gern.\n"
    more += "    easy: Danke!\n    source: R26\n    reply: lob\n"
    file.write_text(text + more, encoding="utf-8")
    reply = (office / "content/snippets/kritik-bleibt.md").read_text(encoding="utf-8")
    reply = reply.replace("clause: kritik", "clause: lob").replace("# Kritik bleibt stehen", "# Danke für Ihr Lob")
    (office / "content/snippets/lob.md").write_text(reply, encoding="utf-8")
    assert check(office, capsys) == (0, "0 Beiträge geprüft: alles in Ordnung.\n")


def test_a_clause_that_was_broken_at_the_base_can_be_mended(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = office / CLAUSES
    whole = file.read_bytes()
    file.write_bytes(b"clauses: [\xff")
    subprocess.run(["git", "commit", "-q", "-am", "broken"], cwd=office, check=True)
    subprocess.run(["git", "branch", "-f", "main"], cwd=office, check=True)
    file.write_bytes(whole)
    assert check(office, capsys)[0] == 0
