"""Whom readers can turn to is taken from the law of the authority's Land, and only from there."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.model.law import LandLaw
from amtsfunk.pages.facts import Archive
from amtsfunk.pages.public import PublicFacts, public_facts, public_pages
from amtsfunk.source.plans import SETTINGS_PATHS, parse_plan, parse_settings
from support.example_repository import BASE

PRODUCT = Path(__file__).parents[3]
PUBLIC = PRODUCT / "site/public"


ARCHIVE = Archive("Gemeinde Prüfstein", "https://www.pruefstein.example", "de", ZoneInfo("Europe/Berlin"), {}, ())


def facts(land: str = "NI", level: str = "municipality", *, law: bool = True) -> PublicFacts:
    files = {path: (BASE / path).read_bytes() for path in SETTINGS_PATHS if (BASE / path).is_file()}
    text = files["plans/authority.yml"].decode()
    text = text.replace("land: NI", f"land: {land}").replace("level: municipality", f"level: {level}")
    settings, findings, _ = parse_settings({**files, "plans/authority.yml": text.encode()})
    assert settings is not None, findings
    path = "site/law/ni.yml"
    on_file = parse_plan(path, (PRODUCT / path).read_bytes(), LandLaw).value
    assert on_file is not None
    return public_facts(settings, None, None, {}, on_file if law else None)


@pytest.mark.parametrize(
    ("land", "level", "law"), [("NI", "federal", True), ("BY", "body", True), ("NI", "body", False)]
)
def test_no_body_of_another_law_is_named(land: str, level: str, law: bool) -> None:
    assert facts(land, level, law=law).bodies == {}


@pytest.mark.parametrize("law", [True, False])
def test_the_pages_name_the_bodies_where_they_are_known_and_the_day_of_the_statement(law: bool) -> None:
    known = facts(law=law)
    names = ("barrierefreiheit.md", "datenschutz.md")
    templates = {name: (PUBLIC / name).read_text(encoding="utf-8") for name in names}
    pages = public_pages(known, ARCHIVE, templates)
    statement, privacy = pages["barrierefreiheit.md"], pages["datenschutz.md"]
    assert "1\\. Juni 2026" in statement or "1&#46; Juni 2026" in statement
    assert ("§ 9d NBGG" in statement) is law
    assert ("https://www.lfd.niedersachsen.de" in privacy) is law
    assert ("zuständig ist." in privacy) is not law
