"""What a repository must be agrees with the workflows and forms that rely on it."""

from __future__ import annotations

import re
from pathlib import Path

from amtsfunk.commands.forging.alarm import SUBJECTS
from amtsfunk.commands.forging.stop import LABEL
from amtsfunk.effects.forges import github_tasks
from amtsfunk.effects.forges.github_wanted import ENVIRONMENTS, LABELS

GITHUB = Path(__file__).parents[3] / ".github"
WORKFLOWS = {file.name: file.read_text(encoding="utf-8") for file in (GITHUB / "workflows").glob("*.yml")}


def test_every_environment_of_the_workflows_is_limited_to_main() -> None:
    named = {name for text in WORKFLOWS.values() for name in re.findall(r"environment:\s*(?:name: )?(\S+)", text)}
    assert named - {"github-pages"} == set(ENVIRONMENTS), "Pages limits its own to the default branch by itself"


def test_every_label_that_something_waits_for_is_there() -> None:
    assert set(LABELS) == {LABEL, *(subject.label for subject in SUBJECTS.values())}
    assert all(len(meaning) <= 100 and re.fullmatch("[0-9a-f]{6}", colour) for colour, meaning in LABELS.values())


def test_people_are_told_every_secret_and_variable_that_the_workflows_need() -> None:
    told = Path(str(github_tasks.__file__)).read_text(encoding="utf-8")
    secrets = set(re.findall(r"secrets\.(AMTSFUNK_\w+)", "".join(WORKFLOWS.values())))
    variables = set(re.findall(r"vars\.(AMTSFUNK_\w+)", "".join(WORKFLOWS.values())))
    assert len(secrets) > 3 and len(variables) > 2
    assert {name for name in secrets | variables if name not in told} == set()
