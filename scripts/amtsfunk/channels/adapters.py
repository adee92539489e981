"""Which module delivers on a channel: one row an adapter, in the open."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.channels import bluesky, linkedin, manual, mastodon, website, x
from amtsfunk.channels.contract import Adapter

ADAPTERS: Mapping[str, Adapter] = {
    "website": website.ADAPTER,
    "manual": manual.ADAPTER,
    "linkedin": linkedin.ADAPTER,
    "bluesky": bluesky.ADAPTER,
    "mastodon": mastodon.ADAPTER,
    "x": x.ADAPTER,
}


def adapter_of(via: str, adapter: str) -> Adapter:
    """``via``: site, api or manual (``plans/channels.yml``); ``adapter``: the one of the network's row. A network whose
    adapter does not exist yet is worked by hand."""
    if via == "site":
        return ADAPTERS["website"]
    if via == "manual":
        return ADAPTERS["manual"]
    return ADAPTERS.get(adapter, ADAPTERS["manual"])
