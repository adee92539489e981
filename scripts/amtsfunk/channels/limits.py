"""How far a text fills the limits of its network.

    measure_part("bluesky", "Guten Morgen!")  →  (Measure("graphemes", 13, 300), Measure("bytes", 13, 3000))

The counting is the network's own (``counting``), the limits are those of ``networks`` unless a channel's own server was
seen to have others (``plans/limits.yml``; ``network_on``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from amtsfunk.channels.counting import count_bytes, count_graphemes, counter_of
from amtsfunk.channels.networks import Network, TextLimit, network_of
from amtsfunk.model.limits import ObservedLimit
from amtsfunk.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Measure:
    """``unit``: ``characters`` | ``graphemes`` | ``bytes`` | ``weighted``."""

    unit: str
    length: int
    limit: int

    @property
    def exceeded(self) -> bool:
        return self.length > self.limit


def network_on(settings: Settings, channel: str) -> Network:
    """The network's row of a channel of ``plans/channels.yml``, with what was observed there in place of the usual."""
    observed = settings.limits.get(channel)
    name = settings.channels[channel].network
    return network_of(name) if observed is None else as_observed(name, observed)


@lru_cache(maxsize=64)
def as_observed(network: str, observed: ObservedLimit) -> Network:
    """The network's row with the limits that were observed. A unit that the network does not count in changes nothing;
    a caption is never longer than its text."""
    row, texts, media = network_of(network), observed.texts, network_of(network).media
    return replace(
        row,
        texts=tuple(TextLimit(limit.unit, texts.get(limit.unit, limit.limit)) for limit in row.texts),
        caption=row.caption
        and tuple(TextLimit(limit.unit, min(limit.limit, texts.get(limit.unit, limit.limit))) for limit in row.caption),
        media=replace(
            media,
            pictures=media.pictures if observed.pictures is None else observed.pictures,
            alt=media.alt if observed.alt is None else observed.alt,
            size=media.size if observed.picture_bytes is None else observed.picture_bytes,
        ),
    )


def measure_part(
    network: str | Network,
    text: str,
    *,
    content_warning: str | None = None,
    pictures: int = 0,
) -> tuple[Measure, ...]:
    """One measure for each limit of the network (its name, or the row of ``network_on``); at least one.

    ``pictures``: how many go out with the text, because a caption may have a tighter limit (Telegram). A network that
    we do not know is measured like ``manual``.
    """
    row = network_of(network) if isinstance(network, str) else network
    limits = row.caption if pictures and row.caption else row.texts
    warning = content_warning if content_warning and row.counts_content_warning else ""
    return tuple(
        Measure(
            limit.unit, counter_of(row.name, limit.unit)(text) + _extra(row, limit.unit, text, warning), limit.limit
        )
        for limit in limits
    )


def begins_with_warning(text: str, warning: str) -> bool:
    """Whether the first paragraph says the warning already, as the check advises to write it."""
    return warning.casefold() in text.partition("\n\n")[0].casefold()


def _extra(row: Network, unit: str, text: str, warning: str) -> int:
    """What a content warning takes of a limit."""
    if not warning or (row.warning_gap and begins_with_warning(text, warning)):
        return 0
    return (count_bytes(warning) if unit == "bytes" else count_graphemes(warning)) + row.warning_gap


def tightest(measures: Sequence[Measure]) -> Measure:
    """The measure that is nearest to its limit or furthest beyond it; the first of equals.

    ``measures`` is not empty.
    """
    return max(measures, key=lambda measure: measure.length / measure.limit if measure.limit else float("inf"))


def figures_of(network: Network) -> dict[str, int]:
    """The limits of a network's row (of ``network_on``) by the names of ``model.limits``."""
    texts = {limit.unit: limit.limit for limit in network.texts}
    media = network.media
    return {**texts, "pictures": media.pictures, "alt": media.alt, "picture_bytes": media.size}
