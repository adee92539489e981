"""Pull requests that the ledger of a clone recorded as evidence, for whoever verifies without asking a forge.

What stands there a publisher signed: the decision can be worked out anew from it, that the forge said so is his word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amtsfunk.approval.pull import Pull
from amtsfunk.delivery.batch import REPOSITORY, post_path
from amtsfunk.delivery.events import Captured, Governance, Unreadable, read_lines
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_modules import posts_of_module
from amtsfunk.effects.ledger_published import ledger_tip
from amtsfunk.effects.ledger_verify import unreadable, verify_identity, verify_since
from amtsfunk.model.authority import Authority


def recorded_pulls(git: Git, authority: Authority, root: str, named: str | None) -> tuple[Pull, ...]:
    """What this clone's ledger recorded for changes of rules and for a post, or for whatever a module of this name
    became; nothing where there is no ledger here. Raises LedgerUnreadable where it is not this authority's, or no
    publisher's."""
    tip = trusted_ledger(git, authority, root)
    if tip is None:
        return ()
    posts = [named, *posts_of_module(git, tip, named)] if named else []
    paths = [*map(post_path, posts), REPOSITORY]
    records = [record for path in paths for record in _records(git, tip, path)]
    return tuple(pull for pull in map(Pull.from_json, records) if pull is not None)


def trusted_ledger(git: Git, authority: Authority, root: str) -> str | None:
    """The newest ledger commit of this clone, shown to be this authority's and its publishers'; None where there is
    no ledger here. Raises LedgerUnreadable."""
    tip = ledger_tip(git)
    if tip is not None:
        verify_since(git, None, tip, authority.publishers)
        verify_identity(git, tip, authority.id, root)
    return tip


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
