"""The ledger branch on real git: what is believed, what is not, and what a lost or silent push means (I5, I11)."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from amtsfunk.commands.publishing import run as publishing_run
from amtsfunk.delivery.batch import Batch, payload_path, post_path
from amtsfunk.delivery.events import Captured, Redacted, Released, to_line
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger import Ledger, Trust
from amtsfunk.effects.ledger_book import Book
from amtsfunk.effects.ledger_published import read_published
from amtsfunk.effects.ledger_verify import verify_all, verify_commit, verify_identity
from amtsfunk.model.errors import EffectFailed, LedgerLost, LedgerUnreadable
from support.publishing import amtsfunk, ledger_commits, lines, publish, put_stop, remote, repository_lines, types
from support.repo import POST, Office, post_text

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
VERIFIED = "refs/amtsfunk/verified/ledger"
LATER = "2026-12-01 09:10"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    made.post(content=post_text(channels="[website]"))
    made.push()
    yield made
    made.close()


def forge(
    office: Office, files: dict[str, bytes | None], *, by: str | None = "publisher", parent: str = "ledger"
) -> str:
    """Put a commit on the remote's ledger by hand, signed by whoever."""
    work = office.folder / "forge"
    if not work.exists():
        subprocess.run(["git", "clone", "--quiet", "-b", "ledger", str(office.remote), str(work)], check=True)
    git = ["git", "-C", str(work)]
    subprocess.run([*git, "fetch", "--quiet", "origin"], check=True)
    subprocess.run([*git, "checkout", "--quiet", "--detach", f"origin/{parent}"], check=True)
    for path, data in files.items():
        target = work / path
        if data is None:
            target.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    subprocess.run([*git, "add", "--all"], check=True)
    signing = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={office.key(by)}"] if by else []
    sign = ["-S"] if by else []
    subprocess.run([*git, *signing, "commit", "--quiet", "--allow-empty", *sign, "-m", "x"], check=True)
    subprocess.run([*git, "push", "--quiet", "--force", "origin", "HEAD:ledger"], check=True)
    return subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, check=True).stdout.decode().strip()


def refuses(office: Office, capsys: pytest.CaptureFixture[str], word: str) -> None:
    """The next run stops, says why, and writes nothing."""
    tip = ledger_commits(office)
    assert publish(office, now=LATER) == 3
    said = capsys.readouterr().err
    assert "nicht zu trauen" in said
    assert word in said
    assert ledger_commits(office) == tip


def file_of(office: Office, path: str) -> bytes:
    return subprocess.run(
        ["git", "-C", str(office.remote), "show", f"ledger:{path}"], capture_output=True, check=True
    ).stdout


# ---------------------------------------------------------------- what is not believed


def test_a_shorter_ledger(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    remote(office, "update-ref", "refs/heads/ledger", ledger_commits(office)[0])
    refuses(office, capsys, "gekürzt")


def test_a_ledger_that_is_gone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    remote(office, "update-ref", "-d", "refs/heads/ledger")
    assert publish(office, now=LATER) == 3
    assert "verschwunden" in capsys.readouterr().err
    assert ledger_commits(office) == []


def test_a_shorter_ledger_in_a_fresh_clone_with_kept_state(office: Office, tmp_path: Path) -> None:
    state = ["--state", str(tmp_path / "state")]
    publish(office, *state)
    office.run("update-ref", "-d", VERIFIED)
    remote(office, "update-ref", "refs/heads/ledger", ledger_commits(office)[0])
    assert publish(office, *state, now=LATER) == 3


def test_a_damaged_mark(office: Office, tmp_path: Path) -> None:
    state = tmp_path / "state"
    publish(office, "--state", str(state))
    (state / "ledger-mark").write_text("0" * 39, encoding="ascii")
    assert publish(office, "--state", str(state), now=LATER) == 3


def test_a_forked_ledger(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    subprocess.run(
        ["git", "-C", str(office.remote), "branch", "--force", "ledger", ledger_commits(office)[-2]], check=True
    )
    forge(office, {})
    refuses(office, capsys, "abgezweigt")


def test_an_unsigned_commit(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    forge(office, {}, by=None)
    refuses(office, capsys, "nicht unterschrieben")


def test_a_commit_by_somebody_else(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    forge(office, {}, by="ben")
    refuses(office, capsys, "keine Unterschrift eines Veröffentlichers")


def test_the_newest_commit_is_checked_without_any_mark(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    forge(office, {}, by="mallory")
    office.run("update-ref", "-d", VERIFIED)
    refuses(office, capsys, "keine Unterschrift")


def test_a_changed_line(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """I5"""
    publish(office)
    path = post_path("warntag")
    forge(office, {path: file_of(office, path).replace(b'"accepted"', b'"rejected"')})
    refuses(office, capsys, "verändert")


def test_a_removed_file(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    forge(office, {post_path("warntag"): None})
    refuses(office, capsys, "entfernt")


def test_a_foreign_file(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    forge(office, {"hallo.txt": b"x"})
    refuses(office, capsys, "fremde Datei")


def test_a_payload_that_is_not_its_digest(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """I2"""
    publish(office)
    forge(office, {payload_path("ab" * 32): b"{}"})
    refuses(office, capsys, "Prüfsumme")


def test_a_swapped_payload(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """I2"""
    publish(office, now="2026-12-01 08:00")
    captured = next(line for line in lines(office) if isinstance(line, Captured))
    forge(office, {payload_path(captured.payloads["website"]): b"{}"})
    refuses(office, capsys, "verändert")


def test_an_unknown_line(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office, now="2026-12-01 08:00")
    path = post_path("warntag")
    forge(office, {path: file_of(office, path) + b'{"v":9}\n'})
    refuses(office, capsys, "unlesbare Zeile")


def test_a_ledger_of_another_repository(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    other = office.run("commit-tree", "-m", "root", "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    office.run("update-ref", "-d", VERIFIED)
    assert other
    words = ["--trust-root", office.run("rev-parse", f"{office.root}^")]
    assert publish(office, *words, now=LATER) == 3
    assert "Vertrauenswurzel" in capsys.readouterr().err


def signed_commit(office: Office, tree: str, *parents: str, sign: bool = True) -> str:
    words = [word for parent in parents for word in ("-p", parent)]
    return office.run("commit-tree", *(["-S"] if sign else []), *words, "-m", "x", tree, by="publisher")


def test_what_no_entry_of_a_ledger_may_be(office: Office) -> None:
    publish(office)
    keys = [office.public_key("publisher")]
    first, tip = ledger_commits(office)[0], ledger_commits(office)[-1]
    blob = office.run("hash-object", "-w", "--stdin", stdin=b"elsewhere")
    link = office.run("mktree", stdin=f"120000 blob {blob}\topen.json\n".encode())
    for entry, word in (
        (signed_commit(office, f"{tip}^{{tree}}", tip, first), "zusammen"),
        (signed_commit(office, link), "gewöhnliche"),
    ):
        with pytest.raises(LedgerUnreadable, match=word):
            verify_commit(office.git, entry, keys)


def test_verifying_all_looks_at_the_first_entry_too(office: Office) -> None:
    empty = office.run("mktree", stdin=b"")
    bad = signed_commit(office, empty, sign=False)
    good = signed_commit(office, empty, bad)
    keys = [office.public_key("publisher")]
    verify_commit(office.git, good, keys)
    with pytest.raises(LedgerUnreadable, match="nicht unterschrieben"):
        verify_all(office.git, good, keys, lambda done, total: None)


def test_a_ledger_says_whose_it_is(office: Office) -> None:
    publish(office)
    tip = ledger_commits(office)[-1]
    verify_identity(office.git, tip, "00112233445566778899aabbccddeeff", office.root)
    for repository, root in (("f" * 32, office.root), ("00112233445566778899aabbccddeeff", "f" * 40)):
        with pytest.raises(LedgerUnreadable, match="anderen Repository"):
            verify_identity(office.git, tip, repository, root)


def test_lines_that_cannot_be_read_stop_whoever_reads_them() -> None:
    """I11"""

    class Foreign(Book):
        def read(self, path: str) -> bytes | None:
            return b'{"v":9}\n'

    for look in (lambda: Foreign().post("warntag"), Foreign().stops, Foreign().lines, Foreign().index):
        with pytest.raises(LedgerUnreadable):
            look()


# ---------------------------------------------------------------- redaction


def redact(office: Office, *, with_line: bool) -> None:
    captured = next(line for line in lines(office) if isinstance(line, Captured))
    digest = captured.payloads["website"]
    line = Redacted(at=NOW, run="a" * 32, post="warntag", channel="website", payload=digest, note="Gericht")
    path = post_path("warntag")
    files: dict[str, bytes | None] = {payload_path(digest): None}
    if with_line:
        files[path] = file_of(office, path) + to_line(line)
    forge(office, files)


def test_a_payload_may_go_with_its_line_only(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office)
    redact(office, with_line=False)
    refuses(office, capsys, "Schwärzung")


def test_a_redacted_payload_is_gone_and_said_so(office: Office) -> None:
    publish(office)
    redact(office, with_line=True)
    assert publish(office, now="2026-12-01 09:40") == 0
    (one,) = read_published(office.git)
    assert (one.payload, one.note) == (None, "Gericht")
    assert len(one.payload_sha256) == 64


# ---------------------------------------------------------------- compare and swap


def ledger_in(office: Office, folder: Path) -> Ledger:
    subprocess.run(["git", "clone", "--quiet", str(office.remote), str(folder)], check=True)
    trust = Trust("00112233445566778899aabbccddeeff", office.root, (office.public_key("publisher"),))
    ledger = Ledger(Git(folder), lambda main: trust)
    ledger.refresh()
    return ledger


def batch(office: Office, reason: str) -> Batch:
    from amtsfunk.delivery.events import Missed  # noqa: PLC0415

    return Batch(events=(Missed(at=NOW, run="c" * 32, post="andere", reason=reason),))


def test_who_is_second_loses(office: Office, tmp_path: Path) -> None:
    publish(office)
    first, second = ledger_in(office, tmp_path / "a"), ledger_in(office, tmp_path / "b")
    first.append(batch(office, "a"), office.key("publisher"), NOW)
    with pytest.raises(LedgerLost):
        second.append(batch(office, "b"), office.key("publisher"), NOW)
    second.refresh()
    second.append(batch(office, "b"), office.key("publisher"), NOW)
    assert [line.reason for line in lines(office, "andere")] == ["a", "b"]  # type: ignore[attr-defined]


def test_a_push_that_erred_but_arrived_is_found(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(office)
    ledger = ledger_in(office, tmp_path / "a")
    real = Git.push

    def push(self: Git, *words: str) -> tuple[bool, str]:
        real(self, *words)
        return False, "the connection was cut"

    monkeypatch.setattr(Git, "push", push)
    commit = ledger.append(batch(office, "a"), office.key("publisher"), NOW)
    assert ledger_commits(office)[-1] == commit


def test_a_push_of_which_nothing_is_known_stops_the_run(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(office)
    ledger = ledger_in(office, tmp_path / "a")

    def push(self: Git, *words: str) -> tuple[bool, str]:
        office.remote.rename(office.folder / "away.git")
        return False, "the connection was cut"

    monkeypatch.setattr(Git, "push", push)
    with pytest.raises(EffectFailed):
        ledger.append(batch(office, "a"), office.key("publisher"), NOW)


def test_an_illegal_line_is_never_written(office: Office) -> None:
    publish(office)
    wrong = Released(at=NOW, run="c" * 32, post="warntag", channel="website", step=1, claim=1, reason="x")
    ledger = ledger_in(office, office.folder / "c")
    with pytest.raises(ValueError, match="released"):
        ledger.append(Batch(events=(wrong,)), office.key("publisher"), NOW)


# ---------------------------------------------------------------- between claim and sending


def test_a_stop_that_appears_with_the_claim_wins(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """I8: visible in the fetch that follows the claim's successful push."""
    real = publishing_run.PublisherLedger.write

    def write(self: publishing_run.PublisherLedger, batch: Batch, now: datetime) -> None:
        real(self, batch, now)
        if any(line.type == "claimed" for line in batch.events):
            put_stop(office, "total")

    monkeypatch.setattr(publishing_run.PublisherLedger, "write", write)
    publish(office)
    assert types(office) == ["captured", "claimed", "released"]
    assert [line.type for line in repository_lines(office)] == ["opened", "stopped"]


def test_a_change_of_main_that_appears_with_the_claim_wins(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """I10"""
    real = publishing_run.PublisherLedger.write

    def write(self: publishing_run.PublisherLedger, batch: Batch, now: datetime) -> None:
        real(self, batch, now)
        if any(line.type == "claimed" for line in batch.events):
            office.write(POST, post_text(text="Anders", channels="[website]"))
            office.commit(by="ben")
            office.push()

    monkeypatch.setattr(publishing_run.PublisherLedger, "write", write)
    publish(office)
    assert types(office) == ["captured", "claimed", "released", "held"]


def test_a_death_between_claim_and_line_is_mended_by_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I1, I9"""
    real = publishing_run.PublisherLedger.write

    def write(self: publishing_run.PublisherLedger, batch: Batch, now: datetime) -> None:
        if any(line.type == "accepted" for line in batch.events):
            raise KeyboardInterrupt
        real(self, batch, now)

    with monkeypatch.context() as patch:
        patch.setattr(publishing_run.PublisherLedger, "write", write)
        assert publish(office) == 130
    assert types(office) == ["captured", "claimed"]
    assert publish(office, now="2026-12-01 09:07") == 0
    assert types(office) == ["captured", "claimed"], "not before the quiet period is over"
    publish(office, now="2026-12-01 09:30")
    assert types(office) == ["captured", "claimed", "absent", "claimed", "accepted"]


def test_ledger_unreadable_is_its_own_failure() -> None:
    assert LedgerUnreadable("x").exit_code == 3


def test_stored_bytes_that_are_not_their_digest_are_not_given_out() -> None:
    """I2"""

    class Kept(Book):
        def read(self, path: str) -> bytes | None:
            return b"{}"

    assert Kept().payload(hashlib.sha256(b"{}").hexdigest()) == b"{}"
    assert Kept().payload("ab" * 32) is None


# ---------------------------------------------------------------- open.json and the mark that the site keeps


def test_an_index_that_says_something_else_is_found(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office, now="2026-12-01 08:00")
    index = json.loads(file_of(office, "open.json"))
    forge(office, {"open.json": json.dumps({**index, "open": {}}).encode()})
    assert amtsfunk(office, "ledger", "verify") == 3
    assert "open.json stimmt nicht" in capsys.readouterr().err


def test_an_index_that_cannot_be_read_stops_all(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office, now="2026-12-01 08:00")
    forge(office, {"open.json": b"{}"})
    refuses(office, capsys, "open.json")


@contextmanager
def site_with(mark: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(mark)))
            self.end_headers()
            self.wfile.write(mark.encode())

        def log_message(self, *words: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/ledger-mark.txt"
    finally:
        server.shutdown()


def test_the_sites_mark(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    publish(office, now="2026-12-01 08:00")
    for mark in (ledger_commits(office)[0], ledger_commits(office)[-1]):
        with site_with(mark) as address:
            assert publish(office, "--mark", address, now="2026-12-01 08:10") == 0
    with site_with("ab" * 20) as address:
        assert publish(office, "--mark", address) == 3
    assert "die Website schon gezeigt hat" in capsys.readouterr().err
    assert types(office) == ["captured"]
    assert publish(office, "--mark", address) == 0, "a mark that cannot be had is reported and stops nothing"
    assert "nicht abrufbar" in capsys.readouterr().out
    assert types(office)[-1] == "accepted"
