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
"""Point → kinds. Faults of a schedule's points are named ``<process>.<number of the point>``."""
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


def key_of(process: Process, point: str) -> str:
    process.points += 1
    return f"{process.name}.{process.points}:{point}"


@dataclass
class Chance:
    """Faults by chance; what was drawn is kept in ``drawn``, so that it can be played again without chance."""

    random: random.Random
    rate: float
    drawn: dict[str, Fault] = field(default_factory=dict)

    def at(self, process: Process, point: str) -> Fault | None:
        process.points += 1
        if self.random.random() >= self.rate:
            return None
        if point in RARE and self.random.random() >= RARE[point]:
            return None
        kind = self.random.choice(MENU[point])
        fault = Fault(kind if kind != "freeze" else "wait", self.random.randint(*_SECONDS.get(kind, (0, 0))))
        self.drawn[f"{process.name}.{process.points}:{point}"] = fault
        return fault


@dataclass
class Listed:
    """Only the faults that are written down."""

    faults: Mapping[str, Fault]

    def at(self, process: Process, point: str) -> Fault | None:
        return self.faults.get(key_of(process, point))
