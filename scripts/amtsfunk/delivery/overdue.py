"""What should be over by now and is not: for whoever watches from outside (``amtsfunk status --overdue``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from amtsfunk.delivery.state import UNSENT, Lane, PostState, Status

RUN_LATE = timedelta(minutes=30)
"""A forge's scheduler is late as a rule; what is due for longer than this has met no run that could send it."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """``since``: when it should have been over. ``kind``: held (a person must decide), unrecorded (handed over, no
    address yet, and its time is over), unsent (due, and no run sent it), unresolved (nobody looked after the quiet
    period)."""

    post: str
    channel: str
    kind: str
    since: datetime


def overdue_of(posts: Iterable[PostState], now: datetime) -> tuple[Overdue, ...]:
    """In the order of their times."""
    found = [item for post in posts for lane in post.lanes.values() if (item := _of(post, lane, now)) is not None]
    return tuple(sorted(found, key=lambda item: (item.since, item.post, item.channel)))


def _of(post: PostState, lane: Lane, now: datetime) -> Overdue | None:
    step, captured = lane.current, post.captured
    if captured is None or lane.has_ended:
        return None
    if step.status is Status.held:
        return Overdue(post.post, lane.name, "held", step.since or captured.due)
    if step.status is Status.handed:
        latest = step.again_until or captured.latest
        return Overdue(post.post, lane.name, "unrecorded", latest) if now > latest else None
    if step.status in UNSENT and step.number == 1:
        due = max(captured.due, step.retry_at or captured.due)
        return Overdue(post.post, lane.name, "unsent", due) if now > due + RUN_LATE else None
    if step.standing and step.quiet_until is not None and now > step.quiet_until + RUN_LATE:
        return Overdue(post.post, lane.name, "unresolved", step.quiet_until)
    return None
