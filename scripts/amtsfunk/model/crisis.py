"""``plans/crisis.yml``: levels, scenarios and contacts for the case of a crisis (R44)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Flag, Frozen, Line, Slug
from amtsfunk.model.team import Role


class CrisisStep(StrEnum):
    """The steps of a crisis, as they are drilled and measured (decision 0095)."""

    stop = "stop"
    contacts = "contacts"
    module = "module"
    fast_lane = "fast_lane"
    follow_up = "follow_up"
    lift = "lift"


class CrisisLevel(Frozen):
    """``decided_by``: whoever holds one of these roles may declare the level."""

    id: Slug
    title: Line
    meaning: Line
    decided_by: Annotated[tuple[Role, ...], Field(min_length=1)]


class Scenario(Frozen):
    """``stop``: all scheduled posts that are no crisis posts are stopped first. ``total``: crisis posts are
    stopped too, until somebody lifts it. ``modules``: ids of agreed posts."""

    title: Line
    level: Slug
    stop: Flag
    total: Flag = False
    first_steps: Annotated[tuple[Line, ...], Field(min_length=1)]
    modules: tuple[Slug, ...] = ()
    guideline: Line | None = None


class CrisisContact(Frozen):
    """``reach`` says where the number is kept; a private number never enters git."""

    function: Line
    reach: Line


class Crisis(Frozen):
    """``targets``: after how many minutes a step should be done; a drill measures against it."""

    levels: Annotated[tuple[CrisisLevel, ...], Field(min_length=1)]
    scenarios: Mapping[Slug, Scenario]
    contacts: tuple[CrisisContact, ...] = ()
    targets: Mapping[CrisisStep, Annotated[int, Field(ge=1, le=1440)]] = Field(default_factory=dict)
