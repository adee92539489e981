"""The decision tree is the one of the Dienstanweisung, whole or not at all, with what belongs to each rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from amtsfunk.model.netiquette import Clauses, GuidelineHead, Ladder
from amtsfunk.pages.tree import faults, tree_of, tree_values
from amtsfunk.source.agreed import parse_snippet
from amtsfunk.source.markdown import parse_page
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.versions import Guideline

ROOT = Path(__file__).parents[3]
FILE = ROOT / "guidelines" / "13-entscheidungsbaum.md"
TODAY = date(2026, 12, 1)
SMALL = """\
Beginnen Sie vorn.

## Frage 1

**Ist es Kritik?** Auch scharf. <b>

- **Ja:** Stehen lassen. **Ende.**
- **Nein:** weiter mit [Frage 2](#frage-2).

## Frage 2

**Ist es Werbung?** Sehen Sie bei den [Belegen](#belege) nach.

- **Ja:** Hinweis geben. **Ende.**
- **Nein:** Stehen lassen. **Ende.**

## Belege

Ein Bildschirmfoto.
"""


def _guideline(body: str, number: int = 13) -> Guideline:
    parsed = parse_page(f"guidelines/{FILE.name}", FILE.read_bytes(), GuidelineHead).value
    assert parsed is not None
    return Guideline(f"{number:02}-baum", parsed[0].model_copy(update={"number": number}), body)


def test_the_questions_stand_word_for_word_and_links_lead_to_the_page() -> None:
    tree = tree_of([_guideline("Kein Baum.", 1), _guideline(SMALL)])
    assert tree is not None
    assert [question.number for question in tree.questions] == [1, 2]
    assert tree.questions[0].answers == (
        "**Ja:** Stehen lassen. **Ende.**",
        "**Nein:** weiter mit [Frage 2](#frage-2).",
    )
    assert "](dienstanweisung/13-baum.md#belege)" in tree.questions[1].body
    assert "](#frage-2)" in tree.questions[0].body
    assert "&lt;b>" in tree.questions[0].body
    assert "Bildschirmfoto" not in "".join(question.body for question in tree.questions)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(#frage-2)", "(#frage-3)"),  # a way to nowhere
        ("(#frage-2)", "(#frage-1)"),  # round in a circle
        ("Hinweis geben. **Ende.**", "Hinweis geben."),  # no way on
        ("## Frage 2", "## Frage 3"),  # a number is missing
        ("## Frage 2", "## Frage 1"),  # a number twice
        ("- **Ja:** Hinweis geben. **Ende.**\n- **Nein:** Stehen lassen. **Ende.**\n", ""),  # no answer
    ],
)
def test_a_tree_that_leads_nowhere_is_none(old: str, new: str) -> None:
    assert old in SMALL
    assert tree_of([_guideline(SMALL)]) is not None
    assert tree_of([_guideline(SMALL.replace(old, new))]) is None


def test_the_example_has_a_whole_tree() -> None:
    parsed = parse_page(f"guidelines/{FILE.name}", FILE.read_bytes(), GuidelineHead).value
    assert parsed is not None
    tree = tree_of([Guideline(FILE.stem, *parsed)])
    assert tree is not None
    assert len(tree.questions) == 9
    assert faults(tree.questions) == ()


def _values(today: date) -> list[dict[str, object]]:
    clauses = parse_plan("c", (ROOT / "netiquette/clauses.yml").read_bytes(), Clauses).value
    ladder = parse_plan("m", (ROOT / "netiquette/measures.yml").read_bytes(), Ladder).value
    files = sorted((ROOT / "content/snippets").glob("*.md"))
    snippets = [parse_snippet(f"content/snippets/{file.name}", file.read_bytes()).value for file in files]
    values = tree_values([], clauses, ladder, [one for one in snippets if one], today)
    return list(values["tree_rules"])


def test_each_rule_has_its_measures_in_their_order_and_its_replies() -> None:
    rules = {rule["id"]: rule for rule in _values(TODAY)}
    assert "kritik-ist-erlaubt" not in rules  # R41: criticism is no reason of a measure
    rule = rules["keine-beleidigungen"]
    assert rule["unlawful"] is True
    assert [measure["title"] for measure in rule["measures"]][:2] == ["Kommentar verbergen", "Kommentar löschen"]  # type: ignore[attr-defined]
    assert {
        "title": "Beleidigung gelöscht",
        "anchor": "baustein-beleidigung-geloescht",
        "measure": "Kommentar löschen",
    } in rule["snippets"]  # type: ignore[operator]


def test_a_text_that_is_no_longer_agreed_is_not_offered() -> None:
    assert any(rule["snippets"] for rule in _values(TODAY))
    assert not any(rule["snippets"] for rule in _values(date(2035, 1, 1)))
