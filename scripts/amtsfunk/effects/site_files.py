"""Writing a built site: everything is known before the first byte, unchanged files stay untouched, old ones go.

Old files may be secrets of yesterday (a redacted post, a picture whose consent was withdrawn), so whatever is not
wanted is removed. That is done only in folders that carry our mark.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from amtsfunk.model.errors import EffectFailed, Refused
from amtsfunk.pages.facts import Page

MARK = ".amtsfunk-site"
_MARK_TEXT = "Diesen Ordner schreibt „amtsfunk site build“. Was sonst darin liegt, wird beim nächsten Bauen entfernt.\n"


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a build wrote anew, left alone and removed."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site that can be written: every page with its key, none of them drawn yet."""

    out: Path
    memory: Path
    wanted: Mapping[str, Page]
    present: frozenset[str]
    known: Mapping[str, str]


def prepare_site(pages: Iterable[Page], out: Path, memory: Path) -> Prepared:
    """What it takes to bring ``out`` to exactly these pages. ``memory``: a file outside of it, with the last keys.

    Raises Refused where ``out`` holds files that are not ours, EffectFailed where two pages claim one path.
    """
    wanted = _by_path(pages)
    present = _present(out)
    if present and MARK not in present:
        raise Refused(
            f"Der Ordner {out} ist nicht leer und gehört nicht zu einer gebauten Website.",
            "Bitte einen leeren oder einen anderen Ordner angeben.",
        )
    return Prepared(out, memory, wanted, present, _remembered(memory))


def write_site(site: Prepared) -> Written:
    """Draw and write what changed, and remove what is no longer wanted."""
    out, present = site.out, site.present
    kept: dict[str, str] = {}
    written = unchanged = 0
    for path, page in site.wanted.items():
        if path in present and site.known.get(path) == page.key:
            kept[path] = page.key
            unchanged += 1
            continue
        data = page.render()
        if data is None:
            continue
        kept[path] = page.key
        if path in present and (out / path).read_bytes() == data:
            unchanged += 1
            continue
        _write(out / path, data)
        written += 1
    removed = _remove(out, present - kept.keys() - {MARK})
    _write(out / MARK, _MARK_TEXT.encode())
    _write(site.memory, json.dumps(kept, separators=(",", ":")).encode())
    return Written(written, unchanged, removed)


def _by_path(pages: Iterable[Page]) -> Mapping[str, Page]:
    wanted: dict[str, Page] = {}
    for page in pages:
        if page.path in wanted:
            raise EffectFailed(f"Zwei Seiten wollen dieselbe Adresse: {page.path}.", "Bitte eine davon umbenennen.")
        if page.path.startswith("/") or ".." in page.path.split("/") or "\\" in page.path or "\0" in page.path:
            raise EffectFailed(f"Diese Adresse ist nicht erlaubt: {page.path!r}.")
        wanted[page.path] = page
    return wanted


def _present(out: Path) -> frozenset[str]:
    """POSIX paths of all files below ``out``. Joined by hand: this is asked of tens of thousands of folders."""
    found: list[str] = []
    folders = [""]
    for prefix in folders:
        try:
            entries = list(os.scandir(f"{out}/{prefix}"))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{prefix}{entry.name}/")
            else:
                found.append(f"{prefix}{entry.name}")
    return frozenset(found)


def _remembered(memory: Path) -> Mapping[str, str]:
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a reader of the served folder never sees half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(data)
    partial.replace(path)


def _remove(out: Path, paths: Set[str]) -> int:
    for path in paths:
        (out / path).unlink(missing_ok=True)
    for folder in sorted({(out / path).parent for path in paths}, key=lambda folder: -len(folder.parts)):
        while folder != out and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent  # noqa: PLW2901 - climbing while empty
    return len(paths)
