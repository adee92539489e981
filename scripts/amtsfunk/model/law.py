"""``site/law/<land>.yml``: bodies and duties by the law of a Land, each with its source (REQUIREMENTS.md § 3)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from amtsfunk.model.base import Address, Day, Frozen, Line


class LawSubject(StrEnum):
    accessibility_law = "accessibility-law"
    accessibility_supervision = "accessibility-supervision"
    accessibility_arbitration = "accessibility-arbitration"
    data_protection = "data-protection"
    archives = "archives"
    information_access = "information-access"
    media_supervision = "media-supervision"
    holidays_note = "holidays-note"


class LawEntry(Frozen):
    """``law`` names the act, ``body`` who is in charge, ``address`` its page; ``source`` is where we read it on
    ``as_of``."""

    id: LawSubject
    body: Line | None = None
    law: Line
    duty: Line
    address: Address | None = None
    source: Address
    as_of: Day


class LandLaw(Frozen):
    """``checked_by`` is a function such as „Rechtsamt“; unchecked entries are shown as such."""

    land: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Line
    checked_on: Day | None = None
    checked_by: Line | None = None
    entries: tuple[LawEntry, ...]

    def entry(self, subject: LawSubject) -> LawEntry | None:
        return next((one for one in self.entries if one.id is subject), None)
