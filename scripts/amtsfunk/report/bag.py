"""The tag files of a bag: BagIt 1.0 (RFC 8493), the packaging that archives use.

``bagit.txt`` says what it is, ``manifest-sha256.txt`` names every file below ``data/`` with its digest,
``tagmanifest-sha256.txt`` the others. No date is in any of them: the same state of the repository is the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from amtsfunk.source.write import one_line

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Item:
    """One file below ``data/``: digest and size in bytes."""

    sha256: str
    size: int


def tag_files(items: Mapping[str, Item], info: Mapping[str, str]) -> dict[str, bytes]:
    """Name → bytes of all files beside ``data/``. ``items``: path from the top → file; ``info``: label → value."""
    octets = sum(item.size for item in items.values())
    labels = {**info, "Payload-Oxum": f"{octets}.{len(items)}"}
    files = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{label}: {one_line(value)}\n" for label, value in labels.items()).encode(),
        "manifest-sha256.txt": _manifest({path: item.sha256 for path, item in items.items()}),
    }
    files["tagmanifest-sha256.txt"] = _manifest({name: hashlib.sha256(data).hexdigest() for name, data in
                                                 files.items()})  # fmt: skip
    return files


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{sha256}  {_encode(path)}\n" for path, sha256 in sorted(digests.items())).encode()


def _encode(path: str) -> str:
    """RFC 8493 § 2.1.3: a line break or a percent sign in a name is written as its number."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
