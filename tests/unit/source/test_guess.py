"""What a message proposes instead of a value that cannot be read."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from amtsfunk.model.base import read_duration
from amtsfunk.source.guess import guess, missing_day
from amtsfunk.source.problems import EXPECTED
from amtsfunk.source.times import parse_local, suggest_time
from amtsfunk.source.words import key_for, place_for, value_for


@pytest.mark.parametrize(
    ("text", "with_time", "found"),
    [
        ("31.11.2026 09:00", True, (11, 30, "30.11.2026 09:00", "01.12.2026 09:00")),
        ("31.11.2026 9 Uhr", True, (11, 30, "30.11.2026 09:00", "01.12.2026 09:00")),
        ("31.11.2026", True, (11, 30, "30.11.2026 09:00", "01.12.2026 09:00")),
        ("2026-02-30", False, (2, 28, "28.02.2026", "01.03.2026")),
        ("2026-02-29T10:30", True, (2, 28, "28.02.2026 10:30", "01.03.2026 10:30")),
        ("29.02.2028", False, None),
        ("30.11.2026", False, None),
        ("32.11.2026", False, None),
        ("12.13.2026", False, None),
        ("31.11.0026", False, None),
        ("morgen", True, None),
    ],
)
def test_a_day_that_no_calendar_has(text: str, with_time: bool, found: tuple[int, int, str, str] | None) -> None:
    assert missing_day(text, with_time=with_time) == found


@pytest.mark.parametrize(
    ("expected", "text", "meant"),
    [
        ("week", "KW 49/2026", "2026-W49"),
        ("week", "2026-w9", "2026-W09"),
        ("week", "49. 2026", "2026-W49"),
        ("week", "2027-W53", ""),
        ("week", "KW 49", ""),
        ("slot", "Altstadt, Hafen", "[Altstadt, Hafen]"),
        ("slot", "Uhrzeit", "time"),
        ("slot", "Altstadt", ""),
        ("duration", "2 Std.", "2 h"),
        ("duration", "90", "90 min"),
        ("duration", "2 Wochen", "14 d"),
        ("duration", "3 Tage lang", ""),
        ("duration", "bald", ""),
        ("duration-or-time", "8.12.2026 9 Uhr", "08.12.2026 09:00"),
        ("day", "8.12.26", "08.12.2026"),
        ("day", "8. Dezember 2026", "08.12.2026"),
        ("clock", "8.30 Uhr", "08:30"),
        ("clock", "25 Uhr", ""),
        ("address", "www.musterhafen.example/warntag", "https://www.musterhafen.example/warntag"),
        ("address", "http:/www.musterhafen.example", "https://www.musterhafen.example"),
        ("address", "unsere Website", ""),
        ("flag", "wahr", "ja"),
        ("flag", "vielleicht", ""),
        ("slug", "Ä", ""),
    ],
)
def test_a_guess_can_be_read_or_is_none(expected: str, text: str, meant: str) -> None:
    assert expected in EXPECTED
    assert guess(expected, text) == meant
    if meant and expected == "duration":
        read_duration(meant)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Dienstag, 8. Dezember 2026, 9.00 Uhr", "08.12.2026 09:00"),
        ("8. Dez. 2026 14 Uhr", "08.12.2026 14:00"),
        ("am Di., den 8. März 2027 um 9:30", "08.03.2027 09:30"),
        ("Fr 8.1.2027", "08.01.2027 09:00"),
        ("8. Brumaire 2026", ""),
        ("Montag", ""),
    ],
)
def test_a_date_as_in_a_letter(text: str, time: str) -> None:
    assert suggest_time(text) == time
    if time:
        parse_local(time, ZoneInfo("Europe/Berlin"))


def test_german_words_for_keys_and_values() -> None:
    assert key_for("Kanäle", ("channels", "topic")) == "channels"
    assert key_for("Kanäle", ("topic",)) == ""
    assert value_for("Korrektur", ("news", "correction")) == "correction"
    assert value_for("Unsinn", ("news", "correction")) == ""
    assert (place_for("Hashtags"), place_for("Kanäle")) == ("hashtags", "")
