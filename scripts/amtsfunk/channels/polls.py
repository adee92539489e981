"""What the networks take as a poll. Data only; a network that is not listed has its polls set up by hand, if any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from amtsfunk.channels.counting import count_graphemes, count_weighted


@dataclass(frozen=True, slots=True)
class PollLimits:
    """``option``: characters of one answer; ``shortest`` and ``longest``: how long people may vote."""

    option: int
    shortest: timedelta
    longest: timedelta
    weighted: bool = False
    """Whether an answer is counted as X counts a text."""

    def length_of(self, option: str) -> int:
        return count_weighted(option) if self.weighted else count_graphemes(option)


POLLS: Mapping[str, PollLimits] = MappingProxyType(
    {
        # /api/v2/instance: max_characters_per_option, min_expiration, max_expiration
        "mastodon": PollLimits(50, timedelta(minutes=5), timedelta(days=30)),
        # X API v2, POST /2/tweets: poll.options, poll.duration_minutes from 5 to 10080
        "x": PollLimits(25, timedelta(minutes=5), timedelta(days=7), weighted=True),
    }
)
WITHOUT_POLLS = frozenset({"bluesky", "facebook", "instagram", "linkedin", "xing"})
"""Networks where a page or account asks for no votes: only the text appears there. LinkedIn could, and shows everyone
who looks after the page who voted and how (its documentation of polls): nothing an authority may know of citizens."""
