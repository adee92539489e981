"""Settings: read together; one broken file hides nothing and gives no settings to what sends."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.model.netiquette import Clauses, GuidelineHead, Ladder
from amtsfunk.model.team import Team
from amtsfunk.source.markdown import parse_page, parse_prose
from amtsfunk.source.plans import REQUIRED, SETTINGS_PATHS, parse_plan, parse_settings

ROOT = Path(__file__).parents[3]
FILES = {path: (ROOT / path).read_bytes() for path in SETTINGS_PATHS}
TEAM = "people:\n  ab:\n    roles: [press]\n    revoked: 01.12.2026 09:00\n  cd:\n    roles: [pres]\n    keyz: x\n"


def test_the_example_authority_is_read() -> None:
    settings, findings, positions = parse_settings(FILES)
    assert settings is not None
    assert findings == ()
    assert settings.authority.example
    assert settings.hours is not None and settings.policy is not None
    assert set(positions) == set(SETTINGS_PATHS)


@pytest.mark.parametrize("path", REQUIRED)
def test_a_needed_file_that_is_missing(path: str) -> None:
    settings, findings, _ = parse_settings({name: data for name, data in FILES.items() if name != path})
    assert settings is None
    assert [(finding.rule, finding.place.path) for finding in findings] == [("file-missing", path)]


def test_files_that_are_not_needed_may_be_absent() -> None:
    settings, findings, _ = parse_settings({path: FILES[path] for path in REQUIRED})
    assert findings == ()
    assert settings is not None
    assert (settings.hours, settings.elections, settings.institutions) == (None, None, {})


@pytest.mark.parametrize("path", SETTINGS_PATHS)
def test_a_broken_file_gives_no_settings_unless_mended_ones_are_asked_for(path: str) -> None:
    broken = {**FILES, path: FILES[path] + b"\nunknown_key: x\n"}
    settings, findings, _ = parse_settings(broken)
    assert settings is None
    assert [(finding.rule, finding.place.path) for finding in findings] == [("unknown-key", path)]
    assert parse_settings(broken, mended=True)[0] is not None


def test_every_broken_file_is_reported() -> None:
    _, findings, _ = parse_settings(dict.fromkeys(SETTINGS_PATHS, b"x: [\n"))
    assert {finding.place.path for finding in findings} == set(SETTINGS_PATHS)


def test_times_are_read_in_the_authority_s_zone() -> None:
    tokyo = parse_plan("plans/team.yml", TEAM.encode(), Team, ZoneInfo("Asia/Tokyo")).mended
    assert tokyo is not None and tokyo.people["ab"].revoked is not None
    assert tokyo.people["ab"].revoked.isoformat() == "2026-12-01T00:00:00+00:00"


def test_nested_errors_have_their_place_and_suggestion() -> None:
    findings = parse_plan("plans/team.yml", TEAM.encode(), Team).findings
    assert [(f.rule, f.place.line, f.place.column, f.values["suggestion"]) for f in findings] == [
        ("unknown-value", 6, 13, "press"),
        ("unknown-key", 7, 5, "keys"),
    ]


def test_a_key_that_is_no_slug_is_found_at_the_key() -> None:
    findings = parse_plan("plans/team.yml", b"people:\n  A B:\n    roles: [press]\n", Team).findings
    found = [(f.rule, f.place.line, f.place.column, f.values["value"]) for f in findings]
    assert found == [("wrong-value", 2, 3, "A B")]


def test_netiquette_and_guidelines_of_the_example() -> None:
    for name, model in (("clauses.yml", Clauses), ("measures.yml", Ladder)):
        parsed = parse_plan(f"netiquette/{name}", (ROOT / "netiquette" / name).read_bytes(), model)
        assert parsed.value is not None, parsed.findings
    for page in sorted((ROOT / "guidelines").glob("*.md")):
        parsed_page = parse_page(f"guidelines/{page.name}", page.read_bytes(), GuidelineHead)
        assert parsed_page.value is not None, parsed_page.findings
        head, body = parsed_page.value
        assert head.number >= 1 and body


def test_prose_is_checked_for_what_cannot_be_seen() -> None:
    assert parse_prose("netiquette/index.md", "# Titel\n\nFu\u0308r alle\n".encode()).value == "# Titel\n\nFür alle"
    hidden = parse_prose("netiquette/index.md", "a\n\u202eb\n".encode())
    assert hidden.value is None
    assert [(f.rule, f.place.line) for f in hidden.findings] == [("bidi-control", 2)]


@pytest.mark.parametrize("fault", ["people: {}\n", "\u202e#\n"])
def test_a_plan_in_which_something_was_guessed_has_no_value(fault: str) -> None:
    sound = "people:\n  ab:\n    roles: [press]\n"
    assert parse_plan("plans/team.yml", sound.encode(), Team).value is not None
    guessed = parse_plan("plans/team.yml", (sound + fault).encode(), Team)
    assert guessed.value is None
    assert guessed.mended is not None


def test_a_page_in_which_something_was_guessed_has_no_value() -> None:
    head = "number: 1\ntitle: T\nversion: 1\nin_force_from: 01.01.2026\nreview_by: 01.01.2027\n"
    assert parse_page("guidelines/a.md", f"---\n{head}---\nText\n".encode(), GuidelineHead).value is not None
    guessed = parse_page("guidelines/a.md", f"---\n{head}title: U\n---\nText\n".encode(), GuidelineHead)
    assert guessed.value is None
    assert guessed.mended is not None
