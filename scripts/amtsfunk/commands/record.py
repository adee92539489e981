"""``amtsfunk record POST CHANNEL ADDRESS --key``: the receipt of a post that a person made by hand."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.run import make_world, open_workplace
from amtsfunk.commands.publishing.statement import Saying, add_key, say
from amtsfunk.delivery.receipts import receipt_refusal
from amtsfunk.model.errors import NotFound, Refused
from amtsfunk.report.safe import visible


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("post", metavar="BEITRAG", help="Name des Beitrags (Datei ohne „.md“)")
    parser.add_argument("channel", metavar="KANAL", help="Name des Kanals aus plans/channels.yml")
    parser.add_argument("address", metavar="ADRESSE", help="Adresse, unter der der Beitrag dort steht")
    add_key(parser)


def run(arguments: Namespace) -> int:
    with open_workplace(arguments, needs_root=False) as place:
        if arguments.channel not in place.settings.channels:
            raise NotFound(f"Einen Kanal „{arguments.channel}“ gibt es nicht in plans/channels.yml.")
        world = make_world(place, place.ledger, arguments, arguments.repository)
        if not world.is_post(arguments.post):
            raise NotFound(f"Einen Beitrag „{arguments.post}“ gibt es auf main nicht.")
        lane = place.ledger.post(arguments.post).lanes.get(arguments.channel)
        channel = place.settings.channels[arguments.channel]
        refusal = receipt_refusal(channel, lane, arguments.address)
        if refusal is not None:
            raise _refused(refusal, arguments, channel.host)
        subject = f"{arguments.post}/{arguments.channel}"
        saying = Saying("record", subject, {"address": arguments.address})
        person = say(place, arguments.remote, saying, arguments.key)
    print(f"{person} hat eingetragen: {arguments.post} steht auf {arguments.channel} unter {arguments.address}")
    print("Ins Sendebuch kommt es mit dem nächsten Lauf von „amtsfunk publish“, der die Unterschrift prüft.")
    return 0


def _refused(reason: str, arguments: Namespace, host: str) -> Refused:
    named = f"„{arguments.post}“ auf „{arguments.channel}“"
    match reason:
        case "own-website":
            return Refused("Auf die eigene Website stellt Amtsfunk die Beiträge selbst; da ist nichts einzutragen.")
        case "already-recorded":
            return Refused(f"{named} ist schon als veröffentlicht eingetragen.")
        case "not-handed":
            return Refused(
                f"{named} ist noch nicht zum Veröffentlichen übergeben oder schon erledigt.",
                f"Den Stand zeigt: amtsfunk ledger show {arguments.post}",
            )
        case _:
            return Refused(
                f"„{visible(arguments.address)}“ ist keine Adresse auf {host}.",
                f"Sie beginnt mit https://{host}/ und enthält nur Zeichen ohne Leerstelle, Umlaute und ß.",
            )
