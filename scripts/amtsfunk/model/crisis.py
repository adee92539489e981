"""``plans/crisis.yml``: levels, scenarios and contacts for the case of a crisis (R44)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Flag, Frozen, Line, Slug
from amtsfunk.model.team import Role


class CrisisLevel(Frozen):
    """``decided_by``: whoever holds one of these roles may declare the level."""

    id: Slug
    title: Line
    meaning: Line
    decided_by: Annotated[tuple[Role, ...], Field(min_length=1)]


class Scenario(Frozen):
    """``stop``: all scheduled posts that are no crisis posts are stopped first. ``modules``: ids of agreed posts."""

    title: Line
    level: Slug
    stop: Flag
    first_steps: Annotated[tuple[Line, ...], Field(min_length=1)]
    modules: tuple[Slug, ...] = ()
    guideline: Line | None = None


class CrisisContact(Frozen):
    """``reach`` says where the number is kept; a private number never enters git."""

    function: Line
    reach: Line


class Crisis(Frozen):
    levels: Annotated[tuple[CrisisLevel, ...], Field(min_length=1)]
    scenarios: Mapping[Slug, Scenario]
    contacts: tuple[CrisisContact, ...] = ()
