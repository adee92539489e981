"""``amtsfunk check`` over agreed texts and plans: what a change elsewhere broke, waivers, and the folder of the law."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from amtsfunk.cli import main
from support.example_repository import lay_out

SNIPPET = "content/snippets/danke.md"
SNIPPET_TEXT = (
    "---\nclause: beleidigung\nagreed_by: [cd]\nagreed_on: 01.11.2026\nvalid_until: {until}\n{more}---\n"
    "# Danke\n\nDanke für den Hinweis.\n"
)
POST = "content/posts/2026/12/radweg.md"
POST_TEXT = (
    "---\npublish_at: 03.12.2026 10:00\nchannels: [website]\ntopic: verkehr\n---\n# Radweg\n\n"
    "Sie fahren wieder ohne Umweg: https://www.pruefstein.example/radweg\n"
)
WEEK = "plans/weeks/2026-W49.yml"
WEEK_TEXT = (
    "week: 2026-W49\nslots:\n  - at: 03.12.2026 10:00\n    channels: [website]\n    topic: verkehr\n    post: radweg\n"
)


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def swap(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    write(root, path, text.replace(old, new))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out("good", "unknown-topic", tmp_path / "repository")
    (root / "content/posts/2026/12/beispiel.md").unlink()
    write(root, SNIPPET, SNIPPET_TEXT.format(until="01.11.2027", more=""))
    write(root, POST, POST_TEXT)
    write(root, WEEK, WEEK_TEXT)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    git(root, "switch", "-q", "-c", "entwurf")
    return root


def found(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str]]:
    assert main(["check", "--repository", str(root), "--format", "json", *words]) in (0, 1)
    return [(one["rule"], one["path"]) for one in json.loads(capsys.readouterr().out)["findings"]]


def test_what_is_in_order_is_clean(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(root, capsys) == []
    assert found(root, capsys, "--changed") == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("plans/team.yml", "  cd:", "  ce:"), ("unknown-sign", SNIPPET)),
        (("netiquette/clauses.yml", "id: beleidigung", "id: beleidigungen"), ("unknown-name", SNIPPET)),
        ((POST, "topic: verkehr", "topic: kultur"), ("slot-differs-from-post", WEEK)),
        (("plans/authority.yml", "land: NI", "land: BY"), ("missing-law", "plans/authority.yml")),
    ],
)
def test_a_change_elsewhere_shows_what_it_broke(
    change: tuple[str, str, str], expected: tuple[str, str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swap(root, *change)
    assert expected in found(root, capsys, "--changed")


def test_a_changed_post_does_not_bring_up_the_snippets(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swap(root, SNIPPET, "01.11.2027", "01.11.2026")
    git(root, "commit", "-q", "-a", "-m", "abgelaufen")
    swap(root, POST, "ohne Umweg", "ohne jeden Umweg")
    assert found(root, capsys, "--changed", "HEAD") == []
    assert ("expired-text", SNIPPET) in found(root, capsys)


def test_only_named_folders(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    swap(root, SNIPPET, "01.11.2027", "01.11.2026")
    swap(root, "site/law/ni.yml", "checked_by: Rechtsamt\n", "")
    monkeypatch.chdir(root)
    assert found(root, capsys, "site/law") == [("unchecked-law", "site/law/ni.yml")]
    assert ("expired-text", SNIPPET) in found(root, capsys, "content/snippets")
    assert main(["check", "--repository", str(root), "plans/../site"]) == 2


def test_a_snippet_waives_a_warning_for_itself(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, SNIPPET, SNIPPET_TEXT.format(until="15.12.2026", more=""))
    assert found(root, capsys) == [("expiring-text", SNIPPET)]
    waived = "waive:\n  expiring-text: Der Markt endet am 15. Dezember.\n"
    write(root, SNIPPET, SNIPPET_TEXT.format(until="15.12.2026", more=waived))
    assert found(root, capsys) == []


MODULE = "content/modules/sturm.md"
MODULE_TEXT = (
    "---\nchannels: [website]\ntopic: verkehr\nkind: crisis\nagreed_by: [ab]\nagreed_on: 01.11.2026\n"
    "valid_until: 01.11.2027\n---\n# Sturm\n\nBleiben Sie drinnen: https://www.pruefstein.example/sturm\n\n"
    '![Umgestürzter Baum auf einer Straße](sturm.png "Foto: Gemeinde Prüfstein")\n'
)
CRISIS_TEXT = (
    "levels:\n  - {id: e, title: E, meaning: M, decided_by: [spokesperson]}\nscenarios:\n"
    "  sturm: {title: Sturm, level: e, stop: ja, first_steps: [Anrufen], modules: [sturm]}\n"
)


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (MODULE, ("unknown-name", "plans/crisis.yml")),
        ("content/media/modules/sturm.png", ("missing-picture", MODULE)),
    ],
)
def test_what_a_crisis_needs_is_missed_as_soon_as_it_is_gone(
    gone: str, expected: tuple[str, str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, MODULE, MODULE_TEXT)
    write(root, "plans/crisis.yml", CRISIS_TEXT)
    picture = root / "content/media/modules/sturm.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes((root / "content/media/2026/11/linde.png").read_bytes())
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Krise")
    assert found(root, capsys) == []
    (root / gone).unlink()
    assert expected in found(root, capsys, "--changed", "HEAD")
