"""Figures: one measured value against its goal, printed as one line that a machine can read too."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {"≤": operator.le, "≥": operator.ge, "=": operator.eq}


@dataclass(frozen=True, slots=True)
class Figure:
    """``relation`` is ≤, ≥ or =. A miss is a result, not an error: it is printed as ``short``."""

    name: str
    value: float
    unit: str
    relation: str
    goal: float

    @property
    def is_met(self) -> bool:
        return _COMPARE[self.relation](self.value, self.goal)

    def __str__(self) -> str:
        result = "ok" if self.is_met else "short"
        return f"figure {self.name} {self.value:.2f} {self.unit} goal {self.relation} {self.goal:g} {result}"


def ratio_of_medians(values: Sequence[float], bases: Sequence[float]) -> float:
    """Medians of runs that alternated, so that a busy moment of the machine meets both sides alike."""
    return median(values) / median(bases)
