"""Whoever holds the publisher's key, or pushes to the ledger: what must not pass for a redaction (I5)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.delivery.batch import payload_path, post_path
from amtsfunk.delivery.events import Captured, Redacted, to_line
from support.publishing import amtsfunk, ledger_commits, lines, publish
from support.repo import Office, post_text

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
LATER, LAST = "2026-12-01 09:40", "2026-12-01 09:50"
OTHER = "content/posts/2026/12/andere.md"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    made.post(content=post_text(channels="[website]"))
    made.post(OTHER, post_text(channels="[website]", text="Etwas anderes."), branch="andere")
    made.push()
    publish(made)
    yield made
    made.close()


def payload_of(office: Office, post: str = "warntag") -> str:
    return next(line for line in lines(office, post) if isinstance(line, Captured)).payloads["website"]


def file_of(office: Office, path: str) -> bytes:
    command = ["git", "-C", str(office.remote), "show", f"ledger:{path}"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def line_for(digest: str, post: str = "warntag") -> bytes:
    return to_line(Redacted(at=NOW, run="a" * 32, post=post, channel="website", payload=digest, note="Gericht"))


def forge(office: Office, files: dict[str, bytes | None]) -> None:
    """A commit on the remote's ledger, signed with the publisher's key."""
    work = office.folder / "forge"
    if not work.exists():
        subprocess.run(["git", "clone", "--quiet", "-b", "ledger", str(office.remote), str(work)], check=True)
    git = ["git", "-C", str(work)]
    subprocess.run([*git, "fetch", "--quiet", "origin"], check=True)
    subprocess.run([*git, "checkout", "--quiet", "--detach", "origin/ledger"], check=True)
    for path, data in files.items():
        if data is None:
            (work / path).unlink()
        else:
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_bytes(data)
    subprocess.run([*git, "add", "--all"], check=True)
    key = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={office.key('publisher')}"]
    subprocess.run([*git, *key, "commit", "--quiet", "-S", "-m", "x"], check=True)
    subprocess.run([*git, "push", "--quiet", "origin", "HEAD:ledger"], check=True)


def refuses(office: Office, capsys: pytest.CaptureFixture[str], word: str) -> None:
    tip = ledger_commits(office)
    capsys.readouterr()
    assert publish(office, now=LATER) == 3
    told = capsys.readouterr().err
    assert "nicht zu trauen" in told
    assert word in told
    assert ledger_commits(office) == tip


def test_a_payload_that_goes_without_a_line(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    forge(office, {payload_path(payload_of(office)): None})
    refuses(office, capsys, "ohne dass eine Schwärzung vermerkt ist")


def test_a_line_of_yesterday_excuses_nothing_today(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Line and removal belong into one commit."""
    path, digest = post_path("warntag"), payload_of(office)
    forge(office, {path: file_of(office, path) + line_for(digest)})
    refuses(office, capsys, "heißt ein Inhalt entfernt, der noch da ist")


def test_a_line_of_one_post_takes_no_other_posts_payload(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path, digest = post_path("warntag"), payload_of(office, "andere")
    forge(office, {path: file_of(office, path) + line_for(digest), payload_path(digest): None})
    refuses(office, capsys, "den dieser Beitrag nie hatte")


def test_a_line_about_another_post_in_this_ones_file(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path, digest = post_path("warntag"), payload_of(office)
    forge(office, {path: file_of(office, path) + line_for(digest, "andere"), payload_path(digest): None})
    refuses(office, capsys, "den dieser Beitrag nie hatte")


def test_nothing_else_goes_with_it(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path, digest = post_path("warntag"), payload_of(office)
    line = file_of(office, path) + line_for(digest)
    forge(office, {path: line, payload_path(digest): None, payload_path(payload_of(office, "andere")): None})
    refuses(office, capsys, "ohne dass eine Schwärzung vermerkt ist")


def test_bytes_that_are_put_back_are_found(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    digest = payload_of(office)
    kept = file_of(office, payload_path(digest))
    words = ("warntag", "--because", "Gericht", "--key", str(office.key("ben")))
    assert amtsfunk(office, "redact", *words, now="2026-12-01 09:30") == 0
    assert publish(office, now=LATER) == 0
    assert amtsfunk(office, "ledger", "verify", now=LAST) == 0
    forge(office, {payload_path(digest): kept})
    capsys.readouterr()
    assert amtsfunk(office, "ledger", "verify", now=LAST) == 3
    assert "liegt aber noch da" in capsys.readouterr().err
