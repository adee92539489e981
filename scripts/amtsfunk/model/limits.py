"""``plans/limits.yml``: what a channel's own server allows, where it differs from the network's usual limits (R23)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Day, Frozen, Line, Slug

_Count = Annotated[int, Field(ge=1, le=1_000_000)]
TEXT_UNITS = ("characters", "graphemes", "bytes", "weighted")


class ObservedLimit(Frozen):
    """Only what is named overrides. ``alt`` 0: no alternative texts there; ``picture_bytes`` is of one picture."""

    characters: _Count | None = None
    graphemes: _Count | None = None
    bytes: _Count | None = None
    weighted: _Count | None = None
    pictures: Annotated[int, Field(ge=0, le=100)] | None = None
    alt: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    picture_bytes: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = None
    observed_on: Day
    source: Line

    @property
    def texts(self) -> Mapping[str, int]:
        """Unit → limit, of those that were observed."""
        found = ((unit, getattr(self, unit)) for unit in TEXT_UNITS)
        return {unit: limit for unit, limit in found if limit is not None}


class ObservedLimits(Frozen):
    observed: Mapping[Slug, ObservedLimit]
