"""Everything that an office keeps, read together: each file is optional, and none stops another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amtsfunk.model.office import Office
from amtsfunk.source.office import belongs_to_office, parse_office
from amtsfunk.source.plans import CHECKED_PATHS, SETTINGS_PATHS, parse_settings

ROOT = Path(__file__).parents[3]
PATHS = (
    "content/snippets/a.md",
    "content/modules/a.md",
    "plans/rota.yml",
    "plans/radar.yml",
    "plans/goals.yml",
    "plans/crisis.yml",
    "plans/plan.yml",
    "plans/weeks/2026-W49.yml",
    "plans/applications/a.md",
    "site/law/ni.yml",
)
LIMITS = b"observed:\n  mastodon:\n    characters: 1000\n    observed_on: 01.11.2026\n    source: Server\n"


def test_an_office_without_files_is_empty() -> None:
    assert parse_office({}).office == Office()


@pytest.mark.parametrize("path", PATHS)
def test_a_broken_file_says_so_and_stops_no_other(path: str) -> None:
    sound = b"weeks: []\n" if path != "plans/rota.yml" else b"topics: []\n"
    other = "plans/rota.yml" if path != "plans/rota.yml" else "plans/radar.yml"
    reading = parse_office({path: b"nonsense: [\n", other: sound})
    assert {finding.place.path for finding in reading.findings} == {path}
    assert (reading.office.radar if path == "plans/rota.yml" else reading.office.rota) is not None


@given(st.sampled_from(PATHS), st.binary(max_size=200))
@settings(max_examples=200)
def test_whatever_the_bytes_nothing_is_raised(path: str, data: bytes) -> None:
    parse_office({path: data})
    parse_office({path: b"---\n" + data + b"\n---\n# T\n\nx\n"})


def test_only_the_office_s_own_files_are_read() -> None:
    assert all(belongs_to_office(path) for path in PATHS)
    others = (
        "plans/team.yml",
        "content/snippets/README.md",
        "content/snippets/a/b.md",
        "plans/weeks/a.md",
        "site/a.yml",
    )
    assert not any(belongs_to_office(path) for path in others)


def test_the_example_authority_s_office_is_read() -> None:
    below = ("content/snippets", "content/modules", "plans", "site/law")
    found = [path for folder in below for path in (ROOT / folder).rglob("*") if path.is_file()]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in found}
    reading = parse_office({path: data for path, data in files.items() if belongs_to_office(path)})
    assert reading.findings == ()
    assert reading.office.snippets and reading.office.modules and reading.office.law


def test_observed_limits_are_for_checking_and_stop_no_sending() -> None:
    files = {path: (ROOT / path).read_bytes() for path in SETTINGS_PATHS}
    assert "plans/limits.yml" not in SETTINGS_PATHS and "plans/limits.yml" in CHECKED_PATHS
    observed, _, _ = parse_settings({**files, "plans/limits.yml": LIMITS})
    assert observed is not None
    assert observed.limits["mastodon"].texts == {"characters": 1000}
    broken, findings, _ = parse_settings({**files, "plans/limits.yml": b"observed: 3\n"})
    assert broken is not None and broken.limits == {}
    assert {finding.place.path for finding in findings} == {"plans/limits.yml"}
