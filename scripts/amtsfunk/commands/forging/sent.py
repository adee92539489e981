"""``amtsfunk forge sent --since COMMIT``: tell the pull requests what of them is out, and where.

It reads the ledger alone, after the sending: no credential of any channel is needed. Each pull request has one comment
that shows all of its posts; it is made anew when more of them is out.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from amtsfunk.approval.paths import post_id
from amtsfunk.approval.pull import is_commit_id
from amtsfunk.commands.forging.since import moved_since, refuse_part_of_a_commit
from amtsfunk.commands.repository import read_settings
from amtsfunk.delivery.state import Lane, PostState
from amtsfunk.effects.forges.desks import Desk, desk_of
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_modules import is_of_module
from amtsfunk.effects.ledger_published import heading_at, post_at
from amtsfunk.model.settings import Settings
from amtsfunk.report.markdown import code, link

MARKER = "<!-- amtsfunk:gesendet -->"


def run(arguments: Namespace) -> int:
    """0: told. A post that no pull request brought is left out: it was approved by signature, or made of a module."""
    refuse_part_of_a_commit(arguments)
    desk = desk_of(os.environ)
    settings = read_settings(arguments.repository.resolve(), "ohne sie gibt es keinen Kommentar")
    with Git(arguments.repository) as git:
        tip, moved = moved_since(git, arguments)
        out = [post for post in moved if _anything_out(post) and not is_of_module(post)]
        numbers = {number for post in out for number in _pulls_of(post, desk)}
        for number in sorted(numbers):
            ids = dict.fromkeys(post for path in desk.changed_paths(number) if (post := post_id(path)))
            states = (post_at(git, str(tip), post) for post in ids)
            headed = [(heading_at(git, str(tip), post), post) for post in states if post]
            desk.put_comment(number, MARKER, render(headed, settings, desk.host))
            print(f"Kommentar zu {number} geschrieben.")
    return 0


def _pulls_of(post: PostState, desk: Desk) -> Sequence[int]:
    """The evidence names the pull request; where approval was by signature, the forge may know one all the same."""
    evidence = post.captured.evidence if post.captured else {}
    pull, merge = evidence.get("pull"), evidence.get("merge")
    if isinstance(pull, Mapping) and isinstance(pull.get("number"), int):
        return (pull["number"],)
    return desk.merged_pulls(str(merge)) if is_commit_id(merge) else ()


def _anything_out(post: PostState) -> bool:
    return any(step.is_out for lane in post.lanes.values() for step in lane.steps)


def render(posts: Sequence[tuple[str, PostState]], settings: Settings, forge: str) -> str:
    """One line a channel, by post, each with its heading. What is not out yet is said, too."""
    blocks = [MARKER, "## Was davon draußen ist"]
    for heading, post in sorted(posts, key=lambda one: one[1].post):
        blocks.append(f"**{code(heading or post.post)}**")
        lanes = (_line(lane, settings, forge) for _, lane in sorted(post.lanes.items()))
        blocks.append("\n".join(lanes))
    return "\n\n".join(blocks) + "\n"


def _line(lane: Lane, settings: Settings, forge: str) -> str:
    channel = settings.channels.get(lane.name)
    label = channel.label if channel is not None else code(lane.name)
    first = lane.steps[0].accepted
    if first is None:
        return f"- {label}: noch nicht ({_STATES.get(lane.current.status.value, 'siehe „amtsfunk status“')})"
    address = link(first.address, forge) if first.address else "ohne Adresse"
    return f"- {label}: {_clock(first.at, settings.authority.zone)} {address}"


_STATES = {
    "approved": "wartet auf seine Zeit",
    "handed": "zum Veröffentlichen von Hand übergeben",
    "held": "angehalten: bitte entscheiden",
    "missed": "verpasst",
    "rejected": "vom Netzwerk abgelehnt",
    "cancelled": "zurückgezogen",
    "deferred": "verschoben",
    "ambiguous": "unklar, es wird nachgesehen",
}


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"
