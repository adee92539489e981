"""Which approvals a post needs, and who fills them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.approval.policy import Case, assign, in_election_window, needed
from amtsfunk.approval.roster import holds, key_owners
from amtsfunk.model.post import Kind
from amtsfunk.model.team import ApprovalPolicy, Elections, Person, Role

_ROLES = st.frozensets(st.sampled_from([Role.press, Role.cvd, Role.deputy, Role.lawyer]), max_size=3)


def most(slots: list[frozenset[Role]], people: dict[str, frozenset[Role]]) -> int:
    """By trying everything: how many places can be filled by different people."""
    seats = [*people, *["nobody"] * len(slots)]
    return max(
        sum(1 for slot, person in zip(slots, order, strict=False) if people.get(person, frozenset()) & slot)
        for order in permutations(seats, len(slots))
    )


@given(st.lists(_ROLES, max_size=3), st.dictionaries(st.sampled_from("abc"), _ROLES, max_size=3))
def test_as_many_places_as_possible_and_nobody_twice(
    slots: list[frozenset[Role]], people: dict[str, frozenset[Role]]
) -> None:
    filled = assign(slots, people)
    assert len(set(filled.values())) == len(filled)
    assert all(people[person] & slots[number] for number, person in filled.items())
    assert len(filled) == most(slots, people)


def case(
    kind: Kind = Kind.service, *, department: bool = False, sensitive: bool = False, election: bool = False
) -> Case:
    return Case(kind, department, sensitive, election)


def policy(*rows: dict[str, object]) -> ApprovalPolicy:
    return ApprovalPolicy.model_validate({"rows": [{"because": "x", **row} for row in rows]})


BASE = {"needs": [["spokesperson"]]}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (case(), [{Role.spokesperson}]),
        (case(department=True), [{Role.spokesperson}, {Role.press}]),
        (case(sensitive=True, election=True), [{Role.spokesperson}, {Role.overall}, {Role.lawyer}]),
        (case(Kind.crisis, department=True), [{Role.cvd}]),
    ],
)
def test_rows_add_up_and_instead_replaces(asked: Case, expected: list[set[Role]]) -> None:
    rules = policy(
        BASE,
        {"when": {"department": True}, "needs": [["press"]]},
        {"when": {"sensitive": True}, "needs": [["overall"]]},
        {"when": {"election": True}, "needs": [["lawyer"]]},
        {"when": {"kinds": ["crisis"]}, "needs": [["cvd"]], "instead": True, "fast_lane": True},
    )
    needs = needed(rules, asked)
    assert [set(slot) for slot in needs.slots] == expected
    assert needs.fast_lane == (asked.kind is Kind.crisis)


def test_a_row_for_false_applies_to_false() -> None:
    rules = policy({"when": {"department": False}, "needs": [["press"]]})
    assert needed(rules, case()).slots and not needed(rules, case(department=True)).slots


def test_an_external_fills_no_place_that_names_it() -> None:
    slots = needed(policy({"needs": [["external", "press"]]}), case()).slots
    assert slots == (frozenset({Role.press}),)


def test_both_days_of_an_election_window_count() -> None:
    elections = Elections.model_validate(
        {"windows": [{"name": "x", "begins": "2027-01-18", "ends": "2027-03-14", "source": "x"}]}
    )
    inside = [in_election_window(elections, date(2027, *day)) for day in ((1, 17), (1, 18), (3, 14), (3, 15))]
    assert inside == [False, True, True, False]
    assert not in_election_window(None, date(2027, 2, 1))


def person(**values: object) -> Person:
    return Person.model_validate({"roles": ["deputy"], **values})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, True),
        ({"from": "2026-12-01", "until": "2026-12-01"}, True),
        ({"from": "2026-12-02"}, False),
        ({"until": "2026-11-30"}, False),
        ({"revoked": datetime(2027, 1, 1, tzinfo=UTC)}, False),
        ({"roles": ["deputy", "external"]}, False),
        ({"roles": ["editor"]}, False),
    ],
)
def test_who_holds_a_role_on_a_day(values: dict[str, object], expected: bool) -> None:
    assert holds(person(**values), [Role.deputy, Role.spokesperson], date(2026, 12, 1)) is expected
    assert not holds(None, [Role.deputy], date(2026, 12, 1))


def test_a_shared_key_is_nobodys() -> None:
    mine, ours = "ssh-ed25519 AAAA mine", "ssh-ed25519 BBBB ours"
    owners = key_owners({"a": person(keys=[mine, ours]), "b": person(keys=["ssh-ed25519 BBBB another-comment"])})
    assert owners == {"ssh-ed25519 AAAA": "a"}
