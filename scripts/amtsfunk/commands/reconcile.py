"""``amtsfunk reconcile``: look on the networks and compare with the ledger. Never sends, never writes.

Every delivery that is claimed, ambiguous or held, and what was accepted lately. ``publish`` itself looks after the
quiet period; this is for whoever does not want to wait, or doubts. Only a session that a network hands out while it is
asked is kept, where there is ``--state``.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from amtsfunk.channels.contract import Absent, Accepted, CannotShow, Finding
from amtsfunk.commands.publishing.comparing import Comparison, Shown, compare
from amtsfunk.commands.publishing.observe import Publishing
from amtsfunk.commands.publishing.run import Workplace, make_world, open_workplace
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.texts import STATUS, reason_text
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.state import Lane, PostState, Status, Step
from amtsfunk.model.channel import Via
from amtsfunk.model.errors import AmtsfunkError, NotFound
from amtsfunk.report.safe import visible

_UNSURE = frozenset({Status.claimed, Status.ambiguous, Status.held})
_DAYS = 14
_SHOWN = {
    Shown.there: "steht dort",
    Shown.absent: "steht nicht dort",
    Shown.cannot_show: "nicht festzustellen",
    Shown.different: "steht anders dort",
}


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("--channel", metavar="KANAL", help="nur diesen Kanal")
    parser.add_argument("--post", metavar="BEITRAG", help="nur diesen Beitrag, wie alt er auch ist")
    parser.add_argument(
        "--days", metavar="TAGE", type=int, default=_DAYS, help=f"Veröffentlichtes der letzten Tage (sonst {_DAYS})"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="Form der Ausgabe")


def run(arguments: Namespace) -> int:
    """0: nothing contradicts the ledger; 1: something does, or the network has the answer for what is held."""
    with open_workplace(arguments, needs_root=False) as place:
        if arguments.channel is not None and arguments.channel not in place.settings.channels:
            raise NotFound(f"Einen Kanal „{visible(arguments.channel)}“ gibt es nicht in plans/channels.yml.")
        world = make_world(place, place.ledger, arguments, arguments.repository)
        since = place.clock.now() - timedelta(days=arguments.days)
        wanted = list(_wanted(place, arguments, since))
        if arguments.post is not None and not wanted:
            raise NotFound(
                f"Von „{visible(arguments.post)}“ ist nichts zu vergleichen.",
                "Alles zeigt: amtsfunk ledger show BEITRAG",
            )
        found = [compare(key, post.lanes[key.channel], ask(place, world, post, key)) for post, key in wanted]
    if arguments.format == "json":
        print(json.dumps(to_json(found), indent=2, ensure_ascii=False))
    else:
        _print(found)
    return int(any(one.differs for one in found))


def to_json(found: Sequence[Comparison]) -> dict[str, Any]:
    """A stable form; ``shown`` is there, absent, cannot-show or different."""
    rows = [
        {
            "post": one.key.post,
            "channel": one.key.channel,
            "step": one.key.step,
            "status": one.status.value,
            "shown": one.shown.value,
            "why": one.why,
            "address": one.address,
            "differs": one.differs,
            "todo": one.todo,
        }
        for one in found
    ]
    return {"v": 1, "differs": any(one.differs for one in found), "deliveries": rows}


# ---------------------------------------------------------------- what to ask about


def _wanted(place: Workplace, arguments: Namespace, since: datetime) -> Iterator[tuple[PostState, Key]]:
    names = [arguments.post] if arguments.post is not None else _names(place)
    for name in names:
        post = place.ledger.post(name)
        for lane in post.lanes.values():
            if arguments.channel in (None, lane.name):
                whole = arguments.post is not None
                numbers = (step.number for step in lane.steps if _is_wanted(lane, step, since, whole=whole))
                yield from ((post, Key(name, lane.name, number)) for number in numbers)


def _names(place: Workplace) -> list[str]:
    """Every post that the ledger knows, by name."""
    tip = place.ledger.tip
    files = (entry.path for entry in place.git.tree(tip)) if tip else ()
    return sorted(path.rsplit("/", 1)[-1].removesuffix(".jsonl") for path in files if _is_post(path))


def _is_post(path: str) -> bool:
    return path[2:3] == "/" and path.endswith(".jsonl")


def _is_wanted(lane: Lane, step: Step, since: datetime, *, whole: bool) -> bool:
    """What was withdrawn or redacted is not to be found, and that is as it should be."""
    if step.status in _UNSURE:
        return step.claim is not None
    gone = lane.withdrawn_by is not None or lane.redacted is not None
    return step.is_out and not gone and step.accepted is not None and (whole or step.accepted.at >= since)


def ask(place: Workplace, world: Publishing, post: PostState, key: Key) -> Finding:
    """What the network shows; a defect in asking about one delivery hides no other (I12)."""
    try:
        return _find(place, world, post, key)
    except AmtsfunkError:
        raise
    except Exception as defect:
        return CannotShow(f"defect-{type(defect).__name__}")


def _find(place: Workplace, world: Publishing, post: PostState, key: Key) -> Finding:
    channel = place.settings.channels.get(key.channel)
    if channel is None:
        return CannotShow("unknown-channel")
    job = world.job(post, key)
    if job is None:
        return CannotShow("no-claim")
    if channel.via is not Via.site:
        return world.search(job)()
    if not post.lanes[key.channel].steps[key.step - 1].is_out:
        return Absent()
    # The website is asked for the page; one that does not answer with the digest is no proof that it was taken down.
    return Accepted(None, job.address) if world.confirmation(job)() else CannotShow("page")


# ---------------------------------------------------------------- showing


def _print(found: Sequence[Comparison]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    if found:
        table = Table("Beitrag", "Kanal", "Teil", "Sendebuch", "Netzwerk", box=None, pad_edge=False)
        table.add_column("Näheres", overflow="fold")
        for one in found:
            style = "bold red" if one.differs else ""
            more = " · ".join(filter(None, (visible(reason_text(one.why)), visible(one.address or ""))))
            shown = Text(_SHOWN[one.shown], style=style)
            table.add_row(Text(one.key.post), Text(one.key.channel), str(one.key.step), STATUS[one.status], shown, more)
        console.print(table)
    for one in found:
        if one.todo:
            console.print(Text(f"{one.key.post} auf {one.key.channel}: {visible(one.todo)}"))
    console.print(Text(_summary(found)))


def _summary(found: Sequence[Comparison]) -> str:
    different = sum(one.differs for one in found)
    if not found:
        return "Es gibt nichts zu vergleichen."
    if different:
        return f"{different} von {len(found)} weichen ab. Es wurde nichts geändert."
    unknown = sum(one.shown is Shown.cannot_show for one in found)
    rest = f" Bei {unknown} ließ sich nichts feststellen." if unknown else ""
    return f"Verglichen: {len(found)}. Nichts weicht ab.{rest}"
