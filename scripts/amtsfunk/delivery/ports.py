"""What the engine needs of the world. The real ones are in ``effects`` and ``commands``; a simulator brings its own."""

from __future__ import annotations

from collections.abc import Mapping
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

    def sleep(self, seconds: float) -> None: ...


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

    def deliver(self, job: Job) -> Outcome: ...

    def find(self, job: Job) -> Finding: ...

    def confirm(self, job: Job) -> bool: ...

    def fresh_key(self) -> str:
        """32 random hex digits."""
