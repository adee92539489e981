"""Locks that a killed git left on our own refs (``refs/amtsfunk/``): without a person nobody would take them away.

Git writes such a ref in milliseconds. A lock that is the same file after git itself waited for seconds is nobody's.
Locks of others, of branches, of the index, are theirs.
"""

from __future__ import annotations

import re
from pathlib import Path

PATIENT = ("-c", "core.filesRefLockTimeout=3000")
"""Options for git's own waiting, in milliseconds."""
_IN_THE_WAY = re.compile(rb"Unable to create '(?P<path>[^'\n]+/refs/amtsfunk/[^'\n]+\.lock)': File exists")


def lock_in_the_way(said: bytes, directory: Path) -> Path | None:
    """The lock that git complained of, if it is on one of our refs. ``directory``: where git ran."""
    found = _IN_THE_WAY.search(said)
    path = directory / found["path"].decode("utf-8", "surrogateescape") if found else None
    return path if path is not None and ".." not in path.parts else None


def fingerprint(lock: Path | None) -> tuple[int, int] | None:
    """What tells one lock from the next of the same name; None where there is none."""
    try:
        known = lock.lstat() if lock is not None else None
    except OSError:
        return None
    return (known.st_ino, known.st_mtime_ns) if known is not None else None
