"""What counts as a placeholder and as an example's host, and what a real imprint looks like."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.rules.cases import PlansCase
from amtsfunk.rules.imprint import find_old_accessibility_statement, find_placeholder, find_reserved_host
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from support.example_repository import BASE

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
HOST = "stadt-am-wasser.de"  # never asked for: these tests only read text


def case(old: str = "", new: str = "", now: datetime = NOW) -> PlansCase:
    """The base as a real authority with real-looking data, and one thing of authority.yml otherwise."""
    files = {path: (BASE / path).read_bytes() for path in SETTINGS_PATHS if (BASE / path).is_file()}
    text = Path(BASE / "plans/authority.yml").read_text(encoding="utf-8")
    text = text.replace("example: ja", "example: nein").replace("pruefstein.example", HOST)
    text = text.replace("Bernd Beispiel", "Bernd Sommer").replace("+49 30 23125-200", "+49 4421 998-0")
    assert old in text
    files["plans/authority.yml"] = text.replace(old, new, 1).encode()
    channels = files["plans/channels.yml"].decode().replace(".example", ".de")
    files["plans/channels.yml"] = channels.encode()
    settings, _, positions = parse_settings(files, mended=True)
    assert settings is not None
    return PlansCase(settings, positions, now)


def test_a_real_imprint_is_left_alone() -> None:
    assert list(find_placeholder(case())) == []
    assert list(find_reserved_host(case())) == []


@pytest.mark.parametrize(
    "value",
    ["Max Mustermann", "XXX", "N. N.", "Pressestelle …", "TODO", "<Name>", "Hier steht ein Platzhalter", "???"],
)
def test_what_nobody_filled_in_is_found(value: str) -> None:
    found = list(find_placeholder(case("responsible: Pressestelle", f'responsible: "{value}"')))
    assert [values["value"] for _, values in found] == [value]
    assert found[0][0].line == 17


@pytest.mark.parametrize("value", ["Amt für Musterverfahren", "Dr. Nina Naumann", "Xaver Xanten", "Beispielweg 3"])
def test_names_that_look_a_little_like_it_are_left_alone(value: str) -> None:
    assert list(find_placeholder(case("responsible: Pressestelle", f'responsible: "{value}"'))) == []


@pytest.mark.parametrize("phone", ["01234 567890", "0123456", "+49 30 23125-200"])
def test_numbers_that_nobody_has_are_found(phone: str) -> None:
    assert [values["value"] for _, values in find_placeholder(case("+49 4421 998-0", phone))] == [phone]


def test_a_host_for_examples_is_found_wherever_it_stands() -> None:
    found = find_reserved_host(case(f"hosts: [www.{HOST}]", "hosts: [www.stadt.example, example.stadt.de]"))
    assert [values["value"] for _, values in found] == ["www.stadt.example"]


def test_a_year_ends_in_a_leap_year_too() -> None:
    leap_day = datetime(2028, 2, 29, 8, 0, tzinfo=UTC)
    for day, old in (("2027-02-28", 0), ("2027-02-27", 1)):
        found = list(find_old_accessibility_statement(case("2026-06-01", day, leap_day)))
        assert len(found) == old
