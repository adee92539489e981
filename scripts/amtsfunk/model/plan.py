"""``plans/plan.yml``: how often, how evenly and how far ahead an office means to post (R01, R02, R10, R18, R21, R22).

Numbers that are not named come from the profile (``amtsfunk.planning.numbers``). Without this file no plan is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Day, Duration, Frozen, Line, Slug
from amtsfunk.model.post import Audience
from amtsfunk.model.team import Role


class ProfileName(StrEnum):
    small = "small"
    standard = "standard"
    large = "large"


class Per(StrEnum):
    day = "day"
    week = "week"


_Count = Annotated[int, Field(ge=0, le=200)]
_Percent = Annotated[int, Field(ge=0, le=100)]
_Minutes = Annotated[int, Field(ge=1, le=2_000)]


class Cadence(Frozen):
    """How many posts a channel should get: ``per`` weekday on average (R01), or per week. That ``most`` is no less than
    ``least`` is a rule's business."""

    least: _Count
    most: _Count
    per: Per = Per.day


class Coverage(Frozen):
    """How many posts that are not bound to the day's news should be dated for the next 14 and 28 days (R18)."""

    next_14_days: _Count
    next_28_days: _Count


class Share(Frozen):
    """Per cent of the posts of four weeks (R21, R22)."""

    least: _Percent = 0
    most: _Percent = 100


class Effort(Frozen):
    """Minutes that one post takes: to write, and for each approval (R10)."""

    writing: _Minutes
    approving: _Minutes


class QuietTime(Frozen):
    """A day of mourning, or several: only what is urgent goes out."""

    name: Line
    begins: Day
    ends: Day


class PlanSettings(Frozen):
    """``cadence``, ``topic``, ``audience``: for whatever ``channels``, ``topics`` and ``audiences`` do not name;
    ``gap``: between two posts on one channel; ``capacity``: hours a week of all people with a role together;
    ``dormant_after``: days without a post until a channel counts as neglected (R69); ``duty_ahead``: days for which
    somebody should be entered (R06); ``training_ahead``: days before its end that a training is told (R17)."""

    profile: ProfileName = ProfileName.standard
    cadence: Cadence | None = None
    topic: Share | None = None
    audience: Share | None = None
    duty_ahead: Annotated[int, Field(ge=1, le=90)] | None = None
    training_ahead: Annotated[int, Field(ge=1, le=365)] | None = None
    channels: Mapping[Slug, Cadence] = Field(default_factory=dict)
    gap: Duration | None = None
    coverage: Coverage | None = None
    topics: Mapping[Slug, Share] = Field(default_factory=dict)
    audiences: Mapping[Audience, Share] = Field(default_factory=dict)
    effort: Effort | None = None
    capacity: Mapping[Role, Annotated[int, Field(ge=1, le=2_000)]] = Field(default_factory=dict)
    dormant_after: Annotated[int, Field(ge=7, le=730)] | None = None
    quiet: tuple[QuietTime, ...] = ()
