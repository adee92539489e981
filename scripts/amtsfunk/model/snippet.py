"""``content/snippets/<slug>.md``: agreed texts for replies and posts (R19, R73). They never go out by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from amtsfunk.model.base import Day, Flag, Frozen, Line, Slug

BLANK = re.compile(r"\{([^{}\n]{0,40})\}")
"""What a person, or a slot of a module, fills in: ``{ort}``."""


VERSION_LINK = "link-zur-fassung"
"""The blank that no person fills: the permanent address of the snippet's clause or measure, in the version in force."""


class SnippetUse(StrEnum):
    """``reply`` answers a comment or message, ``text`` is a building block for posts."""

    reply = "reply"
    text = "text"


class Agreement(Frozen):
    """Who agreed to these words, when, and until when they may be used (R19). ``agreed_by`` are signs of the team;
    ``waive`` names rules that do not apply here, and why."""

    agreed_by: Annotated[tuple[Slug, ...], Field(min_length=1)]
    agreed_on: Day
    valid_until: Day
    waive: Mapping[Slug, Line] = Field(default_factory=dict)

    def valid_on(self, day: date) -> bool:
        """``valid_until`` is the last day."""
        return self.agreed_on <= day <= self.valid_until


class SnippetHead(Agreement):
    """``clause`` and ``measure`` are ids of the netiquette; ``department``: whom the press office asks (R77)."""

    use: SnippetUse = SnippetUse.reply
    topic: Slug | None = None
    clause: Slug | None = None
    measure: Slug | None = None
    department: Line | None = None
    easy: Flag = False


class Snippet(Frozen):
    """``id`` is the file's stem; ``text`` is plain text in NFC, which begins at ``line``."""

    model_config = ConfigDict(str_strip_whitespace=False)

    id: str
    path: str
    head: SnippetHead
    title: str
    text: str
    line: int

    @property
    def blanks(self) -> tuple[str, ...]:
        """What a person fills in, in order of appearance, each once."""
        return tuple(dict.fromkeys(BLANK.findall(self.text)))
