"""Pages of the office's plans: nothing that somebody wrote becomes markup, and what is not valid is not offered."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from amtsfunk.model.office import Office
from amtsfunk.model.settings import Settings
from amtsfunk.pages.office import german_number, office_values
from amtsfunk.pages.snippets import marked_blanks, who
from amtsfunk.pages.templates import markdown_environment
from amtsfunk.source.office import belongs_to_office, parse_office
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from support.example_repository import BASE

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
SNIPPET = (
    "---\ntopic: verkehr\ndepartment: Tiefbau\nagreed_by: [ab]\nagreed_on: 01.11.2026\nvalid_until: {until}\n---\n"
    "# <b>Danke</b> *sehr*\n\nDanke, {{name}} <script>!\n\n- Ihre Gemeinde\n"
)
ROTA = (
    b"weeks:\n  - week: 2026-W49\n    duty: cd\n    substitute: ab\n"
    b"    days:\n      - day: 05.12.2026\n        duty: ab\n"
)


@pytest.fixture
def settings() -> Settings:
    found, _, _ = parse_settings(
        {path: file.read_bytes() for path in SETTINGS_PATHS if (file := BASE / path).is_file()}
    )
    assert found is not None
    return found


def office(**files: bytes) -> Office:
    paths = {"snippet": "content/snippets/danke.md", "rota": "plans/rota.yml"}
    return parse_office({paths[name]: data for name, data in files.items()}).office


def page(name: str, settings: Settings, of: Office) -> str:
    names = (name, "_baustein.md", "_antworten.md")
    templates = {one: (ROOT / "site/internal" / one).read_text(encoding="utf-8") for one in names}
    return markdown_environment(templates).get_template(name).render(office_values(of, settings, NOW, None, None))


def test_texts_are_shown_as_they_are_written(settings: Settings) -> None:
    shown = page("textbausteine.md", settings, office(snippet=SNIPPET.format(until="30.11.2027").encode()))
    assert "Danke, <mark>{name}</mark> &lt;script&gt;!\n\n- Ihre Gemeinde</div>" in shown
    assert "### &#60;b&#62;Danke&#60;/b&#62; &#42;sehr&#42;" in shown
    assert "<b>" not in shown
    assert "<script>" not in shown
    assert 'data-copy-from="text-danke"' in shown
    assert "Vorher fragen: Tiefbau." in shown


def test_what_is_no_longer_valid_is_not_offered_for_copying(settings: Settings) -> None:
    shown = page("textbausteine.md", settings, office(snippet=SNIPPET.format(until="30.11.2026").encode()))
    assert "Dieser Text gilt nicht" in shown
    assert "data-copy-from" not in shown


@pytest.mark.parametrize("name", ["textbausteine.md", "ziele.md", "krisenplan.md", "themenradar.md", "antraege.md"])
def test_an_office_without_plans_has_pages_that_say_so(name: str, settings: Settings) -> None:
    shown = page(name, settings, Office())
    assert "noch" in shown or "Es gibt keine" in shown


def test_who_is_on_duty_today_and_this_week(settings: Settings) -> None:
    rota = office_values(office(rota=ROTA), settings, NOW, None, None)["rota"]
    assert (rota["today"]["duty"], rota["today"]["substitute"]) == ("cd", "ab")
    assert [(day["duty"], day["substitute"]) for day in rota["days"]][5:] == [("ab", ""), ("cd", "ab")]
    later = office_values(office(rota=ROTA), settings, datetime(2026, 12, 7, 8, tzinfo=UTC), None, None)["rota"]
    assert later["today"]["duty"] is None


def test_today_begins_at_the_authority_s_midnight(settings: Settings) -> None:
    late = datetime(2026, 12, 4, 23, 30, tzinfo=UTC)
    rota = office_values(office(rota=ROTA), settings, late, None, None)["rota"]
    assert rota["today"]["name"].startswith("Samstag")
    assert rota["today"]["duty"] == "ab"


def test_a_sign_with_the_function_and_no_more(settings: Settings) -> None:
    cd = settings.people["cd"].model_copy(update={"function": "Chefin vom Dienst, montags bis freitags"})
    people = {**settings.people, "cd": cd}
    changed = Settings(settings.authority, settings.channels, people, settings.topics)
    assert [who(sign, changed) for sign in ("cd", "ab", "xy", None)] == ["cd (Chefin vom Dienst)", "ab", "xy", ""]


@pytest.mark.parametrize(
    ("number", "shown"), [("1200", "1.200"), ("12.5", "12,5"), ("-3", "-3"), ("1000000", "1.000.000")]
)
def test_numbers_in_german(number: str, shown: str) -> None:
    assert german_number(Decimal(number)) == shown


def test_blanks_are_marked_and_copied_as_they_are() -> None:
    assert (
        str(marked_blanks("An {ort} & {zeit}: {}"))
        == "An <mark>{ort}</mark> &amp; <mark>{zeit}</mark>: <mark>{}</mark>"
    )


def test_the_example_authority_s_pages_name_no_person(settings: Settings) -> None:
    below = ("content/snippets", "content/modules", "plans")
    files = [path for folder in below for path in (ROOT / folder).rglob("*") if path.is_file()]
    names = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}
    whole = parse_office({path: data for path, data in names.items() if belongs_to_office(path)}).office
    named = {sign: person.model_copy(update={"name": "Erika Muster"}) for sign, person in settings.people.items()}
    own = Settings(settings.authority, settings.channels, named, settings.topics)
    for name in ("textbausteine.md", "ziele.md", "krisenplan.md", "themenradar.md", "antraege.md"):
        assert "Erika Muster" not in page(name, own, whole)
