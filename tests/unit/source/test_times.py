"""Local times: the forms, the hours that the clock skips or repeats, and what was probably meant."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from amtsfunk.source.times import TimeProblem, parse_local, parse_now

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("01.12.2026 09:00", "2026-12-01T08:00:00+00:00"),
        ("1.7.2026 9:05", "2026-07-01T07:05:00+00:00"),
        ("2026-12-01 09:00", "2026-12-01T08:00:00+00:00"),
        ("2026-12-01T09:00", "2026-12-01T08:00:00+00:00"),
        ("2026-12-01T09:00:30", "2026-12-01T08:00:30+00:00"),
        ("2026-12-01T09:00:00Z", "2026-12-01T09:00:00+00:00"),
        ("2026-12-01T09:00:00-05:30", "2026-12-01T14:30:00+00:00"),
        ("2026-10-25 02:30 +01:00", "2026-10-25T01:30:00+00:00"),
        ("25.10.2026 03:00", "2026-10-25T02:00:00+00:00"),
        ("29.03.2026 03:00", "2026-03-29T01:00:00+00:00"),
        ("01.01.1900 09:00", "1900-01-01T08:00:00+00:00"),
        ("31.12.2200 09:00", "2200-12-31T08:00:00+00:00"),
    ],
)
def test_times_that_can_be_read(text: str, utc: str) -> None:
    assert parse_local(text, BERLIN).isoformat() == utc
    assert parse_now(text, BERLIN).isoformat() == utc


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("29.03.2026 02:30", "nonexistent", {"fixed": "29.03.2026 03:30"}),
        ("25.10.2026 02:30", "ambiguous", {"first": "2026-10-25 02:30 +02:00", "second": "2026-10-25 02:30 +01:00"}),
        ("9 Uhr", "unreadable", {"fixed": ""}),
        ("01.12.2026", "unreadable", {"fixed": "01.12.2026 09:00"}),
        ("01.12.2026, 9 Uhr", "unreadable", {"fixed": "01.12.2026 09:00"}),
        ("01.12.2026 um 14.30 Uhr", "unreadable", {"fixed": "01.12.2026 14:30"}),
        ("1.12.26 9:00", "unreadable", {"fixed": "01.12.2026 09:00"}),
        ("2026-12-01 9 Uhr", "unreadable", {"fixed": "01.12.2026 09:00"}),
        ("31.02.2026 09:00", "unreadable", {"fixed": ""}),
        ("01.12.2026 24:00", "unreadable", {"fixed": ""}),
        ("01.12.2026 09:00 +15:00", "unreadable", {"fixed": ""}),
        ("٠١.١٢.٢٠٢٦ ٠٩:٠٠", "unreadable", {"fixed": ""}),
        ("01.01.0001 00:00", "unreadable", {"fixed": ""}),
        ("31.12.1899 23:59", "unreadable", {"fixed": ""}),
        ("01.01.2201 00:00", "unreadable", {"fixed": ""}),
        ("31.12.9999 12:00", "unreadable", {"fixed": ""}),
        ("01.12.9026", "unreadable", {"fixed": ""}),
        ("", "unreadable", {"fixed": ""}),
    ],
)
def test_times_that_cannot_be(text: str, kind: str, values: dict[str, str]) -> None:
    with pytest.raises(TimeProblem) as caught:
        parse_local(text, BERLIN)
    assert (caught.value.kind, caught.value.values) == (kind, values)


def test_the_zone_decides_what_is_ambiguous() -> None:
    assert parse_local("25.10.2026 02:30", ZoneInfo("Asia/Tokyo")).isoformat() == "2026-10-24T17:30:00+00:00"


@pytest.mark.parametrize("text", ["2026-10-25 02:30 +02:00", "2026-10-25 02:30 +01:00", "29.03.2026 03:30"])
def test_what_a_problem_proposes_can_be_read(text: str) -> None:
    assert parse_local(text, BERLIN)
