"""Reading what strangers packed: a folder, a ZIP file or a tar file. Nothing is ever unpacked.

Files are read into memory one by one, by a name that was listed; no name of the archive ever becomes a path on this
machine. What is no plain file (links, devices), bears a name that leads upwards, or stands there twice is not listed.
Sizes are counted while reading, not believed.
"""

from __future__ import annotations

import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from amtsfunk.model.errors import NotFound, Refused

MOST_FILES = 500_000
LARGEST_FILE = 20_000_000
LARGEST_TEXT = 200_000_000
_LARGEST_READ = 2**24
"""Bytes that a tar's own descriptions of its files may ask for at once."""
_LARGEST_TAR = 50 * 2**30
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError,
    RuntimeError, ValueError, OSError, RecursionError, UnicodeError, KeyError,
)  # fmt: skip


class TooLarge(Refused):
    """A file of the archive that is larger than any of its kind."""


class Bundle(ABC):
    """``names``: the plain files, POSIX paths from the archive's top; ``passed_over``: how many entries are none."""

    names: frozenset[str]
    passed_over: int = 0

    @abstractmethod
    def read_all(self, wanted: Iterable[str], largest: int) -> Iterator[tuple[str, bytes | None]]:
        """Name and bytes of each file that is wanted and there, in the order that is quickest; None: too large.
        Raises Refused where the archive breaks off."""

    def read(self, name: str, largest: int = LARGEST_TEXT) -> bytes | None:
        """One file, or None where there is none of that name. Raises TooLarge, Refused."""
        for _, data in self.read_all([name], largest):
            if data is None:
                raise TooLarge(f"„{name}“ ist größer als {largest // 1_000_000} MB.", "Bitte prüfen Sie das Archiv.")
            return data
        return None

    def close(self) -> None:
        return None

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_bundle(path: Path) -> Bundle:
    """A folder, ZIP or tar file. Raises NotFound, Refused."""
    if path.is_dir():
        return _Folder(path)
    if not path.is_file():
        raise NotFound(f"„{path}“ gibt es nicht.", "Bitte einen Ordner oder eine ZIP- oder tar.gz-Datei angeben.")
    try:
        return _Zip(path) if zipfile.is_zipfile(path) else _Tar(path)
    except _BROKEN as broken:
        raise Refused(f"„{path}“ lässt sich nicht als Archiv lesen ({type(broken).__name__}).",
                      "Bitte das Archiv noch einmal herunterladen.") from broken  # fmt: skip


def open_beside(root: Path, names: Iterable[str]) -> Bundle:
    """Of a folder only the files of these names, each below it and reached through no link; the rest is not looked
    at."""
    return _Beside(root, names)


def _plain_name(name: str) -> str | None:
    """The name from the archive's top, or None for one that leads elsewhere."""
    steps = name.removeprefix("./").split("/")
    odd = "\\" in name or "\0" in name or any(step in ("", ".", "..") for step in steps) or ":" in steps[0]
    return None if odd else "/".join(steps)


def _read_limited(stream: IO[bytes], largest: int) -> bytes | None:
    data = bytearray()
    while chunk := stream.read(min(2**20, largest + 1 - len(data))):
        data += chunk
        if len(data) > largest:
            return None
    return bytes(data)


def _broken(error: BaseException) -> Refused:
    return Refused(
        f"Das Archiv ist beschädigt ({type(error).__name__}).", "Bitte das Archiv noch einmal herunterladen."
    )


def _refuse_crowd(count: int) -> None:
    if count > MOST_FILES:
        raise Refused(f"Das Archiv enthält mehr als {MOST_FILES} Dateien.", "So groß ist kein Archiv eines Kontos.")


class _Folder(Bundle):
    def __init__(self, root: Path) -> None:
        self.root = root
        found: set[str] = set()
        for folder, _, files in os.walk(root):  # does not follow links
            for file in files:
                path = Path(folder) / file
                if path.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
                    self.passed_over += 1
                else:
                    found.add(path.relative_to(root).as_posix())
            _refuse_crowd(len(found))
        self.names = frozenset(found)

    def read_all(self, wanted: Iterable[str], largest: int) -> Iterator[tuple[str, bytes | None]]:
        for name in sorted(self.names.intersection(wanted)):
            try:
                handle = os.open(self.root / name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
                with os.fdopen(handle, "rb") as stream:
                    data = _read_limited(stream, largest)
            except OSError as error:
                raise _broken(error) from error
            yield name, data


class _Beside(_Folder):
    def __init__(self, root: Path, names: Iterable[str]) -> None:
        self.root = root
        self.names = frozenset(name for name in names if _plain_name(name) == name and self._is_plain(name))

    def _is_plain(self, name: str) -> bool:
        steps = name.split("/")
        ways = [self.root.joinpath(*steps[:count]) for count in range(1, len(steps) + 1)]
        return not any(way.is_symlink() for way in ways) and ways[-1].is_file()


class _Zip(Bundle):
    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        _refuse_crowd(len(self.archive.infolist()))
        self.entries: Mapping[str, zipfile.ZipInfo] = self._list()
        self.names = frozenset(self.entries)

    def _list(self) -> Mapping[str, zipfile.ZipInfo]:
        found: dict[str, zipfile.ZipInfo] = {}
        twice: set[str] = set()
        for info in self.archive.infolist():
            if info.is_dir():
                continue
            kind = stat.S_IFMT(info.external_attr >> 16)
            name = _plain_name(info.filename) if kind in (0, stat.S_IFREG) and not info.flag_bits & 1 else None
            if name is None or name in twice or found.pop(name, None) is not None:
                self.passed_over += 1
                twice.add(name or "")
            else:
                found[name] = info
        return found

    def read_all(self, wanted: Iterable[str], largest: int) -> Iterator[tuple[str, bytes | None]]:
        for name in sorted(self.names.intersection(wanted), key=lambda name: self.entries[name].header_offset):
            try:
                with self.archive.open(self.entries[name]) as stream:
                    data = _read_limited(stream, largest)
            except _BROKEN as error:
                raise _broken(error) from error
            yield name, data

    def close(self) -> None:
        self.archive.close()


class _Guarded(io.RawIOBase):
    """The unpacked bytes of a tar: no single read is large, so that no header can ask for all memory, and the whole is
    not endless."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > _LARGEST_READ:
            raise ValueError("a header that is larger than any")
        return self.stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence or offset > _LARGEST_TAR:
            raise ValueError("larger than any archive")
        return self.stream.seek(offset)

    def tell(self) -> int:
        return self.stream.tell()


class _Tar(Bundle):
    def __init__(self, path: Path) -> None:
        self.path = path
        sizes: dict[str, int] = {}
        twice: set[str] = set()
        with self._open() as archive:
            for count, member in enumerate(archive, 1):
                _refuse_crowd(count)
                vars(archive)["members"] = []  # tarfile would keep every one
                if member.isdir():
                    continue
                name = _plain_name(member.name) if member.isreg() and not member.issparse() else None
                if name is None or name in twice or sizes.pop(name, None) is not None:
                    self.passed_over += 1
                    twice.add(name or "")
                else:
                    sizes[name] = member.size
        self.names = frozenset(sizes)

    @contextmanager
    def _open(self) -> Iterator[tarfile.TarFile]:
        with self.path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
            with tarfile.open(fileobj=cast(Any, _Guarded(stream)), mode="r:") as archive:
                yield archive

    def read_all(self, wanted: Iterable[str], largest: int) -> Iterator[tuple[str, bytes | None]]:
        left = set(self.names.intersection(wanted))
        try:
            with self._open() as archive:
                for member in archive:
                    vars(archive)["members"] = []
                    name = _plain_name(member.name)
                    if name not in left:
                        continue
                    left.discard(name)
                    stream = archive.extractfile(member)
                    yield name, _read_limited(stream, largest) if stream is not None else None
                    if not left:
                        return
        except _BROKEN as error:
            raise _broken(error) from error
