"""What may go wrong at which point, and where a schedule's faults come from."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulate.universe import Fault, Process

_ANYWHERE = ("wait", "wait", "freeze", "crash", "clock", "end")
MENU: Mapping[str, tuple[str, ...]] = {
    "look": _ANYWHERE,
    "fetch": (*_ANYWHERE, "fails"),
    "fetched": _ANYWHERE,
    "push": (*_ANYWHERE, "lost", "lost-dark", "unheard", "unheard-dark"),
    "pushed": _ANYWHERE,
    "begin": _ANYWHERE,
    "send": (
        "refused", "rate", "rejected", "credentials", "outage", "lost", "late", "cut", "error-in", "error-out", "slow",
        "crash-before", "crash-after", "crash-late", "defect",
    ),
    "ask": ("fails", "defect", "slow", "crash-before"),
    "probe": ("no", "defect"),
    "facts": ("defect",),
    "job": ("defect",),
}  # fmt: skip
"""Point → kinds. A point's name: process, point, what it is about, and how many times it came to that."""
RARE = {"facts": 0.02, "job": 0.02, "probe": 1.0}
_SECONDS: Mapping[str, tuple[int, int]] = {
    "wait": (0, 90),
    "freeze": (120, 2400),
    "clock": (-60, 60),
    "rate": (0, 1800),
    "late": (0, 900),
    "crash-late": (0, 900),
    "slow": (1, 55),
}


def name_of(process: Process, point: str, about: str) -> str:
    """The name of this very point: it stays the same when something else goes out of the schedule."""
    place = f"{point} {about}" if about else point
    number = process.points[place] = process.points.get(place, 0) + 1
    return f"{process.name}.{place} {number}"


@dataclass
class Chance:
    """Faults by chance; what was drawn is kept in ``drawn``, so that it can be played again without chance."""

    random: random.Random
    rate: float
    drawn: dict[str, Fault] = field(default_factory=dict)

    def at(self, process: Process, point: str, about: str) -> Fault | None:
        name = name_of(process, point, about)
        if self.random.random() >= self.rate:
            return None
        if point in RARE and self.random.random() >= RARE[point]:
            return None
        kind = self.random.choice(MENU[point])
        fault = Fault(kind if kind != "freeze" else "wait", self.random.randint(*_SECONDS.get(kind, (0, 0))))
        self.drawn[name] = fault
        return fault


@dataclass
class Listed:
    """Only the faults that are written down."""

    faults: Mapping[str, Fault]

    def at(self, process: Process, point: str, about: str) -> Fault | None:
        return self.faults.get(name_of(process, point, about))
