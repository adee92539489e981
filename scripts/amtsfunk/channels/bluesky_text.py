"""What stands out in a Bluesky text: links, mentions and hashtags, as facets by UTF-8 byte offsets.

The server checks neither offsets nor overlaps, so this module promises them: facets are in order, never overlap, never
reach beyond the text, and each begins and ends at a whole character. Where two could claim the same words, a link wins
over a mention and a mention over a hashtag.

Shape: lexicon ``app.bsky.richtext.facet``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from amtsfunk.channels.addresses import mastodon_addresses
from amtsfunk.channels.counting import count_bytes, count_graphemes

TAG_GRAPHEMES, TAG_BYTES = 64, 640
_TYPE = "app.bsky.richtext.facet"
_QUOTE = re.compile("[„“”‚‘‹›«»…]")
"""Signs that end an address here, although an address could hold them: they belong to the sentence."""
_TRAILING = ".,;:!?'\"*"
_TAG = re.compile(
    r"(?<![^\s(\[{„“\"'‚‘«»‹›–—])[#＃](?![\ufe0f\u20e3])([^\s#＃()\[\]{}<>„“”\"‚‘«»‹›,;!?…\u00ad\u200a-\u200d\u2060\u20e2]+)"
)
"""``#`` at the start of a word and what follows up to a sign that no hashtag holds."""

Found = tuple[int, int, dict[str, str]]
"""Start and end in characters, and the feature."""


def facets_of(text: str, mentions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The facets of one text. ``mentions``: of the payload, ``handle`` and ``account_id`` (a DID)."""
    taken: list[Found] = []
    for found in (*_links(text), *_mentions(text, mentions), *_tags(text)):
        if all(found[1] <= start or end <= found[0] for start, end, _ in taken):
            taken.append(found)
    return [_facet(text, *found) for found in sorted(taken, key=lambda found: found[0])]


def _facet(text: str, start: int, end: int, feature: Mapping[str, str]) -> dict[str, Any]:
    first = count_bytes(text[:start])
    index = {"byteStart": first, "byteEnd": first + count_bytes(text[start:end])}
    return {"index": index, "features": [dict(feature)]}


def _links(text: str) -> Iterator[Found]:
    """Addresses with a scheme. A closing bracket belongs to one that opened it."""
    if "://" not in text:
        return
    for start, end in mastodon_addresses(text):
        address = text[start:end]
        quote = _QUOTE.search(address)
        address = (address[: quote.start()] if quote else address).rstrip(_TRAILING)
        yield start, start + len(address), {"$type": f"{_TYPE}#link", "uri": address}


def _mentions(text: str, mentions: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """Every place where an approved handle stands; an account without a DID is named in the text alone."""
    for mention in sorted(mentions, key=lambda mention: -len(str(mention["handle"]))):
        handle, did = str(mention["handle"]).removeprefix("@"), str(mention["account_id"])
        if not handle or not did.startswith("did:"):
            continue
        pattern = rf"(?<![\w@/.])@{re.escape(handle)}(?![\w@-])(?!\.\w)"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield *found.span(), {"$type": f"{_TYPE}#mention", "did": did}


def _tags(text: str) -> Iterator[Found]:
    for found in _TAG.finditer(text):
        tag = found[1]
        while tag and unicodedata.category(tag[-1]).startswith("P"):
            tag = tag[:-1]
        if _is_tag(tag):
            yield found.start(), found.start(1) + len(tag), {"$type": f"{_TYPE}#tag", "tag": tag}


def _is_tag(tag: str) -> bool:
    """A figure alone („#1“) is none, nor are signs alone."""
    says = any(not sign.isdigit() and unicodedata.category(sign)[0] not in "PMCZ" for sign in tag)
    return says and count_bytes(tag) <= TAG_BYTES and count_graphemes(tag) <= TAG_GRAPHEMES
