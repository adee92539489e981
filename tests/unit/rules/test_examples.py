"""Every rule has a row, words, a good and a bad example; the bad one shows it, the good one shows nothing."""

from __future__ import annotations

import os
import string
from pathlib import Path

import pytest

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.model.finding import Finding, Severity
from amtsfunk.report.rows import rows, summarise, waived_rows
from amtsfunk.report.text import render_text
from amtsfunk.rules.messages import catalogue, text
from amtsfunk.rules.registry import ALL_RULES, RULES_BY_ID
from amtsfunk.rules.rule import Scope
from amtsfunk.source.problems import EXPECTED as EXPECTED_FORMS
from amtsfunk.source.problems import FATAL_IDS, PROBLEM_IDS, PROBLEMS
from support.example_repository import BASE, EXAMPLES, EXPECTED, examples
from support.rule_examples import check_example

RULE_IDS = sorted(RULES_BY_ID)


def about(rule: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """``no-own-link`` asks something of every post; an example is about its own rule."""
    return tuple(finding for finding in findings if finding.rule != "no-own-link" or rule == "no-own-link")


def test_ids_are_unique() -> None:
    assert len(RULES_BY_ID) == len(ALL_RULES)


def test_every_rule_has_words_and_examples_and_nothing_is_left_over() -> None:
    assert sorted(catalogue()) == RULE_IDS
    assert examples("bad") == RULE_IDS
    assert examples("good") == RULE_IDS


def test_every_problem_of_reading_is_a_rule_that_blocks_what_was_guessed() -> None:
    rows_of_reading = [rule for rule in ALL_RULES if rule.scope is Scope.source]
    assert {rule.id for rule in rows_of_reading} == PROBLEM_IDS
    assert {rule.id for rule in rows_of_reading if rule.severity is Severity.error} == FATAL_IDS
    without = (Scope.source, Scope.waiving)
    assert all((rule.check is None) is (rule.scope in without) for rule in ALL_RULES)


def test_the_base_of_the_examples_is_clean() -> None:
    assert check_repository(BASE, list_tree(BASE), Choice(), None).findings == ()


@pytest.mark.parametrize("rule", RULE_IDS)
def test_the_good_example_shows_nothing(rule: str, tmp_path: Path) -> None:
    assert about(rule, check_example("good", rule, tmp_path).findings) == ()


@pytest.mark.parametrize("rule", RULE_IDS)
def test_the_bad_example_shows_the_rule_where_and_as_expected(rule: str, tmp_path: Path) -> None:
    checked = check_example("bad", rule, tmp_path)
    assert rule in {finding.rule for finding in checked.findings}
    report = "".join(
        render_text(
            found := rows(about(rule, checked.findings), lang),
            summarise(found, checked.posts, waived_rows(checked.waived, lang)),
            lang,
        )
        for lang in ("de", "en")
    )
    assert "⟨" not in report, "a message names a value that the rule does not bring"
    expected = EXAMPLES / "bad" / rule / EXPECTED
    if os.environ.get("EXPECTED") == "write":  # then read the difference, as a reader of the messages
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_words_use_only_values_that_reading_brings(problem: object) -> None:
    entry = catalogue()[problem.id]  # type: ignore[attr-defined]
    for words in (entry.de, entry.en):
        for template in (words.message, words.remedy, words.fixed):
            named = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
            assert named <= set(problem.values)  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_form_that_a_value_can_lack_has_words(lang: str) -> None:
    values = {"key": "k", "value": "v", "fixed": ""}
    told = {text("wrong-value", lang, {**values, "expected": form})[0] for form in EXPECTED_FORMS}  # type: ignore[arg-type]
    assert len(told) == len(EXPECTED_FORMS)
    assert not any(f"wird {form}." in message for form in EXPECTED_FORMS for message in told)


def test_values_are_never_read_as_a_format() -> None:
    message, _ = text("unknown-key", "de", {"key": "{suggestion.__class__}", "suggestion": "x", "fixed": ""})
    assert "{suggestion.__class__}" in message
