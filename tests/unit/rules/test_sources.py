"""Where a rule comes from is said in words that an editor can follow."""

from __future__ import annotations

import re

import pytest

from amtsfunk.rules.registry import ALL_RULES
from amtsfunk.rules.texts.sources import HOUSE, REQUIREMENT_TITLES, describe_source, parts_of


def test_every_requirement_has_a_title_in_both_languages() -> None:
    assert list(REQUIREMENT_TITLES) == [f"R{number:02}" for number in range(1, 79)]
    titles = [title for words in REQUIREMENT_TITLES.values() for title in (words["de"], words["en"])]
    assert all(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_names_a_source_that_an_editor_can_find(rule: object) -> None:
    for part in parts_of(rule.source):  # type: ignore[attr-defined]
        lone_requirement = re.fullmatch(r"R\d+", part) is not None
        assert part in REQUIREMENT_TITLES if lone_requirement else not re.match(r"R\d", part)
        assert not re.search(r"DESIGN|DELIVERY|PLATFORMS|STYLE", part)
        assert part in HOUSE or part[:1].isupper()


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("R23", ("R23",)),
        ("R47, R48", ("R47", "R48")),
        ("R23; WCAG 1.1.1", ("R23", "WCAG 1.1.1")),
        ("R05, R06; BVerfGE 44, 125", ("R05", "R06", "BVerfGE 44, 125")),
        ("UrhG § 13", ("UrhG § 13",)),
    ],
)
def test_a_source_is_a_list_of_references(source: str, parts: tuple[str, ...]) -> None:
    assert parts_of(source) == parts


def test_titles_stand_behind_the_number_and_laws_as_they_are() -> None:
    assert describe_source("R71; UrhG § 13", "de") == "R71 (verlässliche, zitierfähige Stellungnahmen); UrhG § 13"
    assert describe_source("yaml", "en") == "handbook: fields of a post"
