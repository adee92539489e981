"""The rule reference: no rule without its entry, its example as the check really speaks, nothing that is no rule."""

from __future__ import annotations

import os
import re
from pathlib import Path

from amtsfunk.commands.sites.sources import rule_examples, rule_topics
from amtsfunk.pages.reference import RuleExample, RuleText, RuleTopic, read_examples, reference, write_examples
from amtsfunk.rules.registry import ALL_RULES
from support.rule_examples import example_of

INTERNAL = Path(__file__).parents[3] / "site" / "internal"


def test_the_examples_beside_the_page_are_those_of_the_tests(tmp_path: Path) -> None:
    """``EXPECTED=write`` writes them anew; then read the difference."""
    drawn = {rule.id: example_of(rule.id, tmp_path / rule.id) for rule in ALL_RULES}
    file = INTERNAL / "handbuch" / "_beispiele.json"
    if os.environ.get("EXPECTED") == "write":
        file.write_text(write_examples(drawn), encoding="utf-8")
    assert read_examples(file.read_text(encoding="utf-8")) == drawn


def test_every_rule_shows_how_it_looks_wrong_and_right() -> None:
    examples = rule_examples(INTERNAL)
    for rule in ALL_RULES:
        example = examples[rule.id]
        assert example.bad.strip(), rule.id
        assert example.good.strip(), rule.id
        assert example.bad != example.good, rule.id
        for side in (example.bad, example.good):
            lines = side.split("\n")
            assert len(lines) <= 10, rule.id
            assert max(map(len, lines)) <= 300, rule.id
            assert not re.search(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|^ *# [A-Z][a-z]+ [a-z]+, so that", side), rule.id


def test_what_editors_meet_most_comes_first() -> None:
    titles = [topic.title for topic in rule_topics()]
    assert titles[:2] == ["Text, Links und Schutz von Personen", "Bilder und Videos"]
    assert titles[-1] == "Die Datei lesen"


def test_every_rule_has_its_entry_with_words_and_source() -> None:
    topics = reference(rule_topics(), rule_examples(INTERNAL))
    entries = [rule for topic in topics for rule in topic["rules"]]
    assert sorted(entry["id"] for entry in entries) == sorted(rule.id for rule in ALL_RULES)
    assert all(entry["message"] and entry["source"] for entry in entries)
    assert len({topic["anchor"] for topic in topics}) == len(topics)


def test_the_gravest_comes_first_and_only_errors_cannot_be_waived() -> None:
    rules = (RuleText("b", 1, "R01", "m", "r"), RuleText("a", 3, "R01", "m", "r"))
    entries = reference([RuleTopic("Text", rules)], {})[0]["rules"]
    assert [(entry["id"], entry["waivable"]) for entry in entries] == [("a", False), ("b", True)]


def test_without_examples_the_words_stand_alone(tmp_path: Path) -> None:
    assert rule_examples(tmp_path) == {}


def test_an_example_shows_what_the_check_really_said() -> None:
    rules = (RuleText("a", 3, "R01", "… fehlt", "Schreiben Sie:\n…"),)
    example = RuleExample("„x“ fehlt", "Schreiben Sie:\nx: 1", "plans/a.yml", "y: 1", "x: 1")
    entry = reference([RuleTopic("Text", rules)], {"a": example})[0]["rules"][0]
    assert (entry["message"], entry["remedy"], entry["write"]) == ("„x“ fehlt", "Schreiben Sie:", "x: 1")
