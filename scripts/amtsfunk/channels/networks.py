"""The networks, one row each: how long a text may be, and what pictures they take. Data only.

A row is what the network says of itself as long as nobody has asked the server: PLATFORMS.md, „Limits are read from
the server where it tells them, a configured value overrides a default". ``source`` says where the figures come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MEGABYTE = 1_000_000
PNG, JPEG, WEBP, GIF = "image/png", "image/jpeg", "image/webp", "image/gif"


@dataclass(frozen=True, slots=True)
class TextLimit:
    """``unit``: ``characters`` (as the network counts them), ``graphemes``, ``bytes`` (UTF-8) or ``weighted`` (X)."""

    unit: str
    limit: int


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """``pictures`` a part, ``alt`` characters of alternative text (0: the network has none), ``size`` in bytes."""

    pictures: int
    alt: int
    types: tuple[str, ...]
    size: int


EVERY_MEND = frozenset({"edit", "reply", "delete"})


@dataclass(frozen=True, slots=True)
class Network:
    """One network. ``caption`` is the limit of a text that goes out with pictures, where it differs from ``texts``.

    ``adapter`` names the module of this package that delivers there; ``manual`` means that a person does.
    """

    name: str
    label: str
    texts: tuple[TextLimit, ...]
    media: MediaLimits
    source: str
    caption: tuple[TextLimit, ...] | None = None
    adapter: str = "manual"
    counts_content_warning: bool = False
    warning_gap: int = 0
    """Characters between warning and text, where the warning goes out as the beginning of the text."""
    threads: bool = True
    """Whether the parts of a post hang together there as a thread; elsewhere each part is a post of its own."""
    mends: frozenset[str] = EVERY_MEND
    """What a later post can do to an earlier one there: that of the adapter, where there is one (tested)."""
    puts_once: bool = False
    """Whether sending the same claim twice makes one post, shown on real servers (PLATFORMS.md)."""


AMPLE = (TextLimit("characters", 100_000),)
"""Where no limit is known. Not endless, so that a slip such as a pasted book is still seen."""
_ANY_PICTURE = MediaLimits(pictures=20, alt=2_000, types=(PNG, JPEG, WEBP, GIF), size=10 * MEGABYTE)

_ROWS = (
    Network(
        "website",
        "Website",
        AMPLE,
        MediaLimits(20, 2_000, (PNG, JPEG, WEBP, GIF), 10 * MEGABYTE),
        "our own archive; the figures only catch slips",
        adapter="website",
    ),
    Network("manual", "von Hand", AMPLE, _ANY_PICTURE, "no network behind it"),
    Network(
        "mastodon",
        "Mastodon",
        (TextLimit("characters", 500),),
        MediaLimits(4, 1_500, (PNG, JPEG, WEBP, GIF), 16_777_216),
        "mastodon StatusLengthValidator, MediaAttachment, /api/v2/instance of mastodon.social",
        adapter="mastodon",
        counts_content_warning=True,
    ),
    Network(
        "bluesky",
        "Bluesky",
        (TextLimit("graphemes", 300), TextLimit("bytes", 3_000)),
        MediaLimits(4, 2_000, (PNG, JPEG, WEBP), 2 * MEGABYTE),
        "lexicons app.bsky.feed.post and app.bsky.embed.images; 301 graphemes tried: 400",
        adapter="bluesky",
        counts_content_warning=True,
        warning_gap=2,
        mends=frozenset({"reply", "delete"}),
        puts_once=True,
    ),
    Network(
        "x",
        "X",
        (TextLimit("weighted", 280),),
        MediaLimits(4, 1_000, (PNG, JPEG, WEBP, GIF), 5 * MEGABYTE),
        "twitter-text configuration v3; X API media upload",
        adapter="x",
        mends=frozenset({"reply", "delete"}),
    ),
    Network(
        "linkedin",
        "LinkedIn",
        (TextLimit("characters", 3_000),),
        MediaLimits(20, 4_086, (PNG, JPEG, GIF), 5 * MEGABYTE),
        "LinkedIn Posts, MultiImage and Images API",
        adapter="linkedin",
        mends=frozenset({"edit", "delete"}),
        threads=False,
    ),
    Network(
        "threads",
        "Threads",
        (TextLimit("characters", 500),),
        MediaLimits(20, 1_000, (PNG, JPEG), 8 * MEGABYTE),
        "Threads API: 500 characters, emoji as UTF-8 bytes",
    ),
    Network(
        "instagram",
        "Instagram",
        (TextLimit("characters", 2_200),),
        MediaLimits(10, 1_000, (JPEG,), 8 * MEGABYTE),
        "Instagram content publishing API",
        threads=False,
    ),
    Network(
        "facebook",
        "Facebook",
        (TextLimit("characters", 63_206),),
        MediaLimits(10, 1_000, (PNG, JPEG, GIF), 4 * MEGABYTE),
        "Facebook Pages API",
        threads=False,
    ),
    Network(
        "telegram",
        "Telegram",
        (TextLimit("characters", 4_096),),
        MediaLimits(10, 0, (PNG, JPEG), 10 * MEGABYTE),
        "Telegram Bot API: sendMessage 4096, caption 1024",
        caption=(TextLimit("characters", 1_024),),
    ),
    Network(
        "youtube",
        "YouTube",
        (TextLimit("bytes", 5_000),),
        MediaLimits(10, 0, (PNG, JPEG, GIF, WEBP), 16 * MEGABYTE),
        "YouTube Data API: videos (description 5000 bytes), posts (1 to 10 images) and posts.imageUpload (16 MB)",
        threads=False,
    ),
    Network("xing", "XING", AMPLE, _ANY_PICTURE, "no open interface, no limit published", threads=False),
    Network("whatsapp", "WhatsApp-Kanal", AMPLE, _ANY_PICTURE, "no open interface, no limit published", threads=False),
    Network("matrix", "Matrix", (TextLimit("bytes", 60_000),), _ANY_PICTURE, "Matrix: events of 65,536 bytes"),
)

NETWORKS: Mapping[str, Network] = MappingProxyType({row.name: row for row in _ROWS})


def network_of(name: str) -> Network:
    """The network's row; one that we do not know is worked by hand and has no limit known to us."""
    return NETWORKS.get(name, NETWORKS["manual"])
