"""Which pages of the authority's own a post leads to: they have to answer before it goes out (DELIVERY.md § 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from amtsfunk.channels.addresses import mastodon_addresses


def own_links(payloads: Iterable[Mapping[str, Any]], hosts: Collection[str]) -> tuple[str, ...]:
    """The addresses with a scheme on these hosts, in texts and link cards, each once and sorted, without fragment.

    What an edit or a reply says counts too; a deletion says nothing.
    """
    found: set[str] = set()
    for payload in payloads:
        for part in payload.get("parts", []):
            if part.get("action") == "delete":
                continue
            text = str(part.get("text") or "")
            found |= {text[start:end] for start, end in mastodon_addresses(text)}
            found |= {str(part["link"])} if part.get("link") else set()
    return tuple(sorted({address.partition("#")[0] for address in found if _is_on(address, hosts)}))


def _is_on(address: str, hosts: Collection[str]) -> bool:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return host is not None and host.casefold() in {known.casefold() for known in hosts}
