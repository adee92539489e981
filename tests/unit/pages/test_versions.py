"""Kept versions of the netiquette as the public reads them: the first, the last, the coming, and what lies between."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.model.netiquette import Clause, Clauses, Ladder, Measure, Step, Weight
from amtsfunk.pages.facts import Archive
from amtsfunk.pages.public import public_facts, public_pages
from amtsfunk.pages.versions import State, holding, permanent_addresses, public_versions, reigns
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from amtsfunk.source.versions import Netiquette
from support.example_repository import BASE

PUBLIC = Path(__file__).parents[3] / "site/public"
ARCHIVE = Archive("Gemeinde Prüfstein", "https://www.pruefstein.example", "de", ZoneInfo("Europe/Berlin"), {}, ())
MAY, NOVEMBER, NEXT = date(2026, 5, 4), date(2026, 11, 2), date(2027, 1, 1)
TODAY = date(2026, 12, 1)
RULES = {"kritik": "Kritik bleibt.", "werbung": "Keine Werbung.", "hass": "Kein Hass."}


def version(day: date, rules: dict[str, str], ladder: Ladder | None = None) -> Netiquette:
    clauses = tuple(
        Clause(id=name, title=name.title(), weight=Weight.unwanted, text=text, easy="Leicht.", source="GEHEIM")
        for name, text in rules.items()
    )
    label = f"{day:%y.%m}"
    return Netiquette(
        Clauses(version=label, in_force_from=day, review_by=day + timedelta(days=700), clauses=clauses), ladder
    )


def ladder(text: str) -> Ladder:
    measure = Measure(
        id="auszeit",
        title="Auszeit",
        text=text,
        easy="Leicht.",
        step=Step.block,
        for_weights=(Weight.unwanted,),
        source="GEHEIM",
    )
    return Ladder(measures=(measure,))


def pages(current: Netiquette | None, *kept: Netiquette, today: date = TODAY) -> dict[str, str]:
    files = {path: (BASE / path).read_bytes() for path in SETTINGS_PATHS if (BASE / path).is_file()}
    settings, findings, _ = parse_settings(files)
    assert settings is not None, findings
    clauses, rungs = (current.clauses, current.ladder) if current else (None, None)
    facts = public_facts(settings, clauses, rungs, {}, kept=kept, today=today)
    templates = {file.relative_to(PUBLIC).as_posix(): file.read_text(encoding="utf-8") for file in PUBLIC.rglob("*.md")}
    return dict(public_pages(facts, ARCHIVE, templates))


def page_of(found: dict[str, str], day: date) -> str:
    return found[f"netiquette/fassung/{day.isoformat()}.md"]


# ---------------------------------------------------------------- days


def test_a_version_holds_until_the_day_before_the_next() -> None:
    was, holds, comes = reigns([NOVEMBER, NEXT, MAY], TODAY)
    assert (was.state, holds.state, comes.state) == (State.was, State.holds, State.comes)
    assert was.span == "galt vom 4. Mai 2026 bis zum 1. November 2026"
    assert holds.span == "gilt seit dem 2. November 2026 und bis zum 31. Dezember 2026"
    assert comes.span == "gilt ab dem 1. Januar 2027"


@pytest.mark.parametrize(("today", "days"), [(NEXT - timedelta(days=1), NOVEMBER), (NEXT, NEXT), (None, NEXT)])
def test_a_version_holds_from_its_own_day_on(today: date | None, days: date) -> None:
    assert [one.day for one in reigns([NOVEMBER, NEXT, MAY], today) if one.state is State.holds] == [days]


def test_what_people_write_in_goes_before_its_copy_and_a_coming_one_before_nothing() -> None:
    copy, current = version(NOVEMBER, RULES), version(NOVEMBER, RULES)
    assert holding(current, [copy, version(MAY, RULES)], TODAY) is current
    coming = version(NEXT, RULES)
    assert holding(coming, [copy], TODAY) is copy
    assert holding(coming, [coming], TODAY) is coming


# ---------------------------------------------------------------- pages


def test_an_authority_that_keeps_nothing_has_a_list_with_what_holds_and_no_address_that_would_break() -> None:
    found = pages(version(NOVEMBER, RULES))
    assert not [path for path in found if "fassung/2" in path]
    listed = found["netiquette/fassung/index.md"]
    assert "Fassung 26.11, gilt seit dem 2. November 2026." in listed
    assert 'href="2026-11-02/' not in listed
    assert "fassung/2026" not in found["netiquette/index.md"]


def test_an_authority_without_rules_says_so() -> None:
    assert "Hier liegt noch keine Fassung vor." in pages(None)["netiquette/fassung/index.md"]


def test_the_first_version_says_that_none_came_before() -> None:
    only = version(NOVEMBER, RULES)
    shown = page_of(pages(only, only), NOVEMBER)
    assert "Eine frühere Fassung liegt hier nicht vor." in shown
    assert "aenderungen_" not in shown
    assert "Diese Fassung ist in Kraft." in shown


def test_an_old_version_says_first_that_it_no_longer_holds_and_leads_to_the_one_that_does() -> None:
    new = version(NOVEMBER, RULES)
    shown = page_of(pages(new, version(MAY, RULES), new), MAY)
    head, _, body = shown.partition("\n---\n")
    assert "(nicht mehr in Kraft)" in head
    assert "exclude: true" in head
    assert body.index("Diese Fassung gilt nicht mehr.") < body.index("](2026-11-02.md)") < body.index("{: #kritik }")


def test_each_clause_keeps_its_anchor_in_an_old_version_and_sources_stay_inside() -> None:
    new = version(NOVEMBER, {"kritik": "Kritik bleibt."}, ladder("Höchstens 30 Tage."))
    found = pages(new, version(MAY, RULES, ladder("Höchstens 90 Tage.")), new)
    shown = page_of(found, MAY)
    for anchor in ("kritik", "werbung", "hass", "stufe-auszeit"):
        assert f"{{: #{anchor} }}" in shown
    assert "GEHEIM" not in "".join(found.values())


def test_changes_are_told_per_rule_and_measure_with_links_to_both_wordings() -> None:
    rules = {"neu": "Ganz neu.", "kritik": "Kritik bleibt immer.", "hass": "Kein Hass."}
    new = version(NOVEMBER, rules, ladder("Höchstens 30 Tage."))
    shown = page_of(pages(new, version(MAY, RULES, ladder("Höchstens 90 Tage.")), new), NOVEMBER)
    assert "1 Regel neu, 1 Regel geändert, 1 Regel gestrichen und 1 Maßnahme geändert" in shown
    assert "### Neu: Regel 1, Neu" in shown
    assert "### Geändert: Regel 2, Kritik" in shown
    assert "zuvor Regel 1" in shown
    assert "### Gestrichen: Regel 2, Werbung" in shown
    assert "](2026-05-04.md#werbung)" in shown
    assert "### Geändert: Stufe 1, Auszeit" in shown
    assert "[gestrichen:</b> 90<b>]" in shown
    assert "(#aenderung_regel_kritik)" in shown or 'href="#aenderung_regel_kritik"' in shown


def test_one_comma_is_told_as_no_more_than_that() -> None:
    new = version(NOVEMBER, RULES | {"kritik": "Kritik, bleibt."})
    shown = page_of(pages(new, version(MAY, RULES), new), NOVEMBER)
    assert "1 Regel nur Zeichensetzung geändert" in shown
    assert "<ins><b>[eingefügt:</b> ,<b> (Komma)]</b></ins>" in shown


def test_a_rule_that_only_moved_is_no_new_wording_and_old_numbers_are_told() -> None:
    order = ("hass", "kritik", "werbung")
    new = version(NOVEMBER, {name: RULES[name] for name in order})
    shown = page_of(pages(new, version(MAY, RULES), new), NOVEMBER)
    assert "### Verschoben: Regel 1, Hass" in shown
    assert "zuvor Regel 3" in shown
    assert "Der Wortlaut ist gleich, nur die Stelle ist eine andere." in shown
    assert "Regel 2 (zuvor 1) und Regel 3 (zuvor 2)" in shown.replace("&#40;", "(").replace("&#41;", ")")


def test_the_same_words_from_another_day_on_are_told_as_the_same() -> None:
    new = version(NOVEMBER, RULES)
    found = pages(new, version(MAY, RULES), new)
    assert "ist der Wortlaut gleich." in page_of(found, NOVEMBER)
    assert "Der Wortlaut ist gleich geblieben." in found["netiquette/fassung/index.md"]


def test_measures_that_were_not_kept_are_not_told_as_new() -> None:
    new = version(NOVEMBER, RULES, ladder("Höchstens 30 Tage."))
    shown = page_of(pages(new, version(MAY, RULES), new), NOVEMBER)
    assert "liegen die Maßnahmen nicht vor" in shown
    assert "Maßnahme neu" not in shown


def test_rules_of_tomorrow_are_announced_and_those_of_today_shown() -> None:
    coming = version(NEXT, {**RULES, "kritik": "Kritik bleibt immer."})
    found = pages(coming, version(NOVEMBER, RULES), coming)
    shown = found["netiquette/index.md"]
    assert "Fassung 26.11, in Kraft seit 2. November 2026" in shown
    assert "Kritik bleibt immer." not in shown
    assert (
        "Ab dem 1&#46; Januar 2027 gilt eine neue Fassung." in shown or "Ab dem 1. Januar 2027 gilt eine neue" in shown
    )
    assert "Diese Fassung gilt noch nicht." in page_of(found, NEXT)
    alone = pages(coming, today=TODAY)["netiquette/index.md"]
    assert "in Kraft ab 1. Januar 2027" in alone


def test_words_of_a_version_stay_words() -> None:
    evil = "<script>alert(1)</script> **fett** {: #inhalt } <b>[eingefügt: nein]</b>"
    new = version(NOVEMBER, RULES | {"kritik": f"Neu {evil}"})
    shown = page_of(pages(new, version(MAY, RULES | {"hass": evil}), new), NOVEMBER)
    assert "<script" not in shown
    changes = shown.partition("#aenderungen_ }")[2]
    assert "**fett**" not in changes
    assert "{: #inhalt" not in changes


# ---------------------------------------------------------------- addresses for letters


def test_letters_name_a_rule_in_the_version_of_their_day_and_none_that_would_change() -> None:
    new, coming = version(NOVEMBER, RULES, ladder("Höchstens 30 Tage.")), version(NEXT, RULES)
    found = public_versions(coming.clauses, coming.ladder, [version(MAY, RULES), new, coming], TODAY)
    addresses = permanent_addresses(found, "https://www.pruefstein.example")
    assert addresses["kritik"] == "https://www.pruefstein.example/netiquette/fassung/2026-11-02/#kritik"
    assert addresses["stufe-auszeit"].endswith("/2026-11-02/#stufe-auszeit")
    assert permanent_addresses(public_versions(new.clauses, new.ladder, [], TODAY), "https://x.example") == {}
