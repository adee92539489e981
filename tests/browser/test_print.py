"""Pages on paper: Chromium prints them to PDF, and what it lays out for paper is looked at before.

Paper is white whatever scheme the device or the reader chose; there is nothing on it that one can only click.
"""

from __future__ import annotations

import re
import zlib

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Sites

PAPER = {
    "public": (
        "index.html",
        "netiquette/index.html",
        "netiquette/mein-kommentar-wurde-geloescht/index.html",
        "kanaele/index.html",
        "archiv/2026/10/laternenumzug/index.html",
        "netiquette/zahlen/index.html",
    ),
    "internal": (
        "index.html",
        "plan.html",
        "kalender.html",
        "kommentar-beurteilen.html",
        "textbausteine.html",
        "krisenplan.html",
        "auswertung.html",
        "dienstanweisung/13-entscheidungsbaum.html",
        "handbuch/was-tun.html",
    ),
}
PAGES = [(site, path) for site, paths in PAPER.items() for path in paths]
_WIDE = 718
"""Pixels: A4 without its margins of a centimetre."""
_DARK_PAPER = re.compile(rb"\.0667 \.0941 \.1137 rg|\.0706 \.0706 \.0706 rg")
"""#11181d, and the dark that Chromium itself puts behind a page, as it writes a fill into a PDF."""
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_CLICKED = ".af-nav, .af-side, .af-menu, .af-meta, .md-skip, .af-search, .af-copy, .af-tree, .af-footer nav"
_CUT = """() => [...document.querySelectorAll("main *")]
    .filter((one) => one.checkVisibility() && getComputedStyle(one).position !== "absolute")
    .filter((one) => (getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
        || one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 40)}`)"""
_BARE = """() => [...document.querySelectorAll("main a[href^=http]")]
    .filter((one) => one.checkVisibility() && !one.textContent.includes(one.getAttribute("href")))
    .filter((one) => !getComputedStyle(one, "::after").content.includes(one.getAttribute("href")))
    .map((one) => one.getAttribute("href"))"""
_FAINT = """() => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number).slice(0, 3);
    const inks = ["main h1", "main p", "main li", "main a"]
        .flatMap((name) => [...document.querySelectorAll(name)].slice(0, 9))
        .filter((one) => one.checkVisibility() && !one.closest(".af-first, .af-box, .af-tag, mark"))
        .filter((one) => parts(getComputedStyle(one).color).reduce((sum, part) => sum + part, 0) > 330);
    const paper = [document.documentElement, document.body]
        .filter((one) => parts(getComputedStyle(one).backgroundColor).some((part) => part < 255));
    return [...paper, ...inks].map((one) => one.outerHTML.slice(0, 80));
}"""


def _prints(page: Page) -> tuple[bytes, bytes]:
    """The PDF, and what is drawn in it."""
    data = page.pdf(format="A4", print_background=True)
    drawn = []
    for stream in _STREAM.findall(data):
        try:
            drawn.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return data, b"\n".join(drawn)


@pytest.mark.parametrize("chosen", [False, True], ids=["device", "reader"])
def test_dark_pages_are_printed_black_on_white(browser: Browser, sites: Sites, chosen: bool) -> None:
    context = browser.new_context(
        color_scheme="light" if chosen else "dark", viewport={"width": _WIDE, "height": 1000}, reduced_motion="reduce"
    )
    tab = context.new_page()
    if chosen:
        tab.add_init_script("localStorage.setItem('farbschema', 'dunkel')")
    for site, path in PAGES:
        tab.emulate_media(media="screen")
        tab.goto(getattr(sites, site) + path)
        assert tab.evaluate(_FAINT) != [], "the screen is not dark"
        tab.emulate_media(media="null")
        data, drawn = _prints(tab)
        assert data.startswith(b"%PDF-"), path
        assert b" Tf" in drawn, path
        assert not _DARK_PAPER.search(drawn), path
        tab.emulate_media(media="print")
        assert tab.evaluate(_FAINT) == [], path
    context.close()


def test_a_dark_print_would_be_seen(browser: Browser, sites: Sites) -> None:
    """What the test above looks for is there where a page is printed as on the screen."""
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.emulate_media(media="screen", color_scheme="dark")
    tab.goto(sites.public)
    assert _DARK_PAPER.search(_prints(tab)[1])
    context.close()


@pytest.mark.parametrize("site", list(PAPER))
def test_paper_has_no_navigation_no_bare_links_and_nothing_is_cut_off(
    browser: Browser, sites: Sites, site: str
) -> None:
    context = browser.new_context(viewport={"width": _WIDE, "height": 1000}, reduced_motion="reduce")
    tab = context.new_page()
    tab.emulate_media(media="print")
    for path in PAPER[site]:
        tab.goto(getattr(sites, site) + path)
        assert [one.inner_text() for one in tab.locator(_CLICKED).all() if one.is_visible()] == [], path
        assert tab.evaluate(_CUT) == [], path
        assert tab.evaluate(_BARE) == [], path
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert tab.locator("main h1").is_visible()
        assert tab.locator(".af-footer p").is_visible()
    context.close()


def test_a_month_is_printed_on_wide_sheets_and_an_address_once(page: Page, sites: Sites) -> None:
    page.goto(sites.internal + "kalender.html")
    sheets = re.findall(rb"/MediaBox\s*\[0 0 (\d+)[\d.]* (\d+)", page.pdf(prefer_css_page_size=True))
    assert len(sheets) > 3
    assert {(int(width), int(height)) for width, height in sheets} == {(841, 594)}
    page.emulate_media(media="print")
    page.goto(sites.public + "archiv/2026/10/laternenumzug/")
    links = page.locator("main a", has_text="https://").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one, '::after').content)"
    )
    assert len(links) > 1
    assert set(links) == {"none"}
