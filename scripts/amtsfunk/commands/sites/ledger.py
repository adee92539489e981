"""What the sites need from the ledger: accepted deliveries for the public, open ones for the internal page of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amtsfunk.commands.publishing.texts import reason_text, stop_text
from amtsfunk.delivery.state import Published
from amtsfunk.effects.ledger import VERIFIED, Ledger, Trust
from amtsfunk.effects.ledger_published import read_published
from amtsfunk.model.errors import GitFailed
from amtsfunk.pages.plan import Delivery

if TYPE_CHECKING:
    from amtsfunk.delivery.state import PostState
    from amtsfunk.effects.git import Git
    from amtsfunk.model.settings import Settings

ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """``tip``: the ledger's newest commit; None: there is no ledger here, which is no error before the first post."""

    tip: str | None = None
    published: tuple[Published, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    waiting: frozenset[str] = frozenset()
    stops: tuple[str, ...] = ()


def read_ledger(git: Git | None, remote: str, settings: Settings, posts: Iterable[str]) -> LedgerFacts:
    """Fetch, verify and read. Where ``origin`` cannot be had, what was verified here before is shown; a remote that was
    named must answer.

    ``posts``: ids whose deliveries are wanted although they may have ended. Raises LedgerUnreadable: nothing is built
    from a ledger that cannot be believed, for it would put words into the authority's mouth (DELIVERY.md I11).
    """
    if git is None:
        return LedgerFacts()
    authority = settings.authority
    ledger = Ledger(git, lambda _: Trust(authority.id, None, tuple(authority.publishers)), remote)
    try:
        ledger.refresh()
        tip = ledger.tip
    except GitFailed:
        if remote != ORIGIN:
            raise
        tip = git.resolve(VERIFIED)
    if tip is None:
        return LedgerFacts()
    ledger.refs["ledger"] = tip
    index = ledger.index()
    wanted = sorted({*index.open, *posts})
    return LedgerFacts(
        tip=tip,
        published=tuple(read_published(git, tip)),
        deliveries=tuple(delivery for post in wanted for delivery in _deliveries(ledger.post(post))),
        waiting=frozenset(waiting.post for waiting in index.waiting.values()),
        stops=tuple(stop_text(stop) for stop in ledger.stops() if stop.lifted_at is None),
    )


def _deliveries(state: PostState) -> Iterator[Delivery]:
    for name, lane in state.lanes.items():
        step = lane.current
        yield Delivery(
            post=state.post,
            title=state.captured.title if state.captured else state.post,
            channel=name,
            status=step.status.value,
            since=step.since,
            reason=reason_text(step.reason) or None,
        )
