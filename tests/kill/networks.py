"""The networks that posts go to while the publisher is killed: how to make their servers and what they ask for.

Stand-ins, never called real. A network of which a second sending is a second post belongs here beside one where putting
is idempotent, or no duplicate could be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from standins import bluesky
from standins.base import StandIn


@dataclass(frozen=True, slots=True)
class Network:
    """``make``: a server that holds nothing; ``secrets``: the environment's variables; ``writes``: how often a server
    did what it was asked to, for those whose own list cannot show that."""

    name: str
    account: str
    make: Callable[[], StandIn]
    secrets: Mapping[str, str]


NETWORKS = (Network("bluesky", bluesky.DID, bluesky.Bluesky, {"AMTSFUNK_BLUESKY_APP_PASSWORD": bluesky.PASSWORD}),)
