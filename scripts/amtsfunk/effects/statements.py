"""Signing statement/1 and finding whose signature it is. The form of a statement is approval/statement.py."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amtsfunk.approval.roster import key_owners
from amtsfunk.approval.statement import SignedStatement, Statement, namespace
from amtsfunk.effects.ssh import find_signer, public_key_of, sign
from amtsfunk.model.team import Person


def new_nonce() -> str:
    """32 random hex digits."""
    return secrets.token_hex(16)


def sign_statement(statement: Statement, private_key: Path) -> SignedStatement:
    """Raises NotFound where the key is absent, EffectFailed where it cannot be used."""
    signature = sign(statement.signed_bytes, namespace(statement.kind), private_key)
    return SignedStatement(statement, signature, public_key_of(private_key))


def signer_of(signed: SignedStatement, people: Mapping[str, Person]) -> str | None:
    """The person of the roster whose key made this signature over exactly this statement, in its kind's namespace.

    Says nothing about roles or times. A key that two people share is nobody's.
    """
    owners = key_owners(people)
    key = find_signer(signed.statement.signed_bytes, signed.signature, namespace(signed.statement.kind), owners)
    return owners[key] if key is not None else None


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a statement: the person who signed it, or the id of the reason (reasons.py) it does not count."""

    person: str | None
    reason: str | None


def check_statement(
    signed: SignedStatement, *, kind: str, repository: str, people: Mapping[str, Person], now: datetime
) -> Checked:
    """Does a statement of this kind count now, and whose is it? For lift, settle, record (DELIVERY.md § 2).

    The caller still checks subject, role (roster.holds) and, in the ledger, that the nonce was never used.
    """
    statement = signed.statement
    if statement.kind != kind:
        return Checked(None, "statement-kind")
    if statement.repository != repository:
        return Checked(None, "statement-repository")
    if not statement.not_before <= now <= statement.not_after:
        return Checked(None, "statement-expired")
    person = signer_of(signed, people)
    if person is None:
        return Checked(None, "signature-unknown")
    if people[person].revoked is not None:
        return Checked(None, "approver-revoked")
    return Checked(person, None)
