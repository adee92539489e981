"""``approve``, ``approval`` and ``govern`` as a person uses them: exit codes, words, files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from amtsfunk.cli import main
from support.repo import APPROVAL, OUTSIDER, POST, Office, post_text

APPROVALS = "content/posts/2026/12/warntag.approval.json"
NOW = "2026-11-02T09:30:00+00:00"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office.make(tmp_path)
    monkeypatch.setenv("AMTSFUNK_TRUST_ROOT", made.root)
    made.branch("beitrag")
    made.write(POST, post_text())
    made.commit(by="anna")
    return made


def approve(office: Office, person: str, *more: str, post: str = "warntag") -> int:
    words = ["--key", str(office.key(person)), "--repository", str(office.clone), "--now", NOW, *more]
    return main(["approve", post, *words])


def approval(office: Office, action: str, *more: str, post: str = "warntag") -> int:
    return main(["approval", action, post, "--repository", str(office.clone), "--main", "main", "--now", NOW, *more])


def test_the_whole_way(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(office, "ben") == 0
    said = capsys.readouterr().out
    for word in ("Freigegeben von ben", "Website, Mastodon", "01.12.2026, 09:00 Uhr", "heulen die Sirenen", APPROVALS):
        assert word in said
    assert office.manifest().digest in said
    office.commit("Approve", by="ben")
    office.merge("beitrag")
    assert approval(office, "verify") == 0
    assert "warntag: freigegeben" in capsys.readouterr().out
    assert approval(office, "show", post=POST) == 0


def test_twice_changes_nothing_and_a_second_person_adds(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    approve(office, "ben")
    before = office.read(APPROVALS)
    assert approve(office, "ben") == 0
    assert "nichts geändert" in capsys.readouterr().out
    assert office.read(APPROVALS) == before
    assert approve(office, "cleo") == 0
    assert "Außerdem   ben" in capsys.readouterr().out
    assert len(json.loads(office.read(APPROVALS))) == 2


def test_a_new_version_replaces_what_was_signed_for_the_old_one(office: Office) -> None:
    approve(office, "ben")
    approve(office, "cleo")
    office.write(POST, post_text(text="Neu"))
    office.commit(by="anna")
    approve(office, "cleo")
    (entry,) = json.loads(office.read(APPROVALS))
    assert entry["statement"]["manifest"] == office.manifest().digest


def test_why_not(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.merge("beitrag")
    assert approval(office, "verify") == 1
    said = capsys.readouterr().out
    assert "NICHT freigegeben" in said and "Pressesprecher/in" in said
    assert approval(office, "show") == 0


def test_what_the_command_refuses(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(office, OUTSIDER) == 1
    assert "plans/team.yml" in capsys.readouterr().err
    assert approve(office, "anna") == 1
    assert "selbst an diesem Beitrag geschrieben" in capsys.readouterr().err
    assert approve(office, "ben", "--person", "cleo") == 1
    assert approve(office, "ben", "--now", "2026-12-05T09:00:00+00:00") == 1
    assert "vorbei" in capsys.readouterr().err
    assert approve(office, "ben", "--now", "bald") == 2
    assert not (office.clone / APPROVALS).exists()


@pytest.mark.parametrize("post", ["gibtesnicht", "content/posts/2026/12/gibtesnicht.md", "../x", "Warntag"])
def test_posts_that_are_none(office: Office, post: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(office, "ben", post=post) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_uncommitted_changes(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write(POST, post_text(text="Noch nicht gesichert"))
    assert approve(office, "ben") == 1
    assert "Nicht gesichert" in capsys.readouterr().err
    office.run("checkout", "-q", POST)
    office.write("plans/channels.yml", office.read("plans/channels.yml") + "# x\n")
    assert approve(office, "ben") == 1


def test_a_branch_behind_mains_channels(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.switch("main")
    channels = office.read("plans/channels.yml").replace('account_id: "1001"', 'account_id: "1002"')
    office.change_rules({"plans/channels.yml": channels})
    office.switch("beitrag")
    assert approve(office, "ben", "--main", "main") == 1
    assert "git merge origin/main" in capsys.readouterr().err


def test_unsigned_work_is_told_before_signing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write(POST, post_text(text="Ohne Unterschrift"))
    office.commit(by=None)
    assert approve(office, "ben") == 1
    assert "git commit -S" in capsys.readouterr().err


def test_the_key_of_gits_own_settings(office: Office) -> None:
    office.run("config", "user.signingkey", str(office.key("ben")) + ".pub")
    assert main(["approve", POST, "--repository", str(office.clone), "--now", NOW]) == 0


def test_from_a_folder_below(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.clone / "content/posts/2026/12")
    assert main(["approve", "warntag.md", "--key", str(office.key("ben")), "--now", NOW]) == 0


def test_no_trust_root(office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("AMTSFUNK_TRUST_ROOT")
    office.merge("beitrag")
    assert approval(office, "show") == 2
    assert "Vertrauensanker" in capsys.readouterr().err
    assert approval(office, "verify", "--trust-root", office.root) == 1


def test_not_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["approve", "x", "--repository", str(tmp_path)]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_govern(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.switch("main")
    office.branch("regeln")
    office.write("plans/approval.yml", APPROVAL + "# mehr\n")
    office.commit(by="ben")
    words = ["govern", "--repository", str(office.clone), "--main", "main", "--now", NOW]
    assert main([*words, "--key", str(office.key("cleo"))]) == 0
    assert "plans/approval.yml" in capsys.readouterr().out
    office.commit(by="cleo")
    office.merge("regeln")
    assert office.governance().ok
    assert main([*words, "--key", str(office.key(OUTSIDER))]) == 1


def test_genesis_of_a_new_repository(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh = tmp_path / "fresh"
    subprocess.run(["git", "clone", "-q", str(office.clone), str(fresh)], check=True)
    (fresh / "plans/genesis.json").unlink()
    words = ["govern", "--genesis", "--repository", str(fresh), "--now", NOW]
    assert main([*words, "--key", str(office.key("ben"))]) == 0
    assert "zweiten Person" in capsys.readouterr().out
    assert main([*words, "--key", str(office.key("ben"))]) == 0
    assert "schon unterschrieben" in capsys.readouterr().out
    assert main([*words, "--key", str(office.key("ines"))]) == 0
    entries = json.loads((fresh / "plans/genesis.json").read_text(encoding="utf-8"))
    assert len(entries) == 2
