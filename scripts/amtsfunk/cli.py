"""Arguments, exit codes and the only error boundary.

Exit codes: 0 clean, 1 findings at or above the threshold or a guard said no, 2 usage, 3 the tool failed,
130 interrupted. A verb is a module in ``commands`` with ``add_arguments(parser)`` and ``run(arguments) -> int``;
it is imported only when it is asked for, so that ``--version`` and ``--help`` stay quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from amtsfunk import __version__

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Verb(NamedTuple):
    name: str
    module: str
    help: str


VERBS = (
    Verb("init", "init", "aus dem Beispiel die eigene Behörde machen, mit zwölf Fragen"),
    Verb("upgrade", "upgrade", "eine neue Fassung des Programms übernehmen, ohne Eigenes anzutasten"),
    Verb("new", "new", "einen Beitrag, Baustein, Antrag oder Wochenplan anlegen"),
    Verb("check", "check", "Beiträge und Einstellungen prüfen"),
    Verb("fix", "fix", "richten, was sich ohne Raten richten lässt, und zeigen, was geschah"),
    Verb("plan", "plan", "den Redaktionsplan zeigen: was ansteht, was fehlt, wer Dienst hat, welche Zeiten frei sind"),
    Verb("preview", "preview", "zeigen, was auf welchem Kanal wann hinausgeht"),
    Verb("approve", "approve", "einen Beitrag mit Ihrer Unterschrift freigeben"),
    Verb("approval", "approval", "zeigen, ob und warum ein Beitrag freigegeben ist"),
    Verb("govern", "govern", "eine Änderung der Grundeinstellungen mit Ihrer Unterschrift bestätigen"),
    Verb("publish", "publish", "Fälliges veröffentlichen (ohne --send nur zeigen, was geschähe)"),
    Verb("status", "status", "zeigen, was ansteht, hinausging, liegt oder gestoppt ist"),
    Verb("notify", "notify", "sagen, was heute hinausgeht; probieren, ob Nachrichten ankommen"),
    Verb("module", "module", "in der Krise: ein abgestimmtes Modul ausfüllen und mit Ihrer Unterschrift senden"),
    Verb("hold", "hold", "einen Beitrag oder alles sofort anhalten"),
    Verb("resume", "resume", "einen Stopp mit Ihrer Unterschrift aufheben"),
    Verb("drill", "drill", "eine Krise üben: alle Schritte in einer Übungsumgebung, mit der Uhr gemessen"),
    Verb("record", "record", "die Adresse eines von Hand veröffentlichten Beitrags eintragen"),
    Verb("settle", "settle", "entscheiden, was mit einem angehaltenen Beitrag geschieht"),
    Verb("again", "again", "einen abgelehnten, verpassten oder aufgegebenen Beitrag für einen Kanal neu anlegen"),
    Verb("redact", "redact", "einen Beitrag aus Datenschutzgründen entfernen; der Nachweis bleibt"),
    Verb("touch", "touch", "Beiträge unverändert zur neuen Freigabe vorlegen, etwa nach einem Wechsel des Kanals"),
    Verb("reconcile", "reconcile", "auf den Netzwerken nachsehen und mit dem Sendebuch vergleichen"),
    Verb("doctor", "doctor", "prüfen, ob Kanäle, Zugangsdaten, Server und Uhr in Ordnung sind"),
    Verb("ledger", "ledger", "das Sendebuch zeigen und prüfen"),
    Verb("report", "report", "Woche, Monat oder Jahr auswerten: geplant, veröffentlicht, verpasst"),
    Verb("site", "site", "die öffentliche und die interne Website bauen"),
    Verb("media", "media", "Bilder vorbereiten und in den Medienordner legen"),
    Verb("import", "import_posts", "Beiträge aus anderen Werkzeugen übernehmen"),
    Verb("export", "export", "alle Beiträge mit Freigaben und Belegen für die Akten ausgeben"),
    Verb("setup", "setup", "das Repository auf einer Plattform einrichten (ohne --apply nur zeigen, was anders ist)"),
    Verb("forge", "forge", "was die Abläufe der Plattform brauchen: Kommentar, Meldung, Stopp, Zeitplan"),
    Verb("schema", "schema", "die JSON-Schemas der Dateiformate schreiben oder prüfen"),
    Verb("demo", "demo", "den ganzen Weg eines Beitrags in einer Übungsumgebung zeigen"),
)

USAGE, FAILED, INTERRUPTED = 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; never raises for what a person did."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        print(f"amtsfunk {__version__}")
        return 0
    from amtsfunk.model.errors import AmtsfunkError  # noqa: PLC0415 - keeps --version quick

    try:
        return _dispatch(words)
    except AmtsfunkError as error:
        print(f"amtsfunk: {error.message}", file=sys.stderr)
        if error.remedy:
            print(f"  → {error.remedy}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt as stop:
        said = str(stop) or "Sie können den Befehl jederzeit noch einmal aufrufen."
        print(f"\nAbgebrochen. {said}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as defect:  # the only place where a defect of the program may surface
        return _report_defect(defect)


def _dispatch(words: list[str]) -> int:
    import gc  # noqa: PLC0415
    import os  # noqa: PLC0415
    from importlib import import_module  # noqa: PLC0415

    # Nothing that happens to be installed may have a word in what is valid; and looking for it would take a while.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    chosen = next((verb for verb in VERBS if words and verb.name == words[0]), None)
    parser = _build_parser(chosen)
    if chosen is None:
        parser.parse_args(words)
        parser.print_help()
        return USAGE if not words else 0
    gc.disable()  # modules stay: the collector would go through them again and again and find nothing
    module = import_module(f"amtsfunk.commands.{chosen.module}")
    gc.freeze()
    gc.enable()
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(words[1:]))
    return code


def _build_parser(chosen: Verb | None) -> ArgumentParser:
    from argparse import RawDescriptionHelpFormatter  # noqa: PLC0415

    from amtsfunk.commandline import GermanParser  # noqa: PLC0415

    if chosen is not None:
        return GermanParser(prog=f"amtsfunk {chosen.name}", description=f"{chosen.help[0].upper()}{chosen.help[1:]}.")
    width = max(len(verb.name) for verb in VERBS)
    listing = "\n".join(f"  {verb.name:<{width}}  {verb.help}" for verb in VERBS)
    parser = GermanParser(
        prog="amtsfunk",
        formatter_class=RawDescriptionHelpFormatter,
        description="Die Pressestelle veröffentlicht aus einem Git-Repository: geprüft, freigegeben, einmal, belegt.",
        epilog=f"Befehle:\n{listing}\n\nMehr zu einem Befehl: amtsfunk BEFEHL --help",
    )
    version = f"amtsfunk {__version__}"
    parser.add_argument("-V", "--version", action="version", version=version, help="die Fassung des Programms zeigen")
    names = [verb.name for verb in VERBS]
    parser.add_argument("verb", metavar="BEFEHL", nargs="?", choices=names, help="einer der Befehle unten")
    return parser


def _report_defect(defect: Exception) -> int:
    """A defect of ours: one line for the person at the screen, the traceback in a file for whoever mends it."""
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    with tempfile.NamedTemporaryFile("w", prefix="amtsfunk-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(defect)))
    print(f"amtsfunk: Fehler im Programm ({type(defect).__name__}). Es wurde abgebrochen.", file=sys.stderr)
    print(f"  → Bitte geben Sie diese Datei an die Betreuung weiter: {log.name}", file=sys.stderr)
    return FAILED
