"""What a rule over references suggests can be written as it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.rules.cases import PostCase, Tree, World
from amtsfunk.rules.references import find_missing_picture
from amtsfunk.rules.suggest import most_alike
from amtsfunk.source.posts import parse_post

POST = """---
channels: [website]
topic: verkehr
---
# Sperrung

![Absperrung](sperrung.png "Foto: Stadt")
"""


@pytest.mark.parametrize(
    ("there", "fixed"),
    [
        ("Sperrung.PNG", '![Absperrung](Sperrung.PNG "Foto: Stadt")'),
        ("sperrung-1.png", None),
        ("sperrung 1.png", None),
        ("sperrung(1).png", None),
    ],
)
def test_only_a_name_that_a_picture_line_takes_is_suggested(there: str, fixed: str | None) -> None:
    parsed = parse_post("content/posts/2026/12/sperrung.md", POST.encode(), ZoneInfo("Europe/Berlin"))
    assert parsed.value is not None
    world = World(Tree((f"content/media/2026/12/{there}",)), datetime(2026, 12, 1, tzinfo=UTC))
    ((place, values),) = find_missing_picture(PostCase(parsed.value, parsed.positions, world))
    assert (place.line, values.get("fixed")) == (7, fixed)


def test_of_many_files_only_the_three_most_similar_are_named() -> None:
    there = [f"deich-{number}.jpg" for number in range(9)] + ["rathaus.jpg", "sperrung.jpg"]
    assert len(most_alike("deich-neu.jpg", there)) == 3
    assert most_alike("Sperung.JPG", there) == ["sperrung.jpg"]
    assert most_alike("feuerwehr.mp4", there) == []
