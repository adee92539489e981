"""``amtsfunk export ZIEL``: the complete record as a package that another program can verify (a bag, RFC 8493).

Read from the clone alone, without asking a server: main, the ledger as it was fetched last, and the files that were
approved. The same state gives the same bytes. Described for its readers in the handbook (``aktenexport.md``).
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from amtsfunk.commands.approving.verdicts import add_trust_root, main_of, optional_trust_root
from amtsfunk.commands.exporting.gather import Clone, Period, write_record
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import ledger_tip
from amtsfunk.effects.ledger_verify import verify_identity, verify_since
from amtsfunk.effects.package import open_package
from amtsfunk.model.errors import Refused, UsageError


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="ZIEL", type=Path, help="neuer Ordner oder neue ZIP-Datei (Name auf .zip)")
    parser.add_argument("--from", dest="since", metavar="TAG", help="erster Tag, zum Beispiel 01.01.2026 (sonst alles)")
    parser.add_argument("--to", dest="until", metavar="TAG", help="letzter Tag (sonst alles)")
    parser.add_argument("--repository", metavar="ORDNER", type=Path, default=Path(), help="Ordner des Repositorys")
    add_trust_root(parser)


def run(arguments: Namespace) -> int:
    """0 written. Raises Refused, UsageError, LedgerUnreadable."""
    period = Period(_day(arguments.since, "--from"), _day(arguments.until, "--to"))
    if period.since and period.until and period.until < period.since:
        raise UsageError("Der letzte Tag liegt vor dem ersten.", "Bitte --from und --to prüfen.")
    with Git(arguments.repository) as git:
        if git.is_shallow():
            raise Refused(
                "Dieser Klon ist unvollständig (shallow); Teile der Akte würden fehlen.",
                "Zuerst: git fetch --unshallow",
            )
        main = main_of(git)
        settings = read_settings(git, main)
        tip = ledger_tip(git)
        if tip is not None:
            verify_identity(git, tip, settings.authority.id, optional_trust_root(arguments))
            verify_since(git, None, tip, tuple(settings.authority.publishers))
        with open_package(arguments.target) as sink:
            index = write_record(Clone(git, main, tip, settings), period, sink)
    posts = "1 Beitrag" if len(index.posts) == 1 else f"{len(index.posts)} Beiträge"
    missing = sum(1 for post in index.posts if post.left_out)
    print(f"{arguments.target}: {posts}. Jedes Programm für BagIt kann das Paket prüfen.")
    if missing:
        print(f"Bei {missing} davon fehlt etwas; was und warum, steht in data/index.json unter „left_out“.")
    print("\n".join(f"Nicht enthalten: {why}" for why in index.left_out))
    return 0


def _day(given: str | None, option: str) -> date | None:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only where a day is given

    from amtsfunk.model.base import Day  # noqa: PLC0415

    if given is None:
        return None
    try:
        day: date = TypeAdapter(Day).validate_python(given)
    except ValidationError as problem:
        raise UsageError(f"„{given}“ hinter {option} ist kein Tag.", "So geht es: --from 01.01.2026") from problem
    return day
