"""The one reply to each clause and measure, as staff copy it: complete, short enough, with the version in force."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.commands.sites.sources import Sources, read_sources
from amtsfunk.model.office import Office
from amtsfunk.pages.snippets import snippet_groups
from amtsfunk.pages.versions import permanent_addresses, public_versions
from amtsfunk.source.office import belongs_to_office, parse_office

ROOT = Path(__file__).parents[3]
DAY = date(2026, 12, 1)
SHORTEST = 300
"""What Bluesky takes, the shortest of the networks on which a link counts with all its letters."""
_ADDRESS = re.compile(r"https://www\.musterhafen\.example/netiquette/fassung/2026-11-02/#([a-z-]+)")


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources(ROOT)


@pytest.fixture(scope="module")
def office() -> Office:
    below = (path.relative_to(ROOT).as_posix() for path in (ROOT / "content/snippets").glob("*.md"))
    return parse_office({path: (ROOT / path).read_bytes() for path in below if belongs_to_office(path)}).office


def groups(sources: Sources, office: Office, **changed: Any) -> dict[str, Any]:
    clauses = changed.get("clauses", sources.clauses)
    versions = public_versions(clauses, sources.ladder, sources.kept_netiquettes, DAY)
    addresses = permanent_addresses(versions, "https://www.musterhafen.example")
    addresses = changed.get("addresses", addresses)
    found = snippet_groups(office.snippets, sources.settings, clauses, sources.ladder, DAY, addresses)
    return {group["title"]: group for group in found}


def test_every_clause_and_measure_of_the_example_has_one_in_the_order_of_the_netiquette(
    sources: Sources, office: Office
) -> None:
    assert sources.clauses is not None
    assert sources.ladder is not None
    found = groups(sources, office)
    for title, rules in (("Regel", sources.clauses.clauses), ("Maßnahme", sources.ladder.measures)):
        group = found[f"Die Antwort zu jeder {title}"]
        assert [one["about"] for one in group["snippets"]] == [rule.title for rule in rules]
        assert group["missing"] == []


def test_each_leads_to_its_own_place_in_the_version_in_force_and_fits_everywhere(
    sources: Sources, office: Office
) -> None:
    assert sources.clauses is not None
    assert sources.ladder is not None
    found = groups(sources, office)
    places = [clause.id for clause in sources.clauses.clauses]
    places += [f"stufe-{measure.id}" for measure in sources.ladder.measures]
    told = [one for group in found.values() if group["settled"] for one in group["snippets"]]
    for place, one in zip(places, told, strict=True):
        assert _ADDRESS.findall(one["text"]) == [place], one["id"]
        assert "link-zur-fassung" not in one["blanks"]
        assert one["length"] <= SHORTEST, one["id"]


def test_another_version_changes_the_address_and_no_text(sources: Sources, office: Office) -> None:
    found = groups(sources, office, addresses={"wir-hoeren-zu": "https://a.example/netiquette/fassung/2027-03-01/#x"})
    shown = found["Die Antwort zu jeder Regel"]["snippets"]
    assert "https://a.example/netiquette/fassung/2027-03-01/#x" in shown[0]["text"]
    assert shown[1]["blanks"] == ["link-zur-fassung"], "a version that is not kept has no address"


def test_a_clause_without_a_reply_is_named_and_its_texts_stay(sources: Sources, office: Office) -> None:
    assert sources.clauses is not None
    first, *others = sources.clauses.clauses
    bare = sources.clauses.model_copy(update={"clauses": (first.model_copy(update={"reply": None}), *others)})
    found = groups(sources, office, clauses=bare)
    assert found["Die Antwort zu jeder Regel"]["missing"] == [first.title]
    more = {one["title"] for one in found["Weitere Antworten zu Regeln und Maßnahmen"]["snippets"]}
    assert "Liest hier überhaupt jemand mit?" in more


def test_without_a_netiquette_the_blank_is_one_that_a_person_fills(sources: Sources, office: Office) -> None:
    found = snippet_groups(office.snippets, sources.settings, None, None, DAY, {})
    one = next(one for group in found for one in group["snippets"] if one["id"] == "hass-geloescht")
    assert "link-zur-fassung" in one["blanks"]


def test_an_address_that_only_begins_another_is_not_taken_for_named(sources: Sources, office: Office) -> None:
    kept = next(one for one in office.snippets if one.id == "hass-geloescht")
    clause, measure = kept.head.clause, f"stufe-{kept.head.measure}"
    addresses = {clause: "https://a.example/#hass-und-hetze", measure: "https://a.example/#hass"}
    found = groups(sources, office, addresses=addresses)
    one = next(one for group in found.values() for one in group["snippets"] if one["id"] == kept.id)
    assert one["rules"] == [clause, measure]
    assert one["names"] == [clause]
