"""Yearly numbers of the netiquette: sums, and none so small that it shows somebody (REQUIREMENTS.md § 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Ladder, Numbers, YearNumbers

FEWEST = 5
"""One to four are told as „unter 5": whoever was concerned would know the cases."""


@dataclass(frozen=True, slots=True)
class PublicCount:
    """``shown``: the number in words; ``bar``: per cent of the greatest in its year, 0 where it is not told."""

    label: str
    shown: str
    bar: int


@dataclass(frozen=True, slots=True)
class PublicYear:
    year: int
    comments: str | None
    counts: tuple[PublicCount, ...]
    reviews: str
    changed: str
    note: str | None


def public_years(numbers: Numbers | None, ladder: Ladder | None) -> tuple[PublicYear, ...]:
    """Newest first; every measure of the ladder has its row, in the ladder's order, for none is a number, too."""
    titles = {measure.id: measure.title for measure in (ladder.measures if ladder else ())}
    years = sorted(numbers.years.items(), reverse=True) if numbers else ()
    return tuple(_year(year, told, titles) for year, told in years)


def count_text(count: int) -> str:
    """``0``, ``unter 5``, ``61``, ``4.210``."""
    if 0 < count < FEWEST:
        return f"unter {FEWEST}"
    return f"{count:,}".replace(",", ".")


def _year(year: int, told: YearNumbers, titles: Mapping[str, str]) -> PublicYear:
    counted = {**dict.fromkeys(titles, 0), **told.measures}
    greatest = max(counted.values(), default=0) or 1
    return PublicYear(
        year=year,
        comments=None if told.comments is None else count_text(told.comments),
        counts=tuple(
            PublicCount(titles.get(name, name), count_text(count), 100 * count // greatest if count >= FEWEST else 0)
            for name, count in counted.items()
        ),
        reviews=count_text(told.reviews),
        changed=count_text(told.changed),
        note=told.note,
    )
