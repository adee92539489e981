"""Drawing what is planned: the views of ``amtsfunk preview``, for the internal site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from amtsfunk.channels.networks import network_of
from amtsfunk.channels.polls import WITHOUT_POLLS
from amtsfunk.channels.promises import promise_of
from amtsfunk.commands.previewing.text import WORDS, describe_measures, describe_time
from amtsfunk.commands.previewing.views import ChannelView, PartView, view_post
from amtsfunk.effects.files import read_file
from amtsfunk.model.errors import Refused
from amtsfunk.model.media import MediaFile
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.pages.drawings import DrawnChannel, DrawnPart, DrawnPicture, DrawnPost
from amtsfunk.pages.facts import ArchivePicture
from amtsfunk.pages.promises import PROMISES
from amtsfunk.source.media import look_at

Look = Callable[[str], MediaFile]

AHEAD = timedelta(days=28)
"""R18: as far as the plan is looked at. A post of next summer is drawn when it comes near."""
MOST = 100
_DE = WORDS["de"]


def draw_posts(repository: Path, posts: Iterable[Post], settings: Settings, now: datetime) -> tuple[DrawnPost, ...]:
    """What can still go out and comes in the next weeks, by time; then what goes out once approved, and drafts."""
    chosen = sorted((post for post in posts if _is_coming(post, now)), key=lambda post: (_due(post, now), post.id))

    @cache  # a picture is drawn once for each channel
    def look(path: str) -> MediaFile:
        data = read_file(repository, path)
        return look_at(data, len(data))

    return tuple(_draw(repository, post, settings, now, look) for post in chosen[:MOST])


def _is_coming(post: Post, now: datetime) -> bool:
    """A post whose time has come but not passed can still be approved, or put in by hand: somebody looks at it now."""
    due = post.head.publish_at
    return not post.head.archive and (
        not isinstance(due, datetime) or (now < post.latest_after(due) and due < now + AHEAD)
    )


def _due(post: Post, now: datetime) -> datetime:
    due = post.head.publish_at
    return due if isinstance(due, datetime) else now + AHEAD


def _draw(repository: Path, post: Post, settings: Settings, now: datetime, look: Look) -> DrawnPost:
    try:
        views, findings = view_post(repository, post.path, settings)
    except Refused as refused:
        return DrawnPost(post.id, post.title, "", trouble=str(refused))
    if findings or not views:
        return DrawnPost(post.id, post.title, "", trouble=f"{post.path} ist nicht vollständig lesbar.")
    channels = tuple(_channel(view, settings, look) for view in views)
    return DrawnPost(post.id, post.title, describe_time(views[0], settings, now, "de"), channels)


def _channel(view: ChannelView, settings: Settings, look: Look) -> DrawnChannel:
    channel = settings.channels[view.channel]
    network = network_of(channel.network)
    key = "part" if network.threads else "part_alone"
    count = len(view.parts)
    parts = tuple(
        _part(part, _DE[key].format(number=number, count=count) if count > 1 else "", channel.network, look)
        for number, part in enumerate(view.parts, 1)
    )
    promise = PROMISES["de"][promise_of(channel.via.value, network)]
    return DrawnChannel(channel.label, channel.via.value == "manual", promise, parts)


def _part(part: PartView, heading: str, network: str, look: Look) -> DrawnPart:
    payload = part.payload
    target = payload["target"]
    poll = tuple(_poll(payload["poll"]))
    says = [_DE[payload["action"]].format(post=target["post"])] if target else []
    if poll and network in WITHOUT_POLLS:
        poll, says = (), [*says, "Die Umfrage erscheint hier nicht, nur der Text."]
    return DrawnPart(
        heading=heading,
        says=" ".join(says),
        warning=payload["content_warning"] or "",
        text=payload["text"],
        pictures=tuple(_picture(one, look) for one in payload["media"]),
        poll=poll,
        link=payload["link"] or "",
        mentions=", ".join(one["handle"] for one in payload["mentions"]),
        counts=describe_measures(part.measures, "de"),
    )


def _picture(medium: Mapping[str, Any], look: Look) -> DrawnPicture:
    picture = ArchivePicture(medium["path"], medium["sha256"], medium["alt"], medium["credit"], medium["sha256"])
    seen = look(picture.path)
    return DrawnPicture(picture, seen.width, seen.height)


def _poll(poll: object) -> Iterator[str]:
    options = poll.get("options") if isinstance(poll, dict) else None
    yield from map(str, options or ())
