"""What a calendar's reader cannot show: the letters of RFC 5545 themselves."""

from __future__ import annotations

from amtsfunk.report.plan_ical import escape, fold


def test_what_means_something_is_escaped() -> None:
    assert escape("a, b; c\\d\ne") == "a\\, b\\; c\\\\d\\ne"
    assert escape("a\rDTSTART:1") == "a\\\\rDTSTART:1"


def test_a_line_is_cut_at_75_octets_and_never_inside_a_character() -> None:
    assert list(fold(["x" * 75])) == ["x" * 75]
    assert list(fold(["x" * 76])) == ["x" * 75, " x"]
    assert list(fold(["ä" * 75])) == ["ä" * 37, " " + "ä" * 37, " ä"]
