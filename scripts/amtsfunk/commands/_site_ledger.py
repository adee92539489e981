"""What the sites need from the ledger: accepted deliveries for the public, open ones for the internal page of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amtsfunk.delivery.state import Published
from amtsfunk.pages.plan import TODO, Delivery

if TYPE_CHECKING:
    from amtsfunk.effects.git import Git
    from amtsfunk.model.settings import Settings


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """``known`` False: there is no ledger here, which is no error before the first post."""

    known: bool = False
    published: tuple[Published, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    waiting: frozenset[str] = frozenset()
    stops: tuple[str, ...] = ()


def read_ledger(git: Git | None, settings: Settings) -> LedgerFacts:
    return LedgerFacts()
