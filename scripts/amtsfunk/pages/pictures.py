"""Pictures for the public site: the same pixels, without what cameras and programs wrote into them.

A lossless cut of the container: PNG text, time and EXIF chunks, JPEG application segments and comments, WebP EXIF and
XMP chunks, GIF comments. A JPEG's orientation is kept, for without it the picture would lie on its side.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
        b"acTL",
        b"fcTL",
        b"fdAT",
    )
)
_JPEG_ICC, _JPEG_ADOBE = b"ICC_PROFILE\0", b"Adobe"
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """``data`` without metadata; ``width`` and ``height`` in pixels, None where they are not known."""

    data: bytes
    suffix: str
    width: int | None
    height: int | None


def clean_picture(data: bytes) -> CleanPicture | None:
    """The picture without metadata, or None where the bytes are not a whole PNG, JPEG, GIF or WebP."""
    try:
        if data.startswith(_PNG):
            return _clean_png(data)
        if data.startswith(b"\xff\xd8"):
            return _clean_jpeg(data)
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return _clean_gif(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _clean_webp(data)
    except (struct.error, IndexError, ValueError):
        return None
    return None


def _clean_png(data: bytes) -> CleanPicture | None:
    width, height = struct.unpack(">II", data[16:24])
    out, at = [_PNG], len(_PNG)
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            return None
        if kind == b"iCCP":
            out.append(_icc_without_name(data[at + 8 : end - 4]))
        elif kind in _PNG_KEPT:
            out.append(data[at:end])
        at = end
        if kind == b"IEND":
            return CleanPicture(b"".join(out), "png", width, height)
    return None


def _icc_without_name(chunk: bytes) -> bytes:
    """The profile's free name may hold anything; the profile itself stays."""
    body = b"icc" + chunk[chunk.index(b"\0") :]
    return struct.pack(">I", len(body)) + b"iCCP" + body + struct.pack(">I", zlib.crc32(b"iCCP" + body))


def _clean_jpeg(data: bytes) -> CleanPicture | None:
    out, at = [b"\xff\xd8"], 2
    width = height = None
    turned = False
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xD9:
            width, height = (height, width) if turned else (width, height)
            return CleanPicture(b"".join(out) + b"\xff\xd9", "jpg", width, height)
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        segment = data[at : at + 2 + length]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", segment[5:9])
        turned = turned or (marker == 0xE1 and segment[4:10] == b"Exif\0\0" and (_orientation(segment[10:]) or 1) >= 5)
        out.extend(_kept_segment(marker, segment))
        at += 2 + length
        if marker == 0xDA:
            end = _scan_end(data, at)
            out.append(data[at:end])
            at = end


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker after a scan stands; stuffed bytes and restart markers belong to the scan."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _kept_segment(marker: int, segment: bytes) -> Iterator[bytes]:
    body = segment[4:]
    if marker == 0xE0 and body.startswith(b"JFIF\0"):
        yield b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"
    elif marker == 0xE1 and body.startswith(b"Exif\0\0"):
        turned = _orientation(body[6:])
        if turned is not None:
            tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">HH", turned, 0) + b"\0\0\0\0"
            yield b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff
    elif _is_needed(marker, body):
        yield segment


def _is_needed(marker: int, body: bytes) -> bool:
    """Everything that the picture is made of; of the applications' segments only the colour profile and Adobe's."""
    if marker == 0xE2:
        return body.startswith(_JPEG_ICC)
    if marker == 0xEE:
        return body.startswith(_JPEG_ADOBE)
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _orientation(tiff: bytes) -> int | None:
    """Tag 0x0112 of the first directory where it turns the picture (2 to 8)."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    (at,) = struct.unpack(order + "I", tiff[4:8])
    (count,) = struct.unpack(order + "H", tiff[at : at + 2])
    for number in range(min(count, 200)):
        entry = tiff[at + 2 + 12 * number : at + 14 + 12 * number]
        if len(entry) == 12 and struct.unpack(order + "H", entry[:2])[0] == 0x0112:
            value = int(struct.unpack(order + "H", entry[8:10])[0])
            return value if 2 <= value <= 8 else None
    return None


def _clean_gif(data: bytes) -> CleanPicture | None:
    width, height = struct.unpack("<HH", data[6:10])
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    out = [data[:at]]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            flags = data[at + 9]
            at += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1
            kept = True
        elif data[at] == 0x21:
            label = data[at + 1]
            kept = label == 0xF9 or (label == 0xFF and data[at + 3 : at + 14] == b"NETSCAPE2.0")
            at += 2
        else:
            return None
        while data[at]:
            at += data[at] + 1
        at += 1
        if kept:
            out.append(data[start:at])
    return CleanPicture(b"".join(out) + b";", "gif", width, height)


def _clean_webp(data: bytes) -> CleanPicture | None:
    at, kept = 12, []
    width = height = None
    while at + 8 <= len(data):
        kind, length = struct.unpack("<4sI", data[at : at + 8])
        end = at + 8 + length + (length & 1)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            return None
        if kind == b"VP8X":
            width, height = 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
            kept.append(data[at : at + 8] + bytes([body[0] & ~0x0C]) + body[1:])
        elif kind in _WEBP_KEPT:
            if kind == b"VP8 " and width is None:
                width, height = (value & 0x3FFF for value in struct.unpack("<HH", body[6:10]))
            elif kind == b"VP8L" and width is None:
                bits = int.from_bytes(body[1:5], "little")
                width, height = (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
            kept.append(data[at:end])
        at = end
    if not kept:
        return None
    body = b"WEBP" + b"".join(kept)
    return CleanPicture(b"RIFF" + struct.pack("<I", len(body)) + body, "webp", width, height)
