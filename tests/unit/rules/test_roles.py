"""Who holds an office on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from amtsfunk.model.team import Person, Role
from amtsfunk.rules.roles import APPROVING, in_office

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({}, True),
        ({"from": date(2026, 12, 1)}, True),
        ({"from": date(2026, 12, 2)}, False),
        ({"until": date(2026, 12, 1)}, True),
        ({"until": date(2026, 11, 30)}, False),
        ({"revoked": datetime(2026, 11, 30, tzinfo=UTC)}, False),
    ],
)
def test_an_office_lasts_from_its_first_to_its_last_day(fields: dict[str, object], there: bool) -> None:
    person = Person.model_validate({"roles": ["press"], **fields})
    assert in_office(person, TODAY) is there


def test_whoever_may_only_propose_approves_nothing() -> None:
    assert not APPROVING & {Role.editor, Role.external}
    assert {Role.press, Role.spokesperson, Role.steward, Role.lawyer} <= APPROVING
