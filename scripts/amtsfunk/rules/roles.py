"""Rules over the team: who is responsible, who stands in, whose time is over (R08, R09, R11, R12, R15, R17, R74, R78).

Offices and trainings end by the calendar, so nothing here blocks a pull request but what can never be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from amtsfunk.model.finding import Place
from amtsfunk.model.team import Role, Unit
from amtsfunk.rules.cases import Hits, PlansCase

if TYPE_CHECKING:
    from amtsfunk.model.team import Person

TEAM, CHANNELS = "plans/team.yml", "plans/channels.yml"
APPROVING = frozenset(Role) - {Role.editor, Role.external}
"""Roles whose holders approve posts, guidelines or settings somewhere in the policy (DELIVERY.md § 2)."""
_EXPECTED = (Role.spokesperson, Role.deputy, Role.cvd)
_STEWARDS = 2


def in_office(person: Person, today: date) -> bool:
    """Do the person's roles hold on that day? Whoever was revoked is out, whenever that was."""
    begun = person.since is None or person.since <= today
    return begun and (person.until is None or today <= person.until) and person.revoked is None


def find_no_overall_responsible(case: PlansCase) -> Hits:
    """R09: somebody in office bears the overall responsibility."""
    if not list(_holders(case, Role.overall)):
        yield _team(case), {}


def find_several_overall_responsible(case: PlansCase) -> Hits:
    """R09: and nobody else does at the same time."""
    signs = list(_holders(case, Role.overall))
    for sign in signs[1:]:
        yield case.at(TEAM, "people", sign, "roles"), {"sign": sign, "first": signs[0]}


def find_unfilled_role(case: PlansCase) -> Hits:
    """R08, R15, R17: a spokesperson, somebody who stands in, and an editor on duty."""
    for role in _EXPECTED:
        if not any(True for _ in _holders(case, role)):
            yield _team(case), {"role": role.value}


def find_too_few_stewards(case: PlansCase) -> Hits:
    """A change of the settings needs two stewards; with fewer, nobody can change them (DELIVERY.md § 2: 6)."""
    count = sum(1 for _ in _holders(case, Role.steward))
    if count < _STEWARDS:
        yield _team(case), {"count": str(count)}


def find_reviewer_without_account(case: PlansCase) -> Hits:
    """A forge's review counts by the number of the account (DELIVERY.md § 2: 3): without it, it never does."""
    if case.settings.authority.forge is None:
        return
    policy = case.settings.policy
    needed = {role for row in (policy.rows if policy else ()) for slot in row.needs for role in slot}
    approving = needed | {Role.steward, Role.spokesperson, Role.deputy}
    for sign, person in case.settings.people.items():
        counts = approving.intersection(person.roles) and Role.external not in person.roles
        if counts and person.forge_id is None and in_office(person, case.today):
            yield case.at(TEAM, "people", sign), {"sign": sign}


def find_external_with_approval(case: PlansCase) -> Hits:
    """R74: people from outside propose and never approve."""
    for sign, person in case.settings.people.items():
        also = [role.value for role in person.roles if role in APPROVING]
        if Role.external in person.roles and also:
            kept = ", ".join(role.value for role in person.roles if role not in APPROVING)
            values = {"sign": sign, "roles": ", ".join(also), "fixed": f"roles: [{kept}]"}
            yield case.at(TEAM, "people", sign, "roles"), values


def find_owner_not_in_office(case: PlansCase) -> Hits:
    """R11: whoever owns an open channel is there."""
    for name, owner, person in _owned(case):
        if not in_office(person, case.today):
            yield case.at(CHANNELS, "channels", name, "owner"), {"channel": name, "value": owner}


def find_owner_outside_press_office(case: PlansCase) -> Hits:
    """R11: departments propose, the press office publishes."""
    for name, owner, person in _owned(case):
        if person.unit is not Unit.press or Role.external in person.roles:
            yield case.at(CHANNELS, "channels", name, "owner"), {"channel": name, "value": owner}


def find_expired_training(case: PlansCase) -> Hits:
    """R17, R78: a training holds for a time; details stay outside git."""
    for sign, person in case.settings.people.items():
        until = person.trained_until
        if until is not None and until < case.today and in_office(person, case.today):
            yield case.at(TEAM, "people", sign, "trained_until"), {"sign": sign, "until": f"{until:%d.%m.%Y}"}


def _holders(case: PlansCase, role: Role) -> Iterable[str]:
    people: Mapping[str, Person] = case.settings.people
    return (sign for sign, person in people.items() if role in person.roles and in_office(person, case.today))


def _owned(case: PlansCase) -> Iterable[tuple[str, str, Person]]:
    """Open channels whose owner the team knows: name, owner's sign, owner."""
    for name, channel in case.settings.channels.items():
        person = case.settings.people.get(channel.owner)
        if person is not None and not channel.closed:
            yield name, channel.owner, person


def _team(case: PlansCase) -> Place:
    return case.at(TEAM, "people")
