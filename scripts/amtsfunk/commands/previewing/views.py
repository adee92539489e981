"""What a preview is made of: one post on one channel, part by part, read from the payload that an approval covers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amtsfunk.approval.manifest import FileDigest, Manifest, build_manifest
from amtsfunk.approval.payload import CannotRender, MediaFacts, media_type
from amtsfunk.channels.limits import Measure, measure_part, network_on
from amtsfunk.effects.files import read_file
from amtsfunk.model.errors import Refused
from amtsfunk.model.finding import Finding
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.source.posts import parse_post

_LARGEST_PICTURE = 50_000_000


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a payload and how far it fills each limit. ``payload`` is the part as it stands there."""

    payload: Mapping[str, Any]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class ChannelView:
    """One post on one channel."""

    post: Post
    channel: str
    manifest: Manifest
    parts: tuple[PartView, ...]


def view_post(root: Path, path: str, settings: Settings) -> tuple[list[ChannelView], list[Finding]]:
    """The views of one post in the order of its channels, or what is wrong with it. Raises Refused."""
    data = read_file(root, path)
    parsed = parse_post(path, data, settings.authority.zone)
    post = parsed.value
    if post is None:
        return [], list(parsed.findings)
    media = {place: _facts(root, place) for place in map(post.media_path, post.pictures)}
    own = FileDigest(path, hashlib.sha256(data).hexdigest(), len(data))
    try:
        manifest, payloads = build_manifest(post, own, settings, {k: v for k, v in media.items() if v is not None})
    except CannotRender as problem:
        raise Refused(
            f"{path}: Der Beitrag lässt sich nicht zusammenstellen ({_words(problem)}).",
            f"Bitte zuerst: amtsfunk check {path}",
        ) from problem
    return [_view(post, name, manifest, json.loads(payload), settings) for name, payload in payloads.items()], []


def _view(post: Post, name: str, manifest: Manifest, payload: Mapping[str, Any], settings: Settings) -> ChannelView:
    network = network_on(settings, name)
    parts = tuple(
        PartView(
            part,
            measure_part(
                network,
                part["text"],
                content_warning=part["content_warning"],
                pictures=len(part["media"]),
            ),
        )
        for part in payload["parts"]
    )
    return ChannelView(post, name, manifest, parts)


def _facts(root: Path, path: str) -> MediaFacts | None:
    """What a picture is, or None where it is no plain file of a kind that goes out."""
    file = root / path
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST_PICTURE:
        return None
    data = file.read_bytes()
    kind = media_type(data)
    return MediaFacts(hashlib.sha256(data).hexdigest(), len(data), kind) if kind else None


def _words(problem: CannotRender) -> str:
    names = {
        "media-missing": "es fehlt ein lesbares Bild",
        "unknown-channel": "den Kanal gibt es nicht",
        "unknown-institution": "die Einrichtung gibt es nicht",
        "corrects-missing": "es fehlt, welcher Beitrag berichtigt wird",
        "no-text": "es fehlt der Text",
    }
    words = names.get(problem.reason, problem.reason)
    return ": ".join((words, *problem.values.values()))
