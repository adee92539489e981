"""What a work tree has that a base has not: changed, new, and gone. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amtsfunk.effects.git import Git
from amtsfunk.model.errors import UsageError

_BASES = ("origin/main", "main")


@dataclass(frozen=True, slots=True)
class WorkTreeChanges:
    """POSIX paths relative to the directory of the ``Git``; undecodable names carry surrogates."""

    present: frozenset[str]
    gone: frozenset[str]


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
    return WorkTreeChanges(frozenset(changed).union(new) - gone, gone)


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
