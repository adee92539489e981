"""Stops: what a file on the branch ``stop`` means, and whom a stop holds (DELIVERY.md § 4). The path alone counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from datetime import datetime

from amtsfunk.delivery.state import PostState, Stop

EXEMPT_FROM_ALL = frozenset({"crisis", "correction", "withdrawal"})
POST, ALL, TOTAL = "post", "all", "total"
RESERVED = frozenset({"all", "alle", "alles", "stop", "stopp", "halt", "krise", "notfall", "total"})
"""What people write in haste. A post of such a name never takes the word away from the stop of everything."""


def name_of(path: str) -> str | None:
    """The folded name of a stop file, without folder and extension; None for the README, which stops nothing."""
    last = path.rsplit("/", 1)[-1].strip().casefold()
    if path.casefold() == "readme.md":
        return None
    stem = last.split(".", 1)[0] if not last.startswith(".") else last
    return stem.strip() or last


def scope_of(path: str, posts: Collection[str]) -> tuple[str, str | None] | None:
    """(scope, post id) of a stop file. What is no post's id and not ``total`` stops all: rather too much."""
    name = name_of(path)
    if name is None:
        return None
    if name == TOTAL:
        return TOTAL, None
    return (POST, name) if name in posts and name not in RESERVED else (ALL, None)


def stop_id(path: str, history: str) -> str:
    """A stop's id. ``history``: all commits of the branch that touched the file, so that the same file put there again,
    or another past of it, is another stop. 128 bits of the digest: its author must not find two of one id."""
    name = re.sub(r"[^a-z0-9]+", "-", (name_of(path) or "").encode("ascii", "ignore").decode()).strip("-")[:40]
    mark = hashlib.sha256(f"{history}:{path}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return f"{name or ALL}-{mark}"


def covers(stop: Stop, post: PostState) -> bool:
    """Whether a stop is about this post, held or lifted."""
    return covers_kind(stop, post.post, post.captured.kind if post.captured else "")


def covers_kind(stop: Stop, post: str, kind: str) -> bool:
    """The same for a post that the ledger need not know yet: by its id and kind."""
    if stop.scope == TOTAL or name_of(stop.path) == post:
        return True  # also where the post was not there yet when its stop was seen
    if stop.scope == POST:
        return stop.target == post
    return kind not in EXEMPT_FROM_ALL


def active_for(stops: Iterable[Stop], post: PostState) -> Stop | None:
    """A stop that holds this post now."""
    return next((stop for stop in stops if stop.lifted_at is None and covers(stop, post)), None)


def swept_by(stops: Iterable[Stop], post: PostState, due: datetime) -> Stop | None:
    """A lifted stop during which this post came due (or already was): it is missed unless released by name."""
    captured = post.captured
    for stop in stops:
        if stop.lifted_at is None or captured is None or not covers(stop, post) or post.post in stop.release:
            continue
        if due <= stop.lifted_at and captured.at <= stop.lifted_at:
            return stop
    return None
