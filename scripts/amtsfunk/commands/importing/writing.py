"""What every import shares: the repository it goes to, and writing that overwrites nothing and leaves nothing half.

Each file is whole or not there, and a post comes after its pictures: whoever breaks an import off has fewer posts, none
of them without its pictures, and the same command goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amtsfunk.channels.limits import measure_part, network_on
from amtsfunk.effects.work_tree import create_file
from amtsfunk.model.errors import EffectFailed, Refused
from amtsfunk.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Office:
    """Where it all goes. ``taken``: ids of posts and modules that are there; ``posts``: paths of the posts."""

    root: Path
    settings: Settings
    topic: str
    now: datetime
    report: Path
    taken: frozenset[str]
    posts: tuple[str, ...]


def fits(settings: Settings, channel: str, text: str, pictures: int) -> bool:
    """Whether a text that goes out with so many pictures is short enough for a channel."""
    return not any(measure.exceeded for measure in measure_part(network_on(settings, channel), text, pictures=pictures))


def refuse_other_content(root: Path, wanted: Mapping[str, bytes]) -> frozenset[str]:
    """The paths that are there as wanted. Raises Refused where one is there and says something else."""
    there = {path for path in wanted if (root / path).is_symlink() or (root / path).exists()}
    other = sorted(path for path in there if not _is(root / path, wanted[path]))
    if other:
        raise Refused(
            f"{len(other)} Dateien gibt es schon mit anderem Inhalt, z. B. {other[0]}. Es wurde nichts geschrieben.",
            "Bitte benennen oder löschen Sie diese Dateien, oder übernehmen Sie in ein anderes Repository.",
        )
    return frozenset(there)


def _is(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def write_files(root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write new files in this order; how many. Raises Refused where a name is taken or a folder is a link, EffectFailed
    where the disk says no."""
    done = 0
    try:
        for path, data in files:
            create_file(root, path, data)
            done += 1
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"{done} Dateien sind übernommen; derselbe Befehl macht dort weiter.") from stop
    return done


def put_report(report: Path, text: str) -> None:
    """Write the account of the import, over the one of an earlier run."""
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(text, "utf-8", "surrogateescape")
    except OSError as error:
        raise EffectFailed(
            f"Der Bericht {report} lässt sich nicht schreiben: {error.strerror}.", "Bitte einen anderen Ort angeben."
        ) from error
