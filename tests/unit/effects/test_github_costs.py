"""What GitHub costs, in sentences with their dates."""

from __future__ import annotations

from amtsfunk.effects.forges.github_costs import costs


def test_plan_people_and_minutes() -> None:
    said = " ".join(costs("github.com", 14, 1234))
    assert "GitHub Team" in said and "14 Personen" in said and "56 US-Dollar" in said
    assert "etwa 1.234 abgerechnete Minuten" in said and "Pro und Team 3.000" in said
    assert "20.09.2026" in said and "28.11.2026" in said
    assert "zu bezahlen" not in said


def test_minutes_beyond_what_is_included_are_priced() -> None:
    assert "5.640 zu bezahlen, etwa 34 US-Dollar" in " ".join(costs("github.com", 1, 8640))


def test_without_hours_no_minutes_are_told() -> None:
    assert "abgerechnete Minuten" not in " ".join(costs("github.com", 1, None))


def test_elsewhere_no_price_of_github_com_is_told() -> None:
    said = " ".join(costs("git.behoerde.example", 14, 1234))
    assert "US-Dollar" not in said and "1.234" in said
