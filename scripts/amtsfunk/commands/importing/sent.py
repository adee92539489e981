"""Where posts stand that are here already: sent by this program, or closed as archive under their old address.

A network's archive holds them, too. Taken over, such a post would stand in the public archive twice, and one that was
redacted would be back in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from amtsfunk.effects.files import read_files
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import changed_posts, ledger_tip
from amtsfunk.effects.ledger_verify import verify_identity, verify_since
from amtsfunk.model.settings import Settings
from amtsfunk.source.past import place_of
from amtsfunk.source.posts import parse_post

_APPEARED = b"\nappeared:"


def places_sent(root: Path, settings: Settings) -> frozenset[str]:
    """The places of everything that is out, as the ledger of this clone knows it; nothing is fetched. Raises
    LedgerUnreadable: who cannot believe it cannot tell what would come twice."""
    if not (root / ".git").exists():
        return frozenset()
    with Git(root) as git:
        tip = ledger_tip(git)
        if tip is None:
            return frozenset()
        verify_identity(git, tip, settings.authority.id, None)
        verify_since(git, None, tip, tuple(settings.authority.publishers))
        lanes = (lane for state in changed_posts(git, tip, None) for lane in state.lanes.values())
        accepted = (step.accepted for lane in lanes for step in lane.steps if step.accepted is not None)
        return frozenset(place_of(one.address) for one in accepted if one.address)


def places_here(root: Path, posts: Iterable[str], zone: ZoneInfo) -> frozenset[str]:
    """The places that posts of the work tree name as their own; ``posts``: their paths. One that cannot be read names
    none."""
    files = ((path, data) for path, data in read_files(root, tuple(posts)) if _APPEARED in data)
    read = (parse_post(path, data, zone).mended for path, data in files)
    addresses = (address for post in read if post is not None for address in post.head.appeared.values())
    return frozenset(place_of(str(address)) for address in addresses)
