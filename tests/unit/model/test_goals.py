"""Goals: numbers as they are written in German, and how far one has come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from amtsfunk.model.goals import Goal, Number


def goal(start: str, target: str, now: str | None = None) -> Goal:
    words = dict.fromkeys(("aim", "metric", "unit"), "x")
    given: dict[str, Any] = {**words, "start": start, "target": target, "deadline": "31.12.2027", "owner": "cd"}
    return Goal.model_validate(given if now is None else {**given, "now": now, "measured_on": "01.12.2026"})


@pytest.mark.parametrize(("text", "number"), [("1200", "1200"), ("12,5", "12.5"), ("12.5", "12.5"), ("-3", "-3")])
def test_numbers(text: str, number: str) -> None:
    assert TypeAdapter(Number).validate_python(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.200", "1 200", "viele", "12%", "1,2,3", ""])
def test_what_is_no_number_or_could_be_two(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(text)


@pytest.mark.parametrize(
    ("start", "target", "now", "progress", "reached"),
    [
        ("100", "200", None, 0, False),
        ("100", "200", "150", 50, False),
        ("100", "200", "199,9", 99, False),
        ("100", "200", "200", 100, True),
        ("100", "200", "250", 100, True),
        ("100", "200", "50", 0, False),
        ("90", "60", "75", 50, False),
        ("90", "60", "60", 100, True),
        ("90", "60", "120", 0, False),
    ],
)
def test_progress_goes_up_or_down(start: str, target: str, now: str | None, progress: int, reached: bool) -> None:
    one = goal(start, target, now)
    assert (one.progress, one.reached) == (progress, reached)
