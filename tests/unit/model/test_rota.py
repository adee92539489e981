"""Who is on duty: a single day overrides its week."""

from __future__ import annotations

from datetime import date

from amtsfunk.model.rota import OnDuty, Rota

ROTA = Rota.model_validate(
    {
        "weeks": [
            {
                "week": "2026-W49",
                "duty": "cd",
                "substitute": "ab",
                "days": [{"day": "05.12.2026", "duty": "ab"}, {"day": "06.12.2026", "duty": "kj", "substitute": "tm"}],
            },
            {"week": "2026-W50", "duty": "ab"},
        ]
    }
)


def test_the_week_holds_unless_the_day_says_otherwise() -> None:
    assert ROTA.on(date(2026, 11, 30)) == OnDuty("cd", "ab")
    assert ROTA.on(date(2026, 12, 6)) == OnDuty("kj", "tm")


def test_nobody_stands_in_for_himself_because_the_week_says_so() -> None:
    assert ROTA.on(date(2026, 12, 5)) == OnDuty("ab", None)


def test_a_week_without_a_substitute_and_one_that_nobody_planned() -> None:
    assert ROTA.on(date(2026, 12, 7)) == OnDuty("ab", None)
    assert ROTA.on(date(2026, 12, 14)) is None
