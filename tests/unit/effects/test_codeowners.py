"""Whose review GitHub asks for: made from roster, policy and paths, and told to be old from the files alone."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from amtsfunk.approval.paths import GOVERNANCE_GLOBS, is_governance
from amtsfunk.effects.forges.codeowners import accounts_needed, codeowners, is_outdated, without_account
from amtsfunk.model.team import ApprovalPolicy, Person, Team

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 12, 1)
LOGINS = {1: "ben-amt", 2: "cleo-amt", 3: "emil", 4: "ines"}
POLICY = ApprovalPolicy.model_validate(
    {
        "rows": [
            {"needs": [["spokesperson", "deputy"]], "because": "x"},
            {"when": {"department": True}, "needs": [["press"]], "because": "x"},
            {"when": {"kinds": ["crisis"]}, "needs": [["cvd"]], "instead": True, "because": "x"},
        ]
    }
)


def people(**more: dict[str, object]) -> dict[str, Person]:
    known: dict[str, dict[str, object]] = {
        "ben": {"roles": ["spokesperson", "steward"], "forge_id": 1},
        "cleo": {"roles": ["deputy"], "forge_id": 2},
        "emil": {"roles": ["cvd"], "forge_id": 3},
        "ines": {"roles": ["steward"], "forge_id": 4},
        "anna": {"roles": ["editor", "press"], "forge_id": 5},
    }
    found = {sign: {**known.get(sign, {}), **more.get(sign, {})} for sign in {**known, **more}}
    return dict(Team.model_validate({"people": found}).people)


def owners(text: str | None) -> dict[str, list[str]]:
    rows = [line.split() for line in (text or "").splitlines() if line and not line.startswith("#")]
    return {pattern: names for pattern, *names in rows}


def test_posts_are_owned_by_those_of_whom_every_post_needs_one_and_rules_by_stewards() -> None:
    """Whoever only has to agree in addition, as the press office to a department's post, cannot stand in for them."""
    found = owners(codeowners(people(), POLICY, TODAY, LOGINS))
    assert found["/content/"] == ["@ben-amt", "@cleo-amt", "@emil"]
    assert found["/netiquette/"] == found["/guidelines/"] == ["@ben-amt", "@cleo-amt"]
    assert found["/scripts/"] == found["/plans/team.yml"] == ["@ben-amt", "@ines"]
    assert "/plans/rota.yml" not in found and "*" not in found
    assert not any("anna" in name for names in found.values() for name in names)


def test_patterns_mean_what_our_globs_mean(tmp_path: Path) -> None:
    """GitHub reads them like .gitignore, so git is asked: over every path of this repository and some made-up ones."""
    text = codeowners(people(), POLICY, TODAY, {4: "ines"})
    patterns = [pattern for pattern, names in owners(text).items() if names == ["@ines"]]
    assert len(patterns) >= len(GOVERNANCE_GLOBS)
    (tmp_path / "owners").write_text("\n".join(patterns), encoding="utf-8")
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], check=True, capture_output=True).stdout
    paths = {path for path in listed.decode().split("\0") if path}
    paths |= {
        "a/b/.gitattributes",
        "a/.gitmodules",
        "x.pth",
        "GNUmakefile",
        "plans/govern/1.json",
        "plans/ratified.yml",
    }
    paths |= {
        "plans/genesis.json",
        "requirements.txt",
        ".forgejo/workflows/a.yml",
        "content/plans/team.yml",
        "Makefile",
    }
    subprocess.run(["git", "init", "-q", str(tmp_path / "empty")], check=True)
    command = ["git", "-C", str(tmp_path / "empty"), "-c", f"core.excludesFile={tmp_path / 'owners'}"]
    asked = subprocess.run(
        [*command, "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(sorted(paths)).encode(),
        capture_output=True,
        check=True,
    )
    matched = {path for path in asked.stdout.decode().split("\0") if path}
    assert matched == {path for path in paths if is_governance(path)}


def test_the_file_tells_by_itself_whether_it_fits() -> None:
    text = codeowners(people(), POLICY, TODAY, LOGINS)
    assert not is_outdated(text, people(), POLICY, TODAY)
    assert "# Konten: 1=@ben-amt 2=@cleo-amt 3=@emil 4=@ines\n" in (text or "")


@pytest.mark.parametrize(
    "team",
    [
        people(emil={"until": "2026-11-30"}),
        people(ines={"revoked": datetime(2026, 11, 30, tzinfo=UTC)}),
        people(anna={"roles": ["steward"]}),
        people(emil={"roles": ["editor"]}),
        people(ben={"forge_id": 9}),
        people(new={"roles": ["deputy"], "forge_id": 7}),
    ],
    ids=["left", "revoked", "promoted", "demoted", "other account", "new"],
)
def test_a_change_of_the_roster_shows(team: dict[str, Person]) -> None:
    assert is_outdated(codeowners(people(), POLICY, TODAY, LOGINS), team, POLICY, TODAY)


def test_a_change_of_the_policy_and_a_hand_in_the_file_show() -> None:
    text = codeowners(people(), POLICY, TODAY, LOGINS) or ""
    assert is_outdated(text, people(), None, TODAY)
    assert is_outdated(text.replace("/scripts/ @ben-amt @ines", "/scripts/ @mallory"), people(), POLICY, TODAY)
    assert is_outdated(text + "/scripts/ @mallory\n", people(), POLICY, TODAY)
    assert is_outdated(None, people(), POLICY, TODAY)


def test_without_a_steward_there_is_no_file() -> None:
    team = people(ben={"roles": ["spokesperson"]}, ines={"until": "2026-11-30"})
    assert codeowners(team, POLICY, TODAY, LOGINS) is None


def test_accounts_that_are_needed_and_missing() -> None:
    assert accounts_needed(people(), POLICY, TODAY) == (1, 2, 3, 4)
    assert without_account(people(cleo={"forge_id": None}), POLICY, TODAY) == ("cleo",)
    shared = people(cleo={"forge_id": 1})
    assert accounts_needed(shared, POLICY, TODAY) == (3, 4), "an account of two people is nobody's"
    assert without_account(shared, POLICY, TODAY) == ("ben", "cleo")


def test_the_examples_own_policy_is_covered() -> None:
    policy = ApprovalPolicy.model_validate(yaml.safe_load((ROOT / "plans/approval.yml").read_text(encoding="utf-8")))
    found = owners(
        codeowners(people(hanna={"roles": ["overall"], "forge_id": 8}), policy, TODAY, {**LOGINS, 8: "hanna"})
    )
    assert "@emil" in found["/content/"], "in a crisis one person on duty is enough"
    assert "@hanna" not in found["/content/"], "a statement needs her besides, not instead"


def test_where_no_row_holds_for_all_posts_whoever_may_approve_any_owns_them() -> None:
    policy = ApprovalPolicy(rows=POLICY.rows[1:])
    assert owners(codeowners(people(), policy, TODAY, {3: "emil", 4: "ines", 5: "anna"}))["/content/"] == [
        "@emil",
        "@anna",
    ]


def test_whoever_agrees_in_addition_needs_an_account_too() -> None:
    assert without_account(people(anna={"forge_id": None}), POLICY, TODAY) == ("anna",)
