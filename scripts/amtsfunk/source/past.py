"""Posts as they once stood on a network, whatever archive they come from; and own replies joined to threads.

Readers (``past_mastodon``, ``past_x``, ``past_csv``) yield ``Past`` and ``LeftOut``; ``past_posts`` makes posts of ours
of them. What was meant for few is never a ``Past``, and its words are in no ``LeftOut``: nothing of it is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amtsfunk.source.write import one_line

LONGEST_TEXT = 100_000
"""Characters of one post: no network takes as many."""
LONGEST_KEY = 300
MOST_PARTS = 99
PRIVATE = "war nicht öffentlich (Direktnachricht oder nur für Folgende); wird nie übernommen"
REPLY = "antwortet jemand anderem; das Gespräch gehört nicht ins eigene Archiv"
BOOST = "teilt den Beitrag eines anderen Kontos"
EMPTY = "enthält weder Text noch ein Bild, das sich übernehmen lässt"
TOO_LONG = "ist länger, als ein Beitrag sein kann"
UNDATED = "nennt keinen lesbaren Zeitpunkt"
HERE = "steht schon unter dieser Adresse in einem Beitrag hier"
SENT = "ging mit diesem Programm hinaus und steht schon im Sendebuch"
TWICE = "steht schon weiter oben"
UNREADABLE = "ist nicht in der Form geschrieben, die das Netzwerk ausgibt"


_ON_X = re.compile(r"https://(?:www\.)?(?:x|twitter)\.com/(?:i/web|[A-Za-z0-9_]{1,30})/status/(\d{1,25})", re.ASCII)


class NoArchive(ValueError):
    """A file that is not what its name says. The message is German and says why."""


@dataclass(frozen=True, slots=True)
class PastPicture:
    """``name``: where it lies in the archive, from its top; ``is_picture``: False for video and sound."""

    name: str
    alt: str = ""
    is_picture: bool = True


@dataclass(frozen=True, slots=True)
class PastPart:
    """One text as it stood there, plain and NFC, with its pictures."""

    text: str
    pictures: tuple[PastPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """One post. ``key`` names it in its archive for good; ``reply_to``: the key of the own post that it goes on;
    ``when`` is aware; ``channels``, ``topic``, ``title`` and ``file_number`` only where the source itself says."""

    key: str
    when: datetime | None
    parts: tuple[PastPart, ...]
    address: str = ""
    language: str = ""
    warning: str = ""
    unlisted: bool = False
    reply_to: str = ""
    title: str = ""
    topic: str = ""
    channels: tuple[str, ...] = ()
    file_number: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not taken over: its key or address, and why, in German. Never its words."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What an archive holds. ``account``: whose it is, as far as it says."""

    posts: tuple[Past, ...]
    left_out: tuple[LeftOut, ...] = ()
    account: str = ""


def sound(text: object) -> str:
    """A text without halves of surrogate pairs, which JSON allows and no file can hold; "" for whatever is no text."""
    return text.encode("utf-8", "ignore").decode("utf-8") if isinstance(text, str) else ""


def key_of(value: object) -> str:
    """What names a post in its archive, as one visible line."""
    return one_line(sound(value))[:LONGEST_KEY].strip()


def place_of(address: str) -> str:
    """What is the same in all addresses of one post: X shows it under every name of its account."""
    found = _ON_X.fullmatch(address)
    return f"x:{found[1]}" if found else address.removesuffix("/")


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def items(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def load_json(data: bytes, name: str) -> Any:
    """The value of a JSON file. Raises NoArchive for anything else, however deep or odd."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError) as broken:
        raise NoArchive(f"„{name}“ ist kein lesbares JSON.") from broken


def join_threads(posts: Iterable[Past], known: frozenset[str]) -> tuple[tuple[Past, ...], tuple[LeftOut, ...]]:
    """Own replies become further parts of the post that they go on, the oldest first; one that goes on a post which is
    answered already stands for itself. ``known``: keys of own posts that were left out.

    A reply to what is neither here nor known is one to somebody else, and left out.
    """
    ordered = sorted(posts, key=lambda post: (post.when.timestamp() if post.when else 0.0, post.key))
    here = {post.key for post in ordered}
    thread_of: dict[str, str] = {}
    threads: dict[str, Past] = {}
    last: dict[str, str] = {}
    left_out = []
    for post in ordered:
        if post.reply_to and post.reply_to not in here and post.reply_to not in known:
            left_out.append(LeftOut(post.address or post.key, REPLY))
            continue
        first = thread_of.get(post.reply_to, "")
        goes_on = bool(first) and last[first] == post.reply_to and len(threads[first].parts) < MOST_PARTS
        if not goes_on:
            note = ("Setzte einen anderen eigenen Beitrag fort und steht hier für sich.",) if post.reply_to else ()
            threads[post.key] = replace(post, notes=(*post.notes, *note))
            first = post.key
        else:
            threads[first] = _longer(threads[first], post)
        thread_of[post.key], last[first] = first, post.key
    return tuple(threads.values()), tuple(left_out)


def _longer(thread: Past, post: Past) -> Past:
    number = len(thread.parts) + 1
    notes = [f"Teil {number} stand unter {post.address or post.key}.", *post.notes]
    if post.warning and post.warning != thread.warning:
        notes.append(f"Teil {number} hatte eine eigene Inhaltswarnung: {post.warning}")
    return replace(thread, parts=(*thread.parts, *post.parts), notes=(*thread.notes, *notes))
