"""Which posts would a change hold that does not touch them? (DELIVERY.md § 1: bindings and files must be the captured)

Pure: the settings and pictures before and after in, the posts concerned out. What it says is a forecast: the publisher
looks again before every sending.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings

Why = Literal["account", "channel", "picture", "gone"]


@dataclass(frozen=True, slots=True)
class WouldHold:
    """One post as it is at the base, on which channels it would be held, and the gravest reason."""

    post: Post
    channels: tuple[str, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Change:
    """Settings before and after, every path that is changed or taken away, and those of the latter alone."""

    before: Settings
    after: Settings
    touched: Collection[str]
    gone: Collection[str] = ()


def would_hold(posts: Iterable[Post], change: Change, now: datetime) -> tuple[WouldHold, ...]:
    """``posts``: those of the base that the change leaves as they are, and those whose file it takes away.

    Only what is still to go out counts: drafts, the archive and what is too late by now do not, nor what is due at once
    after its approval, which has gone out as a rule before anybody changes anything.
    """
    found = []
    for post in posts:
        if _is_over(post, now):
            continue
        if post.path in change.gone:
            found.append(WouldHold(post, tuple(post.head.channels), "gone"))
        elif any(post.media_path(picture) in change.touched for picture in post.pictures):
            found.append(WouldHold(post, tuple(post.head.channels), "picture"))
        elif moved := tuple(name for name in post.head.channels if _moved(name, change)):
            why: Why = "account" if all(name in change.after.channels for name in moved) else "channel"
            found.append(WouldHold(post, moved, why))
    return tuple(found)


def _is_over(post: Post, now: datetime) -> bool:
    due = post.head.publish_at
    return post.head.archive or not isinstance(due, datetime) or post.latest_after(due) < now


def _moved(name: str, change: Change) -> bool:
    old, new = change.before.channels.get(name), change.after.channels.get(name)
    if old is None:
        return False
    return new is None or (old.network, old.host, old.account_id) != (new.network, new.host, new.account_id)
