"""What the sites need from the ledger: accepted deliveries for the public, open ones for the internal page of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amtsfunk.commands.publishing.advice import anchor_of
from amtsfunk.commands.publishing.texts import reason_text, stop_text
from amtsfunk.delivery.heading import heading_of
from amtsfunk.delivery.state import PostState, Published
from amtsfunk.effects.ledger import VERIFIED, Ledger, Trust
from amtsfunk.effects.ledger_published import folded_posts, published_of
from amtsfunk.model.errors import GitFailed
from amtsfunk.pages.plan import Delivery

if TYPE_CHECKING:
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
    states: Mapping[str, PostState] = field(default_factory=dict)


def read_ledger(
    git: Git | None, remote: str, settings: Settings, posts: Iterable[str], *, fetch: bool = True
) -> LedgerFacts:
    """Fetch, verify and read. ``posts``: ids whose deliveries are wanted although they may have ended; without
    ``fetch`` it is the ledger that was verified here last.

    Raises LedgerUnreadable: nothing is built from a ledger that cannot be believed, for it would put words into the
    authority's mouth (DELIVERY.md I11).
    """
    if git is None:
        return LedgerFacts()
    ledger = believed_ledger(git, remote, settings, fetch=fetch)
    tip = ledger.tip
    if tip is None:
        return LedgerFacts()
    index = ledger.index()
    states: dict[str, PostState] = {}
    published: list[Published] = []
    for state, lines in folded_posts(git, tip):
        states[state.post] = state
        published += published_of(git, tip, state, lines)
    wanted = sorted({*index.open, *posts} & states.keys())
    return LedgerFacts(
        tip=tip,
        published=tuple(published),
        deliveries=tuple(
            one for post in wanted for one in _deliveries(states[post], heading_of(states[post], ledger.payload))
        ),
        waiting=frozenset(waiting.post for waiting in index.waiting.values()),
        stops=tuple(stop_text(stop) for stop in ledger.stops() if stop.lifted_at is None),
        states=states,
    )


def believed_ledger(git: Git, remote: str, settings: Settings, *, fetch: bool = True) -> Ledger:
    """The ledger, fetched and verified; without ``fetch``, as it was verified here last. Where ``origin`` cannot be had
    it is that too; a remote that was named must answer. Its ``tip`` is None where there is none.

    Raises LedgerUnreadable, GitFailed.
    """
    authority = settings.authority
    ledger = Ledger(git, lambda _: Trust(authority.id, None, tuple(authority.publishers)), remote)
    if fetch:
        try:
            ledger.refresh()
        except GitFailed:
            if remote != ORIGIN:
                raise
        else:
            return ledger
    known = git.resolve(VERIFIED)
    if known is not None:
        ledger.refs["ledger"] = known
    return ledger


def _deliveries(state: PostState, heading: str) -> Iterator[Delivery]:
    for name, lane in state.lanes.items():
        step = lane.current
        yield Delivery(
            post=state.post,
            title=heading or state.post,
            channel=name,
            status=step.status.value,
            since=step.since,
            reason=reason_text(step.reason) or None,
            advice=anchor_of(step.status, step.reason),
        )
