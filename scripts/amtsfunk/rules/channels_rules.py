"""Rules over channels and hours: what readers must be told, and what must be on file (R05, R29, R35, R40; DSGVO).

Closed channels are left alone. The website is no network: nobody else's terms hold there, and it is itself the way that
others have to offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from amtsfunk.rules.cases import Hits, PlansCase

if TYPE_CHECKING:
    from amtsfunk.model.channel import Channel

CHANNELS, HOURS, AUTHORITY = "plans/channels.yml", "plans/hours.yml", "plans/authority.yml"
_PAPERS = ("usage_concept", "impact_assessment", "alternative")
_SAID = ("language", "comments", "direct_messages")


def find_channel_without_papers(case: PlansCase) -> Hits:
    """DSGVO: usage concept, impact assessment and a data-saving alternative of every account on a network."""
    for name, channel in _accounts(case):
        for key in _PAPERS:
            if getattr(channel, key) is None:
                yield case.at(CHANNELS, "channels", name), {"channel": channel.label, "key": key}


def find_channel_without_terms(case: PlansCase) -> Hits:
    """R40: readers can look up the network's own terms."""
    for name, channel in _accounts(case):
        if channel.terms is None:
            yield case.at(CHANNELS, "channels", name), {"channel": channel.label}


def find_unsaid_dialogue(case: PlansCase) -> Hits:
    """R29, R35: whether people may comment and write, and in which language, is said and not left to a default."""
    for name, channel in _accounts(case):
        for key in _SAID:
            if key not in channel.model_fields_set:
                fixed = f"{key}: {str(getattr(channel, key)).lower()}"
                yield case.at(CHANNELS, "channels", name), {"channel": channel.label, "key": key, "fixed": fixed}


def find_channel_without_address(case: PlansCase) -> Hits:
    """DDG § 5, and against impersonation: the public list names the address of every account."""
    for name, channel in _open(case):
        if channel.address is None:
            yield case.at(CHANNELS, "channels", name), {"channel": channel.label}


def find_insecure_address(case: PlansCase) -> Hits:
    """Addresses that readers follow begin with https://."""
    website = case.settings.authority.website
    if website.startswith("http:"):
        yield case.at(AUTHORITY, "website"), _secured("website", website)
    for name, channel in _open(case):
        for key in ("address", "terms"):
            address = getattr(channel, key)
            if address is not None and address.startswith("http:"):
                yield case.at(CHANNELS, "channels", name, key), _secured(key, address)


def find_unsaid_review_time(case: PlansCase) -> Hits:
    """A request for review is answered within a time that is said (OVG Münster 13 A 1535/21)."""
    hours = case.settings.hours
    if hours is not None and "review_answer_days" not in hours.model_fields_set:
        values = {"days": str(hours.review_answer_days), "fixed": f"review_answer_days: {hours.review_answer_days}"}
        yield case.at(HOURS), values


def _secured(key: str, address: str) -> dict[str, str]:
    return {"value": address, "fixed": f"{key}: https{address.removeprefix('http')}"}


def _open(case: PlansCase) -> Iterator[tuple[str, Channel]]:
    return ((name, channel) for name, channel in case.settings.channels.items() if not channel.closed)


def _accounts(case: PlansCase) -> Iterator[tuple[str, Channel]]:
    """Open channels on networks of others, or on a network's software at home."""
    return ((name, channel) for name, channel in _open(case) if channel.network != "website")
