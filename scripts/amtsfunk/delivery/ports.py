"""What the engine needs of the world. The real ones are in ``effects`` and ``commands``; a simulator brings its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from amtsfunk.channels.contract import Finding, Job, Outcome
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.index import Index
from amtsfunk.delivery.outcomes import Habits
from amtsfunk.delivery.state import ChannelFacts, PostFacts, PostState, Stop


class Clock(Protocol):
    def now(self) -> datetime: ...

    def elapsed(self) -> float:
        """Seconds since some moment, also while the machine slept. Nobody sets this one, so it tells how old is what
        was read."""

    def sleep(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class NotBegun:
    """Nothing was asked of the network: when the errand's turn came, what allowed it was no longer fresh."""


Answer = Outcome | Finding | NotBegun | bool | Exception


class Couriers(Protocol):
    """Who carries errands to the channels while the engine goes on: a channel's one after the other, in order."""

    def start(self, channel: str, work: Callable[[], Outcome | Finding | NotBegun | bool]) -> None:
        """Begin, or wait for those that were handed over before. What ``work`` raises is its answer."""

    def answers(self, seconds: float) -> Sequence[tuple[str, Answer]]:
        """What has ended, as (channel, answer). Waits that long for the first one while something is under way."""


class Ledger(Protocol):
    """The ledger as of the last ``refresh``. ``append`` raises LedgerLost where another runner was faster, and
    EffectFailed where it is unknown what arrived."""

    def refresh(self) -> None: ...

    def index(self) -> Index: ...

    def stops(self) -> tuple[Stop, ...]: ...

    def post(self, post: str) -> PostState: ...

    def write(self, batch: Batch, now: datetime) -> None: ...


class World(Protocol):
    """Main, the stop branch, the inbox, the settings and the networks, as of the ledger's last ``refresh``."""

    def observe(self, now: datetime, run: str) -> Batch:
        """Lines for what was seen since the last time: stops, statements, captured posts."""

    def halted(self) -> str | None:
        """Why nothing may be claimed at all, else None."""

    def stops(self, now: datetime) -> tuple[Stop, ...]:
        """Stops that are visible now, whether the ledger knows them yet or not."""

    def channels(self) -> Mapping[str, ChannelFacts]: ...

    def habits(self, channel: str) -> Habits: ...

    def facts(self, post: PostState) -> PostFacts: ...

    def related(self, post: PostState) -> tuple[PostState, ...]:
        """The posts that this one corrects or repeats."""

    def job(self, post: PostState, key: Key) -> Job | None:
        """What to send; None where the stored bytes are not those of the capture."""

    def is_owned(self, key: Key, remote_id: str | None) -> bool:
        """Whether what was found for a step is another post's by now."""

    def delivery(self, job: Job) -> Callable[[], Outcome]:
        """The sending of one step, ready to be carried out by a courier: it touches nothing but its network."""

    def search(self, job: Job) -> Callable[[], Finding]: ...

    def confirmation(self, job: Job) -> Callable[[], bool]: ...

    def fresh_key(self) -> str:
        """32 random hex digits."""


@dataclass(frozen=True, slots=True)
class Ports:
    """All that an engine touches."""

    ledger: Ledger
    world: World
    clock: Clock
    couriers: Couriers
