"""Which approvals does a post need, and do these people give them? (``plans/approval.yml``)

Every row of the policy that applies adds its approvals; each approval is by a person of its own
(R08, R13, R16, R24, R43, R76).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from amtsfunk.model.post import Kind
from amtsfunk.model.team import ApprovalPolicy, Condition, Elections, Role

Slot = frozenset[Role]
"""One approval that is needed: any one of these roles may give it."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the policy asks about a post. ``department``: one of its authors works in a department."""

    kind: Kind
    department: bool
    sensitive: bool
    election: bool


@dataclass(frozen=True, slots=True)
class Needs:
    """``slots`` in the order of the policy; ``fast_lane``: one person on duty is enough and it is reported after."""

    slots: tuple[Slot, ...]
    fast_lane: bool


def needed(policy: ApprovalPolicy, case: Case) -> Needs:
    """All rows that apply add up; a row with ``instead`` replaces the rows before it."""
    slots: list[Slot] = []
    fast_lane = False
    for row in policy.rows:
        if not _applies(row.when, case):
            continue
        if row.instead:
            slots, fast_lane = [], False
        slots += [frozenset(roles) - {Role.external} for roles in row.needs]
        fast_lane = fast_lane or row.fast_lane
    return Needs(tuple(slots), fast_lane)


def in_election_window(elections: Elections | None, day: date) -> bool:
    """Both days of a window count."""
    return elections is not None and any(window.begins <= day <= window.ends for window in elections.windows)


def assign(slots: Sequence[Slot], people: Mapping[str, frozenset[Role]]) -> dict[int, str]:
    """Slot number → person, no person twice, as many slots as can be filled (bipartite matching).

    ``people``: sign → roles held. Deterministic: earlier slots and earlier signs go first.
    """
    filled: dict[int, str] = {}
    for number in range(len(slots)):
        _place(number, slots, people, filled, set())
    return filled


def _place(
    number: int, slots: Sequence[Slot], people: Mapping[str, frozenset[Role]], filled: dict[int, str], tried: set[str]
) -> bool:
    """Find somebody for a slot, asking those already placed to move where they can (an augmenting path)."""
    for person in sorted(people):
        if person in tried or not people[person] & slots[number]:
            continue
        tried.add(person)
        held = next((slot for slot, sign in filled.items() if sign == person), None)
        if held is None or _place(held, slots, people, filled, tried):
            filled[number] = person
            return True
    return False


def _applies(when: Condition, case: Case) -> bool:
    return (
        (not when.kinds or case.kind in when.kinds)
        and when.department in (None, case.department)
        and when.sensitive in (None, case.sensitive)
        and when.election in (None, case.election)
    )
