"""Attacks on condition 6: the trust root and every change of rules, people, channels and program since."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.paths import GENESIS
from amtsfunk.approval.reasons import explain
from amtsfunk.commands.approving.signing import write_statement, write_statements
from amtsfunk.commands.approving.verdicts import governance_of
from amtsfunk.commands.govern import sign_change, sign_genesis
from amtsfunk.effects.evidence import digest_at
from amtsfunk.effects.git import Git
from amtsfunk.effects.history import read_roster
from amtsfunk.model.errors import GitFailed, Refused, UsageError
from support.repo import APPROVAL, OUTSIDER, POST, START, Office, post_text, team_yml

RULES = "plans/approval.yml"
LOOSER = APPROVAL.replace("[[spokesperson, deputy]]", "[[spokesperson, deputy, cvd]]")


def reasons(state: GovernanceVerdict) -> set[str]:
    assert all(explain(refusal) for refusal in state.refusals)
    assert all(refusal.condition == "6" for refusal in state.refusals)
    return {refusal.reason_id for refusal in state.refusals}


def assert_everything_stops(office: Office, reason: str) -> None:
    """A post that was approved before does not go out any more either."""
    assert reason in reasons(office.governance())
    assert not office.governance().ok
    assert reason in {refusal.reason_id for refusal in office.verdict().refusals}


# ---------------------------------------------------------------- honest changes


def test_two_stewards(office: Office) -> None:
    office.change_rules({RULES: LOOSER})
    assert office.governance().ok
    office.post(approvers=("emil",))
    assert office.verdict().approved


def test_two_approvers_for_a_change_that_nobody_signed(office: Office) -> None:
    office.branch("regeln")
    office.write(RULES, LOOSER)
    office.commit(by=None)
    office.govern("cleo")
    office.govern("ines")
    office.merge("regeln")
    assert office.governance().ok


def test_squashed(office: Office) -> None:
    office.branch("regeln")
    office.write(RULES, LOOSER)
    office.commit(by="ben")
    office.govern("cleo")
    office.squash("regeln", by="ben")
    assert office.governance().ok


def test_a_steward_who_joined_confirms_the_next_change(office: Office) -> None:
    office.change_rules({"plans/team.yml": team_yml(office).replace("roles: [cvd, press]", "roles: [cvd, steward]")})
    office.change_rules({RULES: LOOSER}, author="emil", approver="ines")
    assert office.governance().ok


def test_paths_that_govern_nothing_need_nobody(office: Office) -> None:
    for path in ("plans/hours.yml", "plans/rota.yml", "plans/weeks/2026-49.yml", "docs/x.md", "limits.yml"):
        office.write(path, "x: y\n")
    office.commit(by=None)
    assert office.governance().ok


def test_progress_goes_on_where_it_stood(office: Office) -> None:
    first = office.governance()
    office.change_rules({RULES: LOOSER})
    second = office.governance(GovernanceVerdict.from_json(first.to_json()))
    assert second.ok and second == office.governance()
    assert second.verified_to == office.main and second.trusted == office.main


def test_progress_remembers_a_lapse(office: Office) -> None:
    office.write(RULES, LOOSER)
    office.commit(by=None)
    lapsed = GovernanceVerdict.from_json(json.loads(json.dumps(office.governance().to_json())))
    assert lapsed is not None and not lapsed.ok
    office.write("README.md", "x")
    office.commit(by=None)
    assert office.governance(lapsed).lapses == lapsed.lapses


@pytest.mark.parametrize("value", [None, [], {}, {"v": 1, "root": 1}, {"v": 2}])
def test_progress_that_is_none_is_not_believed(value: object) -> None:
    assert GovernanceVerdict.from_json(value) is None


def test_progress_of_another_line_of_history_is_not_believed(office: Office) -> None:
    office.branch("seite")
    office.write("README.md", "x")
    side = office.commit(by=None)
    office.switch("main")
    office.write(RULES, LOOSER)
    office.commit(by=None)
    office.merge("seite")
    forged = GovernanceVerdict(office.root, side, side)
    with pytest.raises(Refused):
        office.governance(forged)


def test_progress_on_a_side_branch_that_took_the_lapse_in_is_not_believed(office: Office) -> None:
    office.write(RULES, LOOSER)
    office.commit(by=None)
    office.branch("seite")
    office.write("README.md", "x")
    side = office.commit(by=None)
    office.switch("main")
    office.write("NOTES.md", "x")
    office.commit(by=None)
    office.merge("seite")
    forged = GovernanceVerdict(office.root, side, side)
    with pytest.raises(Refused):
        office.governance(forged)


def test_progress_of_another_root_is_not_believed(office: Office) -> None:
    office.write(RULES, LOOSER)
    office.commit(by=None)
    forged = GovernanceVerdict("f" * 40, office.main, office.main)
    assert reasons(office.governance(forged)) == {"governance-unsigned"}
    assert office.governance(forged).root == office.root


# ---------------------------------------------------------------- lapses


def test_direct_push(office: Office) -> None:
    office.post()
    office.write(RULES, LOOSER)
    office.commit(by=None)
    assert_everything_stops(office, "governance-unsigned")


def test_off_and_on_again(office: Office) -> None:
    """Rules loosened, used and put back: the lapse stays."""
    office.write(RULES, LOOSER)
    office.commit(by=None)
    office.post(approvers=("emil",))
    office.write(RULES, APPROVAL)
    office.commit(by=None)
    assert_everything_stops(office, "governance-unsigned")
    assert len(office.governance().lapses) == 2


def test_one_steward_alone(office: Office) -> None:
    office.post()
    office.change_rules({RULES: LOOSER}, author="ben", approver=None)
    assert_everything_stops(office, "governance-unsigned")


def test_one_steward_who_wrote_and_confirmed(office: Office) -> None:
    office.post()
    office.change_rules({RULES: LOOSER}, author="ben", approver="ben")
    assert_everything_stops(office, "governance-one-person")


def test_one_steward_confirms_twice(office: Office) -> None:
    office.post()
    office.branch("regeln")
    office.write(RULES, LOOSER)
    head = office.commit(by=None)
    step = {"subject": digest_at(office.git, office.main), "manifest": digest_at(office.git, head)}
    for _ in range(2):
        signed = office.sign(office.statement(kind="govern", **step), "cleo")
        write_statement(office.clone / f"plans/govern/{signed.statement.nonce}.json", signed)
    office.commit(by="cleo")
    office.merge("regeln")
    assert_everything_stops(office, "governance-one-person")


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "approve"},
        {"repository": "f" * 32},
        {"subject": "0" * 64},
        {"manifest": "0" * 64},
        {"decision": "rejected"},
        {"not_after": START},
    ],
)
def test_confirmations_of_something_else(office: Office, changed: dict[str, object]) -> None:
    office.post()
    office.branch("regeln")
    office.write(RULES, LOOSER)
    head = office.commit(by="ben")
    before, after = digest_at(office.git, office.main), digest_at(office.git, head)
    values = {"kind": "govern", "subject": before, "manifest": after, "not_before": START, **changed}
    signed = office.sign(office.statement(**values), "cleo")
    write_statement(office.clone / f"plans/govern/{signed.statement.nonce}.json", signed)
    office.commit(by="cleo")
    office.merge("regeln")
    assert_everything_stops(office, "governance-unsigned")


@pytest.mark.parametrize("author", ["anna", OUTSIDER, None])
def test_written_by_no_steward_and_confirmed_by_one(office: Office, author: str | None) -> None:
    office.post()
    office.branch("regeln")
    office.write(RULES, LOOSER)
    office.commit(by=author)
    office.govern("cleo")
    office.merge("regeln")
    assert_everything_stops(office, "governance-one-person")


def test_confirmed_by_no_steward(office: Office) -> None:
    office.post()
    office.change_rules({RULES: LOOSER}, author="ben", approver="anna")
    assert_everything_stops(office, "governance-unsigned")


def test_a_steward_added_by_the_change_itself(office: Office) -> None:
    office.post()
    people = team_yml(office).replace("roles: [editor, press]", "roles: [editor, press, steward]")
    office.change_rules({"plans/team.yml": people}, author="ben", approver="anna")
    assert_everything_stops(office, "governance-unsigned")


def test_changed_after_it_was_confirmed(office: Office) -> None:
    office.post()
    office.branch("regeln")
    office.write(RULES, LOOSER)
    office.commit(by="ben")
    office.govern("cleo")
    office.write(RULES, LOOSER + "# mehr\n")
    office.commit(by="ben")
    office.merge("regeln")
    assert_everything_stops(office, "governance-unsigned")


def test_evil_merge_of_rules(office: Office) -> None:
    """The steward's commit stands in the branch; the merge changes what it says, and one other confirms that."""
    office.post()
    office.branch("regeln")
    office.write(RULES, LOOSER)
    office.commit(by="ben")
    office.switch("main")
    office.run("merge", "-q", "--no-ff", "--no-commit", "regeln")
    office.write(RULES, LOOSER + "# mehr\n")
    office.run("add", "--all")
    office.run("commit", "-q", "-m", "Merge", by=None)
    evil = office.main
    office.run("reset", "-q", "--hard", "HEAD^1")
    sign_change(office.git, evil, office.main, office.key("cleo"), office.now)
    office.run("merge", "-q", "--no-ff", "--no-commit", "regeln")
    office.write(RULES, LOOSER + "# mehr\n")
    office.run("add", "--all")
    office.run("commit", "-q", "-m", "Merge", by=None)
    assert_everything_stops(office, "governance-one-person")


def test_an_old_confirmation_does_not_bring_an_old_state_back(office: Office) -> None:
    office.post()
    office.change_rules({RULES: LOOSER})
    confirmations = {file.name: file.read_text() for file in (office.clone / "plans/govern").iterdir()}
    office.change_rules({RULES: APPROVAL})
    office.write(RULES, LOOSER)
    for name, text in confirmations.items():
        office.write(f"plans/govern/{name}", text)
    office.commit(by="ben")
    assert_everything_stops(office, "governance-unsigned")


@pytest.mark.parametrize(
    "name", ["00000000000000000000000000000000.json", "sub/{nonce}.json", "{nonce}.JSON", "{nonce}"]
)
def test_an_old_confirmation_under_a_new_name(office: Office, name: str) -> None:
    office.post()
    office.change_rules({RULES: LOOSER})
    (file,) = (office.clone / "plans/govern").iterdir()
    office.change_rules({RULES: APPROVAL})
    office.write(RULES, LOOSER)
    office.write(f"plans/govern/{name.format(nonce=file.stem)}", file.read_bytes())
    office.commit(by="ben")
    assert_everything_stops(office, "governance-unsigned")


def test_a_confirmation_that_is_a_link(office: Office) -> None:
    office.post()
    office.branch("regeln")
    office.write(RULES, LOOSER)
    head = office.commit(by="ben")
    step = {"subject": digest_at(office.git, office.main), "manifest": digest_at(office.git, head)}
    signed = office.sign(office.statement(kind="govern", **step), "cleo")
    blob = office.run("hash-object", "-w", "--stdin", stdin=json.dumps(signed.to_json()).encode())
    path = f"plans/govern/{signed.statement.nonce}.json"
    office.run("update-index", "--add", "--cacheinfo", f"120000,{blob},{path}")
    office.run("commit", "-q", "-m", "Confirm", by="cleo")
    office.run("reset", "-q", "--hard")
    office.merge("regeln")
    assert_everything_stops(office, "governance-unsigned")


def test_a_file_made_executable_after_it_was_confirmed(office: Office) -> None:
    office.post()
    office.branch("regeln")
    office.write("scripts/run.sh", "x")
    office.commit(by="ben")
    office.govern("cleo")
    (office.clone / "scripts/run.sh").chmod(0o755)
    office.commit(by="ben")
    office.merge("regeln")
    assert_everything_stops(office, "governance-unsigned")


def test_old_bytes_brought_back_by_a_merge_have_no_author(office: Office) -> None:
    """A steward signed the rest; what the merge fetched from behind main was signed by nobody in this change."""
    office.post()
    office.change_rules({RULES: LOOSER})
    old = office.main
    office.change_rules({RULES: APPROVAL})
    base = office.main
    office.branch("regeln")
    office.write("plans/mentions.yml", "institutions: {}\n")
    office.commit(by="ben")
    office.write(RULES, LOOSER)
    office.run("add", "--all")
    tree = office.run("write-tree")
    merge = office.run("commit-tree", tree, "-p", "HEAD", "-p", old, "-m", "Merge", by=None)
    office.run("reset", "-q", "--hard", merge)
    assert office.main == base
    office.govern("cleo")
    office.merge("regeln")
    assert_everything_stops(office, "governance-one-person")


def test_taking_confirmations_away(office: Office) -> None:
    office.post()
    office.change_rules({RULES: LOOSER})
    office.branch("regeln")
    office.run("rm", "-q", "-r", "plans/govern")
    office.write(RULES, APPROVAL)
    office.commit(by="ben")
    office.govern("cleo")
    office.govern("ines")
    office.merge("regeln")
    assert_everything_stops(office, "governance-statement-removed")


@pytest.mark.parametrize(
    "path",
    [
        "Plans/Team.yml",
        ".GITHUB/workflows/x.yml",
        "content/posts/.gitattributes",
        "deep/down/.gitmodules",
        "scripts/amtsfunk/x.py",
        "uv.lock",
        "site/x.css",
        "Makefile",
        "pyproject.toml",
        "mkdocs.yml",
        "plans/mentions.yml",
        "plans/notify.yml",
        "plans/genesis.json",
        "plans/govern/x.json",
        "plans/ratified.yml",
    ],
)
def test_every_governance_path_is_guarded(office: Office, path: str) -> None:
    office.post()
    office.write(path, "x")
    office.commit(by="ben")
    assert_everything_stops(office, "governance-unsigned")


def test_a_roster_that_nobody_can_read_is_a_lapse_that_two_can_mend(office: Office) -> None:
    office.post()
    office.branch("kaputt")
    office.write("plans/team.yml", "people: [")
    office.commit(by="ben")
    office.govern("cleo")
    lapse = office.merge("kaputt")
    assert_everything_stops(office, "governance-roster")
    entry = f"ratified:\n  - commit: {lapse}\n    because: Tippfehler\n"
    office.branch("heil")
    office.write("plans/team.yml", team_yml(office))
    office.write("plans/ratified.yml", entry)
    office.commit(by="ben")
    office.govern("cleo")
    office.merge("heil")
    assert office.governance().ok and office.verdict().approved


def test_a_submodule_in_place_of_a_governance_folder(office: Office) -> None:
    office.post()
    office.run("update-index", "--add", "--cacheinfo", f"160000,{office.main},.github")
    office.run("commit", "-q", "-m", "x", by="ben")
    assert_everything_stops(office, "governance-unsigned")


def test_mode_alone(office: Office) -> None:
    office.post()
    (office.clone / RULES).chmod(0o755)
    office.commit(by="ben")
    assert_everything_stops(office, "governance-unsigned")


def test_the_change_hidden_in_a_side_branch_comes_by_its_merge(office: Office) -> None:
    office.post()
    office.branch("seite")
    office.write(RULES, LOOSER)
    office.commit(by="ben")
    office.merge("seite", by="ben")
    assert_everything_stops(office, "governance-unsigned")


# ---------------------------------------------------------------- ratifying


def ratify(office: Office, *commits: str, author: str = "ben", approver: str = "cleo") -> None:
    entries = "".join(f"  - commit: {commit}\n    because: Nachträglich geprüft\n" for commit in commits)
    office.change_rules({"plans/ratified.yml": f"ratified:\n{entries}"}, author=author, approver=approver)


def test_two_of_the_roster_before_ratify_a_lapse(office: Office) -> None:
    office.post()
    office.write(RULES, LOOSER)
    lapse = office.commit(by=None)
    ratify(office, lapse)
    assert office.governance().ok
    assert office.verdict().approved


def test_ratifying_needs_every_lapse(office: Office) -> None:
    office.write(RULES, LOOSER)
    first = office.commit(by=None)
    office.write(RULES, APPROVAL)
    second = office.commit(by=None)
    ratify(office, first)
    assert set(office.governance().lapses) == {first, second}
    ratify(office, first, second)
    assert office.governance().ok


def test_intruders_do_not_ratify_their_own_entry(office: Office) -> None:
    """The lapse made two strangers stewards; only the roster before it counts."""
    office.post()
    people = team_yml(office)
    for steward, stranger in (("ben", OUTSIDER), ("cleo", "publisher")):
        people = people.replace(office.public_key(steward), office.public_key(stranger))
    office.write("plans/team.yml", people)
    lapse = office.commit(by=OUTSIDER)
    ratify(office, lapse, author=OUTSIDER, approver="publisher")
    assert_everything_stops(office, "governance-unsigned")


def test_one_person_does_not_ratify(office: Office) -> None:
    office.post()
    office.write(RULES, LOOSER)
    lapse = office.commit(by=None)
    ratify(office, lapse, author="ben", approver="ben")
    assert_everything_stops(office, "governance-one-person")


def test_a_sound_change_during_a_lapse_heals_nothing(office: Office) -> None:
    office.post()
    office.write(RULES, LOOSER)
    office.commit(by=None)
    office.change_rules({"plans/mentions.yml": "institutions: {}\n"})
    assert_everything_stops(office, "governance-unsigned")
    assert len(office.governance().lapses) == 1


# ---------------------------------------------------------------- the trust root


def make_root(office: Office, *signers: str, change: bool = False) -> None:
    """A later commit of main as trust root, its genesis signed by these people."""
    office.write("plans/mentions.yml", "institutions: {}\n")
    (office.clone / GENESIS).unlink()
    head = office.commit(by="ben")
    for signer in signers:
        sign_genesis(office.git, head, office.key(signer), office.now)
    if change:
        office.write(RULES, LOOSER)
    office.root = office.commit("Root", by="ben")


def test_another_root_signed_by_two(office: Office) -> None:
    make_root(office, "anna", "dora")
    assert office.governance().ok


@pytest.mark.parametrize("signers", [(), ("ben",), ("ben", "ben")])
def test_root_with_too_few(office: Office, signers: tuple[str, ...]) -> None:
    make_root(office, *signers)
    office.post()
    assert_everything_stops(office, "root-unsigned")


def test_root_whose_signatures_cover_something_else(office: Office) -> None:
    make_root(office, "ben", "cleo", change=True)
    assert reasons(office.governance()) == {"root-unsigned"}


def test_root_signed_by_a_stranger_or_an_external(office: Office) -> None:
    make_root(office, "ben", "gero")
    assert reasons(office.governance()) == {"root-unsigned"}
    with pytest.raises(Refused):
        sign_genesis(office.git, office.main, office.key(OUTSIDER), office.now)


def test_root_signed_by_somebody_revoked(office: Office) -> None:
    office.write("plans/team.yml", team_yml(office, extra={"ben": "revoked: 2026-11-01 00:00"}))
    digest = digest_at(office.git, office.commit(by="cleo"))
    values = {"kind": "genesis", "subject": "genesis", "manifest": digest}
    statements = [office.sign(office.statement(**values), person) for person in ("ben", "cleo")]
    write_statements(office.clone / GENESIS, statements)
    office.root = office.commit(by="cleo")
    assert reasons(office.governance()) == {"root-unsigned"}


def test_root_without_a_roster(office: Office) -> None:
    office.run("update-index", "--chmod=+x", "plans/team.yml")
    office.run("commit", "--quiet", "--message", "Root", by="ben")
    office.root = office.main
    assert read_roster(office.git, office.root) is None, "only a plain file is a roster"
    assert reasons(office.governance()) == {"root-roster"}


def test_one_entry_copied(office: Office) -> None:
    make_root(office, "ben")
    entries = json.loads(office.read(GENESIS))
    office.write(GENESIS, json.dumps(entries * 2))
    office.root = office.commit(by="ben")
    assert reasons(office.governance()) == {"root-unsigned"}


def test_genesis_of_another_repository_or_kind(office: Office) -> None:
    digest = digest_at(office.git, office.main)
    for changed in ({"repository": "f" * 32}, {"subject": "x"}, {"kind": "govern"}, {"decision": "no"}):
        values = {"kind": "genesis", "subject": "genesis", "manifest": digest, **changed}
        statements = [office.sign(office.statement(**values), person) for person in ("ben", "cleo")]
        write_statements(office.clone / GENESIS, statements)
        office.root = office.commit(by="ben")
        assert reasons(office.governance()) == {"root-unsigned"}


def test_a_merge_that_two_approved_is_a_root(office: Office) -> None:
    office.branch("regeln")
    (office.clone / GENESIS).unlink()
    office.write(RULES, LOOSER)
    office.commit(by=None)
    office.govern("cleo")
    office.govern("ines")
    office.root = office.merge("regeln")
    assert office.governance().ok


@pytest.mark.parametrize("root", ["main", "HEAD", "v1", "abc", "", "--all", "A" * 40])
def test_root_that_can_be_moved(office: Office, root: str) -> None:
    office.run("tag", "v1", office.root)
    with pytest.raises(UsageError):
        governance_of(office.git, root, office.main)


def test_root_on_a_side_branch(office: Office) -> None:
    office.branch("seite")
    office.write("README.md", "x")
    side = office.commit(by=None)
    office.switch("main")
    office.write("NOTES.md", "x")
    office.commit(by=None)
    office.merge("seite")
    assert reasons(governance_of(office.git, side, office.main)) == {"root-not-on-main"}
    assert reasons(governance_of(office.git, "0" * 40, office.main)) == {"root-not-on-main"}


def test_shallow_clone(office: Office, tmp_path: Path) -> None:
    office.post()
    office.push()
    shallow = tmp_path / "shallow"
    command = ["git", "clone", "-q", "--depth", "2", f"file://{office.remote}", str(shallow)]
    subprocess.run(command, check=True)
    with Git(shallow) as git, pytest.raises(GitFailed, match="Geschichte"):
        governance_of(git, office.root, office.main)


# ---------------------------------------------------------------- the command


def test_nothing_to_confirm(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, post_text())
    head = office.commit()
    with pytest.raises(Refused, match="nichts"):
        sign_change(office.git, head, office.main, office.key("ben"), office.now)


def test_confirming_twice_writes_once(office: Office) -> None:
    office.branch("regeln")
    office.write(RULES, LOOSER)
    office.commit(by="ben")
    office.govern("cleo")
    said = sign_change(office.git, office.run("rev-parse", "HEAD"), office.main, office.key("cleo"), office.now)
    assert "schon bestätigt" in said
    assert len(list((office.clone / "plans/govern").iterdir())) == 1


def test_confirming_on_an_outdated_branch_is_refused(office: Office) -> None:
    office.branch("regeln")
    office.write("plans/mentions.yml", "institutions: {}\n")
    head = office.commit(by="ben")
    office.switch("main")
    office.change_rules({RULES: LOOSER})
    office.switch("regeln")
    with pytest.raises(Refused, match="inzwischen geändert"):
        sign_change(office.git, head, office.main, office.key("cleo"), office.now)


def test_uncommitted_rules_are_not_signed(office: Office) -> None:
    office.branch("regeln")
    office.write(RULES, LOOSER)
    head = office.commit(by="ben")
    office.write(RULES, APPROVAL)
    with pytest.raises(Refused, match="Nicht gesichert"):
        sign_change(office.git, head, office.main, office.key("cleo"), office.now)
