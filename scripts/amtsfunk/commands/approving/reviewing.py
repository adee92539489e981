"""Where verbs that only look read reviews: what this clone's ledger recorded, then the forge, if it may be asked."""

from __future__ import annotations

from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.git import Git
from amtsfunk.effects.history import AUTHORITY
from amtsfunk.effects.recorded import recorded_pulls
from amtsfunk.effects.reviews import Reviews, recorded_reviews, reviews_of
from amtsfunk.model.authority import Authority


def reviews_for(  # noqa: PLR0913 - which clone, whose, and who may be asked
    git: Git, authority: Authority, root: str, *, named: str | None = None, remote: str | None = None, asks: bool = True
) -> Reviews | None:
    """None where the authority never had a forge; one that it gave up leaves what was recorded. ``named``: the post or
    module whose evidence is read besides that about rules; ``remote`` None: nobody is asked; ``asks`` False: only a
    forge on this machine. Raises LedgerUnreadable."""
    if authority.forge is None and not _had_forge(git):
        return None
    now = SystemClock().now
    reviews = recorded_reviews(git, now) if remote is None else reviews_of(git, remote, now, anywhere=asks)
    reviews.recorded = recorded_pulls(git, authority, root, named)
    return reviews


def _had_forge(git: Git) -> bool:
    """Whether any state of this clone named one: only then is a whole ledger verified for it."""
    return bool(git.run("log", "--all", "-1", "--format=%H", "-G^forge:", "--", AUTHORITY).strip())
