"""What a pull request would put out, as one job tells another: ``proposal/1``, strict on both ends.

The first job works on what a stranger proposed, with no rights; the second one may comment, and believes nothing. So
this form has only types that can be checked without trust: every text and every list has an end, unknown keys are
refused, identifiers have a pattern. What a text *means* nobody promises: it is shown as code (``report/markdown.py``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from amtsfunk.model.post import Kind

LARGEST = 2_000_000
"""Bytes of the whole; a week of posts for seven channels has some 100,000."""
MOST_POSTS = 150
MOST_HINTS = 60
MOST_OTHERS = 300
LONGEST_TEXT = 20_000
LONGEST_LINE = 1_000

Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Line = Annotated[str, StringConstraints(max_length=LONGEST_LINE)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Shown(_Strict):
    """A picture of a part."""

    file: Line
    alt: Line
    credit: Line | None


class Portion(_Strict):
    """One part on one channel; length, limit and unit are those of the tightest limit."""

    text: Text
    length: Count
    limit: Count
    unit: Name
    pictures: Annotated[tuple[Shown, ...], Field(max_length=20)]
    link: Line | None
    warning: Line | None
    action: Literal["create", "edit", "reply", "delete"]
    target: Line | None


class View(_Strict):
    """One post on one channel."""

    channel: Name
    parts: Annotated[tuple[Portion, ...], Field(min_length=1, max_length=60)]


class Hint(_Strict):
    """A finding of the check."""

    severity: Literal["error", "warning", "notice"]
    path: Line
    line: Annotated[int, Field(ge=1, le=10_000_000)]
    rule: Name
    message: Line
    remedy: Line


class Proposed(_Strict):
    """A post that is new or changed. ``digest``: of the manifest that an approval would cover; None, and no views,
    where the post cannot be put together."""

    path: Line
    title: Line
    new: bool
    due: AwareDatetime | Literal["after approval"] | None
    latest: AwareDatetime | None
    kind: Kind
    sensitive: bool
    digest: Digest | None
    views: Annotated[tuple[View, ...], Field(max_length=40)]
    hints: Annotated[tuple[Hint, ...], Field(max_length=MOST_HINTS)]


class Stayed(_Strict):
    """A post that this change does not touch and that it would hold all the same, or whose file it takes away."""

    path: Line
    title: Line
    due: AwareDatetime | Literal["after approval"] | None
    channels: Annotated[tuple[Name, ...], Field(max_length=40)]
    why: Literal["account", "channel", "picture", "gone"]


class Proposal(_Strict):
    """``more``: how many posts and hints there are beyond those listed."""

    v: Literal[1] = 1
    posts: Annotated[tuple[Proposed, ...], Field(max_length=MOST_POSTS)]
    stayed: Annotated[tuple[Stayed, ...], Field(max_length=MOST_OTHERS)]
    hints: Annotated[tuple[Hint, ...], Field(max_length=MOST_OTHERS)]
    errors: Count
    warnings: Count
    notices: Count
    more: Count


class NotAProposal(Exception):
    """The bytes are no ``proposal/1``. What exactly is wrong with them is nobody's business: it could be text."""


def write_proposal(proposal: Proposal) -> bytes:
    return proposal.model_dump_json(indent=1).encode()


def read_proposal(data: bytes) -> Proposal:
    """Raises NotAProposal."""
    if len(data) > LARGEST:
        raise NotAProposal
    try:
        return Proposal.model_validate_json(data)
    except (ValidationError, ValueError, RecursionError) as wrong:
        raise NotAProposal from wrong


def due_order(due: datetime | str | None) -> tuple[int, float]:
    """At once first, then by time, drafts last."""
    if isinstance(due, datetime):
        return 1, due.timestamp()
    return (2, 0.0) if due is None else (0, 0.0)
