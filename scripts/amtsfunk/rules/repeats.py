"""The same text twice: noticed across posts by a digest, so that nothing long travels between processes."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b

from amtsfunk.model.finding import Place
from amtsfunk.model.post import Post
from amtsfunk.rules.cases import AllCase, Hits, PostSummary

_RECENT = timedelta(days=30)
_SHORTEST = 40
"""Characters; „Guten Morgen!" may be said each day."""


def summarize(post: Post, now: datetime) -> PostSummary | None:
    """What the rules over all posts need of one; None where they need nothing, as of most."""
    pictures = post.pictures
    text = _text_to_compare(post, now)
    if not pictures and not text:
        return None
    shown = tuple(post.media_path(picture) for picture in pictures)
    if not text:
        return PostSummary(post.path, shown)
    digest = blake2b(text.encode(), digest_size=12).digest()
    return PostSummary(post.path, shown, digest, post.head.channels, post.parts[0].line)


def _text_to_compare(post: Post, now: datetime) -> str:
    head = post.head
    time = head.publish_at
    if isinstance(time, datetime) and time < now - _RECENT:
        return ""
    if head.archive or head.repeat_of is not None or head.corrects is not None or not post.parts:
        return ""
    text = post.parts[0].text
    return text if len(text) >= _SHORTEST else ""


def find_same_text_twice(case: AllCase) -> Hits:
    """Two recent or coming posts that say the same on the same channel; the second is held when it is sent."""
    seen: dict[bytes, list[PostSummary]] = {}
    for summary in case.summaries:
        if summary.digest:
            seen.setdefault(summary.digest, []).append(summary)
    for alike in seen.values():
        for number, summary in enumerate(alike):
            other = next((one for one in alike[:number] if not set(one.channels).isdisjoint(summary.channels)), None)
            if other is not None:
                name = other.path.rpartition("/")[2].removesuffix(".md")
                values = {"other": name, "path": other.path, "fixed": f"repeat_of: {name}"}
                yield Place(summary.path, summary.line), values
