"""Every interleaving of two runners with one post, and every single fault; with every two, by `make simulate`."""

from __future__ import annotations

import pytest

from simulate.exhaustive import CASES, play_choices, search


@pytest.mark.parametrize("name", CASES)
def test_every_interleaving_with_every_single_fault(name: str) -> None:
    found = search(CASES[name], depth=1)
    assert found.is_complete
    assert not found.failing, str(found)
    assert found.schedules > 500


@pytest.mark.parametrize("name", CASES)
def test_the_first_schedules_with_two_faults(name: str) -> None:
    found = search(CASES[name], depth=2, most=200)
    assert not found.failing, str(found)


def test_a_sequence_of_choices_can_be_played_again() -> None:
    first, why = play_choices(CASES["listed"], (0, 1, 0, 2), 2, set())
    second, again = play_choices(CASES["listed"], tuple(first.taken), 2, set())
    assert (first.taken, why) == (second.taken, again)
