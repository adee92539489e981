"""payload/1: what goes out on one channel, in words that belong to no network (DELIVERY.md § 1).

Rendered once, when the evidence is captured; the canonical bytes are stored and sent, never rendered again. Whoever
changes what this module yields for a post that exists raises RENDER_VERSION and says so in a decision record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amtsfunk.approval.canonical import Json
from amtsfunk.model.channel import Channel
from amtsfunk.model.post import ChannelOptions, Kind, Mend, Part, Picture, Post
from amtsfunk.model.settings import Settings

VERSION = 1
RENDER_VERSION = 1

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
)


class CannotRender(ValueError):
    """The post cannot be put into a payload. ``reason`` is an id of reasons.py, ``values`` fill its text."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What a media file is: SHA-256 of its bytes as in git, size in bytes, media type by its first bytes."""

    sha256: str
    size: int
    type: str


def media_type(data: bytes) -> str | None:
    """The media type by the file's own first bytes, or None: a name is no evidence."""
    for offset, mark, name in _SIGNATURES:
        if data[offset : offset + len(mark)] == mark:
            return name
    return None


@dataclass(frozen=True, slots=True)
class _Rendering:
    """What every part of one payload shares."""

    post: Post
    channel: Channel
    options: ChannelOptions
    mend: Mend | None
    media: Mapping[str, MediaFacts]


def render_payload(
    post: Post, channel_name: str, settings: Settings, media: Mapping[str, MediaFacts]
) -> dict[str, Json]:
    """The payload of one channel. ``media``: path in the repository → facts of every picture that the post names.

    Raises CannotRender where the channel, an institution or a picture is unknown, or a correction lacks its original.
    """
    channel = settings.channels.get(channel_name)
    if channel is None:
        raise CannotRender("unknown-channel", channel=channel_name)
    options = post.head.channel_options.get(channel_name, ChannelOptions())
    parts = post.parts_for(channel_name)
    if not parts:
        raise CannotRender("no-text", channel=channel_name)
    mend = _mend(post, channel_name)
    if mend is Mend.delete:
        parts = parts[:1]
    shared = _Rendering(post, channel, options, mend, media)
    mentions = _mentions(shared, settings, parts)
    return {
        "v": VERSION,
        "render_version": RENDER_VERSION,
        "post": post.id,
        "channel": channel_name,
        "network": channel.network,
        "title": post.title,
        "kind": post.head.kind.value,
        "topic": post.head.topic,
        "parts": [_part(shared, number, part, mentions[number]) for number, part in enumerate(parts)],
        "corrects": _corrects(post),
    }


def _part(shared: _Rendering, number: int, part: Part, mentions: list[Json]) -> Json:
    first = number == 0
    head, options, mend = shared.post.head, shared.options, shared.mend
    return {
        "action": _action(mend, first),
        "target": {"post": head.corrects} if mend and (first or mend is Mend.edit) else None,
        "text": part.text,
        "language": options.language or head.language or shared.channel.language,
        "content_warning": options.content_warning or head.content_warning,
        "visibility": (options.visibility or head.visibility).value,
        "poll": _poll(shared.post) if first else None,
        "link": head.link if first and options.link_card is not False else None,
        "media": [_medium(shared, picture) for picture in part.pictures],
        "mentions": mentions,
    }


def _action(mend: Mend | None, first: bool) -> str:
    """An edit replaces every part; a reply's further parts are its thread."""
    if mend is None or (mend is Mend.reply and not first):
        return "create"
    return mend.value


def _mend(post: Post, channel: str) -> Mend | None:
    mend = post.mend_for(channel)
    if mend is not None and post.head.corrects is None:
        raise CannotRender("corrects-missing")
    return mend


def _corrects(post: Post) -> Json:
    head = post.head
    if head.kind not in (Kind.correction, Kind.withdrawal):
        return None
    return {
        "post": head.corrects,
        "was_wrong": head.was_wrong,
        "since": head.since.isoformat() if head.since else None,
        "because": head.because,
    }


def _poll(post: Post) -> Json:
    """``duration`` in seconds."""
    poll = post.head.poll
    if poll is None:
        return None
    return {
        "options": list(poll.options),
        "duration": int(poll.duration.total_seconds()),
        "multiple": poll.multiple,
    }


def _medium(shared: _Rendering, picture: Picture) -> Json:
    path = shared.post.media_path(picture)
    facts = shared.media.get(path)
    if facts is None:
        raise CannotRender("media-missing", path=path)
    return {
        "path": path,
        "sha256": facts.sha256,
        "size": facts.size,
        "type": facts.type,
        "alt": picture.alt,
        "credit": picture.credit,
    }


def _mentions(shared: _Rendering, settings: Settings, parts: tuple[Part, ...]) -> list[list[Json]]:
    """Per part, the accounts that it mentions: the part whose text has the handle, else the first.

    An institution without an account on this network is named in the text alone.
    """
    found: list[list[Json]] = [[] for _ in parts]
    for name in shared.post.head.mentions:
        institution = settings.institutions.get(name)
        if institution is None:
            raise CannotRender("unknown-institution", institution=name)
        account = institution.accounts.get(shared.channel.network)
        if account is None:
            continue
        handle = account.handle.removeprefix("@").casefold()
        place = next((number for number, part in enumerate(parts) if f"@{handle}" in part.text.casefold()), 0)
        found[place].append({"handle": account.handle, "account_id": account.account_id})
    return found
