"""The example authority: clean by its own check whenever it is read, and nothing missing that others would copy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.files import list_tree, read_files
from amtsfunk.model.post import Kind, Post
from amtsfunk.source.posts import parse_post

PRODUCT = Path(__file__).parents[2]


def posts() -> list[Post]:
    paths = list_tree(PRODUCT).posts
    read = [parse_post(path, data, ZoneInfo("Europe/Berlin")).value for path, data in read_files(PRODUCT, paths)]
    return [post for post in read if post is not None]


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=366), timedelta(days=3660)])
def test_it_is_clean_today_and_in_a_year(later: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    day = datetime(2026, 12, 1, 8, tzinfo=UTC) + later
    monkeypatch.setattr(SystemClock, "now", lambda _: day)
    assert check_repository(PRODUCT, list_tree(PRODUCT), Choice(), None).findings == ()


def test_it_shows_every_kind_and_form() -> None:
    shown = posts()
    assert len(shown) >= 30
    assert {post.head.kind for post in shown} == set(Kind)
    assert any(post.is_draft for post in shown)
    assert any(len(post.parts) > 1 for post in shown)
    assert any(post.channel_texts for post in shown)
    assert any(post.head.poll for post in shown)


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        ("content/snippets", 12),
        ("content/modules", 4),
        ("plans/weeks", 4),
        ("plans/applications", 1),
        ("site/law", 2),
        ("guidelines", 12),
    ],
)
def test_it_has_what_an_authority_copies(folder: str, least: int) -> None:
    files = [path for path in list_tree(PRODUCT).files if path.startswith(f"{folder}/")]
    assert len([path for path in files if not path.endswith("README.md")]) >= least


def test_papers_for_the_introduction_are_there_and_marked_as_drafts() -> None:
    papers = sorted((PRODUCT / "docs" / "introduction").glob("0*.md"))
    assert len(papers) >= 5
    assert all("Entwurf" in paper.read_text(encoding="utf-8") for paper in papers)
