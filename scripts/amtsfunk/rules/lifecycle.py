"""Rules over when a post goes out, what it corrects, and where its file lies."""

from __future__ import annotations

import re
from datetime import datetime

from amtsfunk.model.post import Kind
from amtsfunk.rules.cases import POSTS, Hits, PostCase

_MENDING = frozenset({Kind.correction, Kind.withdrawal})
_MONTH = re.compile(r"[0-9]{4}/[0-9]{2}")
_NEEDED = ("corrects", "was_wrong", "since", "because")


def find_wrong_folder(case: PostCase) -> Hits:
    """The folder is the local month of ``publish_at``; a draft may lie in any (DESIGN.md, content format)."""
    time = case.post.head.publish_at
    if not isinstance(time, datetime):
        return
    local = time.astimezone(case.settings.authority.zone)
    month = f"{local.year:04}/{local.month:02}"
    if case.post.path.startswith(f"{POSTS}{month}/"):
        return
    # A file that lies nowhere near a month is told by its reader.
    if _MONTH.fullmatch(case.post.folder_month):
        name = case.post.path.rpartition("/")[2]
        values = {"folder": case.post.folder_month, "month": month, "fixed": f"content/posts/{month}/{name}"}
        yield case.at("publish_at"), values


def find_latest_before_time(case: PostCase) -> Hits:
    head = case.post.head
    if isinstance(head.latest, datetime) and isinstance(head.publish_at, datetime) and head.latest <= head.publish_at:
        yield case.at("latest"), {}


def find_archive_without_past(case: PostCase) -> Hits:
    """``archive: true`` closes an id for good: nothing of it is ever sent (DELIVERY.md § 2, condition 6)."""
    head = case.post.head
    if head.archive and not (isinstance(head.publish_at, datetime) and head.publish_at <= case.world.now):
        yield case.at("archive"), {}


def find_appeared_without_archive(case: PostCase) -> Hits:
    """Where a post already stands must be closed, or it goes out a second time (DELIVERY.md § 2, condition 6)."""
    head = case.post.head
    if head.appeared and not head.archive:
        yield case.at("appeared"), {"channels": ", ".join(head.appeared)}


def find_incomplete_correction(case: PostCase) -> Hits:
    """R47, R48: what was corrected, what was wrong, since when, and why."""
    head = case.post.head
    if head.kind not in _MENDING:
        return
    for key in _NEEDED:
        if getattr(head, key) is None:
            yield case.at("kind"), {"key": key, "example": f"{key}: …"}


def find_stray_correction(case: PostCase) -> Hits:
    """What only a correction or withdrawal may say has no effect elsewhere, and would mislead."""
    head = case.post.head
    if head.kind in _MENDING:
        return
    for key in ("corrects", "was_wrong", "since"):
        if getattr(head, key) is not None:
            yield case.at(key), {"key": key, "kind": head.kind.value}


def find_mend_without_correction(case: PostCase) -> Hits:
    if case.post.head.kind in _MENDING:
        return
    for name, options in case.post.head.channel_options.items():
        if options.mend is not None:
            yield case.at("channel_options", name, "mend"), {"value": name}
