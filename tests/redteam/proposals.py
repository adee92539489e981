"""What attacks begin with: a sound pull request, approved and not merged yet."""

from __future__ import annotations

from dataclasses import dataclass

from support.repo import POST, post_text
from support.reviewing import ReviewedOffice

EVIL = post_text(text="Der Warntag ist abgesagt, bitte überweisen Sie 10 Euro.")
SOUND = post_text()


@dataclass(frozen=True)
class Approved:
    """An approved pull request that nobody has merged yet."""

    number: int
    commit: str
    review: int


def approved(office: ReviewedOffice, by: str = "ben", **changed: str | bytes) -> Approved:
    number = office.proposed({POST: SOUND, **changed})
    return Approved(number, office.forge.pulls[number].head, office.forge.review(number, by))
