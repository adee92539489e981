"""``plans/applications/<slug>.md``: a department asks for a channel of its own (R50–R57)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from amtsfunk.model.base import Day, Frozen, Line, Slug
from amtsfunk.model.post import Audience

LETTERS = "abcdefgh"
"""The eight questions, in their order."""


class ApplicationStatus(StrEnum):
    draft = "draft"
    submitted = "submitted"
    approved = "approved"
    refused = "refused"


class ApplicationHead(Frozen):
    """``contact`` is a function, no name; ``decided_by`` are signs of the team. ``audiences``, ``formats`` and
    ``weekly_hours`` are the decision sheet: for whom, with what, and how much work (R70)."""

    department: Line
    network: Slug
    working_title: Line
    contact: Line
    audiences: tuple[Audience, ...] = ()
    formats: tuple[Line, ...] = ()
    weekly_hours: Annotated[int, Field(ge=1, le=200)] | None = None
    status: ApplicationStatus
    submitted_on: Day | None = None
    decided_on: Day | None = None
    decided_by: tuple[Slug, ...] = ()
    review_by: Day | None = None


class Section(Frozen):
    """One ``## `` heading with what stands below it, in the file's order. ``letter`` is empty where the heading has
    none of a to h; ``line`` is the heading's."""

    model_config = ConfigDict(str_strip_whitespace=False)

    letter: str
    heading: str
    text: str
    line: int


class Application(Frozen):
    """``id`` is the file's stem; the sections hold the Markdown below the title."""

    model_config = ConfigDict(str_strip_whitespace=False)

    id: str
    path: str
    head: ApplicationHead
    title: str
    sections: tuple[Section, ...]

    def answer(self, letter: str) -> str:
        """What stands under ``## a) …``; empty where there is no such section."""
        return next((section.text for section in self.sections if section.letter == letter), "")
