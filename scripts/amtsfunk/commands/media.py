"""``amtsfunk media add FILE…``: pictures made ready and laid into the month's folder; prints the line for the post.

At a terminal it asks for the description and for who made the picture; nobody is named who was not named to it.

Nothing is ever overwritten, and the given files stay as they are.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import NamedTuple

from amtsfunk.commands.creating import answers
from amtsfunk.commands.creating.asking import Asker, Question, Wrong
from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.effects.files import list_tree
from amtsfunk.effects.media_prepare import LARGEST_GIVEN, LONGEST_SIDE, Prepared, Written, prepare_picture
from amtsfunk.effects.work_tree import create_file
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import AmtsfunkError, NotFound, Refused, UsageError
from amtsfunk.model.media import Hidden
from amtsfunk.rules.cases import MEDIA, Tree
from amtsfunk.rules.media_alt import fault_of
from amtsfunk.rules.suggest import as_slug, nearest
from amtsfunk.source.body import read_body

_MONTH = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])")
_LONGEST_NAME = 60
_BLANK_ALT = "Was auf dem Bild zu sehen ist"
_FOUND = {
    Hidden.location: "Ort der Aufnahme (GPS)",
    Hidden.owner: "Name der Person, der die Kamera gehört",
    Hidden.serial: "Seriennummer",
    Hidden.contact: "Kontaktdaten",
    Hidden.faces: "Angaben zu Gesichtern",
    Hidden.thumbnail: "Vorschaubild",
    Hidden.notes: "Notizen",
}
_HINTS = {
    "file-name": "Die Beschreibung ist ein Dateiname. Schreiben Sie in einem Satz, was zu sehen ist.",
    "placeholder": "Das ist noch keine Beschreibung. Schreiben Sie in einem Satz, was zu sehen ist.",
    "opening": "„Bild von“ sagt die Vorlesehilfe schon selbst. Beginnen Sie mit dem, was zu sehen ist.",
    "short": "Die Beschreibung ist sehr kurz. Sagen Sie in einem Satz, was zu sehen ist.",
}
_ALT_HELP = "Ein Satz für alle, die das Bild nicht sehen, zum Beispiel: Eine Sirene steht auf dem Dach des Rathauses."
_CREDIT_HELP = "Wer das Bild gemacht hat, zum Beispiel „Foto: Erika Muster“ oder „Grafik: Stadt Musterhafen“."
_EXAMPLES = """\
Beispiele:
  amtsfunk media add Bilder/IMG_2041.jpg --post warntag --alt "Sirene auf dem Dach des Rathauses"
  amtsfunk media add *.jpg --month 2026/12 --credit "Foto: Stadt Musterhafen"

Jedes Bild wird aufgerichtet, auf höchstens 2 MB und 2560 Bildpunkte verkleinert und von allem befreit, was
Kamera und Programme hineingeschrieben haben. Ihre Datei bleibt, wie sie ist."""


class _Place(NamedTuple):
    """Where pictures go: the repository, the month's folder in it, and a name where no other is to be had."""

    root: Path
    folder: str
    post: str | None


def add_arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.description = "Bilder vorbereiten und in den Medienordner des Monats legen"
    parser.epilog = _EXAMPLES
    parser.add_argument("action", metavar="add", choices=("add",), help="Bilder vorbereiten und ablegen")
    parser.add_argument("files", metavar="DATEI", nargs="+", type=Path, help="JPEG, PNG, GIF, WebP, TIFF oder BMP")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--post", metavar="BEITRAG", help="in den Monat dieses Beitrags (Datei ohne „.md“)")
    where.add_argument("--month", metavar="JJJJ/MM", help="in diesen Monat (sonst der laufende)")
    parser.add_argument("--name", metavar="NAME", help="Name der neuen Datei, ohne Endung; nur für ein einzelnes Bild")
    parser.add_argument("--alt", metavar="TEXT", help="Bildbeschreibung: was zu sehen ist, in einem Satz")
    parser.add_argument("--credit", metavar="TEXT", help="Bildnachweis, zum Beispiel „Foto: Stadt Musterhafen“")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def run(arguments: Namespace) -> int:
    """0 all are there, 1 one could not be made ready (the others are there). Usage is raised."""
    files: Sequence[Path] = arguments.files
    if len(files) > 1 and (arguments.name or arguments.alt):
        raise UsageError("„--name“ und „--alt“ gelten für ein einzelnes Bild.", "Rufen Sie den Befehl je Bild auf.")
    root = find_root(arguments.repository)
    settings = read_settings(root, "so lässt sich kein Bild ablegen")
    place = _find_place(root, arguments, list_tree(root), settings.authority)
    _check_line(arguments.alt or _BLANK_ALT, arguments.credit or "Foto: …")
    ask = Asker({"alt": arguments.alt, "credit": arguments.credit}, patient=True, hear=input, say=print)
    failed = 0
    for file in files:
        try:
            _add(file, place, arguments, ask if sys.stdin.isatty() else None)
        except AmtsfunkError as error:
            if len(files) == 1:
                raise
            failed += 1
            print(f"{file.name}: {error.message}\n  → {error.remedy}", file=sys.stderr)
    return int(failed > 0)


def _add(file: Path, place: _Place, arguments: Namespace, ask: Asker | None) -> None:
    """``ask``: None where nobody is there to answer."""
    prepared = prepare_picture(_read(file))
    if ask is not None and None in (arguments.alt, arguments.credit):
        print(f"\n{file.name}")
    alt, credit = _words_for(prepared.written, arguments, ask)
    name = _good_name(file, arguments.name, alt, place)
    path, new = _lay(prepared, place, name)
    print(f"{file.name} → {path}" if new else f"{file.name}: Genau dieses Bild liegt schon da: {path}")
    if new:
        print(f"  {prepared.width} × {prepared.height} Bildpunkte, {-(-len(prepared.data) // 1_000)} kB")
    if found := _found_in(prepared):
        print(f"  Gefunden und entfernt: {', '.join(found)}")
    if new and file.resolve().is_relative_to(place.root / MEDIA):
        print(
            f"  Die bisherige Datei „{file.name}“ liegt noch daneben. Löschen Sie sie, und tauschen Sie die Bildzeile."
        )
    end = f' "{credit}"' if credit else ""
    print(f"  Für den Beitrag, allein in eine Zeile:\n\n![{alt or _BLANK_ALT}]({path.rpartition('/')[2]}{end})\n")
    if not alt:
        print("  Ersetzen Sie die Worte in den eckigen Klammern durch einen Satz, der das Bild beschreibt.")
    elif (fault := fault_of(alt)) is not None:
        print(f"  {_HINTS[fault]}")
    if not credit:
        print('  Hinter den Dateinamen gehört noch, wer das Bild gemacht hat, zum Beispiel: "Foto: Vorname Nachname"')
    elif ask is None and arguments.credit is None:
        print("  Der Name im Bildnachweis stand im Bild. Bitte prüfen Sie, ob er stimmt.")


def _words_for(written: Written, arguments: Namespace, ask: Asker | None) -> tuple[str, str]:
    """Description and credit, each empty where nobody said it. Who made the picture is taken from it, never guessed."""
    proposed = f"Foto: {written.author}" if written.author else ""
    if ask is None:
        return arguments.alt or "", proposed if arguments.credit is None else arguments.credit
    describe = Question("alt", "Was ist auf dem Bild zu sehen?", _ALT_HELP, _description)
    name = Question("credit", "Von wem ist es?", _CREDIT_HELP, _credit, proposed, "" if proposed else "noch offen")
    try:
        return ask(describe), ask(name)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt("Dieses Bild wurde nicht abgelegt.") from stop


def _description(text: str) -> str:
    said = answers.line(text)
    if (fault := fault_of(said)) in ("file-name", "placeholder"):
        raise Wrong(_HINTS[fault])
    return _fitting(said, said, "Foto: …")


def _credit(text: str) -> str:
    said = answers.maybe_line(text)
    whole = said if ":" in said or "©" in said or not said else f"Foto: {said}"
    return _fitting(whole, _BLANK_ALT, whole) if whole else ""


def _fitting(said: str, alt: str, credit: str) -> str:
    try:
        _check_line(alt, credit)
    except UsageError as unfit:
        raise Wrong(f"{unfit.message} {unfit.remedy}") from unfit
    return said


def _found_in(prepared: Prepared) -> list[str]:
    """What was removed, in words; names as they stood there."""
    written = prepared.written
    found = [_FOUND[one] for one in prepared.removed if one is not Hidden.owner or not written.owner]
    people = {written.author: "wer es aufgenommen hat", written.owner: "wem die Kamera gehört"}
    found += [f"Name „{name}“ ({what})" for name, what in people.items() if name]
    found += [f"Rechtehinweis „{written.rights}“"] if written.rights else []
    return [*found, *([f"Kamera „{written.camera}“"] if written.camera else [])]


def _read(file: Path) -> bytes:
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):
            raise UsageError(f"„{file}“ ist keine gewöhnliche Datei.", "Nennen Sie ein Bild.")
        if file.stat().st_size > LARGEST_GIVEN:
            raise Refused(
                f"„{file}“ ist größer als {LARGEST_GIVEN // 1_000_000} MB.",
                f"Speichern Sie es kleiner; mehr als {LONGEST_SIDE} Bildpunkte braucht kein Netzwerk.",
            )
        return file.read_bytes()
    except FileNotFoundError as absent:
        raise NotFound(f"„{file}“ gibt es nicht.", "Bitte prüfen Sie den Pfad.") from absent
    except IsADirectoryError as folder:
        raise UsageError(f"„{file}“ ist ein Ordner.", "Nennen Sie die Bilder darin.") from folder
    except OSError as error:
        raise Refused(f"„{file}“ lässt sich nicht lesen: {error.strerror}.", "Bitte prüfen Sie die Rechte.") from error


def _find_place(root: Path, arguments: Namespace, tree: Tree, authority: Authority) -> _Place:
    if arguments.post:
        paths = tree.posts_by_id.get(arguments.post.casefold().removesuffix(".md"))
        if not paths:
            near = nearest(arguments.post, tree.posts_by_id)
            hint = f"Meinten Sie „{near}“?" if near else "Legen Sie zuerst den Beitrag an, oder nennen Sie --month."
            raise NotFound(f"Einen Beitrag „{arguments.post}“ gibt es nicht.", hint)
        month, post = "/".join(paths[0].split("/")[2:4]), paths[0].rpartition("/")[2].removesuffix(".md")
        if _MONTH.fullmatch(month) is None:
            raise Refused(f"„{paths[0]}“ liegt in keinem Monatsordner.", f"Bitte zuerst: amtsfunk check {paths[0]}")
        return _Place(root, f"{MEDIA}{month}", post)
    if arguments.month and _MONTH.fullmatch(arguments.month) is None:
        raise UsageError(f"„{arguments.month}“ ist kein Monat.", "So geht es: --month 2026/12")
    now = moment(arguments.now, authority).astimezone(authority.zone)
    return _Place(root, f"{MEDIA}{arguments.month or f'{now:%Y/%m}'}", None)


def _check_line(alt: str, credit: str) -> None:
    """Raises UsageError where description or credit could not stand on a picture line."""
    body = read_body(f'# Titel\n\n![{alt}](bild.jpg "{credit}")\n', 1, ())
    pictures = [picture for part in body.parts for picture in part.pictures]
    if body.troubles or not pictures or (pictures[0].alt, pictures[0].credit) != (alt.strip(), credit.strip()):
        raise UsageError(
            "So lassen sich Beschreibung und Nachweis nicht in eine Bildzeile schreiben.",
            "Bitte ohne Zeilenumbruch und ohne eckige Klammern.",
        )


def _good_name(file: Path, wanted: str | None, alt: str, place: _Place) -> str:
    """What is to be seen, in a name: as asked for, else the file's own where it says something, else from the
    description, else from the post. Raises UsageError where nothing says anything."""
    if wanted:
        if not (name := as_slug(wanted)):
            raise UsageError(f"Aus „{wanted}“ wird kein Dateiname.", "Bitte mit Buchstaben a–z oder Ziffern.")
        return _cut(name)
    own = as_slug(file.stem)
    if own and fault_of(file.stem) not in ("file-name", "placeholder"):
        return _cut(own)
    described = _cut("-".join(as_slug(alt).split("-")[:5]))
    if described or place.post:
        return described or _cut(place.post or "")
    raise UsageError(
        f"„{file.name}“ sagt nicht, was zu sehen ist.",
        "Geben Sie dem Bild einen Namen, zum Beispiel: --name sirene-auf-dem-rathaus",
    )


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rpartition("-")[0] or name[:_LONGEST_NAME]


def _lay(prepared: Prepared, place: _Place, name: str) -> tuple[str, bool]:
    """(path in the repository, whether it is new). A picture that lies in the folder already is not laid twice."""
    folder = place.root / place.folder
    digest = sha256(prepared.data).digest()
    for other in sorted(folder.glob("*")) if folder.is_dir() else ():
        same_size = other.is_file() and other.stat().st_size == len(prepared.data)
        if same_size and sha256(other.read_bytes()).digest() == digest:
            return f"{place.folder}/{other.name}", False
    taken = {other.name.casefold() for other in folder.iterdir()} if folder.is_dir() else set()
    for number in count(1):
        file = f"{name}{f'-{number}' if number > 1 else ''}{prepared.ending}"
        if file not in taken:
            create_file(place.root, f"{place.folder}/{file}", prepared.data)
            return f"{place.folder}/{file}", True
    raise AssertionError("some number is always free")
