"""A post's heading, for people: it lies among the stored bytes and goes with them (decision 0085)."""

from __future__ import annotations

import json
from collections.abc import Callable

from amtsfunk.delivery.state import PostState


def heading_of(state: PostState, stored: Callable[[str], bytes | None]) -> str:
    """As it was captured; empty where nothing was, or where all that was stored went. ``stored``: a payload's bytes by
    its digest, None where it is not there."""
    if state.title or state.captured is None:
        return state.title
    kept = (digest for name, digest in sorted(state.captured.payloads.items()) if not _is_gone(state, name))
    found = (data for digest in kept if (data := stored(digest)) is not None)
    return next((str(json.loads(data).get("title") or "") for data in found), "")


def _is_gone(state: PostState, channel: str) -> bool:
    lane = state.lanes.get(channel)
    return lane is not None and lane.redacted is not None
