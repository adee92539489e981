"""Whether a text fits by a wide margin, at a glance: most do, and counting as each network does costs far more.

Never says yes to a text that the exact count (``amtsfunk.channels.limits``) would find too long; a property test holds
it to that. A no means: count.
"""

from __future__ import annotations

import re

from amtsfunk.channels import Network
from amtsfunk.channels.counting import ADDRESS_LENGTH
from amtsfunk.channels.networks import TextLimit

_HEAVY = re.compile("[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""What X may weigh 2 (twitter-text configuration v3)."""
_DOTTED = re.compile(r"\.[^\W\d_]{2}")
"""What every address without a scheme has at least once."""
_ADDED = ADDRESS_LENGTH - len("a.de")
_ADDED_WITH_SCHEME = ADDRESS_LENGTH - len("http://a.de")
"""What an address can count beyond its own characters: that much for the shortest."""
_AT_MOST_EACH = {"graphemes": 1, "bytes": 4, "characters": 2}
"""What one code point counts at most: UTF-8 bytes, UTF-16 units."""


def surely_fits(row: Network, text: str, warning: str | None, pictures: int) -> bool:
    """Whether ``text``, with its content warning and number of pictures, is within every limit of the network."""
    limits = row.caption if pictures and row.caption else row.texts
    counted = warning if warning and row.counts_content_warning else ""
    extra = len(counted) + row.warning_gap if counted else 0
    for limit in limits:
        each = _AT_MOST_EACH["bytes"] if limit.unit == "bytes" else 1
        if _at_most(row.name, limit, text) + each * extra > limit.limit:
            return False
    return True


def _at_most(network: str, limit: TextLimit, text: str) -> int:
    if limit.unit == "weighted":
        return len(text) + len(_HEAVY.findall(text)) + _ADDED * len(_DOTTED.findall(text))
    if network == "mastodon":
        return len(text) + _ADDED_WITH_SCHEME * text.count("://")
    if network == "threads":
        return _AT_MOST_EACH["bytes"] * len(text)  # an emoji counts by its bytes there
    return _AT_MOST_EACH[limit.unit] * len(text)
