"""The networks that posts go to while the publisher is killed: how to make their servers and what they ask for.

Stand-ins, never called real. A network of which a second sending is a second post belongs here beside one where putting
is idempotent, or no duplicate could be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from standins import bluesky, mastodon
from standins.base import StandIn

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Network:
    """``make``: a server that holds nothing, by this clock; ``secrets``: the environment's variables."""

    name: str
    account: str
    make: Callable[[Clock], StandIn]
    secrets: Mapping[str, str]


def _bluesky(clock: Clock) -> StandIn:
    return bluesky.Bluesky()


def _mastodon(clock: Clock) -> StandIn:
    """Of the kind that ignores the idempotency key: a second sending is a second post."""
    return mastodon.Mastodon(clock=clock, key="ignored")


NETWORKS = (
    Network("bluesky", bluesky.DID, _bluesky, {"AMTSFUNK_BLUESKY_APP_PASSWORD": bluesky.PASSWORD}),
    Network("mastodon", mastodon.ACCOUNT, _mastodon, {"AMTSFUNK_MASTODON_TOKEN": mastodon.TOKEN}),
)
