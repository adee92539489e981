"""One post: bytes → model and positions, with everything that is wrong with the file."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from unicodedata import is_normalized, normalize
from zoneinfo import ZoneInfo

from amtsfunk.model.post import Post, PostHead
from amtsfunk.source.body import Body, read_body
from amtsfunk.source.characters import find_hidden, may_hide
from amtsfunk.source.front import Front, split_front
from amtsfunk.source.parsed import Parsed, Positions, Spot
from amtsfunk.source.reading import is_sound, read_text, settle
from amtsfunk.source.typed import Typed, built, fit, known_keys, moment_context, slugify
from amtsfunk.source.yaml_read import YamlText, plain_spots, plain_values, read_yaml
from amtsfunk.source.yaml_tree import Trouble

LARGEST_POST = 256 * 1024
LARGEST_HEAD = 32 * 1024
"""Bytes and characters; the longest text that any network takes is below 130,000 characters."""

_PATH = re.compile(r"content/posts/[0-9]{4}/(?:0[1-9]|1[0-2])/(?P<stem>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")


def parse_post(path: str, data: bytes, zone: ZoneInfo) -> Parsed[Post]:
    """Read ``content/posts/YYYY/MM/<slug>.md``; local times are in ``zone``. Never raises, whatever the bytes."""
    text, troubles = read_text(data, LARGEST_POST)
    place_troubles, post_id = _check_path(path)
    troubles += place_troubles
    if text is None:
        return Parsed(None, settle(path, text, troubles), Positions(path))
    known = known_keys(PostHead)
    front, head = split_plain(text) or (split_front(text, known), None)
    troubles += front.troubles
    if len(front.head) > LARGEST_HEAD:
        values = {"size": str(len(front.head)), "limit": str(LARGEST_HEAD)}
        troubles.append(Trouble("file-too-large", front.head_line, 1, values))
        return Parsed(None, settle(path, text, troubles), Positions(path))
    clean = not may_hide(data, text)
    if not clean:
        troubles += find_hidden(front.head, front.head_line, in_yaml=True)
        troubles += find_hidden(front.body, front.body_line, in_yaml=False)
    composed = is_normalized("NFC", text)
    if head is None:
        head = read_yaml(front.head, front.head_line, known, clean=clean and composed)
    text_of_body = front.body if clean else front.body.replace("\xad", "")
    if not composed:
        text_of_body = normalize("NFC", text_of_body)
    body = read_body(text_of_body, front.body_line, channels_of(head.value))
    troubles += head.troubles
    troubles += body.troubles
    positions = Positions(path, partial(_find_spots, front, head, body))
    typed = Typed(None, None, [])
    if front.found:
        typed = fit(PostHead, head.value, positions, moment_context(zone), head.lost)
    findings = settle(path, text, troubles, typed.findings) if troubles or typed.findings else ()
    post = _compose(path, post_id, typed, body)
    if post is None:
        return Parsed(None, findings, positions)
    sound = typed.value is not None and is_sound(findings)
    return Parsed(post if sound else None, findings, positions, post)


def split_plain(text: str) -> tuple[Front, YamlText] | None:
    """The short way for nearly all posts: a head that is plain throughout needs no search for slips of the hyphens."""
    end = text.find("\n---\n", 3)
    if not text.startswith("---\n") or not 0 < end < LARGEST_HEAD:
        return None
    head = text[4 : end + 1]
    values = plain_values(head)
    if values is None:
        return None
    return Front(head, 2, text[end + 5 :], len(values) + 3, True, []), YamlText(values, (), [])


def _compose(path: str, post_id: str, typed: Typed, body: Body) -> Post | None:
    """The post as far as it can be read. The id of a misnamed file may be no slug; such a post is never the value."""
    head = typed.value or typed.mended
    if head is None:
        return None
    fields = {
        "id": post_id,
        "path": path,
        "head": head,
        "title": body.title,
        "parts": body.parts,
        "channel_texts": body.channel_texts,
    }
    return built(Post, fields)


def _check_path(path: str) -> tuple[list[Trouble], str]:
    match = _PATH.fullmatch(path)
    if match is not None:
        stem = match["stem"]
        if len(stem) <= 80:
            return [], stem
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".md")
    if not _PATH.fullmatch(f"{folder}/stem.md"):
        values = {"path": path, "expected": f"content/posts/JJJJ/MM/{name}"}
        return [Trouble("post-folder", 1, 1, values)], stem
    return [Trouble("post-file-name", 1, 1, {"name": name, "suggestion": f"{slugify(stem) or 'beitrag'}.md"})], stem


def channels_of(head: dict[str, Any]) -> tuple[str, ...] | None:
    """The channels as written, for telling ``## <channel>`` from other headings; None where they are unreadable."""
    channels = head.get("channels")
    if isinstance(channels, str):
        channels = [name.strip() for name in channels.split(",")]
    if not isinstance(channels, list):
        return None
    return tuple([name for name in channels if isinstance(name, str)])


def _find_spots(front: Front, head: YamlText, body: Body) -> Spot:
    line, column, keys = head.spot or plain_spots(front.head, front.head_line)
    return (line, column, {**body.find_spots(), **keys})
