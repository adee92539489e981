"""Many schedules, on several processes, and what came of all of them together."""

from __future__ import annotations

import gc
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

from simulate.networks import ASKABLE
from simulate.play import play_seed

_CHUNK = 250
_RARELY = (50_000, 20, 100)
"""How seldom a worker looks for cycles: a schedule is short and leaves few, and looking cost a tenth of the time."""
DUPLICATES = frozenset({"duplicate", "I3", "I4", "same-key"})
UNAPPROVED = frozenset({"unapproved", "I2", "immutable"})
WINDOW = frozenset({"I7", "window", "send-by"})
LOSSES = frozenset({"loss", "I9"})


@dataclass
class Total:
    """``failing``: seed → names of what it violated; ``held``: (channel, reason) → lanes that are held at the end."""

    schedules: int = 0
    deliveries: int = 0
    sends: int = 0
    unavoidable: int = 0
    violated: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    failing: dict[int, str] = field(default_factory=dict)

    def add(self, other: Total) -> None:
        self.schedules += other.schedules
        self.deliveries += other.deliveries
        self.sends += other.sends
        self.unavoidable += other.unavoidable
        self.violated += other.violated
        self.ends += other.ends
        self.failing |= other.failing

    def count(self, names: frozenset[str]) -> int:
        return sum(count for name, count in self.violated.items() if name in names)

    @property
    def others(self) -> int:
        return self.violated.total() - sum(map(self.count, (DUPLICATES, UNAPPROVED, WINDOW, LOSSES)))

    def held(self, *, askable: bool) -> Counter[str]:
        found: Counter[str] = Counter()
        for end, count in self.ends.items():
            kind, _, rest = end.partition(":")
            if kind == "held" and (rest.partition(":")[0] in ASKABLE) is askable:
                found[rest] += count
        return found


def of_seeds(first: int, last: int) -> Total:
    """Play the seeds from ``first`` to before ``last`` in this process."""
    total = Total()
    for seed in range(first, last):
        total.schedules += 1
        try:
            result = play_seed(seed)
        except Exception as defect:
            total.violated["defect"] += 1
            total.failing[seed] = f"defect: {''.join(traceback.format_exception_only(defect)).strip()}"
            continue
        total.deliveries += sum(result.ends.values())
        total.sends += result.sends
        total.unavoidable += result.unavoidable
        total.ends.update(result.ends)
        for violation in result.violations:
            total.violated[violation.name] += 1
            total.failing.setdefault(seed, f"{violation.name}: {violation.text}")
    return total


def of_many(count: int, workers: int, first: int = 0) -> Iterator[Total]:
    """The total so far, after every chunk. ``first``: the seed to begin with."""
    total = Total()
    starts = range(first, first + count, _CHUNK)
    ends = [min(start + _CHUNK, first + count) for start in starts]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_settle) as pool:
        for part in pool.map(of_seeds, starts, ends):
            total.add(part)
            yield total


def _settle() -> None:
    """What a worker does once: everything that is imported by now stays."""
    gc.freeze()
    gc.set_threshold(*_RARELY)


def line_of(total: Total, seconds: float) -> str:
    """The one line that says it all."""
    rate = total.schedules / seconds if seconds else 0.0
    return (
        f"{total.schedules} schedules, {total.deliveries} deliveries, {total.sends} requests: "
        f"{total.count(DUPLICATES)} duplicates, {total.count(LOSSES)} losses, {total.count(UNAPPROVED)} unapproved, "
        f"{total.count(WINDOW)} out of window, {total.others} other violations; "
        f"held {total.held(askable=False).total()} where the network cannot be asked, "
        f"{total.held(askable=True).total()} elsewhere; {seconds:.0f} s, {rate:.0f} schedules/s"
    )


class Stopwatch:
    def __init__(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began
