"""What a file on the branch ``stop`` means: the path alone counts."""

from __future__ import annotations

import pytest

from amtsfunk.delivery.stops import covers, scope_of, stop_id
from support.deliveries import Story, stop

POSTS = frozenset({"warntag", "total"})


@pytest.mark.parametrize(
    ("path", "meaning"),
    [
        ("warntag", ("post", "warntag")),
        ("warntag.md", ("post", "warntag")),
        ("WarnTag.TXT", ("post", "warntag")),
        ("ordner/warntag.md", ("post", "warntag")),
        ("total", ("total", None)),
        ("TOTAL.md", ("total", None)),
        ("alles.md", ("all", None)),
        ("warntage.md", ("all", None)),
        (".gitignore", ("all", None)),
        ("ordner/README.md", ("all", None)),
        ("README.md", None),
        ("readme.MD", None),
    ],
)
def test_paths(path: str, meaning: tuple[str, str | None] | None) -> None:
    assert scope_of(path, POSTS) == meaning


def test_the_same_file_put_again_is_another_stop() -> None:
    assert stop_id("total", "a") != stop_id("total", "b")
    assert stop_id("total", "a") == stop_id("total", "a")
    assert stop_id("Grund: Ärger!.md", "a").startswith("grund-rger")


def test_a_stop_that_was_there_before_its_post_holds_it_all_the_same() -> None:
    """When it was seen, no post of that name was known, so it stops all; a crisis post is exempt from that."""
    early = stop(scope="all", path="p.md")
    crisis = Story(kind="crisis").state()
    assert covers(early, crisis)
    assert not covers(stop(scope="all", path="halt.md"), crisis)
