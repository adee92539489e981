"""What a check knows of the base: only a new or newly timed post can lie in the past by mistake."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.cli import main
from support.example_repository import lay_out

PAST = "content/posts/2026/11/vorbei.md"
TEXT = """---
publish_at: {time}
channels: [website]
topic: verkehr{more}
---
# Sperrung der Hafenstraße

Die Hafenstraße ist am Dienstag gesperrt: https://www.pruefstein.example/sperrung
"""
OURS = {"past-time", "time-just-past"}
Found = Callable[..., list[tuple[str, str]]]


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def write(root: Path, time: str = "16.11.2026 09:00", path: str = PAST, more: str = "") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(TEXT.format(time=time, more=more), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An example that is clean, with a post that went out in November, committed on main."""
    root = lay_out("good", "unknown-topic", tmp_path / "repository")
    write(root)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    git(root, "checkout", "-q", "-b", "vorschlag")
    return root


@pytest.fixture
def found(root: Path, capsys: pytest.CaptureFixture[str]) -> Found:
    def run(*words: str) -> list[tuple[str, str]]:
        main(["check", "--repository", str(root), "--format", "json", *words])
        findings = json.loads(capsys.readouterr().out)["findings"]
        return [(one["path"], one["rule"]) for one in findings if one["rule"] in OURS]

    return run


def test_a_post_that_went_out_is_no_fault_nor_is_a_comma_in_it(root: Path, found: Found) -> None:
    assert found() == found("--changed") == []
    write(root, more="\nfile_number: 13-20/7")
    assert found("--changed") == []


def test_a_new_post_in_the_past_is_one(root: Path, found: Found) -> None:
    other = "content/posts/2026/11/neu.md"
    write(root, path=other)
    assert found("--changed") == [(other, "past-time")]
    assert found() == [(other, "past-time")], "who writes is told at once"
    assert found(str(root / other)) == [(other, "past-time")], "of a named file, too"
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "neu")
    assert found("--changed") == [(other, "past-time")], "committed on the branch, it is still new"
    assert found("--changed", "HEAD") == []


@pytest.mark.parametrize("without", ["history", "main"])
def test_where_nothing_can_be_compared_the_past_is_not_judged(without: str, root: Path, found: Found) -> None:
    write(root, path="content/posts/2026/11/neu.md")
    if without == "history":
        subprocess.run(["rm", "-rf", str(root / ".git")], check=True)
    else:
        git(root, "branch", "-D", "main")
    assert found() == []


def test_a_new_time_in_the_past_is_one(root: Path, found: Found) -> None:
    write(root, "17.11.2026 09:00")
    assert found("--changed") == [(PAST, "past-time")]


def test_a_time_within_its_period_goes_out_at_once(root: Path, found: Found) -> None:
    write(root, "30.11.2026 09:00")
    assert found("--changed") == [(PAST, "time-just-past")]
    write(root, "30.11.2026 07:59")
    assert found("--changed") == [(PAST, "past-time")], "24 hours after it are over"


def test_a_draft_that_gets_a_past_time_is_one(root: Path, found: Found) -> None:
    write(root, "", more="")
    git(root, "commit", "-q", "-a", "-m", "Entwurf")
    git(root, "branch", "-f", "main", "HEAD")
    write(root)
    assert found("--changed", "HEAD") == [(PAST, "past-time")]


def test_a_moved_post_keeps_its_time(root: Path, found: Found) -> None:
    git(root, "mv", PAST, "content/posts/2026/12/vorbei.md")
    assert found("--changed") == []


def test_what_is_archived_lies_in_the_past_on_purpose(root: Path, found: Found) -> None:
    write(root, path="content/posts/2026/11/neu.md", more="\narchive: ja")
    assert found("--changed") == []


def test_a_repository_below_the_top_of_a_work_tree(root: Path, found: Found) -> None:
    top = root.parent
    subprocess.run(["rm", "-rf", str(root / ".git")], check=True)
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "start")
    write(root, more="\nfile_number: 13-20/7")
    assert found("--changed", "HEAD") == []
    write(root, "17.11.2026 09:00")
    assert found("--changed", "HEAD") == [(PAST, "past-time")]


@pytest.mark.parametrize("changed", [(), ("--changed", "HEAD")])
def test_a_correction_is_judged_by_the_original_that_did_not_change(
    changed: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mending = "\nkind: correction\ncorrects: vorbei\nwas_wrong: Der Tag.\nsince: 16.11.2026\nbecause: Vertippt."
    write(root, "07.12.2026 09:00", "content/posts/2026/12/korrektur.md", mending)
    original = (root / PAST).read_text(encoding="utf-8").replace("[website]", "[website, mastodon]")
    (root / PAST).write_text(original, encoding="utf-8")
    git(root, "commit", "-q", "-m", "auf zwei Kanälen", PAST)
    main(["check", "--repository", str(root), "--format", "json", *changed])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert ("content/posts/2026/12/korrektur.md", "correction-missing-channel") in {
        (one["path"], one["rule"]) for one in findings
    }
