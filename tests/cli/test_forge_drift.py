"""``amtsfunk forge drift``: every loosened rule is named, and nothing is found where all is well."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.repository import read_settings
from amtsfunk.effects.forges import codeowners
from standins.github import GitHub
from standins.github_desk import Desk
from support.repo import Office
from support.workflow import workflow

PROJECT = Path(__file__).parents[2]
STRICT = {
    "required_approving_review_count": 1,
    "require_code_owner_review": True,
    "require_last_push_approval": True,
    "dismiss_stale_reviews_on_push": True,
    "allowed_merge_methods": ["squash"],
}


def rules(**changed: Any) -> list[dict[str, Any]]:
    asked = {"type": "pull_request", "parameters": {**STRICT, **changed}}
    return [asked, {"type": "non_fast_forward"}, {"type": "deletion"}]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "plans", tmp_path / "repo/plans")
    shutil.copytree(PROJECT / ".github/workflows", tmp_path / "repo/.github/workflows")
    (tmp_path / "repo/.github/CODEOWNERS").write_text("* @x\n", "utf-8")
    return tmp_path / "repo"


def drift(root: Path, held: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    office = Office.make(root.parent / "office")
    desk = Desk(GitHub(office.remote, office), rules=held)
    with workflow(desk, {}, root.parent):
        code = main(["forge", "--repository", str(root), "drift"])
    office.close()
    return code, capsys.readouterr().out


def test_nothing_is_found_where_all_is_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert drift(root, rules(), capsys) == (0, "Regeln und Abläufe sind, wie sie sein sollen.\n")


@pytest.mark.parametrize(
    "held, said",
    [
        ([], "main kann gelöscht werden"),
        (rules()[1:], "brauchen keinen Vorschlag"),
        (rules()[:1], "Force-Push"),
        (rules(required_approving_review_count=0), "brauchen keinen Vorschlag"),
        (rules(require_code_owner_review=False), "CODEOWNERS müssen nicht"),
        (rules(require_last_push_approval=False), "kann selbst freigeben"),
        (rules(dismiss_stale_reviews_on_push=False), "Freigaben bleiben stehen"),
        (rules(allowed_merge_methods=["squash", "merge"]), "anders als durch"),
    ],
)
def test_each_loosened_rule_is_named(
    root: Path, held: list[dict[str, Any]], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = drift(root, held, capsys)
    assert code == 1 and said in told


def test_a_loosened_workflow_and_missing_owners_are_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / ".github/workflows/publish.yml"
    file.write_text(file.read_text("utf-8").replace("7,27,47 8-17", "0 9-10").replace("    environment: publish\n", ""))
    (root / ".github/CODEOWNERS").unlink()
    (root / ".github/workflows/neu.yaml").write_text("on: push\njobs: {a: {steps: [{uses: x/y@main}]}}\n", "utf-8")
    code, told = drift(root, rules(), capsys)
    assert code == 1
    assert "publish.yml passt nicht zu den Einstellungen" in told and "keine Umgebung" in told
    assert (
        "neu.yaml: „a“: x/y@main ist nicht auf einen ganzen Commit festgelegt." in told
        and "Es fehlt CODEOWNERS" in told
    )


@pytest.mark.parametrize("fits", [False, True])
def test_owners_that_the_roster_does_not_know_are_named(
    root: Path, fits: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    team, authority = root / "plans/team.yml", root / "plans/authority.yml"
    team.write_text(team.read_text("utf-8").replace("roles: [steward]", "roles: [steward]\n    forge_id: 7"), "utf-8")
    forge = "forge: {kind: github, repository: a/b, id: 1, host: github.com}\n"
    authority.write_text(authority.read_text("utf-8") + forge, "utf-8")
    if fits:
        settings = read_settings(root, "")
        text = codeowners.codeowners(settings.people, settings.policy, date(2026, 12, 1), {7: "it"})
        (root / codeowners.PATH).write_text(text or "", "utf-8")
    code, told = drift(root, rules(), capsys)
    assert ("CODEOWNERS passt nicht zu plans/team.yml" in told, code) == ((False, 0) if fits else (True, 1))
