"""The repository on the server: the ledger as files with a compare-and-swap, main, the stop branch and the inbox."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.statement import Statement
from amtsfunk.delivery.batch import Batch, files_of
from amtsfunk.delivery.capture import Judged
from amtsfunk.effects.ledger_book import Book
from amtsfunk.model.errors import EffectFailed, GitFailed, LedgerLost
from simulate.universe import Process, Universe


@dataclass(frozen=True, slots=True)
class PostOnMain:
    """One post's file. ``due`` None: after approval; ``merge``: the commit that changed it last; ``texts``: channel →
    what stands in its parts; ``actions``: channel → what the parts do (create, edit, delete)."""

    post: str
    kind: str
    due: datetime | None
    latest: timedelta
    texts: Mapping[str, tuple[str, ...]]
    merge: str = ""
    revision: int = 1
    approved: bool = True
    draft: bool = False
    archive: bool = False
    corrects: str | None = None
    repeat_of: str | None = None
    awaits: tuple[str, ...] = ()
    data: bytes = field(init=False)
    payloads: Mapping[str, bytes] = field(init=False)

    @property
    def path(self) -> str:
        return f"content/posts/2026/12/{self.post}.md"

    def __post_init__(self) -> None:
        """``data``: the file's bytes, all that a person wrote; ``payloads``: channel → bytes that go out."""
        texts = {channel: list(parts) for channel, parts in self.texts.items()}
        due = self.due.isoformat() if self.due else "after approval"
        written = {"due": due, "revision": self.revision, "texts": texts, "kind": self.kind}
        object.__setattr__(self, "data", canonical_json(written))
        object.__setattr__(self, "payloads", {channel: _payload(self, channel) for channel in self.texts})


@dataclass(frozen=True, slots=True)
class Version:
    """One state of main. ``moved``: channels whose account is another one; ``lapsed``: a change of rules that two
    people did not agree to."""

    commit: str
    posts: Mapping[str, PostOnMain] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    revoked: bool = False
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one fetch brought."""

    version: int
    files: Mapping[str, bytes]
    main: Version
    stops: Mapping[str, str]
    inbox: tuple[Statement, ...]


@dataclass
class Remote:
    """``check`` hears of every commit of the ledger before it counts."""

    snapshot: Snapshot
    check: Callable[[Process, Batch, Mapping[str, bytes]], None]
    mains: dict[str, Version] = field(default_factory=dict)

    def push(self, process: Process, batch: Batch, files: Mapping[str, bytes | None]) -> None:
        known = {path: data for path, data in {**self.snapshot.files, **files}.items() if data is not None}
        self.check(process, batch, known)
        self.snapshot = replace(self.snapshot, version=self.snapshot.version + 1, files=known)

    def merge(self, change: Callable[[Version], Version]) -> Version:
        """A new commit on main."""
        version = replace(change(self.snapshot.main), commit=f"{len(self.mains) + 1:040x}")
        self.mains[version.commit] = version
        self.snapshot = replace(self.snapshot, main=version)
        return version

    def put_post(self, post: PostOnMain) -> None:
        merge = f"{len(self.mains) + 1:040x}"
        self.merge(lambda main: replace(main, posts={**main.posts, post.path: replace(post, merge=merge)}))

    def put_stop(self, path: str) -> None:
        commit = f"{len(self.mains) * 1000 + len(self.snapshot.stops) + self.snapshot.version + 7:040x}"
        self.snapshot = replace(self.snapshot, stops={**self.snapshot.stops, path: commit})

    def drop_stop(self, path: str) -> None:
        left = {name: commit for name, commit in self.snapshot.stops.items() if name != path}
        self.snapshot = replace(self.snapshot, stops=left)

    def say(self, statement: Statement) -> None:
        self.snapshot = replace(self.snapshot, inbox=(*self.snapshot.inbox, statement))


@dataclass(frozen=True, slots=True)
class Sight:
    """What a process knew when it handed something to a courier. ``now``: what its own clock said."""

    main: Version
    fetched_at: datetime
    now: datetime


class Clone(Book):
    """One process' own copy: what is read is of its last fetch."""

    def __init__(self, universe: Universe, remote: Remote, process: Process) -> None:
        self.universe = universe
        self.server = remote
        self.process = process
        self.snapshot = remote.snapshot
        self.fetched_at = universe.now

    def refresh(self) -> None:
        fault = self.universe.effect(self.process, "fetch")
        if fault is not None:
            raise GitFailed("no way to the remote")
        self.fetch()
        self.universe.effect(self.process, "fetched")

    def fetch(self) -> None:
        self.snapshot = self.server.snapshot
        self.fetched_at = self.universe.now
        self.process.log.append(self.snapshot.version)

    def sight(self, now: datetime) -> Sight:
        return Sight(self.snapshot.main, self.fetched_at, now + self.process.offset)

    def read(self, path: str) -> bytes | None:
        return self.snapshot.files.get(path)

    @property
    def main(self) -> str:
        return self.snapshot.main.commit

    @property
    def refs(self) -> Mapping[str, str]:
        return {"main": self.main, "inbox": str(len(self.snapshot.inbox))}

    @property
    def squatting(self) -> Mapping[str, str]:
        return {}

    def write(self, batch: Batch, now: datetime) -> None:
        """As the real one: a push that errs is looked for; where that fails too, it stays unknown."""
        files = files_of(batch, self.index(), self.read)
        fault = self.universe.effect(self.process, "push")
        kind = fault.kind if fault else ""
        won = self.server.snapshot.version == self.snapshot.version and not kind.startswith("lost")
        if won:
            self.server.push(self.process, batch, files)
        self.process.log.append((won, kind))
        if kind.endswith("-dark"):
            raise EffectFailed("it is unknown what arrived")
        if kind:
            self.fetch()
        if not won:
            raise LedgerLost("another run was faster")
        mine = self.server.snapshot
        self.snapshot = replace(self.snapshot, version=mine.version, files=mine.files)
        self.universe.effect(self.process, "pushed")


@dataclass(frozen=True, slots=True)
class Change:
    path: str


@dataclass
class Main:
    """As much of git as the production world reads of main."""

    remote: Remote

    def changes(self, old: str, new: str) -> list[Change]:
        before, after = self.remote.mains.get(old, Version("")), self.remote.mains[new]
        paths = {
            path
            for path in {*before.posts, *after.posts}
            if (a := before.posts.get(path)) is not (b := after.posts.get(path)) and a != b
        }
        if (before.closed, before.moved) != (after.closed, after.moved):
            paths.add("plans/channels.yml")
        if (before.revoked, before.lapsed) != (after.revoked, after.lapsed):
            paths.add("plans/team.yml")
        return [Change(path) for path in sorted(paths)]

    def blob(self, commit: str, path: str) -> bytes | None:
        post = self.remote.mains[commit].posts.get(path)
        return post.data if post is not None else None

    def is_on_line(self, verified: str, main: str) -> bool:
        return verified in self.remote.mains and main in self.remote.mains


def judged(post: PostOnMain, main: Version, now: datetime, settings: Any, steps: Callable[[str, int], int]) -> Judged:
    """What approval would say of this file: its payloads, rendered once, and whether it was approved."""
    payloads = {channel: data for channel, data in post.payloads.items() if channel in settings.channels}
    files = [{"path": post.path, "sha256": hashlib.sha256(post.data).hexdigest(), "size": len(post.data)}]
    bindings = [
        {
            "channel": name,
            "network": settings.channels[name].network,
            "host": settings.channels[name].host,
            "account_id": settings.channels[name].account_id,
        }
        for name in sorted(payloads)
    ]
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in payloads.items()}
    manifest = canonical_json({"post": post.post, "files": files, "bindings": bindings, "payloads": digests})
    return Judged(
        post=post.post,
        path=post.path,
        commit=main.commit,
        approved=post.approved and not main.revoked,
        reasons=() if post.approved else ("unapproved",),
        archive=post.archive,
        draft=post.draft,
        kind=post.kind,
        revision=post.revision,
        due=post.due or now,
        after_approval=post.due is None,
        latest=(post.due or now) + post.latest,
        manifest=hashlib.sha256(manifest).hexdigest(),
        files=tuple(files),
        bindings=tuple(bindings),
        payloads=payloads,
        steps={name: steps(name, len(post.texts[name])) for name in payloads},
        awaits=post.awaits,
        corrects=post.corrects,
        repeat_of=post.repeat_of,
        evidence={"merge": post.merge},
        approvers=("sp",),
    )


def _payload(post: PostOnMain, channel: str) -> bytes:
    """As much of payload/1 as a delivery looks at."""
    action = {"correction": "edit", "withdrawal": "delete"}.get(post.kind, "create")
    target = {"target": {"post": post.corrects}} if action != "create" else {}
    parts = [{"action": action, "text": text, **target} for text in post.texts[channel]]
    return canonical_json({"v": 1, "post": post.post, "channel": channel, "parts": parts})
