"""Media files of a work tree, each looked at once and only when somebody asks: what its bytes say, what its rights are.

Pillow is not needed here: headers are read (``amtsfunk.source.media``), nothing is decoded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from amtsfunk.effects.files import read_file
from amtsfunk.model.media import MediaFile
from amtsfunk.model.post import MediaRights
from amtsfunk.rules.cases import Tree
from amtsfunk.rules.media import RIGHTS_ENDING, is_media
from amtsfunk.source.media import look_at
from amtsfunk.source.parsed import Parsed
from amtsfunk.source.plans import parse_plan


class MediaShelf(Mapping[str, MediaFile]):
    """Path of a media file or of captions → what its bytes say. Reads a file when it is first asked for it."""

    def __init__(self, root: Path, tree: Tree) -> None:
        self._root = root
        self._paths = {path for path in tree.files if is_media(path) or path.endswith(".vtt")}
        self._seen: dict[str, MediaFile] = {}

    def __getitem__(self, path: str) -> MediaFile:
        found = self._seen.get(path)
        if found is None:
            if path not in self._paths:
                raise KeyError(path)
            data = read_file(self._root, path)
            found = self._seen[path] = look_at(data, max(len(data), os.lstat(f"{self._root}/{path}").st_size))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths))

    def __len__(self) -> int:
        return len(self._paths)


class RightsShelf(Mapping[str, Parsed[MediaRights]]):
    """Path of a media file → what ``<file>.yml`` beside it says. Reads a file when it is first asked for it."""

    def __init__(self, root: Path, tree: Tree) -> None:
        self._root = root
        beside = {path.removesuffix(RIGHTS_ENDING) for path in tree.files if path.endswith(RIGHTS_ENDING)}
        self._paths = {path for path in beside if is_media(path)}
        self._read: dict[str, Parsed[MediaRights]] = {}

    def __getitem__(self, path: str) -> Parsed[MediaRights]:
        found = self._read.get(path)
        if found is None:
            if path not in self._paths:
                raise KeyError(path)
            beside = path + RIGHTS_ENDING
            found = self._read[path] = parse_plan(beside, read_file(self._root, beside), MediaRights)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths))

    def __len__(self) -> int:
        return len(self._paths)


def shelves(root: Path, tree: Tree) -> tuple[MediaShelf, RightsShelf]:
    return MediaShelf(root, tree), RightsShelf(root, tree)


def media_wanted(tree: Tree, wants: Callable[[str], bool]) -> Iterator[str]:
    """The media files that are wanted themselves, or whose rights or captions beside them are."""
    for path in tree.files:
        if is_media(path):
            beside = (path, path + RIGHTS_ENDING, f"{path.rpartition('.')[0]}.vtt")
            if any(wants(one) for one in beside):
                yield path
