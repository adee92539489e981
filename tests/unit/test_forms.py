"""The forge's forms and templates: of the form that GitHub documents, and agreeing with the program that reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from amtsfunk.commands.forging.stop import FIELD_POST, FIELD_WHAT, LABEL, WHAT_POST, WHAT_TOTAL

GITHUB = Path(__file__).parents[2] / ".github"
FORMS = sorted(file for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml")
TEMPLATES = sorted((GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md"))


def read(file: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return value


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_a_form_has_what_the_forge_asks_for(file: Path) -> None:
    form = read(file)
    assert set(form) == {"name", "description", "title", "labels", "body"} and len(form["description"]) <= 200
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    ids = [field["id"] for field in asked]
    labels = [field["attributes"]["label"] for field in asked]
    assert len(set(ids)) == len(ids) and len(set(labels)) == len(labels) and asked
    assert {field["type"] for field in form["body"]} <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}


def test_there_is_a_form_for_each_occasion() -> None:
    assert {file.stem for file in FORMS} == {"krisenstopp", "beitrag-falsch", "antwort-fachbereich"}


def test_the_form_for_a_stop_says_what_the_program_reads() -> None:
    form = read(GITHUB / "ISSUE_TEMPLATE/krisenstopp.yml")
    fields = {field["attributes"].get("label"): field["attributes"] for field in form["body"]}
    assert form["labels"] == [LABEL]
    assert {FIELD_WHAT, FIELD_POST} <= set(fields)
    assert {WHAT_TOTAL, WHAT_POST} < set(fields[FIELD_WHAT]["options"])
    assert fields[FIELD_WHAT]["options"][fields[FIELD_WHAT]["default"]] not in (WHAT_TOTAL, WHAT_POST)


@pytest.mark.parametrize("file", [GITHUB / "pull_request_template.md", *TEMPLATES], ids=lambda file: file.name)
def test_every_template_has_questions_for_whoever_approves(file: Path) -> None:
    before, _, questions = file.read_text("utf-8").partition("### Fragen an die ")
    assert "**" in before and questions.count("- [ ]") >= 3
    if file.stem != "regeln":
        assert "(R24)" in questions and "(R26)" in questions
