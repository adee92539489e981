"""``amtsfunk forge alarm NAME``: one issue a subject, found again by its label, never a new one each time.

An open issue gets a new text, which disturbs nobody; only its opening does. With ``--well`` it is closed with a word.
"""

from __future__ import annotations

import json
import os
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from amtsfunk.commands.repository import moment, read_settings
from amtsfunk.effects.forges.desks import desk_of
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import AmtsfunkError
from amtsfunk.report.markdown import fenced
from amtsfunk.rules.run import DEFAULT_ZONE

_COUNT = re.compile(r"<!-- amtsfunk:meldung ([0-9]{1,6}) -->")
_LONGEST_REPORT = 40_000


class Subject(NamedTuple):
    label: str
    title: str
    opening: str


SUBJECTS = {
    "publish": Subject(
        "amtsfunk-stoerung",
        "Veröffentlichen: Bitte nachsehen",
        "Ein Lauf, der veröffentlichen sollte, ist nicht gut ausgegangen. Was freigegeben ist und noch in seiner Zeit "
        "liegt, versucht der nächste Lauf von selbst. Was verpasst, abgelehnt oder angehalten ist, wartet auf Sie: "
        "`amtsfunk status` und die interne Seite „Heute“ zeigen es.",
    ),
    "governance": Subject(
        "amtsfunk-nachtpruefung",
        "Nachtprüfung: Das sollte jemand richten",
        "Das fand die Prüfung heute Nacht. Sobald alles gut ist, schließt sie diese Meldung selbst.",
    ),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("subject", metavar="WORÜBER", choices=tuple(SUBJECTS), help=", ".join(SUBJECTS))
    parser.add_argument("--well", action="store_true", help="es ist alles gut: eine offene Meldung schließen")
    parser.add_argument("--report", metavar="DATEI", type=Path, help="was dazu zu sagen ist")
    parser.add_argument("--jobs", metavar="JSON", help="wie die Teile des Ablaufs ausgingen (needs)")


def run(arguments: Namespace) -> int:
    """0: said. It never fails for what the report holds."""
    desk, subject = desk_of(os.environ), SUBJECTS[arguments.subject]
    known = desk.alarm(subject.label)
    if arguments.well:
        if known is not None:
            desk.end_alarm(known[0], f"Alles gut: {_link(desk.address_of_this_run())}")
        return 0
    count = _count(known[1]) + 1 if known is not None else 1
    text = "\n\n".join(_text(arguments, subject, desk.address_of_this_run(), count)) + "\n"
    desk.put_alarm(subject.label, subject.title, text)
    print(f"Gemeldet: {subject.title}")
    return 0


def _text(arguments: Namespace, subject: Subject, run_address: str, count: int) -> Iterator[str]:
    yield f"<!-- amtsfunk:meldung {count} -->"
    yield subject.opening
    times = "zum ersten Mal" if count == 1 else f"zum {count}. Mal"
    yield f"Zuletzt am {_when(arguments)}, {times}. {_link(run_address)}"
    failed = _failed(arguments.jobs)
    if failed:
        yield f"Nicht gut ausgegangen: {', '.join(failed)}."
    if arguments.report is not None:
        report = _read(arguments.report)
        if report:
            yield fenced(report)


def _link(address: str) -> str:
    return f"[Protokoll]({address})"


def _count(body: str) -> int:
    found = _COUNT.search(body)
    return int(found[1]) if found else 1


def _when(arguments: Namespace) -> str:
    authority = _authority(arguments)
    zone = DEFAULT_ZONE if authority is None else authority.zone
    return f"{moment(arguments.now, authority).astimezone(zone):%d.%m.%Y um %H:%M} Uhr"


def _authority(arguments: Namespace) -> Authority | None:
    """Broken settings are a reason to say so, not to be silent."""
    try:
        return read_settings(arguments.repository.resolve(), "").authority
    except AmtsfunkError:
        return None


def _failed(jobs: str | None) -> list[str]:
    """The parts of the workflow that failed or, as the forge calls it when time is up, were cancelled; by their plain
    names."""
    try:
        value = json.loads(jobs or "{}")
        failed = (name for name, one in sorted(value.items()) if one["result"] in ("failure", "cancelled"))
        return [name for name in failed if re.fullmatch("[a-z-]+", name)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST_REPORT).decode("utf-8", "replace").strip()
    except OSError:
        return ""
