"""``netiquette/clauses.yml`` and ``netiquette/measures.yml``: the clauses and the ladder of measures (R30–R42)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Day, Flag, Frozen, Line, Slug


class Weight(StrEnum):
    """Is what the clause describes against the law, or only not wanted here (R31–R34)?"""

    unlawful = "unlawful"
    unwanted = "unwanted"
    promise = "promise"


class Clause(Frozen):
    """``id`` is the anchor and never vanishes; ``easy`` is the wording in easy language."""

    id: Slug
    title: Line
    weight: Weight
    text: Annotated[str, Field(min_length=1)]
    easy: Annotated[str, Field(min_length=1)]
    source: Line


class Clauses(Frozen):
    version: Line
    in_force_from: Day
    review_by: Day
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]


class Measure(Frozen):
    """One step of the ladder. ``networks``: what it means where; absent means the network cannot do it."""

    id: Slug
    title: Line
    text: Annotated[str, Field(min_length=1)]
    easy: Annotated[str, Field(min_length=1)]
    for_weights: Annotated[tuple[Weight, ...], Field(min_length=1)]
    needs_second_person: Flag = False
    networks: Mapping[str, Line] = Field(default_factory=dict)
    source: Line


class Ladder(Frozen):
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]


class GuidelineHead(Frozen):
    """Front matter of a page in ``guidelines/`` (R58–R65)."""

    number: Annotated[int, Field(ge=1, le=999)]
    title: Line
    version: Line
    in_force_from: Day
    review_by: Day
    source: Line | None = None
