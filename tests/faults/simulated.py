"""The production engine over a simulated clock, ledger remote and network; everything follows from one seed.

Between any two effects the clock may jump, the process may die, or another runner may do a whole run of its own. The
server's own list is the truth.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Ambiguous,
    CannotShow,
    Deferred,
    Finding,
    Job,
    Outcome,
    Rejected,
)
from amtsfunk.commands.publishing.engine import Engine
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import Batch, files_of, payload_path
from amtsfunk.delivery.events import Captured, Stopped
from amtsfunk.delivery.outcomes import Habits
from amtsfunk.delivery.ports import Ports
from amtsfunk.delivery.state import ChannelFacts, PostFacts, PostState, Stop
from amtsfunk.effects.ledger_book import Book
from amtsfunk.model.errors import EffectFailed, LedgerLost

START = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
QUIET = timedelta(minutes=20)
LATENESS = timedelta(minutes=15)
CHANNELS: Mapping[str, ChannelFacts] = {
    "listed": ChannelFacts(finds=True, shows_absence=True),
    "opaque": ChannelFacts(finds=False),
}


class Crash(Exception):
    """The process dies here."""


@dataclass
class Remote:
    """The ledger's branch on the server."""

    version: int = 0
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Server:
    """What the network holds: (key, visible from, sent at)."""

    posts: list[tuple[Key, datetime, datetime]] = field(default_factory=list)

    def count(self, key: Key) -> int:
        return sum(known == key for known, _, _ in self.posts)


@dataclass
class Universe:
    """Everything that outlives a process."""

    chance: random.Random
    faults: float = 0.15
    now: datetime = START
    remote: Remote = field(default_factory=Remote)
    server: Server = field(default_factory=Server)
    stop_at: datetime | None = None
    depth: int = 0
    posts: tuple[Captured, ...] = ()
    bytes_sent: list[tuple[Key, str]] = field(default_factory=list)
    unapproved: list[Key] = field(default_factory=list)

    def boundary(self) -> None:
        """Something may happen between any two effects."""
        if self.chance.random() < self.faults:
            match self.chance.choice(["jump", "stall", "crash", "rival"]):
                case "jump":
                    self.now += timedelta(seconds=self.chance.randint(1, 90))
                case "stall":
                    self.now += timedelta(minutes=self.chance.randint(2, 40))
                case "crash":
                    raise Crash
                case "rival":
                    if self.depth < 2:
                        self.depth += 1
                        run(self)
                        self.depth -= 1


class SimulatedLedger(Book):
    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self.version = 0
        self.files: dict[str, bytes] = {}

    def refresh(self) -> None:
        self.universe.boundary()
        self.version = self.universe.remote.version
        self.files = dict(self.universe.remote.files)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def write(self, batch: Batch, now: datetime) -> None:
        """A compare-and-swap whose answer may get lost."""
        files = files_of(batch, self.index(), self.read)
        self.universe.boundary()
        remote = self.universe.remote
        if remote.version != self.version:
            raise LedgerLost("lost")
        if self.universe.chance.random() < self.universe.faults / 4:
            raise EffectFailed("no way to the remote; nothing arrived")
        remote.version += 1
        remote.files = {path: data for path, data in {**remote.files, **files}.items() if data is not None}
        if self.universe.chance.random() < self.universe.faults / 4:
            raise EffectFailed("it arrived, but nobody told us")
        self.version, self.files = remote.version, dict(remote.files)
        self.universe.boundary()


class SimulatedClock:
    def __init__(self, universe: Universe) -> None:
        self.universe = universe

    def now(self) -> datetime:
        return self.universe.now

    def sleep(self, seconds: float) -> None:
        self.universe.now += timedelta(seconds=seconds)


class Inline:
    """Couriers of a single thread: an errand is done at once, and its answer waits until it is asked for."""

    def __init__(self) -> None:
        self.done: list[tuple[str, Any]] = []

    def start(self, channel: str, work: Callable[[], Any]) -> None:
        try:
            self.done.append((channel, work()))
        except (Crash, EffectFailed):
            raise
        except Exception as defect:
            self.done.append((channel, defect))

    def answers(self, seconds: float) -> list[tuple[str, Any]]:
        done, self.done = self.done, []
        return done


class SimulatedWorld:
    def __init__(self, universe: Universe, book: SimulatedLedger) -> None:
        self.universe = universe
        self.book = book

    def observe(self, now: datetime, run: str) -> Batch:
        fresh = [post for post in self.universe.posts if self.book.post(post.post).captured is None]
        lines = [Captured(**{**_fields(post), "at": now, "run": run}) for post in fresh]
        payloads = {hashlib.sha256(data).hexdigest(): data for post in fresh for data in payloads_of(post.post)}
        seen = [
            Stopped(at=now, run=run, stop=stop.id, scope=stop.scope, path=stop.path, commit=stop.commit)
            for stop in self._visible()
            if stop.id not in {known.id for known in self.book.stops()}
        ]
        return Batch(events=(*seen, *lines), payloads=payloads)

    def _visible(self) -> tuple[Stop, ...]:
        at = self.universe.stop_at
        if at is None or self.universe.now < at:
            return ()
        return (Stop("total-1", "total", None, "total", "c", at),)

    def stops(self, now: datetime) -> tuple[Stop, ...]:
        known = self.book.stops()
        return (*known, *(stop for stop in self._visible() if stop.id not in {one.id for one in known}))

    def halted(self) -> str | None:
        return None

    def channels(self) -> Mapping[str, ChannelFacts]:
        return CHANNELS

    def habits(self, channel: str) -> Habits:
        return Habits(QUIET)

    def facts(self, post: PostState) -> PostFacts:
        return PostFacts()

    def related(self, post: PostState) -> tuple[PostState, ...]:
        return ()

    def job(self, post: PostState, key: Key) -> Job | None:
        lane = post.lanes[key.channel]
        claim = lane.steps[key.step - 1].claim
        assert post.captured is not None
        digest = post.captured.payloads[key.channel]
        data = self.book.read(payload_path(digest))
        if claim is None or data is None:
            return None
        return Job(
            post=key.post,
            channel=key.channel,
            network=key.channel,
            host="h",
            account_id="a",
            step=key.step,
            payload={},
            payload_sha256=hashlib.sha256(data).hexdigest(),
            payload_bytes=data,
            key=claim.key,
            created_at=claim.created_at,
            send_by=claim.send_by,
            address="https://x.example/",
        )

    def deliver(self, job: Job) -> Outcome:
        """The server may act at once, up to LATENESS after we gave up, or never; and the answer may not come back."""
        universe, key = self.universe, Key(job.post, job.channel, job.step)
        universe.bytes_sent.append((key, job.payload_sha256))
        claimed = self.universe.remote.files.get(payload_path(job.payload_sha256)) is not None
        if not claimed:
            universe.unapproved.append(key)
        sent = universe.now
        what = universe.chance.random()
        if what < universe.faults / 3:
            return Deferred("refused")
        if what < universe.faults / 2:
            return Rejected("content")
        if what < universe.faults:
            universe.now += timedelta(minutes=1)
            if universe.chance.random() < 0.6:
                late = timedelta(seconds=universe.chance.randint(0, int(LATENESS.total_seconds())))
                universe.server.posts.append((key, universe.now + late, sent))
            if universe.chance.random() < 0.3:
                raise Crash
            return Ambiguous("timeout")
        universe.server.posts.append((key, sent, sent))
        if universe.chance.random() < universe.faults / 4:
            raise Crash
        return Accepted("id", "https://network.example/1")

    def delivery(self, job: Job) -> Callable[[], Outcome]:
        return lambda: self.deliver(job)

    def search(self, job: Job) -> Callable[[], Finding]:
        return lambda: self.find(job)

    def confirmation(self, job: Job) -> Callable[[], bool]:
        return lambda: False

    def find(self, job: Job) -> Finding:
        self.universe.boundary()
        if not CHANNELS[job.channel].finds:
            return CannotShow("opaque")
        key = Key(job.post, job.channel, job.step)
        seen = any(known == key and at <= self.universe.now for known, at, _ in self.universe.server.posts)
        return Accepted("id", "https://network.example/1") if seen else Absent()

    def fresh_key(self) -> str:
        return f"{self.universe.chance.getrandbits(128):032x}"


def run(universe: Universe) -> None:
    """One process, from start to end, error or death."""
    ledger = SimulatedLedger(universe)
    name = f"{universe.chance.getrandbits(128):032x}"
    try:
        ledger.refresh()
        world = SimulatedWorld(universe, ledger)
        Engine(Ports(ledger, world, SimulatedClock(universe), Inline()), name).run()
    except (Crash, EffectFailed):
        return


def payloads_of(post: str) -> list[bytes]:
    return [canonical_json({"post": post, "channel": channel}) for channel in CHANNELS]


def make_posts(chance: random.Random) -> tuple[Captured, ...]:
    """A few posts, single and threads, due within half an hour, some with little time."""
    found = []
    for number in range(chance.randint(1, 4)):
        name = f"post-{number}"
        due = START + timedelta(minutes=chance.randint(0, 30))
        found.append(
            Captured(
                at=START,
                run="0" * 32,
                post=name,
                path="p",
                revision=1,
                kind="service",
                manifest="m",
                commit="c",
                files=(),
                bindings=(),
                payloads={
                    channel: hashlib.sha256(data).hexdigest()
                    for channel, data in zip(CHANNELS, payloads_of(name), strict=True)
                },
                contents={},
                steps={"listed": chance.choice([1, 1, 3]), "opaque": 1},
                due=due,
                latest=due + timedelta(minutes=chance.choice([30, 120, 1440])),
            )
        )
    return tuple(found)


def play(seed: int) -> tuple[Universe, dict[str, PostState]]:
    """A whole day: faults in the first hours, then a calm end, so that everything can end."""
    chance = random.Random(seed)  # noqa: S311 - replayable, nothing secret
    universe = Universe(chance, posts=make_posts(chance))
    if chance.random() < 0.2:
        universe.stop_at = START + timedelta(minutes=chance.randint(0, 60))
    while universe.now < START + timedelta(hours=4):
        run(universe)
        universe.now += timedelta(minutes=chance.randint(1, 12))
    universe.faults = 0.0
    while universe.now < START + timedelta(hours=36):
        run(universe)
        universe.now += timedelta(minutes=170)
    ledger = SimulatedLedger(universe)
    ledger.refresh()
    return universe, {post.post: ledger.post(post.post) for post in universe.posts}


def _fields(post: Captured) -> dict[str, object]:
    from dataclasses import fields  # noqa: PLC0415

    return {item.name: getattr(post, item.name) for item in fields(post)}
