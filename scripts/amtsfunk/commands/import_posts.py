"""``amtsfunk import QUELLE PFAD``: take over posts from elsewhere, and account for all of them.

Four sources: ``galaxy-social`` (a folder of another tool's posts), ``mastodon-archive`` and ``x-archive`` (what the
networks hand out, as folder, ZIP or tar.gz) and ``csv`` (a table). Without ``--write`` the account alone is written.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.commands.importing.writing import Office
from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.effects.files import list_tree
from amtsfunk.model.errors import UsageError

SOURCES = ("galaxy-social", "mastodon-archive", "x-archive", "csv")
REPORT = "build/import/{}.md"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("tool", metavar="QUELLE", choices=SOURCES, help=f"woher: {', '.join(SOURCES)}")
    parser.add_argument("source", metavar="PFAD", help="Ordner, ZIP-Datei, tar.gz-Datei oder Tabelle")
    parser.add_argument("--write", action="store_true", help="wirklich schreiben (sonst nur zeigen, was geschähe)")
    parser.add_argument(
        "--as",
        dest="form",
        choices=("archive", "drafts"),
        help="als Archiv (wird nie gesendet) oder als Entwürfe (sonst: csv als Entwürfe, Archive als Archiv)",
    )
    parser.add_argument(
        "--channels",
        metavar="KARTE",
        help="welches Konto zu welchem Kanal wird: eine YAML-Datei oder konto=kanal,konto=kanal; * steht für alle "
        "(sonst bei Archiven der Kanal des Netzwerks)",
    )
    parser.add_argument("--topic", metavar="ID", help="Thema der Beiträge (sonst das erste aus plans/topics.yml)")
    parser.add_argument("--language", metavar="L", help="galaxy-social: Sprache der Beiträge (sonst en)")
    parser.add_argument("--start", metavar="T", help="galaxy-social: Termin des ersten Beitrags (sonst Entwürfe)")
    parser.add_argument("--every", metavar="D", help="galaxy-social: Abstand der Termine, z. B. „2 h“ (sonst 1 d)")
    parser.add_argument("--media-dir", metavar="ORDNER", help="galaxy-social: Ordner, in dem die Bilder schon liegen")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument("--report", metavar="DATEI", help="wohin der Bericht soll (sonst build/import/QUELLE.md)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def run(arguments: Namespace) -> int:
    """0 taken over, shown or already there. Usage and refusals are raised (2, 1)."""
    from amtsfunk.commands.importing.galaxy import import_galaxy  # noqa: PLC0415 - one of the two is needed
    from amtsfunk.commands.importing.past import import_past  # noqa: PLC0415

    galaxy = arguments.tool == "galaxy-social"
    _refuse_strangers(arguments, galaxy=galaxy)
    office = _office(arguments)
    told = import_galaxy(arguments, office) if galaxy else import_past(arguments, office)
    print("\n".join((*told, f"Bericht: {office.report}")))
    if not arguments.write:
        print("Es wurde nichts übernommen. Wenn es so sein soll, derselbe Befehl mit --write.")
    return 0


def _refuse_strangers(arguments: Namespace, *, galaxy: bool) -> None:
    """An option that this source does not know would be obeyed by nobody."""
    names = ("form",) if galaxy else ("start", "every", "media_dir", "language")
    for name in names:
        if getattr(arguments, name):
            shown = "as" if name == "form" else name.replace("_", "-")
            raise UsageError(f"„--{shown}“ gibt es bei „{arguments.tool}“ nicht.", "Bitte weglassen.")


def _office(arguments: Namespace) -> Office:
    root = find_root(arguments.repository)
    settings = read_settings(root, "so lässt sich nichts übernehmen")
    topic = arguments.topic or next(iter(settings.topics))
    if topic not in settings.topics:
        raise UsageError(f"Das Thema „{topic}“ gibt es nicht.", f"Zur Wahl stehen: {', '.join(settings.topics)}.")
    files = [path for path in list_tree(root, ("content",)).files if path.endswith(".md")]
    return Office(
        root=root,
        settings=settings,
        topic=topic,
        now=moment(arguments.now, settings.authority),
        report=Path(arguments.report) if arguments.report else root / REPORT.format(arguments.tool),
        taken=frozenset(Path(path).stem for path in files),
        posts=tuple(path for path in files if path.startswith("content/posts/")),
    )
