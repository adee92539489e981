"""What a work tree has that a base has not: changed, new, and gone. Nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from amtsfunk.effects.git import Git
from amtsfunk.model.errors import UsageError

_BASES = ("origin/main", "main")
_POST = re.compile(r"content/posts/[0-9]{4}/[0-9]{2}/[a-z0-9-]+\.md")


@dataclass(frozen=True, slots=True)
class WorkTreeChanges:
    """POSIX paths relative to the directory of the ``Git``; undecodable names carry surrogates."""

    present: frozenset[str]
    gone: frozenset[str]
    base: str
    """The commit that the work tree is compared with."""


def changes_since(git: Git, base: str | None, folders: Iterable[str]) -> WorkTreeChanges:
    """The work tree, untracked files included, against the merge base of HEAD and ``base`` (default ``origin/main``,
    else ``main``). Raises UsageError where there is no repository, base or merge base."""
    if git.attempt("rev-parse", "--git-dir")[0] != 0:
        raise UsageError(
            "„--changed“ braucht ein Git-Repository, und hier ist keines.",
            "Prüfen Sie alles: amtsfunk check",
        )
    start = _merge_base(git, base)
    places = tuple(folders)
    diff = ("diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative", "--name-status", "-z", start)
    fields = _split(git.run("--literal-pathspecs", *diff, "--", *places))
    changed = dict(zip(fields[1::2], fields[0::2], strict=False))
    new = _split(git.run("--literal-pathspecs", "ls-files", "--others", "--exclude-standard", "-z", "--", *places))
    gone = frozenset(path for path, status in changed.items() if status == "D") - frozenset(new)
    return WorkTreeChanges(frozenset(changed).union(new) - gone, gone, start)


def posts_at_base(git: Git, changes: WorkTreeChanges) -> dict[str, bytes]:
    """Path → bytes at the base of every post that changed, empty for one that was not there. Files whose names no post
    can have are left out."""
    posts = sorted(path for path in changes.present | changes.gone if _POST.fullmatch(path))
    # The directory may be below the top of the repository, and git names objects from the top.
    prefix = git.run("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n") if posts else ""
    return {path: git.blob(changes.base, prefix + path) or b"" for path in posts}


def files_at_base(git: Git, changes: WorkTreeChanges, paths: Iterable[str]) -> dict[str, bytes]:
    """Path → bytes at the base, of those of ``paths`` that changed and were there."""
    asked = sorted(path for path in paths if path in changes.present or path in changes.gone)
    prefix = git.run("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n") if asked else ""
    found = {path: git.blob(changes.base, prefix + path) for path in asked}
    return {path: data for path, data in found.items() if data is not None}


def _merge_base(git: Git, base: str | None) -> str:
    found = [commit for name in ([base] if base else _BASES) if (commit := git.resolve(name)) is not None]
    if not found:
        raise UsageError(
            f"Den Vergleichsstand „{base or ' oder '.join(_BASES)}“ gibt es hier nicht.",
            "Nennen Sie einen anderen, zum Beispiel: amtsfunk check --changed HEAD",
        )
    code, out, _ = git.attempt("merge-base", found[0], "HEAD")
    if code != 0:
        raise UsageError(
            "Ihr Stand und der Vergleichsstand haben keinen gemeinsamen Anfang in diesem Klon.",
            "Holen Sie die ganze Geschichte: git fetch --unshallow (in Actions: fetch-depth: 0)",
        )
    return out.decode().strip()


def _split(output: bytes) -> list[str]:
    return [field.decode("utf-8", "surrogateescape") for field in output.split(b"\0") if field]
