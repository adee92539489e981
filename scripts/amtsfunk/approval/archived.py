"""An ``archive: true`` post as its approval judges it: as though it came out when it is merged (decision 0032)."""

from __future__ import annotations

from amtsfunk.model.post import AFTER_APPROVAL, Post


def as_ordinary(post: Post) -> Post:
    """The same post without ``archive`` and due when it is merged: its own time lies years back, and no approval of
    today could cover it. Everything else, and so kind, sensitivity and what the policy asks, stays."""
    head = post.head.model_copy(update={"archive": False, "publish_at": AFTER_APPROVAL, "latest": None})
    return post.model_copy(update={"head": head})
