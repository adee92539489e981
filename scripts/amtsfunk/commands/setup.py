"""``amtsfunk setup github [--apply]``: the repository on a forge as it must be, shown first, then made so.

Without ``--apply`` nothing is changed anywhere. What broke off is begun again by calling it again. The token is read
from the environment or from a file, is needed for nothing else, and is never shown.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from amtsfunk.commands.forging.workflows import MINUTES_A_RUN, credential_names
from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.delivery.timetable import timetable
from amtsfunk.effects.forges.setting_up import Office, Step
from amtsfunk.effects.forges.setups import SETUPS, Row, Setup
from amtsfunk.effects.http import Driver
from amtsfunk.effects.vault import secret_of
from amtsfunk.model.errors import UsageError
from amtsfunk.report.safe import visible


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("forge", metavar="PLATTFORM", choices=tuple(SETUPS), help=", ".join(SETUPS))
    parser.add_argument("--apply", action="store_true", help="einrichten, statt nur zu zeigen, was anders ist")
    parser.add_argument("--pages", action="store_true", help="die öffentliche Website soll auf der Plattform liegen")
    parser.add_argument("--rights", action="store_true", help="nur sagen, welche Rechte das Zugangstoken braucht")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def run(arguments: Namespace) -> int:
    """0: nothing differs (any more); 1: something does."""
    row = SETUPS[arguments.forge]
    if arguments.rights:
        _print_rights(row)
        return 0
    setup = _open(arguments, row)
    print(f"{visible(setup.where())}\n")
    steps = setup.steps()
    if arguments.apply and any(step.act for step in steps):
        _apply(steps)
        steps = setup.steps()
    _print_steps(steps, arguments.apply)
    _print_list("Das kann nur ein Mensch:", setup.tasks())
    _print_list("Was es kostet:", setup.costs())
    return int(bool(steps))


def _open(arguments: Namespace, row: Row) -> Setup:
    root = find_root(arguments.repository)
    settings = read_settings(root, "ohne sie lässt sich nichts einrichten")
    token = secret_of(os.environ, row.token)
    if token is None:
        raise UsageError(
            f"Zum Einrichten fehlt ein Zugangstoken ({row.token} oder {row.token}_FILE).",
            f"Welche Rechte es braucht, sagt: amtsfunk setup {arguments.forge} --rights",
        )
    today = moment(arguments.now, settings.authority).astimezone(settings.authority.zone).date()
    minutes = timetable(settings.hours).billed_minutes(MINUTES_A_RUN) if settings.hours is not None else None
    office = Office(root, settings, today, arguments.pages, tuple(credential_names(settings)), minutes)
    return row.make(office, token, Driver(Path()))


def _apply(steps: Iterable[Step]) -> None:
    """One after the other; each is told as soon as it stands, so that a broken run shows how far it came."""
    for step in steps:
        if step.act is not None:
            step.act()
            print(f"eingerichtet: {visible(step.what)}", flush=True)
    print()


def _print_steps(steps: tuple[Step, ...], applied: bool) -> None:
    if not steps:
        print("Es ist alles so, wie es sein muss. Nichts zu tun.\n")
        return
    print("Das ist noch anders, als es sein muss:" if applied else "Das ist anders, als es sein muss:")
    for step in steps:
        for line in step.lines:
            print(f"  {visible(step.what)}: {visible(line)}")
    if not applied and any(step.act for step in steps):
        print("  → Einrichten: derselbe Befehl mit --apply. Bis dahin ist nichts geändert.")
    print()


def _print_list(title: str, lines: Iterable[str]) -> None:
    print(title)
    for line in lines:
        print(f"  – {visible(line)}")
    print()


def _print_rights(row: Row) -> None:
    _print_list("Das Zugangstoken (fine-grained, nur für dieses eine Repository, kurze Laufzeit) braucht:", row.rights)
    print(f"Es gehört in {row.token} oder in eine Datei, die {row.token}_FILE nennt, und wird nie angezeigt.")
