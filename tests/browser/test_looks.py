"""The authority's own look on both sites: its colours in both schemes, its logo under its name."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from amtsfunk.effects.server import serve
from amtsfunk.model.appearance import Colours, Palette
from amtsfunk.pages.appearance import STYLE_SHEET, style_sheet
from browser.conftest import Sites
from browser.test_preferences import KINDS
from browser.test_sites import CHECKS, Told

OTHER = Colours(
    light=Palette(house="#ffd500", link="#6a1b6e", focus="#a3154a"),
    dark=Palette(house="#ffd500", link="#f0a6ff", focus="#ff8ab3"),
)
"""A house of yellow and violet, so that nothing of the example's green or the product's blue is left."""


@pytest.fixture(scope="module")
def other(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where both sites begin, with another palette and a wide logo, as two files of the site and nothing else make it;
    the internal one as plain files, as everywhere here."""
    folders = {site: tmp_path_factory.mktemp("other") / "site" / site for site in KINDS}
    for site, folder in folders.items():
        shutil.copytree(getattr(sites, f"{site}_folder"), folder)
        (folder / STYLE_SHEET).write_text(style_sheet(OTHER) or "", encoding="utf-8")
        out = io.BytesIO()
        Image.new("RGB", (600, 150), (106, 27, 110)).save(out, "PNG")
        (folder / "assets/amtsfunk/logo.png").write_bytes(out.getvalue())
    running = serve(folders["public"], "öffentlich", 0)
    yield {"public": running.address, "internal": f"{folders['internal'].as_uri()}/"}
    running.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("site", list(KINDS))
def test_another_palette_is_as_easy_to_read(
    browser: Browser, other: dict[str, str], site: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    told = Told(tab)
    link = "rgb(106, 27, 110)" if scheme == "light" else "rgb(240, 166, 255)"
    for path in KINDS[site]:
        tab.goto(other[site] + path)
        found = [f"{path} {name}: {what}" for name, check in CHECKS.items() for what in check(tab, told)]
        assert found == []
        assert tab.eval_on_selector(".af-footer a", "one => getComputedStyle(one).color") == link
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_reader_chose_holds_against_the_device(browser: Browser, other: dict[str, str], scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(other["public"])
    tab.locator("[data-af=scheme]").click()
    link = "rgb(240, 166, 255)" if scheme == "light" else "rgb(106, 27, 110)"
    assert tab.eval_on_selector(".af-footer a", "one => getComputedStyle(one).color") == link
    context.close()


@pytest.mark.parametrize("site", list(KINDS))
def test_the_logo_is_said_once_by_the_name_of_the_authority(page: Page, sites: Sites, site: str) -> None:
    for path in KINDS[site]:
        page.goto(getattr(sites, site) + path)
        brand = page.locator("a.af-brand")
        part = brand.locator(".af-brand__part").inner_text()
        assert page.get_by_role("link", name=f"Stadt Musterhafen {part}", exact=True).count() == 1
        logo = brand.get_by_role("img", name="Stadt Musterhafen")
        assert logo.evaluate("one => one.complete && one.naturalWidth") == 256
        assert logo.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"


FOOTER = {"Impressum", "Datenschutz", "Barrierefreiheit", "Barriere melden"}


@pytest.mark.parametrize("site", list(KINDS))
def test_every_page_leads_to_imprint_privacy_accessibility_and_reporting_a_barrier(sites: Sites, site: str) -> None:
    """By its footer, to a place that is there."""
    folder: Path = getattr(sites, f"{site}_folder")
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        html = page.read_text(encoding="utf-8")
        footer = html[html.index('<footer class="af-footer">') :]
        links = {unescape(label): href for href, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', footer)}
        assert set(links) >= FOOTER, page
        for label in FOOTER:
            path, _, anchor = links[label].partition("#")
            start = folder if path.startswith("/") else page.parent
            target = (start / path.lstrip("/")).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            text = target.read_text(encoding="utf-8")
            assert f'id="{anchor or "inhalt"}"' in text, (page, label)
