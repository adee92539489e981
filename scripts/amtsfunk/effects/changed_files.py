"""What changed in a work tree since it was looked at last. Asked of the file system again and again, because what tells
by itself differs from system to system and is silent on network drives."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from amtsfunk.effects.clock import SystemClock

Seen = Mapping[str, tuple[int, int, int]]
"""POSIX path from the root → time of the last change, size and number of the file."""

_PAUSE = 0.2
_SETTLED = 0.05
_CLOCK = SystemClock()


def look(root: Path, names: Iterable[str]) -> Seen:
    """All files below these folders, or of these names. What editors keep beside a file is passed over."""
    return {path: seen for name in names for path, seen in _below(str(root), name)}


def wait_for_change(root: Path, names: tuple[str, ...], before: Seen) -> Seen:
    """Returns once something differs from ``before`` and is at rest again: what it looks like then."""
    while True:
        begun = _CLOCK.elapsed()
        now = look(root, names)
        if now != before:
            return _at_rest(root, names, now)
        # A large tree is looked at less often, so that waiting costs a fraction of the machine whatever its size.
        _CLOCK.sleep(max(_PAUSE, 4 * (_CLOCK.elapsed() - begun)))


def changed_paths(before: Seen, now: Seen) -> tuple[str, ...]:
    """Paths that came, went or differ, in order."""
    return tuple(sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path)))


def _at_rest(root: Path, names: tuple[str, ...], now: Seen) -> Seen:
    while True:
        _CLOCK.sleep(_SETTLED)
        later = look(root, names)
        if later == now:
            return now
        now = later


def _below(root: str, start: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    waiting = [start]
    for path in waiting:
        try:
            with os.scandir(f"{root}/{path}") as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name.endswith("~"):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{path}/{entry.name}")
                    else:
                        yield f"{path}/{entry.name}", _told(entry.stat(follow_symlinks=False))
        except NotADirectoryError:
            yield path, _told(Path(root, path).lstat())
        except OSError:  # gone since its folder was listed, or closed to us: the next look tells
            continue


def _told(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino
