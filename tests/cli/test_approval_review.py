"""Approval by review as people and machines use it: the real verbs, a forge over loopback, a clone that asks nobody."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.approving.verdicts import archived_verdict_of
from amtsfunk.delivery.events import Captured, Governance
from standins.base import Answer
from standins.github import TOKEN
from standins.serve import serve
from support import modules
from support.publishing import lines, publish, remote, repository_lines, types
from support.repo import APPROVAL, POST, post_text
from support.reviewing import Relay, ReviewedOffice

NOW = "2026-12-01 09:05"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReviewedOffice]:
    relay = Relay()
    with serve(relay) as host:  # type: ignore[arg-type]
        made = ReviewedOffice.make(tmp_path, host=host)
        relay.forge = made.forge
        monkeypatch.setenv("AMTSFUNK_TRUST_ROOT", made.root)
        monkeypatch.setenv("AMTSFUNK_FORGE_TOKEN", TOKEN)
        yield made
        made.close()


def approved(office: ReviewedOffice) -> None:
    number = office.proposed()
    office.forge.review(number, "ben")
    office.merged(number, method="squash")


def approval(folder: Path, action: str, named: str = "warntag") -> int:
    return main(["approval", action, named, "--repository", str(folder), "--now", NOW])


def fresh_clone(office: ReviewedOffice, folder: Path) -> Path:
    subprocess.run(["git", "clone", "-q", str(office.remote), str(folder)], check=True, capture_output=True)
    return folder


def test_from_review_to_ledger(office: ReviewedOffice, capsys: pytest.CaptureFixture[str]) -> None:
    approved(office)
    assert publish(office) == 0
    assert types(office)[:2] == ["captured", "claimed"]
    captured = next(line for line in lines(office) if isinstance(line, Captured))
    assert captured.approvers == ("ben",)
    assert captured.evidence["pull"]["number"] == 1
    head = captured.evidence["pull"]["head"]
    assert captured.evidence["reviewed"] == [head]
    assert head in remote(office, "rev-list", "refs/heads/evidence"), "a squash loses it everywhere else"
    everything = remote(office, "show", "refs/heads/ledger") + capsys.readouterr().out
    for secret in (TOKEN, "users.noreply", "liebe Grüße", "Passt so", "niemanden etwas angeht"):
        assert secret not in everything


def test_a_clone_alone_verifies_and_says_what_that_shows(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(office)
    publish(office)
    office.forge.troubles += [Answer.of({}, 500)] * 99
    calls = len(office.forge.calls)
    capsys.readouterr()
    assert approval(fresh_clone(office, tmp_path / "anderswo"), "verify") == 0
    said = capsys.readouterr().out
    assert "warntag: freigegeben" in said and "ben (am 02.11.2026" in said
    assert "Was es nicht zeigt: dass die Plattform diese Freigaben so genannt hat" in said
    assert len(office.forge.calls) == calls, "nobody was asked"


def test_without_evidence_a_clone_says_no(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(office)
    assert approval(fresh_clone(office, tmp_path / "anderswo"), "verify") == 1
    assert "Im Sendebuch dieses Klons steht dazu kein Pull Request" in capsys.readouterr().out


def test_show_asks_the_forge(office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approved(office)
    clone = fresh_clone(office, tmp_path / "anderswo")
    assert approval(clone, "show") == 0
    said = capsys.readouterr().out
    assert "warntag: freigegeben" in said and "Pull Req.  1, geschrieben von anna" in said
    office.forge.dismiss(1, office.forge.pulls[1].reviews[0].id)
    approval(clone, "show")
    assert "Bedingung 2 (gültige Freigabe): Die Freigabe des Kontos 501 wurde verworfen" in capsys.readouterr().out


def test_evidence_that_nobody_signed_is_not_believed(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(office)
    publish(office)
    clone = fresh_clone(office, tmp_path / "anderswo")
    forged = ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit-tree", "origin/ledger^{tree}", "-m", "x"]
    commit = subprocess.run(["git", "-C", str(clone), *forged], capture_output=True, check=True, text=True).stdout
    subprocess.run(["git", "-C", str(clone), "update-ref", "refs/remotes/origin/ledger", commit.strip()], check=True)
    assert approval(clone, "verify") == 3
    assert "Dem Sendebuch ist nicht zu trauen" in capsys.readouterr().err


def test_a_post_waits_while_the_forge_is_down_and_goes_out_after(
    office: ReviewedOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(office)
    office.forge.troubles += [Answer.of({}, 503)] * 2
    publish(office)
    assert "antwortet gerade nicht verwertbar" in " ".join(capsys.readouterr().out.split())
    assert "claimed" not in types(office)
    assert publish(office) == 0
    assert "accepted" in types(office)


def test_a_token_is_needed_and_never_shown(
    office: ReviewedOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(office)
    monkeypatch.setenv("AMTSFUNK_FORGE_TOKEN", "wrong-token")
    publish(office)
    said = capsys.readouterr()
    assert "AMTSFUNK_FORGE_TOKEN" in said.out and "wrong-token" not in said.out + said.err
    assert "claimed" not in types(office)


def test_rules_changed_by_two_stewards_and_a_clone_that_verifies_them(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    looser = APPROVAL.replace("[[spokesperson, deputy]]", "[[spokesperson, deputy, cvd]]")
    number = office.proposed({"plans/approval.yml": looser}, by="ben", branch="regeln")
    office.forge.review(number, "cleo")
    office.merged(number, method="squash")
    second = office.proposed()
    office.forge.review(second, "emil")
    office.merged(second)
    assert publish(office) == 0
    assert "accepted" in types(office)
    governed = [line for line in repository_lines(office) if isinstance(line, Governance)]
    assert [record["number"] for line in governed for record in line.evidence or ()] == [number]
    office.forge.troubles += [Answer.of({}, 500)] * 99
    assert approval(fresh_clone(office, tmp_path / "anderswo"), "verify") == 0
    publish(office)
    again = [line for line in repository_lines(office) if isinstance(line, Governance)]
    assert again == governed, "what was verified once is not asked again"


def test_rules_that_the_forge_cannot_show_now_stop_everything_for_now(
    office: ReviewedOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    """A post that was captured long ago needs no forge, and all the same nothing goes out under rules not shown."""
    approved(office)
    publish(office, now="2026-11-30 09:00")
    assert types(office) == ["captured"]
    number = office.proposed({"plans/approval.yml": APPROVAL + "# neu\n"}, by="ben", branch="regeln")
    office.forge.review(number, "cleo")
    office.merged(number)
    office.forge.troubles += [Answer.of({}, 503)] * 2
    publish(office)
    assert types(office) == ["captured"]
    assert publish(office) == 0
    assert "accepted" in types(office)
    assert not [line for line in repository_lines(office) if isinstance(line, Governance) and not line.ok]
    assert POST in office.run("ls-tree", "-r", "--name-only", "HEAD")


def test_an_archive_post_is_shown_by_review_and_not_without(office: ReviewedOffice) -> None:
    """Whoever imports opens the pull request, and somebody entitled approves all of it at once (decision 0032)."""
    number = office.proposed({POST: post_text(more="archive: true\n")})
    office.forge.review(number, "ben")
    office.merged(number)
    second = office.proposed({POST.replace("warntag", "zweiter"): post_text(more="archive: true\n")}, branch="zweiter")
    office.merged(second)
    reviews = office.reviews()
    governance = office.governance(None, reviews)

    def is_vouched(path: str) -> bool:
        return archived_verdict_of(office.git, office.main, path, governance, office.now, reviews).approved

    assert is_vouched(POST)
    assert not is_vouched(POST.replace("warntag", "zweiter"))
    assert not office.verdict().approved, "it is archive all the same, and never sent"


def test_doctor_says_whether_reviews_can_be_read(
    office: ReviewedOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["doctor", "--repository", str(office.clone), "--now", NOW, "--trust-root", office.root, "--format", "json"]

    def row() -> dict[str, str]:
        main(words)
        rows = json.loads(capsys.readouterr().out)["rows"]
        found: dict[str, str] = next(one for one in rows if one["what"] == "Freigaben durch Review")
        return found

    assert row()["state"] == "ok"
    monkeypatch.setenv("AMTSFUNK_FORGE_TOKEN", "wrong-token")
    assert row()["state"] == "bad" and "AMTSFUNK_FORGE_TOKEN" in row()["said"] and "wrong-token" not in row()["said"]


def test_a_module_that_was_reviewed_is_worked_out_anew_once_it_was_sent(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = office.proposed({modules.MODULE: modules.TEXT, "plans/rota.yml": modules.ROTA})
    office.forge.review(number, "ben")
    office.forge.review(number, "cleo")
    office.merged(number, method="squash")
    assert modules.run(office, now="2026-12-01 09:00") == 0
    assert approval(fresh_clone(office, tmp_path / "vorher"), "verify", "stromausfall") == 1
    assert "Im Sendebuch dieses Klons steht dazu kein Pull Request" in capsys.readouterr().out
    modules.put(office, modules.say(office))
    assert modules.run(office) == 0
    office.forge.troubles += [Answer.of({}, 500)] * 99
    calls = len(office.forge.calls)
    clone = fresh_clone(office, tmp_path / "nachher")
    told = {modules.SENT: "bezeugt er; nachsehen", "stromausfall": "dass die Plattform diese Freigaben"}
    for named, words in told.items():
        capsys.readouterr()
        assert approval(clone, "verify", named) == 0
        said = capsys.readouterr().out
        assert f"{named}: freigegeben" in said and "ben" in said and words in said
    assert len(office.forge.calls) == calls, "nobody was asked"


def test_what_was_approved_on_a_forge_stays_shown_after_the_authority_left_it(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger recorded it, and no forge is there to be asked."""
    approved(office)
    publish(office)
    kept = [line for line in office.read("plans/authority.yml").splitlines() if not line.startswith("forge:")]
    office.change_rules({"plans/authority.yml": "\n".join([*kept, ""])})
    office.push()
    calls = len(office.forge.calls)
    clone = fresh_clone(office, tmp_path / "anderswo")
    for action in ("verify", "show"):
        capsys.readouterr()
        assert approval(clone, action) == 0
        assert "warntag: freigegeben" in capsys.readouterr().out
    assert len(office.forge.calls) == calls
    subprocess.run(["git", "-C", str(clone), "update-ref", "-d", "refs/remotes/origin/ledger"], check=True)
    assert approval(clone, "verify") == 1, "without the record nobody can show it"
