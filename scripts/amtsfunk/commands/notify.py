"""``amtsfunk notify morning|test``: the message of the morning, and a trial whether messages arrive."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from amtsfunk.commands.publishing.notices import day_of, office_of, on_duty
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.run import make_world, open_workplace
from amtsfunk.effects.postbox import Postbox
from amtsfunk.report.notices import morning, trial


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument(
        "what", metavar="WAS", choices=("morning", "test"), help="morning: was heute hinausgeht; test: eine Probe"
    )
    parser.add_argument("--print", action="store_true", help="nur zeigen, nichts verschicken")


def run(arguments: Namespace) -> int:
    """0: told or shown; 1: it could not be told."""
    with open_workplace(arguments, needs_root=not arguments.print) as place:
        world = make_world(place, place.ledger, arguments, arguments.repository)
        office = office_of(place, world)
        if arguments.what == "test":
            notice = trial(place.settings.authority.name)
        else:
            notice = morning(day_of(place, world, office))
        duty, now = on_duty(office, place.clock.now(), place), place.clock.now()
        is_rehearsed = place.is_rehearsed_time
    postbox = Postbox(office.notify, os.environ)
    if arguments.print or is_rehearsed or not postbox.is_set_up:
        print(f"{notice.subject}\n\n{notice.text}", end="")
        if not arguments.print:
            why = "die Zeit angenommen ist" if is_rehearsed else "weder Mailserver noch Chat eingerichtet ist"
            print(f"\nNur gezeigt, weil {why}.")
        return 0
    failed = postbox.tell(notice, duty, now)
    for line in failed:
        print(line)
    if not failed:
        print(f"Verschickt: {notice.subject}")
    return int(bool(failed))
