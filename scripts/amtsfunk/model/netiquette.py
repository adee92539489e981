"""``netiquette/``: clauses, the ladder of measures, and what came of it each year (R30–R42)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amtsfunk.model.base import Day, Flag, Frozen, Line, Slug


class Weight(StrEnum):
    """Is what the clause describes against the law, or only not wanted here (R31–R34)?"""

    unlawful = "unlawful"
    unwanted = "unwanted"
    promise = "promise"


class Subject(StrEnum):
    """What a clause is about, in words that a machine can look for; wordings differ, these do not (R31-R41)."""

    insult = "insult"
    libel = "libel"
    defamation = "defamation"
    provocation = "provocation"
    vulgar = "vulgar"
    violent = "violent"
    discriminating = "discriminating"
    racist = "racist"
    sexist = "sexist"
    hateful = "hateful"
    unlawful = "unlawful"
    commercial = "commercial"
    off_topic = "off_topic"
    privacy = "privacy"
    network_terms = "network_terms"
    criticism = "criticism"


class Clause(Frozen):
    """``id`` is the anchor and never vanishes; ``easy`` is the wording in easy language; ``reply`` is the one text
    module (file stem in ``content/snippets/``) with which staff answer under this clause (R73)."""

    id: Slug
    title: Line
    weight: Weight
    text: Annotated[str, Field(min_length=1)]
    easy: Annotated[str, Field(min_length=1)]
    source: Line
    covers: tuple[Subject, ...] = ()
    reply: Slug | None = None


class Clauses(Frozen):
    version: Line
    in_force_from: Day
    review_by: Day
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]


class Step(StrEnum):
    """What a measure does (R37-R39). The first four grow in weight; the last two ask somebody else."""

    notice = "notice"
    hide = "hide"
    delete = "delete"
    block = "block"
    report = "report"
    complaint = "complaint"


class Measure(Frozen):
    """One rung of the ladder. ``networks``: what it means where; absent means the network cannot do it. ``reply``: the
    one text module that tells people of this measure, whatever the clause (R73)."""

    id: Slug
    title: Line
    text: Annotated[str, Field(min_length=1)]
    easy: Annotated[str, Field(min_length=1)]
    step: Step
    for_weights: Annotated[tuple[Weight, ...], Field(min_length=1)]
    needs_second_person: Flag = False
    networks: Mapping[str, Line] = Field(default_factory=dict)
    source: Line
    reply: Slug | None = None


class Ladder(Frozen):
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]


Count = Annotated[int, Field(ge=0, le=10_000_000)]
Year = Annotated[int, Field(ge=2000, le=2200)]


class YearNumbers(Frozen):
    """One year in sums; cases are never in git. ``measures``: id of a measure → how often it was taken; ``reviews``:
    how many people asked for one, ``changed``: after how many of them the measure was taken back or made milder."""

    comments: Count | None = None
    measures: Mapping[Slug, Count] = Field(default_factory=dict)
    reviews: Count
    changed: Count
    note: Line | None = None


class Numbers(Frozen):
    years: Annotated[Mapping[Year, YearNumbers], Field(min_length=1)]


class GuidelineSubject(StrEnum):
    """What the Dienstanweisung has to say something about (R41, R44, R47, R50-R63; BVerfGE 44, 125)."""

    private_use = "private_use"
    law = "law"
    own_channel = "own_channel"
    comments = "comments"
    mistakes = "mistakes"
    crisis = "crisis"
    elections = "elections"


class Consulted(StrEnum):
    """Who agrees to the guidelines beside the press office (R64)."""

    lawyer = "lawyer"
    personnel = "personnel"
    staff_council = "staff_council"


class GuidelineHead(Frozen):
    """Front matter of a page in ``guidelines/`` (R58–R65). ``agreed_with``: who agreed, where and when that is on file;
    they may agree in a system of their own, so this is a note and no signature. ``replies``: below the page stand the
    replies to every clause and measure, ready to be copied."""

    number: Annotated[int, Field(ge=1, le=999)]
    title: Line
    version: Line
    in_force_from: Day
    review_by: Day
    source: Line | None = None
    covers: tuple[GuidelineSubject, ...] = ()
    agreed_with: Mapping[Consulted, Line] = Field(default_factory=dict)
    replies: Flag = False
