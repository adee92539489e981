"""Archives as networks hand them out, made up: the form is theirs, the content invented."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
HOST = "https://social.beispielau.example"
OWNER = f"{HOST}/users/stadt"
FOLLOWERS = f"{OWNER}/followers"


def png(shade: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (shade % 256, 80, 120)).save(out, "PNG")
    return out.getvalue()


def note(number: int, content: str, **more: Any) -> dict[str, Any]:
    """A public ``Create`` of a note; ``more`` replaces keys of the note."""
    key = f"{OWNER}/statuses/{number}"
    value = {
        "id": key,
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": f"2024-03-{1 + number % 28:02d}T10:{number % 60:02d}:00Z",
        "url": f"{HOST}/@stadt/{number}",
        "attributedTo": OWNER,
        "to": [PUBLIC],
        "cc": [FOLLOWERS],
        "sensitive": False,
        "content": content,
        "contentMap": {"de": content},
        "attachment": [],
        "tag": [],
        **more,
    }
    return {"id": f"{key}/activity", "type": "Create", "actor": OWNER, "object": value}


def boost(number: int) -> dict[str, Any]:
    return {"id": f"{OWNER}/statuses/{number}/activity", "type": "Announce", "object": "https://anders.example/1"}


def picture(path: str, alt: str | None, kind: str = "image/png") -> dict[str, Any]:
    return {"type": "Document", "mediaType": kind, "url": f"/{path}", "name": alt}


def mastodon(activities: list[dict[str, Any]], files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Name → bytes of an archive."""
    outbox = {"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection",
              "totalItems": len(activities), "orderedItems": activities}  # fmt: skip
    actor = {"id": OWNER, "type": "Person", "preferredUsername": "stadt", "outbox": "outbox.json"}
    return {"outbox.json": dumped(outbox), "actor.json": dumped(actor), **(files or {})}


def tweet(number: int, text: str, **more: Any) -> dict[str, Any]:
    value = {
        "id_str": str(number),
        "id": str(number),
        "created_at": f"Wed Oct {1 + number % 28:02d} 20:19:24 +0000 2018",
        "full_text": text,
        "lang": "de",
        "retweeted": False,
        "truncated": False,
        "entities": {"urls": [], "user_mentions": [], "hashtags": []},
        **more,
    }
    return {"tweet": value}


def x(tweets: list[dict[str, Any]], files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    account = [{"account": {"accountId": "77", "username": "stadt_au", "email": "x@beispielau.example"}}]
    return {
        "data/tweets.js": assigned("tweets", tweets),
        "data/account.js": assigned("account", account),
        "data/deleted-tweets.js": assigned("deleted_tweets", [tweet(666, "Geheimnis: gelöscht")]),
        "data/direct-messages.js": assigned("direct_messages", [{"dmConversation": {"text": "Geheimnis: privat"}}]),
        **(files or {}),
    }


def assigned(name: str, value: object) -> bytes:
    return f"window.YTD.{name}.part0 = ".encode() + dumped(value)


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def as_folder(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def as_zip(files: Mapping[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def as_tar(files: Mapping[str, bytes], path: Path) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path
