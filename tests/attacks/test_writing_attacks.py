"""Files that were made to break the check, or those who read its report: a pull request is written by strangers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import Checked, check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.rules.wording.run import TOLD_AT_MOST
from support.example_repository import BASE

NOW = "2026-11-21T08:00+01:00"
POST = "content/posts/2026/12/angriff.md"
HEAD = "---\npublish_at: 01.12.2026 10:00\nchannels: [website, mastodon]\ntopic: verkehr\n---\n# Straßensperrung\n\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "repository"))


def write(root: Path, path: str, data: bytes | str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def check(root: Path) -> Checked:
    return check_repository(root, list_tree(root), Choice(everything=True, paths=frozenset()), NOW)


def rules_at(checked: Checked, path: str = POST) -> Counter[str]:
    return Counter(finding.rule for finding in checked.findings if finding.place.path == path)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("insecure-link", "http://a.example/ " * 3_000),
        ("unlisted-handle", "@feuerwehx " * 3_000),
        ("unfilled-blank", "TODO\n" * 3_000),
        ("html-residue", "<b>\n" * 3_000),
    ],
)
def test_a_fault_that_is_repeated_thousands_of_times_fills_no_log(root: Path, rule: str, text: str) -> None:
    write(root, POST, HEAD + text)
    assert rules_at(check(root))[rule] == TOLD_AT_MOST


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[bitte " * 30_000,
        "\ufb01" * 60_000,
        "\U0001f600\u200d" * 30_000,
        '![a](a.png "x" ' * 15_000,
        "x ![](.png" + ".png" * 50_000,
    ],
)
def test_a_line_without_end_is_read_once(root: Path, text: str) -> None:
    """Each of these took minutes; the limit is far beyond what a slow machine needs."""
    write(root, POST, HEAD + text)
    command = [sys.executable, "-m", "amtsfunk", "check", "--now", NOW, "--repository", str(root), str(root / POST)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("foreign-phone", "Rufen Sie uns an, unter der Nummer 0441 1234567."),
        ("foreign-phone", "Tel.-Nr. 0441 1234567"),
        ("foreign-phone", "0151\u00a02345\u00a06789"),
        ("foreign-phone", "0441\u2011123456"),
        ("bank-account", "IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX"),
        ("bank-account", "DE89-3704-0044-0532-0130-00"),
        ("confidential-mark", "Nur für internen Gebrauch"),
        ("internal-address", "http://127.0.0.1/entwurf"),
    ],
)
def test_what_must_not_go_out_is_seen_as_people_write_it(root: Path, rule: str, text: str) -> None:
    write(root, POST, f"{HEAD}Ab Montag gesperrt.\n{text}\n")
    assert rules_at(check(root))[rule] == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung Nr. 0441 1234567",
        "Az. 0441 1234567",
        "Bescheid vom 01.12.2026\u00a009:00",
        "DE89 370 ist keine Kontonummer.",
    ],
)
def test_numbers_that_are_nobodys_are_left_alone(root: Path, text: str) -> None:
    write(root, POST, f"{HEAD}Ab Montag gesperrt.\n{text}\n")
    assert not {"foreign-phone", "bank-account"} & set(rules_at(check(root)))
