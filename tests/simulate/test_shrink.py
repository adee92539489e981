"""The shrinker finds the smallest schedule of a defect that is planted here, and always the same one."""

from __future__ import annotations

import pytest

from amtsfunk.commands.publishing.engine import Engine
from simulate.play import play
from simulate.schedule import Schedule, schedule
from simulate.shrink import shrink_seed
from simulate.tell import tell


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that sends whatever happened while it stood still."""
    monkeypatch.setattr(Engine, "_in_time", lambda self, deliver, until: deliver)


def _first_failing() -> Schedule:
    return next(case for case in map(schedule, range(200)) if play(case).violations)


@pytest.mark.usefixtures("careless")
def test_a_planted_defect_is_found_and_shrunk() -> None:
    given = _first_failing()
    small, result = shrink_seed(given)
    assert {"send-by", "window", "I1", "I10"} & result.names
    assert len(small.plans) == 1 and len(small.plans[0].channels) == 1
    assert not small.acts and len(small.runs) <= 2
    kinds = [fault.kind for fault in result.faults.values()]
    assert "wait" in kinds and len(kinds) <= 3, "a freeze is what it takes"
    assert shrink_seed(given) == (small, result)
    assert "wait" in tell(small, result, ledger=True)


def test_what_does_not_fail_is_not_shrunk() -> None:
    with pytest.raises(ValueError, match="violates nothing"):
        shrink_seed(schedule(1))
