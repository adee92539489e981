"""One line of a post's head changes, and nothing else; where the head is written in a way of its own, nothing does."""

from __future__ import annotations

import pytest

from amtsfunk.source.revising import set_time

TIME = "03.12.2026 10:00"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("topic: verkehr\n", f"publish_at: {TIME}\ntopic: verkehr\n"),
        ("topic: verkehr\npublish_at: 01.12.2026 09:00\n", f"topic: verkehr\npublish_at: {TIME}\n"),
        ("publish_at: after approval # Rat\n", f"publish_at: {TIME} # Rat\n"),
        ("publish_at:\ntopic: verkehr\n", f"publish_at: {TIME}\ntopic: verkehr\n"),
        ("publish_at: 01.12.2026 09:00\r\ntopic: x\r\n", f"publish_at: {TIME}\r\ntopic: x\r\n"),
    ],
)
def test_the_time_takes_the_place_of_the_old_one(head: str, expected: str) -> None:
    rest = "---\n# Titel\n\npublish_at: steht auch im Text\n"
    assert set_time(f"---\n{head}{rest}", TIME) == f"---\n{expected}{rest}"


@pytest.mark.parametrize(
    "text", ["# Ohne Kopf\n", "---\npublish_at: a\npublish_at: b\n---\n# T\n", '---\n"publish_at": x\n']
)
def test_what_is_not_written_as_usual_is_left(text: str) -> None:
    assert set_time(text, TIME) is None


def test_windows_lines_stay_windows_lines() -> None:
    assert (
        set_time("---\r\ntopic: x\r\n---\r\n# T\r\n", TIME)
        == f"---\r\npublish_at: {TIME}\r\ntopic: x\r\n---\r\n# T\r\n"
    )
