"""``amtsfunk.lock``: the product's files as they came, so that what a house changed in them can be told from what it
did not. ``sha256sum --check amtsfunk.lock`` reads it, too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from amtsfunk.model.errors import Refused

_HEAD = (
    "# Dateien des Produkts, wie sie kamen. Geschrieben von amtsfunk init und amtsfunk upgrade; bitte nicht ändern.\n"
)
_VERSION = re.compile(r"# Fassung: (.+)")
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>\S(?:.*\S)?)")


@dataclass(frozen=True, slots=True)
class Record:
    """``files``: path → SHA-256 in hex."""

    version: str
    files: Mapping[str, str]


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def write_record(record: Record) -> bytes:
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(record.files.items()))
    return f"{_HEAD}# Fassung: {record.version}\n{lines}".encode()


def read_record(data: bytes) -> Record:
    """Raises Refused for anything that was not written by ``write_record``."""
    try:
        first, second, *lines = data.decode().splitlines()
    except (UnicodeDecodeError, ValueError) as broken:
        raise _unreadable() from broken
    version = _VERSION.fullmatch(second)
    found = [_LINE.fullmatch(line) for line in lines]
    if not first.startswith("#") or version is None or not all(found):
        raise _unreadable()
    return Record(version[1], {match["path"]: match["digest"] for match in found if match is not None})


def _unreadable() -> Refused:
    return Refused(
        "amtsfunk.lock lässt sich nicht lesen. Es wurde nichts geändert.",
        "Holen Sie die Datei aus git zurück: git log --oneline -- amtsfunk.lock",
    )
