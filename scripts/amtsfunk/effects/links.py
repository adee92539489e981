"""Whether pages of the authority's own answer: asked in the background, remembered for a while.

A page that hangs delays nobody: the first look waits a few seconds for all that were asked together, and whoever has
not answered by then counts as not there until a later look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from amtsfunk.channels.contract import Request, Response
from amtsfunk.effects.http import Driver

_ABSENT_FRESH = timedelta(seconds=30)
_THERE_FRESH = timedelta(minutes=10)
"""How long an answer is believed: that a page is missing only briefly."""
_FIRST_LOOK_SECONDS = 5.0
_AT_ONCE = 4


class Links:
    """``driver``: makes a driver for one look."""

    def __init__(self, driver: Callable[[], Driver]) -> None:
        self.driver = driver
        self._pool: ThreadPoolExecutor | None = None
        self._looks: dict[str, tuple[datetime, Future[bool]]] = {}

    def answer(self, addresses: Iterable[str], now: datetime) -> bool:
        """Whether every one of them answers, as far as is known now."""
        fresh = [self._look(address, now) for address in addresses if self._is_to_ask(address, now)]
        if fresh:
            wait(fresh, timeout=_FIRST_LOOK_SECONDS)
        return all(self._answered(address) for address in addresses)

    def _is_to_ask(self, address: str, now: datetime) -> bool:
        if address not in self._looks:
            return True
        asked, look = self._looks[address]
        return look.done() and now >= asked + (_THERE_FRESH if look.result() else _ABSENT_FRESH)

    def _look(self, address: str, now: datetime) -> Future[bool]:
        self._pool = self._pool or ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="link")
        look = self._pool.submit(self._ask, address)
        self._looks[address] = (now, look)
        return look

    def _answered(self, address: str) -> bool:
        look = self._looks[address][1]
        return look.done() and look.result()

    def _ask(self, address: str) -> bool:
        answer = self.driver().carry_out(Request("GET", address))
        return isinstance(answer, Response) and 200 <= answer.status < 300
