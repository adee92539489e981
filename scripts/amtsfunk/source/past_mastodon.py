"""A Mastodon archive: ``outbox.json`` and ``actor.json`` → posts (ActivityStreams 2.0, an OrderedCollection).

Form as the server writes it (``app/services/backup_service.rb``, ``app/serializers/activitypub/note_serializer.rb``):
every own post is a ``Create`` of a ``Note`` or, with a poll, a ``Question``; every boost an ``Announce`` of an address.
The addressees decide who could read it: whatever is not addressed to the public is never taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from amtsfunk.source import past
from amtsfunk.source.past import LeftOut, NoArchive, Past, PastPart, PastPicture, Reading, key_of, sound
from amtsfunk.source.past_html import to_plain
from amtsfunk.source.write import one_line

OUTBOX, ACTOR = "outbox.json", "actor.json"
_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_HOST = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?")


def read_mastodon(outbox: bytes, actor: bytes | None) -> Reading:
    """Posts and what was left out. Raises NoArchive where the outbox is none."""
    collection = past.load_json(outbox, OUTBOX)
    entries = past.mapping(collection).get("orderedItems")
    if not isinstance(entries, list):
        raise NoArchive(f"„{OUTBOX}“ enthält keine Liste „orderedItems“.")
    owner = past.mapping(past.load_json(actor, ACTOR)) if actor is not None else {}
    own = key_of(owner.get("id"))
    posts: dict[str, Past] = {}
    left_out: list[LeftOut] = []
    own_keys: set[str] = set()
    for number, entry in enumerate(entries, 1):
        found = _read_activity(past.mapping(entry), own, number)
        if isinstance(found, Past) and found.key in posts:
            left_out.append(LeftOut(found.address or found.key, past.TWICE))
        elif isinstance(found, Past):
            posts[found.key] = found
        else:
            left_out.append(found)
            own_keys.add(key_of(past.mapping(past.mapping(entry).get("object")).get("id")))
    threads, replies = past.join_threads(posts.values(), frozenset(own_keys - {""}))
    return Reading(threads, (*left_out, *replies), _account(owner))


def _read_activity(activity: Mapping[str, Any], own: str, number: int) -> Past | LeftOut:
    if activity.get("type") == "Announce":
        return LeftOut(key_of(activity.get("id")) or f"Eintrag {number}", past.BOOST)
    note = past.mapping(activity.get("object"))
    key = key_of(note.get("id"))
    name = key or f"Eintrag {number}"
    if activity.get("type") != "Create" or note.get("type") not in ("Note", "Question") or not key:
        return LeftOut(name, past.UNREADABLE)
    addressees = {*_texts(note.get("to")), *_texts(note.get("cc"))}
    if not addressees & _PUBLIC or activity.get("directMessage") is True or note.get("directMessage") is True:
        return LeftOut(name, past.PRIVATE)
    if own and key_of(note.get("attributedTo")) not in ("", own):
        return LeftOut(name, "gehört zu einem anderen Konto")
    return _read_note(note, key)


def _read_note(note: Mapping[str, Any], key: str) -> Past | LeftOut:
    when = _moment(note.get("published"))
    markup = sound(note.get("content"))
    if when is None:
        return LeftOut(key, past.UNDATED)
    if len(markup) > past.LONGEST_TEXT:
        return LeftOut(key, past.TOO_LONG)
    text = to_plain(markup)
    media = tuple(_media(note.get("attachment")))
    address = sound(note.get("url")) or key
    return Past(
        key=key,
        when=when,
        parts=(PastPart(text, media),),
        address=address if address.startswith("https://") else "",
        language=_language(note.get("contentMap")),
        warning=one_line(sound(note.get("summary")))[:500].strip(),
        unlisted=not _PUBLIC & set(_texts(note.get("to"))),
        reply_to=key_of(note.get("inReplyTo")),
        notes=tuple(_notes(note)),
    )


def _notes(note: Mapping[str, Any]) -> Iterator[str]:
    options = past.items(note.get("oneOf")) or past.items(note.get("anyOf"))
    if options:
        names = " · ".join(one_line(sound(past.mapping(option).get("name")))[:200] for option in options[:20])
        yield f"Hatte eine Umfrage, die vorbei ist und nicht übernommen wird: {names}"
    if note.get("updated"):
        yield "Wurde auf Mastodon nachträglich bearbeitet; hier steht die letzte Fassung."
    if note.get("quote") or note.get("quoteUri"):
        yield "Zitierte einen anderen Beitrag; das Zitat wird nicht übernommen."


def _media(attachments: object) -> Iterator[PastPicture]:
    for attachment in past.items(attachments):
        entry = past.mapping(attachment)
        if entry.get("type") != "Link":  # a preview card, made from an address in the text
            kind = sound(entry.get("mediaType"))
            yield PastPicture(_path(sound(entry.get("url"))), sound(entry.get("name")), not kind or _is_image(kind))


def _is_image(kind: str) -> bool:
    return kind.startswith("image/")


def _path(address: str) -> str:
    """Where a file lies in the archive: the address's path, of which servers keep a beginning or not."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    return path.lstrip("/")


def _language(content_map: object) -> str:
    names = [name for name in past.mapping(content_map) if isinstance(name, str)]
    return names[0] if len(names) == 1 else ""


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [entry for entry in listed if isinstance(entry, str)]


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str) or not _WHEN.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _account(owner: Mapping[str, Any]) -> str:
    """``@name@host``, for the report."""
    name = one_line(sound(owner.get("preferredUsername")))[:100]
    try:
        host = urlsplit(sound(owner.get("id"))).netloc
    except ValueError:
        return ""
    return f"@{name}@{host}" if name and _HOST.fullmatch(host) else ""
