"""What a run has yet to ask of the channels, one queue a channel, and what is under way there.

A channel is handed a few sendings at once, so that it need not stand idle while the ledger is written; a question only
where nothing else is under way, because its answer depends on what was sent before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from amtsfunk.delivery.actions import Confirm, Key, Look
from amtsfunk.delivery.recheck import Ticket


@dataclass(frozen=True, slots=True)
class Send:
    """A claim that this run won, to be used from ``due`` until ``send_by``."""

    claim: int
    key: Key
    due: datetime
    send_by: datetime


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the network, at any time."""

    action: Look | Confirm
    key: Key


Errand = Send | Ask
UnderWay = tuple[Errand, Ticket | None]

AT_HAND = 4
"""How many sendings one channel is handed at once."""


@dataclass(slots=True)
class Errands:
    """``under_way``: channel → errands in order, each with its ticket where it is a sending; none is empty."""

    under_way: dict[str, list[UnderWay]] = field(default_factory=dict)
    _queues: dict[str, list[Errand]] = field(default_factory=dict)

    @property
    def claims(self) -> int:
        """Claims that have no outcome yet."""
        waiting = sum(isinstance(errand, Send) for queue in self._queues.values() for errand in queue)
        return waiting + sum(isinstance(errand, Send) for line in self.under_way.values() for errand, _ in line)

    @property
    def is_empty(self) -> bool:
        return not self.under_way and not any(self._queues.values())

    def add(self, errand: Errand) -> None:
        self._queues.setdefault(errand.key.channel, []).append(errand)

    def idle(self, now: datetime) -> tuple[str, ...]:
        """Channels that can be handed an errand whose time has come, whoever is due first first."""
        ready = [(_order(errand), channel) for channel in self._queues if (errand := self._ready(channel, now))]
        return tuple(channel for _, channel in sorted(ready))

    def next(self, channel: str, now: datetime) -> Errand | None:
        """Take the channel's next errand whose time has come."""
        errand = self._ready(channel, now)
        if errand is not None:
            self._queues[channel].remove(errand)
        return errand

    def _ready(self, channel: str, now: datetime) -> Errand | None:
        line, errand = self.under_way.get(channel, []), _first(self._queues.get(channel, []), now)
        has_room = not line or (isinstance(errand, Send) and isinstance(line[0][0], Send) and len(line) < AT_HAND)
        return errand if has_room else None

    def start(self, errand: Errand, ticket: Ticket | None = None) -> None:
        self.under_way.setdefault(errand.key.channel, []).append((errand, ticket))

    def ended(self, channel: str) -> UnderWay:
        """The channel's first errand under way is done."""
        line = self.under_way[channel]
        done = line.pop(0)
        if not line:
            del self.under_way[channel]
        return done

    def next_due(self) -> datetime | None:
        """When the first waiting claim of a channel with nothing under way is due."""
        times = [
            errand.due
            for channel, queue in self._queues.items()
            if channel not in self.under_way
            for errand in queue
            if isinstance(errand, Send)
        ]
        return min(times, default=None)

    def drop(self) -> tuple[Errand, ...]:
        """All that was not begun, which is forgotten."""
        found = tuple(errand for queue in self._queues.values() for errand in queue)
        self._queues.clear()
        return found


def _first(queue: list[Errand], now: datetime) -> Errand | None:
    """Claims that are due go before questions, in the order of their times."""
    ready = [errand for errand in queue if isinstance(errand, Ask) or errand.due <= now]
    return min(ready, key=_order, default=None)


def _order(errand: Errand) -> tuple[bool, float]:
    return (False, errand.due.timestamp()) if isinstance(errand, Send) else (True, 0.0)
