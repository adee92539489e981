"""Sending messages beside the work: a mail server that hangs must not make a post late.

One thread of its own, one message after the other. What is still waiting when the process ends is given a moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

Work = Callable[[], tuple[str, ...]]
"""Sends one message; returns what failed, in words."""


class Outbox:
    def __init__(self) -> None:
        self._queue: SimpleQueue[Work | None] = SimpleQueue()
        self._failed: SimpleQueue[str] = SimpleQueue()
        self._busy = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_idle(self) -> bool:
        return self._queue.empty() and not self._busy.is_set()

    def put(self, work: Work) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._carry, daemon=True, name="outbox")
            self._thread.start()
        self._queue.put(work)

    def failures(self) -> tuple[str, ...]:
        """What failed since this was asked last."""
        found = []
        while not self._failed.empty():
            found.append(self._failed.get())
        return tuple(found)

    def close(self, seconds: float) -> tuple[str, ...]:
        """Let what waits go out, for so long at most. Returns what failed."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(seconds)
        return self.failures()

    def _carry(self) -> None:
        while (work := self._queue.get()) is not None:
            self._busy.set()
            try:
                for said in work():
                    self._failed.put(said)
            except Exception as defect:  # whoever cannot tell goes on with the next message
                self._failed.put(f"Benachrichtigen ist gescheitert: {type(defect).__name__}.")
            self._busy.clear()
