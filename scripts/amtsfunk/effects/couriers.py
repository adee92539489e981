"""Threads that carry errands to the channels: one a channel, so that a slow network delays no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from amtsfunk.channels.contract import Finding, Outcome
from amtsfunk.delivery.ports import Answer, NotBegun

Work = Callable[[], Outcome | Finding | NotBegun | bool]


class Couriers:
    """A thread begins with a channel's first errand and ends with the process."""

    def __init__(self) -> None:
        self._inboxes: dict[str, SimpleQueue[Work]] = {}
        self._answers: SimpleQueue[tuple[str, Answer]] = SimpleQueue()
        self._under_way = 0

    def start(self, channel: str, work: Work) -> None:
        if channel not in self._inboxes:
            self._inboxes[channel] = SimpleQueue()
            Thread(target=self._serve, args=(channel,), name=f"channel-{channel}", daemon=True).start()
        self._under_way += 1
        self._inboxes[channel].put(work)

    def answers(self, seconds: float) -> Sequence[tuple[str, Answer]]:
        found: list[tuple[str, Answer]] = []
        try:
            if self._under_way and seconds > 0:
                found.append(self._answers.get(timeout=seconds))
            while True:
                found.append(self._answers.get_nowait())
        except Empty:
            self._under_way -= len(found)
            return found

    def _serve(self, channel: str) -> None:
        while True:
            work = self._inboxes[channel].get()
            try:
                answer: Answer = work()
            except Exception as defect:  # what it did is unknown; the engine says so (I12)
                answer = defect
            self._answers.put((channel, answer))
