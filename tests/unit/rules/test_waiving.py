"""Exceptions: set aside with a reason, never an error, never unseen."""

from __future__ import annotations

from datetime import date

import pytest

from amtsfunk.model.finding import Finding, Place, Severity
from amtsfunk.rules.waiving import Ground, Waiver, set_aside

HERE, THERE = "content/posts/2026/12/a.md", "content/posts/2026/12/b.md"
HEAD = Place(HERE, 5, 3)
FOUND = Finding("long-sentence", Place(HERE, 9))
GROUND = Ground(
    {"long-sentence": Severity.warning, "too-long": Severity.error}, {HERE, THERE}, date(2026, 12, 1), {"ab"}
)


def test_a_warning_is_set_aside_with_its_reason() -> None:
    remaining, waived = set_aside([FOUND], [Waiver("long-sentence", HERE, "Zitat", HEAD)], GROUND)
    assert remaining == ()
    assert [(one.finding, one.because) for one in waived] == [(FOUND, "Zitat")]


@pytest.mark.parametrize(
    ("waiver", "refused"),
    [
        (Waiver("too-long", HERE, "so gewollt", HEAD), "waiver-of-error"),
        (Waiver("lang-sentence", HERE, "Zitat", HEAD), "unknown-waiver"),
        (Waiver("long-sentence", HERE, "Zitat", HEAD, "zz"), "waiver-by-nobody"),
        (Waiver("long-sentence", HERE, "Zitat", HEAD, "ab", date(2026, 11, 30)), "expired-waiver"),
    ],
)
def test_a_waiver_that_is_not_in_force_sets_nothing_aside(waiver: Waiver, refused: str) -> None:
    found = Finding(waiver.rule, Place(HERE, 9))
    remaining, waived = set_aside([found], [waiver], GROUND)
    assert waived == ()
    assert remaining[0] == found
    assert [(one.rule, one.place) for one in remaining[1:]] == [(refused, HEAD)]


def test_its_last_day_still_counts() -> None:
    _, waived = set_aside([FOUND], [Waiver("long-sentence", HERE, "Zitat", HEAD, "ab", date(2026, 12, 1))], GROUND)
    assert len(waived) == 1


def test_it_covers_its_own_file_only() -> None:
    elsewhere = Finding("long-sentence", Place(THERE, 9))
    remaining, _ = set_aside([elsewhere], [Waiver("long-sentence", HERE, "Zitat", HEAD)], GROUND)
    assert elsewhere in remaining


@pytest.mark.parametrize("judged", [True, False])
def test_one_that_is_not_needed_is_told_only_where_the_file_was_judged(judged: bool) -> None:
    ground = Ground(GROUND.severities, {HERE} if judged else set(), GROUND.today, GROUND.signs)
    remaining, _ = set_aside([], [Waiver("long-sentence", HERE, "Zitat", HEAD)], ground)
    assert [one.rule for one in remaining] == (["unused-waiver"] if judged else [])


def test_what_went_out_keeps_its_waivers_though_its_rules_rest() -> None:
    assert set_aside([], [Waiver("long-sentence", HERE, "Zitat", HEAD, may_rest=True)], GROUND) == ((), ())


def test_a_rule_that_was_not_asked_leaves_its_waiver_alone() -> None:
    ground = Ground(GROUND.severities, {HERE}, GROUND.today, GROUND.signs, {"long-sentence"})
    assert set_aside([], [Waiver("long-sentence", HERE, "Zitat", HEAD)], ground) == ((), ())
