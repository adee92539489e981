"""The production world over the simulated repository and networks: only what reads git, signs or asks is replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.paths import post_id
from amtsfunk.channels.contract import Job
from amtsfunk.commands.publishing import inbox
from amtsfunk.commands.publishing.observe import Publishing
from amtsfunk.commands.publishing.world import Setup
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.capture import Judged
from amtsfunk.delivery.events import Accepted
from amtsfunk.delivery.index import Index
from amtsfunk.delivery.ports import Answer
from amtsfunk.delivery.state import PostFacts, PostState
from amtsfunk.delivery.stops import scope_of, stop_id
from amtsfunk.effects.stops import SeenStop
from amtsfunk.model.authority import Authority
from amtsfunk.model.channel import Channel, Via
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Person, Role
from simulate.networks import KINDS, Kind, Pages, Wire
from simulate.remote import Clone, Main, Sight, Version, judged
from simulate.universe import Process, Universe

ROOT = f"{0:040x}"
BROKEN_COMMIT = "f" * 40
_AUTHORITY = Authority.model_construct(
    id="0" * 32, website="https://www.musterhafen.example", hosts=("www.musterhafen.example",)
)
_PEOPLE = {"sp": Person(roles=(Role.spokesperson,)), "cd": Person(roles=(Role.cvd,))}
_VIA = {"website": Via.site, "manual": Via.manual}


@lru_cache(maxsize=256)
def settings_of(closed: frozenset[str], moved: frozenset[str]) -> Settings:
    channels = {
        name: Channel(
            label=name,
            network=name,
            host=f"{name}.example",
            account_id="moved" if name in moved else "a",
            owner="tm",
            via=_VIA.get(name, Via.api),
            closed=name in closed,
        )
        for name in KINDS
    }
    return Settings(_AUTHORITY, channels, _PEOPLE, {})


@lru_cache(maxsize=2)
def _verdict(lapsed: bool) -> GovernanceVerdict:
    return GovernanceVerdict(ROOT, ROOT, ROOT, {BROKEN_COMMIT: "two-people"} if lapsed else {})


class Office(Publishing):
    """``poisoned``: posts whose facts cannot be gathered."""

    def __init__(self, universe: Universe, clone: Clone, wire: Wire, clock: Watch) -> None:
        super().__init__(Main(clone.server), clone, clone, wire, Setup(ROOT, clock))  # type: ignore[arg-type]
        self.universe = universe
        self.clone = clone
        self.links = Pages(wire.internet)  # type: ignore[assignment]
        self.settings_at = self._settings  # type: ignore[assignment]

    def _settings(self, main: str) -> Settings:
        version = self.version(main)
        return settings_of(version.closed, version.moved)

    def version(self, main: str) -> Version:
        return self.clone.server.mains[main]

    def governance(self) -> GovernanceVerdict:
        return _verdict(self.version(self.main).lapsed)

    def adapter(self, name: str) -> Kind:  # type: ignore[override]
        return KINDS[name]

    def is_post(self, name: str) -> bool:
        known = self.book.post(name)
        return known.captured is not None or any(item.post == name for item in self.version(self.main).posts.values())

    def unknown_stops(self) -> tuple[SeenStop, ...]:
        known = {stop.id for stop in self.book.stops()}
        found = []
        for path, commit in self.clone.snapshot.stops.items():
            identity, name = stop_id(path, commit), path.split(".")[0]
            scope = scope_of(path, {name} if self.is_post(name) else frozenset())
            if scope is not None and identity not in known:
                found.append(SeenStop(identity, *scope, path, commit, "cd"))
        return tuple(found)

    def observe(self, now: datetime, run: str) -> Batch:
        self.universe.effect(self.clone.process, "look")
        return super().observe(now, run)

    def _inbox(self, index: Index, now: datetime, run: str) -> Batch:
        """As the production one, but for the signatures, which are true here."""
        if self.remote.refs["inbox"] == (index.inbox or "0"):
            return Batch()
        stops = {stop.id: stop for stop in self.stops(now)}
        desk = inbox.Desk(self.book, self.settings, stops, self.is_post, now, run)
        said: list[Any] = []
        kept: dict[str, bytes] = {}
        makers = {"lift": inbox._lift, "record": inbox._record, "settle": inbox._settle}
        for statement in self.clone.snapshot.inbox:
            name = inbox.use_name(statement)
            if name in kept or self.book.has_statement(name):
                continue
            if any(inbox._is_about(event, inbox._subject(statement)) for event in said):
                continue
            try:
                said.append(makers[statement.kind](statement, "sp", desk))
                kept[name] = b"{}"
            except inbox.NotCounted:
                continue
        self._follow(said)
        mended = tuple(line for event in said if isinstance(event, Accepted) for line in self._mended(event, now, run))
        if not said:
            return Batch()
        return Batch((*said, *mended), statements=kept, index=replace(index, inbox=self.remote.refs["inbox"]))

    def _holders(self, paths: Iterable[str]) -> frozenset[str]:
        return frozenset(paths)

    def _judge(self, path: str, now: datetime) -> Judged | None:
        version = self.version(self.main)
        post = version.posts.get(path)
        if post is None:
            return Judged(post_id(path) or "", path, self.main, present=False)
        found = judged(post, version, now, self.settings, steps_of)
        return replace(found, approved=False, reasons=("governance",)) if version.lapsed else found

    def facts(self, post: PostState) -> PostFacts:
        if self.universe.effect(self.clone.process, "facts", post.post) is not None:
            raise RuntimeError("a defect of this program")
        found = super().facts(post)
        return replace(found, changed="revoked") if self.version(self.main).revoked else found

    def job(self, post: PostState, key: Key) -> Job | None:
        if self.universe.effect(self.clone.process, "job", f"{key.post}/{key.channel}/{key.step}") is not None:
            raise RuntimeError("a defect of this program")
        return super().job(post, key)

    def fresh_key(self) -> str:
        process = self.clone.process
        process.keys += 1
        return f"{int(process.name, 16):016x}{process.keys:016x}"


def steps_of(channel: str, parts: int) -> int:
    return parts if KINDS[channel].threads else 1


class Watch:
    """A process' own clock, which may be wrong."""

    def __init__(self, universe: Universe, process: Process) -> None:
        self.universe = universe
        self.process = process

    def now(self) -> datetime:
        return self.universe.now + self.process.offset

    def elapsed(self) -> float:
        return self.universe.now.timestamp()

    def sleep(self, seconds: float) -> None:
        self.universe.suspend(self.process, self.universe.now + timedelta(seconds=max(0.0, seconds)))


class Couriers:
    """Errands are carried beside the engine: they leave at once and their answers take a while; they freeze and die
    with their process."""

    def __init__(self, universe: Universe, clone: Clone, wire: Wire) -> None:
        self.universe = universe
        self.clone = clone
        self.process = clone.process
        self.wire = wire
        self._answers: list[tuple[str, Answer]] = []
        self._lines: dict[str, list[tuple[Callable[[], Any], Sight]]] = {}
        """Channel → what was handed over and is not done."""
        self._waits = False

    def start(self, channel: str, work: Callable[[], Any]) -> None:
        seen = self.clone.sight(self.universe.now)
        self.universe.effect(self.process, "begin", channel)
        line = self._lines.setdefault(channel, [])
        line.append((work, seen))
        if len(line) == 1:
            self.universe.at(self.universe.now, lambda: self._carry(channel))

    def _carry(self, channel: str) -> None:
        """The first errand of the channel's line."""
        process, frozen = self.process, self.process.frozen_until
        if process.dead:
            return
        if frozen is not None and frozen > self.universe.now:
            self.universe.at(frozen, lambda: self._carry(channel))
            return
        work, seen = self._lines[channel][0]
        answer: Any
        self.wire.seen, self.wire.seconds = seen, 0.0
        try:
            answer = work()
        except Exception as defect:
            answer = defect
        except BaseException:
            self.universe.kill(process)
            return
        process.log.append((channel, str(answer)))
        took = timedelta(seconds=self.wire.seconds if self.wire.seconds > 30 or not self.universe.instant else 0)
        self.universe.at(self.universe.now + took, lambda: self._arrive(channel, answer))

    def _arrive(self, channel: str, answer: Answer) -> None:
        if self.process.dead:
            return
        del self._lines[channel][0]
        if self._lines[channel]:
            self._carry(channel)
        self._answers.append((channel, answer))
        if self._waits:
            self.universe.wake(self.process)

    def answers(self, seconds: float) -> Sequence[tuple[str, Answer]]:
        if not self._answers and seconds > 0:
            self._waits = True
            self.universe.suspend(self.process, self.universe.now + timedelta(seconds=seconds))
            self._waits = False
        done, self._answers = self._answers, []
        return done
