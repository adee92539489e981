"""Places of the week plans, and those that no post took: the planned half that no ledger knows of (R18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtsfunk.pages.figures import Outing
from amtsfunk.pages.spans import Span

if TYPE_CHECKING:
    from amtsfunk.model.week import WeekPlan


@dataclass(frozen=True, slots=True)
class EmptyPlace:
    """``post``: the draft that the week plan names, where it names one."""

    at: datetime
    channels: tuple[str, ...]
    topic: str
    idea: str | None
    post: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """``count``: all of a span that have a time; ``empty``: by time."""

    count: int = 0
    empty: tuple[EmptyPlace, ...] = ()


def places_of(span: Span, weeks: Iterable[WeekPlan], outings: Iterable[Outing], zone: ZoneInfo) -> Places:
    """A place is taken by the post that it names, wherever that was moved, and by any post at its time on one of its
    channels."""
    places = [
        EmptyPlace(slot.at, slot.channels, slot.topic, slot.idea, slot.post)
        for week in weeks
        for slot in week.slots
        if slot.at is not None and slot.at.astimezone(zone).date() in span
    ]
    posts, times = {one.post for one in places}, {one.at for one in places}
    named, taken = set(), set()
    for one in outings:
        if one.post in posts:
            named.add(one.post)
        if one.due in times:
            taken.add((one.due, one.channel))
    empty = [
        one
        for one in places
        if one.post not in named and not any((one.at, channel) in taken for channel in one.channels)
    ]
    return Places(len(places), tuple(sorted(empty, key=lambda place: (place.at, place.topic, place.channels))))
