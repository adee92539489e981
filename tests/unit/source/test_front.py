"""Front matter and body are told apart, also where the lines of hyphens are missing or wrong."""

from __future__ import annotations

import pytest

from amtsfunk.model.post import PostHead
from amtsfunk.source.front import split_front
from amtsfunk.source.typed import known_keys

KNOWN = known_keys(PostHead)
HEAD = "channels: [website]\ntopic: verkehr\n"
BODY = "# Titel\n\nText.\n"


def test_a_well_formed_file() -> None:
    front = split_front(f"---\n{HEAD}---\n{BODY}", KNOWN)
    assert (front.head, front.head_line, front.body, front.body_line, front.troubles) == (HEAD, 2, BODY, 5, [])


@pytest.mark.parametrize(
    ("text", "rules", "lines"),
    [
        (f"{HEAD}---\n{BODY}", ["front-matter-missing"], [1]),
        (f"{HEAD}\n{BODY}", ["front-matter-missing", "front-matter-unclosed"], [1, 2]),
        (f"---\n{HEAD}{BODY}", ["front-matter-unclosed"], [4]),
        (f"---\n{HEAD}\n{BODY}", ["front-matter-unclosed"], [3]),
        (f"---\n{HEAD}\n{BODY}---\nMehr.\n", ["front-matter-unclosed"], [3]),
        (f"–––\n{HEAD}---\n{BODY}", ["front-matter-dashes"], [1]),
        (f"—\n{HEAD}—\n{BODY}", ["front-matter-dashes", "front-matter-dashes"], [1, 4]),
        (f"---\n{HEAD}----\n{BODY}", ["front-matter-dashes"], [4]),
        (f"---\n{HEAD}--\n{BODY}", ["front-matter-dashes"], [4]),
        (f"---\n{HEAD}kind news\n\n{BODY}", ["front-matter-unclosed"], [4]),
    ],
)
def test_missing_and_mistyped_lines_of_hyphens(text: str, rules: list[str], lines: list[int]) -> None:
    front = split_front(text, KNOWN)
    assert [trouble.rule for trouble in front.troubles] == rules
    assert [trouble.line for trouble in front.troubles] == lines
    assert front.head.startswith(HEAD)
    assert front.body.lstrip("\n").startswith(BODY)
    written = text.split("\n")
    assert written[front.head_line - 1] == "channels: [website]"
    assert written[front.body_line - 1 :] == front.body.split("\n")


def test_a_file_without_any_head_is_all_body() -> None:
    front = split_front(BODY, KNOWN)
    assert (front.found, front.body, front.body_line) == (False, BODY, 1)
    assert [trouble.rule for trouble in front.troubles] == ["front-matter-missing"]


def test_a_comment_in_the_head_is_no_title() -> None:
    front = split_front(f"---\n# Kommentar\n{HEAD}---\n{BODY}", KNOWN)
    assert (front.troubles, front.body) == ([], BODY)


def test_blank_lines_above_the_head_and_spaces_after_the_hyphens() -> None:
    front = split_front(f"\n\n---  \n{HEAD}--- \n{BODY}", KNOWN)
    assert (front.head_line, front.body_line, front.body, front.troubles) == (4, 7, BODY, [])
