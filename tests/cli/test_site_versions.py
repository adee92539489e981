"""Kept versions on the built example: permanent, in the site map, out of the search, and leading where they say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from amtsfunk.commands.sites.building import BuiltSites
from support.site_office import build, copy_office, read_page

DAYS = ("2026-05-04", "2026-11-02")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSites:
    return build(copy_office(tmp_path_factory.mktemp("office")))


def _text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("day", DAYS)
def test_a_version_has_its_permanent_address_and_names_it_itself(built: BuiltSites, day: str) -> None:
    path = f"netiquette/fassung/{day}/"
    html = _text(built.public, f"{path}index.html")
    address = f"https://www.musterhafen.example/{path}"
    assert f'<link rel="canonical" href="{address}">' in html
    assert 'name="robots"' not in html
    assert f"<loc>{address}</loc>" in _text(built.public, "sitemap.xml")
    assert f'href="{day}/"' in _text(built.public, "netiquette/fassung/index.html")


def test_an_old_version_says_in_its_title_that_it_no_longer_holds(built: BuiltSites) -> None:
    old, new = (_text(built.public, f"netiquette/fassung/{day}/index.html") for day in DAYS)
    assert "<title>Unsere Regeln, Fassung vom 4. Mai 2026 (nicht mehr in Kraft) – " in old
    assert "nicht mehr in Kraft" not in new.partition("</title>")[0]


def test_the_clauses_of_an_old_version_have_the_anchors_that_letters_name(built: BuiltSites) -> None:
    now = set(read_page(built.public / "netiquette/index.html").ids)
    was = set(read_page(built.public / f"netiquette/fassung/{DAYS[0]}/index.html").ids)
    assert {"keine-werbung", "stufe-auszeit"} <= was
    assert "keine-werbung" in now


@pytest.mark.parametrize("site", ["public", "internal"])
def test_the_search_answers_with_what_holds_and_not_with_what_was(built: BuiltSites, site: str) -> None:
    found = _text(getattr(built, site), "suche/seiten.js")
    listed = re.findall(r'"l":"([^"]*)"', found)
    assert len(listed) > 20
    assert not [place for place in listed if re.search(r"fassung/\d{4}|druck\.html", place)]


def test_who_searches_for_a_post_is_not_led_to_the_list_that_one_chooses_from(built: BuiltSites) -> None:
    """The page for writing offers every earlier post; with ten thousand it would answer every question."""
    listed = _text(built.internal, "beitraege.js").split("Amtsfunk.beitraege = ")[1].removesuffix(";\n")
    earlier = [label.split(": ", 1)[1] for _, label in json.loads(listed)["earlier"]]
    entries = re.findall(r'\{"l":"beitrag-schreiben[^}]*\}', _text(built.internal, "suche/seiten.js"))
    assert earlier and entries
    assert not [title for title in earlier if any(title in entry for entry in entries)]


def test_no_page_has_an_anchor_twice(built: BuiltSites) -> None:
    for folder in (built.public / "netiquette", built.internal / "dienstanweisung"):
        for path in folder.rglob("*.html"):
            ids = read_page(path).ids
            assert len(ids) == len(set(ids)), path


def test_every_link_inside_the_print_page_finds_its_place(built: BuiltSites) -> None:
    seen = read_page(built.internal / "dienstanweisung/druck.html")
    inside = [link[1:] for link in seen.main_links if link.startswith("#")]
    assert len(inside) > 50
    assert set(inside) <= set(seen.ids)


@pytest.mark.parametrize("page", ["textbausteine.html", "kommentar-beurteilen.html"])
def test_who_gives_reasons_finds_an_address_that_leads_to_the_rule_of_today(built: BuiltSites, page: str) -> None:
    named = re.findall(
        rf"musterhafen\.example/netiquette/fassung/({DAYS[1]})/#([a-z0-9-]+)", _text(built.internal, page)
    )
    ids = set(read_page(built.public / f"netiquette/fassung/{DAYS[1]}/index.html").ids)
    assert len(set(named)) > 5
    assert {anchor for _, anchor in named} <= ids
