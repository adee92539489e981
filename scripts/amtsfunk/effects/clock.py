"""The clock, which everything else is handed. The only module that asks the machine for the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))


class StoppedClock:
    """A clock that stands still: for ``--now`` and the example's own time."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def sleep(self, seconds: float) -> None:
        """Nobody waits for a clock that stands."""
