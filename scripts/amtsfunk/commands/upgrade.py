"""``amtsfunk upgrade FOLDER``: take another version of the product over, and leave what is the authority's alone.

Everything is asked before anything changes: whose each file is, whether the coming program finds errors here, whether
every approval still counts. What is written then is a change in the work tree like any other: it is looked at, proposed
and confirmed by two people, because it changes what governs.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.commands.repository import find_root
from amtsfunk.commands.upgrading.approvals import Survival, refuse_losing
from amtsfunk.commands.upgrading.compare import Choice, Comparison, compare
from amtsfunk.commands.upgrading.release import (
    coming_program,
    present_program,
    read_present,
    read_release,
    refuse_broken,
)
from amtsfunk.commands.upgrading.telling import describe, next_steps
from amtsfunk.effects.git import Git
from amtsfunk.effects.tree_change import apply_change, open_top, refuse_foreign, refuse_work_in_progress, tracked_files
from amtsfunk.model.errors import Refused, UsageError

_INTERRUPTED = (
    "Ein Teil der neuen Fassung liegt schon da. Geben Sie denselben Befehl noch einmal ein, dann geht es dort weiter; "
    "oder nehmen Sie alles zurück: git restore . && git clean -i"
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="ORDNER", type=Path, help="die neue Fassung: ein Klon oder entpackt")
    parser.add_argument("--apply", action="store_true", help="übernehmen (sonst nur zeigen, was geschähe)")
    for name, words in (("take", "die neue Fassung nehmen"), ("keep", "Ihre behalten")):
        parser.add_argument(
            f"--{name}", metavar="MUSTER", action="append", default=[],
            help=f"von Dateien, die Ihr Haus geändert hat, {words} (mehrfach, * erlaubt)",
        )  # fmt: skip
    parser.add_argument(
        "--accept-lost-approvals", action="store_true", help="auch wenn Beiträge danach neu freizugeben sind"
    )
    parser.add_argument("--python", metavar="PFAD", help="Python mit den Paketen der neuen Fassung")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def run(arguments: Namespace) -> int:
    """0 shown or done, 1 refused, 2 no such version. Nothing is written but with ``--apply``."""
    root, source = find_root(arguments.repository).resolve(), arguments.source.resolve()
    if source == root or root in source.parents:
        raise UsageError(
            "Die neue Fassung liegt in diesem Repository selbst.", "Holen Sie sie in einen Ordner daneben."
        )
    with open_top(root) as git:
        release, here = read_release(source), read_present(git)
        comparison = compare(here, release, Choice(arguments.take, arguments.keep))
        _refuse_in_the_way(git, root, comparison)
        print(describe(comparison, here.record, release.version))
        if comparison.is_empty:
            return 0
        _refuse_undecided(comparison)
        with coming_program(source, here, comparison, arguments.python) as coming:
            survived = refuse_losing(root, present_program(root), coming, accepted=arguments.accept_lost_approvals)
            refuse_broken(coming, root, arguments.now)
    print(_told(survived))
    if not arguments.apply:
        print("\nBisher wurde nichts geändert. Zum Übernehmen: denselben Befehl mit --apply.")
        return 0
    count = apply_change(root, comparison.change, _INTERRUPTED)
    print(f"\nÜbernommen: {release.version}. {count} Dateien geändert, neu oder entfernt.\n")
    print(next_steps(comparison))
    return 0


def _refuse_in_the_way(git: Git, root: Path, comparison: Comparison) -> None:
    refuse_work_in_progress(git, root, comparison.change)
    refuse_foreign(root, comparison.change, tracked_files(git))


def _refuse_undecided(comparison: Comparison) -> None:
    """What both changed is nobody's guess."""
    if comparison.undecided:
        raise Refused(
            f"Bei {len(comparison.undecided)} Dateien, die Ihr Haus geändert hat, ändert auch die neue Fassung etwas. "
            "Es wurde nichts geändert.",
            "Entscheiden Sie für jede: --take DATEI nimmt die neue, --keep DATEI behält Ihre. Was Sie behalten, "
            "gleichen Sie danach von Hand ab.",
        )


def _told(survived: Survival) -> str:
    lines = ["", "Geprüft mit der neuen Fassung: „amtsfunk check“ findet keine Fehler."]
    if survived.lost:
        names = " ".join(Path(path).stem for path in survived.lost)
        lines.append(f"Neu freizugeben sind danach {len(survived.lost)} Beiträge: amtsfunk touch {names}")
    else:
        lines.append(
            f"Freigaben: alle {survived.signed} unterschriebenen gelten weiter, von {survived.posts} Beiträgen."
        )
    if survived.changed:
        lines.append(
            f"Bei {len(survived.changed)} nicht unterschriebenen Beiträgen lautet die Prüfsumme danach anders; dort "
            "ist nichts zu tun."
        )
    return "\n".join(lines)
