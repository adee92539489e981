"""``amtsfunk status``: what is coming, what went out, what lies, what is stopped. Reads only."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amtsfunk.commands.agreed.reviewing import review_lines, sender_of
from amtsfunk.commands.publishing.advice import OTHER, address_of, anchor_of, lines_of
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.run import make_world, open_workplace
from amtsfunk.commands.publishing.texts import lane_text, local, reason_text, stop_text, waiting_texts
from amtsfunk.delivery.events import format_time
from amtsfunk.delivery.heading import heading_of
from amtsfunk.delivery.index import Index, Waiting
from amtsfunk.delivery.overdue import Overdue, overdue_of
from amtsfunk.delivery.state import Lane, PostState, Status, Stop
from amtsfunk.effects.ledger_modules import REVIEWED_WITHIN, sent_modules
from amtsfunk.model.authority import Authority
from amtsfunk.report.safe import visible

_ALARMS = frozenset({Status.held})


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="Form der Ausgabe")
    parser.add_argument("--overdue", action="store_true", help="nur zeigen, was längst erledigt sein sollte")
    parser.add_argument(
        "--exit-code", action="store_true", help="mit 1 enden, wenn etwas überfällig ist oder jemand entscheiden muss"
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that ``status`` shows, as of one ledger commit."""

    ledger: str | None
    index: Index
    posts: tuple[PostState, ...]
    stops: tuple[Stop, ...]
    overdue: tuple[Overdue, ...] = ()
    of_modules: tuple[PostState, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        return tuple(self.index.waiting[path] for path in sorted(self.index.waiting))


def run(arguments: Namespace) -> int:
    with open_workplace(arguments, needs_root=False) as place:
        world = make_world(place, place.ledger, arguments, arguments.repository)
        index = place.ledger.index()
        posts = tuple(place.ledger.post(post) for post in sorted(index.open))
        now = place.clock.now()
        stops = tuple(stop for stop in world.stops(now) if stop.lifted_at is None)
        of_modules = sent_modules(place.git, place.ledger.tip, now - REVIEWED_WITHIN)
        headings = {post.post: heading_of(post, place.ledger.payload) for post in posts}
        standing = Standing(place.ledger.tip, index, posts, stops, overdue_of(posts, now), of_modules, headings)
        authority = place.settings.authority
    if arguments.format == "json":
        print(json.dumps(to_json(standing, authority), indent=2, ensure_ascii=False))
    elif arguments.overdue:
        _print_overdue(standing.overdue, authority.zone)
    else:
        _print(standing, now, authority)
    return int(arguments.exit_code and bool(standing.overdue))


def _stop_line(stop: Stop, zone: ZoneInfo) -> str:
    """What is stopped, since when, by whom as far as that is known, and by which file."""
    who = f" durch {stop.person}" if stop.person else ""
    return visible(f"STOPP {stop.id}: {stop_text(stop)}, seit {local(stop.seen_at, zone)}{who} (Datei „{stop.path}“)")


_OVERDUE = {
    "held": "angehalten, bitte entscheiden",
    "unrecorded": "übergeben, aber keine Adresse eingetragen",
    "unsent": "fällig, aber kein Lauf hat gesendet",
    "unresolved": "unklar, ob erschienen, und niemand hat nachgesehen",
}


def _print_overdue(overdue: Sequence[Overdue], zone: ZoneInfo) -> None:
    for item in overdue:
        print(visible(f"seit {local(item.since, zone)}  {item.post}  {item.channel}: {_OVERDUE[item.kind]}"))
    if not overdue:
        print("Nichts ist überfällig, und nichts wartet auf eine Entscheidung.")


def to_json(standing: Standing, authority: Authority) -> dict[str, Any]:
    """A stable form; times are RFC 3339 in UTC, ``status`` is a word of DELIVERY.md § 4, ``help`` the address of the
    handbook's section, where a person is asked and the internal site is known."""
    return {
        "v": 1,
        "ledger": standing.ledger,
        "main": standing.index.main,
        "newest": format_time(standing.index.newest) if standing.index.newest else None,
        "stops": [
            {
                "id": stop.id,
                "scope": stop.scope,
                "post": stop.target,
                "since": format_time(stop.seen_at),
                "person": stop.person,
                "path": stop.path,
            }
            for stop in standing.stops
        ],
        "posts": [_post_json(post, standing.headings.get(post.post), authority) for post in standing.posts],
        "waiting": [
            {"post": item.post, "path": item.path, "due": _time(item.due), "reasons": list(item.reasons)}
            for item in standing.waiting
        ],
        "overdue": [
            {"post": item.post, "channel": item.channel, "kind": item.kind, "since": _time(item.since)}
            for item in standing.overdue
        ],
        "of_modules": [
            {"post": post.post, "at": _time(post.captured.at if post.captured else None), "person": sender_of(post)}
            for post in standing.of_modules
        ],
        "held": sum(lane.current.status in _ALARMS for post in standing.posts for lane in post.lanes.values()),
    }


def _post_json(post: PostState, heading: str | None, authority: Authority) -> dict[str, Any]:
    captured = post.captured
    return {
        "post": post.post,
        "title": heading if captured else None,
        "due": _time(captured.due if captured else None),
        "latest": _time(captured.latest if captured else None),
        "channels": [
            {
                "channel": lane.name,
                "status": lane.current.status.value,
                "step": lane.current.number,
                "reason": lane.current.reason,
                "help": address_of(authority, anchor_of(lane.current.status, lane.current.reason)) or None,
                "address": lane.current.accepted.address if lane.current.accepted else None,
            }
            for lane in post.lanes.values()
        ],
    }


def _time(when: Any) -> str | None:
    return format_time(when) if when is not None else None


def _print(standing: Standing, now: datetime, authority: Authority) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    for stop in standing.stops:
        console.print(Text(_stop_line(stop, authority.zone), style="bold red"))
    if standing.posts:
        console.print(_table(standing.posts, authority.zone))
    for line in waiting_texts(standing.waiting, now, authority.zone):
        console.print(Text(line))
    for line in review_lines(standing.of_modules, authority.zone):
        console.print(Text(line), soft_wrap=True)
    for line in lines_of(authority, _anchors(standing)):
        console.print(Text(line), soft_wrap=True)
    if not (standing.posts or standing.waiting or standing.stops or standing.of_modules):
        console.print("Es steht nichts an, nichts liegt, nichts ist gestoppt.")


def _anchors(standing: Standing) -> Iterator[str | None]:
    if standing.stops:
        yield OTHER["stop"]
    for post in standing.posts:
        yield from (anchor_of(lane.current.status, lane.current.reason) for lane in post.lanes.values())


def _table(posts: Sequence[PostState], zone: ZoneInfo) -> object:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table("Fällig", "Beitrag", "Kanal", "Stand", box=None, pad_edge=False)
    table.add_column("Warum", overflow="fold")
    for post in posts:
        due = local(post.captured.due, zone) if post.captured else "–"
        for lane in post.lanes.values():
            style = "bold red" if lane.current.status in _ALARMS else ""
            table.add_row(due, Text(post.post), Text(lane.name), Text(lane_text(lane), style=style), Text(_why(lane)))
    return table


def _why(lane: Lane) -> str:
    return visible(reason_text(lane.current.reason))
