"""What git says of the files behind the archive: which are on main, which changed since the trust root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1, sha256

from amtsfunk.effects.git import Entry, Git
from amtsfunk.effects.history import REGULAR

_CONTENT = ("content/posts", "content/media")


@dataclass(frozen=True, slots=True)
class ContentHistory:
    """``files``: path → entry on main now. ``touched``: every path that any first-parent commit after the root changed,
    also where it was changed back."""

    files: Mapping[str, Entry]
    touched: frozenset[str]

    def holds(self, path: str, data: bytes | None) -> bool:
        """Whether main has exactly these bytes as a plain file; None: whether it has no such file either."""
        entry = self.files.get(path)
        if entry is None or data is None:
            return entry is None and data is None
        return entry.mode == REGULAR and entry.id == _blob_id(data, len(entry.id))


def read_content_history(git: Git, root: str, main: str) -> ContentHistory:
    """Two git processes, however many posts there are. Raises GitFailed where root or main are absent."""
    words = ("--literal-pathspecs", "log", "--first-parent", "-m", "--no-renames", "--no-relative", "--name-only")
    names = git.run(*words, "-z", "--format=", main, f"^{root}", "--", *_CONTENT).split(b"\0")
    return ContentHistory(
        files={entry.path: entry for entry in git.tree(main, *_CONTENT)},
        touched=frozenset(name.decode("utf-8", "surrogateescape") for name in names if name),
    )


def _blob_id(data: bytes, digits: int) -> str:
    """git's own id of a file's bytes, in the hash that the repository uses."""
    framed = b"blob %d\0" % len(data) + data
    return sha256(framed).hexdigest() if digits == 64 else sha1(framed, usedforsecurity=False).hexdigest()
