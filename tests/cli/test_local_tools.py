"""What hooks and editor programs call is there, and reads what the commands print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from amtsfunk.cli import VERBS, main
from support.example_repository import lay_out

PRODUCT = Path(__file__).parents[2]
VERB_NAMES = {verb.name for verb in VERBS}
TASKS = json.loads((PRODUCT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
HOOKS = yaml.safe_load((PRODUCT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
OWN_HOOKS = yaml.safe_load((PRODUCT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]


def test_mending_comes_before_checking_here_and_elsewhere() -> None:
    for hooks in (HOOKS, OWN_HOOKS):
        ours = [hook["id"] for hook in hooks if hook["id"].startswith("amtsfunk-")]
        assert ours == ["amtsfunk-fix", "amtsfunk-check"]
    elsewhere = {hook["id"]: hook["entry"] for hook in HOOKS}
    here = {hook["id"]: hook["entry"].removeprefix(".venv/bin/") for hook in OWN_HOOKS if hook["id"] in elsewhere}
    assert here == elsewhere


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_calls_a_command_that_takes_what_it_gives(
    hook: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, *words = hook["entry"].split()
    assert program == "amtsfunk"
    assert words[0] in VERB_NAMES
    monkeypatch.chdir(lay_out("good", "unknown-topic", tmp_path / "repository"))
    given = ["content/posts/2026/11/baumfest.md"] if hook.get("pass_filenames", True) else []
    code = main([*words, *given])
    assert code in (0, 2), capsys.readouterr()  # 2: „--changed“ outside of git
    assert re.match(hook["files"], "content/posts/2026/11/baumfest.md")


@pytest.mark.parametrize("task", TASKS, ids=lambda task: str(task["label"]))
def test_a_task_calls_a_command(task: dict[str, list[str]]) -> None:
    assert task["args"][0] in VERB_NAMES


def test_the_editor_finds_the_lines_in_what_the_check_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay_out("bad", "unknown-topic", tmp_path / "repository")
    main(["check", "--repository", str(root)])
    lines = capsys.readouterr().out.split("\n")
    of_file, of_line = (pattern["regexp"] for pattern in TASKS[0]["problemMatcher"]["pattern"])
    assert re.match(of_file, lines[0]) is not None
    seen = re.match(of_line, lines[1])
    assert seen is not None
    assert seen[3].startswith("Fehler: ")
