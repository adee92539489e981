"""What cameras and programs wrote into a picture that nobody sees: place, persons, devices, notes.

EXIF (CIPA DC-008), XMP (ISO 16684-1) with the IPTC Photo Metadata names, IPTC-IIM in Photoshop's segment, PNG text.
Author, copyright and the name of the program are fine and not reported.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping

from amtsfunk.model.media import Hidden

_NOTHING: frozenset[Hidden] = frozenset()
_GPS_TAG, _EXIF_TAG, _GPS_VERSION = 0x8825, 0x8769, 0
_TAGS: Mapping[int, Hidden] = {
    0xA430: Hidden.owner,
    0xA431: Hidden.serial,
    0xA435: Hidden.serial,
    0xC62F: Hidden.serial,
    0x010E: Hidden.notes,
    0x9286: Hidden.notes,
    0x9C9C: Hidden.notes,
    0x927C: Hidden.notes,
}
"""Owner of the camera, serial numbers; description, comments, and what the maker wrote for itself."""
_MOST_ENTRIES = 400
_XMP: tuple[tuple[re.Pattern[bytes], Hidden], ...] = (
    (re.compile(rb"GPS(?:Latitude|Longitude|Position)"), Hidden.location),
    (re.compile(rb"(?:Camera)?OwnerName"), Hidden.owner),
    (re.compile(rb"SerialNumber"), Hidden.serial),
    (re.compile(rb"Ci(?:EmailWork|TelWork|AdrExtadr|UrlWork)|CreatorContactInfo"), Hidden.contact),
    (re.compile(rb"mwg-rs:Regions|MP:RegionInfo|PersonInImage|PersonDisplayName"), Hidden.faces),
    (re.compile(rb"xmpGImg:image|xmp:Thumbnails"), Hidden.thumbnail),
)
_PROGRAM_WROTE = re.compile(
    rb"\s*(?:CREATOR: |Lav[cf]\d|Created with |File written by |Optimi[sz]ed |Compressed |Software: |\0|$)",
    re.IGNORECASE,
)
_PLAIN_KEYS = frozenset(
    b"software|copyright|author|title|creation time|date:create|date:modify|date:timestamp".split(b"|")
)
_LARGEST_TEXT = 1_000_000
_LEAST_BEHIND = 16
"""Bytes behind a picture's end that may tell something."""
_IPTC_CONTACT, _IPTC_CAPTION = b"\x1c\x02\x76", b"\x1c\x02\x78"


def in_jpeg_segment(marker: int, body: bytes) -> frozenset[Hidden]:
    """One application segment (0xE0 to 0xEF) or comment (0xFE) of a JPEG."""
    if marker == 0xE1:
        return in_exif(body[6:]) if body.startswith(b"Exif\0\0") else in_xmp(body)
    if marker == 0xE2 and body.startswith(b"MPF\0"):
        return frozenset({Hidden.thumbnail})  # further pictures behind the first
    if marker == 0xED:
        return _in_iptc(body)
    if marker == 0xFE and not _PROGRAM_WROTE.match(body):
        return frozenset({Hidden.notes})
    return _NOTHING


def in_png_chunk(kind: bytes, body: bytes) -> frozenset[Hidden]:
    if kind == b"eXIf":
        return in_exif(body)
    if kind not in (b"tEXt", b"zTXt", b"iTXt"):
        return _NOTHING
    key, _, rest = body.partition(b"\0")
    if key == b"XML:com.adobe.xmp":
        return in_xmp(_unpacked(kind, rest))
    if key.lower().startswith(b"raw profile type "):
        return _in_raw_profile(key, _inflated(rest[1:]) if kind == b"zTXt" else rest)
    written = kind == b"zTXt" or bool(rest.strip(b"\0 \r\n"))
    return _NOTHING if key.lower() in _PLAIN_KEYS or not written else frozenset({Hidden.notes})


def _unpacked(kind: bytes, rest: bytes) -> bytes:
    """The text behind a key: zTXt packs always, iTXt where its first byte says so."""
    if kind == b"zTXt":
        return _inflated(rest[1:])
    if kind == b"iTXt" and rest[:1] == b"\x01":
        return _inflated(rest[2:].split(b"\0", 2)[-1])
    return rest


def behind(rest: bytes) -> frozenset[Hidden]:
    """What stands behind a picture's end: a telephone's short film, a second picture, anything. Padding is fine."""
    told = rest.strip(b"\0\xff\r\n ")
    if len(told) < _LEAST_BEHIND:
        return _NOTHING
    pictured = told.startswith(b"\xd8\xff") or b"ftyp" in told[:16]
    return in_video(told) | {Hidden.thumbnail if pictured else Hidden.notes}


def in_webp_chunk(kind: bytes, body: bytes) -> frozenset[Hidden]:
    if kind == b"EXIF":
        return in_exif(body.removeprefix(b"Exif\0\0"))
    return in_xmp(body) if kind == b"XMP " else _NOTHING


def in_gif_extension(label: int, body: bytes) -> frozenset[Hidden]:
    """A comment (0xFE) or application extension (0xFF), its length bytes included."""
    if label == 0xFE:
        return _NOTHING if _PROGRAM_WROTE.match(body[1:]) else frozenset({Hidden.notes})
    return in_xmp(body) if body[1:].startswith(b"XMP Data") else _NOTHING


def in_video(data: bytes) -> frozenset[Hidden]:
    """Where a telephone filmed: the box of QuickTime and the key of Apple's own list."""
    placed = b"\xa9xyz" in data or b"com.apple.quicktime.location." in data
    return frozenset({Hidden.location}) if placed else _NOTHING


def in_xmp(packet: bytes) -> frozenset[Hidden]:
    return frozenset(hidden for pattern, hidden in _XMP if pattern.search(packet))


def in_exif(tiff: bytes) -> frozenset[Hidden]:
    """What the directories of a TIFF header tell; as far as they can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    found: set[Hidden] = set()
    if order is None:
        return _NOTHING
    try:
        (first,) = struct.unpack(order + "I", tiff[4:8])
        for tag, count, value in _entries(tiff, first, order):
            found |= _in_entry(tiff, order, tag, count, value)
            if tag == _EXIF_TAG:
                for inner, many, _ in _entries(tiff, value, order):
                    found |= {_TAGS[inner]} if inner in _TAGS and many else set()
        (number,) = struct.unpack(order + "H", tiff[first : first + 2])
        (following,) = struct.unpack(order + "I", tiff[first + 2 + 12 * number : first + 6 + 12 * number])
        found |= {Hidden.thumbnail} if following else set()
    except struct.error:
        pass  # what stands before the break still counts
    return frozenset(found)


def _in_entry(tiff: bytes, order: str, tag: int, count: int, value: int) -> set[Hidden]:
    if tag == _GPS_TAG:
        placed = any(inner != _GPS_VERSION for inner, _, _ in _entries(tiff, value, order))
        return {Hidden.location} if placed else set()
    # A description of one byte is an empty text.
    return {_TAGS[tag]} if tag in _TAGS and count > 1 else set()


def _entries(tiff: bytes, at: int, order: str) -> Iterator[tuple[int, int, int]]:
    """(tag, count, value or offset) of one directory."""
    (number,) = struct.unpack(order + "H", tiff[at : at + 2])
    for index in range(min(number, _MOST_ENTRIES)):
        entry = tiff[at + 2 + 12 * index : at + 14 + 12 * index]
        tag, _, count, value = struct.unpack(order + "HHII", entry)
        yield tag, count, value


def _in_iptc(body: bytes) -> frozenset[Hidden]:
    found = {Hidden.contact} if _IPTC_CONTACT in body else set()
    return frozenset(found | ({Hidden.notes} if _IPTC_CAPTION in body else set()))


def _in_raw_profile(key: bytes, text: bytes) -> frozenset[Hidden]:
    """ImageMagick's way: a name, a length and the bytes in hexadecimal."""
    try:
        data = bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except ValueError:
        return frozenset({Hidden.notes})
    if data.startswith(b"Exif\0\0"):
        return in_exif(data[6:])
    return in_exif(data) | in_xmp(data) | (_in_iptc(data) if b"iptc" in key.lower() else _NOTHING)


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST_TEXT)
    except zlib.error:
        return b""
