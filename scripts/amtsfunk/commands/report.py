"""``amtsfunk report week|month|year``: planned against published, from files and ledger. Reads only."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from amtsfunk.commands.reporting import Report, count, read_outcomes
from amtsfunk.commands.repository import find_root, moment
from amtsfunk.commands.sites.office import read_office
from amtsfunk.commands.sites.sources import read_sources
from amtsfunk.effects.git import Git
from amtsfunk.model.errors import UsageError
from amtsfunk.pages import text
from amtsfunk.pages.evaluation import ENDS
from amtsfunk.pages.evaluation_text import markdown
from amtsfunk.pages.figures import Count
from amtsfunk.pages.spans import Length, NoSpan, span_of
from amtsfunk.report.sheet import sheet

_EXAMPLES = {Length.week: "2026-W49", Length.month: "2026-11", Length.year: "2026"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("length", metavar="week|month|year", choices=[*Length], help="Woche, Monat oder Jahr")
    parser.add_argument("span", nargs="?", help="welche: 2026-W49, 2026-11, 2026 oder „voriger“ (sonst: laufende)")
    parser.add_argument(
        "--format", choices=("markdown", "csv", "json"), default="markdown", help="Form der Ausgabe (sonst: markdown)"
    )
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys")
    parser.add_argument("--ledger", metavar="REPO", default="origin", help="woher das Sendebuch kommt (sonst: origin)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def run(arguments: Namespace) -> int:
    root = find_root(arguments.repository)
    sources = read_sources(root)
    settings = sources.settings
    now = moment(arguments.now, settings.authority)
    today = now.astimezone(settings.authority.zone).date()
    length = Length(arguments.length)
    try:
        span = span_of(length, arguments.span, today)
    except NoSpan as wrong:
        raise UsageError(
            f"„{arguments.span}“ ist keine Angabe für „{length}“.",
            f"So geht es: amtsfunk report {length} {_EXAMPLES[length]}",
        ) from wrong
    with Git(Path(root)) as git:
        outcomes = read_outcomes(git, arguments.ledger, sources)
    report = count(sources, read_office(root, sources), outcomes).report(span, today)
    match arguments.format:
        case "csv":
            sys.stdout.buffer.write(sheet(report.rows).encode())
        case "json":
            print(json.dumps(to_json(report), indent=2, ensure_ascii=False))
        case _:
            stand = text.german_moment(now, settings.authority.zone)
            known = "" if outcomes.known else ". Es gibt hier kein Sendebuch; gezählt ist, was in den Dateien steht"
            print(markdown(report.evaluation, stand + known), end="")
    return 0


def to_json(report: Report) -> dict[str, object]:
    """A stable form; ``approval_seconds`` null where too few posts would show somebody, ``ledger`` false where nothing
    says what went out."""
    figures, told = report.figures, report.evaluation
    return {
        "v": 1,
        "span": {"length": figures.span.length.value, "name": figures.span.name, "first": str(figures.span.first)},
        "ledger": told.known,
        "places": {"planned": report.places.count, "empty": len(report.places.empty)},
        "posts": {"planned": figures.posts, "out": figures.posts_out},
        "deliveries": {end.value: figures.ends.get(end, 0) for end in ENDS},
        "approval_seconds": figures.approval.total_seconds() if figures.approval is not None else None,
        "approval_seconds_by_month": {
            f"{one.month:%Y-%m}": one.middle.total_seconds() if one.middle is not None else None
            for one in figures.approval_months
        },
        "answers": [asdict(one) for one in told.answers],
        "goals": [asdict(one) for one in told.aims.goals],
        "challenges": [asdict(one) for one in told.aims.challenges],
        "measures": {"year": told.measures_of or None, "counts": dict(told.measures)},
        **{
            name: [_row(count) for count in counts]
            for name, counts in (
                ("channels", figures.channels),
                ("topics", figures.topics),
                ("audiences", figures.audiences),
                ("kinds", figures.kinds),
                ("days", tuple(count for _, count in figures.days)),
            )
        },
    }


def _row(count: Count) -> dict[str, object]:
    return {"id": count.id, "planned": count.planned, "out": count.out}
