"""Many files of a work tree at once: what git says is not committed, and bringing files to what they shall be.

Each file is whole or untouched; many together cannot be. So a change is a picture of the end: whatever already looks as
it shall is left alone, and doing the same change again goes on where an interrupted one stopped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amtsfunk.effects.git import Git
from amtsfunk.effects.work_tree import create_file, remove_file, replace_file
from amtsfunk.model.errors import EffectFailed, Refused, UsageError


@dataclass(frozen=True, slots=True)
class TreeChange:
    """``writes``: path → bytes, in the order in which they are written; ``removals``: paths that shall not be there;
    ``runnable``: those of ``writes`` that the system may run."""

    writes: Mapping[str, bytes]
    removals: frozenset[str] = frozenset()
    runnable: frozenset[str] = field(default=frozenset())

    def is_done(self, root: Path, path: str) -> bool:
        """Whether the path already looks as it shall."""
        target = root / path
        if path in self.removals:
            return not os.path.lexists(target)
        if target.is_symlink() or not target.is_file():
            return False
        return os.access(target, os.X_OK) == (path in self.runnable) and target.read_bytes() == self.writes[path]

    def open_paths(self, root: Path) -> tuple[str, ...]:
        """What remains to be done, in its order: files that go, then files that come."""
        paths = (*sorted(self.removals), *self.writes)
        return tuple(path for path in paths if not self.is_done(root, path))


def open_top(root: Path) -> Git:
    """The repository whose top is ``root``. Raises UsageError for any other folder: what is changed must be in git,
    so that everybody can see it, and take it back."""
    git = Git(root)
    code, out, _ = git.attempt("rev-parse", "--show-toplevel")
    if code != 0 or Path(os.fsdecode(out.rstrip(b"\n"))).resolve() != root.resolve() or git.resolve("HEAD") is None:
        git.close()
        raise UsageError(
            f"{root} ist nicht der oberste Ordner eines Git-Repositorys mit einem ersten Stand.",
            "Dort zuerst: git init && git add --all && git commit -m 'Amtsfunk übernommen'",
        )
    return git


def uncommitted(git: Git) -> tuple[str, ...]:
    """Paths from the top that differ from HEAD, files that git does not know included, ignored ones not."""
    records = iter(git.run("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all").split(b"\0"))
    return tuple(sorted({os.fsdecode(record[3:]) for record in records if len(record) > 3}))


def refuse_work_in_progress(git: Git, root: Path, change: TreeChange) -> None:
    """Raises Refused where something is not committed that this change itself would not leave like that."""
    known = {*change.writes, *change.removals}
    dirty = [path for path in uncommitted(git) if path not in known or not change.is_done(root, path)]
    if dirty:
        raise unfinished(dirty)


def unfinished(paths: Sequence[str]) -> Refused:
    """Somebody's work lies there, and is not committed."""
    more = f" und {len(paths) - 5} weitere" if len(paths) > 5 else ""
    return Refused(
        f"Hier liegt Unfertiges, das noch nicht eingetragen (committed) ist: {', '.join(paths[:5])}{more}.",
        "Bitte zuerst eintragen oder verwerfen (git status zeigt es). Es wurde nichts geändert.",
    )


def refuse_foreign(root: Path, change: TreeChange, tracked: frozenset[str]) -> None:
    """Raises Refused where a file would be written over that git does not keep, because it is ignored."""
    for path in change.writes:
        if path not in tracked and os.path.lexists(root / path) and not change.is_done(root, path):
            raise Refused(f"„{path}“ liegt hier schon und ist nicht in git.", "Bitte zuerst verschieben oder löschen.")


def tracked_files(git: Git) -> frozenset[str]:
    """Every path that git keeps, from the top."""
    return frozenset(os.fsdecode(path) for path in git.run("ls-files", "-z").split(b"\0") if path)


def apply_change(root: Path, change: TreeChange, interrupted: str) -> int:
    """Bring the tree there; how many files that took. ``interrupted``: what somebody who stops it in the middle reads.
    Raises EffectFailed where the disk says no, with the same words."""
    done = 0
    try:
        for path in change.open_paths(root):
            _bring(root, path, change)
            done += 1
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(interrupted) from stop
    except EffectFailed as failed:
        raise EffectFailed(failed.message, f"{failed.remedy} {interrupted}".strip()) from failed
    _remove_empty_folders(root, change.removals)
    return done


def _bring(root: Path, path: str, change: TreeChange) -> None:
    target = root / path
    if path in change.removals:
        remove_file(root, path)
        return
    if target.is_symlink():
        remove_file(root, path)
    if target.is_file():
        replace_file(root, path, change.writes[path])
    else:
        create_file(root, path, change.writes[path])
    target.chmod(0o755 if path in change.runnable else 0o644)


def _remove_empty_folders(root: Path, removed: frozenset[str]) -> None:
    for folder in _folders_of(removed):
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            (root / folder).rmdir()


def _folders_of(paths: frozenset[str]) -> Iterator[str]:
    """Every folder above the paths, the deepest first."""
    folders = {
        "/".join(steps[:count]) for steps in (path.split("/") for path in paths) for count in range(1, len(steps))
    }
    yield from sorted(folders, key=lambda folder: (-folder.count("/"), folder))
