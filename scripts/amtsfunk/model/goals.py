"""``plans/goals.yml``: goals that can be measured (R45) and the challenges that serve them (R46)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from amtsfunk.model.base import Day, Frozen, Line, Slug

_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,4})?")


def _read_number(value: Any) -> Any:
    """``1200``, ``12,5`` or ``12.5``. A point that may part thousands (``1.200``) says neither, so it is refused."""
    if isinstance(value, str):
        text = value.strip()
        if _NUMBER.fullmatch(text) is None or re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
            raise ValueError("number")
        return Decimal(text.replace(",", "."))
    return value


Number = Annotated[
    Decimal,
    BeforeValidator(_read_number),
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^-?\d+([.,]\d+)?$", "examples": ["1200", "12,5"]}),
]


class Goal(Frozen):
    """``aim`` is what the goal serves. It is reached where ``now`` has come from ``start`` to ``target`` or beyond."""

    aim: Line
    metric: Line
    unit: Line
    start: Number
    now: Number | None = None
    measured_on: Day | None = None
    target: Number
    deadline: Day
    owner: Slug
    channel: Slug | None = None

    @property
    def reached(self) -> bool:
        if self.now is None:
            return False
        return self.now >= self.target if self.target >= self.start else self.now <= self.target

    @property
    def progress(self) -> int:
        """Per cent of the way, 0 to 100, rounded down so that nothing looks reached before it is."""
        if self.now is None or self.target == self.start:
            return 0
        share = (self.now - self.start) / (self.target - self.start)
        return max(0, min(100, int(share * 100)))


class ChallengeStatus(StrEnum):
    open = "open"
    running = "running"
    reached = "reached"
    stopped = "stopped"


class Challenge(Frozen):
    id: Slug
    title: Line
    why: Line
    status: ChallengeStatus
    goals: Annotated[tuple[Slug, ...], Field(min_length=1)]
    next_step: Line
    review_on: Day
    owner: Slug


class Goals(Frozen):
    goals: Mapping[Slug, Goal]
    challenges: tuple[Challenge, ...] = Field(default=())
