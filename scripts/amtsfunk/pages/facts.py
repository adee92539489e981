"""What the pages are made from. The public site gets nothing but these types: an allow-list (R66).

Internal things (file numbers, drafts, waiting posts, people, concepts, notes) have no field here, so no template can
show them by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

from amtsfunk.model.post import Audience

CONSULTED = {"lawyer": "Rechtsamt", "personnel": "Personalamt", "staff_council": "Personalrat"}
"""Who agrees to the guidelines (R64)."""
AUDIENCES: Mapping[str, str] = {
    Audience.media: "Medien",
    Audience.authorities: "Behörden und Politik",
    Audience.public: "Öffentlichkeit",
    Audience.recruits: "künftige Beschäftigte",
    Audience.experts: "Fachleute",
}
KINDS: Mapping[str, str] = {
    "news": "Meldung",
    "service": "Service",
    "short": "Kurzmeldung",
    "statement": "Stellungnahme",
    "rebuttal": "Richtigstellung",
    "crisis": "Krisenmeldung",
    "career": "Stellenangebot",
    "dialogue": "Dialog",
    "correction": "Berichtigung",
    "withdrawal": "Rücknahme",
}
"""Kind of a post → what readers see."""


PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Only files of these names are put beside a post's page: an ``index.html`` would replace it."""


def is_picture_name(name: str) -> bool:
    return name.lower().endswith(PICTURE_ENDINGS)


@dataclass(frozen=True, slots=True)
class ArchivePicture:
    """A published picture: ``path`` in the repository, ``sha256`` of its approved bytes (None for archive posts);
    ``version`` changes whenever the bytes do."""

    path: str
    sha256: str | None
    alt: str
    credit: str | None = None
    version: str = ""

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class ArchivePart:
    """One part of a published thread: plain text, never Markdown or HTML."""

    text: str
    pictures: tuple[ArchivePicture, ...] = ()
    link: str | None = None
    content_warning: str | None = None
    poll: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same post on a network."""

    label: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Mending:
    """What a correction says of an earlier post (R47, R48)."""

    post: str
    was_wrong: str | None = None
    since: date | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ArchivePost:
    """One published post. ``month``: ``YYYY/MM`` of its address; ``parts`` empty: redacted, ``note`` says why and
    ``removed_on`` when.

    ``payload_sha256`` is the digest of the approved payload where the post came through the ledger.
    """

    id: str
    month: str
    title: str
    kind: str
    topic: str
    language: str
    published_at: datetime
    parts: tuple[ArchivePart, ...]
    payload_sha256: str | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    mending: Mending | None = None
    corrected_by: str | None = None
    withdrawn_by: str | None = None
    note: str | None = None
    removed_on: date | None = None

    @property
    def href(self) -> str:
        """From the root of the public site, without a leading slash."""
        return f"archiv/{self.month}/{self.id}/"

    @property
    def is_redacted(self) -> bool:
        return self.note is not None and not self.parts

    @property
    def mark(self) -> str | None:
        """What stands beside the title in lists."""
        if self.is_redacted:
            return "Inhalt entfernt"
        if self.withdrawn_by:
            return "zurückgezogen"
        return "berichtigt" if self.corrected_by else None


@dataclass(frozen=True, slots=True)
class Archive:
    """All published posts, newest first, and what all of their pages need."""

    authority: str
    website: str
    language: str
    zone: ZoneInfo
    topics: Mapping[str, str]
    posts: tuple[ArchivePost, ...]


def changed_at(post: ArchivePost, by_id: Mapping[str, ArchivePost], zone: ZoneInfo) -> datetime:
    """When what a post's page says changed last: by its correction, its withdrawal or its redaction (a day, which
    counts from its beginning); else when it was published."""
    moments = [post.published_at]
    mended_by = (by_id.get(other) for other in (post.corrected_by, post.withdrawn_by) if other)
    moments += [mending.published_at for mending in mended_by if mending is not None]
    if post.removed_on is not None:
        moments.append(datetime.combine(post.removed_on, time(), zone))
    return max(moments)


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a built site. ``key`` stands for everything that ``render`` depends on: same key, same bytes.
    ``render`` gives None where there is nothing to write after all, such as a picture that is gone."""

    path: str
    key: str
    render: Callable[[], bytes | None]

    @classmethod
    def holding(cls, path: str, data: bytes) -> Page:
        """A page whose bytes are there already."""
        return cls(path, sha256(data).hexdigest(), lambda: data)
