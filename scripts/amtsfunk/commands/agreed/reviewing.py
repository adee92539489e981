"""What went out by a module, for those who look at it afterwards (R43): who sent it, and with which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from amtsfunk.commands.publishing.texts import local
from amtsfunk.delivery.state import PostState
from amtsfunk.report.safe import visible


def sending_of(post: PostState) -> Mapping[str, Any]:
    """What the capture keeps of the statement: id, person, slots and the statement's own times and nonce."""
    sending = post.captured.evidence.get("module") if post.captured is not None else None
    return sending if isinstance(sending, Mapping) else {}


def sender_of(post: PostState) -> str:
    return visible(str(sending_of(post).get("person", "?")))


def slots_of(post: PostState) -> str:
    """``gebiet: Altstadt, stunden: 3``."""
    slots = sending_of(post).get("slots")
    return visible(", ".join(f"{name}: {value}" for name, value in slots.items())) if isinstance(slots, Mapping) else ""


def review_lines(posts: Sequence[PostState], zone: ZoneInfo) -> Iterator[str]:
    """One line a post, after a headline; nothing where there is none."""
    if posts:
        yield "In den letzten sieben Tagen aus einem Modul gesendet, bitte nachträglich ansehen:"
    for post in posts:
        if post.captured is not None:
            words = slots_of(post)
            when = local(post.captured.at, zone)
            yield f"  {when}  {post.post}  von {sender_of(post)}{f' ({words})' if words else ''}"
