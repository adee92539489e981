"""Where a post belongs and how files may be called: moves that follow from names and times alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from zoneinfo import ZoneInfo

from amtsfunk.model.post import Post
from amtsfunk.rules.cases import MEDIA, POSTS, Tree
from amtsfunk.rules.suggest import as_slug
from amtsfunk.source.posts import parse_post

Read = Callable[[str], bytes]
_MONTH = re.compile(r"content/posts/([0-9]{4}/(?:0[1-9]|1[0-2]))/[^/]+\.md")
_SHELF = re.compile(r"(?P<folder>content/media/[0-9]{4}/(?:0[1-9]|1[0-2]))/(?P<name>[^/]+)")
_TEXT = re.compile(
    r"(?P<folder>content/(?:snippets|modules)|plans/applications|netiquette|guidelines)/(?P<stem>[^/]+)\.md"
)
_FINE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.[A-Za-z0-9]+")
_PICTURE_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Move:
    """One file to its right place. ``moves`` and ``copies``: what goes along; ``rewritten``: files that name it, with
    their new bytes; ``obstacle``: why it cannot be done, in words, or empty."""

    path: str
    new: str
    moves: tuple[tuple[str, str], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    rewritten: Mapping[str, bytes] | None = None
    obstacle: str = ""


def right_place(path: str, tree: Tree, read: Read, zone: ZoneInfo) -> Move | None:
    """Where a post belongs: the month of its time, its name as a slug. None where it lies there, or nobody knows."""
    post = parse_post(path, read(path), zone).mended
    place = _MONTH.fullmatch(path)
    month = _month_of(post, zone) or (place[1] if place else None)
    slug = as_slug(normalize("NFC", path.rpartition("/")[2].removesuffix(".md")))
    if month is None or not slug:
        return None
    new = f"{POSTS}{month}/{slug}.md"
    if new == path:
        return None
    twins = [one for one in tree.posts_by_id.get(slug, ()) if one != path]
    if twins or (new in tree.names):
        return Move(path, new, obstacle=f"Den Namen „{slug}“ hat schon {(twins or [new])[0]}.")
    along: list[tuple[str, str]] = []
    copies: list[tuple[str, str]] = []
    if post is not None and place is not None and place[1] != month:
        for old, target in _media_of(post, month, tree):
            if target in tree.names:
                if read(target) == read(old):
                    continue
                return Move(path, new, obstacle=f"Im neuen Monat liegt schon ein anderes Bild: {target}")
            (copies if _is_shared(post, old, tree, read, zone) else along).append((old, target))
    approval = f"{path.removesuffix('.md')}.approval.json"
    if approval in tree.names:
        along.append((approval, f"{new.removesuffix('.md')}.approval.json"))
    return Move(path, new, tuple(along), tuple(copies))


def right_name(path: str, tree: Tree, read: Read) -> Move | None:
    """A media file whose name not every computer and address can carry, with the posts of its month that show it."""
    shelf = _SHELF.fullmatch(path)
    if shelf is None or _FINE_NAME.fullmatch(shelf["name"]) or not _PICTURE_ENDING.search(shelf["name"]):
        return None
    if shelf["name"].endswith(".yml"):
        return None  # goes along with its picture
    stem, _, ending = shelf["name"].rpartition(".")
    slug = as_slug(stem)
    new = f"{shelf['folder']}/{slug}.{ending.lower()}"
    if not slug or new in tree.names:
        return Move(path, new, obstacle=f"Den Namen „{new.rpartition('/')[2]}“ gibt es dort schon." if slug else "")
    beside = ((f"{path}.yml", f"{new}.yml"),) if f"{path}.yml" in tree.names else ()
    folder = POSTS + shelf["folder"].removeprefix(MEDIA) + "/"
    shown = re.compile(rf"(\]\(\s*){re.escape(normalize('NFC', shelf['name']))}(?=\s|\))")
    rewritten: dict[str, bytes] = {}
    for post in tree.posts:
        if post.startswith(folder):
            text = read(post).decode("utf-8", "surrogateescape")
            named = shown.sub(lambda match: match[1] + new.rpartition("/")[2], normalize("NFC", text))
            if named != normalize("NFC", text):
                rewritten[post] = named.encode("utf-8", "surrogateescape")
    return Move(path, new, beside, rewritten=rewritten)


def right_stem(path: str, tree: Tree) -> Move | None:
    """An agreed text or page whose name is no slug. Nothing can name it yet: such a name is no id."""
    text = _TEXT.fullmatch(path)
    if text is None or text["stem"] == "README":
        return None
    slug = as_slug(normalize("NFC", text["stem"]))
    new = f"{text['folder']}/{slug}.md"
    if not slug or new == path:
        return None
    if new in tree.names:
        return Move(path, new, obstacle="Diese Datei gibt es schon.")
    approval = f"{path.removesuffix('.md')}.approval.json"
    along = ((approval, f"{new.removesuffix('.md')}.approval.json"),) if approval in tree.names else ()
    return Move(path, new, along)


def _month_of(post: Post | None, zone: ZoneInfo) -> str | None:
    time = post.head.publish_at if post is not None else None
    if not isinstance(time, datetime):
        return None
    local = time.astimezone(zone)
    return f"{local.year:04}/{local.month:02}"


def _media_of(post: Post, month: str, tree: Tree) -> list[tuple[str, str]]:
    """Pictures of a post that are there, and what stands beside them: path → path in the new month."""
    found = []
    for picture in post.pictures:
        old = post.media_path(picture)
        for path in (old, f"{old}.yml"):
            if path in tree.names:
                found.append((path, f"{MEDIA}{month}/{path.rpartition('/')[2]}"))
    return found


def _is_shared(post: Post, media: str, tree: Tree, read: Read, zone: ZoneInfo) -> bool:
    """Does another post of the month show this picture?"""
    picture = media.removesuffix(".yml")
    for other in tree.posts:
        if other.startswith(f"{POSTS}{post.folder_month}/") and other != post.path:
            parsed = parse_post(other, read(other), zone).mended
            if parsed is not None and picture in {parsed.media_path(one) for one in parsed.pictures}:
                return True
    return False
