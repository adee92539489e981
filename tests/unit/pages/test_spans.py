"""Weeks, months and years as people name them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.pages.spans import Length, NoSpan, before, span_of

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("length", "named", "first", "after", "title"),
    [
        ("week", None, date(2026, 11, 30), date(2026, 12, 7), "Woche 49: 30. November 2026 bis 6. Dezember 2026"),
        ("week", "2026-w53", date(2026, 12, 28), date(2027, 1, 4), "Woche 53: 28. Dezember 2026 bis 3. Januar 2027"),
        ("month", None, date(2026, 12, 1), date(2027, 1, 1), "Dezember 2026"),
        ("month", "2026-2", date(2026, 2, 1), date(2026, 3, 1), "Februar 2026"),
        ("month", " 11.2026 ", date(2026, 11, 1), date(2026, 12, 1), "November 2026"),
        ("month", "voriger", date(2026, 11, 1), date(2026, 12, 1), "November 2026"),
        ("week", "Letzte", date(2026, 11, 23), date(2026, 11, 30), "Woche 48: 23. November 2026 bis 29. November 2026"),
        ("year", "2024", date(2024, 1, 1), date(2025, 1, 1), "Jahr 2024"),
    ],
)
def test_a_span_is_named(length: str, named: str | None, first: date, after: date, title: str) -> None:
    span = span_of(Length(length), named, TODAY)
    assert (span.first, span.after, span.title) == (first, after, title)


@pytest.mark.parametrize(
    ("length", "named"),
    [
        ("week", "2026-W54"),
        ("week", "49"),
        ("month", "2026-13"),
        ("month", "2026"),
        ("year", "26"),
        ("year", "9999"),
        ("year", ""),
        ("week", "0000-W01"),
    ],
)
def test_what_names_none_is_said(length: str, named: str) -> None:
    with pytest.raises(NoSpan):
        span_of(Length(length), named, TODAY)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(list(Length)))
def test_a_span_holds_its_day_is_read_back_and_follows_the_one_before(day: date, length: Length) -> None:
    span = span_of(length, None, day)
    assert day in span
    assert len(span.days) == (span.after - span.first).days
    assert span_of(length, span.name, TODAY) == span
    assert before(span).after == span.first
