"""A post once more for one channel: the file that repeats it, with the same words and pictures (DELIVERY.md § 1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from amtsfunk.model.errors import Refused
from amtsfunk.model.post import Part, Picture, Post, PostHead
from amtsfunk.rules.cases import POSTS
from amtsfunk.source.front import split_front
from amtsfunk.source.galaxy_text import escape
from amtsfunk.source.posts import parse_post, split_plain
from amtsfunk.source.times import spell_local
from amtsfunk.source.typed import known_keys
from amtsfunk.source.write import page
from amtsfunk.source.yaml_read import read_yaml

_OF_THE_FIRST = ("publish_at", "channels", "channel_options", "repeat_of", "revision", "archive")
"""Keys that the new post has for itself."""
_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Wish:
    """``when``: its time, None for a draft; ``now``: gives a draft its folder; ``is_taken``: whether an id is used."""

    channel: str
    when: datetime | None
    now: datetime
    zone: ZoneInfo


def fresh_id(post: str, is_taken: Callable[[str], bool]) -> str:
    """``warntag-erneut``, ``warntag-erneut-2``, … : the first that no post ever had."""
    endings = ("-erneut" if number == 1 else f"-erneut-{number}" for number in count(1))
    names = (post[: _LONGEST_ID - len(ending)].rstrip("-") + ending for ending in endings)
    return next(name for name in names if not is_taken(name))


def repeat(original: Post, data: bytes, name: str, wish: Wish) -> tuple[str, str]:
    """(path, text) of the new post. Raises Refused where its words would not come back as they were."""
    head = {key: value for key, value in _raw_head(data).items() if key not in _OF_THE_FIRST}
    if isinstance(original.head.latest, datetime):
        head.pop("latest", None)
    own = _raw_head(data).get("channel_options")
    options = own.get(wish.channel) if isinstance(own, Mapping) else None
    first: dict[str, Any] = {"publish_at": spell_local(wish.when, wish.zone)} if wish.when else {}
    first |= {"channels": [wish.channel], **head, "repeat_of": original.id}
    first |= {"channel_options": {wish.channel: options}} if options else {}
    parts = original.parts_for(wish.channel)
    month = (wish.when or wish.now).astimezone(wish.zone)
    path = f"{POSTS}{month.year:04}/{month.month:02}/{name}.md"
    text = page(first, original.title, _body(parts))
    _hold(path, text, original, wish)
    return path, text


def _raw_head(data: bytes) -> Mapping[str, Any]:
    """The front matter as it was written."""
    known = known_keys(PostHead)
    text = data.decode()
    front, head = split_plain(text) or (split_front(text, known), None)
    return (head or read_yaml(front.head, front.head_line, known)).value


def _body(parts: tuple[Part, ...]) -> str:
    blocks: list[str] = []
    for number, part in enumerate(parts, start=1):
        blocks += [f"## Teil {number}"] if number > 1 else []
        blocks += [escape(part.text)] if part.text else []
        blocks += ["\n".join(_picture(picture) for picture in part.pictures)] if part.pictures else []
    return "\n\n".join(blocks)


def _picture(picture: Picture) -> str:
    credit = f' "{picture.credit}"' if picture.credit else ""
    return f"![{picture.alt}]({picture.file}{credit})"


def _hold(path: str, text: str, original: Post, wish: Wish) -> None:
    """What is written is read again: the new post says on this channel what the first one said."""
    again = parse_post(path, text.encode(), wish.zone).value
    if again is None or _said(again.parts_for(wish.channel)) != _said(original.parts_for(wish.channel)):
        raise Refused(
            f"„{original.id}“ lässt sich nicht unverändert neu anlegen.",
            "Bitte von Hand anlegen (amtsfunk new post) und repeat_of ergänzen.",
        )


def _said(parts: tuple[Part, ...]) -> list[tuple[str, list[tuple[str, str, str | None]]]]:
    return [(part.text, [(one.file, one.alt, one.credit) for one in part.pictures]) for part in parts]
