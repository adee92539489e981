"""``plans/radar.yml``: subjects on which we could or should say something (R67). Never with personal data."""

from __future__ import annotations

from enum import StrEnum

from amtsfunk.model.base import Day, Frozen, Line, Slug


class RadarStatus(StrEnum):
    watch = "watch"
    plan = "plan"
    done = "done"


class RadarTopic(Frozen):
    """``source`` is where the subject comes up (a newspaper, the council), never a person."""

    id: Slug
    title: Line
    question: Line
    why: Line
    topic: Slug
    status: RadarStatus
    source: Line
    since: Day
    look_again: Day
    owner: Slug


class Radar(Frozen):
    topics: tuple[RadarTopic, ...]
