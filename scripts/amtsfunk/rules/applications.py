"""Rules over applications for a channel of one's own: all eight questions answered, and decided by whoever may
(R50–R57)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from amtsfunk.model.application import LETTERS, ApplicationStatus
from amtsfunk.model.finding import Place
from amtsfunk.model.team import Role
from amtsfunk.rules.cases import Hits, OfficeCase

if TYPE_CHECKING:
    from amtsfunk.model.application import Application

_DECIDED = frozenset({ApplicationStatus.approved, ApplicationStatus.refused})
_DECIDING = frozenset({Role.overall, Role.spokesperson})
_PLACEHOLDER = re.compile(
    r"[\s.…_\-–—?]*"
    r"(?:(?:folgt|wird (?:noch )?(?:ergänzt|nachgereicht)|(?:noch )?offen|n\.\s?n\.|tbd|todo|xxx)[\s.…!?]*)?",
    re.IGNORECASE,
)
"""What stands for an answer and is none."""


def find_unanswered(case: OfficeCase) -> Hits:
    """R50–R57: an application that was handed in answers all eight questions."""
    yield from _unanswered(case, draft=False)


def find_still_open(case: OfficeCase) -> Hits:
    """One finding for a whole draft: a new one has no answer at all."""
    found: dict[str, list[tuple[Place, str]]] = {}
    for place, values in _unanswered(case, draft=True):
        found.setdefault(place.path, []).append((place, values["letter"]))
    for open_ones in found.values():
        letters = [letter for _, letter in open_ones]
        whole = "a–h" if len(letters) == len(LETTERS) else ", ".join(letters)
        yield open_ones[0][0], {"letters": whole, "number": "one" if len(letters) == 1 else "many"}


def find_disordered_sections(case: OfficeCase) -> Hits:
    """The letter counts: everybody reads the answers in one order, each once."""
    for application in case.office.applications:
        expected = 0
        for index, section in enumerate(application.sections):
            place = case.at(application.path, "sections", index)
            number = LETTERS.find(section.letter) if section.letter else -1
            if number < 0:
                yield place, {"heading": section.heading, "problem": "unlettered"}
            elif number < expected:
                yield place, {"heading": f"{section.letter}) {section.heading}", "problem": "order"}
            expected = max(expected, number + 1)


def find_undecided(case: OfficeCase) -> Hits:
    """Approved or refused: then by whom, and when."""
    for application in case.office.applications:
        head = application.head
        if head.status in _DECIDED:
            for key, there in (("decided_on", head.decided_on), ("decided_by", head.decided_by)):
                if not there:
                    yield case.at(application.path, "status"), {"key": key, "status": head.status.value}


def find_without_sheet(case: OfficeCase) -> Hits:
    """R70: for whom, with what and at what cost; whoever decides compares channels by it."""
    for application in case.office.applications:
        head = application.head
        asked = {"audiences": head.audiences, "formats": head.formats, "weekly_hours": head.weekly_hours}
        missing = [key for key, there in asked.items() if not there]
        if missing and head.status in (ApplicationStatus.submitted, ApplicationStatus.approved):
            values = {"keys": ", ".join(missing), "example": _SHEET[missing[0]]}
            yield case.at(application.path, "status"), values


_SHEET = {"audiences": "audiences: [public, recruits]", "formats": "formats: [Bilder, kurze Videos]",
          "weekly_hours": "weekly_hours: 5"}  # fmt: skip


def find_decided_by_others(case: OfficeCase) -> Hits:
    """R08, R09: a channel is opened by whoever answers for all of them."""
    people = case.settings.people
    for application in case.office.applications:
        signs = [sign for sign in application.head.decided_by if sign in people]
        if signs and not any(_DECIDING.intersection(people[sign].roles) for sign in signs):
            fitting = sorted(sign for sign, person in people.items() if _DECIDING.intersection(person.roles))
            values = {"signs": ", ".join(signs), "fitting": ", ".join(fitting)}
            yield case.at(application.path, "decided_by"), values


def find_review_overdue(case: OfficeCase) -> Hits:
    """R69: whether a channel lives up to what was promised is looked at again."""
    for application in case.office.applications:
        head = application.head
        if head.status is ApplicationStatus.approved and head.review_by and head.review_by < case.today:
            yield case.at(application.path, "review_by"), {"day": f"{head.review_by:%d.%m.%Y}"}


def _unanswered(case: OfficeCase, *, draft: bool) -> Iterator[tuple[Place, dict[str, str]]]:
    for application in case.office.applications:
        if (application.head.status is ApplicationStatus.draft) is draft:
            for letter in LETTERS:
                if _PLACEHOLDER.fullmatch(application.answer(letter)):
                    yield _place_of(case, application, letter), {"letter": letter, "fixed": f"## {letter}) …"}


def _place_of(case: OfficeCase, application: Application, letter: str) -> Place:
    """The heading, or where it should stand: behind the last one before it."""
    before = [index for index, one in enumerate(application.sections) if one.letter and one.letter <= letter]
    return case.at(application.path, "sections", before[-1]) if before else case.at(application.path, "title")
