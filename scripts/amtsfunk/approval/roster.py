"""Whose key or account is it, and which roles does a person hold on a day? (``plans/team.yml`` at one commit)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from amtsfunk.model.team import Person, Role


def key_material(public_key: str) -> str:
    """Type and base64 of a public key line without its comment: what two lines must share to be the same key."""
    return " ".join(public_key.split()[:2])


def key_owners(people: Mapping[str, Person]) -> dict[str, str]:
    """Public key line → sign of the one person who has it. A key that two people list is nobody's: whoever holds it
    could be both."""
    holders: dict[str, set[str]] = {}
    for sign, person in people.items():
        for key in person.keys:
            holders.setdefault(key_material(key), set()).add(sign)
    return {key: next(iter(signs)) for key, signs in holders.items() if len(signs) == 1}


def account_owners(people: Mapping[str, Person]) -> dict[int, str]:
    """Number of an account on the forge → sign of the one person who has it. One that two people list is nobody's."""
    holders: dict[int, set[str]] = {}
    for sign, person in people.items():
        if person.forge_id is not None:
            holders.setdefault(person.forge_id, set()).add(sign)
    return {account: next(iter(signs)) for account, signs in holders.items() if len(signs) == 1}


def roles_on(person: Person | None, day: date) -> frozenset[Role]:
    """Every role that a person holds on a day."""
    return frozenset(role for role in Role if holds(person, (role,), day))


def in_office(person: Person, day: date) -> bool:
    """Whether the person's time had begun and not ended on a day; both days given count."""
    return (person.since is None or person.since <= day) and (person.until is None or day <= person.until)


def holds(person: Person | None, roles: Iterable[Role], day: date) -> bool:
    """Whether a person holds one of these roles on a day. External people never do: they propose (R74)."""
    if person is None or person.revoked is not None or Role.external in person.roles or not in_office(person, day):
        return False
    return any(role in person.roles for role in roles)
