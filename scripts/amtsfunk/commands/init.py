"""``amtsfunk init``: twelve questions turn the example into an authority of one's own.

Everything is worked out and checked before the first byte changes. Whoever stops before the end has changed nothing;
whoever is stopped in the middle of writing gives the same answers again, and it goes on from there.
"""

from __future__ import annotations

import secrets
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from amtsfunk.commands.creating.asking import Asker, Question
from amtsfunk.commands.founding.answers_file import form, read_answers, record
from amtsfunk.commands.founding.change import Founding, is_touched, judge, plan_founding
from amtsfunk.commands.founding.questions import House, ask_house
from amtsfunk.commands.founding.telling import describe, next_steps
from amtsfunk.commands.repository import find_root, moment
from amtsfunk.effects.git import Git
from amtsfunk.effects.tree_change import (
    apply_change,
    open_top,
    refuse_foreign,
    refuse_work_in_progress,
    tracked_files,
    uncommitted,
    unfinished,
)
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import Refused, UsageError
from amtsfunk.model.finding import Severity
from amtsfunk.report.rows import rows
from amtsfunk.rules.run import DEFAULT_ZONE
from amtsfunk.source.plans import parse_plan

_AUTHORITY = "plans/authority.yml"
_LEDGERS = ("refs/remotes/origin/ledger", "refs/heads/ledger")
_INTERRUPTED = (
    "Ein Teil ist schon geschrieben. Geben Sie denselben Befehl mit denselben Antworten noch einmal ein, dann geht es "
    "dort weiter; oder nehmen Sie alles zurück: git restore . && git clean -i"
)
_YES = ("ja", "j")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--answers", metavar="DATEI", type=Path, help="die zwölf Antworten aus einer Datei nehmen")
    parser.add_argument("--form", action="store_true", help="nur ein Formular für diese Datei ausgeben")
    parser.add_argument(
        "--apply", action="store_true", help="einrichten, ohne am Ende zu fragen (mit --answers sonst nur zeigen)"
    )
    parser.add_argument(
        "--instead-of", metavar="NAME", help="auch eine Behörde ersetzen, die kein Beispiel ist: ihr voller Name"
    )
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def run(arguments: Namespace) -> int:
    """0 it is shown or done, 1 refused or declined, 2 wrong answers; nothing is written but for 0 with a yes."""
    if arguments.form:
        print(form(), end="")
        return 0
    root = find_root(arguments.repository)
    with open_top(root) as git:
        before = _present_authority(git)
        _refuse_another_authority(git, before, arguments.instead_of)
        _refuse_other_work(git)
        house, typed = _ask(arguments.answers)
        try:
            founding = plan_founding(git, before, house, secrets.token_hex(16), _today(arguments.now))
            refuse_work_in_progress(git, root, founding.change)
            refuse_foreign(root, founding.change, tracked_files(git))
            return _found(root, founding, typed, arguments)
        finally:
            _keep(typed)


def _found(root: Path, founding: Founding, typed: dict[str, str], arguments: Namespace) -> int:
    """Show it, ask, do it. ``typed`` is emptied where it is done: then nobody needs it again."""
    if not _show(root, founding, arguments.now):
        print("Es wurde nichts geändert: Erst müssen die Fehler oben weg.")
        return 1
    if not arguments.apply and not _confirmed(arguments.answers):
        return 0 if arguments.answers else 1
    count = apply_change(root, founding.change, _INTERRUPTED)
    typed.clear()
    print(f"\nEingerichtet: {founding.house.name}. {count} Dateien geändert, neu oder entfernt.\n")
    print(next_steps(founding))
    return 0


def _keep(typed: dict[str, str]) -> None:
    """Nobody types twelve answers twice."""
    if typed:
        print("\nDamit Sie nicht alles noch einmal tippen müssen: Speichern Sie das Folgende in einer Datei, dann geht")
        print("es mit: amtsfunk init --answers DATEI\n")
        print(record(typed), end="")


def _present_authority(git: Git) -> Authority:
    """Whose repository this is, by what is committed."""
    data = git.blob("HEAD", _AUTHORITY)
    authority = parse_plan(_AUTHORITY, data, Authority).value if data is not None else None
    if authority is None:
        raise Refused(
            f"{_AUTHORITY} fehlt im eingetragenen Stand oder lässt sich nicht lesen.",
            "Richten Sie in einer frischen Kopie der Vorlage ein. Was nicht stimmt, sagt: amtsfunk check plans",
        )
    return authority


def _refuse_another_authority(git: Git, before: Authority, instead_of: str | None) -> None:
    """Nobody's posts are removed by a slip. Where something was published, no word of anybody's is enough."""
    if before.example:
        if instead_of is not None:
            raise UsageError(f"Hier ist nur das Beispiel „{before.name}“.", "Lassen Sie „--instead-of“ weg.")
        return
    if instead_of != before.name:
        raise Refused(
            f"Hier ist schon „{before.name}“ eingerichtet, und das ist kein Beispiel. Es wurde nichts geändert.",
            "Einzelnes ändern Sie in plans/. Soll wirklich alles von dieser Behörde weg, auch jeder Beitrag: "
            f'--instead-of "{before.name}"',
        )
    if any(git.resolve(ref) is not None for ref in _LEDGERS):
        raise Refused(
            f"„{before.name}“ hat schon ein Sendebuch. Es wurde nichts geändert.",
            "Eine andere Behörde bekommt ein eigenes Repository, damit kein Nachweis verloren geht.",
        )


def _refuse_other_work(git: Git) -> None:
    """Nobody answers twelve questions to be told then what could have been told before."""
    other = [path for path in uncommitted(git) if not is_touched(path)]
    if other:
        raise unfinished(other)


def _ask(file: Path | None) -> tuple[House, dict[str, str]]:
    """The house, and what was typed for it; nothing is typed where a file answers."""
    if file is not None:
        ask = Asker(
            read_answers(file), patient=False, hear=input, say=print, named=f"{file.name}, {{}}",
            otherwise="Ein Formular mit allen zwölf Antworten zeigt: amtsfunk init --form",
        )  # fmt: skip
        return ask_house(ask), {}
    print("Zwölf Fragen, dann sehen Sie, was geschieht. Mit der Eingabetaste gilt, was in eckigen Klammern steht.")
    print("? gibt Hilfe, Strg+C hört auf. Bis zur letzten Frage wird nichts geändert.\n")
    typed: dict[str, str] = {}
    return ask_house(_remembering(Asker({}, patient=True, hear=input, say=print), typed)), typed


def _remembering(ask: Asker, typed: dict[str, str]) -> Callable[[Question[Any]], Any]:
    """Asks, and keeps each answer that was understood as it was typed."""

    def asked(question: Question[Any]) -> Any:
        def read(text: str) -> Any:
            answer = question.read(text)
            typed[question.option] = text
            return answer

        return ask(replace(question, read=read))

    return asked


def _today(now: str | None) -> date:
    return moment(now, None).astimezone(DEFAULT_ZONE).date()


def _show(root: Path, founding: Founding, now: str | None) -> bool:
    """Say what will happen; True where the check finds no error in what comes of it."""
    checked = judge(root, founding, now)
    print(f"\n{describe(founding, checked)}\n")
    return not any(row.severity is Severity.error for row in rows(checked.findings, "de"))


def _confirmed(file: Path | None) -> bool:
    if file is not None:
        print("Bisher wurde nichts geändert. Zum Einrichten: denselben Befehl mit --apply.")
        return False
    try:
        said = input("Jetzt so einrichten? (ja/nein) [nein]: ")
    except EOFError:
        said = ""
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt("Es wurde nichts geändert.") from stop
    if said.strip().casefold() in _YES:
        return True
    print("\nEs wurde nichts geändert.")
    return False
