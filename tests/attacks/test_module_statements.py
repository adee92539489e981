"""Attacks on agreed modules: whatever is said, nothing but an approved module's words goes out, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amtsfunk.commands.publishing.texts import reason_text
from amtsfunk.delivery.events import Captured
from support.attacking import put_branch
from support.modules import (
    MODULE,
    NONCE,
    NOW,
    ROTA,
    SENT,
    TEXT,
    VALUES,
    agree,
    change,
    id_of,
    posts_of_modules,
    put,
    run,
    say,
)
from support.publishing import amtsfunk, lines, put_stop, types
from support.repo import OUTSIDER, Office, post_text, team_yml

OTHER_NONCE = "beef" + "0" * 28


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    agree(made)
    assert run(made, now="2026-12-01 09:00") == 0, "there is a ledger"
    yield made
    made.close()


def refused(office: Office, capsys: pytest.CaptureFixture[str], reason: str, now: str = "2026-12-01 09:06") -> None:
    """A run says why, and no post came of it."""
    capsys.readouterr()
    run(office, now=now)
    said = " ".join(capsys.readouterr().out.split())
    assert reason_text(reason).partition("…")[0].strip() in said, said
    assert posts_of_modules(office) == []


def test_the_sound_statement_counts(office: Office) -> None:
    """What every attack below differs from by one thing."""
    put(office, say(office))
    run(office)
    assert posts_of_modules(office) == [SENT]
    assert types(office, SENT)[-1] == "accepted"


@pytest.mark.parametrize(
    ("by", "changed", "reason"),
    [
        ("ben", {}, "not-on-duty"),
        (OUTSIDER, {}, "signature-unknown"),
        ("emil", {"manifest": "0" * 64}, "module-changed"),
        ("emil", {"manifest": ""}, "module-changed"),
        ("emil", {"subject": "warntag"}, "no-such-module"),
        ("emil", {"subject": "../posts/2026/12/warntag"}, "no-such-module"),
        ("emil", {"decision": {**VALUES, "gebiet": "Mond"}}, "slot-value"),
        ("emil", {"decision": {**VALUES, "gebiet": "Altstadt\nund alles"}}, "slot-value"),
        ("emil", {"decision": {**VALUES, "uhrzeit": "25:00"}}, "slot-value"),
        ("emil", {"decision": {**VALUES, "stunden": "-1"}}, "slot-value"),
        ("emil", {"decision": {**VALUES, "mehr": "x"}}, "slot-unknown"),
        ("emil", {"decision": {"gebiet": "Altstadt"}}, "slot-missing"),
        ("emil", {"decision": "approved"}, "slot-missing"),
        ("emil", {"repository": "f" * 32}, "statement-repository"),
        ("emil", {"not_after": NOW}, "statement-expired"),
        ("emil", {"not_before": NOW + timedelta(minutes=30)}, "statement-expired"),
        ("emil", {"not_after": NOW + timedelta(hours=25)}, "module-window"),
    ],
)
def test_what_does_not_count(
    office: Office, capsys: pytest.CaptureFixture[str], by: str, changed: dict[str, object], reason: str
) -> None:
    put(office, say(office, by, **changed))
    refused(office, capsys, reason)


def test_a_statement_of_another_kind_sends_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither an approval that lies in the inbox, nor a module statement that lies beside a post."""
    put(office, say(office, kind="approve"))
    refused(office, capsys, "statement-kind")


def test_a_signature_of_one_kind_never_passes_for_another(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    data = say(office, kind="record").replace(b'"kind":"record"', b'"kind":"module"')
    put(office, data)
    refused(office, capsys, "signature-unknown")


def test_a_statement_counts_once_under_whatever_name_it_lies_there(office: Office) -> None:
    data = say(office)
    put(office, data)
    run(office)
    before = lines(office, SENT)
    put_branch(office, "inbox", {b"again.json": data, b"and-again.json": data})
    run(office, now="2026-12-01 09:20")
    assert posts_of_modules(office) == [SENT] and lines(office, SENT) == before


def test_signing_the_same_nonce_anew_sends_nothing_anew(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The ledger keeps statements by their bytes; the post's name holds where only these differ."""
    put(office, say(office))
    run(office)
    put(office, say(office, not_after=NOW + timedelta(hours=2)))
    capsys.readouterr()
    run(office, now="2026-12-01 09:20")
    assert reason_text("module-name-taken") in " ".join(capsys.readouterr().out.split())
    assert posts_of_modules(office) == [SENT]


def test_a_copied_nonce_changes_no_words(office: Office) -> None:
    """Two statements in one run that would become one post: the first counts."""
    put(office, say(office), say(office, "cleo", decision={**VALUES, "gebiet": "Hafen"}))
    run(office)
    captured = [line for line in lines(office, SENT) if isinstance(line, Captured)]
    assert len(captured) == 1 and captured[0].evidence["module"]["person"] == "emil"


@pytest.mark.parametrize("named", ["nie-da", "../x", "a\nb", "Warntag"])
def test_what_repeats_nothing_is_refused(office: Office, capsys: pytest.CaptureFixture[str], named: str) -> None:
    put(office, say(office, decision={**VALUES, "repeat_of": named}))
    refused(office, capsys, "no-such-post")


def test_two_people_who_send_the_same_words_send_them_once(office: Office) -> None:
    put(office, say(office), say(office, "cleo", nonce=OTHER_NONCE))
    run(office)
    other = id_of(OTHER_NONCE)
    out = [post for post in (SENT, other) if "accepted" in types(office, post)]
    assert len(out) == 1
    run(office, now="2026-12-01 09:10")
    assert [post for post in (SENT, other) if "accepted" in types(office, post)] == out


def test_the_module_was_edited_after_its_approval(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    change(office, MODULE, TEXT.replace("Stromausfall. Betroffen", "Alles gut. Betroffen"))
    put(office, say(office))
    refused(office, capsys, "manifest-differs")


def test_the_module_was_edited_after_the_statement(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Approved again, yet other words than those that the person on duty saw."""
    data = say(office)
    office.post(MODULE, TEXT.replace("Stromausfall. Betroffen", "Kein Strom. Betroffen"), branch="neu")
    office.push()
    put(office, data)
    refused(office, capsys, "module-changed")


def test_the_module_is_gone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    data = say(office)
    change(office, MODULE, None)
    put(office, data)
    refused(office, capsys, "no-such-module")


def test_the_module_is_no_longer_agreed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXT.replace("valid_until: 31.12.2026", "valid_until: 30.11.2026")
    office.post(MODULE, text, branch="kurz")
    office.push()
    put(office, say(office))
    refused(office, capsys, "module-expired")


def test_a_module_that_nobody_approved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = Office.make(tmp_path)
    agree(office, approvers=())
    run(office, now="2026-12-01 09:00")
    put(office, say(office))
    refused(office, capsys, "approval-missing")
    office.close()


def test_an_approval_of_a_post_is_none_of_a_module(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Words with blanks are approved as such: the manifest says so."""
    assert office.manifest(MODULE).to_json()["module"] == {"id": "stromausfall"}


def test_whoever_left_sends_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    data = say(office)
    gone = {"emil": "until: 2026-11-30"}
    office.change_rules({"plans/team.yml": team_yml(office, extra=gone)})
    office.push()
    put(office, data)
    refused(office, capsys, "role")


def test_whoever_was_revoked_sends_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    data = say(office)
    revoked = {"emil": "revoked: 2026-12-01T08:00:00+01:00"}
    office.change_rules({"plans/team.yml": team_yml(office, extra=revoked)})
    office.push()
    put(office, data)
    refused(office, capsys, "approver-revoked")


@pytest.mark.parametrize("duty", ["anna", "dora", "gero"])
def test_the_rota_gives_nobody_a_right(office: Office, capsys: pytest.CaptureFixture[str], duty: str) -> None:
    """It is no governance path: one person may change it."""
    change(office, "plans/rota.yml", ROTA.replace("emil", duty))
    put(office, say(office, duty))
    refused(office, capsys, "role")


@pytest.mark.parametrize("rota", [None, "weeks: [", ROTA.replace("W49", "W50"), ROTA + "  nonsense: yes\n"])
def test_nobody_is_on_duty_by_guessing(office: Office, capsys: pytest.CaptureFixture[str], rota: str | None) -> None:
    change(office, "plans/rota.yml", rota)
    put(office, say(office))
    refused(office, capsys, "not-on-duty")


def test_rules_that_nobody_confirmed_stop_modules_too(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    change(office, "plans/approval.yml", office.read("plans/approval.yml") + "# \n")
    put(office, say(office))
    capsys.readouterr()
    run(office)
    assert posts_of_modules(office) == []


def test_a_stop_holds_a_module_back(office: Office) -> None:
    put_stop(office, "total.md")
    put(office, say(office))
    run(office)
    assert types(office, SENT) == ["captured"]
    run(office, now="2026-12-01 10:00")
    assert types(office, SENT)[-1] == "missed"


@pytest.mark.parametrize("changed", [False, True])
def test_what_changes_between_capture_and_sending_holds_it(office: Office, changed: bool) -> None:
    """A stop keeps it back; meanwhile the module's file becomes another one, and the stop is lifted (I10)."""
    put_stop(office, SENT)
    put(office, say(office))
    run(office)
    assert types(office, SENT) == ["captured"]
    if changed:
        change(office, MODULE, TEXT.replace("Stromausfall. Betroffen", "Alles gut. Betroffen"))
    words = (SENT, "--release", SENT, "--key", str(office.key("ben")))
    assert amtsfunk(office, "resume", *words, now="2026-12-01 09:08") == 0
    run(office, now="2026-12-01 09:10")
    assert types(office, SENT)[1:] == (["held"] if changed else ["claimed", "accepted"])


@pytest.mark.parametrize("publish_at", ["01.12.2026 09:00", None])
def test_a_file_of_that_name_changes_nothing_about_it(office: Office, publish_at: str | None) -> None:
    """Neither another text, nor one that is taken away again, nor an archived one cancels or replaces the post."""
    put_stop(office, "total.md")
    put(office, say(office))
    run(office)
    before = lines(office, SENT)
    path = f"content/posts/2026/12/{SENT}.md"
    for number, text in enumerate((post_text(publish_at=publish_at), post_text(more="archive: true\n"))):
        office.post(path, text, branch=f"fremd-{number}", approvers=("ben",) if publish_at and not number else ())
        office.push()
        run(office, now=f"2026-12-01 09:{10 + number}")
    change(office, path, None)
    run(office, now="2026-12-01 09:14")
    assert lines(office, SENT) == before


def test_a_name_that_a_file_bears_is_not_taken_over(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.post(f"content/posts/2026/12/{SENT}.md", post_text(publish_at="20.12.2026 09:00"), branch="fremd")
    office.push()
    put(office, say(office))
    capsys.readouterr()
    run(office)
    assert reason_text("module-name-taken") in " ".join(capsys.readouterr().out.split())
    assert "claimed" not in types(office, SENT)


def test_one_odd_module_stops_no_post(office: Office) -> None:
    """I12"""
    office.post(content=post_text())
    office.push()
    put(office, say(office, decision={"gebiet": "Mond"}), b"{", say(office, nonce=NONCE))
    run(office)
    assert types(office)[-1] == "accepted" and types(office, SENT)[-1] == "accepted"
