"""Every workflow and every form is clean under GitHub's schemas, actionlint's checks and zizmor; each of the three sees
what is broken on purpose.

actionlint itself comes only from its own releases; ``jactionlint`` is its successor by another author, on PyPI as a
wheel, and looks at scripts and credentials, too. Nothing here asks any network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / ".github/workflows"
FORMS = PROJECT / ".github/ISSUE_TEMPLATE"
KNOWN = "checkout-static-credentials"
"""The deploy key: only with it may the ledger be pushed, and no token of a run could be given that right (0079)."""


def said_by(tool: str, *words: str | Path) -> tuple[bool, str]:
    """(whether all is well, what it said)."""
    program = Path(sys.executable).parent / tool
    if not program.is_file():
        pytest.skip(f"{tool} is not installed: make lock, then make test")
    done = subprocess.run([program, *words], check=False, capture_output=True, text=True)
    return done.returncode == 0, done.stdout + done.stderr


def by_schema(name: str, *files: Path) -> tuple[bool, str]:
    return said_by("check-jsonschema", "--builtin-schema", f"vendor.github-{name}", *files)


def by_actionlint(*files: Path) -> tuple[bool, str]:
    return said_by("jactionlint", "--strict-exit", "--no-hints", "--no-online", "--ignore", KNOWN, *files)


def by_zizmor(*files: Path) -> tuple[bool, str]:
    return said_by("zizmor", "--offline", "--no-progress", "--persona", "pedantic", *files)


def test_the_schemas_have_nothing_to_say() -> None:
    forms = [file for file in FORMS.glob("*.yml") if file.name != "config.yml"]
    for kind, files in (
        ("workflows", sorted(FOLDER.glob("*.yml"))),
        ("issue-forms", sorted(forms)),
        ("issue-config", [FORMS / "config.yml"]),
    ):
        well, said = by_schema(kind, *files)
        assert files and well, said


def test_actionlint_has_nothing_to_say() -> None:
    well, said = by_actionlint(*sorted(FOLDER.glob("*.yml")))
    assert well, said


def test_zizmor_has_nothing_to_say() -> None:
    well, said = by_zizmor(FOLDER)
    assert well, said


# ---------------------------------------------------------------- each sees what is broken


def broken(folder: Path, before: str, after: str, name: str = "publish.yml") -> Path:
    target = folder / ".github/workflows"
    shutil.copytree(FOLDER, target)
    text = (target / name).read_text("utf-8")
    assert before in text
    (target / name).write_text(text.replace(before, after, 1), "utf-8")
    return target / name


@pytest.mark.parametrize(
    "before, after",
    [
        ("    timeout-minutes: 10\n", "    timeout-minutes: 10\n    premissions: {}\n"),
        ("    timeout-minutes: 10\n", "    timeout-minutes: zehn\n"),
        ("workflow_dispatch:", "workflow_dispach:"),
        ("issues: write", "isues: write"),
        ("cancel-in-progress: false", "cancel: false"),
    ],
)
def test_the_schema_sees_what_is_no_workflow(tmp_path: Path, before: str, after: str) -> None:
    well, said = by_schema("workflows", broken(tmp_path, before, after))
    assert not well and "Schema validation errors" in said


def test_the_schema_sees_what_is_no_form(tmp_path: Path) -> None:
    file = tmp_path / "krisenstopp.yml"
    file.write_text((FORMS / "krisenstopp.yml").read_text("utf-8").replace("type: ", "art: "), "utf-8")
    well, said = by_schema("issue-forms", file)
    assert not well and "Schema validation errors" in said


@pytest.mark.parametrize(
    "before, after, rule",
    [
        ("    timeout-minutes: 10\n", "    timeout-minutes: 10\n    premissions: {}\n", "workflow-syntax"),
        ("    timeout-minutes: 10\n", "    timeout-minutes: zehn\n", "workflow-syntax"),
        ("needs: [send, waited]", "needs: [sent, waited]", "undefined-job-needs"),
        ("needs.send.outputs.before", "needs.send.outputs.bevor", "undefined-property"),
        ("steps.send.outputs.before", "steps.sent.outputs.before", "undefined-property"),
        ("          umask 077\n", '          echo "${{ github.event.issue.title }}"\n', "template-injection"),
        ("failure() ||", "failed() ||", "undefined-function"),
        ('"41 0,6 * * *"', '"41 0,36 * * *"', "invalid-cron"),
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-2404", "unknown-runner-label"),
        ("fetch-depth: 0", "fetch-deep: 0", "unknown-action-input"),
        ("refs=$(git ls-remote origin refs/heads/ledger) || return 1", "git ls-remote origin | cut -f1", "pipefail"),
    ],
)
def test_actionlint_sees_what_would_not_run(tmp_path: Path, before: str, after: str, rule: str) -> None:
    well, said = by_actionlint(broken(tmp_path, before, after))
    assert not well and rule in said


@pytest.mark.parametrize(
    "before, after, rule",
    [
        ("          umask 077\n", '          echo "${{ github.event.issue.title }}"\n', "template-injection"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6", "unpinned-uses"),
    ],
)
def test_zizmor_sees_what_gives_rights_away(tmp_path: Path, before: str, after: str, rule: str) -> None:
    well, said = by_zizmor(broken(tmp_path, before, after))
    assert not well and rule in said
