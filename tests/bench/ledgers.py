"""A ledger with years of deliveries in it, written by the ledger's own code and handed to git in one stream.

Each post went out on two channels: the website, which was confirmed, and a manual one with its receipt. The newest
commit is signed as a publisher signs; a run believes what lies behind it, as it does in a fresh clone.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from checking import ENV
from measure import run

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.delivery.batch import Batch, files_of
from amtsfunk.delivery.events import Accepted, Captured, Claimed, Confirmed, Event, Handed, Opened
from amtsfunk.delivery.index import Index

BEGUN = datetime(2018, 1, 1, 8, 0, tzinfo=UTC)
CHANNELS = ("website", "mastodon")
POSTS_A_COMMIT = 250
RUN = "0" * 32
TEXT = "Ab Montag öffnet das Bürgerbüro schon um 7 Uhr. Bitte bringen Sie Ihren Ausweis mit. " * 6


def fill_ledger(remote: Path, key: Path, repository: str, root: str, deliveries: int) -> None:
    """Give the bare repository ``remote`` a branch ``ledger`` with so many accepted deliveries."""
    stream = subprocess.Popen(
        ["git", "fast-import", "--quiet", "--force"], cwd=remote, stdin=subprocess.PIPE, env={**os.environ, **ENV}
    )
    assert stream.stdin is not None
    for number, files in enumerate(_commits(repository, root, deliveries // len(CHANNELS))):
        stream.stdin.write(b"commit refs/heads/ledger\ncommitter Bench <bench@musterhafen.example> %d +0000\n" % number)
        stream.stdin.write(b"data 7\nledger\n\n")
        for path, data in files.items():
            stream.stdin.write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    stream.stdin.close()
    assert stream.wait() == 0
    _sign(remote, key)


def _commits(repository: str, root: str, posts: int) -> Iterator[Mapping[str, bytes]]:
    opened = Opened(at=BEGUN, run=RUN, repository=repository, trust_root=root)
    yield _files(Batch(events=(opened,)))
    for start in range(0, posts, POSTS_A_COMMIT):
        made = [_delivered(number) for number in range(start, min(posts, start + POSTS_A_COMMIT))]
        events = tuple(event for batch in made for event in batch.events)
        payloads = {digest: data for batch in made for digest, data in batch.payloads.items()}
        yield _files(Batch(events, payloads))


def _files(batch: Batch) -> Mapping[str, bytes]:
    """Every post is new in its batch, so nothing has to be read back."""
    found = files_of(batch, Index(), lambda path: None)
    return {path: data for path, data in found.items() if data is not None}


def _delivered(number: int) -> Batch:
    post = f"meldung-{number:06d}"
    due = BEGUN + timedelta(minutes=80 * number)
    payloads = {channel: _payload(post, channel) for channel in CHANNELS}
    digests = {channel: hashlib.sha256(data).hexdigest() for channel, data in payloads.items()}
    captured = Captured(
        at=due - timedelta(days=1),
        run=RUN,
        post=post,
        path=f"content/posts/{due:%Y/%m}/{post}.md",
        revision=1,
        kind="service",
        title=f"Meldung {number}",
        manifest=hashlib.sha256(post.encode()).hexdigest(),
        commit=hashlib.sha1(post.encode(), usedforsecurity=False).hexdigest(),
        files=({"path": f"content/posts/{due:%Y/%m}/{post}.md", "sha256": "0" * 64, "size": 800},),
        bindings=tuple({"channel": channel, "network": channel} for channel in CHANNELS),
        payloads=digests,
        contents={channel: hashlib.sha256(digest.encode()).hexdigest() for channel, digest in digests.items()},
        steps=dict.fromkeys(CHANNELS, 1),
        approvers=("kj",),
        due=due,
        latest=due + timedelta(days=1),
    )
    lines = [line for channel in CHANNELS for line in _lines(post, channel, digests[channel], due)]
    return Batch(events=(captured, *lines), payloads={digests[channel]: payloads[channel] for channel in CHANNELS})


def _payload(post: str, channel: str) -> bytes:
    part = {"action": "create", "text": f"{post}: {TEXT}", "language": "de", "media": [], "mentions": []}
    return canonical_json({"v": 1, "render_version": 1, "post": post, "channel": channel, "parts": [part]})


def _lines(post: str, channel: str, digest: str, due: datetime) -> Iterator[Event]:
    key = {"run": RUN, "post": post, "channel": channel, "step": 1, "claim": 1}
    soon = due + timedelta(minutes=20)
    yield Claimed(at=due, payload=digest, created_at=due, key="k", send_by=soon, quiet_until=soon, **key)
    if channel == "website":
        yield Accepted(at=due, how="site", address=f"https://www.musterhafen.example/archiv/{post}/",
                       confirm_until=soon, **key)  # fmt: skip
        yield Confirmed(at=due + timedelta(minutes=1), **key)
    else:
        yield Handed(at=due, **key)
        yield Accepted(at=soon, how="recorded", address=f"https://social.musterhafen.example/{post}", **key)


def _sign(remote: Path, key: Path) -> None:
    """One signed commit on top, as a publisher's next run would make it."""
    signing = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key}"]
    words = ["commit-tree", "-S", "-p", "ledger", "-m", "ledger", "ledger^{tree}"]
    made = run(["git", *signing, *words], remote, ENV).output.strip()
    run(["git", "update-ref", "refs/heads/ledger", made], remote)
