"""A media file's bytes → what they say (``MediaFile``). Nothing is decoded, so that no picture can be a bomb: type,
pixels, frames and hidden entries are read from headers, and that the file is whole from its own structure.

Formats: PNG (W3C PNG 3), JPEG (ITU-T T.81), GIF89a, WebP (RFC 9649), ISO BMFF brands, Matroska/WebM.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from amtsfunk.model.media import CAPTIONS, Hidden, MediaFile
from amtsfunk.source import media_hidden as hidden

PNG_MARK = b"\x89PNG\r\n\x1a\n"
_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, PNG_MARK, "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (0, b"%PDF", "application/pdf"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
)
_BRANDS = {b"qt  ": "video/quicktime", b"avif": "image/avif", b"avis": "image/avif"}
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
_CUE = re.compile(rb"\d\d:\d\d[.]\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d\d:\d\d[.]\d{3}")
"""When captions begin and end (W3C WebVTT); a file without one shows nothing."""
_CHANGES_A_SECOND = 6
"""Three flashes are six changes (WCAG 2.3.1)."""
_HURRIED, _SHOWN_AS = 10, 100
"""Milliseconds: browsers show a frame of up to the first for the second."""
_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]")
_NO_SIZE = frozenset((0xC4, 0xC8, 0xCC))
"""JPEG markers among the frame headers that are none."""


@dataclass(slots=True)
class _Seen:
    width: int | None = None
    height: int | None = None
    delays: list[int] = field(default_factory=list)
    """Milliseconds of each frame of an animation."""
    hidden: set[Hidden] = field(default_factory=set)


def look_at(data: bytes, size: int) -> MediaFile:
    """What ``data`` says, the first bytes of a file of ``size`` bytes. Never raises, whatever the bytes.

    A file is ``broken`` where its structure breaks off; one of which not all bytes are given is never called so.
    """
    kind = type_of(data)
    walk = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp}.get(kind or "")
    seen, broken = _Seen(), False
    if walk is not None:
        try:
            walk(data, seen)
        except (struct.error, IndexError, ValueError):
            broken = len(data) >= size
    elif kind == CAPTIONS:
        broken = _CUE.search(data) is None
    elif kind in ("video/mp4", "video/quicktime"):
        seen.hidden |= hidden.in_video(data)
    return MediaFile(
        size=size,
        type=kind,
        width=seen.width,
        height=seen.height,
        animated=len(seen.delays) > 1,
        swift=_is_swift(seen.delays),
        broken=broken,
        hidden=tuple(sorted(seen.hidden)),
    )


def type_of(data: bytes) -> str | None:
    """The media type by the file's first bytes, also of kinds that no post may show; None for any other."""
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "image/heic" if brand in _HEIC else _BRANDS.get(brand, "video/mp4")
    for offset, mark, name in _MARKS:
        if data[offset : offset + len(mark)] == mark:
            return name
    if re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)", data):
        return CAPTIONS
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in data[:4000].lower():
        return "image/svg+xml"
    return None


def _is_swift(delays: Sequence[int]) -> bool:
    if len(delays) < 2:
        return False
    shown = [_SHOWN_AS if delay <= _HURRIED else delay for delay in delays[:2_000]]
    many = _CHANGES_A_SECOND + 1
    endless = shown * (-(-many // len(shown)) + 1)  # it begins again where it ends
    return any(sum(endless[at : at + many]) < 1_000 for at in range(len(endless) - many + 1))


def _png(data: bytes, seen: _Seen) -> None:
    at = len(PNG_MARK)
    seen.width, seen.height = struct.unpack(">II", data[16:24])
    while True:
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        (told,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        if zlib.crc32(body, zlib.crc32(kind)) != told:
            raise ValueError(kind)
        if kind == b"IEND":
            seen.hidden |= hidden.behind(data[at + 12 + length :])
            return
        if kind == b"fcTL":
            part, whole = struct.unpack(">HH", body[20:24])
            seen.delays.append(1_000 * part // (whole or 100))
        elif kind not in (b"IDAT", b"fdAT"):
            seen.hidden |= hidden.in_png_chunk(kind, body)
        at += 12 + length


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, body) of every segment, at last 0xD9 with what stands behind the picture. Raises ValueError, IndexError
    or struct.error where the file breaks off, also after the picture begins.
    """
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF or marker in (0xD8, 0xD9):
            raise ValueError(marker)
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if at + 2 + length > len(data):
            raise ValueError(length)
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            data.rindex(b"\xff\xd9", at)
            yield from _segments_after_scan(data, at)
            return


def _segments_after_scan(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Never raises: what cannot be told from the picture here is drawn all the same."""
    while (found := _MARKER.search(data, at)) is not None:
        at = found.start()
        if data[at + 1] == 0xD9:
            yield 0xD9, data[at + 2 :]
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length


def _jpeg(data: bytes, seen: _Seen) -> None:
    for marker, body in jpeg_segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE and seen.width is None:
            seen.height, seen.width = struct.unpack(">HH", body[1:5])
        elif marker >= 0xE0:
            seen.hidden |= hidden.in_jpeg_segment(marker, body)
        elif marker == 0xD9:
            seen.hidden |= hidden.behind(body)


def _gif(data: bytes, seen: _Seen) -> None:
    seen.width, seen.height = struct.unpack("<HH", data[6:10])
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    frames, delays = 0, []
    while data[at] != 0x3B:
        start, label = at, None
        if data[at] == 0x2C:
            frames += 1
            flags = data[at + 9]
            at += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1
        elif data[at] == 0x21:
            label = data[at + 1]
            at += 2
        else:
            raise ValueError(data[at])
        while data[at]:
            at += data[at] + 1
        at += 1
        if label == 0xF9:
            delays.append(10 * int.from_bytes(data[start + 4 : start + 6], "little"))
        elif label in (0xFE, 0xFF):
            seen.hidden |= hidden.in_gif_extension(label, data[start + 2 : at])
    seen.delays = (delays + [0] * frames)[:frames]
    seen.hidden |= hidden.behind(data[at + 1 :])


def _webp(data: bytes, seen: _Seen) -> None:
    (told,) = struct.unpack("<I", data[4:8])
    if told + 8 > len(data):
        raise ValueError(told)
    at, pictured = 12, False
    while at + 8 <= told + 8:
        kind, length = struct.unpack("<4sI", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise ValueError(kind)
        pictured = pictured or kind in (b"VP8 ", b"VP8L", b"ANMF")
        if kind == b"VP8X":
            seen.width, seen.height = 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
        elif kind == b"VP8 " and seen.width is None:
            seen.width, seen.height = (value & 0x3FFF for value in struct.unpack("<HH", body[6:10]))
        elif kind == b"VP8L" and seen.width is None:
            bits = int.from_bytes(body[1:5], "little")
            seen.width, seen.height = (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
        elif kind == b"ANMF":
            seen.delays.append(int.from_bytes(body[12:15], "little"))
        seen.hidden |= hidden.in_webp_chunk(kind, body)
        at += 8 + length + (length & 1)
    if not pictured:
        raise ValueError("no picture")
    seen.hidden |= hidden.behind(data[told + 8 :])
