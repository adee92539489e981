"""The whole way of a post over real git: what goes out, what is refused, and what a second run does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.statement import Statement
from amtsfunk.cli import main
from amtsfunk.delivery.events import Accepted, Captured, Claimed, Missed
from amtsfunk.effects.ledger_branches import Branch, put_file
from amtsfunk.effects.ledger_published import read_published
from amtsfunk.effects.statements import new_nonce
from support.publishing import (
    amtsfunk,
    ledger_commits,
    lines,
    manual_folder,
    open_index,
    open_ledger,
    publish,
    put_stop,
    remote,
    repository_lines,
    types,
)
from support.repo import CHANNELS, PICTURE, PNG, POST, Office, post_text, team_yml

PUBLISHED = ["captured", "claimed", "accepted"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def published(office: Office, **values: object) -> None:
    office.post(**values)  # type: ignore[arg-type]
    office.push()


# ---------------------------------------------------------------- the honest way


def test_an_approved_due_post_goes_out_once(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    assert publish(office) == 0
    assert types(office) == PUBLISHED
    commits = ledger_commits(office)
    assert publish(office) == 0
    assert ledger_commits(office) == commits, "an idle run writes nothing"
    assert "nichts Neues" in capsys.readouterr().out


def test_without_send_nothing_is_written(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    assert publish(office, send=False) == 0
    shown = capsys.readouterr().out
    assert "würde jetzt gesendet" in shown
    assert "Es wurde nichts gesendet" in shown
    assert remote(office, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"


def test_the_stored_bytes_are_what_is_published(office: Office) -> None:
    published(office)
    publish(office)
    verdict = office.verdict()
    (website,) = (item for item in read_published(office.git) if item.channel == "website")
    assert website.payload_sha256 == dict(verdict.manifest.payloads)["website"]  # type: ignore[union-attr]
    assert website.payload is not None
    assert website.payload["parts"][0]["text"] == "Am 10. Dezember heulen die Sirenen – nur zur Probe."
    assert website.address == "https://www.beispielau.example/archiv/2026/12/warntag/"


def test_what_is_due_later_stays(office: Office) -> None:
    """I7"""
    published(office)
    publish(office, now="2026-12-01 08:59:59")
    assert types(office) == ["captured"]
    publish(office, now="2026-12-01 09:00")
    assert types(office) == PUBLISHED


def test_after_approval_is_due_at_capture(office: Office) -> None:
    published(office, content=post_text(publish_at="after approval"))
    publish(office, now="2026-11-02 10:00")
    captured = next(line for line in lines(office) if isinstance(line, Captured))
    assert captured.due == captured.at
    assert types(office) == PUBLISHED


def test_a_draft_is_never_captured(office: Office) -> None:
    office.branch("entwurf")
    office.write(POST, post_text(publish_at=None))
    office.commit()
    office.merge("entwurf")
    office.push()
    publish(office)
    assert lines(office) == ()


def test_reviewed_commits_are_kept(office: Office) -> None:
    published(office)
    publish(office)
    kept = remote(office, "log", "-1", "--format=%T %P", "refs/heads/evidence").split()
    assert kept[0] == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    assert kept[2] == office.run("rev-parse", "main^2")


# ---------------------------------------------------------------- refused


def test_the_altered_post_is_refused(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed on main after its approval was captured, before it was due (I10)."""
    published(office)
    publish(office, now="2026-12-01 08:00")
    office.switch("main")
    office.write(POST, post_text(text="Etwas ganz anderes."))
    office.commit("Push past the review", by="ben")
    office.push()
    assert publish(office) == 1
    assert "claimed" not in types(office)
    assert types(office)[-1] == "held"
    assert "nicht mehr so" in capsys.readouterr().out


def test_the_altered_post_that_was_never_captured_is_refused(office: Office) -> None:
    office.post()
    office.write(POST, post_text(text="Etwas ganz anderes."))
    office.commit("Push past the review", by="ben")
    office.push()
    publish(office)
    assert lines(office) == ()
    assert "waiting" in open_index(office)


def test_an_altered_picture_is_refused(office: Office) -> None:
    published(office, content=post_text(picture="sirene.png"), files={PICTURE: PNG})
    publish(office, now="2026-12-01 08:00")
    office.write(PICTURE, PNG + b"\0")
    office.commit("Swap the picture", by="ben")
    office.push()
    assert publish(office) == 1
    assert types(office)[-1] == "held"


def test_a_changed_binding_is_refused(office: Office) -> None:
    published(office)
    publish(office, now="2026-12-01 08:00")
    office.change_rules({"plans/channels.yml": CHANNELS.replace('"1001"', '"1002"')})
    office.push()
    assert publish(office) == 1
    assert types(office, channel="mastodon")[-1] == "held"


def test_the_unapproved_post_is_refused_and_missed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office, approvers=())
    assert publish(office) == 0
    assert "Nicht freigegeben: warntag" in capsys.readouterr().out
    assert lines(office) == ()
    assert publish(office, now="2026-12-02 10:00") == 1
    assert [line.type for line in lines(office)] == ["missed"]
    commits = ledger_commits(office)
    publish(office, now="2026-12-02 11:00")
    assert ledger_commits(office) == commits


def test_an_approval_that_comes_later_counts(office: Office) -> None:
    published(office, approvers=())
    publish(office)
    office.branch("nachgereicht")
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.merge("nachgereicht")
    office.push()
    publish(office, now="2026-12-01 09:30")
    assert types(office) == PUBLISHED


def test_the_late_post_is_refused(office: Office) -> None:
    published(office)
    assert publish(office, now="2026-12-02 09:00:01") == 1
    assert types(office) == ["captured", "missed"]
    assert [line.reason for line in lines(office) if isinstance(line, Missed)] == ["late", "late"]


@pytest.mark.parametrize("path", ["warntag", "WARNTAG.md", "total", "Total.txt", "alles.md", "irgendwas"])
def test_the_stopped_post_is_refused(office: Office, path: str) -> None:
    published(office)
    put_stop(office, path)
    publish(office)
    assert types(office) == ["captured"]
    assert [line.type for line in repository_lines(office)] == ["opened", "stopped"]


def test_a_stop_of_another_post_or_a_readme_stops_nothing(office: Office) -> None:
    published(office)
    published(office, path="content/posts/2026/12/anderes.md", branch="zwei", content=post_text(title="Anderes"))
    put_stop(office, "README.md")
    put_stop(office, "anderes.md")
    publish(office)
    assert types(office) == PUBLISHED
    assert types(office, "anderes") == ["captured"]


def test_deleting_the_stop_ends_nothing(office: Office) -> None:
    published(office)
    put_stop(office, "total")
    publish(office)
    remote(office, "update-ref", "-d", "refs/heads/stop")
    publish(office, now="2026-12-01 09:10")
    assert types(office) == ["captured"]


def test_a_crisis_post_passes_all_but_not_total(office: Office) -> None:
    published(office, content=post_text(more="kind: crisis\n"))
    put_stop(office, "alles")
    publish(office)
    assert types(office) == PUBLISHED


def test_total_stops_a_crisis_post(office: Office) -> None:
    published(office, content=post_text(more="kind: crisis\n"))
    put_stop(office, "total")
    publish(office)
    assert types(office) == ["captured"]


def test_the_twice_claimed_post_is_refused(office: Office) -> None:
    """A run whose claim stands without an outcome: the next one keeps its hands off until it is known."""
    published(office)
    publish(office)
    claim = next(i for i, line in enumerate(lines(office)) if isinstance(line, Claimed))
    assert claim
    commits = ledger_commits(office)
    claimed = next(c for c in commits if '"type":"claimed"' in remote(office, "show", f"{c}:83/warntag.jsonl"))
    remote(office, "update-ref", "refs/heads/ledger", claimed)
    office.run("update-ref", "-d", "refs/amtsfunk/verified/ledger")
    publish(office)
    assert [line.type for line in lines(office)].count("claimed") == 2, "one a channel, and no more"
    assert ledger_commits(office)[-1] == claimed


def test_a_crashed_website_claim_is_found_absent_and_sent(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office)
    claimed = ledger_commits(office)[2]
    remote(office, "update-ref", "refs/heads/ledger", claimed)
    office.run("update-ref", "-d", "refs/amtsfunk/verified/ledger")
    publish(office, now="2026-12-01 09:30")
    assert types(office) == ["captured", "claimed", "absent", "claimed", "accepted"]
    first, second = (line for line in lines(office) if isinstance(line, Claimed))
    assert (first.key, first.created_at) == (second.key, second.created_at)


def test_a_crashed_handover_is_held_for_a_person(office: Office) -> None:
    published(office)
    publish(office)
    remote(office, "update-ref", "refs/heads/ledger", ledger_commits(office)[2])
    office.run("update-ref", "-d", "refs/amtsfunk/verified/ledger")
    assert publish(office, now="2026-12-01 10:00") == 1
    assert types(office, channel="mastodon") == ["captured", "claimed", "held"]


def test_the_same_content_under_another_name_is_refused(office: Office) -> None:
    published(office)
    publish(office)
    published(office, path="content/posts/2026/12/kopie.md", branch="zwei", content=post_text(title="Kopie"))
    assert publish(office, now="2026-12-01 09:10") == 1
    assert types(office, "kopie") == ["captured", "held"]


def test_a_named_repetition_goes_out(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office)
    again = post_text(channels="[website]", more="repeat_of: warntag\n")
    published(office, path="content/posts/2026/12/kopie.md", branch="zwei", content=again)
    publish(office, now="2026-12-01 09:10")
    assert types(office, "kopie") == PUBLISHED


# ---------------------------------------------------------------- changes before and after a claim


def test_a_new_revision_before_any_claim_is_captured_anew(office: Office) -> None:
    published(office)
    publish(office, now="2026-12-01 08:00")
    published(office, content=post_text(text="Neue Fassung.", more="revision: 2\n"), branch="zwei")
    publish(office)
    assert types(office) == ["captured", "captured", "claimed", "accepted"]
    (website,) = (item for item in read_published(office.git) if item.channel == "website")
    assert website.payload is not None
    assert website.payload["parts"][0]["text"] == "Neue Fassung."


def test_what_is_out_stays_whatever_main_says(office: Office) -> None:
    published(office, content=post_text(channels="[website, mastodon]"))
    publish(office)
    published(office, content=post_text(text="Neue Fassung.", more="revision: 2\n"), branch="zwei")
    publish(office, now="2026-12-01 09:10")
    assert types(office) == PUBLISHED
    assert types(office, channel="mastodon") == ["captured", "claimed", "handed"]


def test_what_was_missed_goes_out_at_a_new_time(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office, now="2026-12-02 10:00")
    assert types(office) == ["captured", "missed"]
    later = post_text(channels="[website]", publish_at="03.12.2026 09:00", more="revision: 2\n")
    published(office, content=later, branch="zwei")
    publish(office, now="2026-12-03 09:01")
    assert types(office) == ["captured", "missed", "captured", "claimed", "accepted"]


def test_a_held_post_goes_out_once_its_change_is_approved(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office, now="2026-12-01 08:00")
    change = post_text(channels="[website]", text="Neue Fassung.")
    published(office, content=change, branch="zwei", approvers=())
    assert publish(office, now="2026-12-01 08:10") == 1
    assert types(office) == ["captured", "held"]
    office.branch("drei")
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.merge("drei")
    office.push()
    publish(office)
    assert types(office) == ["captured", "held", "captured", "claimed", "accepted"]


def test_a_revoked_approver_voids_what_is_not_out(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office, now="2026-12-01 08:00")
    team = team_yml(office, extra={"ben": "revoked: 2026-11-30 12:00"})
    office.change_rules({"plans/team.yml": team}, author="cleo", approver="ines")
    office.push()
    assert publish(office) == 1
    assert types(office) == ["captured", "held"]


def test_one_broken_post_never_stops_the_others(office: Office) -> None:
    """I12"""
    published(office, path="content/posts/2026/12/kaputt.md", branch="kaputt", content="---\n[\n", approvers=())
    published(office, content=post_text(channels="[website]"))
    publish(office)
    assert types(office) == PUBLISHED


@pytest.mark.parametrize("how", ["delete", "undate"])
def test_without_file_or_time_it_is_cancelled(office: Office, how: str) -> None:
    published(office)
    publish(office, now="2026-12-01 08:00")
    if how == "delete":
        office.run("rm", "--quiet", POST)
    else:
        office.write(POST, post_text(publish_at=None))
    office.commit(by="ben")
    office.push()
    publish(office)
    assert types(office) == ["captured", "cancelled"]


def test_the_same_approval_does_not_count_again_after_a_cancellation(office: Office) -> None:
    published(office)
    publish(office, now="2026-12-01 08:00")
    office.run("rm", "--quiet", POST)
    office.commit(by="ben")
    office.push()
    publish(office, now="2026-12-01 08:10")
    office.run("revert", "--no-edit", "HEAD", by="anna")
    office.push()
    publish(office)
    assert "claimed" not in types(office)


# ---------------------------------------------------------------- the clock and the remote


def test_no_run_before_the_newest_line(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    publish(office)
    assert publish(office, now="2026-12-01 09:04") == 1
    assert "Sendebuch reicht schon bis" in capsys.readouterr().err


def test_a_made_up_time_sends_to_a_local_remote_only(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    office.run("remote", "set-url", "--push", "origin", "https://git.example.org/stadt.git")
    assert publish(office) == 1
    assert "auf diesem Rechner" in capsys.readouterr().err
    assert ledger_commits(office) == []


def test_a_made_up_time_sends_to_no_real_network(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.change_rules(
        {"plans/channels.yml": CHANNELS.replace("    owner: anna\n  x:", "    via: api\n    owner: anna\n  x:")}
    )
    published(office)
    assert publish(office) == 1
    assert "social.beispielau.example" in capsys.readouterr().err


def test_sending_needs_the_publishers_key(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    words = ["publish", "--repository", str(office.clone), "--now", "2026-12-01 09:05", "--trust-root", office.root]
    assert main([*words, "--send"]) == 2
    assert "AMTSFUNK_PUBLISHER_KEY" in capsys.readouterr().err


def test_governance_by_one_person_stops_everything(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    publish(office, now="2026-12-01 08:00")
    office.change_rules({"plans/channels.yml": CHANNELS + "\n"}, approver=None)
    office.push()
    assert publish(office) == 1
    assert "claimed" not in types(office)
    assert "nicht von zwei Personen" in " ".join(capsys.readouterr().out.split())


def test_a_reset_main_stops_everything(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    publish(office, now="2026-12-01 08:00")
    office.run("reset", "--hard", "--quiet", office.root)
    published(office, path="content/posts/2026/12/anderes.md", branch="zwei")
    assert publish(office) == 1
    assert "zurückgesetzt" in capsys.readouterr().err


# ---------------------------------------------------------------- by hand


def test_manual_hands_over_once_and_is_recorded(office: Office) -> None:
    published(office, content=post_text(picture="sirene.png"), files={PICTURE: PNG})
    publish(office)
    folder = manual_folder(office)
    assert (folder / "beitrag.txt").read_text(encoding="utf-8").startswith("Am 10. Dezember")
    assert (folder / "beitrag-bild-1.png").read_bytes() == PNG
    assert "Sirene" in (folder / "beitrag-bild-1-alternativtext.txt").read_text(encoding="utf-8")
    (folder / "beitrag.txt").write_text("gelesen", encoding="utf-8")
    publish(office, now="2026-12-01 10:00")
    assert (folder / "beitrag.txt").read_text(encoding="utf-8") == "gelesen", "nothing is handed over twice"
    record = ["warntag", "mastodon", "https://social.beispielau.example/@stadt/1", "--key", str(office.key("anna"))]
    assert amtsfunk(office, "record", *record, now="2026-12-01 10:05") == 0
    publish(office, now="2026-12-01 10:10")
    assert types(office, channel="mastodon") == ["captured", "claimed", "handed", "accepted"]
    accepted = [line for line in lines(office) if isinstance(line, Accepted)][-1]
    assert (accepted.how, accepted.person, accepted.address) == ("recorded", "anna", record[2])


def test_what_nobody_records_is_held(office: Office) -> None:
    published(office)
    publish(office)
    assert publish(office, now="2026-12-02 09:00:01") == 1
    assert types(office, channel="mastodon")[-1] == "held"


def test_a_post_made_by_hand_before_can_be_recorded(office: Office) -> None:
    office.branch("alt")
    office.write(POST, post_text(more="archive: true\n"))
    office.commit()
    office.merge("alt")
    office.push()
    publish(office)
    assert lines(office) == ()
    record = ["warntag", "mastodon", "https://social.beispielau.example/@stadt/1", "--key", str(office.key("ben"))]
    assert amtsfunk(office, "record", *record) == 0
    publish(office)
    assert [line.type for line in lines(office)] == ["accepted"]


# ---------------------------------------------------------------- hold, resume, status, ledger


def test_hold_and_resume(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    assert amtsfunk(office, "hold", "warntag", "--reason", "falsche Uhrzeit", now="2026-12-01 08:00") == 0
    publish(office)
    assert types(office) == ["captured"]
    assert amtsfunk(office, "status") == 0
    assert "STOPP warntag-" in capsys.readouterr().out
    lift = ["warntag", "--release", "warntag", "--key", str(office.key("ben"))]
    assert amtsfunk(office, "resume", *lift, now="2026-12-01 09:10") == 0
    publish(office, now="2026-12-01 09:15")
    assert types(office) == PUBLISHED


def test_what_came_due_during_a_stop_does_not_burst_out(office: Office) -> None:
    published(office)
    amtsfunk(office, "hold", "all", now="2026-12-01 08:00")
    publish(office)
    amtsfunk(office, "resume", "all", "--key", str(office.key("ben")), now="2026-12-01 09:10")
    assert publish(office, now="2026-12-01 09:15") == 1
    assert types(office) == ["captured", "missed"]


def test_a_lift_needs_an_approver_and_another_person(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    amtsfunk(office, "hold", "all", "--key", str(office.key("ben")), now="2026-12-01 08:00")
    publish(office)
    for person in ("anna", "ben"):
        amtsfunk(office, "resume", "all", "--release", "warntag", "--key", str(office.key(person)))
        publish(office, now="2026-12-01 09:10")
        assert types(office) == ["captured"]
    shown = " ".join(capsys.readouterr().out.split())
    assert "wer unterschrieb, hat dafür nicht das Recht" in shown
    assert "den eigenen Stopp hebt eine andere Person auf" in shown


def test_a_replayed_lift_is_refused(office: Office) -> None:
    published(office)
    amtsfunk(office, "hold", "warntag", now="2026-12-01 07:00")
    publish(office, now="2026-12-01 07:05")
    amtsfunk(office, "resume", "warntag", "--key", str(office.key("ben")), now="2026-12-01 07:10")
    publish(office, now="2026-12-01 07:15")
    amtsfunk(office, "hold", "warntag", "--reason", "noch einmal", now="2026-12-01 07:20")
    publish(office, now="2026-12-01 09:05")
    assert [line.type for line in repository_lines(office)] == ["opened", "stopped", "lifted", "stopped"]
    assert types(office) == ["captured"]


def test_ledger_verify_and_show(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    publish(office)
    assert amtsfunk(office, "ledger", "verify") == 0
    assert "in Ordnung" in capsys.readouterr().out
    assert amtsfunk(office, "ledger", "show", "warntag") == 0
    assert "veröffentlicht" in capsys.readouterr().out
    assert amtsfunk(office, "status", "--format", "json") == 0


# ---------------------------------------------------------------- corrections and withdrawals

CORRECTION = post_text(
    title="Berichtigung",
    text="Die Sirenen heulen um 11:15 Uhr.",
    publish_at="01.12.2026 10:00",
    channels="[website]",
    more="kind: correction\ncorrects: warntag\nwas_wrong: Uhrzeit\nsince: 2026-12-01\nbecause: Tippfehler\n",
)
SECOND = "content/posts/2026/12/berichtigung.md"


def test_a_correction_marks_the_original(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office)
    published(office, path=SECOND, content=CORRECTION, branch="zwei")
    publish(office, now="2026-12-01 10:05")
    assert types(office, "berichtigung") == PUBLISHED
    assert types(office)[-2:] == ["contested", "corrected"]
    original = next(item for item in read_published(office.git) if item.post == "warntag")
    assert original.corrected_by == "berichtigung"
    assert original.payload is not None, "text and digest of the original stay"


def test_a_correction_cancels_what_is_not_out(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office, now="2026-12-01 08:00")
    published(office, path=SECOND, content=CORRECTION, branch="zwei")
    publish(office, now="2026-12-01 08:30")
    assert types(office) == ["captured", "contested", "cancelled"]
    publish(office, now="2026-12-01 10:05")
    assert types(office, "berichtigung") == ["captured", "cancelled"], "nothing to correct"


def test_a_withdrawal_marks_the_original(office: Office) -> None:
    published(office, content=post_text(channels="[website]"))
    publish(office)
    withdrawal = CORRECTION.replace("kind: correction", "kind: withdrawal")
    published(office, path=SECOND, content=withdrawal, branch="zwei")
    publish(office, now="2026-12-01 10:05")
    assert types(office)[-1] == "withdrawn"


# ---------------------------------------------------------------- several runners


def test_two_real_processes_on_one_remote_publish_once(office: Office, tmp_path: Path) -> None:
    for number in range(3):
        name = f"beitrag-{number}"
        text = post_text(title=name, text=f"Nummer {number}", channels="[website]")
        published(office, path=f"content/posts/2026/12/{name}.md", branch=name, content=text)
    assert open_ledger(office) == 0
    clones = [tmp_path / "a", tmp_path / "b"]
    for clone in clones:
        subprocess.run(["git", "clone", "--quiet", str(office.remote), str(clone)], check=True)
    words = ["--send", "--key", str(office.key("publisher")), "--trust-root", office.root, "--now", "2026-12-01 09:05"]
    runs = [
        subprocess.Popen([sys.executable, "-m", "amtsfunk", "publish", "--repository", str(clone), *words])
        for clone in clones
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    for number in range(3):
        assert types(office, f"beitrag-{number}").count("accepted") == 1
        assert types(office, f"beitrag-{number}").count("claimed") == 1
    assert amtsfunk(office, "ledger", "verify") == 0


# ---------------------------------------------------------------- a person's word about a held delivery


def test_send_again_counts_once(office: Office) -> None:
    """A replayed statement, under another name, never sends anything again."""
    published(office, content=post_text(channels="[mastodon]"))
    publish(office)
    remote(office, "update-ref", "refs/heads/ledger", ledger_commits(office)[2])
    office.run("update-ref", "-d", "refs/amtsfunk/verified/ledger")
    publish(office, now="2026-12-01 10:00")
    assert types(office, channel="mastodon")[-1] == "held"
    words = {"decision": "again", "not_after": "2026-12-01T10:00:00Z", "held_at": "2026-12-01T09:00:00Z"}
    for person, expected in (("anna", "held"), ("ben", "handed")):
        data = settle(office, person, words)
        publish(office, now="2026-12-01 10:30")
        assert types(office, channel="mastodon")[-1] == expected
    publish(office, now="2026-12-01 11:00:01")
    assert types(office, channel="mastodon")[-1] == "held"
    before = types(office, channel="mastodon")
    moment = datetime(2026, 12, 1, 10, 5, tzinfo=UTC)
    put_file(Branch(office.git, "origin", "inbox"), "noch-einmal.json", data, moment)
    publish(office, now="2026-12-01 11:10")
    assert types(office, channel="mastodon") == before


def settle(office: Office, person: str, words: dict[str, str]) -> bytes:
    """A settle statement in the inbox; its bytes."""
    statement = Statement(
        kind="settle",
        repository="00112233445566778899aabbccddeeff",
        subject="warntag/mastodon",
        manifest="",
        decision=words,
        not_before=datetime(2026, 12, 1, 9, 0, tzinfo=UTC),
        not_after=datetime(2026, 12, 3, 9, 0, tzinfo=UTC),
        nonce=new_nonce(),
    )
    data = canonical_json(office.sign(statement, person).to_json())
    put_file(Branch(office.git, "origin", "inbox"), f"settle-{person}.json", data, statement.not_before)
    return data
