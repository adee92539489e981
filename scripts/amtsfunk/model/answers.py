"""``plans/answers.yml``: how quickly questions were answered, week by week, against the house's own target (R07).

Counted by hand and in sums: no question, nobody who asked and nobody who answered. The target is internal and is never
promised to anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Duration, Frozen
from amtsfunk.model.week import IsoWeek

Count = Annotated[int, Field(ge=0, le=10_000_000)]


class AnsweredWeek(Frozen):
    """``questions``: to which an answer was due, ``within``: answered within the target, inside the answer hours."""

    questions: Count
    within: Count


class Answers(Frozen):
    target: Duration
    weeks: Annotated[Mapping[IsoWeek, AnsweredWeek], Field(min_length=1)]
