"""What ``approve`` and ``govern`` share: whose key it is, what time it is, that everything is committed."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from amtsfunk.approval.roster import key_material, key_owners
from amtsfunk.approval.statement import SignedStatement
from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.git import Git
from amtsfunk.effects.ssh import public_key_of
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.team import Person
from amtsfunk.source.times import TimeProblem, parse_now


def add_signing(parser: ArgumentParser) -> None:
    parser.add_argument("--key", type=Path, metavar="PFAD", help="Ihr privater SSH-Schlüssel")
    parser.add_argument("--person", metavar="KÜRZEL", help="Ihr Kürzel aus plans/team.yml (sonst über den Schlüssel)")
    parser.add_argument("--repository", type=Path, default=Path(), metavar="ORDNER", help="Ordner des Repositorys")
    parser.add_argument("--main", metavar="ZWEIG", help="Hauptzweig (sonst origin/main oder main)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es diese Zeit (zum Üben)")


def moment_of_signing(arguments: Namespace, authority: Authority) -> datetime:
    """``--now``, else the example's own time while it is an example, else the clock. Whole seconds."""
    text = arguments.now or (authority.example_now if authority.example else None)
    if text is None:
        return SystemClock().now().replace(microsecond=0)
    try:
        return parse_now(str(text), authority.zone).replace(microsecond=0)
    except TimeProblem as problem:
        raise UsageError(f"„{text}“ ist keine Zeit.", "Zum Beispiel: --now 2026-12-01T09:05+01:00") from problem


def find_key(git: Git, given: Path | None) -> Path:
    """The key that was named, else git's signing key, else the usual one. Raises NotFound."""
    if given is not None:
        return given.expanduser()
    configured = git.attempt("config", "--get", "user.signingkey")[1].decode().strip()
    usual = [Path(configured).expanduser()] if configured else []
    for path in [*usual, Path.home() / ".ssh" / "id_ed25519"]:
        private = path.with_suffix("") if path.suffix == ".pub" else path
        if private.is_file():
            return private
    raise NotFound("Es wurde kein SSH-Schlüssel gefunden.", "Geben Sie den Pfad Ihres Schlüssels mit --key an.")


def person_of(key: Path, people: Mapping[str, Person], named: str | None) -> str:
    """The person whose key this is by the roster. Raises Refused where it is nobody's or somebody else's."""
    sign = key_owners(people).get(key_material(public_key_of(key)))
    if sign is None:
        raise Refused(
            f"Der Schlüssel {key} steht bei keiner oder bei mehreren Personen in plans/team.yml.",
            "Die Betreuung der Regeln trägt ihn dort unter „keys“ ein.",
        )
    if named is not None and named != sign:
        raise Refused(f"Der Schlüssel {key} gehört „{sign}“, nicht „{named}“.")
    return sign


def refuse_uncommitted(git: Git, paths: Sequence[str]) -> None:
    """What is signed is what is committed: a change beside it would be taken for signed. Raises Refused."""
    status = git.run("--literal-pathspecs", "status", "--porcelain", "-z", "--untracked-files=all", "--", *paths)
    dirty = [record[3:].decode("utf-8", "replace") for record in status.split(b"\0") if len(record) > 3]
    if dirty:
        raise Refused(
            f"Nicht gesichert: {', '.join(dirty[:5])}. Unterschrieben wird nur, was eingetragen (committed) ist.",
            "Bitte zuerst: git add … && git commit -S",
        )


def head_of(git: Git) -> str:
    found = git.resolve("HEAD")
    if found is None:
        raise NotFound(f"In {git.directory} gibt es noch keinen Stand.", "Ist das ein Git-Repository mit Commits?")
    return found


def write_statements(path: Path, statements: Sequence[SignedStatement]) -> None:
    """A file of statements, readable in a review: one list, indented."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([signed.to_json() for signed in statements], indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_statement(path: Path, signed: SignedStatement) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(signed.to_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
