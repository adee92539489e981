"""``amtsfunk record POST CHANNEL ADDRESS --key``: the receipt of a post that a person made by hand."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.run import make_world, open_workplace
from amtsfunk.commands.publishing.statement import Saying, add_key, say
from amtsfunk.model.errors import NotFound, Refused, UsageError


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("post", metavar="BEITRAG", help="Name des Beitrags (Datei ohne „.md“)")
    parser.add_argument("channel", metavar="KANAL", help="Name des Kanals aus plans/channels.yml")
    parser.add_argument("address", metavar="ADRESSE", help="Adresse, unter der der Beitrag dort steht")
    add_key(parser)


def run(arguments: Namespace) -> int:
    with open_workplace(arguments, needs_root=False) as place:
        if not arguments.address.startswith(("https://", "http://")):
            raise UsageError(f"„{arguments.address}“ ist keine Adresse.", "Sie beginnt mit https://")
        if arguments.channel not in place.settings.channels:
            raise NotFound(f"Einen Kanal „{arguments.channel}“ gibt es nicht in plans/channels.yml.")
        world = make_world(place, place.ledger, arguments, arguments.repository)
        if not world.is_post(arguments.post):
            raise NotFound(f"Einen Beitrag „{arguments.post}“ gibt es auf main nicht.")
        lane = place.ledger.post(arguments.post).lanes.get(arguments.channel)
        if lane is not None and lane.is_out:
            raise Refused(f"„{arguments.post}“ ist auf „{arguments.channel}“ schon als veröffentlicht eingetragen.")
        subject = f"{arguments.post}/{arguments.channel}"
        saying = Saying("record", subject, {"address": arguments.address})
        person = say(place, arguments.remote, saying, arguments.key)
    print(f"{person} hat eingetragen: {arguments.post} steht auf {arguments.channel} unter {arguments.address}")
    print("Ins Sendebuch kommt es mit dem nächsten Lauf von „amtsfunk publish“, der die Unterschrift prüft.")
    return 0
