"""Running the real verbs over an ``Office``: publish, hold, resume, record, and reading what the remote ledger says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from amtsfunk.cli import main
from amtsfunk.delivery.batch import post_path
from amtsfunk.delivery.events import Event, read_lines
from support.repo import Office

DUE = "2026-12-01 09:05"
NOWHERE = ["--mark", "http://127.0.0.1:9/"]


def amtsfunk(office: Office, verb: str, *words: str, now: str = DUE) -> int:
    """One verb in the office's clone; its exit code."""
    return main([verb, "--repository", str(office.clone), "--now", now, *words])


def words(office: Office) -> list[str]:
    """What a publisher on the real clock is told: repository, trust root, key, and a mark that nobody has."""
    key = ["--trust-root", office.root, "--key", str(office.key("publisher"))]
    return ["--repository", str(office.clone), *key, *NOWHERE]


def open_ledger(office: Office, *words: str, now: str = DUE) -> int:
    key = ["--key", str(office.key("publisher"))]
    return amtsfunk(office, "ledger", "open", "--trust-root", office.root, *key, *words, now=now)


def publish(office: Office, *words: str, now: str = DUE, send: bool = True) -> int:
    """A publishing run; before an office's first one its ledger is opened, as its caretaker does it."""
    opened = office.folder / "ledger-opened"
    if send and not opened.exists():
        opened.touch()
        if not remote(office, "rev-parse", "--verify", "--quiet", "refs/heads/ledger"):
            open_ledger(office, now=now)
    sending = ["--send", "--key", str(office.key("publisher"))] if send else []
    return amtsfunk(office, "publish", "--trust-root", office.root, *sending, *words, now=now)


def remote(office: Office, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(office.remote), *words], capture_output=True, check=False)
    return done.stdout.decode()


def ledger_commits(office: Office) -> list[str]:
    return remote(office, "rev-list", "--reverse", "refs/heads/ledger").split()


def lines(office: Office, post: str = "warntag") -> tuple[Event, ...]:
    """The lines of a post on the remote's ledger."""
    return read_lines(remote(office, "show", f"refs/heads/ledger:{post_path(post)}").encode())


def repository_lines(office: Office) -> tuple[Event, ...]:
    return read_lines(remote(office, "show", "refs/heads/ledger:repository.jsonl").encode())


def types(office: Office, post: str = "warntag", channel: str | None = "website") -> list[str]:
    """The types of a post's lines on one channel (lines of the whole post included), in order."""
    return [line.type for line in lines(office, post) if getattr(line, "channel", None) in (channel, None)]


def open_index(office: Office) -> dict[str, object]:
    value: dict[str, object] = json.loads(remote(office, "show", "refs/heads/ledger:open.json") or "{}")
    return value


def put_stop(office: Office, path: str, text: str = "") -> None:
    """A stop file as somebody makes it in the forge's pages: one unsigned commit, by plumbing."""
    git = ["git", "-C", str(office.remote), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    blob = (
        subprocess.run([*git, "hash-object", "-w", "--stdin"], input=text.encode(), capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )
    tip = remote(office, "rev-parse", "--verify", "--quiet", "refs/heads/stop").strip()
    index = {"GIT_INDEX_FILE": str(office.folder / "stop-index")}
    environment = {**_environment(), **index}
    if tip:
        subprocess.run([*git, "read-tree", tip], check=True, env=environment)
    subprocess.run([*git, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}"], check=True, env=environment)
    tree = (
        subprocess.run([*git, "write-tree"], capture_output=True, check=True, env=environment).stdout.decode().strip()
    )
    commit = (
        subprocess.run(
            [*git, "commit-tree", tree, "-m", "stop", *(["-p", tip] if tip else [])], capture_output=True, check=True
        )
        .stdout.decode()
        .strip()
    )
    subprocess.run([*git, "update-ref", "refs/heads/stop", commit], check=True)


def _environment() -> dict[str, str]:
    import os  # noqa: PLC0415

    return dict(os.environ)


def manual_folder(office: Office, post: str = "warntag", channel: str = "mastodon") -> Path:
    return office.clone / "build" / "manual" / post / channel
