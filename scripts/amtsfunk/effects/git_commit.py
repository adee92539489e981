"""A raw commit taken apart as git itself does it, and what its signature covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit's raw facts; ``signature`` is the armoured SSH signature, ``signed_bytes`` what it covers.

    ``signature`` is None, too, where the headers do not stand in git's order: then it proves nothing (parse_commit).
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    committed_at: int
    message: str
    signature: str | None
    signed_bytes: bytes


def parse_commit(commit_id: str, raw: bytes) -> Commit:
    """Split a raw commit object as git itself does: the tree, then the parents that follow it at once, nothing later.

    The signature covers everything but its own header (``gpgsig``). That header could be moved, with the signed bytes
    unchanged: before the parents it would hide them from git, and the signer would have „written“ the whole tree. So a
    signature is only believed where the headers stand in git's order and the signed bytes have the parents git sees.
    """
    head, _, message = raw.partition(b"\n\n")
    lines = head.split(b"\n")
    tree = lines[0].removeprefix(b"tree ").decode(errors="replace") if lines[0].startswith(b"tree ") else ""
    parents = []
    for line in lines[1:]:
        if not line.startswith(b"parent "):
            break
        parents.append(line.removeprefix(b"parent ").decode(errors="replace"))
    kept, signature = _split_signature(lines)
    believed = bool(signature) and _is_in_order(lines, len(commit_id))
    when = next((line for line in kept if line.startswith(b"committer ")), b"x 0 +0000").rsplit(b" ", 2)
    return Commit(
        id=commit_id,
        tree=tree,
        parents=tuple(parents),
        committed_at=_seconds(when[1]) if len(when) == 3 else 0,
        message=message.decode(errors="replace"),
        signature=b"\n".join(signature).decode(errors="replace") + "\n" if believed else None,
        signed_bytes=b"\n".join(kept) + b"\n\n" + message,
    )


def _is_in_order(lines: Sequence[bytes], length: int) -> bool:
    """Whether the headers are one tree, any parents, author, committer, and then none of these, with one signature.

    ``length`` is that of an object id.
    """
    names = [line.partition(b" ")[0] for line in lines]
    count = names.index(b"author") if b"author" in names else 0
    linked = [line.partition(b" ")[2] for line in lines[:count]]
    after = names[count + 2 :]
    return (
        names[: count + 2] == [b"tree", *[b"parent"] * (count - 1), b"author", b"committer"]
        and all(len(name) == length and not name.strip(b"0123456789abcdef") for name in linked)
        and not {b"tree", b"parent", b"author", b"committer"} & set(after)
        and after.count(b"gpgsig") == 1
    )


def _seconds(text: bytes) -> int:
    """A commit's time; 0 for what is none: such a commit is as old as what it stands on (history.moment_of)."""
    return int(text) if re.fullmatch(rb"-?[0-9]{1,18}", text) else 0


def _split_signature(lines: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    """(header lines without the first ``gpgsig``, the lines of that signature)."""
    kept: list[bytes] = []
    signature: list[bytes] = []
    in_signature = False
    for line in lines:
        if line.startswith(b"gpgsig ") and not signature:
            in_signature = True
            signature.append(line[len(b"gpgsig ") :])
        elif in_signature and line.startswith(b" "):
            signature.append(line[1:])
        else:
            in_signature = False
            kept.append(line)
    return kept, signature
