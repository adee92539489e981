"""Words in the handbook's drawings: axe leaves their contrast open (``incomplete.toml``), so it is measured here."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Sites

_CONTRASTS = """() => {
    const light = (colour) => {
        const parts = colour.match(/[0-9.]+/g).slice(0, 3).map(Number).map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const clear = (colour) => colour === "none" || colour === "transparent" || /, 0\\)$/.test(colour);
    const ground = (word) => {
        const box = word.getBoundingClientRect();
        const there = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        for (const part of there.filter((part) => part.tagName !== "text" && part.tagName !== "tspan")) {
            const style = getComputedStyle(part);
            const drawn = part instanceof SVGElement && part.tagName !== "svg";
            const fill = drawn ? style.fill : style.backgroundColor;
            if (!clear(fill)) return fill;
        }
        return null;
    };
    return [...document.querySelectorAll("main svg text")].map((word) => {
        word.scrollIntoView({ block: "center", behavior: "instant" });
        const [one, other] = [getComputedStyle(word).fill, ground(word)];
        if (!other) return { word: word.textContent.trim(), one, other, contrast: 0 };
        const lights = [light(one), light(other)].sort((a, b) => b - a);
        return { word: word.textContent.trim(), one, other, contrast: (lights[0] + 0.05) / (lights[1] + 0.05) };
    });
}"""


def _contrasts(tab: Page) -> list[dict[str, object]]:
    found: list[dict[str, object]] = tab.evaluate(_CONTRASTS)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_drawings_can_be_read(browser: Browser, sites: Sites, scheme: str) -> None:
    """At least 4.5 : 1 against the shape that lies behind the middle of the word (WCAG 1.4.3)."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    words = 0
    for address in sites.addresses("internal"):
        if "/handbuch/" in address:
            tab.goto(address)
            found = _contrasts(tab)
            words += len(found)
            assert [one for one in found if one["contrast"] < 4.5] == [], address  # type: ignore[operator]
    context.close()
    assert words > 50


def test_a_word_that_cannot_be_read_is_noticed(page: Page, sites: Sites) -> None:
    page.goto(sites.internal + "handbuch/alles-anhalten.html")
    assert min(one["contrast"] for one in _contrasts(page)) >= 4.5  # type: ignore[type-var, operator]
    page.evaluate("document.querySelector('main svg text').style.fill = '#aaaaaa'")
    assert min(one["contrast"] for one in _contrasts(page)) < 4.5  # type: ignore[type-var, operator]
