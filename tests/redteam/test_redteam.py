"""Every attack is refused for its reason, and generated honest work is not (``python tests/redteam`` does more)."""

from __future__ import annotations

from pathlib import Path

import pytest

from redteam.attacks import ATTACKS
from redteam.base import Attack, flaw_of, office_in
from redteam.honest import History


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack(attack: Attack, tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        assert flaw_of(office, attack) is None


def test_names_are_of_their_own() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


def test_honest_work_is_never_refused(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        for seed in range(12):
            history = History(office, seed)
            assert history.play() == [], history.told
