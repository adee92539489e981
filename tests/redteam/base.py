"""What an attack is, and whether it was refused for the reason that it must be."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from amtsfunk.approval.evidence import Refusal
from amtsfunk.approval.reasons import CONDITIONS, explain
from support.reviewing import ReviewedOffice

RULES = "*"
"""In the place of a post: governance itself must be refused, and with it every post."""
Play = Callable[[ReviewedOffice], str]


@dataclass(frozen=True)
class Attack:
    """``refused_by``: (condition, reason), any of which must be among the refusals."""

    name: str
    refused_by: tuple[tuple[str, str], ...]
    play: Play


def attacks_of(table: list[Attack]) -> Callable[..., Callable[[Play], Play]]:
    """A decorator that enters an attack: ``@attack(condition, reason, …)``."""

    def attack(*words: str, name: str | None = None) -> Callable[[Play], Play]:
        refused_by = tuple(zip(words[0::2], words[1::2], strict=True))

        def enter(play: Play) -> Play:
            table.append(Attack(name or play.__name__, refused_by, play))
            return play

        return enter

    return attack


@contextmanager
def office_in(folder: Path | None = None) -> Iterator[ReviewedOffice]:
    with tempfile.TemporaryDirectory(prefix="amtsfunk-redteam-") as own:
        office = ReviewedOffice.make(Path(folder or own))
        try:
            yield office
        finally:
            office.close()


def refusals_after(office: ReviewedOffice, attack: Attack) -> tuple[Refusal, ...]:
    """What the program says once the attack is done; empty would be a success of the attack."""
    path = attack.play(office)
    office.fetch()
    driver = office.driver()
    driver.failure = office.failure
    reviews = office.reviews(driver)
    governance = office.governance(None, reviews)
    if path == RULES:
        return governance.refusals
    verdict = office.verdict(path, reviews=reviews)
    return () if verdict.approved else verdict.refusals


def flaw_of(office: ReviewedOffice, attack: Attack) -> str | None:
    """Why this attack was not refused as it must be, or None."""
    refusals = refusals_after(office, attack)
    if not refusals:
        return "NOT REFUSED"
    given = {(refusal.condition, refusal.reason_id) for refusal in refusals}
    if not given & set(attack.refused_by):
        return f"refused by {sorted(given)}, not by {attack.refused_by}"
    named = all(explain(one).startswith(CONDITIONS[one.condition].de) and "{" not in explain(one) for one in refusals)
    return None if named else "a reason that does not name its condition"
