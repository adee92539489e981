"""Pull requests that the ledger of a clone recorded as evidence, for whoever verifies without asking a forge.

What stands there a publisher signed: the decision can be worked out anew from it, that the forge said so is his word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amtsfunk.approval.pull import Pull
from amtsfunk.delivery.batch import REPOSITORY, post_path
from amtsfunk.delivery.events import Captured, Governance, Unreadable, read_lines
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger import FETCHED
from amtsfunk.effects.ledger_verify import unreadable, verify_identity, verify_since
from amtsfunk.model.authority import Authority

_PLACES = (f"{FETCHED}ledger", "refs/remotes/origin/ledger", "refs/heads/ledger")


def recorded_pulls(git: Git, authority: Authority, root: str, post: str | None) -> tuple[Pull, ...]:
    """What this clone's ledger recorded for changes of rules and for a post; nothing where there is no ledger here.
    Raises LedgerUnreadable where it is not this authority's, or no publisher's."""
    tip = next((found for place in _PLACES if (found := git.resolve(place)) is not None), None)
    if tip is None:
        return ()
    verify_since(git, None, tip, authority.publishers)
    verify_identity(git, tip, authority.id, root)
    paths = [*([post_path(post)] if post else []), REPOSITORY]
    records = [record for path in paths for record in _records(git, tip, path)]
    return tuple(pull for pull in map(Pull.from_json, records) if pull is not None)


def _records(git: Git, tip: str, path: str) -> Iterator[Mapping[str, object]]:
    try:
        lines = read_lines(git.blob(tip, path) or b"")
    except Unreadable as broken:
        raise unreadable(f"{path} ist nicht lesbar ({broken})") from broken
    for line in reversed(lines):
        if isinstance(line, Captured) and "pull" in line.evidence:
            yield line.evidence["pull"]
        if isinstance(line, Governance):
            yield from line.evidence or ()
