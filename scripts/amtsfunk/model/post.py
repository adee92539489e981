"""A post: what editors write. Format: DESIGN.md § Content format; lifecycle: DELIVERY.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema

from amtsfunk.model.base import (
    MOMENT_EXAMPLES,
    MOMENT_PATTERN,
    Address,
    Day,
    Duration,
    Flag,
    Frozen,
    Language,
    Line,
    Slug,
    read_duration,
    read_moment,
)

AFTER_APPROVAL: Literal["after approval"] = "after approval"


class Kind(StrEnum):
    news = "news"
    service = "service"
    short = "short"
    statement = "statement"
    rebuttal = "rebuttal"
    crisis = "crisis"
    career = "career"
    dialogue = "dialogue"
    correction = "correction"
    withdrawal = "withdrawal"


URGENT = frozenset({Kind.crisis, Kind.rebuttal, Kind.correction, Kind.withdrawal})
"""What goes out when it must, whatever the hour (R43, R44, R47)."""
LATEST_BY_KIND: Mapping[Kind, timedelta] = {
    Kind.crisis: timedelta(minutes=30),
    Kind.news: timedelta(hours=2),
    Kind.statement: timedelta(hours=12),
}
"""How long after its time a first step may still go out; every other kind: 24 h (DELIVERY.md § 4)."""
LATEST_OTHERWISE = timedelta(hours=24)


class Audience(StrEnum):
    """R22."""

    media = "media"
    authorities = "authorities"
    public = "public"
    recruits = "recruits"
    experts = "experts"


class Visibility(StrEnum):
    public = "public"
    unlisted = "unlisted"


class Mend(StrEnum):
    """What a correction or withdrawal does to the original on one channel."""

    edit = "edit"
    reply = "reply"
    delete = "delete"


class Picture(Frozen):
    """A picture line of the body. ``file`` is a bare file name in the post's media folder; place from 1."""

    model_config = ConfigDict(str_strip_whitespace=False)

    file: str
    alt: str
    credit: str | None = None
    line: int = 1
    column: int = 1


class Part(Frozen):
    """One part of a thread. ``text`` is plain text, NFC, without outer blank lines; ``line`` is where it begins."""

    model_config = ConfigDict(str_strip_whitespace=False)

    text: str
    pictures: tuple[Picture, ...] = ()
    line: int = 1


class Poll(Frozen):
    options: Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]
    duration: Duration
    multiple: Flag = False


class ChannelOptions(Frozen):
    """What one post may set for one channel."""

    language: Language | None = None
    visibility: Visibility | None = None
    content_warning: Line | None = None
    mend: Mend | None = None
    link_card: Flag | None = None


def _read_due(value: object, info: ValidationInfo) -> object:
    if value == AFTER_APPROVAL:
        return value
    return read_moment(value, info)


def _read_latest(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and (":" in value or not value[:1].isdigit()):
        return read_moment(value, info)
    return read_duration(value)


Due = Annotated[
    datetime | Literal["after approval"],
    BeforeValidator(_read_due),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "pattern": MOMENT_PATTERN}, {"const": AFTER_APPROVAL}],
            "examples": [*MOMENT_EXAMPLES, AFTER_APPROVAL],
        }
    ),
]
Latest = Annotated[
    timedelta | datetime,
    BeforeValidator(_read_latest),
    WithJsonSchema({"type": "string", "examples": ["30 min", "2 h", "1 d", *MOMENT_EXAMPLES]}),
]


class PostHead(Frozen):
    """The front matter of a post. Keys as an editor writes them; times are aware (resolved in the authority's zone)."""

    channels: Annotated[tuple[Slug, ...], Field(min_length=1)]
    topic: Slug
    publish_at: Due | None = None
    kind: Kind = Kind.service
    audiences: tuple[Audience, ...] = ()
    occasion: Line | None = None
    timely: Flag = False
    latest: Latest | None = None
    link: Address | None = None
    no_link_because: Line | None = None
    sensitive: Flag = False
    paid: Flag = False
    decision: Line | None = None
    office: Line | None = None
    claim_url: Address | None = None
    evidence: Line | None = None
    file_number: Line | None = None
    poll: Poll | None = None
    content_warning: Line | None = None
    language: Language | None = None
    visibility: Visibility = Visibility.public
    mentions: tuple[Slug, ...] = ()
    corrects: Slug | None = None
    was_wrong: Line | None = None
    since: Day | None = None
    because: Line | None = None
    repeat_of: Slug | None = None
    revision: Annotated[int, Field(ge=1, le=10_000)] = 1
    archive: Flag = False
    appeared: Mapping[Slug, Address] = Field(default_factory=dict)
    waive: Mapping[Slug, Line] = Field(default_factory=dict)
    channel_options: Mapping[Slug, ChannelOptions] = Field(default_factory=dict)


class Post(Frozen):
    """A whole post. ``id`` is the file's stem, ``path`` its POSIX path in the repository."""

    id: Slug
    path: str
    head: PostHead
    title: str
    parts: tuple[Part, ...]
    channel_texts: Mapping[str, tuple[Part, ...]] = Field(default_factory=dict)

    def parts_for(self, channel: str) -> tuple[Part, ...]:
        """The parts that go out on a channel: its own text where the post has one, else the common text."""
        return self.channel_texts.get(channel, self.parts)

    def mend_for(self, channel: str) -> Mend | None:
        """What it does to the earlier post on a channel. A correction is a visible reply and a withdrawal deletes,
        unless the post says otherwise (R47, R48)."""
        if self.head.kind not in (Kind.correction, Kind.withdrawal):
            return None
        options = self.head.channel_options.get(channel)
        usual = Mend.reply if self.head.kind is Kind.correction else Mend.delete
        return (options and options.mend) or usual

    @property
    def is_draft(self) -> bool:
        return self.head.publish_at is None

    @property
    def folder_month(self) -> str:
        """``YYYY/MM`` of the folder that the file lies in; ``modules`` for an agreed module, which has no month."""
        return "modules" if self.path.startswith("content/modules/") else "/".join(self.path.split("/")[2:4])

    def media_path(self, picture: Picture) -> str:
        """Pictures lie in ``content/media/YYYY/MM/``, the month being that of the post's folder."""
        return f"content/media/{self.folder_month}/{picture.file}"

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures that any channel shows, in order of appearance, each file once."""
        everything = [*self.parts]
        for parts in self.channel_texts.values():
            everything += parts
        pictured = [part for part in everything if part.pictures]
        if not pictured:
            return ()
        by_file = {picture.file: picture for part in reversed(pictured) for picture in reversed(part.pictures)}
        return tuple(reversed(by_file.values()))

    def latest_after(self, due: datetime) -> datetime:
        """Until when a first step may go out if it was due at ``due`` (elapsed time)."""
        latest = self.head.latest
        if isinstance(latest, datetime):
            return latest
        return due + (latest or LATEST_BY_KIND.get(self.head.kind, LATEST_OTHERWISE))


class MediaRights(Frozen):
    """``<file>.yml`` beside a picture that is not the authority's own work (R63, UrhG, KUG), and beside every video.

    ``consent`` is a number: the consent itself, with its names, stays out of git. ``captions``: name of the WebVTT file
    in the same folder; ``transcript``: what is said and seen in a video, in full.
    """

    author: Line
    licence: Line
    consent: Line | None = None
    expires: Day | None = None
    text_in_picture: str | None = None
    captions: Line | None = None
    transcript: str | None = None
