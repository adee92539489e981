"""How far a text fills the limits of its network.

    measure_part("bluesky", "Guten Morgen!")  →  (Measure("graphemes", 13, 300), Measure("bytes", 13, 3000))

The counting is the network's own (``counting``), the limits are those of ``networks`` unless a server or the
configuration says otherwise (``overrides``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amtsfunk.channels.counting import count_graphemes, counter_of
from amtsfunk.channels.networks import network_of


@dataclass(frozen=True, slots=True)
class Measure:
    """``unit``: ``characters`` | ``graphemes`` | ``bytes`` | ``weighted``."""

    unit: str
    length: int
    limit: int

    @property
    def exceeded(self) -> bool:
        return self.length > self.limit


def measure_part(
    network: str,
    text: str,
    *,
    content_warning: str | None = None,
    overrides: Mapping[str, int] | None = None,
    pictures: int = 0,
) -> tuple[Measure, ...]:
    """One measure for each limit of the network; at least one.

    ``overrides``: unit → limit, e.g. ``{"characters": 5000}`` for a server that allows more. ``pictures``: how many go
    out with the text, because a caption may be limited more tightly (Telegram). A network that we do not know is
    measured like ``manual``.
    """
    row = network_of(network)
    limits = row.caption if pictures and row.caption else row.texts
    warning = count_graphemes(content_warning) if content_warning and row.counts_content_warning else 0
    return tuple(
        Measure(
            limit.unit,
            counter_of(row.name, limit.unit)(text) + warning,
            (overrides or {}).get(limit.unit, limit.limit),
        )
        for limit in limits
    )


def tightest(measures: Sequence[Measure]) -> Measure:
    """The measure that is nearest to its limit or furthest beyond it; the first of equals.

    ``measures`` is not empty.
    """
    return max(measures, key=lambda measure: measure.length / measure.limit if measure.limit else float("inf"))
