"""DAG-CBOR and CIDs once more, from the specifications (RFC 8949, IPLD DAG-CBOR, CIDv1), so that the stand-in of
Bluesky and the tests do not share the library that the program uses."""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import Any


def encode(value: Any) -> bytes:  # noqa: PLR0911 - one line a type
    """JSON as atproto writes it; ``{"$link": cid}`` is a link."""
    match value:
        case None:
            return b"\xf6"
        case bool():
            return b"\xf5" if value else b"\xf4"
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case str():
            data = value.encode()
            return _head(3, len(data)) + data
        case list():
            return _head(4, len(value)) + b"".join(map(encode, value))
        case {"$link": str(link), **others} if not others:
            data = b"\0" + bytes_of(link)
            return b"\xd8\x2a" + _head(2, len(data)) + data
        case dict():
            names = sorted(value, key=lambda name: (len(name.encode()), name.encode()))
            return _head(5, len(value)) + b"".join(encode(name) + encode(value[name]) for name in names)
    raise TypeError(type(value))


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for code, form, limit in ((24, ">B", 1 << 8), (25, ">H", 1 << 16), (26, ">I", 1 << 32), (27, ">Q", 1 << 64)):
        if number < limit:
            return bytes([major << 5 | code]) + struct.pack(form, number)
    raise OverflowError(number)


def bytes_of(cid: str) -> bytes:
    return base64.b32decode(cid[1:].upper() + "=" * (-len(cid[1:]) % 8))


def record_cid(record: Any) -> str:
    return _cid(0x71, encode(record))


def blob_cid(data: bytes) -> str:
    return _cid(0x55, data)


def _cid(codec: int, data: bytes) -> str:
    raw = b"\x01" + bytes([codec]) + b"\x12\x20" + hashlib.sha256(data).digest()
    return "b" + base64.b32encode(raw).decode().lower().rstrip("=")
