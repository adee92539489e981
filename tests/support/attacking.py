"""What an attacker with push rights does by plumbing: branches with any content, signed statements, fresh clones."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.statement import Statement
from amtsfunk.cli import main
from amtsfunk.effects.statements import new_nonce, sign_statement
from support.publishing import lines, remote
from support.repo import Office

REPOSITORY = "00112233445566778899aabbccddeeff"


def out(office: Office, post: str = "warntag") -> list[str]:
    """Which lines of a post say that something went out, or was about to."""
    return [line.type for line in lines(office, post) if line.type in ("claimed", "accepted", "handed")]


def git(office: Office, *words: str, stdin: bytes | None = None) -> str:
    """One git command in the bare remote."""
    command = ["git", "-C", str(office.remote), "-c", "user.name=x", "-c", "user.email=x@example.org", *words]
    return (
        subprocess.run(command, input=stdin, capture_output=True, check=True, env=dict(os.environ))
        .stdout.decode()
        .strip()
    )


def put_branch(office: Office, branch: str, files: Mapping[bytes, bytes]) -> None:
    """A branch whose tree holds exactly these flat files (any bytes as names)."""
    rows = []
    ids: dict[bytes, str] = {}
    for name, data in files.items():
        ids[data] = ids.get(data) or git(office, "hash-object", "-w", "--stdin", stdin=data)
        rows.append(b"100644 blob " + ids[data].encode() + b"\t" + name + b"\0")
    tree = git(office, "mktree", "-z", stdin=b"".join(rows))
    tip = remote(office, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}").strip()
    commit = git(office, "commit-tree", tree, "-m", "x", *(["-p", tip] if tip else []))
    git(office, "update-ref", f"refs/heads/{branch}", commit)


def said(  # noqa: PLR0917 - the parts of a statement
    office: Office, kind: str, subject: str, decision: str | Mapping[str, str], by: str, nonce: str | None = None
) -> bytes:
    """A sound statement, signed by a person, as it lies in the inbox."""
    begin = datetime(2026, 11, 1, tzinfo=UTC)
    statement = Statement(
        kind, REPOSITORY, subject, "", decision, begin, begin + timedelta(days=400), nonce or new_nonce()
    )
    return canonical_json(sign_statement(statement, office.key(by)).to_json()) + b"\n"


def recorded(office: Office, lane: str, by: str, address: str = "https://social.beispielau.example/@stadt/1") -> None:
    """Somebody's receipt in the inbox."""
    put_branch(office, "inbox", {b"r.json": said(office, "record", lane, {"address": address}, by)})


def fresh_clone(office: Office, folder: Path, now: str, *more: str) -> int:
    """The exit code of a sending run on a machine that never saw this repository."""
    subprocess.run(["git", "clone", "-q", str(office.remote), str(folder)], check=True, capture_output=True)
    words = ["--repository", str(folder), "--now", now, "--trust-root", office.root]
    return main(["publish", *words, "--send", "--key", str(office.key("publisher")), *more])
