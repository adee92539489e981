"""Both sites in a real browser: width, keyboard, search, colours, and not one request to anybody else.

Needs playwright and a Chromium (``AMTSFUNK_CHROMIUM``, else Debian's); without them these tests are skipped and say so.
With ``AMTSFUNK_AXE=<axe.min.js>`` every page is also judged by axe-core.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.commands.site import BuiltSites
from amtsfunk.effects.server import Served, serve
from support.site_office import build, copy_office

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (make browser)")
CHROMIUM = Path(os.environ.get("AMTSFUNK_CHROMIUM", "/usr/bin/chromium"))
AXE = os.environ.get("AMTSFUNK_AXE")
if not CHROMIUM.exists():
    pytest.skip("Chromium is not installed (make browser)", allow_module_level=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSites:
    return build(copy_office(tmp_path_factory.mktemp("office")))


@pytest.fixture(scope="module")
def public(built: BuiltSites) -> Iterator[Served]:
    running = serve(built.public, "öffentlich", 0)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.told = []
    tab.on("console", lambda message: tab.told.append(message.text))
    tab.on("pageerror", lambda error: tab.told.append(str(error)))
    tab.on("request", lambda request: tab.told.append(request.url) if _is_foreign(request.url) else None)
    yield tab
    context.close()


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "file://", "data:"))


def _addresses(folder: Path, root: str) -> list[str]:
    return [f"{root}{path.relative_to(folder).as_posix()}" for path in sorted(folder.rglob("*.html"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("site", ["public", "internal"])
def test_every_page_fits_and_asks_nobody_else(  # noqa: PLR0917 - fixtures and parameters
    browser: Any, built: BuiltSites, public: Served, site: str, width: int, scheme: str
) -> None:
    """The internal pages are opened as plain files, as from a network drive."""
    folder: Path = getattr(built, site)
    root = public.address if site == "public" else f"{folder.as_uri()}/"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=AXE is not None
    )
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("request", lambda request: told.append(request.url) if _is_foreign(request.url) else None)
    for address in _addresses(folder, root):
        tab.goto(address)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert told == [], address
        assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
        if AXE:
            tab.evaluate(Path(AXE).read_text(encoding="utf-8"))
            found = tab.evaluate(f"axe.run({{preload: false, runOnly: {RULES}}})")["violations"]
            assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found], address
    assert context.cookies() == []
    context.close()


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(page: Any, public: Served) -> None:
    page.goto(public.address + "archiv/2026/10/laternenumzug/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "md-skip"
    assert page.evaluate("getComputedStyle(document.activeElement).opacity") == "1"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#inhalt"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_menu_opens_by_keyboard_on_a_telephone_and_without_javascript(browser: Any, public: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(public.address)
    tab.locator("summary").focus()
    tab.keyboard.press("Enter")
    tab.locator(".af-menu").get_by_role("link", name="Unsere Kanäle").click()
    assert tab.locator("h1").inner_text() == "Unsere Kanäle"
    context.close()


def test_the_search_finds_posts_and_pages_without_telling_anybody(page: Any, public: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(public.address + "suche/")
    page.fill("#suchwort", "Laternen")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-af=results] a")
    assert "Laternenumzug" in page.locator("[data-af=results]").inner_text()
    page.fill("#suchwort", "uberprufung")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-af=results]').innerText.includes('Überprüfung')")
    assert not [url for url in asked if "Laternen" in url]
    assert page.told == []


def test_the_internal_search_works_from_a_plain_file(page: Any, built: BuiltSites) -> None:
    page.goto((built.internal / "suche.html").as_uri())
    page.fill("#suchwort", "Wahlen")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-af=results] a")
    page.locator("[data-af=results] a").first.click()
    assert page.url.startswith("file://")
    assert page.locator("h1").count() == 1
    assert page.told == []


def test_the_colour_scheme_is_kept_and_nothing_else_is(page: Any, public: Served) -> None:
    page.goto(public.address)
    page.get_by_role("button", name="Dunkel").click()
    page.goto(public.address + "kanaele/")
    assert page.evaluate("document.documentElement.dataset.farbe") == "dunkel"
    assert page.evaluate("Object.keys(localStorage)") == ["farbschema"]


def test_pages_keep_their_policy_when_served_with_it(page: Any, public: Served) -> None:
    """A script that slipped into a page would be refused by the header and by the page's own policy."""
    page.goto(public.address)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.slipped = 1'}))"
    )
    assert page.evaluate("window.slipped") is None
