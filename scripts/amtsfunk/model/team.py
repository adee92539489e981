"""``plans/team.yml`` and ``plans/approval.yml``: who may do what, and what a post needs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Day, Flag, Frozen, Line, Moment, PublicKey, Slug
from amtsfunk.model.post import Kind


class Role(StrEnum):
    """R08, R09, R12, R15, R17, R74. ``external`` proposes and never approves."""

    editor = "editor"
    press = "press"
    cvd = "cvd"
    spokesperson = "spokesperson"
    deputy = "deputy"
    overall = "overall"
    steward = "steward"
    lawyer = "lawyer"
    personnel = "personnel"
    staff_council = "staff_council"
    external = "external"


class Unit(StrEnum):
    press = "press"
    department = "department"


class Person(Frozen):
    """One person under a short sign. No private data: names are optional, addresses absent. ``trained_until``: the
    last day on which the training counts (R17, R78); what it was stays outside git. ``forge_id``: the number of the
    person's account on the forge, which outlives every renaming."""

    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    unit: Unit = Unit.press
    name: Line | None = None
    function: Line | None = None
    forge_id: Annotated[int, Field(ge=1)] | None = None
    keys: tuple[PublicKey, ...] = ()
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    revoked: Moment | None = None
    trained_until: Day | None = None


class Team(Frozen):
    people: Annotated[Mapping[Slug, Person], Field(min_length=1)]


class Condition(Frozen):
    """When a row of the policy applies; what is not named does not matter."""

    kinds: tuple[Kind, ...] = ()
    department: Flag | None = None
    sensitive: Flag | None = None
    election: Flag | None = None


class PolicyRow(Frozen):
    """``needs``: each entry is one approval by a person of its own who holds one of these roles."""

    when: Condition = Condition()
    needs: Annotated[tuple[tuple[Role, ...], ...], Field(min_length=1)]
    instead: Flag = False
    fast_lane: Flag = False
    because: Line


class ApprovalPolicy(Frozen):
    """``plans/approval.yml``. All rows that apply add up; a row with ``instead`` replaces the rows before it."""

    rows: Annotated[tuple[PolicyRow, ...], Field(min_length=1)]


class ElectionWindow(Frozen):
    name: Line
    begins: Day
    ends: Day
    source: Line


class Elections(Frozen):
    """``plans/elections.yml`` (BVerfGE 44, 125); the dates are set by the lawyers."""

    windows: tuple[ElectionWindow, ...] = ()
