"""Running the real workflow files by ``act``, without containers, against the stand-in forge.

The runner, the files, the program, git and the remote are real. In place of GitHub's five actions stand small ones
that do the same over files (``ACTIONS``); ``make ready`` links the environment of the tests. What GitHub alone does is
not shown: schedules, environments with their protection, rights of tokens (``tests/unit/approval/test_workflows.py``
holds what the files ask for), queues (``act`` does not know the word: it is left out).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from standins.github import NAME, OWNER, TOKEN
from support.repo import Office

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / ".github/workflows"
ACT = shutil.which("act") or str(Path(sys.executable).parent / "act")

_CHECKOUT = """\
git clone --quiet "$TEST_REMOTE" .
if [ -n "${TEST_PULL:-}" ] && [ -z "$WANTED" ]; then
  git fetch --quiet origin "refs/pull/$TEST_PULL/head"
  git merge --quiet --no-ff -m Merge FETCH_HEAD
else
  git checkout --quiet --force "${WANTED:-main}"
fi
printf 'ready:\\n\\tln -sfn %s .venv\\n' "$TEST_VENV" > Makefile
"""
ACTIONS: Mapping[str, tuple[Mapping[str, str], str]] = {
    "actions/checkout": (
        {"WANTED": "ref", "KEY": "ssh-key", "LEFT": "persist-credentials", "D": "fetch-depth"},
        _CHECKOUT,
    ),
    "actions/upload-artifact": (
        {
            "WHAT": "path",
            "CALLED": "name",
            "A": "if-no-files-found",
            "B": "retention-days",
            "C": "include-hidden-files",
        },
        'mkdir -p "$TEST_KEPT/$CALLED"; [ ! -e "$WHAT" ] || cp -R "$WHAT" "$TEST_KEPT/$CALLED/"\n',
    ),
    "actions/download-artifact": (
        {"WHERE": "path", "CALLED": "name", "RUN": "run-id", "TOKEN": "github-token"},
        '[ "$TOKEN" = "$TEST_TOKEN" ]; mkdir -p "$WHERE"; cp -R "$TEST_KEPT/$CALLED/." "$WHERE/"\n',
    ),
    "actions/upload-pages-artifact": (
        {"WHAT": "path", "A": "include-hidden-files", "B": "retention-days"},
        'mkdir -p "$TEST_KEPT"; cp -R "$WHAT" "$TEST_KEPT/pages"\n',
    ),
    "actions/deploy-pages": ({}, 'rm -rf "$TEST_KEPT/deployed"; mv "$TEST_KEPT/pages" "$TEST_KEPT/deployed"\n'),
}
"""Name → (variable → input, script)."""


@dataclass(frozen=True)
class Acted:
    """How a workflow ended. ``jobs``: name → whether it succeeded; a job that was skipped is absent."""

    code: int
    said: str
    jobs: Mapping[str, bool] = field(default_factory=dict)


def act(
    office: Office,
    name: str,
    event: str,
    payload: Mapping[str, Any],
    given: Mapping[str, str],
    *,
    secrets: Mapping[str, str] | None = None,
    variables: Mapping[str, str] | None = None,
    pull: int | None = None,
) -> Acted:
    """Run one workflow: the office's own, where it has some, else ours. ``given``: the environment of
    ``support.workflow``."""
    desk = office.folder / "act"
    own = office.clone / ".github/workflows"
    _prepare(desk, own if own.is_dir() else FOLDER)
    (desk / "payload.json").write_text(json.dumps(payload), "utf-8")
    environment = {
        **{key: value for key, value in given.items() if key.startswith("GITHUB_") and key != "GITHUB_EVENT_PATH"},
        **{key: os.environ[key] for key in ("HOME", "PYTHONPATH", "TZ", "LC_ALL") if key in os.environ},
        **{key: value for key, value in os.environ.items() if key.startswith("GIT_")},
        "TEST_REMOTE": str(office.remote),
        "TEST_VENV": str(Path(sys.executable).parents[1]),
        "TEST_KEPT": str(office.folder / "kept"),
        "TEST_TOKEN": TOKEN,
        "TEST_PULL": str(pull or ""),
    }
    words = [ACT, event, "-C", str(desk), "-W", f".github/workflows/{name}", "-e", str(desk / "payload.json")]
    words += ["-P", "ubuntu-24.04=-self-hosted", "--container-daemon-socket", "-"]
    words += ["--no-cache-server", "--no-skip-checkout"]
    words += ["--defaultbranch", "main", "--action-cache-path", str(office.folder / "cache")]
    words += [
        word for use in _uses() for word in ("--local-repository", f"{use}={desk / 'actions' / use.partition('@')[0]}")
    ]
    words += [word for key, text in environment.items() for word in ("--env", f"{key}={text}")]
    for flag, values in (("-s", {"GITHUB_TOKEN": TOKEN, **(secrets or {})}), ("--var", variables or {})):
        words += [word for key, text in values.items() for word in (flag, f"{key}={text}")]
    done = subprocess.run(words, capture_output=True, check=False, timeout=300, text=True)
    said = done.stdout + done.stderr
    ended = re.findall(r"(?m)^\[[^/\n]*/(.*?)\s*\] 🏁  Job (succeeded|failed)", said)
    return Acted(done.returncode, said, {job.strip(): how == "succeeded" for job, how in ended})


def _uses() -> list[str]:
    found = (re.findall(r"uses: (actions/\S+@\S+)", file.read_text("utf-8")) for file in FOLDER.glob("*.yml"))
    return sorted({use for uses in found for use in uses})


def _prepare(desk: Path, workflows: Path) -> None:
    """A repository with these workflows on main, and the actions beside it."""
    if desk.exists():
        return
    shutil.copytree(workflows, desk / ".github/workflows")
    for file in (desk / ".github/workflows").iterdir():
        file.write_text(file.read_text("utf-8").replace("  queue: max\n", ""), "utf-8")
    for name, (inputs, script) in ACTIONS.items():
        steps = [
            {
                "shell": "bash",
                "env": {key: f"${{{{ inputs.{source} }}}}" for key, source in inputs.items()},
                "run": f"set -eu\n{script}",
            }
        ]
        action = {
            "name": name,
            "inputs": {source: {"default": ""} for source in inputs.values()},
            "runs": {"using": "composite", "steps": steps},
        }
        (desk / "actions" / name).mkdir(parents=True)
        (desk / "actions" / name / "action.yml").write_text(json.dumps(action), "utf-8")
    for words in (["init", "-q", "-b", "main"], ["add", ".github"], ["commit", "-qm", "Workflows"]):
        subprocess.run(["git", "-C", str(desk), *words], check=True)
    address = f"https://github.com/{OWNER}/{NAME}"
    subprocess.run(["git", "-C", str(desk), "remote", "add", "origin", address], check=True)
