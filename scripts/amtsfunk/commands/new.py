"""``amtsfunk new``: ask in German, write a valid file at the right place, and say what is still missing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.commands.creating.asking import Asker
from amtsfunk.commands.creating.files import KINDS, Office
from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.effects.files import list_tree
from amtsfunk.effects.work_tree import create_file
from amtsfunk.model.errors import UsageError
from amtsfunk.report.rows import rows, summarise
from amtsfunk.report.text import render_text

_OPTIONS = (
    ("title", "TEXT", "Überschrift"),
    ("channels", "KANÄLE", "Kanäle, mit Kommas getrennt, oder „alle“"),
    ("topic", "THEMA", "Thema aus plans/topics.yml"),
    ("at", "ZEIT", "Zeitpunkt wie „01.12.2026 09:00“ oder „nach Freigabe“ (ohne: Entwurf)"),
    ("text", "TEXT", "der Text"),
    ("link", "ADRESSE", "Seite mit mehr dazu"),
    ("no-link-because", "TEXT", "warum es keine solche Seite gibt"),
    ("use", "WOFÜR", "Baustein: reply (Antwort) oder text"),
    ("kind", "ART", "Modul: crisis (Krise), service, news (Meldung) oder statement (Stellungnahme)"),
    ("agreed-by", "KÜRZEL", "Baustein und Modul: wer zugestimmt hat, mit Kommas getrennt"),
    ("valid-until", "TAG", "Baustein und Modul: letzter Tag (sonst in einem Jahr)"),
    ("department", "NAME", "Antrag: Fachbereich"),
    ("network", "NETZWERK", "Antrag: Netzwerk"),
    ("contact", "FUNKTION", "Antrag: wer zuständig ist"),
    ("week", "WOCHE", "Woche wie 2026-W49 (sonst die nächste ohne Plan)"),
    ("focus", "TEXT", "Woche: Schwerpunkt"),
    ("idea", "TEXT", "Woche: Idee für den Platz"),
)
_KINDS = "post (Beitrag), snippet (Textbaustein), module (Modul), application (Antrag) oder week (Wochenplan)"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", metavar="WAS", choices=tuple(KINDS), help=_KINDS)
    for name, metavar, help_ in _OPTIONS:
        parser.add_argument(f"--{name}", metavar=metavar, help=help_)
    parser.add_argument(
        "--slot", metavar="NAME=WAS", action="append", default=[], help="Modul: was in {NAME} stehen kann (mehrfach)"
    )
    parser.add_argument("--yes", action="store_true", help="nicht fragen: was nicht angegeben ist, bekommt die Vorgabe")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def run(arguments: Namespace) -> int:
    """0 the file is there, whatever it still lacks. Usage is raised; whoever stops leaves nothing behind."""
    root = find_root(arguments.repository)
    settings = read_settings(root, "so lässt sich nichts anlegen")
    office = Office(settings, list_tree(root), moment(arguments.now, settings.authority))
    ask = Asker(_given(arguments), patient=not arguments.yes, hear=input, say=print)
    if not arguments.yes:
        print("Mit der Eingabetaste gilt, was in eckigen Klammern steht. ? gibt Hilfe, Strg+C hört auf.")
        print("Was Sie tippen, bleibt so stehen, auch die Anführungszeichen.\n")
    new = KINDS[arguments.what](ask, office)
    create_file(root, new.path, new.text.encode())
    print(f"\nAngelegt: {new.path}\n")
    _tell_what_is_missing(root, new.path, arguments.now)
    print("\nWie es weitergeht:")
    for number, step in enumerate(new.then, 1):
        print(f"  {number}. {step}")
    return 0


def _given(arguments: Namespace) -> dict[str, str | None]:
    given = {name: getattr(arguments, name.replace("-", "_")) for name, _, _ in _OPTIONS}
    for slot in arguments.slot:
        name, equals, value = slot.partition("=")
        if not equals:
            raise UsageError(f"„--slot {slot}“ ist unvollständig.", "So geht es: --slot ort=Altstadt,Hafen")
        given[f"slot-{name.strip()}"] = value
    return given


def _tell_what_is_missing(root: Path, path: str, now: str | None) -> None:
    """What the check says of the new file alone."""
    checked = check_repository(root, list_tree(root), Choice(everything=False, paths=frozenset({path})), now)
    found = rows(tuple(one for one in checked.findings if one.place.path == path), "de", checked.handbook)
    if found:
        print(render_text(found, summarise(found, checked.posts), "de"), end="")
    else:
        print("Geprüft: Es fehlt nichts.")
