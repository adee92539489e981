"""What a Bluesky post is, computed before anything is sent: record keys, records and their content identifiers.

Everything is a pure function of the job. So the same job always names the same records, a second attempt puts what the
first one put, and whoever looks knows exactly what has to be there.

- A record key is a TID (atproto, „Record Key“): a bit 0, 53 bits of microseconds, 10 bits of clock id, as 13 signs.
- A record's CID is version 1, DAG-CBOR, SHA-256; a picture's is the same with codec „raw“ (atproto, „Data Model“).
- Bluesky has no field for a content warning in words, only fixed labels for pictures that moderators hide. So a warning
  goes out as the first paragraph of its part (``text_of``), and the limits count it (``Network.warning_gap``).
- A part has pictures or a link card, never both: the pictures win, and a link that stands in the text stays one there.
  The card is title and address alone; nothing is fetched for it.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from amtsfunk.channels.bluesky_text import facets_of
from amtsfunk.channels.contract import Job
from amtsfunk.channels.limits import begins_with_warning
from amtsfunk.source.media import look_at

COLLECTION = "app.bsky.feed.post"
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_RAW, _DAG_CBOR = 0x55, 0x71
_MICROSECONDS, _CLOCKS = 999_000, 1_024
"""A thousand microseconds of each second are left for the parts of a thread."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is, or will be."""

    repo: str
    rkey: str

    @property
    def uri(self) -> str:
        return f"at://{self.repo}/{COLLECTION}/{self.rkey}"

    @property
    def address(self) -> str:
        """Where people read it; by account id, so that it outlives a change of handle."""
        return f"https://bsky.app/profile/{self.repo}/post/{self.rkey}"


@dataclass(frozen=True, slots=True)
class Planned:
    """One record as it has to be. ``record``: as JSON; ``cid``: of exactly that."""

    place: Place
    record: Mapping[str, Any]
    cid: str

    @property
    def reference(self) -> dict[str, str]:
        """com.atproto.repo.strongRef."""
        return {"uri": self.place.uri, "cid": self.cid}


def place_of(uri: str) -> Place | None:
    """The place of a post's at-uri; None for anything else."""
    parts = uri.split("/")
    if len(parts) != 5 or parts[:2] != ["at:", ""] or parts[3] != COLLECTION or not (parts[2] and parts[4]):
        return None
    return Place(parts[2], parts[4])


def tid(microseconds: int, clock: int) -> str:
    """``microseconds`` since 1970 (53 bits last until 2255), ``clock`` 0 to 1023."""
    number = microseconds << 10 | clock
    return "".join(_SORTABLE[number >> shift & 31] for shift in range(60, -1, -5))


def places_of(job: Job) -> tuple[Place, ...]:
    """A place a part: the second is the claim's, microseconds and clock id are the key's."""
    second = int(job.created_at.timestamp()) * 1_000_000
    first, clock = int(job.key[:16], 16) % _MICROSECONDS, int(job.key[16:32], 16) % _CLOCKS
    return tuple(Place(job.account_id, tid(second + first + n, clock)) for n in range(len(job.payload["parts"])))


def planned_of(job: Job, above: Mapping[str, Any] | None = None) -> tuple[Planned, ...]:
    """The records of all parts. ``above``: ``reply`` of the first (root and parent), where it answers a post.

    Each picture of the payload has its bytes in ``job.media``.
    """
    planned: list[Planned] = []
    for number, (place, part) in enumerate(zip(places_of(job), job.payload["parts"], strict=True)):
        reply = dict(above) if above else None
        if planned:
            root = above["root"] if above else planned[0].reference
            reply = {"root": root, "parent": planned[-1].reference}
        record = _record(job, number, part, reply)
        planned.append(Planned(place, record, record_cid(record)))
    return tuple(planned)


def text_of(part: Mapping[str, Any]) -> str:
    """The text as it goes out: a content warning first, in a paragraph of its own, unless the first one says it."""
    warning, text = part.get("content_warning"), str(part.get("text") or "")
    return f"{warning}\n\n{text}" if warning and not begins_with_warning(text, warning) else text


def _record(job: Job, number: int, part: Mapping[str, Any], reply: Mapping[str, Any] | None) -> dict[str, Any]:
    text = text_of(part)
    values = {
        "$type": COLLECTION,
        "text": text,
        "createdAt": instant(job.created_at + timedelta(milliseconds=number)),
        "langs": [part["language"]] if part.get("language") else None,
        "facets": facets_of(text, part.get("mentions") or []) or None,
        "embed": _embed(job, part),
        "reply": reply,
    }
    return {name: value for name, value in values.items() if value is not None}


def instant(moment: datetime) -> str:
    """``2026-12-01T08:00:00.000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _embed(job: Job, part: Mapping[str, Any]) -> dict[str, Any] | None:
    media: Sequence[Mapping[str, Any]] = part.get("media") or []
    if media:
        images = [_image(medium, job.media[medium["sha256"]]) for medium in media]
        return {"$type": "app.bsky.embed.images", "images": images}
    if part.get("link"):
        card = {"uri": part["link"], "title": str(job.payload.get("title") or ""), "description": ""}
        return {"$type": "app.bsky.embed.external", "external": card}
    return None


def _image(medium: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    seen = look_at(data, len(data))
    image: dict[str, Any] = {"alt": str(medium.get("alt") or ""), "image": blob_of(data, str(medium["type"]))}
    if seen.width and seen.height:
        image["aspectRatio"] = {"width": seen.width, "height": seen.height}
    return image


def blob_of(data: bytes, kind: str) -> dict[str, Any]:
    """The reference to a picture that its upload has to answer with."""
    return {"$type": "blob", "ref": {"$link": raw_cid(data)}, "mimeType": kind, "size": len(data)}


def raw_cid(data: bytes) -> str:
    return _text_of_cid(_cid(_RAW, data))


def record_cid(record: Mapping[str, Any]) -> str:
    from libipld import encode_dag_cbor  # noqa: PLC0415 - only what is sent or looked for needs it

    return _text_of_cid(_cid(_DAG_CBOR, encode_dag_cbor(_in_ipld(record))))


def _cid(codec: int, data: bytes) -> bytes:
    return bytes((1, codec, 0x12, 0x20)) + sha256(data).digest()


def _text_of_cid(cid: bytes) -> str:
    return "b" + b32encode(cid).decode("ascii").rstrip("=").lower()


def _in_ipld(value: Any) -> Any:
    """JSON of atproto → what DAG-CBOR encodes: a link is bytes there, and a CID in a text stays a text."""
    if isinstance(value, Mapping):
        if set(value) == {"$link"}:
            from libipld import decode_multibase  # noqa: PLC0415

            return decode_multibase(value["$link"])[1]
        return {name: _in_ipld(inner) for name, inner in value.items()}
    return [_in_ipld(inner) for inner in value] if isinstance(value, list) else value
