"""What a file on the branch ``stop`` means: the path alone counts."""

from __future__ import annotations

import pytest

from amtsfunk.delivery.stops import scope_of, stop_id

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
