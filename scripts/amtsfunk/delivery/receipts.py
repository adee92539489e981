"""Whether the receipt of a post made by hand can be true (DELIVERY.md § 4: ``handed → accepted`` by ``record``).

A receipt ends a delivery, so a false one silences an approved post or publishes an unapproved one. It counts only
where a person can have posted: never for the authority's own website, never before the post was handed over.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from amtsfunk.delivery.state import RECORDABLE, Lane
from amtsfunk.model.channel import Channel, Via

_LONGEST = 2_000


def receipt_refusal(channel: Channel, lane: Lane | None, address: str) -> str | None:
    """The reason why a receipt does not count, or None. ``lane`` None: the ledger knows nothing of the post."""
    if channel.via is Via.site:
        return "own-website"
    if lane is not None and lane.is_out:
        return "already-recorded"
    if lane is not None and lane.current.status not in RECORDABLE:
        return "not-handed"
    return None if is_address_on(address, channel.host) else "address"


def is_address_on(address: str, host: str) -> bool:
    """Whether it is a web address of this host, with or without ``www.``, and nothing besides."""
    if len(address) > _LONGEST or not address.isascii() or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        there = parts.hostname if parts.port is None or ":" in host else None
    except ValueError:
        return False
    named = host.rsplit(":", 1)[0] if ":" in host else host
    plain = parts.scheme in ("https", "http") and there is not None and "@" not in parts.netloc
    return plain and (there or "").removeprefix("www.") == named.casefold().removeprefix("www.")
