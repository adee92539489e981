"""Kept versions for everybody: differences that can be heard, copied and printed, and the Dienstanweisung as a PDF with
tags."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from amtsfunk import cli
from browser.conftest import CHROMIUM, Sites

NEW = "netiquette/fassung/2026-11-02/"
OLD = "netiquette/fassung/2026-05-04/"
LEAF = "dienstanweisung/fassung/2026-12-01/07-mit-kommentaren-umgehen.html"


@pytest.mark.parametrize(("site", "path"), [("public", NEW), ("internal", LEAF)])
def test_a_screen_reader_hears_what_was_inserted_and_struck(page: Page, sites: Sites, site: str, path: str) -> None:
    page.goto(getattr(sites, site) + path)
    told = page.locator(".af-changed").first.locator("xpath=ancestor::main").aria_snapshot()
    assert "- insertion:" in told
    assert "- deletion:" in told
    assert "[eingefügt:" in told
    assert "[gestrichen:" in told


def test_who_copies_a_difference_copies_the_words_with_it(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.public}{NEW}#aenderung_stufe_stufe-auszeit")
    changed = page.locator(".af-changed", has_text="Wer trotz Hinweisen").inner_text()
    assert "höchstens [gestrichen: 90] [eingefügt: 30] Tage" in re.sub(r"\s+", " ", changed)


def test_differences_are_told_apart_where_the_device_knows_no_colour(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(forced_colors="active")
    tab = context.new_page()
    tab.goto(sites.public + NEW)
    lines = {
        name: tab.locator(f".af-changed {name}").first.evaluate("(part) => getComputedStyle(part).textDecorationLine")
        for name in ("ins", "del")
    }
    assert lines == {"ins": "underline", "del": "line-through"}
    context.close()


def test_from_an_old_rule_to_the_one_of_today_without_javascript_on_a_telephone(browser: Browser, sites: Sites) -> None:
    """As from a letter: the address of a rule in the version of its day, and from there to what holds now."""
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{sites.public}{OLD}#keine-werbung")
    assert tab.locator("h2#keine-werbung").bounding_box() is not None
    assert tab.locator(".af-copy:visible").count() == 0
    tab.locator(".af-box--warn").get_by_role("link", name="Fassung vom 2. November 2026").click()
    assert tab.url == sites.public + NEW
    tab.get_by_role("link", name="Alle Änderungen im Wortlaut").click()
    assert tab.url.endswith("#aenderungen_")
    tab.get_by_role("link", name="Alle Fassungen").last.click()
    assert tab.locator("h1").inner_text() == "Alle Fassungen unserer Regeln"
    context.close()


def test_the_netiquette_leads_to_its_versions_by_keyboard(page: Page, sites: Sites) -> None:
    page.goto(sites.public + "netiquette/")
    page.get_by_role("link", name="Feste Adresse dieser Fassung").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(sites.public + NEW)


def test_on_paper_the_words_are_the_same_and_who_it_is_for_stands_first(page: Page, sites: Sites) -> None:
    page.goto(sites.internal + "dienstanweisung/druck.html")
    page.emulate_media(media="print")
    assert page.locator(".md-banner").inner_text().startswith("Intern – nur für den Dienstgebrauch.")
    assert not page.locator(".af-screen").is_visible()
    breaks = page.locator("h2.af-sheet").evaluate_all("(all) => all.map((one) => getComputedStyle(one).breakBefore)")
    assert len(breaks) > 20
    assert set(breaks) == {"page"}


def test_the_pdf_of_the_dienstanweisung_has_tags_language_outline_and_no_path_of_this_machine(
    sites: Sites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMTSFUNK_CHROMIUM", CHROMIUM)
    target = tmp_path / "dienstanweisung.pdf"
    assert cli.main(["site", "pdf", "--internal-dir", str(sites.internal_folder), "--pdf", str(target)]) == 0
    data = target.read_bytes()
    plain = data + b"".join(_inflated(stream) for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", plain)
    assert b"/StructTreeRoot" in plain
    assert re.search(rb"/Lang\s*\(de\)", plain)
    assert b"/Outlines" in plain
    for kind in (b"/H1", b"/H2", b"/H3", b"/LI", b"/Link", b"/TH"):
        assert re.search(rb"/S " + kind + rb"\b", plain), kind
    assert b"file:///" not in plain


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_a_version_stands_beside_the_other_pages_on_the_rules(page: Page, sites: Sites) -> None:
    """No menu holds the versions; who came from a letter still finds the rules of today and the other versions."""
    for path in (NEW, OLD):
        page.goto(sites.public + path)
        beside = page.get_by_role("navigation", name="In diesem Bereich")
        assert beside.get_by_role("link", name="Unsere Regeln").get_attribute("href") == "../../"
        assert beside.get_by_role("link", name="Alle Fassungen").get_attribute("href") == "../"
        above = page.get_by_role("navigation", name="Hauptnavigation").locator("[aria-current]")
        assert above.evaluate_all("(all) => all.map((one) => [one.textContent, one.ariaCurrent])") == [
            ["Netiquette", "true"]
        ]
    page.goto(sites.public)
    assert page.get_by_role("navigation", name="In diesem Bereich").count() == 0
