"""The public menu names only pages that every authority has, also one that has written no netiquette of its own."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

from amtsfunk.pages.facts import Archive
from amtsfunk.pages.public import Prose, PublicFacts, public_facts, public_pages
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from support.example_repository import BASE

PRODUCT = Path(__file__).parents[3]
PUBLIC = PRODUCT / "site/public"
EXAMPLES = "netiquette/beispiele.md"
ARCHIVE = Archive("Gemeinde Prüfstein", "https://www.pruefstein.example", "de", ZoneInfo("Europe/Berlin"), {}, ())


def pages(**prose: Prose) -> dict[str, str]:
    files = {path: (BASE / path).read_bytes() for path in SETTINGS_PATHS if (BASE / path).is_file()}
    settings, findings, _ = parse_settings(files)
    assert settings is not None, findings
    facts: PublicFacts = public_facts(settings, None, None, prose)
    templates = {file.relative_to(PUBLIC).as_posix(): file.read_text(encoding="utf-8") for file in PUBLIC.rglob("*.md")}
    return dict(public_pages(facts, ARCHIVE, templates))


def test_every_page_of_the_menu_exists_without_prose_and_rules() -> None:
    menu = (PRODUCT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    named = set(re.findall(r": (\S+\.md)$", menu, re.MULTILINE))
    assert EXAMPLES in named
    assert named <= set(pages())


def test_examples_are_shown_where_there_are_some() -> None:
    assert "noch nicht gesammelt" in pages()[EXAMPLES]
    shown = pages(beispiele=Prose("Beispiele", "Das bleibt stehen."))[EXAMPLES]
    assert "Das bleibt stehen." in shown
    assert "noch nicht gesammelt" not in shown
