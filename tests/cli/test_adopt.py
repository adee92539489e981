"""Going on with a ledger from a backup: what went out since is found or held, and nothing goes out twice (§ 3, I11)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from amtsfunk.channels.access import Access, Bearer
from amtsfunk.channels.adapters import ADAPTERS
from amtsfunk.channels.contract import Absent, Accepted, Job, Request, Search
from amtsfunk.channels.hosts import base_of
from amtsfunk.cli import main
from amtsfunk.delivery.events import Adopted, Held, format_time
from amtsfunk.effects.git import Git
from standins.base import Answer, Call
from support.attacking import put_branch, said
from support.little_network import LittleAdapter, LittleServer, little_network
from support.publishing import amtsfunk, ledger_commits, lines, open_ledger, publish, remote, repository_lines, types
from support.repo import Office, post_text

BACKUP, SENT, LATER, LAST = "2026-12-01 08:00", "2026-12-01 09:05", "2026-12-01 09:20", "2026-12-01 09:30"
VERIFIED = "refs/amtsfunk/verified/ledger"
OTHER = "content/posts/2026/12/andere.md"


@dataclass
class ListingServer(LittleServer):
    """Also finds by text, as a list of one's own posts does."""

    def _answer(self, call: Call) -> Answer:
        if call.method == "GET" and "text" in call.query:
            found = [post for post in self.posts.values() if post["text"] == call.query["text"][0]]
            return Answer.of(found[0]) if found else Answer.of({}, 404)
        return super()._answer(call)


@dataclass(frozen=True)
class ListingAdapter(LittleAdapter):
    def find(self, job: Job, access: Access) -> Search:
        url = f"{base_of(job.host)}/posts?text={quote(job.payload['parts'][0]['text'])}"
        answer = yield Request("GET", url, auth=Bearer(access.secrets["token"]))
        post = json.loads(answer.body)
        return Accepted(post["id"], f"http://{job.host}/@stadt/{post['id']}") if answer.status == 200 else Absent()


@pytest.fixture
def server() -> ListingServer:
    return ListingServer()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: ListingServer) -> Iterator[Office]:
    made = Office.make(tmp_path)
    with little_network(made, monkeypatch, server):
        made.post()
        made.push()
        yield made
    made.close()


@pytest.fixture
def restored(office: Office, server: ListingServer) -> Office:
    """Captured at eight, out at nine, brought back as it was at eight; another machine than the one that sent."""
    publish(office, now=BACKUP)
    backup = ledger_commits(office)[-1]
    publish(office, now=SENT)
    assert len(server.posts) == 1
    lost = ledger_commits(office)[-1]
    remote(office, "update-ref", "refs/heads/ledger", backup)
    fresh_machine(office, lost)
    return office


def fresh_machine(office: Office, mark: str | None) -> None:
    """The same folder, but a clone that has never seen the lost commits; only the mark in ``--state`` tells of them."""
    office.close()
    remote(office, "reflog", "expire", "--expire=now", "--all")
    remote(office, "gc", "--quiet", "--prune=now")
    office.clone.rename(office.folder / "old-clone")
    subprocess.run(["git", "clone", "--quiet", str(office.remote), str(office.clone)], check=True)
    subprocess.run(["git", "-C", str(office.clone), "remote", "set-url", "origin", "../remote.git"], check=True)
    if mark is not None:
        state(office).mkdir(exist_ok=True)
        (state(office) / "ledger-mark").write_text(f"{mark}\n", encoding="ascii")


def state(office: Office) -> Path:
    return office.folder / "state"


def run(office: Office, *words: str, now: str = LATER) -> int:
    return publish(office, "--state", str(state(office)), *words, now=now)


def adopt(office: Office, *words: str, now: str = LATER) -> int:
    kept = ["--state", str(state(office)), "--trust-root", office.root, "--key", str(office.key("publisher"))]
    return amtsfunk(office, "ledger", "adopt", *kept, *words, now=now)


def spoken(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    return " ".join((told.out + told.err).split())


def test_until_somebody_adopts_it_nothing_is_sent(restored: Office, server: ListingServer) -> None:
    assert run(restored) == 3
    assert len(server.posts) == 1


def test_it_shows_first_and_changes_nothing(
    restored: Office, server: ListingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    tips = remote(restored, "for-each-ref")
    capsys.readouterr()
    assert adopt(restored, "--after-restore") == 0
    told = spoken(capsys)
    assert "Angehalten, bitte entscheiden: warntag auf Mastodon" in told
    assert "Mit --apply" in told
    assert remote(restored, "for-each-ref") == tips
    assert run(restored) == 3


def test_what_a_network_shows_is_recorded(
    restored: Office, server: ListingServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(ADAPTERS, "little", ListingAdapter())  # type: ignore[arg-type]
    mark = (state(restored) / "ledger-mark").read_text(encoding="ascii").strip()
    assert adopt(restored, "--after-restore", "--apply") == 0
    assert "Gefunden: warntag auf Mastodon: http://" in spoken(capsys)
    assert types(restored, channel="mastodon")[-2:] == ["claimed", "accepted"]
    (line,) = [line for line in repository_lines(restored) if isinstance(line, Adopted)]
    assert (line.reason, line.lost) == ("restore", (mark,))
    assert run(restored, now=LAST) == 0
    assert types(restored)[-1] == "accepted"
    assert len(server.posts) == 1
    assert amtsfunk(restored, "ledger", "verify", now=LAST) == 0


def test_what_does_not_show_is_held_and_never_sent_by_itself(restored: Office, server: ListingServer) -> None:
    """The network is asked by a key that went with the lost claim: its „no“ proves nothing."""
    assert adopt(restored, "--after-restore", "--apply") == 0
    (held,) = [line for line in lines(restored) if isinstance(line, Held)]
    assert (held.channel, held.reason) == ("mastodon", "restored")
    for now in (LATER, LAST, "2026-12-01 10:30"):
        run(restored, now=now)
    assert len(server.posts) == 1


def test_a_person_decides_what_is_held(restored: Office, server: ListingServer) -> None:
    server.posts.clear()
    adopt(restored, "--after-restore", "--apply")
    words = ("warntag", "mastodon", "--again", "--looked", "--trust-root", restored.root)
    key = ("--key", str(restored.key("ben")), "--state", str(state(restored)))
    assert amtsfunk(restored, "settle", *words, *key, now=LATER) == 0
    run(restored, now=LAST)
    assert len(server.posts) == 1
    assert types(restored, channel="mastodon")[-1] == "accepted"


def test_what_comes_later_goes_out_as_ever(restored: Office, server: ListingServer) -> None:
    restored.post(OTHER, post_text(text="Etwas anderes.", publish_at="01.12.2026 10:00"), branch="andere")
    restored.push()
    assert adopt(restored, "--after-restore", "--apply") == 0
    run(restored, now="2026-12-01 10:01")
    assert types(restored, "andere", "mastodon")[-1] == "accepted"
    assert len(server.posts) == 2


def test_what_was_approved_since_the_backup_is_looked_for_too(office: Office, server: ListingServer) -> None:
    """Due with its approval, out at once, and its capture lost: a new capture makes it due once more."""
    open_ledger(office, now=BACKUP)
    backup = ledger_commits(office)[-1]
    publish(office, now=SENT)
    office.now = datetime(2026, 12, 1, 8, 6, tzinfo=UTC)
    office.post(OTHER, post_text(text="Sofort.", publish_at="after approval"), branch="andere")
    office.push()
    publish(office, now="2026-12-01 09:12")
    assert len(server.posts) == 2
    lost = ledger_commits(office)[-1]
    remote(office, "update-ref", "refs/heads/ledger", backup)
    fresh_machine(office, lost)
    assert adopt(office, "--after-restore", "--apply") == 0
    for now in (LATER, LAST):
        run(office, now=now)
    assert len(server.posts) == 2
    assert types(office, "andere", "mastodon")[-1] == "held"
    assert types(office, channel="mastodon")[-1] == "held"


def decided_since(office: Office, server: ListingServer, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Held, backed up, sent again by a person's word, lost; returns the word."""
    server.swallows = True
    publish(office, now=SENT)
    server.posts.clear()
    monkeypatch.setitem(ADAPTERS, "little", LittleAdapter(finds=False))  # type: ignore[arg-type]
    publish(office, now="2026-12-01 10:30")
    hold = lines(office)[-1]
    assert isinstance(hold, Held)
    backup = ledger_commits(office)[-1]
    server.swallows = False
    decision = {"decision": "again", "not_after": "2026-12-02T10:00:00Z", "held_at": format_time(hold.at)}
    word = said(office, "settle", "warntag/mastodon", decision, "ben")
    put_branch(office, "inbox", {b"a.json": word})
    publish(office, now="2026-12-01 10:40")
    assert len(server.posts) == 1
    lost = ledger_commits(office)[-1]
    remote(office, "update-ref", "refs/heads/ledger", backup)
    fresh_machine(office, lost)
    return word


def test_a_word_that_was_given_on_the_lost_lines_does_not_count_twice(
    office: Office, server: ListingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided_since(office, server, monkeypatch)
    assert adopt(office, "--after-restore", "--apply", now="2026-12-01 10:50") == 0
    for now in ("2026-12-01 10:55", "2026-12-01 11:00"):
        run(office, now=now)
    assert types(office, channel="mastodon")[-3:] == ["settled", "claimed", "accepted"], (
        "found by the first claim's key"
    )
    assert types(office, channel="mastodon").count("settled") == 1


def test_an_old_word_that_comes_late_does_not_count_either(
    office: Office, server: ListingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The inbox was lost, too, and somebody brings it back after the ledger."""
    word = decided_since(office, server, monkeypatch)
    remote(office, "update-ref", "-d", "refs/heads/inbox")
    assert adopt(office, "--after-restore", "--apply", now="2026-12-01 10:50") == 0
    put_branch(office, "inbox", {b"a.json": word})
    for now in ("2026-12-01 10:55", "2026-12-01 11:00"):
        run(office, now=now)
    assert types(office, channel="mastodon")[-1] == "held"


def test_a_second_time_there_is_nothing_to_adopt(restored: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert adopt(restored, "--after-restore", "--apply") == 0
    tips = ledger_commits(restored)
    capsys.readouterr()
    assert adopt(restored, "--after-restore", "--apply", now=LAST) == 0
    assert "Es ist nichts zu übernehmen" in spoken(capsys)
    assert ledger_commits(restored) == tips


def test_an_adoption_that_breaks_off_leaves_the_marks_as_they_were(
    restored: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, mark = ledger_commits(restored), (state(restored) / "ledger-mark").read_text(encoding="ascii")

    def interrupted(self: Git, *words: str) -> tuple[bool, str]:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Git, "push", interrupted)
        assert adopt(restored, "--after-restore", "--apply") == 130
    assert ledger_commits(restored) == before
    assert (state(restored) / "ledger-mark").read_text(encoding="ascii") == mark
    assert run(restored) == 3
    assert adopt(restored, "--after-restore", "--apply") == 0
    assert run(restored, now=LAST) in (0, 1)


def test_where_the_whole_ledger_lies_here_it_is_pushed_and_nothing_adopted(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office, now=BACKUP)
    backup = ledger_commits(office)[-1]
    publish(office, now=SENT)
    whole = ledger_commits(office)[-1]
    remote(office, "update-ref", "refs/heads/ledger", backup)
    capsys.readouterr()
    assert adopt(office, "--after-restore", "--apply") == 1
    assert f"git push origin {whole}:refs/heads/ledger" in spoken(capsys)
    assert ledger_commits(office)[-1] == backup


def test_without_any_ledger_there_is_nothing_to_go_on_with(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert adopt(office, "--after-restore", "--apply") == 1
    assert "kein Sendebuch" in spoken(capsys)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--apply",), 2, "--after-restore"),
        (("--after-restore", "--apply", "--key", "nirgends"), 2, "fehlt"),
    ],
)
def test_wrong_words_are_refused(
    restored: Office, words: tuple[str, ...], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ledger_commits(restored)
    capsys.readouterr()
    assert adopt(restored, *words) == code
    assert told in spoken(capsys)
    assert ledger_commits(restored) == before


def test_whoever_is_no_publisher_adopts_nothing(restored: Office) -> None:
    words = ["--after-restore", "--apply", "--state", str(state(restored)), "--trust-root", restored.root]
    key = ["--key", str(restored.key("ben"))]
    assert amtsfunk(restored, "ledger", "adopt", *words, *key, now=LATER) == 1
    assert run(restored) == 3


def test_a_ledger_that_is_not_ours_is_never_adopted(restored: Office) -> None:
    """Marks give way, signatures do not."""
    tip = ledger_commits(restored)[-1]
    tree = remote(restored, "rev-parse", f"{tip}^{{tree}}").strip()
    foreign = subprocess.run(
        ["git", "-C", str(restored.remote), "-c", "user.name=x", "-c", "user.email=x@example.org",
         "commit-tree", tree, "-p", tip, "-m", "x"], capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    remote(restored, "update-ref", "refs/heads/ledger", foreign)
    assert adopt(restored, "--after-restore", "--apply") == 3
    assert ledger_commits(restored)[-1] == foreign
    assert main(["ledger", "verify", "--repository", str(restored.clone), "--now", LATER]) == 3


def test_every_entry_of_it_is_verified_before_it_is_adopted(restored: Office) -> None:
    """Also one that a publisher's entry was put on later."""
    tip = ledger_commits(restored)[-1]
    tree = remote(restored, "rev-parse", f"{tip}^{{tree}}").strip()
    restored.run("fetch", "--quiet", "origin", "ledger")
    foreign = restored.run("commit-tree", tree, "-p", tip, "-m", "x")
    signed = restored.run("commit-tree", "-S", tree, "-p", foreign, "-m", "x", by="publisher")
    restored.run("push", "--quiet", "origin", f"{signed}:refs/heads/ledger")
    assert adopt(restored, "--after-restore", "--apply") == 3
    assert ledger_commits(restored)[-1] == signed


def test_a_machine_that_remembers_nothing_looks_back_as_well(
    office: Office, server: ListingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office, now=BACKUP)
    backup = ledger_commits(office)[-1]
    publish(office, now=SENT)
    remote(office, "update-ref", "refs/heads/ledger", backup)
    fresh_machine(office, None)
    capsys.readouterr()
    assert adopt(office, "--after-restore", "--apply") == 0
    assert "Angehalten, bitte entscheiden: warntag auf Mastodon" in spoken(capsys)
    run(office, now=LAST)
    assert len(server.posts) == 1
