"""``amtsfunk check``: judge posts, plans, netiquette and guidelines of a work tree. Reads, never writes."""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from amtsfunk.commands.checking.choice import choose
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.commands.repository import find_root
from amtsfunk.effects.files import list_tree
from amtsfunk.model.finding import Severity
from amtsfunk.report.rows import Row, Summary, rows, summarise, waived_rows


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PFAD", nargs="*", help="nur diese Dateien oder Ordner (sonst alle)")
    parser.add_argument(
        "--changed", metavar="BASE", nargs="?", const="", help="nur, was sich gegenüber BASE (sonst main) geändert hat"
    )
    formats = ("text", "github", "json", "sarif")
    parser.add_argument("--format", choices=formats, default="text", help="Form der Ausgabe")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="Sprache der Meldungen")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument(
        "--threshold",
        choices=[severity.name for severity in sorted(Severity, reverse=True)],
        default=Severity.error.name,
        help="ab welcher Schwere der Befehl mit 1 endet (sonst: error)",
    )


def run(arguments: Namespace) -> int:
    """0 clean, 1 findings at or above the threshold. Usage and failures are raised (2, 3)."""
    root = find_root(arguments.repository)
    tree = list_tree(root)
    choice = choose(root, arguments)
    checked = check_repository(root, tree, choice, arguments.now)
    lang, handbook = arguments.lang, checked.handbook
    found = rows(checked.findings, lang, handbook)
    summary = summarise(found, checked.posts, waived_rows(checked.waived, lang, handbook))
    _print(_render(found, summary, arguments))
    return int(any(row.severity >= Severity[arguments.threshold] for row in found))


def _render(found: Sequence[Row], summary: Summary, arguments: Namespace) -> str:
    if arguments.format == "json":
        from amtsfunk.report.json import render_json  # noqa: PLC0415 - one format a run

        return render_json(found, summary)
    if arguments.format == "sarif":
        from amtsfunk.report.sarif import render_sarif  # noqa: PLC0415

        return render_sarif(found, summary)
    if arguments.format == "github":
        from amtsfunk.report.github import render_github  # noqa: PLC0415

        return render_github(found, summary, arguments.lang)
    from amtsfunk.report.text import render_text  # noqa: PLC0415

    return render_text(found, summary, arguments.lang, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def _print(report: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show „ä“ must still show the rest.
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(report)
