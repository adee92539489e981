"""The authority's own colours and logo: a style sheet of colours alone, a logo without its metadata."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from amtsfunk.model.appearance import Colours, Palette
from amtsfunk.pages import feeds
from amtsfunk.pages.appearance import Logo, logo_of, logo_pages, style_sheet
from amtsfunk.pages.facts import Archive
from amtsfunk.pages.linked_data import Identity, page_head
from amtsfunk.pages.pictures import clean_picture

ROOT = Path(__file__).parents[3]
YELLOW = Colours(
    light=Palette(house="ffd500", link="#6A1B6E", focus="#a3154a"),
    dark=Palette(house="#ffd500", link="#f0a6ff", focus="#ff8ab3"),
)


def _png(width: int = 160, height: int = 80) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "CANARY kj")
    out = io.BytesIO()
    Image.new("RGB", (width, height), (0, 81, 61)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def _logo(width: int = 160, height: int = 80) -> Logo:
    logo = logo_of(_png(width, height))
    assert logo is not None
    return logo


def test_the_style_sheet_sets_colours_for_both_schemes_and_nothing_else() -> None:
    sheet = style_sheet(YELLOW) or ""
    assert sheet.count("--af-house: #ffd500;") == 3
    assert sheet.count("--af-link: #6a1b6e;") == 1
    assert sheet.count("--af-link: #f0a6ff;") == 2
    assert ":root { --af-house: #ffd500; --af-on-house: #1b242b;" in sheet
    names = set(re.findall(r"(--[a-z-]+):", sheet))
    assert names == {"--af-house", "--af-on-house", "--af-link", "--af-focus"}
    known = (ROOT / "site/theme/assets/amtsfunk/stil.css").read_text(encoding="utf-8")
    assert all(f"var({name})" in known for name in names)


def test_dark_is_for_screens_only() -> None:
    sheet = style_sheet(YELLOW) or ""
    assert all("@media screen" in line for line in sheet.splitlines() if "f0a6ff" in line)


@pytest.mark.parametrize("link", ["#f0a6ff", "red", '#fff}</style><script>alert("1")</script>'])
def test_without_colours_that_can_be_read_there_is_no_style_sheet(link: str) -> None:
    assert style_sheet(None) is None
    assert style_sheet(YELLOW.model_copy(update={"light": YELLOW.light.model_copy(update={"link": link})})) is None


def test_a_logo_loses_its_metadata_and_keeps_its_place() -> None:
    logo = _logo()
    (page,) = logo_pages(logo)
    assert page.path == "assets/amtsfunk/logo.png"
    assert b"CANARY" in _png()
    assert b"CANARY" not in (page.render() or b"")
    assert Image.open(io.BytesIO(page.render() or b"")).size == (160, 80)
    assert logo.shown == (88, 44)
    assert _logo(1000, 200).shown == (180, 36)
    assert not list(logo_pages(None))


@pytest.mark.parametrize("data", [None, b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(40)])
def test_what_is_no_picture_of_pixels_is_no_logo(data: bytes | None) -> None:
    assert logo_of(data) is None


@pytest.mark.parametrize("kind", ["JPEG", "GIF"])
def test_a_whole_picture_of_another_kind_is_no_logo_either(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (160, 80), (0, 81, 61)).save(out, kind)
    assert clean_picture(out.getvalue()) is not None
    assert logo_of(out.getvalue()) is None


def test_only_a_square_logo_is_an_icon() -> None:
    assert _logo(128, 128).is_square
    assert not _logo().is_square


@pytest.mark.parametrize(("width", "icon"), [(128, True), (256, False)])
def test_feeds_name_the_logo(width: int, icon: bool) -> None:
    archive = Archive("Stadt", "https://www.stadt.example", "de", UTC, {}, ())  # type: ignore[arg-type]
    atom, json_feed = (page.render() or b"" for page in feeds.feed_pages(archive, False, _logo(width, 128)))
    address = "https://www.stadt.example/assets/amtsfunk/logo.png"
    assert f"<logo>{address}</logo>" in atom.decode()
    assert (json.loads(json_feed).get("icon") == address) is icon
    atom, json_feed = (page.render() or b"" for page in feeds.feed_pages(archive, False))
    assert b"logo" not in atom + json_feed


def test_networks_are_shown_the_logo_of_a_page_without_a_picture() -> None:
    node = {"@type": "GovernmentOrganization", "@id": "#b", "name": "Stadt <A>"}
    shown = {"@type": "ImageObject", "url": "https://s.example/assets/amtsfunk/logo.png", "width": 160, "height": 80}
    plain = Identity("https://s.example", "Stadt", "de", node)
    own = Identity("https://s.example", "Stadt", "de", {**node, "logo": shown})
    assert "og:image" not in page_head(plain, "", "Start", "", [])
    head = page_head(own, "", "Start", "", [])
    assert '<meta property="og:image" content="https://s.example/assets/amtsfunk/logo.png">' in head
    assert '<meta property="og:image:alt" content="Stadt &lt;A&gt;">' in head
