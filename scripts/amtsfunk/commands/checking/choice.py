"""What to check: everything, what somebody named, or what changed and what that can have broken."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from amtsfunk.model.errors import AmtsfunkError, NotFound, UsageError
from amtsfunk.rules.cases import FOLDERS, MEDIA, POSTS
from amtsfunk.source.paths import CLAUSES, MEASURES

_ASKED_TOO = (
    (POSTS, "plans/weeks/"),
    ("netiquette/", "content/snippets/"),
    ("netiquette/versions/", "netiquette/versions/"),
    ("guidelines/versions/", "guidelines/versions/"),
    ("content/modules/", "plans/crisis.yml"),
    ("content/media/modules/", "content/modules/"),
)
"""Where something changed → what may name it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to check: everything, or these paths and what lies below these folders."""

    everything: bool = True
    paths: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()
    before: Mapping[str, bytes] | None = None
    """The changed posts as they were at the base; None where nothing is compared."""
    pages_before: Mapping[str, bytes] = field(default_factory=dict)
    """Clauses and measures as they were at the base, where they changed."""

    def wants(self, path: str) -> bool:
        return self.everything or path in self.paths or path.startswith(self.folders)


def choose(root: Path, arguments: Namespace) -> Choice:
    if arguments.changed is not None:
        if arguments.paths:
            raise UsageError("„--changed“ und Pfade zusammen gehen nicht.", "Bitte nur eines von beiden angeben.")
        return _choose_changed(root, arguments.changed or None)
    choice = _choose_named(root, arguments.paths) if arguments.paths else Choice()
    return replace(choice, before=_changed_posts(root))


def _changed_posts(root: Path) -> Mapping[str, bytes] | None:
    """``Choice.before`` where nobody named a base: somebody who writes is told at once what the proposal would be told.
    None where there is no history to compare with; that is no fault then."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return None
    from amtsfunk.effects.changes import changes_since, posts_at_base  # noqa: PLC0415 - else no git
    from amtsfunk.effects.git import Git  # noqa: PLC0415

    try:
        with Git(root) as git:
            return posts_at_base(git, changes_since(git, None, (POSTS,)))
    except AmtsfunkError:
        return None


def _choose_changed(root: Path, base: str | None) -> Choice:
    """Changed files, and what a change elsewhere can have broken: all posts, agreed texts and plans where the plans
    changed, all posts where one is gone, those of the month where a picture changed or is gone, the week plans where a
    post changed, the snippets where the netiquette did, the plan for a crisis where a module did."""
    from amtsfunk.effects.changes import changes_since, files_at_base, posts_at_base  # noqa: PLC0415 - else no git
    from amtsfunk.effects.git import Git  # noqa: PLC0415

    with Git(root) as git:
        changes = changes_since(git, base, FOLDERS)
        before = posts_at_base(git, changes)
        pages_before = files_at_base(git, changes, (CLAUSES, MEASURES))
    touched = changes.present | changes.gone
    folders: list[str] = []
    plans_changed = any(path.startswith("plans/") for path in touched)
    post_gone = any(path.startswith(POSTS) and path.endswith(".md") for path in changes.gone)
    if plans_changed or post_gone:
        folders.append(POSTS)
    if plans_changed:
        folders += ["plans/", "content/snippets/", "content/modules/", "site/law/"]
    for changed, asked in _ASKED_TOO:
        if any(path.startswith(changed) for path in touched):
            folders.append(asked)
    for path in touched:
        if path.startswith(MEDIA):
            folders.append(POSTS + "/".join(path.removeprefix(MEDIA).split("/")[:2]) + "/")
    return Choice(False, touched, tuple(dict.fromkeys(folders)), before, pages_before)


def _choose_named(root: Path, names: Sequence[str]) -> Choice:
    paths: set[str] = set()
    folders: list[str] = []
    for name in names:
        # The last step is not resolved: a symbolic link is a finding, not a way elsewhere.
        place = Path(os.path.normpath(name))
        full = place.resolve() if place.name in ("", "..") else place.parent.resolve() / place.name
        if not os.path.lexists(full):
            raise NotFound(f"„{name}“ gibt es nicht.", "Bitte prüfen Sie den Pfad.")
        if full == root:
            return Choice()
        if not full.is_relative_to(root):
            raise UsageError(f"„{name}“ liegt nicht in diesem Repository.", "Bitte nennen Sie einen Pfad darin.")
        path = full.relative_to(root).as_posix()
        if not f"{path}/".startswith(tuple(f"{folder}/" for folder in FOLDERS)):
            raise UsageError(f"„{name}“ gehört nicht zu dem, was geprüft wird.", f"Geprüft wird: {', '.join(FOLDERS)}.")
        paths.add(path)
        if full.is_dir() and not full.is_symlink():
            folders.append(f"{path}/")
    return Choice(everything=False, paths=frozenset(paths), folders=tuple(folders))
