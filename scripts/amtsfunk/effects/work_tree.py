"""Changing files of a work tree: whole or not at all, never over another file, never through a symbolic link."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from amtsfunk.model.errors import EffectFailed, Refused


def create_file(root: Path, path: str, data: bytes) -> None:
    """Write a new file. Raises Refused where there is something of that name already."""
    target = _target(root, path)
    handle, written = _write_beside(target, data)
    try:
        os.close(handle)
        os.link(written, target)  # unlike a rename, a link never replaces
    except FileExistsError as taken:
        raise Refused(f"„{path}“ gibt es schon.", "Wählen Sie einen anderen Namen.") from taken
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        Path(written).unlink(missing_ok=True)


def replace_file(root: Path, path: str, data: bytes) -> None:
    """Put new bytes in the place of a plain file, which keeps its mode. Raises Refused for anything else."""
    target = _target(root, path)
    if target.is_symlink() or not target.is_file():
        raise Refused(f"„{path}“ ist keine gewöhnliche Datei.", "Es wurde nichts geändert.")
    handle, written = _write_beside(target, data)
    try:
        os.fchmod(handle, target.stat().st_mode & 0o777)
        os.close(handle)
        Path(written).replace(target)
    except OSError as error:
        Path(written).unlink(missing_ok=True)
        raise _failed(path, error) from error


def move_file(root: Path, path: str, new: str) -> None:
    """Rename within the tree. Raises Refused where the new name is taken."""
    source, target = _target(root, path), _target(root, new)
    if target.exists() and not source.is_symlink() and target.samefile(source):
        source.rename(target)  # a name that differs in case only, on a disk that takes both for one
        return
    copy_file(root, path, new)
    _target(root, path).unlink()


def copy_file(root: Path, path: str, new: str) -> None:
    """The same bytes a second time. Raises Refused where the new name is taken."""
    source, target = _target(root, path), _target(root, new)
    if source.is_symlink() or not source.is_file():
        raise Refused(f"„{path}“ ist keine gewöhnliche Datei.", "Es wurde nichts geändert.")
    try:
        taken = target.open("xb")
    except FileExistsError as taken_already:
        raise Refused(f"„{new}“ gibt es schon.", "Es wurde nichts überschrieben.") from taken_already
    except OSError as error:
        raise _failed(new, error) from error
    try:
        with source.open("rb") as given, taken:
            shutil.copyfileobj(given, taken)
    except OSError as error:
        target.unlink(missing_ok=True)  # half a copy is none
        raise _failed(new, error) from error


def remove_file(root: Path, path: str) -> None:
    """Take a plain file or a symbolic link away. What is not there any more is no fault; a folder is refused."""
    target = _target(root, path, make=False)
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        if target.is_dir():
            raise Refused(f"„{path}“ ist ein Ordner.", "Es wurde nichts geändert.") from error
        raise _failed(path, error) from error


def _target(root: Path, path: str, *, make: bool = True) -> Path:
    """The place of a path below the root; its folder is made unless told otherwise. Raises Refused where a folder on
    the way is a link."""
    folder = root
    for step in path.split("/")[:-1]:
        folder = folder / step
        if folder.is_symlink():
            raise Refused(f"Der Ordner „{folder.relative_to(root)}“ ist eine Verknüpfung.", "Es wurde nichts geändert.")
    try:
        if make:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _failed(path, error) from error
    return folder / path.rpartition("/")[2]


def _write_beside(target: Path, data: bytes) -> tuple[int, str]:
    try:
        handle, written = tempfile.mkstemp(prefix=".amtsfunk-", dir=target.parent)
    except OSError as error:
        raise _failed(target.name, error) from error
    try:
        rest = memoryview(data)
        while rest:  # a disk that is nearly full takes a part and calls that a success
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
        os.fchmod(handle, 0o644)
    except OSError as error:
        os.close(handle)
        Path(written).unlink(missing_ok=True)
        raise _failed(target.name, error) from error
    return handle, written


def _failed(path: str, error: OSError) -> EffectFailed:
    return EffectFailed(f"„{path}“ lässt sich nicht schreiben: {error.strerror}.", "Bitte prüfen Sie die Rechte.")
