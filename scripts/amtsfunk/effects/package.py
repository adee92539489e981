"""Writing a package for other programs: a folder or a ZIP file, whole or not there, never over anything.

It grows beside its target under another name and gets its own at the end. The ZIP is the same bytes for the same
files on every machine: no times, no compression, one kind of entry.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from amtsfunk.model.errors import EffectFailed, NotFound, Refused

TOP = "amtsfunk-akte"
"""The one folder in a ZIP file, whatever the file is called, so that its bytes do not depend on that."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Sink(Protocol):
    def put(self, path: str, data: bytes) -> None:
        """Add a file. ``path``: POSIX, from the package's top; each once."""


@contextmanager
def open_package(target: Path) -> Iterator[Sink]:
    """A package at ``target``, a ZIP file if its name ends so. Raises Refused where there is something already,
    NotFound where the folder that it shall lie in is absent, EffectFailed where the disk says no."""
    if os.path.lexists(target):
        raise Refused(f"„{target}“ gibt es schon; es wurde nichts überschrieben.", "Bitte einen neuen Namen angeben.")
    if not target.parent.is_dir():
        raise NotFound(f"Den Ordner „{target.parent}“ gibt es nicht.", "Bitte legen Sie ihn an.")
    beside = ""
    try:
        beside = tempfile.mkdtemp(prefix=".amtsfunk-", dir=target.parent)
        growing = Path(beside) / "package"
        if target.suffix.lower() == ".zip":
            with zipfile.ZipFile(growing, "x", zipfile.ZIP_STORED) as archive:
                yield _Zip(archive)
            os.link(growing, target)  # unlike a rename, a link never replaces
        else:
            growing.mkdir()
            yield _Folder(growing)
            growing.rename(target)  # refuses a target that is no empty folder
    except OSError as error:
        raise EffectFailed(
            f"„{target}“ lässt sich nicht schreiben: {error.strerror}.", "Bitte prüfen Sie Platz und Rechte."
        ) from error
    finally:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)


def _checked(path: str) -> str:
    """The path, if it stays below the package's top: a name in a ledger is no reason to write elsewhere."""
    steps = path.split("/")
    if any(step in ("", ".", "..") for step in steps) or PurePosixPath(path).is_absolute() or "\\" in path:
        raise Refused(f"„{path}“ ist kein Name, der in ein Paket darf.", "Es wurde nichts ausgegeben.")
    return path


class _Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, path: str, data: bytes) -> None:
        file = self.root / _checked(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names: set[str] = set()

    def put(self, path: str, data: bytes) -> None:
        if _checked(path) in self.names:
            raise Refused(f"„{path}“ kommt zweimal vor.", "Es wurde nichts ausgegeben.")
        self.names.add(path)
        info = zipfile.ZipInfo(f"{TOP}/{path}", _EPOCH)
        info.create_system = 3
        info.external_attr = 0o100644 << 16
        self.archive.writestr(info, data)
