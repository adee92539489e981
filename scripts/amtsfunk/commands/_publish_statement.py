"""Signing a statement and putting it into the branch ``inbox``, where the publisher finds it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.statement import Statement
from amtsfunk.commands._signing import find_key, person_of
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_branches import put_file
from amtsfunk.effects.statements import new_nonce, sign_statement
from amtsfunk.model.settings import Settings

_VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person says: kind, about what, and the kind's own words."""

    kind: str
    subject: str
    decision: Mapping[str, str]


def add_key(parser: ArgumentParser) -> None:
    parser.add_argument("--key", metavar="PFAD", type=Path, help="Ihr privater SSH-Schlüssel")


def say(git: Git, remote: str, settings: Settings, saying: Saying, key: Path | None, now: datetime) -> str:
    """Sign and send; returns the person's sign. Raises Refused where the key is nobody's in the roster."""
    private = find_key(git, key)
    person = person_of(private, settings.people, None)
    statement = Statement(
        kind=saying.kind,
        repository=settings.authority.id,
        subject=saying.subject,
        manifest="",
        decision=saying.decision,
        not_before=now.replace(microsecond=0),
        not_after=now.replace(microsecond=0) + _VALID,
        nonce=new_nonce(),
    )
    data = canonical_json(sign_statement(statement, private).to_json()) + b"\n"
    put_file(git, remote, "inbox", f"{saying.kind}-{statement.nonce}.json", data, now)
    return person
