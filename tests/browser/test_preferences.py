"""What readers have set for themselves holds on both sites: no motion, own colours, no JavaScript, keys instead of a
mouse; and the policy holds by the page alone, by the server alone, and on the internal site too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from amtsfunk.effects.server import serve
from browser.conftest import Sites
from browser.test_sites import Told

KINDS = {
    "public": (
        "index.html",
        "netiquette/index.html",
        "netiquette/fassung/index.html",
        "netiquette/fassung/2026-05-04/index.html",
        "netiquette/fassung/2026-11-02/index.html",
        "netiquette/mein-kommentar-wurde-geloescht/index.html",
        "kanaele/index.html",
        "archiv/index.html",
        "archiv/2026/10/laternenumzug/index.html",
        "suche/index.html",
        "leichte-sprache/index.html",
    ),
    "internal": (
        "index.html",
        "plan.html",
        "kalender.html",
        "naechste-woche.html",
        "vorschau.html",
        "auswertung.html",
        "krisenplan.html",
        "kommentar-beurteilen.html",
        "textbausteine.html",
        "kanaele.html",
        "suche.html",
        "handbuch/felder.html",
        "dienstanweisung/aenderungen.html",
        "dienstanweisung/druck.html",
        "dienstanweisung/fassung/2026-12-01/07-mit-kommentaren-umgehen.html",
        "handbuch/zustaende.html",
    ),
}
PAGES = [(site, page) for site, pages in KINDS.items() for page in pages]
_MOVING = """() => [...document.querySelectorAll("*")].flatMap((part) => {
    const style = getComputedStyle(part);
    const longest = (times) => Math.max(...times.split(",").map(parseFloat));
    const moves = longest(style.animationDuration) > 0.01 && style.animationName !== "none"
        || longest(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth";
    return moves ? [`${part.tagName.toLowerCase()}.${part.className}`] : [];
})"""
_STANDS = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const style = getComputedStyle(here);
    const box = here.getBoundingClientRect();
    here.dataset.walked = "yes";
    return {
        name: `${here.tagName.toLowerCase()} ${here.textContent.trim().slice(0, 30)}`,
        shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""
_LEFT_OUT = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled && part.tabIndex >= 0)
    .filter((part) => !part.dataset.walked && part.type !== "radio")
    .map((part) => `${part.tagName.toLowerCase()} ${part.textContent.trim().slice(0, 30)}`)"""
_SLIP = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.slipped = 1'}))"


@pytest.mark.parametrize(("site", "page"), PAGES)
def test_who_wants_no_motion_gets_none(browser: Browser, sites: Sites, site: str, page: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(getattr(sites, site) + page)
    assert tab.evaluate(_MOVING) == []
    context.close()


@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize(("site", "page"), PAGES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, sites: Sites, site: str, page: str, colours: str
) -> None:
    """Also where the device forces its own colours: then an outline is all that is left. Without motion, because a page
    that is still gliding to the focus shows it a moment later."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        forced_colors=colours,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(getattr(sites, site) + page)
    steps = list(_walk(tab))
    assert len(steps) > 5
    assert [step["name"] for step in steps if not step["shown"]] == []
    assert [step["name"] for step in steps if not step["seen"]] == []
    assert tab.evaluate(_LEFT_OUT) == []
    context.close()


def _walk(tab: Page) -> Iterator[dict[str, object]]:
    """Where the focus stands after each press of the tabulator, until it leaves the page. No page needs a thousand."""
    for _ in range(1_000):
        tab.keyboard.press("Tab")
        stands = tab.evaluate(_STANDS)
        if stands is None:
            return
        yield stands
    raise AssertionError("the keyboard does not get out of the page")


@pytest.mark.parametrize("site", list(KINDS))
def test_every_page_says_what_it_says_without_javascript(browser: Browser, sites: Sites, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    tab = context.new_page()
    for address in sites.addresses(site):
        tab.goto(address)
        assert tab.locator("main h1").is_visible(), address
        assert len(tab.locator("main").inner_text()) > 60, address
    context.close()


def test_the_page_alone_refuses_a_script_that_slipped_in(page: Page, sites: Sites) -> None:
    """Opened as a plain file, no server's header helps."""
    page.goto(f"{sites.public_folder.as_uri()}/index.html")
    page.evaluate(_SLIP)
    assert page.evaluate("window.slipped") is None


def test_the_server_alone_refuses_it_too(page: Page, sites: Sites) -> None:
    def without_meta(route: Route) -> None:
        answer = route.fetch()
        body = answer.text()
        assert 'http-equiv="Content-Security-Policy"' in body
        route.fulfill(response=answer, body=body.replace('http-equiv="Content-Security-Policy"', 'name="none"'))

    page.route(sites.public, without_meta)
    page.goto(sites.public)
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 0
    page.evaluate(_SLIP)
    assert page.evaluate("window.slipped") is None


def test_the_internal_site_works_under_the_same_policy(browser: Browser, sites: Sites) -> None:
    """What it would refuse shows on the console."""
    running = serve(sites.internal_folder, "intern", 0)
    context = browser.new_context()
    tab = context.new_page()
    told = Told(tab)
    for path in sorted(sites.internal_folder.rglob("*.html")):
        tab.goto(running.address + path.relative_to(sites.internal_folder).as_posix())
    assert told.console == told.foreign == []
    tab.goto(running.address + "index.html")
    tab.evaluate(_SLIP)
    assert tab.evaluate("window.slipped") is None
    context.close()
    running.stop()


@pytest.mark.parametrize("site", list(KINDS))
def test_every_picture_has_its_place_before_it_comes(page: Page, sites: Sites, site: str) -> None:
    """Else whoever jumps to the end by keyboard loses sight of the focus while pictures above it load."""
    pictures = 0
    for address in sites.addresses(site):
        page.goto(address, wait_until="domcontentloaded")
        shown = page.eval_on_selector_all("img", "all => all.map(one => [one.src, one.hasAttribute('width')])")
        assert [source for source, placed in shown if not placed] == [], address
        pictures += len(shown)
    assert pictures > 0
