"""Canonical JSON (RFC 8785) for what is digested and signed: one value, one sequence of bytes.

Only text, whole numbers, true, false, null, lists and objects are legal. Fractions are refused, because no two
languages write them alike, and so are whole numbers that JavaScript cannot hold (RFC 8785 § 3.2.2.3, RFC 7493 § 2.2).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

LARGEST = 2**53 - 1
_DEEPEST = 32


class NotCanonical(ValueError):
    """A value that has no canonical form here, or bytes that are no JSON of that form. Says why, in English."""


def canonical_json(value: object) -> bytes:
    """The canonical bytes of a value. Raises NotCanonical for anything but the legal types."""
    try:
        text = _ENCODER.encode(value) if _is_plain(value, 0) else _write(value, 0)
        return text.encode("utf-8")
    except UnicodeEncodeError as broken:
        raise NotCanonical("half of a surrogate pair") from broken


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def parse_json(data: bytes, *, largest: int = 1_000_000) -> Json:
    """Strict JSON: UTF-8 without mark, no key twice, no fraction, no constant such as NaN, limited size and depth.

    The bytes need not be canonical: what is signed is canonical_json of the result. Raises NotCanonical.
    """
    if len(data) > largest:
        raise NotCanonical("too large")
    try:
        value: Json = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError) as broken:
        raise NotCanonical(str(broken)[:200]) from broken
    canonical_json(value)
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False)


def _is_plain(value: object, depth: int) -> bool:
    """Whether the standard library's encoder writes the very same: legal types, ASCII keys. ``_write`` has the rest."""
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, int):
        return -LARGEST <= value <= LARGEST
    inner: Iterable[object] = ()
    if isinstance(value, dict) and _has_plain_keys(value):
        inner = value.values()
    elif isinstance(value, list | tuple):
        inner = value
    else:
        return False
    for item in inner:
        if type(item) is not str and item is not None and not _is_plain(item, depth + 1):
            return False
    return depth < _DEEPEST


def _has_plain_keys(value: dict[object, object]) -> bool:
    try:
        return "".join(value).isascii()  # type: ignore[arg-type]
    except TypeError:  # a key that is no text
        return False


def _write(value: object, depth: int) -> str:
    if depth > _DEEPEST:
        raise NotCanonical("nested too deeply")
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str(encode_basestring(value))
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical("whole number too large")
        return str(int(value))
    if isinstance(value, list | tuple):
        return "[" + ",".join(_write(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonical("a key that is no text")
        # By UTF-16 code units (RFC 8785 § 3.2.3); for ASCII that is the order of the texts themselves.
        keys = sorted(value) if all(map(str.isascii, value)) else sorted(value, key=_utf_16)
        return "{" + ",".join(f"{encode_basestring(key)}:{_write(value[key], depth + 1)}" for key in keys) + "}"
    raise NotCanonical(f"no JSON here: {type(value).__name__}")


def _utf_16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a key stands twice")
    return found


def _refuse(text: str) -> Json:
    raise NotCanonical(f"not legal here: {text[:40]}")
