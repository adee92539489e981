"""``amtsfunk preview --changed``: what a pull request comes to, gathered where it runs and whatever is broken in it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.cli import main
from amtsfunk.report.proposal import Proposal, read_proposal

PROJECT = Path(__file__).parents[2]
NOW = "01.12.2026 08:00"
POST = """---
publish_at: {due}
channels: [website, mastodon]
topic: bevoelkerungsschutz
---
# {title}

Am 10. Dezember heulen die Sirenen.
https://www.musterhafen.example/warntag
"""


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "plans", tmp_path / "plans")
    git(tmp_path, "init", "-q")
    write(tmp_path, "sirenen", "10.12.2026 09:00")
    write(tmp_path, "gestern", "28.11.2026 09:00")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Start")
    git(tmp_path, "switch", "-qc", "vorschlag")
    return tmp_path


def write(root: Path, name: str, due: str = "11.12.2026 09:00", title: str = "Sirenen") -> Path:
    file = root / f"content/posts/2026/12/{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(POST.format(due=due, title=title), "utf-8")
    return file


def propose(root: Path, capsys: pytest.CaptureFixture[str]) -> Proposal:
    arguments = ["preview", "--repository", str(root), "--changed", "main", "--format", "proposal", "--now", NOW]
    assert main(arguments) == 0
    return read_proposal(capsys.readouterr().out.encode())


def test_new_and_changed_posts_are_told_with_what_an_approval_would_cover(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "neu")
    write(root, "sirenen", "10.12.2026 10:00")
    said = propose(root, capsys)
    assert [(post.path[22:], post.new) for post in said.posts] == [("sirenen.md", False), ("neu.md", True)]
    arguments = ["preview", "--repository", str(root), "--format", "json", "--now", NOW, "neu"]
    assert main(arguments) == 0
    views: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert said.posts[1].digest == views[0]["manifest"]
    assert [view.parts[0].length for view in said.posts[1].views] == [view["parts"][0]["length"] for view in views]


def test_a_broken_post_is_told_beside_a_good_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "neu")
    write(root, "kaputt").write_text("---\nchannels: [website\n---\n# Titel\n\nText\n", "utf-8")
    said = propose(root, capsys)
    broken = next(post for post in said.posts if post.path.endswith("kaputt.md"))
    assert (broken.views, broken.digest, said.errors > 0) == ((), None, True)
    assert any(hint.severity == "error" for hint in broken.hints)
    assert next(post for post in said.posts if post.path.endswith("neu.md")).digest


def test_broken_settings_hide_no_post(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "neu")
    (root / "plans/channels.yml").write_text("channels: 7\n", "utf-8")
    said = propose(root, capsys)
    assert [post.title for post in said.posts] == ["Sirenen"]
    assert any(hint.path == "plans/channels.yml" and hint.severity == "error" for hint in said.hints)


def test_posts_that_a_change_of_channels_would_hold(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    channels = root / "plans/channels.yml"
    channels.write_text(channels.read_text("utf-8").replace("110000000000000001", "110000000000000002"), "utf-8")
    stayed = propose(root, capsys).stayed
    assert [(one.path[22:], one.channels, one.why) for one in stayed] == [("sirenen.md", ("mastodon",), "account")]


def test_a_post_that_is_taken_away_is_told_and_one_that_moved_is_not(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = root / "content/posts/2027/01/sirenen.md"
    moved.parent.mkdir(parents=True)
    (root / "content/posts/2026/12/sirenen.md").rename(moved)
    assert propose(root, capsys).stayed == ()
    moved.unlink()
    assert [(one.path[22:], one.why) for one in propose(root, capsys).stayed] == [("sirenen.md", "gone")]


def test_words_for_people_show_what_changed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "neu", title="Ganz neu")
    assert main(["preview", "--repository", str(root), "--changed", "main", "--now", NOW]) == 0
    said = capsys.readouterr().out
    assert "Ganz neu" in said and "gestern" not in said


@pytest.mark.parametrize("words", [[], ["neu", "--changed"], ["neu", "--format", "proposal"]])
def test_odd_calls_are_refused(root: Path, words: list[str]) -> None:
    assert main(["preview", "--repository", str(root), *words]) == 2
