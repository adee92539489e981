"""Both sites in a real browser: width, keyboard, search, colours, accessibility, and no request to anybody else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Sites
from browser.reviewed import Reviewed, doubts, read_reviewed, undecided

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
REVIEWED = read_reviewed()


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "file://", "data:"))


class Told:
    """What a tab says while pages are open: addresses that it asked elsewhere, and every line on its console."""

    def __init__(self, tab: Page) -> None:
        self.foreign: list[str] = []
        self.console: list[str] = []
        tab.on("request", lambda request: self.foreign.append(request.url) if _is_foreign(request.url) else None)
        tab.on("console", lambda message: self.console.append(message.text))
        tab.on("pageerror", lambda error: self.console.append(str(error)))

    def hear(self, lines: list[str]) -> list[str]:
        heard = lines[:]
        lines.clear()
        return heard


def _ask_axe(tab: Page) -> dict[str, Any]:
    tab.evaluate(AXE)
    result: dict[str, Any] = tab.evaluate(f"axe.run({{preload: false, runOnly: {WCAG}}})")
    assert result["passes"], "axe judged nothing"
    return result


def _judge_by_axe(tab: Page) -> list[str]:
    result = _ask_axe(tab)
    violations = [f"{rule['id']} {[node['target'] for node in rule['nodes']]}" for rule in result["violations"]]
    return violations + undecided(result, _page_of(tab.url), tab.evaluate("innerWidth"), REVIEWED)


def _page_of(address: str) -> str:
    """``public/…`` or ``internal/…``: only the internal site is opened from plain files."""
    if address.startswith("file:"):
        return "internal/" + address.rpartition("/site/internal/")[2]
    return "public/" + address.split("/", 3)[3]


_NAMES = r"""() => {
  const said = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE || node.ariaHidden === "true") return "";
    return node.ariaLabel ?? node.getAttribute("alt") ?? [...node.childNodes].map(said).join("");
  };
  const places = new Map();
  for (const link of document.querySelectorAll("a[href]")) {
    const name = said(link).replace(/\s+/g, " ").trim();
    if (link.getClientRects().length) places.set(name, new Set([...(places.get(name) ?? []), link.href]));
  }
  const vague = [...places.keys()].filter((name) => /^(hier|mehr|weiter|link|)$/i.test(name));
  return [...vague, ...[...places].filter(([, to]) => to.size > 1).map(([name]) => name)];
}"""
"""Names of links by which nobody can tell where they lead: a reader's list of links has the names alone, those of the
navigation among those of the page."""


_UNSEEN = r"""() => {
  document.documentElement.style.scrollBehavior = "auto";
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const name = (stop) => `${stop.localName} ${(stop.ariaLabel ?? (stop.innerText || stop.id)).trim().slice(0, 40)}`;
  const unseen = stops.filter((stop) => {
    if (stop.tabIndex < 0 || stop.disabled || !stop.checkVisibility({visibilityProperty: true})) return false;
    if (stop.tabIndex > 0) return true;
    stop.focus({focusVisible: true});
    const ring = getComputedStyle(stop);
    if (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2) return true;
    return ![...stop.getClientRects()].some((box) => {
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      const there = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
      return there && stop.contains(there);
    });
  });
  document.activeElement.blur();
  scrollTo(0, 0);
  return unseen.map(name);
}"""
"""Where the keyboard stops and nobody sees it: no ring, out of the picture, under something else, or out of turn."""


CHECKS: dict[str, Callable[[Page, Told], list[str]]] = {
    "asks nobody else": lambda _, told: told.hear(told.foreign),
    "console is silent": lambda _, told: told.hear(told.console),
    "fits the width": lambda tab, _: tab.evaluate("document.documentElement.scrollWidth <= innerWidth ? [] : ['wide']"),
    "stores nothing": lambda tab, _: tab.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"),
    "sets no cookie": lambda tab, _: [cookie["name"] for cookie in tab.context.cookies()],
    "names of links": lambda tab, _: tab.evaluate(_NAMES),
    "focus is seen": lambda tab, _: tab.evaluate(_UNSEEN),
    "axe": lambda tab, _: _judge_by_axe(tab),
}


def look_at_all(
    browser: Browser,
    addresses: Sequence[str],
    width: int,
    scheme: Any,
    record_property: Callable[[str, object], None],
) -> list[str]:
    """Every check on every page, told to the closing line of the run; what was found, a line each."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    told = Told(tab)
    found: list[str] = []
    for address in addresses:
        answer = tab.goto(address)
        assert answer is not None, address
        assert answer.ok, address
        tab.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        found += [
            f"{width} {scheme} {_page_of(address)}: {name}: {what}"
            for name, check in CHECKS.items()
            for what in check(tab, told)
        ]
    context.close()
    record_property("pages", len(addresses))
    record_property("checks", len(CHECKS))
    record_property("findings", found)
    record_property("setting", f"{width} px {scheme}")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("site", ["public", "internal"])
def test_every_page(  # noqa: PLR0917 - fixtures and parameters
    browser: Browser,
    sites: Sites,
    site: str,
    width: int,
    scheme: str,
    record_property: Callable[[str, object], None],
) -> None:
    addresses = sites.addresses(site)
    found = look_at_all(browser, addresses, width, scheme, record_property)
    assert len(addresses) > 20
    assert found == []


@pytest.mark.parametrize("one", REVIEWED, ids=lambda one: f"{one.rule} {one.seen}")
def test_what_was_reviewed_is_still_in_doubt(browser: Browser, sites: Sites, one: Reviewed) -> None:
    """An entry that axe no longer needs would hide the next doubt that looks like it."""
    site, _, path = one.seen.partition("/")
    context = browser.new_context(viewport={"width": one.width, "height": 900})
    tab = context.new_page()
    tab.goto(getattr(sites, site) + path)
    found = [target for rule, target, _ in doubts(_ask_axe(tab)) if one.covers(rule, one.seen, one.width, target)]
    context.close()
    assert found
    assert len(one.because) > 30


def test_a_doubt_that_nobody_reviewed_is_a_finding(page: Page, sites: Sites) -> None:
    page.goto(sites.public)
    assert _judge_by_axe(page) == []
    page.evaluate(
        """() => {
            const words = document.createElement("p");
            words.textContent = "Worte auf einem Bild";
            words.style.backgroundImage = "linear-gradient(#fff, #000)";
            document.querySelector("main").append(words);
        }"""
    )
    assert [what.split()[:2] for what in _judge_by_axe(page)] == [["incomplete", "color-contrast"]]


def test_each_check_finds_what_it_is_for(browser: Browser, sites: Sites) -> None:
    """On a page that is served without its policy, because the policy alone would stop half of it."""
    context = browser.new_context(viewport={"width": 320, "height": 900}, bypass_csp=True)
    context.route("http://192.0.2.1/**", lambda route: route.abort())
    tab = context.new_page()
    told = Told(tab)
    tab.goto(sites.public)
    tab.evaluate(
        """() => {
            const picture = document.createElement("img");
            picture.src = "http://192.0.2.1/pixel.gif";
            picture.style.minWidth = "900px";
            const link = document.createElement("a");
            link.href = "#hier";
            link.textContent = "hier";
            link.tabIndex = 1;
            document.querySelector("main").append(picture, link);
            localStorage.setItem("reader", "1");
            document.cookie = "reader=1";
            console.log("noise");
            return new Promise((done) => { picture.onerror = done; });
        }"""
    )
    assert [name for name, check in CHECKS.items() if not check(tab, told)] == []
    context.close()


@pytest.mark.parametrize(
    "hide",
    [
        "link.style.setProperty('outline', 'none', 'important')",
        "link.tabIndex = 1",
        "link.style.position = 'absolute'; link.style.left = '-999px'",
        "cover.style = 'position: fixed; inset: 0; z-index: 9'",
    ],
    ids=["no ring", "out of turn", "outside", "under something"],
)
def test_a_stop_of_the_keyboard_that_nobody_sees_is_a_finding(page: Page, sites: Sites, hide: str) -> None:
    page.goto(sites.public)
    assert page.evaluate(_UNSEEN) == []
    page.evaluate(
        f"""() => {{
            const [link, cover] = [document.querySelector("article a"), document.createElement("div")];
            document.body.append(cover);
            {hide};
        }}"""
    )
    assert "a Mein Kommentar wurde gelöscht" in page.evaluate(_UNSEEN)


@pytest.mark.parametrize(
    ("site", "path", "name"),
    [
        ("public", "netiquette/massnahmen/", "Stufe 2: Kommentar verbergen"),
        ("public", "netiquette/beispiele/", "Das löschen wir"),
        ("internal", "dienstanweisung/10-krise.html", ""),
    ],
)
def test_a_table_is_heard_with_the_heading_above_it(page: Page, sites: Sites, site: str, path: str, name: str) -> None:
    """A list of tables has their names alone; five times the same columns would tell nobody which is which."""
    page.goto(getattr(sites, site) + path)
    tables = page.locator("main").get_by_role("table")
    assert tables.count() > 0
    assert page.locator("main").get_by_role("table", name=name or re.compile(r"\w")).count() > 0
    assert "- table:" not in page.locator("main").aria_snapshot()


@pytest.mark.parametrize("site", ["public", "internal"])
def test_who_asks_for_dark_gets_dark(browser: Browser, sites: Sites, site: str) -> None:
    def background(scheme: str) -> int:
        context = browser.new_context(color_scheme=scheme)
        tab = context.new_page()
        tab.goto(getattr(sites, site) + "index.html")
        parts: list[int] = tab.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        context.close()
        return sum(parts[:3])

    assert background("dark") < 200
    assert background("light") > 550


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(page: Page, sites: Sites) -> None:
    page.goto(sites.public + "archiv/2026/10/laternenumzug/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "md-skip"
    assert page.evaluate("getComputedStyle(document.activeElement).opacity") == "1"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#inhalt"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_menu_opens_by_keyboard_on_a_telephone_and_without_javascript(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(sites.public)
    tab.locator("summary").focus()
    tab.keyboard.press("Enter")
    tab.locator(".af-menu").get_by_role("link", name="Unsere Kanäle").click()
    assert tab.locator("h1").inner_text() == "Unsere Kanäle"
    context.close()


def test_the_search_finds_posts_and_pages_without_telling_anybody(page: Page, sites: Sites) -> None:
    told = Told(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sites.public + "suche/")
    page.fill("#suchwort", "Laternen")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-af=results] a")
    assert "Laternenumzug" in page.locator("[data-af=results]").inner_text()
    page.fill("#suchwort", "uberprufung")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-af=results]').innerText.includes('Überprüfung')")
    page.fill("#suchwort", "Laternenumzüge")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-af=results] a >> text=Laternenumzug")
    assert not [url for url in asked if "Laternen" in url]
    assert told.console == told.foreign == []


def test_the_internal_search_works_from_a_plain_file(page: Page, sites: Sites) -> None:
    told = Told(page)
    page.goto(sites.internal + "suche.html")
    page.fill("#suchwort", "Wahlen")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-af=results] a")
    page.locator("[data-af=results] a").first.click()
    page.wait_for_url(lambda url: "suche.html" not in url)
    assert page.url.startswith("file://")
    assert page.locator("h1").count() == 1
    assert told.console == told.foreign == []


def test_the_line_of_today_goes_by_the_day_there_and_is_absent_without_javascript(
    browser: Browser, sites: Sites
) -> None:
    said = {
        "2026-12-01T08:00:00Z": "Heute antworten wir von 9 bis 17 Uhr.",
        "2026-12-23T23:30:00Z": "Heute antworten wir nicht (Heiligabend).",  # half past midnight in Musterhafen
        "2026-12-25T10:00:00Z": "Heute antworten wir nicht (Erster Weihnachtstag).",
        "2026-12-31T10:00:00Z": "Heute antworten wir von 9 bis 12 Uhr (Silvester).",
        "2027-01-02T10:00:00Z": "Heute antworten wir nicht.",
        "2028-01-03T10:00:00Z": "",
    }
    for moment, expected in said.items():
        tab = browser.new_page(viewport={"width": 320, "height": 700})
        tab.clock.set_fixed_time(moment)
        tab.goto(f"{sites.public}kontakt/")
        line = tab.locator("p[data-hours]")
        assert line.text_content() == expected, moment
        lines = "line => line.getBoundingClientRect().height / parseFloat(getComputedStyle(line).lineHeight)"
        assert round(line.evaluate(lines)) == 2, "its place is there before, so nothing jumps"
        tab.close()
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{sites.public}kontakt/")
    assert not tab.locator("p[data-hours]").is_visible()
    assert "Donnerstag, 24. Dezember 2026: Wir antworten nicht (Heiligabend)." in tab.locator("main").inner_text()
    context.close()


def test_the_colour_scheme_is_kept_and_nothing_else_is(page: Page, sites: Sites) -> None:
    page.goto(sites.public)
    page.get_by_role("button", name="Dunkel").click()
    page.goto(sites.public + "kanaele/")
    assert page.evaluate("document.documentElement.dataset.farbe") == "dunkel"
    assert page.evaluate("Object.keys(localStorage)") == ["farbschema"]


def test_pages_keep_their_policy_when_served_with_it(page: Page, sites: Sites) -> None:
    """A script that slipped into a page would be refused by the header and by the page's own policy."""
    page.goto(sites.public)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.slipped = 1'}))"
    )
    assert page.evaluate("window.slipped") is None


@pytest.mark.parametrize("path", ["", "kanaele/", "archiv/2026/10/laternenumzug/"])
def test_a_data_block_is_read_under_the_policy_and_not_run(page: Page, sites: Sites, path: str) -> None:
    page.add_init_script("window.refused = []; addEventListener('securitypolicyviolation', () => refused.push(1))")
    page.goto(sites.public + path)
    block = page.evaluate("document.querySelector('script[type=\"application/ld+json\"]').text")
    assert "GovernmentOrganization" in [node["@type"] for node in json.loads(block)["@graph"]]
    assert page.evaluate("window.refused") == []
    refused = page.evaluate(
        """() => new Promise((done) => {
            addEventListener("securitypolicyviolation", () => done(window.refused.length));
            document.body.append(Object.assign(document.createElement("script"), {textContent: "1"}));
        })"""
    )
    assert refused == 1
