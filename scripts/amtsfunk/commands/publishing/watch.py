"""``publish --watch``: runs that follow each other until somebody ends them; what is due goes out within seconds.

A claim is made up to a minute before its time, so that only the sending is left when the time comes. What fails for a
while (the git server, the network) is told once and tried again; a ledger that cannot be believed ends it, loudly.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

from amtsfunk.commands.publishing.engine import Engine, Report
from amtsfunk.delivery.ports import Clock, Ledger
from amtsfunk.model.errors import EffectFailed, LedgerUnreadable

SHORTEST_POLL = 5
ASK_AGAIN = timedelta(minutes=1)
"""How long until a network is asked the same question again."""
_LONGEST_PAUSE = timedelta(minutes=1)
_BREATH_SECONDS = 1.0


@dataclass(slots=True)
class Ending:
    """Whether somebody asked the process to end (Ctrl-C, ``systemctl stop``)."""

    asked: bool = False

    def ask(self, number: int, frame: FrameType | None) -> None:
        """A second signal ends at once."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


@contextmanager
def ending_on_signals() -> Iterator[Ending]:
    """SIGTERM and SIGINT: what is under way is finished and written down, nothing more is begun."""
    ending = Ending()
    before = {number: signal.signal(number, ending.ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True, slots=True)
class Watch:
    """``guard``: raises where nothing may be sent (clock); ``after``: hears of every finished run; ``trouble``: of what
    failed, once until it works again."""

    ledger: Ledger
    engine: Engine
    clock: Clock
    poll: timedelta
    ending: Ending
    guard: Callable[[], None]
    after: Callable[[Report], None]
    trouble: Callable[[EffectFailed], None]

    def run(self) -> None:
        """Until somebody ends it. Raises LedgerUnreadable and Refused."""
        failures = 0
        while not self.ending.asked:
            begun = self.clock.now()
            try:
                self.ledger.refresh()
                self.guard()
                self.after(self.engine.run())
                failures = 0
            except LedgerUnreadable:
                raise
            except EffectFailed as failed:
                failures += 1
                if failures == 1:
                    self.trouble(failed)
            longest = max(self.poll, _LONGEST_PAUSE)
            pause = min(self.poll * 2 ** min(failures, 6), longest)
            self._sleep_until(self._next_time(begun, pause))

    def _next_time(self, begun: datetime, pause: timedelta) -> datetime:
        """The next look around, or earlier where a claim has to be made before."""
        looks = begun + pause
        wakes = [wake for wake in self.ledger.index().open.values() if wake is not None and wake > begun]
        return max(min([looks, *wakes]), self.clock.now() + timedelta(seconds=_BREATH_SECONDS))

    def _sleep_until(self, when: datetime) -> None:
        while not self.ending.asked and (left := (when - self.clock.now()).total_seconds()) > 0:
            self.clock.sleep(min(left, _BREATH_SECONDS))

