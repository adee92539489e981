"""„Schritt für Schritt“ from a network drive: pictures load without JavaScript, can be made anew, and are of today."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from browser.conftest import PRODUCT, Sites
from browser.pictures import COMMENT, DENSITY, SCENES, TARGET, WIDTH, take_all

PAGES = [
    path.with_suffix(".html").name
    for path in sorted((PRODUCT / "site" / "internal" / "handbuch").glob("*.md"))
    if "<figure" in path.read_text(encoding="utf-8")
]


@pytest.fixture(scope="module")
def anew(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    take_all(browser, folder)
    return folder


@pytest.mark.parametrize("name", [*SCENES, COMMENT])
def test_a_picture_shows_the_page_as_it_is_today(anew: Path, name: str) -> None:
    """Letters differ a little between machines; a field more or less is a different height."""
    with Image.open(anew / f"{name}.webp") as now, Image.open(TARGET / f"{name}.webp") as kept:
        assert now.width == kept.width == WIDTH * DENSITY
        assert now.height == pytest.approx(kept.height, rel=0.1)


def test_every_picture_has_a_scene() -> None:
    assert {path.stem for path in TARGET.glob("*.webp")} == {*SCENES, COMMENT}


@pytest.mark.parametrize("width", [1280, 320])
def test_pictures_and_sketches_are_seen_without_javascript(browser: Browser, sites: Sites, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    tab = context.new_page()
    assert len(PAGES) >= 6
    for name in PAGES:
        tab.goto(f"{sites.internal}handbuch/{name}")
        tab.wait_for_load_state("load")
        for shown in tab.locator("figure.af-shown > :is(img, svg)").all():
            box = shown.bounding_box()
            assert box is not None and box["width"] > 200 and box["x"] + box["width"] <= width, name
            assert box["height"] > 100, name
    context.close()


def test_a_sketch_follows_the_colours_of_the_page(browser: Browser, sites: Sites) -> None:
    def colours(scheme: str) -> list[str]:
        context = browser.new_context(color_scheme=scheme)
        tab = context.new_page()
        tab.goto(f"{sites.internal}handbuch/alles-anhalten.html")
        parts = [".paper", "text:not([class])", ".quiet", ".go", ".on-go"]
        found = [tab.evaluate(f"getComputedStyle(document.querySelector('.af-sketch {part}')).fill") for part in parts]
        context.close()
        return found

    light, dark = colours("light"), colours("dark")
    assert all(one != other for one, other in zip(light, dark, strict=True))
