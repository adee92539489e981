"""Setting a repository up on GitHub: the real verb over loopback, against a stand-in that refuses as GitHub does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.repository import read_settings
from amtsfunk.effects.forges.codeowners import PATH
from amtsfunk.effects.forges.desks import desk_of
from amtsfunk.effects.forges.facts import PROTECTIONS
from standins.base import Answer
from standins.github_setup import NOT_FOUND, TOKEN, GitHubAdminSide, refused
from standins.serve import serve
from support.repo import OUTSIDER
from support.reviewing import NUMBERS, OUTSIDERS_NUMBER, ReviewedOffice

NOTHING = "Es ist alles so, wie es sein muss. Nichts zu tun."
CHECKS = """\
on: pull_request
jobs:
  check: {name: Alles prüfen, runs-on: ubuntu-24.04}
"""
FORM = "name: Falscher Beitrag\nlabels: [meldung, Krisenstopp]\n"
Setup = Callable[..., tuple[int, str]]


@pytest.fixture
def github() -> GitHubAdminSide:
    made = GitHubAdminSide()
    made.users = {number: f"{sign}-amt" for sign, number in NUMBERS.items()} | {OUTSIDERS_NUMBER: OUTSIDER}
    return made


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, github: GitHubAdminSide) -> Iterator[ReviewedOffice]:
    with serve(github) as host:
        made = ReviewedOffice.make(tmp_path, host=host)
        write(made, ".github/workflows/pull-request.yml", CHECKS)
        write(made, ".github/ISSUE_TEMPLATE/falsch.yml", FORM)
        monkeypatch.setenv("AMTSFUNK_SETUP_TOKEN", TOKEN)
        yield made
        made.close()


@pytest.fixture
def setup(office: ReviewedOffice, capsys: pytest.CaptureFixture[str]) -> Setup:
    def run(*words: str) -> tuple[int, str]:
        code = main(["setup", "github", "--repository", str(office.clone), *words])
        said = capsys.readouterr()
        assert TOKEN not in said.out + said.err
        return code, said.out + said.err

    return run


def write(office: ReviewedOffice, path: str, text: str) -> None:
    file = office.clone / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def ruleset(github: GitHubAdminSide, name: str) -> dict[str, Any]:
    return next(one for one in github.rulesets.values() if one["name"].startswith(f"Amtsfunk: {name}"))


def rule(found: dict[str, Any], kind: str) -> Any:
    return next(one for one in found["rules"] if one["type"] == kind).get("parameters")


# ---------------------------------------------------------------------- dry, apply, again


def test_showing_changes_nothing(setup: Setup, github: GitHubAdminSide, office: ReviewedOffice) -> None:
    before, files = github.state(), office.run("status", "--porcelain", "--untracked-files=all")
    code, said = setup("--pages")
    assert code == 1
    assert github.calls and {method for method, _ in github.calls} == {"GET"}
    assert github.state() == before
    assert office.run("status", "--porcelain", "--untracked-files=all") == files
    for what in ("Regeln „Amtsfunk: main“", "Umgebung „publish“", "Schlüssel des Veröffentlichers 1", "Labels", PATH):
        assert f"  {what}: " in said
    assert "Bis dahin ist nichts geändert" in said


def test_after_applying_nothing_is_left_to_do(setup: Setup, github: GitHubAdminSide) -> None:
    code, said = setup("--apply", "--pages")
    assert code == 0 and NOTHING in said
    assert "eingerichtet: Regeln „Amtsfunk: main“" in said
    changes = len(github.changes)
    code, said = setup("--apply")
    assert code == 0 and NOTHING in said and "eingerichtet" not in said
    assert len(github.changes) == changes


def test_what_is_set_up(setup: Setup, github: GitHubAdminSide, office: ReviewedOffice) -> None:
    setup("--apply", "--pages")
    main_rules = ruleset(github, "main")
    assert main_rules["enforcement"] == "active" and main_rules["bypass_actors"] == []
    assert main_rules["conditions"]["ref_name"] == {"include": ["refs/heads/main"], "exclude": []}
    assert {one["type"] for one in main_rules["rules"]} >= {"non_fast_forward", "deletion"}
    assert rule(main_rules, "pull_request") == {
        "required_approving_review_count": 1,
        "dismiss_stale_reviews_on_push": True,
        "require_last_push_approval": True,
        "require_code_owner_review": True,
        "required_review_thread_resolution": False,
        "allowed_merge_methods": ["squash"],
    }
    assert rule(main_rules, "required_status_checks")["required_status_checks"] == [{"context": "Alles prüfen"}]
    assert github.environments["publish"]["deployment_branch_policy"]["custom_branch_policies"] is True
    assert [one["name"] for one in github.policies["publish"].values()] == ["main"]
    assert [one["read_only"] for one in github.keys.values()] == [False]
    assert {"krisenstopp", "meldung"} <= set(github.labels) and "Krisenstopp" not in github.labels
    assert github.rights == {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": False}
    assert github.pages == {"build_type": "workflow", "public": True}
    assert (office.clone / PATH).is_file()


def test_the_nightly_look_finds_nothing_where_it_was_set_up(
    setup: Setup, office: ReviewedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge = read_settings(office.clone, "").authority.forge
    assert forge is not None
    monkeypatch.setenv("AMTSFUNK_FORGE_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", forge.repository)
    monkeypatch.setenv("GITHUB_API_URL", f"http://{forge.host}")
    desk = desk_of(os.environ)
    assert desk.protections("main") == frozenset()
    setup("--apply")
    assert desk.protections("main") == frozenset(PROTECTIONS)


def test_the_ledger_is_written_by_the_key_alone_and_even_the_key_cannot_shrink_it(
    setup: Setup, github: GitHubAdminSide
) -> None:
    """Whoever bypasses a ruleset bypasses all of it."""
    setup("--apply")
    written, kept = ruleset(github, "Sendebuch schreibt"), ruleset(github, "Sendebuch bleibt")
    for one in (written, kept):
        assert one["conditions"]["ref_name"]["include"] == ["refs/heads/ledger", "refs/heads/evidence"]
    assert [actor["actor_type"] for actor in written["bypass_actors"]] == ["DeployKey"]
    assert {one["type"] for one in written["rules"]} == {"creation", "update"}
    assert kept["bypass_actors"] == []
    assert {one["type"] for one in kept["rules"]} == {"non_fast_forward", "deletion"}
    held = {name for one in github.rulesets.values() for name in one["conditions"]["ref_name"]["include"]}
    assert held == {"refs/heads/main", "refs/heads/ledger", "refs/heads/evidence"}, "stop and inbox stay open"


@pytest.mark.parametrize("acting", [False, True], ids=["before", "after"])
def test_wherever_it_breaks_off_repeating_it_finishes(
    setup: Setup, github: GitHubAdminSide, office: ReviewedOffice, acting: bool
) -> None:
    setup("--apply", "--pages")
    whole, state = len(github.changes), github.state()
    assert whole > 10
    for broken in range(whole):
        fresh = GitHubAdminSide()
        fresh.users = github.users
        fresh.writes_until_it_breaks, fresh.breaks_after_acting = broken, acting
        github.__dict__.update({key: value for key, value in fresh.__dict__.items() if key != "_lock"})
        (office.clone / PATH).unlink(missing_ok=True)
        code, said = setup("--apply", "--pages")
        assert code == 3 and "bitte rufen Sie den Befehl einfach noch einmal auf" in said, (broken, said)
        code, said = setup("--apply", "--pages")
        assert code == 0 and NOTHING in said, (broken, said)
        assert github.state() == state, broken


# ---------------------------------------------------------------------- what is weaker, what is stricter


def weaken_rule(name: str, key: str, value: Any) -> Callable[[GitHubAdminSide], None]:
    def weaken(github: GitHubAdminSide) -> None:
        rule(ruleset(github, "main"), name)[key] = value

    return weaken


def weaken(name: str, **values: Any) -> Callable[[GitHubAdminSide], None]:
    return lambda github: ruleset(github, name).update(values)


def without(name: str, kind: str) -> Callable[[GitHubAdminSide], None]:
    def remove(github: GitHubAdminSide) -> None:
        found = ruleset(github, name)
        found["rules"] = [one for one in found["rules"] if one["type"] != kind]

    return remove


def second_branch(github: GitHubAdminSide) -> None:
    github.policies["publish"][9] = {"id": 9, "name": "entwurf/*", "type": "branch"}


def tag_for_branch(github: GitHubAdminSide) -> None:
    for policy in github.policies["publish"].values():
        policy["type"] = "tag"


def all_branches(github: GitHubAdminSide) -> None:
    github.environments["publish"]["deployment_branch_policy"] = None


def reading_key(github: GitHubAdminSide) -> None:
    for key in github.keys.values():
        key["read_only"] = True


ADMIN = {"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}
WEAKER: dict[str, tuple[Callable[[GitHubAdminSide], None], str]] = {
    "nobody approves": (weaken_rule("pull_request", "required_approving_review_count", 0), "niemand gelesen hat"),
    "stale": (weaken_rule("pull_request", "dismiss_stale_reviews_on_push", False), "danach noch etwas änderte"),
    "last push": (weaken_rule("pull_request", "require_last_push_approval", False), "könnte sich selbst freigeben"),
    "owners": (weaken_rule("pull_request", "require_code_owner_review", False), "statt der Zuständigen"),
    "merge": (weaken_rule("pull_request", "allowed_merge_methods", ["merge", "squash"]), "verlangt ist eine Fassung"),
    "checks": (weaken_rule("required_status_checks", "required_status_checks", []), "Was die Prüfung beanstandet"),
    "no checks": (without("main", "required_status_checks"), "Was die Prüfung beanstandet"),
    "no proposals": (without("main", "pull_request"), "ohne Vorschlag und Freigabe"),
    "force": (without("main", "non_fast_forward"), "ließe sich umschreiben"),
    "deletion": (without("main", "deletion"), "Der Zweig main ließe sich löschen"),
    "off": (weaken("main", enforcement="disabled"), "ausgeschaltet"),
    "evaluating": (weaken("main", enforcement="evaluate"), "ausgeschaltet"),
    "admins bypass": (weaken("main", bypass_actors=[ADMIN]), "Umgehen darf die Regeln niemand"),
    "elsewhere": (weaken("main", conditions={"ref_name": {"include": ["refs/heads/x"], "exclude": []}}), "nicht genau"),
    "excluded": (
        weaken("main", conditions={"ref_name": {"include": ["refs/heads/main"], "exclude": ["refs/heads/m*"]}}),
        "nicht genau für „main“",
    ),
    "ledger by admins": (weaken("Sendebuch schreibt", bypass_actors=[ADMIN]), "nur der Schlüssel"),
    "ledger by anybody": (without("Sendebuch schreibt", "update"), "in das Sendebuch schreiben"),
    "ledger begun": (without("Sendebuch schreibt", "creation"), "bevor es geöffnet ist"),
    "ledger rewritten": (without("Sendebuch bleibt", "non_fast_forward"), "nachträglich ändern"),
    "ledger deleted": (without("Sendebuch bleibt", "deletion"), "ließe sich löschen"),
    "second branch": (second_branch, "Sie gilt nicht nur für main"),
    "tag": (tag_for_branch, "Sie gilt nicht nur für main"),
    "all branches": (all_branches, "Sie gilt nicht nur für main"),
    "key reads": (reading_key, "Er darf nur lesen"),
    "no key": (lambda github: github.keys.clear(), "Er ist nicht eingetragen"),
    "label": (lambda github: github.labels.pop("krisenstopp"), "„krisenstopp“ fehlt"),
    "bots approve": (lambda github: github.rights.update(can_approve_pull_request_reviews=True), "immer ein Mensch"),
    "workflows write": (lambda github: github.rights.update(default_workflow_permissions="write"), "von sich aus"),
    "pages of a branch": (lambda github: github.pages.update(build_type="legacy"), "Entwürfe und interne Seiten"),  # type: ignore[union-attr]
    "no issues": (lambda github: github.repository.update(has_issues=False), "Krisenstopp und Störungsmeldungen"),
    "no squash": (lambda github: github.repository.update(allow_squash_merge=False), "Squash and merge"),
}


@pytest.mark.parametrize("name", WEAKER)
def test_what_is_weaker_is_said_and_mended(setup: Setup, github: GitHubAdminSide, name: str) -> None:
    setup("--apply", "--pages")
    spoil, expected = WEAKER[name]
    spoil(github)
    code, said = setup()
    assert code == 1 and said.count(expected) == 1
    code, said = setup("--apply")
    assert code == 0 and NOTHING in said
    assert setup()[0] == 0


def test_whatever_is_stricter_stays(setup: Setup, github: GitHubAdminSide) -> None:
    setup("--apply")
    found = ruleset(github, "main")
    rule(found, "pull_request").update(required_approving_review_count=2, required_review_thread_resolution=True)
    rule(found, "required_status_checks")["required_status_checks"].append({"context": "eigene Prüfung"})
    found["rules"].append({"type": "required_linear_history"})
    assert setup()[0] == 0
    rule(found, "pull_request")["require_last_push_approval"] = False
    assert setup("--apply")[0] == 0
    mended = ruleset(github, "main")
    assert rule(mended, "pull_request")["required_approving_review_count"] == 2
    assert rule(mended, "pull_request")["required_review_thread_resolution"] is True
    assert rule(mended, "pull_request")["require_last_push_approval"] is True
    assert [one["context"] for one in rule(mended, "required_status_checks")["required_status_checks"]] == [
        "Alles prüfen",
        "eigene Prüfung",
    ]
    assert {"type": "required_linear_history"} in mended["rules"]


def test_rulesets_of_others_are_left_alone(setup: Setup, github: GitHubAdminSide) -> None:
    other = {"id": 7, "name": "Eigene Regeln", "enforcement": "active", "target": "branch", "bypass_actors": [ADMIN]}
    github.rulesets[7] = {**other, "conditions": {"ref_name": {"include": ["refs/heads/x"]}}, "rules": []}
    setup("--apply")
    assert github.rulesets[7]["bypass_actors"] == [ADMIN]


# ---------------------------------------------------------------------- what only people can mend


def foreign_rule(github: GitHubAdminSide) -> None:
    github.foreign_rules["stop"] = [{"type": "pull_request", "ruleset_source_type": "Organization"}]


def foreign_key(github: GitHubAdminSide) -> None:
    github.keys[5] = {"id": 5, "title": "alter Server", "key": "ssh-ed25519 AAAA", "read_only": False}


def disabled_key(github: GitHubAdminSide) -> None:
    for key in github.keys.values():
        key["enabled"] = False


def waiting(github: GitHubAdminSide) -> None:
    github.environments["publish"]["protection_rules"] = [{"id": 1, "type": "required_reviewers"}]


FOR_PEOPLE: dict[str, tuple[Callable[[GitHubAdminSide], None], str]] = {
    "stop is closed": (foreign_rule, "Zweig „stop“: Für ihn gelten Regeln (pull_request)"),
    "another key writes": (foreign_key, "Schlüssel „alter Server“: Er darf schreiben"),
    "keys are off": (disabled_key, "Die Organisation hat solche Schlüssel abgeschaltet"),
    "runs wait": (waiting, "Läufe warten hier auf Zustimmung"),
    "other main": (lambda github: github.repository.update(default_branch="trunk"), "Hauptzweig heißt anders"),
}


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_what_only_people_can_mend_stays_until_they_do(setup: Setup, github: GitHubAdminSide, name: str) -> None:
    setup("--apply")
    spoil, expected = FOR_PEOPLE[name]
    spoil(github)
    changes = len(github.changes)
    code, said = setup("--apply")
    assert code == 1 and expected in said and NOTHING not in said
    assert len(github.changes) == changes


def test_rules_that_keep_nobody_from_adding_are_no_harm_to_stops(setup: Setup, github: GitHubAdminSide) -> None:
    setup("--apply")
    github.foreign_rules["stop"] = [{"type": "deletion"}, {"type": "non_fast_forward"}]
    assert setup()[0] == 0


def test_tasks_end_when_they_are_seen_to_be_done(setup: Setup, github: GitHubAdminSide, office: ReviewedOffice) -> None:
    said = setup("--apply")[1]
    for task in ("amtsfunk govern --genesis", f"{PATH} als Änderung vorschlagen", "amtsfunk ledger open --key"):
        assert task in said
    github.files = {"plans/genesis.json": b"[]", PATH: (office.clone / PATH).read_bytes()}
    github.branches |= {"ledger", "evidence", "stop"}
    said = setup()[1]
    for task in ("govern --genesis", "als Änderung vorschlagen", "ledger open"):
        assert task not in said
    assert "AMTSFUNK_DEPLOY_KEY" in said and "AMTSFUNK_TRUST_ROOT" in said and "Zwei-Faktor" in said


def test_owners_that_github_cannot_ask_are_told(setup: Setup, github: GitHubAdminSide) -> None:
    github.files[PATH] = b"* @fort\n"
    github.owner_errors = [{"line": 1, "column": 3, "kind": "Unknown owner", "path": PATH}]
    assert "versteht .github/CODEOWNERS nicht ganz (Zeile 1: Unknown owner)" in setup()[1]


# ---------------------------------------------------------------------- refusals


def test_a_public_repository_is_not_set_up(setup: Setup, github: GitHubAdminSide, office: ReviewedOffice) -> None:
    github.private = False
    code, said = setup("--apply")
    assert code == 1 and "ist öffentlich" in said and "public_on_purpose" in said
    assert not github.changes
    file = office.clone / "plans/authority.yml"
    settings = file.read_text(encoding="utf-8")
    file.write_text(settings + "public_on_purpose: Wir zeigen, wie es geht\n", encoding="utf-8")
    assert setup("--apply")[0] == 0
    file.write_text(settings + "example: true\n", encoding="utf-8")
    assert setup()[0] == 0


def test_an_unfinished_picture_of_who_bypasses_counts_as_no(setup: Setup, github: GitHubAdminSide) -> None:
    setup("--apply")
    github.may_change_rules = False
    code, said = setup()
    assert code == 1 and said.count("nicht zu sehen (Administration: write)") == 3


REFUSALS: dict[str, tuple[Callable[[GitHubAdminSide], None], int, str]] = {
    "free plan": (lambda github: setattr(github, "plan", "free"), 1, "erst ab GitHub Team"),
    "foreign repository": (lambda github: setattr(github, "id", 1), 1, "ist ein anderes Repository"),
    "renamed": (lambda github: github.repository.update(full_name="x/y"), 1, "heißt inzwischen x/y"),
    "no admin": (lambda github: github.repository.update(permissions={"admin": False}), 1, "(Rolle „Admin“)"),
    "not to be seen": (lambda github: github.refusals.update({("GET", ""): NOT_FOUND}), 1, "sieht es nicht"),
    "right": (
        lambda github: github.refusals.update(
            {
                ("POST", "rulesets"): refused(
                    403,
                    "Resource not accessible by personal access token",
                    x_accepted_github_permissions="administration=write",
                )
            }
        ),
        1,
        "Das Zugangstoken darf das nicht. Nötig ist: administration=write.",
    ),
    "right, unnamed": (
        lambda github: github.refusals.update({("POST", "rulesets"): NOT_FOUND}),
        1,
        "Das Zugangstoken darf das nicht.",
    ),
    "environment plan": (
        lambda github: github.refusals.update(
            {
                ("PUT", "environments/publish"): refused(
                    422, "Failed to create the environment protection rule. Please ensure the billing plan supports it."
                )
            }
        ),
        1,
        "(Umgebung „publish“): Der gebuchte Tarif erlaubt das nicht",
    ),
    "pages plan": (
        lambda github: github.refusals.update(
            {("POST", "pages"): refused(422, "Your current plan does not support GitHub Pages for this repository.")}
        ),
        1,
        "(Öffentliche Website (Pages)): Der gebuchte Tarif erlaubt das nicht",
    ),
    "organisation": (
        lambda github: github.refusals.update({("PUT", "actions/permissions/workflow"): refused(409, "Conflict")}),
        1,
        "Die Organisation gibt etwas anderes vor",
    ),
    "invalid": (
        lambda github: github.refusals.update(
            {("POST", "rulesets"): refused(422, "Validation Failed", {"message": "Invalid rule"})}
        ),
        1,
        "HTTP 422). Die Antwort war: „Validation Failed; Invalid rule“.",
    ),
    "rate": (
        lambda github: github.refusals.update({("GET", "labels"): refused(403, "API rate limit exceeded for user")}),
        3,
        "will gerade nicht weiter gefragt werden",
    ),
    "trouble": (lambda github: github.refusals.update({("GET", "keys"): refused(500, "")}), 3, "Störung (HTTP 500)"),
    "garbage": (lambda github: github.refusals.update({("GET", "keys"): Answer(200, b"<html>")}), 3, "unverständlich"),
    "lacking": (lambda github: github.refusals.update({("GET", "keys"): Answer.of([{}])}), 3, "unverständlich"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_every_refusal_is_one_clear_message(setup: Setup, github: GitHubAdminSide, name: str) -> None:
    spoil, expected_code, expected = REFUSALS[name]
    spoil(github)
    code, said = setup("--apply", "--pages")
    assert (code, said.count(expected)) == (expected_code, 1), said
    message, remedy = said.splitlines()[-2:]
    assert message.startswith("amtsfunk: ") and remedy.startswith("  → ")
    assert "Traceback" not in said and "Fehler im Programm" not in said


def test_the_free_plan_is_found_out_before_anything_is_changed(setup: Setup, github: GitHubAdminSide) -> None:
    github.plan = "free"
    setup("--apply")
    assert not github.changes


def test_a_key_of_another_repository_is_told_as_such(
    setup: Setup, github: GitHubAdminSide, office: ReviewedOffice
) -> None:
    github.keys_elsewhere.add(" ".join(office.public_key("publisher").split()[:2]))
    code, said = setup("--apply")
    assert code == 1 and "Dieser Schlüssel gehört schon zu einem anderen Repository" in said


def test_a_wrong_token_and_none(setup: Setup, monkeypatch: pytest.MonkeyPatch, github: GitHubAdminSide) -> None:
    monkeypatch.setenv("AMTSFUNK_SETUP_TOKEN", "expired-token")
    code, said = setup()
    assert code == 1 and "nimmt das Zugangstoken nicht an" in said and "expired-token" not in said
    monkeypatch.delenv("AMTSFUNK_SETUP_TOKEN")
    asked = len(github.calls)
    code, said = setup()
    assert code == 2 and "AMTSFUNK_SETUP_TOKEN" in said and "--rights" in said
    assert len(github.calls) == asked


def test_the_token_comes_from_a_file_too(setup: Setup, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    monkeypatch.delenv("AMTSFUNK_SETUP_TOKEN")
    monkeypatch.setenv("AMTSFUNK_SETUP_TOKEN_FILE", str(tmp_path / "token"))
    assert setup("--apply")[0] == 0


def test_rights_are_told_without_a_token(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMTSFUNK_SETUP_TOKEN")
    code, said = setup("--rights")
    assert code == 0 and "Administration: Read and write" in said


def test_without_a_forge_it_says_what_to_write(setup: Setup, office: ReviewedOffice) -> None:
    file = office.clone / "plans/authority.yml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("forge:")), encoding="utf-8")
    code, said = setup()
    assert code == 1 and "forge: {kind: github" in said


def test_without_the_workflow_that_checks_all_is_not_well(setup: Setup, office: ReviewedOffice) -> None:
    (office.clone / ".github/workflows/pull-request.yml").unlink()
    code, said = setup("--apply")
    assert code == 1 and "Vorschläge kämen ungeprüft auf main" in said and NOTHING not in said


def test_nobody_to_own_what_governs(setup: Setup, github: GitHubAdminSide) -> None:
    github.users.clear()
    code, said = setup("--apply")
    assert code == 1 and "Bei keiner Betreuung (Rolle steward)" in said


def test_the_schedule_is_counted(setup: Setup, office: ReviewedOffice) -> None:
    window = "[{days: [monday], begins: 08:00, ends: 18:00}]"
    write(office, "plans/hours.yml", f"answer: {window}\nposting: {window}\n")
    said = setup()[1]
    assert "etwa 522 abgerechnete Minuten im Monat" in said, "10 hours, thrice, 2 and 28 a week: 261 runs of 2 minutes"
    assert "Auf GitHub Enterprise" in said, "on a host of one's own no plan of github.com is named"
