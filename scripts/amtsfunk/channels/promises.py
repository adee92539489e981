"""What can honestly be promised of a network: what happens when an answer never comes (DELIVERY.md § 4).

Worked out from the adapter's traits, so that no page and no preview says more than the program does.
"""

from __future__ import annotations

from enum import StrEnum

from amtsfunk.channels.adapters import ADAPTERS, adapter_of
from amtsfunk.channels.networks import Network


class Promise(StrEnum):
    """``site``: the line in the ledger is the publication; ``once``: putting it twice makes one post of it; ``looked``:
    the network shows what is missing, and only that is sent again; ``asked``: it cannot show it, so a person is asked;
    ``by_hand``: a person publishes."""

    site = "site"
    once = "once"
    looked = "looked"
    asked = "asked"
    by_hand = "by-hand"


def promise_of(via: str, network: Network) -> Promise:
    """``via``: of the channel (site, api, manual)."""
    adapter = adapter_of(via, network.adapter)
    if via == "site":
        return Promise.site
    if adapter is ADAPTERS["manual"]:
        return Promise.by_hand
    if not (adapter.finds and adapter.shows_absence):
        return Promise.asked
    return Promise.once if network.puts_once else Promise.looked
