"""An archive of thousands of posts looks and works as that of the small example does: twenty pages that strain most."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from amtsfunk.commands.sites.building import BuiltSites
from amtsfunk.effects.server import serve
from browser.conftest import Sites
from browser.test_sites import look_at_all
from support.large_archive import LargeArchive, write_large_archive
from support.site_office import build, copy_office

POSTS, SHOWN = 2_000, 20
MOST_GROWN = 10_000
"""Bytes: figures have more digits and topics more posts; a list of all posts would be a hundred thousand."""


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[LargeArchive, BuiltSites]:
    office = copy_office(tmp_path_factory.mktemp("large"))
    made = write_large_archive(office, POSTS)
    built = build(office)
    assert built.archived >= made.posts
    assert built.broken == built.left_out == ()
    return made, built


@pytest.fixture(scope="session")
def archive(large: tuple[LargeArchive, BuiltSites]) -> Iterator[tuple[str, list[str]]]:
    """The address of the site, and twenty pages of it."""
    made, built = large
    lists = sorted(
        path.relative_to(built.public).as_posix()
        for path in (built.public / "archiv").glob("*/**/index.html")
        if path.relative_to(built.public).parts[1] == "themen" or len(path.relative_to(built.public).parts) <= 4
    )
    running = serve(built.public, "groß", 0)
    yield running.address, _chosen(made, lists)
    running.stop()


def _chosen(made: LargeArchive, lists: list[str]) -> list[str]:
    """The list of all, lists of months, years and topics from everywhere in turn, and the posts that strain most."""
    posts = [f"archiv/{page}" for page in made.straining]
    count = SHOWN - 1 - len(posts)
    return ["archiv/index.html", *(lists[at * len(lists) // count] for at in range(count)), *posts]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_pages_of_a_large_archive(
    browser: Browser,
    archive: tuple[str, list[str]],
    width: int,
    scheme: str,
    record_property: Callable[[str, object], None],
) -> None:
    """320 px is what is left of 1280 px at four times the size."""
    root, pages = archive
    found = look_at_all(browser, [root + page for page in pages], width, scheme, record_property)
    assert len(set(pages)) == SHOWN
    assert found == []


def test_no_internal_page_grows_with_the_archive(large: tuple[LargeArchive, BuiltSites], sites: Sites) -> None:
    _, built = large
    sizes = {path.relative_to(built.internal): path.stat().st_size for path in built.internal.rglob("*.html")}
    grown = {
        path.as_posix(): size - example.stat().st_size
        for path, size in sizes.items()
        if (example := sites.internal_folder / path).is_file() and size - example.stat().st_size > MOST_GROWN
    }
    assert len(sizes) > 50
    assert grown == {}


def test_four_times_the_size_needs_no_scrolling_sideways(browser: Browser, archive: tuple[str, list[str]]) -> None:
    """As a browser does it: a window of 1280 px whose pixels are four times as large, so that 320 are left."""
    root, pages = archive
    context = browser.new_context(viewport={"width": 320, "height": 225}, device_scale_factor=4)
    tab = context.new_page()
    wide = []
    for page in pages:
        tab.goto(root + page)
        tab.mouse.wheel(400, 0)
        if tab.evaluate("scrollX > 0 || document.documentElement.scrollWidth > innerWidth"):
            wide.append(page)
    context.close()
    assert wide == []
