"""Rules over what each network makes of a picture or video (R23). What a person posts by hand may be of any kind."""

from __future__ import annotations

from collections.abc import Iterator

from amtsfunk.channels import Network
from amtsfunk.channels.limits import network_on
from amtsfunk.model.channel import Via
from amtsfunk.model.media import MediaFile
from amtsfunk.model.post import Part, Picture
from amtsfunk.rules.cases import Hits, PostCase
from amtsfunk.rules.media import kilobytes

_STILL = frozenset(("bluesky", "linkedin", "instagram", "threads", "facebook", "telegram"))
"""Networks that take a picture and show its first frame only, or turn it into something else."""
_MOVES = {"mastodon": ("image/gif",), "x": ("image/gif",)}
"""Networks that let only these kinds move."""
_SHORT = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WebP"}


def find_type_not_taken(case: PostCase) -> Hits:
    for picture, file, name, network in _shown_where(case, (Via.api,)):
        if file.is_picture and file.type not in network.media.types:
            taken = " oder ".join(_SHORT[one] for one in network.media.types)
            yield case.line(picture.line, picture.column), {
                "file": picture.file, "label": _label(case, name), "kind": _SHORT[file.type or ""], "taken": taken
            }  # fmt: skip


def find_picture_too_large_for(case: PostCase) -> Hits:
    """Git takes less than any network's usual limit; a server of one's own may allow less still."""
    for picture, file, name, network in _shown_where(case, (Via.api, Via.manual)):
        if file.is_picture and file.size > network.media.size:
            yield (
                case.line(picture.line, picture.column),
                {
                    "file": picture.file,
                    "label": _label(case, name),
                    "size": kilobytes(file.size),
                    "limit": str(network.media.size // 1_000),
                },
            )


def find_movement_lost(case: PostCase) -> Hits:
    for picture, file, name, network in _shown_where(case, (Via.api, Via.manual)):
        if file.animated and (network.name in _STILL or file.type not in _MOVES.get(network.name, (file.type,))):
            yield case.line(picture.line, picture.column), _values(case, picture, name)


def find_video_by_itself(case: PostCase) -> Hits:
    """Video goes out by hand only: no adapter of ours uploads it, and the archive shows none."""
    for picture, file, name, _ in _shown_where(case, (Via.api, Via.site)):
        if file.is_video:
            yield case.line(picture.line, picture.column), _values(case, picture, name)


def _values(case: PostCase, picture: Picture, name: str) -> dict[str, str]:
    return {"file": picture.file, "channel": name, "label": _label(case, name)}


def _label(case: PostCase, name: str) -> str:
    return case.settings.channels[name].label


def _shown_where(case: PostCase, ways: tuple[Via, ...]) -> Iterator[tuple[Picture, MediaFile, str, Network]]:
    """Each picture line with each channel that shows it and is served in one of these ways; unknown files left out."""
    for name in dict.fromkeys(case.post.head.channels):
        channel = case.settings.channels.get(name)
        if channel is None or channel.via not in ways:
            continue
        for picture in _pictures(case.post.parts_for(name)):
            file = case.world.media.get(case.post.media_path(picture))
            if file is not None:
                yield picture, file, name, network_on(case.settings, name)


def _pictures(parts: tuple[Part, ...]) -> Iterator[Picture]:
    for part in parts:
        yield from part.pictures
