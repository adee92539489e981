"""Each clause and measure has one reply: what is missing, what does not fit and why, and what nobody is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amtsfunk.model.netiquette import Clauses, Ladder
from amtsfunk.rules import office, replies
from amtsfunk.rules.cases import OfficeCase, Tree
from amtsfunk.source.office import parse_office
from amtsfunk.source.paths import CLAUSES, MEASURES
from amtsfunk.source.plans import CHECKED_PATHS, parse_plan, parse_settings
from support.example_repository import BASE

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
HASS = "clause: beleidigung"


def case(clause: str, measure: str, **heads: str) -> OfficeCase:
    """``clause``, ``measure``: a line of one of each (``reply: a``); ``heads``: snippet → lines of its head."""
    plans = {path: (BASE / path).read_bytes() for path in CHECKED_PATHS if (BASE / path).is_file()}
    settings = parse_settings(plans)[0]
    assert settings is not None
    files = {
        f"content/snippets/{name}.md": (
            f"---\nagreed_by: [ab]\nagreed_on: 01.11.2026\nvalid_until: 01.11.2027\n{head}\n---\n# {name}\n\nText.\n"
        ).encode()
        for name, head in heads.items()
    }
    reading = parse_office(files, settings.authority.zone)
    assert reading.findings == ()
    clauses = parse_plan(CLAUSES, _with(CLAUSES, "beleidigung", clause), Clauses)
    ladder = parse_plan(MEASURES, _with(MEASURES, "loeschen", measure), Ladder)
    assert clauses.value is not None
    assert ladder.value is not None
    return OfficeCase(
        reading.office,
        {**reading.positions, CLAUSES: clauses.positions, MEASURES: ladder.positions},
        settings,
        Tree(tuple(sorted(files))),
        NOW,
        {one.id: one for one in clauses.value.clauses if one.id == "beleidigung"},
        {one.id: one for one in ladder.value.measures if one.id == "loeschen"},
    )


def _with(path: str, name: str, line: str) -> bytes:
    """The base's file without any reply, but with ``line`` at one entry."""
    lines = [one for one in (BASE / path).read_text(encoding="utf-8").split("\n") if "reply:" not in one]
    at = lines.index(f"  - id: {name}") + 1
    return "\n".join([*lines[:at], *([f"    {line}"] if line else []), *lines[at:]]).encode()


def missing(of: OfficeCase) -> dict[str, Any]:
    return {values["id"]: values.get("fixed") for _, values in replies.find_clause_without_reply(of)}


def unfit(of: OfficeCase) -> dict[str, str]:
    return {place.path: values["why"] for place, values in replies.find_reply_for_another(of)}


def test_a_clause_and_a_measure_without_one_are_both_told_and_a_fitting_text_is_offered() -> None:
    found = missing(case("", "", a=HASS, b="topic: verkehr"))
    assert found == {"beleidigung": "reply: a", "loeschen": None}
    assert missing(case("reply: a", "reply: b", a=HASS, b="measure: loeschen")) == {}


def test_a_text_that_deals_with_a_clause_too_is_not_offered_for_a_measure() -> None:
    assert missing(case("reply: a", "", a=f"{HASS}\nmeasure: loeschen"))["loeschen"] is None


def test_an_office_without_any_text_on_clauses_or_measures_is_asked_for_nothing() -> None:
    assert missing(case("", "", a="topic: verkehr")) == {}
    assert missing(case("", "")) == {}


@pytest.mark.parametrize(
    ("clause", "measure", "expected"),
    [
        (HASS, "measure: loeschen", {}),
        (f"{HASS}\nmeasure: loeschen", "measure: loeschen", {}),
        ("clause: kritik", "measure: loeschen", {CLAUSES: "other-clause"}),
        ("topic: verkehr", "measure: loeschen", {CLAUSES: "other-clause"}),
        (f"{HASS}\nuse: text", "measure: loeschen", {CLAUSES: "no-reply"}),
        (HASS, "measure: hinweis", {MEASURES: "other-measure"}),
        (HASS, f"measure: loeschen\n{HASS}", {MEASURES: "clause-beside"}),
    ],
)
def test_a_reply_belongs_to_what_names_it(clause: str, measure: str, expected: dict[str, str]) -> None:
    assert unfit(case("reply: a", "reply: b", a=clause, b=measure)) == expected


def test_a_name_that_does_not_exist_is_an_unknown_name_and_nothing_else() -> None:
    of = case("reply: gibt-es-nicht", "reply: b", a=HASS, b="measure: loeschen")
    assert [values["value"] for _, values in office.find_unknown_name(of)] == ["gibt-es-nicht"]
    assert unfit(of) == {}
    assert missing(of) == {}


def test_a_text_without_a_version_is_told_once() -> None:
    of = case("reply: a", "reply: a", a=f"{HASS}\nmeasure: loeschen")
    assert [place.path for place, _ in replies.find_reply_without_version(of)] == ["content/snippets/a.md"]
