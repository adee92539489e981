"""Every planned post as it will look on every network: our own drawing, from the very payload that is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amtsfunk.pages.facts import ArchivePicture


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """``width`` and ``height`` in pixels, None where the file does not say: a page that knows them keeps the place
    free, so that nothing jumps away from a reader when the picture comes."""

    picture: ArchivePicture
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """One part. ``heading``: ``Teil 1 von 3``, empty for a single one; ``says``: what it does to an earlier post;
    ``counts``: how far it fills its limits, in words."""

    heading: str
    says: str
    warning: str
    text: str
    pictures: tuple[DrawnPicture, ...]
    poll: tuple[str, ...]
    link: str
    mentions: str
    counts: str


@dataclass(frozen=True, slots=True)
class DrawnChannel:
    label: str
    by_hand: bool
    promise: str
    parts: tuple[DrawnPart, ...]


@dataclass(frozen=True, slots=True)
class DrawnPost:
    """``trouble``: why it cannot be drawn, else empty."""

    id: str
    title: str
    when: str
    channels: tuple[DrawnChannel, ...] = ()
    trouble: str = ""


def picture_place(picture: ArchivePicture) -> str:
    """Where the internal site has a picture of a planned post, from its root; by its bytes, for names repeat."""
    return f"vorschau/{(picture.sha256 or '')[:12]}-{picture.name}"


def pictures_of(posts: Iterable[DrawnPost]) -> dict[str, ArchivePicture]:
    """Place → picture, each once."""
    return {
        picture_place(drawn.picture): drawn.picture
        for post in posts
        for channel in post.channels
        for part in channel.parts
        for drawn in part.pictures
    }
