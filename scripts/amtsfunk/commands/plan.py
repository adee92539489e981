"""``amtsfunk plan``: the editorial plan as a tool. ``show``, ``gaps``, ``duty``, ``numbers`` and ``export`` only read;
``fill`` writes with ``--write`` only, ``move`` changes the one post that it is told."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from amtsfunk.commands.planning.gather import add_common, gather

_EXAMPLES = """\
Beispiele:
  amtsfunk plan show heute              was heute hinausgeht
  amtsfunk plan show nächste Woche      die Woche, Tag für Tag
  amtsfunk plan gaps nächste Woche      was nächste Woche fehlt, und die drei besten freien Zeiten
  amtsfunk plan duty Samstag            wer am Samstag Dienst hat
  amtsfunk plan export --format html --out woche.html   eine Seite für die Morgenrunde
  amtsfunk plan move winterdienst 03.12.2026 10:00"""
_DAYS = "heute, Samstag, 05.12.2026, 2026-W49, „KW 49“, „nächste Woche“"


def add_arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="WAS", required=True, title="Was")
    show = actions.add_parser("show", help="eine Woche oder einen Tag zeigen")
    show.add_argument("days", metavar="WANN", nargs="*", help=f"{_DAYS} (sonst diese Woche)")
    gaps = actions.add_parser("gaps", help="zeigen, was fehlt, und die drei besten freien Zeiten")
    gaps.add_argument("days", metavar="WANN", nargs="*", help="eine Woche im Einzelnen: nächste Woche, KW 50, 2026-W50")
    gaps.add_argument(
        "--channel", metavar="KANAL", action="append", help="freie Zeiten für diesen Kanal (mehrmals möglich)"
    )
    gaps.add_argument("--topic", metavar="THEMA", help="freie Zeiten für dieses Thema")
    duty = actions.add_parser("duty", help="zeigen, wer Dienst hat")
    duty.add_argument("days", metavar="WANN", nargs="*", help=f"{_DAYS} (sonst die nächsten sieben Tage)")
    numbers = actions.add_parser("numbers", help="zeigen, welche Zahlen gelten und woher sie kommen")
    export = actions.add_parser("export", help="den Plan für Kalender, Tabelle oder Drucker ausgeben")
    export.add_argument("days", metavar="WANN", nargs="*", help=f"{_DAYS} (sonst vier Wochen; html: diese Woche)")
    export.add_argument("--format", choices=("ical", "csv", "html"), required=True, help="Form der Ausgabe")
    export.add_argument("--out", metavar="DATEI", type=Path, help="in diese Datei schreiben (sonst auf den Bildschirm)")
    fill = actions.add_parser(
        "fill", help="Entwürfen und Plätzen ohne Zeit eine vorschlagen (ohne --write nur zeigen)"
    )
    fill.add_argument(
        "what", metavar="WAS", nargs="*", help="nur diese Entwürfe oder Wochen: winterdienst, 2026-W50 (sonst alle)"
    )
    fill.add_argument("--write", action="store_true", help="die Zeiten in die Dateien schreiben")
    move = actions.add_parser("move", help="einen Beitrag oder einen freien Platz auf eine andere Zeit legen")
    move.add_argument(
        "post", metavar="WAS", help="Name des Beitrags (Datei ohne „.md“) oder Nummer des Platzes: 2026-W50/4"
    )
    move.add_argument("time", metavar="ZEIT", nargs="+", help="neuer Zeitpunkt: 03.12.2026 10:00")
    move.add_argument("--dry-run", action="store_true", help="nur zeigen, was sich änderte")
    for one in (show, gaps, duty, numbers, export, fill, move):
        add_common(one)


def run(arguments: Namespace) -> int:
    """0 done, 1 ``fill`` found no time for a draft. Usage and failures are raised."""
    desk = gather(arguments)
    if arguments.action in ("fill", "move"):
        from amtsfunk.commands.planning import change  # noqa: PLC0415 - most only look

        return change.fill(desk, arguments) if arguments.action == "fill" else change.move(desk, arguments)
    from amtsfunk.commands.planning import look  # noqa: PLC0415

    if arguments.action == "export":
        look.export(desk, arguments)
        return 0
    lines = {"show": look.show, "gaps": look.gaps, "duty": look.duty, "numbers": look.numbers}[arguments.action]
    print("\n".join(lines(desk, arguments)).rstrip("\n"))
    return 0
