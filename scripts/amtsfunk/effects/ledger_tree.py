"""Trees of the ledger by plumbing: only the folders that changed are read and written, whatever the ledger's size."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from amtsfunk.effects.git import Entry, Git
from amtsfunk.model.errors import GitFailed


def write_tree(git: Git, base: str | None, files: Mapping[str, bytes | None]) -> str:
    """The tree of ``base`` (a tree id) with these files put in, or taken out where the bytes are None. Two processes,
    however many folders change. Raises GitFailed."""
    ids = _write_blobs(git, [data for data in files.values() if data is not None])
    changes = {path: None if data is None else ids[data] for path, data in files.items()}
    trees: list[tuple[str, list[Entry]]] = []
    root = _merge(git, base, changes, trees)
    if git.write_trees([entries for _, entries in trees]) != [name for name, _ in trees]:
        raise GitFailed("git hat andere Ordner geschrieben als erwartet.")
    return root


def _write_blobs(git: Git, contents: Iterable[bytes]) -> dict[bytes, str]:
    """All blobs through one process. Bytes → object id."""
    wanted = set(contents)
    stream = b"".join(b"blob\ndata %d\n%s\n" % (len(data), data) for data in wanted)
    git.run("fast-import", "--quiet", stdin=stream + b"done\n")
    return {data: _id(git, "blob", data) for data in wanted}


def _merge(
    git: Git, base: str | None, changes: Mapping[str, str | None], trees: list[tuple[str, list[Entry]]]
) -> str:
    """The id that the tree will have; what has to be written goes to ``trees``, each with its id."""
    entries = {entry.path: entry for entry in read_tree(git, base)}
    inside: dict[str, dict[str, str | None]] = {}
    for path, blob in changes.items():
        folder, slash, rest = path.partition("/")
        if slash:
            inside.setdefault(folder, {})[rest] = blob
        elif blob is None:
            entries.pop(path, None)
        else:
            entries[path] = Entry("100644", "blob", blob, path)
    for folder, below in inside.items():
        old = entries.get(folder)
        entries[folder] = Entry("040000", "tree", _merge(git, old.id if old else None, below, trees), folder)
    found = list(entries.values())
    name = _id(git, "tree", _tree_bytes(found))
    trees.append((name, found))
    return name


def _tree_bytes(entries: Iterable[Entry]) -> bytes:
    """A tree object's content: git orders folders as if their names ended in a slash."""

    def place(entry: Entry) -> bytes:
        return _name(entry) + (b"/" if entry.kind == "tree" else b"")

    lines = (
        entry.mode.lstrip("0").encode() + b" " + _name(entry) + b"\0" + bytes.fromhex(entry.id)
        for entry in sorted(entries, key=place)
    )
    return b"".join(lines)


def _name(entry: Entry) -> bytes:
    return entry.path.encode("utf-8", "surrogateescape")


def _id(git: Git, kind: str, data: bytes) -> str:
    return hashlib.new(git.object_format, b"%s %d\0%s" % (kind.encode(), len(data), data)).hexdigest()


def read_tree(git: Git, tree: str | None) -> list[Entry]:
    """The entries of one tree, not recursive, through the long-lived reader."""
    if tree is None:
        return []
    found = git.read(tree)
    if found is None or found[1] != "tree":
        raise GitFailed(f"Der Ordner {tree[:12]} fehlt in diesem Repository.")
    data, width, entries = found[2], len(found[0]) // 2, []
    place = 0
    while place < len(data):
        space = data.index(b" ", place)
        end = data.index(b"\0", space)
        mode = data[place:space].decode().rjust(6, "0")
        name = data[space + 1 : end].decode("utf-8", "surrogateescape")
        entries.append(Entry(mode, "tree" if mode == "040000" else "blob", data[end + 1 : end + 1 + width].hex(), name))
        place = end + 1 + width
    return entries
