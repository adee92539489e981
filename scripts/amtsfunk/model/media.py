"""What the bytes of a media file say about it, told apart from what its name claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LARGEST_IN_GIT = 2_000_000
"""Bytes: git keeps every version of every picture for good."""
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "video/mp4": (".mp4", ".m4v"),
    "video/webm": (".webm",),
    "video/quicktime": (".mov",),
}
"""Media types that a post may show → endings that say so, the usual one first."""


class Hidden(StrEnum):
    """What nobody sees in a picture and every program can read. Author and copyright may stay."""

    location = "location"
    owner = "owner"
    serial = "serial"
    contact = "contact"
    faces = "faces"
    thumbnail = "thumbnail"
    notes = "notes"


CAPTIONS = "text/vtt"
PERSONAL = frozenset({Hidden.owner, Hidden.serial, Hidden.contact, Hidden.faces})


@dataclass(frozen=True, slots=True)
class MediaFile:
    """``size`` in bytes; ``type`` by content, None where it is none that we know; ``width`` and ``height`` in pixels,
    None where they are not known. ``swift``: some second shows more than six changes of picture (WCAG 2.3.1)."""

    size: int
    type: str | None = None
    width: int | None = None
    height: int | None = None
    animated: bool = False
    swift: bool = False
    broken: bool = False
    hidden: tuple[Hidden, ...] = ()

    @property
    def is_accepted(self) -> bool:
        return self.type in ENDINGS

    @property
    def is_video(self) -> bool:
        return self.is_accepted and self.type is not None and self.type.startswith("video/")

    @property
    def is_picture(self) -> bool:
        return self.is_accepted and not self.is_video
