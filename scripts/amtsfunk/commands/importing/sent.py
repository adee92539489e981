"""Where posts stand that this program sent: a network's archive holds them, too, and they must not come over again.

Taken over, such a post would stand in the public archive twice, and one that was redacted would be back in full.
"""

from __future__ import annotations

from pathlib import Path

from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import changed_posts, ledger_tip
from amtsfunk.effects.ledger_verify import verify_identity, verify_since
from amtsfunk.model.settings import Settings
from amtsfunk.source.past import place_of


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
