"""Redaction: what goes, what stays, who may, and that nothing of it ever goes out again (DELIVERY.md § 1 and § 3)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.delivery.batch import payload_path, statement_path
from amtsfunk.delivery.events import Captured, Redacted
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import read_published
from amtsfunk.pages.feeds import feed_pages, search_pages
from amtsfunk.pages.public import notices
from amtsfunk.pages.published import build_archive
from support.attacking import out, put_branch, recorded, said
from support.publishing import amtsfunk, ledger_commits, lines, open_index, publish, remote, types
from support.repo import PICTURE, PNG, POST, Office, post_text

WHY = "Eine abgebildete Person hat ihre Einwilligung widerrufen."
HEADING = "Sirene mit Erika"
WORDS = "Erika Beispiel heult um 11 Uhr."
LATER, LAST = "2026-12-01 09:20", "2026-12-01 09:30"
ADDRESS = "https://social.beispielau.example/@stadt/1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


@pytest.fixture
def sent(office: Office) -> Office:
    """Out on the website and, by hand, on Mastodon; the picture is its own."""
    text = post_text(title=HEADING, text=WORDS, picture="sirene.png")
    office.post(content=text, files={PICTURE: PNG})
    office.push()
    publish(office)
    recorded(office, "warntag/mastodon", "anna", ADDRESS)
    publish(office, now="2026-12-01 09:10")
    assert types(office, channel="mastodon")[-1] == "accepted"
    return office


def redact(office: Office, *words: str, by: str = "ben", now: str = LATER) -> int:
    return amtsfunk(office, "redact", *words, "--key", str(office.key(by)), now=now)


def spoken(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    return " ".join((told.out + told.err).split())


def stored(office: Office) -> list[str]:
    """The payloads that the remote's ledger holds."""
    return remote(office, "ls-tree", "-r", "--name-only", "refs/heads/ledger", "--", "payloads").split()


def everything(office: Office) -> str:
    """All bytes of the ledger's newest tree."""
    names = remote(office, "ls-tree", "-r", "--name-only", "refs/heads/ledger").split()
    return "\n".join(remote(office, "show", f"refs/heads/ledger:{name}") for name in names)


def fetched(office: Office) -> None:
    office.run("fetch", "--quiet", "origin", "+refs/heads/ledger:refs/remotes/origin/ledger")


# ---------------------------------------------------------------- showing


def test_without_a_reason_it_only_says_what_would_happen(sent: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = ledger_commits(sent)
    inbox = remote(sent, "rev-parse", "refs/heads/inbox")
    capsys.readouterr()
    assert redact(sent, "warntag") == 0
    told = spoken(capsys)
    for words in (
        "gehen aus dem Sendebuch: Mastodon, Website",
        "wann und warum er entfernt wurde",
        "Der Nachweis: Prüfsummen",
        f"Mastodon: {ADDRESS}",
        f"git rm {POST} {PICTURE} content/posts/2026/12/warntag.approval.json",
        "Frühere Fassungen in Git",
        "Es wurde nichts geändert",
    ):
        assert words in told, told
    assert (ledger_commits(sent), remote(sent, "rev-parse", "refs/heads/inbox")) == (before, inbox)


def test_a_picture_that_another_post_names_is_not_called_its_own(
    sent: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "content/posts/2026/12/andere.md"
    sent.post(other, post_text(picture="sirene.png", publish_at="05.12.2026 09:00"), branch="andere")
    sent.push()
    capsys.readouterr()
    assert redact(sent, "warntag") == 0
    told = spoken(capsys)
    assert f"git rm {POST} content/posts/2026/12/warntag.approval.json" in told
    assert f"nennen auch andere Beiträge; bitte ansehen, ob sie weg müssen: {PICTURE}" in told


# ---------------------------------------------------------------- doing


def test_the_bytes_go_in_the_commit_that_says_so_and_nothing_else(sent: Office) -> None:
    payloads = stored(sent)
    assert len(payloads) == 2
    assert WORDS in everything(sent) and HEADING in everything(sent)
    before = ledger_commits(sent)[-1]
    assert redact(sent, "warntag", "--because", WHY) == 0
    assert ledger_commits(sent)[-1] == before, "the statement alone changes nothing"
    assert publish(sent, now=LATER) == 0
    (after,) = ledger_commits(sent)[ledger_commits(sent).index(before) + 1 :]
    status = remote(sent, "diff-tree", "-r", "--name-status", before, after).split()
    gone = [name for letter, name in zip(status[::2], status[1::2], strict=True) if letter == "D"]
    assert gone == payloads
    assert WORDS not in everything(sent)
    assert HEADING not in everything(sent), "it lies with the words, not in the line that stays"
    marks = [line for line in lines(sent) if isinstance(line, Redacted)]
    assert {(line.channel, line.note, line.person) for line in marks} == {
        ("website", WHY, "ben"),
        ("mastodon", WHY, "ben"),
    }
    assert {payload_path(line.payload) for line in marks} == set(payloads)
    assert amtsfunk(sent, "ledger", "verify", now=LAST) == 0
    assert open_index(sent)["open"] == {}
    assert publish(sent, now=LAST) == 0
    assert ledger_commits(sent)[-1] == after


def test_the_archive_says_so_openly_and_feeds_and_search_lose_the_text(sent: Office) -> None:
    redact(sent, "warntag", "--because", WHY)
    publish(sent, now=LATER)
    fetched(sent)
    settings = read_settings(sent.git, sent.main)
    archive = build_archive(settings, read_published(sent.git), [], lambda _: None)
    (post,) = archive.posts
    assert (post.title, post.note) == ("Entfernter Beitrag vom 1. Dezember 2026", WHY)
    assert post.removed_on is not None
    assert [place.address for place in post.elsewhere] == [None]
    (notice,) = notices(archive)
    assert (notice["what"], notice["when"], notice["because"]) == ("entfernt", "1. Dezember 2026", WHY)
    for page in (*feed_pages(archive, False), *search_pages(archive)):
        shown = (page.render() or b"").decode()
        assert "Erika" not in shown
        assert "Sirene" not in shown
    assert WHY in (next(iter(feed_pages(archive, False))).render() or b"").decode()


def test_who_calls_it_again_hears_that_it_is_done_and_what_is_left(
    sent: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    redact(sent, "warntag", "--because", WHY)
    publish(sent, now=LATER)
    said_lines = types(sent, channel=None)
    capsys.readouterr()
    assert redact(sent, "warntag", "--because", "Noch einmal.", now=LAST) == 0
    told = spoken(capsys)
    assert "Inhalt entfernt am 01.12.2026 09:20" in told
    assert f"git rm {POST}" in told
    sent.branch("weg")
    sent.run("rm", "--quiet", POST, PICTURE, "content/posts/2026/12/warntag.approval.json")
    sent.commit("Remove")
    sent.merge("weg")
    sent.push()
    assert publish(sent, now=LAST) == 0
    assert redact(sent, "warntag", now=LAST) == 0
    assert "git rm" not in spoken(capsys)
    assert types(sent, channel=None) == said_lines


def test_a_run_that_breaks_off_before_its_push_is_made_good_by_the_next(
    sent: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    redact(sent, "warntag", "--because", WHY)
    before = ledger_commits(sent)

    def interrupted(self: Git, *words: str) -> tuple[bool, str]:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Git, "push", interrupted)
        assert publish(sent, now=LATER) == 130
    assert ledger_commits(sent) == before
    assert len(stored(sent)) == 2
    assert publish(sent, now=LAST) == 0
    assert stored(sent) == []


def test_one_statement_counts_once_and_a_second_one_not_at_all(sent: Office) -> None:
    nonce = "1" * 32
    one = said(sent, "redact", "warntag", {"because": WHY}, "ben", nonce)
    two = said(sent, "redact", "warntag", {"because": "Anders."}, "cleo")
    put_branch(sent, "inbox", {b"a.json": one, b"b.json": two})
    publish(sent, now=LATER)
    publish(sent, now=LAST)
    marks = [line for line in lines(sent) if isinstance(line, Redacted)]
    assert [line.note for line in marks] == [WHY, WHY]
    assert {line.nonce for line in marks} == {nonce}
    kept = remote(sent, "ls-tree", "-r", "--name-only", "refs/heads/ledger", "--", "statements").split()
    assert statement_path(nonce) not in kept, "kept by what was signed, so that nobody burns another's nonce"


def test_one_channel_alone(sent: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert redact(sent, "warntag", "--channel", "mastodon", "--because", WHY) == 0
    assert "Der Wortlaut auf anderen Kanälen: Website" in spoken(capsys)
    publish(sent, now=LATER)
    assert {line.channel for line in lines(sent) if isinstance(line, Redacted)} == {"mastodon"}
    assert len(stored(sent)) == 1
    fetched(sent)
    (post,) = build_archive(read_settings(sent.git, sent.main), read_published(sent.git), [], lambda _: None).posts
    assert post.parts[0].text == WORDS
    assert post.elsewhere[0].label == "Mastodon (Inhalt aus Datenschutzgründen entfernt)"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("words", "by", "code", "told"),
    [
        (("nirgends", "--because", WHY), "ben", 2, "liegt im Sendebuch kein Inhalt"),
        (("warntag", "--channel", "x", "--because", WHY), "ben", 2, "diesen Kanal gibt es nicht"),
        (("warntag", "--because", ""), "ben", 2, "eine Zeile von höchstens 300"),
        (("warntag", "--because", "a\nb"), "ben", 2, "eine Zeile von höchstens 300"),
        (("warntag", "--because", "a\u202eb"), "ben", 2, "eine Zeile von höchstens 300"),
        (("warntag", "--because", "a" * 301), "ben", 2, "eine Zeile von höchstens 300"),
        (("warntag", "--because", WHY), "dora", 1, "nicht das Recht zur Freigabe"),
        (("warntag", "--because", WHY), "mallory", 1, "plans/team.yml"),
    ],
)
def test_what_makes_no_sense_or_is_not_allowed(  # noqa: PLR0917 - a case and what it must come to
    sent: Office, words: tuple[str, ...], by: str, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert redact(sent, *words, by=by) == code
    assert told in spoken(capsys)
    publish(sent, now=LAST)
    assert len(stored(sent)) == 2


@pytest.mark.parametrize(("because", "by"), [(WHY, "dora"), (WHY, "mallory"), ("", "ben"), ("a\nb", "ben")])
def test_a_statement_that_does_not_count_takes_nothing(sent: Office, because: str, by: str) -> None:
    put_branch(sent, "inbox", {b"r.json": said(sent, "redact", "warntag", {"because": because}, by)})
    publish(sent, now=LATER)
    assert len(stored(sent)) == 2


def test_what_may_be_out_is_settled_first_and_the_word_waits_for_that(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.post()
    office.push()
    publish(office)
    assert types(office, channel="mastodon")[-1] == "handed"
    capsys.readouterr()
    assert redact(office, "warntag", "--because", WHY) == 1
    told = spoken(capsys)
    assert "braucht die Suche den Text" in told
    assert "amtsfunk record warntag mastodon" in told
    word = said(office, "redact", "warntag", {"because": WHY}, "ben")
    put_branch(office, "inbox", {b"w.json": word})
    publish(office, now=LATER)
    assert len(stored(office)) == 2
    receipt = said(office, "record", "warntag/mastodon", {"address": ADDRESS}, "anna")
    put_branch(office, "inbox", {b"w.json": word, b"a.json": receipt})
    publish(office, now=LAST)
    publish(office, now="2026-12-01 09:40")
    assert stored(office) == []


# ---------------------------------------------------------------- never again


def test_what_has_not_gone_out_is_cancelled_and_never_comes_back(office: Office) -> None:
    office.post(content=post_text(text=WORDS))
    office.push()
    publish(office, now="2026-12-01 08:00")
    assert redact(office, "warntag", "--because", WHY, now="2026-12-01 08:10") == 0
    publish(office, now="2026-12-01 08:20")
    assert types(office)[-2:] == ["cancelled", "redacted"]
    publish(office)
    assert out(office) == []
    office.branch("neu")
    office.write(POST, post_text(text=WORDS, more="revision: 2\n"))
    office.commit("Raise")
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.merge("neu")
    office.push()
    publish(office, now=LATER)
    assert out(office) == []
    assert stored(office) == []
    assert open_index(office)["waiting"][POST]["reasons"] == ["redacted"]  # type: ignore[index]


def test_nobody_repeats_it(sent: Office, capsys: pytest.CaptureFixture[str]) -> None:
    redact(sent, "warntag", "--because", WHY)
    publish(sent, now=LATER)
    capsys.readouterr()
    assert amtsfunk(sent, "again", "warntag", "--channel", "mastodon", now=LAST) == 1
    assert "wird nicht wiederholt" in spoken(capsys)
    more = "repeat_of: warntag\n"
    text = post_text(title=HEADING, text=WORDS, publish_at="01.12.2026 09:30", more=more)
    sent.post("content/posts/2026/12/erneut.md", text, branch="erneut")
    sent.push()
    publish(sent, now="2026-12-01 09:35")
    assert out(sent, "erneut") == []
    assert types(sent, "erneut")[-1] == "cancelled"


# ---------------------------------------------------------------- proof


def test_what_can_still_be_proved_is_said(sent: Office, capsys: pytest.CaptureFixture[str]) -> None:
    captured = next(line for line in lines(sent) if isinstance(line, Captured))
    redact(sent, "warntag", "--because", WHY)
    publish(sent, now=LATER)
    fetched(sent)
    sent.branch("weg")
    sent.run("rm", "--quiet", POST)
    sent.commit("Remove")
    sent.merge("weg")
    sent.push()
    capsys.readouterr()
    words = ("verify", "warntag", "--trust-root", sent.root)
    assert amtsfunk(sent, "approval", *words, now=LAST) == 0
    told = spoken(capsys)
    for part in (captured.manifest, *captured.payloads.values(), str(captured.files[0]["sha256"]), "ben", WHY):
        assert part in told
    assert "liegt noch in der Geschichte" in told
    assert WORDS not in told
    assert "Erika" not in told


def test_a_witness_that_no_publisher_signed_is_not_heard(sent: Office, capsys: pytest.CaptureFixture[str]) -> None:
    redact(sent, "warntag", "--because", WHY)
    publish(sent, now=LATER)
    forged = ("-c", "user.name=x", "-c", "user.email=x@example.org", "commit-tree", "ledger^{tree}", "-p", "ledger")
    command = ["git", "-C", str(sent.remote), *forged, "-m", "x"]
    commit = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    remote(sent, "update-ref", "refs/heads/ledger", commit)
    fetched(sent)
    sent.run("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    capsys.readouterr()
    assert amtsfunk(sent, "approval", "verify", "warntag", "--trust-root", sent.root, now=LAST) == 3
    assert "Dem Sendebuch ist nicht zu trauen" in spoken(capsys)


def test_without_the_old_version_only_the_ledger_bears_witness(
    sent: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    redact(sent, "warntag", "--because", WHY)
    publish(sent, now=LATER)
    fetched(sent)
    captured = next(line for line in lines(sent) if isinstance(line, Captured))
    real = Git.blob

    def purged(self: Git, commit: str, path: str) -> bytes | None:
        return None if (commit, path) == (captured.commit, POST) else real(self, commit, path)

    monkeypatch.setattr(Git, "blob", purged)
    capsys.readouterr()
    assert amtsfunk(sent, "approval", "verify", "warntag", "--trust-root", sent.root, now=LAST) == 1
    told = spoken(capsys)
    assert "mit seiner Unterschrift im Sendebuch bezeugt" in told
    assert captured.manifest in told
