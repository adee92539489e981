"""Which posts of the ledger a module became, and since when: found by their names, without reading all posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from amtsfunk.approval.paths import module_id, module_sent
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import post_at

REVIEWED_WITHIN = timedelta(days=7)
"""How long what went out by a module stands in lists for those who look at it afterwards."""
_FOLDERS = tuple(f"{number:02x}/" for number in range(256))


def sent_modules(git: Git, tip: str | None, since: datetime) -> tuple[PostState, ...]:
    """The posts that statements of a time since then made of modules, oldest first. Raises LedgerUnreadable."""
    if tip is None:
        return ()
    found = []
    for post, _, moment in _named_like_sent(git, tip):
        if moment >= since and (state := post_at(git, tip, post)) is not None:
            found.append((moment, state))
    found.sort(key=lambda item: (item[0], item[1].post))
    return tuple(state for _, state in found if is_of_module(state))


def posts_of_module(git: Git, tip: str, module: str) -> tuple[str, ...]:
    """Ids that sendings of this module have, and whatever else is called like that; the oldest first."""
    found = [(moment, post) for post, named, moment in _named_like_sent(git, tip) if named == module]
    return tuple(post for _, post in sorted(found))


def _named_like_sent(git: Git, tip: str) -> Iterator[tuple[str, str, datetime]]:
    """Id, module and minute of every post whose name is one that sending a module gives."""
    for entry in git.tree(tip, *_FOLDERS):
        post = entry.path.rpartition("/")[2].removesuffix(".jsonl")
        sent = module_sent(post)
        if sent is not None:
            yield post, *sent


def is_of_module(post: PostState) -> bool:
    """Whether it was captured from a module's file: a name alone says nothing."""
    return post.captured is not None and module_id(post.captured.path) is not None
