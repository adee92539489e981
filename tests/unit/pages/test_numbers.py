"""Yearly numbers: sums that show nobody."""

from __future__ import annotations

import pytest

from amtsfunk.model.netiquette import Ladder, Numbers
from amtsfunk.pages.numbers import count_text, public_years
from amtsfunk.source.plans import parse_plan
from support.example_repository import BASE

PATH = "netiquette/numbers.yml"
LADDER = parse_plan("m", (BASE / "netiquette/measures.yml").read_bytes(), Ladder).value
TOLD = b"""years:
  2024:
    reviews: 0
    changed: 0
  2025:
    comments: 7412
    measures: {hinweis: 118, auszeit: 4, loeschen: 59}
    reviews: 5
    changed: 1
"""


def numbers() -> Numbers:
    parsed = parse_plan(PATH, TOLD, Numbers)
    assert parsed.value is not None, parsed.findings
    return parsed.value


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "unter 5"), (4, "unter 5"), (5, "5"), (4210, "4.210")])
def test_small_numbers_are_told_as_small(count: int, shown: str) -> None:
    assert count_text(count) == shown


def test_the_newest_year_comes_first_and_every_rung_has_its_row() -> None:
    newest, older = public_years(numbers(), LADDER)
    assert (newest.year, newest.comments, newest.reviews, newest.changed) == (2025, "7.412", "5", "unter 5")
    assert [(count.label, count.shown) for count in older.counts] == [
        (measure.title, "0") for measure in (LADDER.measures if LADDER else ())
    ]


def test_a_bar_never_tells_what_the_number_does_not() -> None:
    shown = {count.shown: count.bar for count in public_years(numbers(), LADDER)[0].counts}
    assert shown == {"118": 100, "59": 50, "unter 5": 0, "0": 0}


def test_without_numbers_there_are_no_years() -> None:
    assert public_years(None, LADDER) == ()
