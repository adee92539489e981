"""How long a text is in the eyes of each network. Pure counting; limits are in ``networks``.

Plain texts take a short way: where every character is a grapheme of its own, which is nearly always, no cluster is
sought. Sources are named at each function; the vectors of ``tests/vectors/counting.json`` hold them to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from amtsfunk.channels.addresses import mastodon_addresses, x_addresses

if TYPE_CHECKING:
    from regex import Pattern

ADDRESS_LENGTH = 23
"""What one address counts on X and Mastodon, however long it is."""

# Characters that are a grapheme cluster each, whatever stands beside them (UAX 29): none of them extends, joins or
# is a regional indicator. CR is left out because CR LF is one cluster.
_ALONE = (
    "\t\n -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u2bff\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
)
_NOT_ALONE = re.compile(f"[^{_ALONE}]")
# What weighs 2 on X (twitter-text configuration v3). Every emoji sequence has such a character: keycaps U+20E3, the
# signs © and ® U+FE0F.
_NOT_LIGHT = re.compile("[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_MENTION = re.compile(
    r"(?<![=/\w])(@[a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\w.-]+[a-z0-9]+",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _cluster() -> Pattern[str]:
    import regex  # noqa: PLC0415 - only texts off the short way need it

    return regex.compile(r"\X")


@lru_cache(maxsize=1)
def _emoji() -> Pattern[str]:
    """One emoji sequence: keycap, flag, or pictographs with modifiers and tags, joined by U+200D (UTS 51)."""
    import regex  # noqa: PLC0415

    one = r"(?:[©®]\ufe0f|[\p{Extended_Pictographic}--[©®]])(?:\ufe0f|\p{Emoji_Modifier})*[\U000e0020-\U000e007f]*"
    pattern = rf"[#*0-9]\ufe0f?\u20e3|\p{{Regional_Indicator}}{{2}}|{one}(?:\u200d{one})*"
    return regex.compile(pattern, regex.VERSION1)


def count_graphemes(text: str) -> int:
    """Extended grapheme clusters (UAX 29), as Bluesky and Mastodon count."""
    if _NOT_ALONE.search(text) is None:
        return len(text)
    return sum(1 for _ in _cluster().finditer(text))


def count_bytes(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def count_units(text: str) -> int:
    """UTF-16 units, as browsers count: never less than code points, so a text that fits by it fits."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def count_mastodon(text: str) -> int:
    """Graphemes, an address counting 23 and ``@user@host`` as ``@user`` (mastodon: StatusLengthValidator).

    Only addresses with a scheme count as such there, so ``www.musterhafen.example`` counts in full.
    """
    addresses = mastodon_addresses(text) if "://" in text else ()
    if not addresses and "@" not in text:
        return count_graphemes(text)
    rest, at = [], 0
    for start, end in addresses:
        rest.append(_MENTION.sub(r"\1", text[at:start]))
        at = end
    rest.append(_MENTION.sub(r"\1", text[at:]))
    return sum(map(count_graphemes, rest)) + ADDRESS_LENGTH * len(addresses)


def count_weighted(text: str) -> int:
    """The weighted length of X (twitter-text configuration v3): NFC; an address 23; an emoji sequence 2; 1 for most
    Latin, Greek, Cyrillic, Hebrew, Arabic and Indic characters; 2 for everything else."""
    text = unicodedata.normalize("NFC", text)
    addresses = x_addresses(text) if "." in text else ()
    if not addresses:
        return _weigh(text)
    total, at = ADDRESS_LENGTH * len(addresses), 0
    for start, end in addresses:
        total += _weigh(text[at:start])
        at = end
    return total + _weigh(text[at:])


def _weigh(text: str) -> int:
    if _NOT_LIGHT.search(text) is None:
        return len(text)
    without, emoji = _emoji().subn("", text)
    return 2 * emoji + len(without) + len(_NOT_LIGHT.findall(without))


def count_threads(text: str) -> int:
    """Code points, but an emoji as many as its UTF-8 form has bytes (Threads API, text posts)."""
    if _NOT_LIGHT.search(text) is None:
        return len(text)
    without = _emoji().sub("", text)
    return len(without) + count_bytes(text) - count_bytes(without)


COUNTERS: dict[tuple[str, str], Callable[[str], int]] = {
    ("mastodon", "characters"): count_mastodon,
    ("threads", "characters"): count_threads,
}
"""Networks whose ``characters`` are not simply UTF-16 units."""
_BY_UNIT: dict[str, Callable[[str], int]] = {
    "characters": count_units,
    "graphemes": count_graphemes,
    "bytes": count_bytes,
    "weighted": count_weighted,
}


def counter_of(network: str, unit: str) -> Callable[[str], int]:
    """The function that counts ``unit`` the way ``network`` does."""
    return COUNTERS.get((network, unit)) or _BY_UNIT[unit]
