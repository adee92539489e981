"""Signing a statement and putting it into the branch ``inbox``, where the publisher finds it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.statement import Statement
from amtsfunk.commands.approving.signing import find_key, person_of
from amtsfunk.commands.publishing.run import Workplace
from amtsfunk.effects.ledger_branches import Branch, put_file
from amtsfunk.effects.statements import new_nonce, sign_statement
from amtsfunk.effects.waking import WOKEN_BY_A_DELETION, wake
from amtsfunk.model.errors import UsageError
from amtsfunk.source.times import TimeProblem, parse_local

_VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person says: kind, about what, and the kind's own words. ``not_after`` None: for seven days."""

    kind: str
    subject: str
    decision: Mapping[str, str]
    manifest: str = ""
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Until when a person's word holds from now on: where nothing is said, and at most (``words`` says so);
    ``instead``: what to do where that is too short."""

    usual: timedelta
    longest: timedelta
    words: str
    instead: str


def add_key(parser: ArgumentParser) -> None:
    parser.add_argument("--key", metavar="PFAD", type=Path, help="Ihr privater SSH-Schlüssel")


def until_of(option: str, text: str | None, now: datetime, zone: ZoneInfo, reach: Reach) -> datetime:
    """``text`` as a person wrote it behind ``option``. Raises UsageError for what is no time, is over or too far."""
    if text is None:
        return now + reach.usual
    try:
        until = parse_local(text, zone)
    except TimeProblem as problem:
        raise UsageError(
            f"{option}: „{text}“ ist kein Zeitpunkt.", f'So geht es: {option} "01.12.2026 18:00"'
        ) from problem
    if not now < until <= now + reach.longest:
        raise UsageError(f"{option} liegt in der Zukunft, höchstens {reach.words}.", reach.instead)
    return until


def say(place: Workplace, remote: str, saying: Saying, key: Path | None) -> str:
    """Sign and send; returns the person's sign. Raises Refused where the key is nobody's in the roster."""
    return say_it(place, remote, saying, key)[0]


def say_it(
    place: Workplace, remote: str, saying: Saying, key: Path | None, named: str | None = None
) -> tuple[str, Statement]:
    """The same, with the statement itself. ``named``: who the person says to be; Refused where the key is another's."""
    private = find_key(place.git, key)
    person = person_of(private, place.settings.people, named)
    now = place.clock.now().replace(microsecond=0)
    statement = Statement(
        kind=saying.kind,
        repository=place.settings.authority.id,
        subject=saying.subject,
        manifest=saying.manifest,
        decision=saying.decision,
        not_before=now,
        not_after=saying.not_after or now + _VALID,
        nonce=new_nonce(),
    )
    data = canonical_json(sign_statement(statement, private).to_json()) + b"\n"
    commit = put_file(Branch(place.git, remote, "inbox"), f"{saying.kind}-{statement.nonce}.json", data, now)
    _wake(place, remote, commit)
    return person, statement


def _wake(place: Workplace, remote: str, commit: str) -> None:
    """The statement lies there, whatever comes of this."""
    forge = place.settings.authority.forge
    if forge is None or forge.kind not in WOKEN_BY_A_DELETION:
        return
    if wake(place.git, remote, commit, new_nonce()):
        print(f"Auf {forge.host} beginnt dazu gleich ein Lauf.")
    else:
        print(
            f"Auf {forge.host} ließ sich kein Lauf wecken. Wenn es eilt, starten Sie „Veröffentlichen“ dort bitte von "
            "Hand (Actions → Run workflow)."
        )
