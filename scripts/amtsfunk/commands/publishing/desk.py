"""What statements in the inbox are judged against, and who may make them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amtsfunk.approval.roster import holds
from amtsfunk.commands.publishing.judge import Main
from amtsfunk.delivery.state import Stop
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_book import Book
from amtsfunk.model.rota import Rota
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Condition, Role
from amtsfunk.source.paths import ROTA
from amtsfunk.source.plans import parse_plan

_ALWAYS_APPROVERS = frozenset({Role.spokesperson, Role.deputy, Role.overall})


class NotCounted(Exception):
    """Why a statement does not count; a reason id. ``detail``: what it is about, for the person who makes it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Desk:
    """``main``: what modules are judged by; None: none are sent."""

    book: Book
    settings: Settings
    stops: Mapping[str, Stop]
    is_on_main: Callable[[str], bool]
    now: datetime
    run: str
    main: Main | None = None


def is_approver(person: str, settings: Settings, now: datetime) -> bool:
    """Whoever may approve a post alone: by the rows for every post, and by the fast lane."""
    rows = settings.policy.rows if settings.policy else ()
    alone = [row for row in rows if row.when == Condition() or row.fast_lane]
    named = {role for row in alone for slot in row.needs for role in slot}
    day = now.astimezone(settings.authority.zone).date()
    return holds(settings.people.get(person), (named | _ALWAYS_APPROVERS) - {Role.external}, day)


def read_rota(git: Git, commit: str, settings: Settings) -> Rota | None:
    """The rota as a commit has it; one with a fault is none: nobody is on duty by guessing."""
    data = git.blob(commit, ROTA)
    return parse_plan(ROTA, data, Rota, settings.authority.zone).value if data is not None else None


def people_on_duty(rota: Rota | None, settings: Settings, now: datetime) -> tuple[str, ...]:
    """The signs of who is on duty today and of who stands in for them."""
    found = rota.on(now.astimezone(settings.authority.zone).date()) if rota is not None else None
    return tuple(sign for sign in (found.duty, found.substitute) if sign) if found is not None else ()
