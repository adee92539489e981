"""Reading a work tree: every name once, POSIX paths from the root, symbolic links never followed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from amtsfunk.model.errors import EffectFailed
from amtsfunk.rules.cases import FOLDERS, Tree

READ_AT_MOST = 4 * 1024 * 1024
"""Bytes of one text file that are read at all; what is longer is refused by whoever parses it, not by memory."""


_ONE_READ = 64 * 1024


def list_tree(root: Path, folders: Iterable[str] = FOLDERS) -> Tree:
    """The names of everything below the folders. A folder that is absent is empty.

    Undecodable names are kept with surrogates (``os.fsdecode``). Raises EffectFailed where a folder cannot be read.
    """
    files: list[str] = []
    symlinks: list[str] = []
    others: list[str] = []
    for folder in folders:
        start = root / folder
        if start.is_symlink():
            symlinks.append(folder)
        elif start.is_dir():
            _walk(str(start), folder, files, symlinks, others)
    return Tree(tuple(sorted(files)), tuple(sorted(symlinks)), tuple(sorted(others)))


def _walk(directory: str, prefix: str, files: list[str], symlinks: list[str], others: list[str]) -> None:
    waiting = [(directory, prefix)]
    while waiting:
        directory, prefix = waiting.pop()
        try:
            with os.scandir(directory) as entries:
                for entry in entries:
                    path = f"{prefix}/{entry.name}"
                    if entry.is_file(follow_symlinks=False):
                        files.append(path)
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, path))
                    elif entry.is_symlink():
                        symlinks.append(path)
                    else:
                        others.append(path)
        except OSError as error:
            raise EffectFailed(
                f"Der Ordner {prefix} lässt sich nicht lesen: {error.strerror}.", "Bitte prüfen Sie die Dateirechte."
            ) from error


def read_file(root: Path, path: str) -> bytes:
    """The first ``READ_AT_MOST`` bytes (and one more, so that too long shows) of one plain file of a listing.

    Raises EffectFailed where it cannot be read, or has become a symbolic link since it was listed.
    """
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            data = os.read(handle, _ONE_READ)
            while len(data) <= READ_AT_MOST and len(data) % _ONE_READ == 0 and (more := os.read(handle, _ONE_READ)):
                data += more
        finally:
            os.close(handle)
    except OSError as error:
        shown = path.encode("ascii", "backslashreplace").decode()
        raise EffectFailed(
            f"Die Datei {shown} lässt sich nicht lesen: {error.strerror}.", "Bitte prüfen Sie die Dateirechte."
        ) from error
    return data


def read_files(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes, one file at a time, so that ten thousand posts never lie in memory together."""
    for path in paths:
        yield path, read_file(root, path)
