"""A correction beside its original, a repetition beside what it repeats, and two posts that say the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amtsfunk.rules.cases import AllCase, PostSummary, Tree, World
from amtsfunk.rules.corrections import links_of
from amtsfunk.rules.repeats import find_same_text_twice, summarize
from amtsfunk.rules.run import check_links
from amtsfunk.source.posts import parse_post
from support.sense import NOW, ZONE, base

FIRST, SECOND = "content/posts/2026/11/erster.md", "content/posts/2026/12/zweiter.md"
MENDS = "kind: correction\ncorrects: erster\nwas_wrong: a\nsince: 10.11.2026\nbecause: b\npublish_at: 02.12.2026 09:00"
OUT = "channels: [website]\npublish_at: 10.11.2026 09:00"
TEXT = "Die Hafenstraße ist am Dienstag den ganzen Tag gesperrt."


def post(head: str, text: str = TEXT) -> bytes:
    channels = "" if "channels:" in head else "channels: [website]\n"
    return f"---\n{channels}topic: kultur\n{head}\n---\n# Titel\n\n{text}\n".encode()


def linked(second: str, first: str) -> dict[str, str]:
    """Rule → its proposal."""
    world = World(Tree((FIRST, SECOND)), NOW, base())
    parsed = parse_post(SECOND, post(second), ZONE)
    assert parsed.mended is not None
    links = links_of(parsed.mended, parsed.positions)
    found = check_links(links, {FIRST: post(first)}, world)
    return {one.rule: one.values.get("fixed", "") for one in found}


@pytest.mark.parametrize(
    ("second", "first", "found"),
    [
        (MENDS, OUT, {}),
        (MENDS, OUT.replace("[website]", "[website, mastodon]"),
         {"correction-missing-channel": "channels: [website, mastodon]"}),
        (MENDS + "\narchive: ja", OUT.replace("[website]", "[website, mastodon]"), {}),
        (MENDS, OUT.replace("[website]", "[website, fotos]"), {}),
        (MENDS, OUT.replace("[website]", "[website, gibtsnicht]"), {}),
        ("channels: [website, x]\n" + MENDS, OUT, {}),
        (MENDS, "file_number: 1", {"correction-of-unpublished": ""}),
        (MENDS, "publish_at: 02.12.2026 08:59", {}),
        (MENDS, "publish_at: 02.12.2026 09:01", {"correction-of-unpublished": ""}),
        (MENDS, "publish_at: after approval", {}),
        (MENDS, "archive: ja", {}),
        (MENDS.replace("02.12.2026 09:00", "after approval"), "publish_at: 01.12.2026 08:01",
         {"correction-of-unpublished": ""}),
        (MENDS.replace("02.12.2026 09:00", "after approval"), "publish_at: 01.12.2026 08:00", {}),
        (MENDS, MENDS.replace("erster", "urspruenglich").replace("02.12", "01.12"),
         {"correction-of-correction": "corrects: urspruenglich"}),
        (MENDS.replace("kind: correction", "kind: service"), "file_number: 1", {}),
    ],
)  # fmt: skip
def test_a_correction_fits_its_original(second: str, first: str, found: dict[str, str]) -> None:
    assert linked(second, first) == found


@pytest.mark.parametrize(
    ("second", "first", "too_soon"),
    [
        ("publish_at: 02.12.2026 08:59", "publish_at: 01.12.2026 21:00", True),
        ("publish_at: 02.12.2026 09:00", "publish_at: 01.12.2026 21:00", False),
        ("publish_at: 30.11.2026 09:00", "publish_at: 01.12.2026 21:00", True),
        ("publish_at: 02.12.2026 08:59", "channels: [x]\npublish_at: 01.12.2026 21:00", False),
        ("publish_at: 02.12.2026 08:59\narchive: ja", "publish_at: 01.12.2026 21:00", False),
        ("publish_at: after approval", "publish_at: 01.12.2026 21:00", False),
    ],
)
def test_a_repetition_comes_later(second: str, first: str, too_soon: bool) -> None:
    found = linked(f"repeat_of: erster\n{second}", first)
    assert ("repeat-too-soon" in found) is too_soon
    if too_soon:
        assert found["repeat-too-soon"] == (
            "publish_at: 02.12.2026 21:00" if "30.11" in second else "publish_at: 03.12.2026 09:00"
        )


def test_a_post_that_names_none_itself_or_one_of_two_is_left_to_other_rules() -> None:
    world = World(Tree((FIRST, SECOND, "content/posts/2026/10/erster.md")), NOW, base())
    parsed = parse_post(SECOND, post(MENDS), ZONE)
    assert parsed.mended is not None
    assert check_links(links_of(parsed.mended, parsed.positions), {FIRST: post("file_number: 1")}, world) == []


def summary(path: str, head: str, text: str = TEXT) -> PostSummary | None:
    parsed = parse_post(path, post(head, text), ZONE)
    assert parsed.mended is not None
    return summarize(parsed.mended, NOW)


def same(*posts: tuple[str, str]) -> list[str]:
    found = (summary(f"content/posts/2026/12/{number}.md", *one) for number, one in enumerate(posts))
    case = AllCase(Tree(()), tuple(one for one in found if one is not None))
    return [f"{place.path[-4]} {values['other']}" for place, values in find_same_text_twice(case)]


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (("file_number: 1", "publish_at: after approval"), ["1 0"]),
        (("publish_at: 04.12.2026 09:00", "publish_at: 05.12.2026 09:00"), ["1 0"]),
        (("channels: [x]", "channels: [website]"), []),
        (("channels: [x, website]", "channels: [website]"), ["1 0"]),
        (("file_number: 1", "repeat_of: 0"), []),
        (("archive: ja", "file_number: 1"), []),
        (("publish_at: 01.11.2026 07:59", "file_number: 1"), []),
        (("publish_at: 01.11.2026 08:00", "file_number: 1"), ["1 0"]),
    ],
)
def test_the_same_text_on_the_same_channel_is_told(heads: tuple[str, ...], found: list[str]) -> None:
    assert same(*((head, TEXT) for head in heads)) == found


def test_other_texts_and_very_short_ones_are_not() -> None:
    assert same(("file_number: 1", TEXT), ("file_number: 1", TEXT + "!")) == []
    assert same(("file_number: 1", "a" * 39), ("file_number: 1", "a" * 39)) == []
    assert same(("file_number: 1", "a" * 40), ("file_number: 1", "a" * 40)) == ["1 0"]


def test_a_post_without_pictures_that_is_over_leaves_no_summary() -> None:
    assert summary(FIRST, f"publish_at: {NOW - timedelta(days=31):%d.%m.%Y} 08:00") is None


