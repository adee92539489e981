"""What a plan needs to know of one post: small, so that it travels between processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from amtsfunk.model.post import URGENT, Audience, Kind

if TYPE_CHECKING:
    from amtsfunk.model.post import Post


@dataclass(frozen=True, slots=True)
class Entry:
    """``due``: aware; None for a draft and for what goes out after its approval. ``line``: where its time stands."""

    id: str
    path: str
    title: str
    due: datetime | None
    after_approval: bool
    channels: tuple[str, ...]
    topic: str
    kind: Kind
    audiences: tuple[Audience, ...]
    timely: bool
    sensitive: bool
    archive: bool
    line: int = 1

    @property
    def is_draft(self) -> bool:
        return self.due is None and not self.after_approval

    @property
    def urgent(self) -> bool:
        """Goes out when it must, so no rule of the plan holds for it."""
        return self.kind in URGENT


def entry_of(post: Post, line: int = 1) -> Entry:
    head = post.head
    due = head.publish_at
    return Entry(
        id=post.id,
        path=post.path,
        title=post.title,
        due=due if isinstance(due, datetime) else None,
        after_approval=isinstance(due, str),
        channels=head.channels,
        topic=head.topic,
        kind=head.kind,
        audiences=head.audiences,
        timely=head.timely,
        sensitive=head.sensitive,
        archive=head.archive,
        line=line,
    )
