"""Applications: the letter of a heading counts, not its words."""

from __future__ import annotations

from amtsfunk.source.applications import parse_application

HEAD = "---\ndepartment: Bücherei\nnetwork: instagram\nworking_title: Lesen\ncontact: Leitung\nstatus: draft\n---\n"


def test_sections_by_their_letters() -> None:
    body = (
        "\n# Antrag\n\n## a) Anliegen\n\nLesen.\n\n### Näheres\nMehr.\n\n## B. Ort\n<!-- warum? -->\n\n## Anlagen\nx\n"
    )
    parsed = parse_application("plans/applications/buecherei.md", (HEAD + body).encode())
    assert parsed.findings == ()
    application = parsed.value
    assert application is not None
    assert (application.id, application.title) == ("buecherei", "Antrag")
    assert [(one.letter, one.heading, one.line) for one in application.sections] == [
        ("a", "Anliegen", 11),
        ("b", "Ort", 18),
        ("", "Anlagen", 21),
    ]
    assert application.answer("a") == "Lesen.\n\n### Näheres\nMehr."
    assert application.answer("b") == "", "what is commented out is the form's own advice"
    assert application.answer("h") == ""
    assert parsed.positions.at("sections", 1).line == 18
    assert parsed.positions.at("title").line == 9


def test_an_application_needs_a_title() -> None:
    parsed = parse_application("plans/applications/a.md", (HEAD + "## a) Anliegen\nx\n").encode())
    assert parsed.value is None
    assert [(one.rule, one.place.line) for one in parsed.findings] == [("missing-title", 8)]
