"""``amtsfunk govern``: confirm a change of rules, people, channels or the program; ``--genesis`` the very first state.

A confirmation covers one step: from the governance files of main to those at the end of the current branch.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta
from pathlib import Path

from amtsfunk.approval.evidence import Roster
from amtsfunk.approval.governance import GENESIS_SUBJECT
from amtsfunk.approval.paths import GENESIS, GOVERN_FOLDER, is_governance, is_governed_content
from amtsfunk.approval.statement import (
    APPROVED,
    NotAStatement,
    SignedStatement,
    Statement,
    parse_signed,
    parse_signed_list,
)
from amtsfunk.commands.approving.signing import (
    add_signing,
    find_key,
    head_of,
    moment_of_signing,
    person_of,
    refuse_uncommitted,
    write_statement,
    write_statements,
)
from amtsfunk.commands.approving.verdicts import main_of
from amtsfunk.effects.evidence import digest_at, read_roster
from amtsfunk.effects.git import Git
from amtsfunk.effects.history import read_authority
from amtsfunk.effects.statements import new_nonce, sign_statement, signer_of
from amtsfunk.model.errors import Refused

_VALID = timedelta(days=30)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--genesis", action="store_true", help="den allerersten Stand unterschreiben (zwei Personen nacheinander)"
    )
    add_signing(parser)


def run(arguments: Namespace) -> int:
    with Git(arguments.repository) as git:
        top = Path(git.run("rev-parse", "--show-toplevel").decode().rstrip("\n"))
    with Git(top) as git:
        head = head_of(git)
        now = moment_of_signing(arguments, read_authority(git, head))
        key = find_key(git, arguments.key)
        if arguments.genesis:
            print(sign_genesis(git, head, key, now, arguments.person))
        else:
            print(sign_change(git, head, main_of(git, arguments.main), key, now, arguments.person))
    return 0


def sign_genesis(git: Git, head: str, key: Path, now: datetime, named: str | None = None) -> str:
    """Add this person's signature over all governance files at ``head`` to ``plans/genesis.json``."""
    roster = _roster(git, head)
    person = person_of(key, roster.people, named)
    _refuse_uncommitted_rules(git)
    content = digest_at(git, head)
    file = git.directory / GENESIS
    kept = [signed for signed in _list(file) if signed.statement.manifest == content]
    if any(signer_of(signed, roster.people) == person for signed in kept):
        return f"{person} hat diesen Anfangsstand schon unterschrieben ({len(kept)} von 2). Nichts geändert."
    statement = _statement("genesis", roster.repository, GENESIS_SUBJECT, content, now)
    kept.append(sign_statement(statement, key))
    write_statements(file, kept)
    further = "" if len(kept) > 1 else " Es fehlt noch die Unterschrift einer zweiten Person."
    return f"{person} hat den Anfangsstand unterschrieben: {GENESIS} ({len(kept)} von 2).{further}"


def sign_change(  # noqa: PLR0913, PLR0917 - what is signed, from where, by whom and when
    git: Git, head: str, main: str, key: Path, now: datetime, named: str | None = None
) -> str:
    """Write this person's confirmation of the step from main's rules to those at ``head``. Raises Refused."""
    # Where main's own roster is broken, the branch that mends it says whose key this is; the verdict asks neither.
    roster = read_roster(git, main) or _roster(git, head)
    person = person_of(key, roster.people, named)
    _refuse_uncommitted_rules(git)
    before, after = digest_at(git, main), digest_at(git, head)
    common = git.run("merge-base", main, head).decode().strip()
    if digest_at(git, common) != before:
        raise Refused(
            "Auf dem Hauptzweig haben sich die Regeln inzwischen geändert; Ihre Bestätigung würde nicht zählen.",
            "Bitte den Hauptzweig in diesen Zweig übernehmen (git merge origin/main) und noch einmal bestätigen.",
        )
    touched = [change.path for change in git.changes(main, head) if is_governance(change.path)]
    if before == after:
        raise Refused("Dieser Zweig ändert nichts, was eine Bestätigung braucht.")
    for existing in sorted((git.directory / GOVERN_FOLDER).glob("*.json")):
        if _covers(existing, before, after) and signer_of(parse_signed(existing.read_bytes()), roster.people) == person:
            return f"{person} hat diese Änderung schon bestätigt: {GOVERN_FOLDER}{existing.name}. Nichts geändert."
    signed = sign_statement(_statement("govern", roster.repository, before, after, now), key)
    path = f"{GOVERN_FOLDER}{signed.statement.nonce}.json"
    write_statement(git.directory / path, signed)
    listing = "\n".join(f"  {touched_path}" for touched_path in touched if is_governed_content(touched_path))
    return f"{person} bestätigt die Änderung von:\n{listing}\nJetzt noch eintragen: git add {path} && git commit -S"


def _statement(kind: str, repository: str, subject: str, content: str, now: datetime) -> Statement:
    return Statement(kind, repository, subject, content, APPROVED, now, now + _VALID, new_nonce())


def _roster(git: Git, commit: str) -> Roster:
    roster = read_roster(git, commit)
    if roster is None:
        raise Refused(
            f"plans/team.yml oder plans/authority.yml lässt sich im Stand {commit[:12]} nicht lesen.",
            "„amtsfunk check plans“ zeigt die Stellen.",
        )
    return roster


def _refuse_uncommitted_rules(git: Git) -> None:
    """Everything that governs must be committed; the statements themselves are what is being written."""
    status = git.run("status", "--porcelain", "-z", "--untracked-files=all").split(b"\0")
    paths = [record[3:].decode("utf-8", "surrogateescape") for record in status if len(record) > 3]
    dirty = [path for path in paths if is_governed_content(path)]
    if dirty:
        refuse_uncommitted(git, dirty)


def _covers(file: Path, before: str, after: str) -> bool:
    try:
        statement = parse_signed(file.read_bytes()).statement
    except NotAStatement:
        return False
    return statement.subject == before and statement.manifest == after


def _list(file: Path) -> tuple[SignedStatement, ...]:
    try:
        return parse_signed_list(file.read_bytes())
    except (OSError, NotAStatement):
        return ()
