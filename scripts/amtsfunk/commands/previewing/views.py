"""What a preview is made of: one post on one channel, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amtsfunk.approval.manifest import Manifest
from amtsfunk.channels.limits import Measure
from amtsfunk.model.post import Post


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a payload and how far it fills each limit. ``payload`` is the part as it stands there."""

    payload: Mapping[str, Any]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class ChannelView:
    """One post on one channel."""

    post: Post
    channel: str
    manifest: Manifest
    parts: tuple[PartView, ...]
