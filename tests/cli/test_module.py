"""``amtsfunk module``: from an agreed module to a post that is out, and what a person in a hurry is told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from amtsfunk.approval.canonical import digest
from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.delivery.events import Captured
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.files import list_tree
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import post_at, read_published
from amtsfunk.pages.published import build_archive
from support.modules import (
    FILLED,
    MODULE,
    NOW,
    ROTA,
    SENT,
    SLOTS,
    TEXT,
    agree,
    change,
    module,
    posts_of_modules,
    put,
    run,
    say,
)
from support.publishing import amtsfunk, lines, manual_folder, publish, put_stop, remote, types
from support.repo import POST, Office, post_text

SEND = ("send", "stromausfall", *SLOTS, "--yes")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    agree(made)
    assert run(made, now="2026-12-01 09:00") == 0, "there is a ledger"
    yield made
    made.close()


def spoken(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


def test_a_module_is_sent_by_one_person_and_goes_out_once(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert module(office, *SEND) == 0
    shown = spoken(capsys)
    for words in ("Betroffen: Altstadt. Seit 14:30 Uhr", "Mastodon", "Website", "von 500 Zeichen", "emil sendet:"):
        assert words in shown
    assert posts_of_modules(office) == [], "until the publisher has checked it"
    assert run(office) == 0
    (post,) = posts_of_modules(office)
    assert post in shown
    assert types(office, post) == ["captured", "claimed", "accepted"]
    assert types(office, post, "mastodon") == ["captured", "claimed", "handed"]
    handed = [file.read_text(encoding="utf-8") for file in manual_folder(office, post).glob("*.txt")]
    assert any(text.strip() == FILLED for text in handed)
    before = lines(office, post)
    assert run(office, now="2026-12-01 09:10") == 0
    assert lines(office, post) == before and posts_of_modules(office) == [post]


def test_what_is_captured_says_everything(office: Office) -> None:
    put(office, say(office))
    assert run(office) == 0
    captured = lines(office, SENT)[0]
    assert isinstance(captured, Captured)
    assert captured.path == MODULE and captured.manifest == office.manifest(MODULE).digest
    assert captured.approvers == ("ben", "emil") and captured.kind == "crisis"
    assert (captured.latest - captured.due).total_seconds() == 30 * 60, "as any crisis post"
    sending = captured.evidence["module"]
    assert (sending["id"], sending["person"], sending["slots"]["gebiet"]) == ("stromausfall", "emil", "Altstadt")
    for channel, sha256 in captured.payloads.items():
        stored = remote(office, "show", f"refs/heads/ledger:payloads/{sha256[:2]}/{sha256}.json").encode()
        assert digest(stored) == sha256
        payload = json.loads(stored)
        assert (payload["post"], payload["channel"], payload["parts"][0]["text"]) == (SENT, channel, FILLED)


def test_it_stands_in_the_archive_like_any_other(office: Office) -> None:
    put(office, say(office))
    run(office)
    settings = read_settings(office.git, office.main)
    with Git(office.remote) as git:
        archive = build_archive(settings, read_published(git), (), lambda _: None)
    (post,) = archive.posts
    assert (post.id, post.month, post.parts[0].text) == (SENT, "2026/12", FILLED)
    assert post.title == "Stromausfall: Was Sie jetzt tun können"


def test_a_statement_ends_the_window(office: Office) -> None:
    put(office, say(office, not_after=NOW.replace(minute=20)))
    run(office)
    captured = lines(office, SENT)[0]
    assert isinstance(captured, Captured) and captured.latest == NOW.replace(minute=20)


def test_a_rehearsal_says_what_would_go_out(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put(office, say(office))
    capsys.readouterr()
    assert publish(office, now="2026-12-01 09:06", send=False) == 0
    assert posts_of_modules(office) == []
    said = spoken(capsys)
    assert "würde jetzt gesendet" in said and "Modul stromausfall, gesendet von emil" in said


def test_status_asks_to_look_at_it_afterwards(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put(office, say(office))
    run(office)
    capsys.readouterr()
    assert amtsfunk(office, "status", now="2026-12-03 09:00") == 0
    said = spoken(capsys)
    assert "bitte nachträglich ansehen" in said
    assert f"{SENT} von emil (gebiet: Altstadt, stunden: 3, uhrzeit: 14:30)" in said
    amtsfunk(office, "status", "--format", "json", now="2026-12-03 09:00")
    assert json.loads(capsys.readouterr().out)["of_modules"][0]["person"] == "emil"
    amtsfunk(office, "status", now="2026-12-09 09:00")
    assert "nachträglich" not in capsys.readouterr().out


def test_the_list_and_one_module(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert module(office, "list") == 0
    assert "stromausfall bereit Stromausfall: Was Sie jetzt tun können" in spoken(capsys)
    assert module(office, "list", now="2027-02-01 09:00") == 0
    assert "gilt heute nicht" in spoken(capsys)
    assert module(office, "show", "stromausfall") == 0
    said = spoken(capsys)
    assert "{gebiet}: eine von: Altstadt; Hafen" in said and "{uhrzeit}: eine Uhrzeit wie 14:05" in said
    assert 'amtsfunk module send stromausfall --slot "gebiet=…" --slot "uhrzeit=…" --slot "stunden=…"' in said
    assert "Freigegeben von ben" in said


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("send", "unbekannt", "--yes"), 2, "Ein Modul „unbekannt“ gibt es auf dem Hauptzweig nicht."),
        (("send",), 2, "Bitte nennen Sie das Modul."),
        (("send", "stromausfall", *SLOTS[:4], "--yes"), 2, "Die Lücke „stunden“ ist nicht ausgefüllt."),
        ((*SEND, "--slot", "wetter=gut"), 2, "Die Lücke „wetter“ hat dieses Modul nicht."),
        ((*SEND, "--slot", "gebiet=Hafen"), 2, "Für die Lücke „gebiet“ stehen zwei Angaben da."),
        ((*SEND, "--slot", "gebiet"), 2, "„gebiet“ ist keine Angabe für eine Lücke."),
        (("send", "stromausfall", "--slot", "gebiet=Mond", *SLOTS[2:], "--yes"), 2, "eine von: Altstadt; Hafen"),
        (("send", "stromausfall", *SLOTS[:2], "--slot", "uhrzeit=2 Uhr", *SLOTS[4:], "--yes"), 2, "nicht vorgesehen"),
        ((*SEND, "--not-after", "morgen"), 2, "kein Zeitpunkt"),
        ((*SEND, "--not-after", "05.12.2026 09:00"), 2, "höchstens 24 Stunden"),
        ((*SEND, "--repeat-of", "nie-da"), 2, "kennt das Sendebuch nicht"),
        ((*SEND, "--as", "ben"), 1, "gehört „emil“, nicht „ben“"),
        (("send", "stromausfall", *SLOTS), 1, "Ohne Rückfrage senden: --yes"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_sent(
    office: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, told: str
) -> None:
    capsys.readouterr()
    assert module(office, *words) == code
    assert told in spoken(capsys)
    assert remote(office, "rev-parse", "--verify", "--quiet", "refs/heads/inbox") == ""


def test_who_has_no_duty_is_told_who_has(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert module(office, *SEND, by="ben") == 1
    said = spoken(capsys)
    assert (
        "„ben“ hat heute laut plans/rota.yml keinen Dienst" in said
        and "Dienst hat heute emil, in Vertretung cleo" in said
    )
    assert module(office, *SEND, by="cleo") == 0, "the substitute stands in"
    assert module(office, *SEND, now="2026-12-08 09:05") == 1
    assert "Für heute steht dort niemand" in spoken(capsys)


def test_duty_alone_is_no_right_to_approve(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    change(office, "plans/rota.yml", ROTA.replace("emil", "anna"))
    assert module(office, *SEND, by="anna") == 1
    assert "darf aber nicht allein freigeben" in spoken(capsys)


def test_a_module_that_nobody_approved_says_why(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    change(office, MODULE, TEXT.replace("Stromausfall. Betroffen", "Alles gut. Betroffen"))
    assert module(office, *SEND) == 1
    said = spoken(capsys)
    assert "ist nicht freigegeben" in said and "Bedingung 1" in said
    module(office, "list")
    assert "nicht freigegeben" in spoken(capsys)


def test_a_stop_is_told_beforehand(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put_stop(office, "total.md")
    assert module(office, *SEND) == 0
    assert "Es gilt ein Stopp" in spoken(capsys)
    assert run(office) == 0
    assert types(office, posts_of_modules(office)[0]) == ["captured"]


def test_the_same_words_again_need_to_be_meant(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put(office, say(office))
    run(office)
    capsys.readouterr()
    assert module(office, *SEND, now="2026-12-01 11:05") == 1
    said = spoken(capsys)
    assert f"schon erschienen: {SENT}" in said and f"--repeat-of {SENT}" in said
    assert module(office, *SEND, "--repeat-of", SENT, now="2026-12-01 11:05") == 0
    assert f"Dieses Modul wurde schon gesendet, 01.12.2026 09:06 Uhr, von emil ({SENT})" in spoken(capsys)
    run(office, now="2026-12-01 11:06")
    (again,) = [post for post in posts_of_modules(office) if post != SENT]
    assert types(office, again) == ["captured", "claimed", "accepted"]


def test_again_leads_to_the_module(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put(office, say(office))
    run(office)
    amtsfunk(office, "settle", now="2026-12-01 10:00")
    run(office, now="2026-12-01 10:00")
    words = ("--give-up", "--key", str(office.key("ben")))
    assert amtsfunk(office, "settle", SENT, "mastodon", *words, now="2026-12-01 10:01") == 0
    run(office, now="2026-12-01 10:02")
    capsys.readouterr()
    assert amtsfunk(office, "again", SENT, "--channel", "mastodon", now="2026-12-01 10:03") == 1
    assert "amtsfunk module send stromausfall" in spoken(capsys)


def found(office: Office) -> set[tuple[str, str]]:
    """What the check finds: (rule, path)."""
    findings = check_repository(office.clone, list_tree(office.clone), Choice(), None).findings
    return {(finding.rule, finding.place.path) for finding in findings}


def test_a_correction_of_what_no_module_became_is_found(office: Office) -> None:
    more = "kind: correction\ncorrects: {}\nwas_wrong: Die Uhrzeit\nsince: 01.12.2026\nbecause: Ein Versehen\n"
    for name, unknown in ((SENT, False), (SENT.replace("stromausfall", "hochwasser"), True), (SENT[:-1], True)):
        office.write(POST, post_text(more=more.format(name)))
        assert (("unknown-post", POST) in found(office)) is unknown


def test_it_can_be_corrected_like_any_post(office: Office) -> None:
    put(office, say(office))
    run(office)
    more = f"kind: correction\ncorrects: {SENT}\nwas_wrong: Die Uhrzeit\nsince: 01.12.2026\nbecause: Ein Versehen\n"
    text = post_text(text="Wir berichtigen: Es war 14:00 Uhr.", publish_at="01.12.2026 09:15", more=more)
    office.post(POST, text)
    office.push()
    assert ("unknown-post", POST) not in found(office)
    run(office, now="2026-12-01 09:20")
    assert types(office, "warntag")[-1] == "accepted"
    assert "corrected" in types(office, SENT)


def verify(office: Office, post: str, action: str = "verify") -> int:
    office.run("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    return amtsfunk(office, "approval", action, post, "--trust-root", office.root, now="2026-12-20 09:00")


def test_what_was_sent_is_worked_out_anew_from_a_clone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put(office, say(office))
    run(office)
    change(office, MODULE, None)
    change(office, "plans/rota.yml", None)
    capsys.readouterr()
    assert verify(office, SENT) == 0, "by git as it was then, whatever is on main now"
    said = spoken(capsys)
    assert f"{SENT}: freigegeben" in said and "Uhr von emil, im Dienst" in said
    assert "gebiet: Altstadt" in said and "Freigabe ben" in said
    assert "die Person hat genau diese Angaben unterschrieben" in said
    assert "Plattform" not in said


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"payloads": {"website": "0" * 64}}, "gesendet wurden andere Worte, als aus Modul und Angaben folgen"),
        ({"manifest": "sha256:" + "0" * 64}, "festgehalten ist eine andere Fassung des Moduls als die in Git"),
        ({"person": "cleo"}, "keine Anweisung, die diese Person so unterschrieben hat"),
        ({"person": "ben"}, "wer unterschrieb, hat heute laut plans/rota.yml keinen Dienst"),
        ({"slots": {"gebiet": "Mond", "uhrzeit": "14:30", "stunden": "3"}}, "in einer Lücke steht etwas"),
    ],
)
def test_a_ledger_that_says_other_than_git_is_found_out(
    office: Office,
    changed: dict[str, object],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A publisher who signs what never followed: the ledger is his own, and so well signed."""
    put(office, say(office))
    run(office)

    def lied(git: Git, tip: str, post: str) -> PostState | None:
        state = post_at(git, tip, post)
        assert state is not None and state.captured is not None
        sending = {**state.captured.evidence["module"]}
        fields = {name: value for name, value in changed.items() if name in {"payloads", "manifest"}}
        sending.update({name: value for name, value in changed.items() if name not in fields})
        captured = replace(state.captured, evidence={**state.captured.evidence, "module": sending}, **fields)
        return replace(state, captured=captured)

    monkeypatch.setattr("amtsfunk.commands.agreed.verifying.post_at", lied)
    capsys.readouterr()
    assert verify(office, SENT) == 1
    assert told in spoken(capsys)
    assert verify(office, SENT, "show") == 0


def test_a_ledger_that_no_publisher_signed_is_not_believed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put(office, say(office))
    run(office)
    words = ("-c", "user.name=x", "-c", "user.email=x@example.org", "commit-tree", "ledger^{tree}", "-p", "ledger")
    command = ["git", "-C", str(office.remote), *words, "-m", "x"]
    forged = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    remote(office, "update-ref", "refs/heads/ledger", forged)
    capsys.readouterr()
    assert verify(office, SENT) == 3
    assert "Dem Sendebuch ist nicht zu trauen" in spoken(capsys)


def test_a_clone_without_that_history_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(office, say(office))
    run(office)
    captured = lines(office, SENT)[0]
    assert isinstance(captured, Captured)
    real = Git.resolve
    monkeypatch.setattr(Git, "resolve", lambda git, name: None if name == captured.commit else real(git, name))
    assert verify(office, SENT) == 2
    assert "git fetch --unshallow" in spoken(capsys)


def test_the_ledger_of_another_root_is_not_believed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    put(office, say(office))
    run(office)
    office.run("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    words = ("approval", "verify", SENT, "--trust-root", office.main)
    assert amtsfunk(office, *words, now="2026-12-20 09:00") == 3
    assert "einer anderen Vertrauenswurzel" in spoken(capsys)
