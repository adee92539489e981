"""The networks: what each can be asked, what it holds in truth, and what goes wrong on the way there.

Every kind of DELIVERY.md § 4 is there once. None of them knows an idempotency key: only the one that puts under the
claim's key does not make a second post of it. Those that are asked for threads find a post by its words, as the real
ones do, whoever made it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Ambiguous,
    CannotShow,
    Deferred,
    Finding,
    Handed,
    Job,
    Outcome,
    Rejected,
)
from amtsfunk.delivery.actions import Key
from simulate.remote import Sight
from simulate.universe import Dead, Fault, Process, Universe

CLIENT_TIMEOUT = timedelta(minutes=1)
MAX_LATENESS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Kind:
    """``finds`` and ``shows_absence`` as of an adapter; ``puts``: a second one of the same key changes nothing;
    ``threads``: a step for each part; ``stale``: seconds until its lists show what is new."""

    finds: bool = False
    shows_absence: bool = False
    confirms: bool = False
    puts: bool = False
    threads: bool = False
    stale: int = 0
    mends: frozenset[str] = frozenset({"edit", "reply", "delete"})
    secrets: tuple[tuple[str, ...], ...] = ()


KINDS: Mapping[str, Kind] = {
    "website": Kind(finds=True, shows_absence=True, confirms=True),
    "listed": Kind(finds=True, shows_absence=True, threads=True, stale=45),
    "idempotent": Kind(finds=True, shows_absence=True, puts=True),
    "found": Kind(finds=True, threads=True, stale=45),
    "opaque": Kind(),
    "manual": Kind(),
}
"""Channel → kind. ``listed`` stands for Mastodon, ``idempotent`` for Bluesky, ``found`` for X and LinkedIn."""
ASKABLE = frozenset({"website", "listed", "idempotent"})
LISTED = frozenset({"listed", "found"})


Words = tuple[str, ...]


@dataclass(slots=True)
class Post:
    """One post that a server holds, or held: who made it, when, and whether a person took it away. ``words``: what its
    network can tell it by."""

    key: Key
    at: datetime
    name: str
    words: Words
    removed_at: datetime | None = None
    by_hand: bool = False

    @property
    def address(self) -> str:
        return f"https://{self.key.channel}.example/{self.name}"


def words_of(job: Job) -> Words:
    return words_at(Key(job.post, job.channel, job.step), job.payload, job.before[-1:])


def words_at(key: Key, payload: Mapping[str, Any], below: tuple[str, ...]) -> Words:
    """The words and what they stand below where a network looks by these, else the key."""
    part = payload["parts"][key.step - 1] if key.channel in LISTED else {}
    if part.get("action") != "create":
        return (key.channel, key.post, str(key.step))
    return (key.channel, "", part["text"], *below)


class Watcher(Protocol):
    def sending(self, process: Process, job: Job, seen: Sight) -> None:
        """The irreversible request is about to leave."""

    def made(self, post: Post) -> None:
        """A server has a new post."""

    def handed(self, key: Key) -> None: ...


@dataclass
class Internet:
    """All servers together."""

    universe: Universe
    watcher: Watcher
    posts: dict[Key, list[Post]] = field(default_factory=dict)
    outages: list[tuple[str, str, datetime, datetime]] = field(default_factory=list)
    pages: dict[str, datetime] = field(default_factory=dict)
    """Address of an own page → since when it answers; others answer always."""
    broken: set[str] = field(default_factory=set)
    """Channels whose adapter has a defect."""
    made: int = 0

    def trouble(self, channel: str) -> str | None:
        now = self.universe.now
        return next((what for what, name, since, to in self.outages if name == channel and since <= now < to), None)

    def make(self, job: Job) -> Post:
        """The server acts, whoever still waits for it."""
        key = Key(job.post, job.channel, job.step)
        there = [post for post in self.posts.get(key, []) if post.removed_at is None]
        return there[0] if KINDS[key.channel].puts and there else self.add(key, words_of(job))

    def add(self, key: Key, words: Words, name: str | None = None) -> Post:
        post = Post(key, self.universe.now, name or f"{key.channel}-{self.made}", words)
        self.made += 1
        self.posts.setdefault(key, []).append(post)
        self.watcher.made(post)
        return post

    def alike(self, words: Words) -> list[Post]:
        """Whatever reads the same there, oldest first."""
        return [post for posts in self.posts.values() for post in posts if post.words == words]

    def visible(self, job: Job) -> Post | None:
        """What the network's own list shows now that nobody else owns."""
        since = self.universe.now - timedelta(seconds=KINDS[job.channel].stale)
        shown = (post for post in self.alike(words_of(job)) if post.removed_at is None and post.at <= since)
        return next((post for post in shown if post.name not in job.owned), None)


def about(key: Key) -> str:
    return f"{key.post}/{key.channel}/{key.step}"


@dataclass
class Wire:
    """One process' way to the networks: its errands' requests, and how long their answers take."""

    universe: Universe
    internet: Internet
    process: Process
    seen: Sight | None = None
    """What the process knew when it handed over the errand that is carried out."""
    seconds: float = 0.0
    """How long the answer of the errand just carried out takes."""

    def delivery(self, adapter: Kind, job: Job) -> Callable[[], Outcome]:
        return lambda: self._deliver(job)

    def search(self, adapter: Kind, job: Job) -> Callable[[], Finding]:
        return lambda: self._find(adapter, job)

    def confirmation(self, adapter: Kind, job: Job, probe: str | None) -> Callable[[], bool]:
        return lambda: self._confirm(job)

    def plain_driver(self) -> Any:
        raise AssertionError("pages are asked through Pages")

    # ------------------------------------------------------------------ sending

    def _deliver(self, job: Job) -> Outcome:
        universe, process = self.universe, self.process
        key = Key(job.post, job.channel, job.step)
        self.seconds = 0.3
        fault = universe.effect(process, "send", about(key)) or Fault("")
        if fault.kind == "crash-before":
            self._die()
        assert self.seen is not None
        self.internet.watcher.sending(process, job, self.seen)
        if job.channel in self.internet.broken:
            raise RuntimeError("a defect of this adapter")
        if job.channel == "website":
            return Accepted(None, job.address)
        if job.channel == "manual":
            return self._hand(key, fault)
        trouble = self.internet.trouble(job.channel)
        if trouble is not None:
            return Deferred(trouble)
        return self._send(job, fault)

    def _hand(self, key: Key, fault: Fault) -> Outcome:
        if fault.kind in ("refused", "outage"):
            return Deferred(fault.kind)
        self.internet.watcher.handed(key)
        if fault.kind.startswith("crash"):
            self._die()
        return Handed()

    def _send(self, job: Job, fault: Fault) -> Outcome:  # noqa: PLR0911 - one answer a fault
        match fault.kind:
            case "refused" | "credentials" | "outage":
                return Deferred(fault.kind)
            case "rate":
                return Deferred("rate", fault.seconds)
            case "rejected":
                return Rejected("content")
            case "lost" | "error-out":
                self.seconds = 60.0 if fault.kind == "lost" else 1.0
                return Ambiguous(fault.kind)
            case "late" | "crash-late":
                when = self.universe.now + CLIENT_TIMEOUT + timedelta(seconds=fault.seconds)
                self.universe.at(when, lambda: self.internet.make(job) and None)
                if fault.kind == "crash-late":
                    self._die()
                self.seconds = CLIENT_TIMEOUT.total_seconds()
                return Ambiguous("timeout")
        made = self.internet.make(job)
        match fault.kind:
            case "crash-after":
                self._die()
            case "defect":
                raise RuntimeError("a defect of this adapter, after sending")
            case "cut" | "error-in":
                return Ambiguous(fault.kind)
            case "slow":
                self.seconds = float(fault.seconds)
        return Accepted(made.name, made.address)

    def _die(self) -> None:
        self.process.dead = True
        raise Dead

    # ------------------------------------------------------------------ asking

    def _find(self, adapter: Kind, job: Job) -> Finding:
        self.seconds = 0.3
        key = Key(job.post, job.channel, job.step)
        fault = self.universe.effect(self.process, "ask", about(key)) or Fault("")
        if fault.kind == "crash-before":
            self._die()
        if fault.kind == "defect":
            raise RuntimeError("a defect of this search")
        if fault.kind == "slow":
            self.seconds = float(fault.seconds)
        if job.channel == "website":
            return Absent()
        if fault.kind == "fails" or self.internet.trouble(job.channel) is not None:
            return CannotShow("outage", again=True)
        there = self.internet.visible(job)
        if there is not None:
            return Accepted(there.name, there.address)
        return Absent() if adapter.shows_absence else CannotShow("not-found")

    def _confirm(self, job: Job) -> bool:
        self.seconds = 0.3
        fault = self.universe.effect(self.process, "probe", f"{job.post}/{job.channel}") or Fault("")
        if fault.kind == "defect":
            raise RuntimeError("a defect of this confirmation")
        return fault.kind != "no"


class Pages:
    """Own pages that a post leads to; in the place of the links that the production world asks in the background."""

    def __init__(self, internet: Internet) -> None:
        self.internet = internet

    def answer(self, addresses: tuple[str, ...], now: datetime) -> bool:
        return all(self.internet.pages.get(address, now) <= self.internet.universe.now for address in addresses)
