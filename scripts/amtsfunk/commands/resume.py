"""``amtsfunk resume STOP --key``: say with your signature that a stop ends. The publisher checks and writes it down."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from amtsfunk.commands.publishing.run import Workplace, make_world, open_workplace
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.statement import Saying, add_key, say
from amtsfunk.commands.publishing.texts import stop_text
from amtsfunk.delivery.state import Stop
from amtsfunk.model.errors import NotFound, UsageError


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("stop", metavar="STOPP", nargs="?", help="Kennung des Stopps (ohne: alle Stopps zeigen)")
    parser.add_argument(
        "--release",
        metavar="BEITRAG",
        nargs="+",
        default=[],
        help="diese Beiträge noch senden, wenn ihre Sendezeit noch läuft; alles andere Fällige gilt als verpasst",
    )
    add_key(parser)


def run(arguments: Namespace) -> int:
    with open_workplace(arguments, needs_root=False) as place:
        world = make_world(place, place.ledger, arguments, arguments.repository)
        active = [stop for stop in world.stops(place.clock.now()) if stop.lifted_at is None]
        if arguments.stop is None:
            _list(active)
            return 0
        stop = _choose(active, arguments.stop)
        person = _lift(place, arguments, stop)
    print(f"{person} hebt den Stopp {stop.id} auf ({stop_text(stop)}).")
    print("Wirksam wird es mit dem nächsten Lauf von „amtsfunk publish“, der die Unterschrift prüft.")
    return 0


def _lift(place: Workplace, arguments: Namespace, stop: Stop) -> str:
    saying = Saying("lift", stop.id, {"release": " ".join(arguments.release)})
    return say(place, arguments.remote, saying, arguments.key)


def _choose(active: Sequence[Stop], named: str) -> Stop:
    """A stop by its id, or by what it stops where that is clear."""
    found = [stop for stop in active if named in (stop.id, stop.target or stop.scope)] or [
        stop for stop in active if stop.id.startswith(named)
    ]
    if not found:
        raise NotFound(f"Einen Stopp „{named}“, der noch gilt, gibt es nicht.", "Alle zeigen: amtsfunk resume")
    if len(found) > 1:
        names = ", ".join(stop.id for stop in found)
        raise UsageError(f"„{named}“ ist mehrdeutig: {names}.", "Bitte die ganze Kennung angeben.")
    return found[0]


def _list(active: Sequence[Stop]) -> None:
    for stop in active:
        print(f"{stop.id}  {stop_text(stop)}")
    if not active:
        print("Es gilt kein Stopp.")
