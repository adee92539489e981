"""``amtsfunk forge workflows``: schedule and credentials follow from the settings, and the files on disk agree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from amtsfunk.cli import main
from amtsfunk.commands.forging.workflows import outdated
from amtsfunk.commands.repository import read_settings

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "plans", tmp_path / "plans")
    shutil.copytree(PROJECT / ".github/workflows", tmp_path / ".github/workflows")
    return tmp_path


def forge(root: Path, *words: str) -> int:
    return main(["forge", "--repository", str(root), "workflows", *words])


def change(root: Path, path: str, before: str, after: str) -> None:
    text = (root / path).read_text("utf-8")
    assert before in text
    (root / path).write_text(text.replace(before, after), "utf-8")


def test_the_files_of_the_example_are_what_is_generated() -> None:
    assert dict(outdated(PROJECT, read_settings(PROJECT, ""))) == {}


def test_other_windows_make_another_schedule(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "plans/hours.yml", 'ends: "18:00"', 'ends: "20:00"')
    assert forge(root) == 1
    assert "publish.yml: passt nicht" in capsys.readouterr().out
    assert forge(root, "--write") == 0 and forge(root) == 0
    workflow = yaml.safe_load((root / ".github/workflows/publish.yml").read_text("utf-8"))
    assert workflow[True]["schedule"][0] == {"cron": "7,27,47 8-19 * * 1-5", "timezone": "Europe/Berlin"}


def test_every_channel_by_interface_gets_its_own_secrets_in_both_publishing_jobs(root: Path) -> None:
    for network in ("mastodon", "x"):
        change(root, "plans/channels.yml", f"    network: {network}\n", f"    network: {network}\n    via: api\n")
    assert forge(root, "--write") == 0
    jobs = yaml.safe_load((root / ".github/workflows/publish.yml").read_text("utf-8"))["jobs"]
    for job in ("send", "waited"):
        given = next(step["env"] for step in jobs[job]["steps"] if "publish --send" in step.get("run", ""))
        assert given["AMTSFUNK_MASTODON_TOKEN"] == "${{ secrets.AMTSFUNK_MASTODON_TOKEN }}"  # noqa: S105
        assert {"AMTSFUNK_X_API_KEY", "AMTSFUNK_X_ACCESS_TOKEN"} <= set(given)
        assert not any("LINKEDIN" in name or "BLUESKY" in name for name in given)
    assert "AMTSFUNK_MASTODON_TOKEN" not in str([jobs[job] for job in jobs if job not in ("send", "waited")])


def test_the_price_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert forge(root) == 0
    assert "214 Mal in der Woche" in capsys.readouterr().out


def test_without_any_workflow_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(PROJECT / "plans", tmp_path / "plans")
    assert forge(tmp_path) == 2
    assert "liegt kein Ablauf" in capsys.readouterr().err
