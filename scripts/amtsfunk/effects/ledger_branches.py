"""The unprotected branches ``stop`` and ``inbox``, and the branch ``evidence``: small commits without a work tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger import FETCHED
from amtsfunk.effects.ledger_tree import write_tree
from amtsfunk.model.errors import EffectFailed

_TRIES = 10
_NOBODY = {
    "GIT_AUTHOR_NAME": "Amtsfunk",
    "GIT_AUTHOR_EMAIL": "amtsfunk@amtsfunk.invalid",
    "GIT_COMMITTER_NAME": "Amtsfunk",
    "GIT_COMMITTER_EMAIL": "amtsfunk@amtsfunk.invalid",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of a remote, worked on through a local repository."""

    git: Git
    remote: str
    name: str


def put_file(branch: Branch, path: str, data: bytes, now: datetime, *, key: Path | None = None) -> str:
    """Add one file to a branch of the remote and return the commit. ``key``: sign the commit with it.

    Raises EffectFailed where the remote cannot be had or somebody else keeps being faster.
    """
    git = branch.git
    for _ in range(_TRIES):
        tip = _fetch_tip(git, branch.remote, branch.name)
        base = git.commit(tip).tree if tip else None
        commit = _commit(git, write_tree(git, base, {path: data}), [tip] if tip else [], now, key)
        if git.push(branch.remote, commit, f"refs/heads/{branch.name}")[0]:
            return commit
    raise EffectFailed(
        f"Der Zweig „{branch.name}“ auf {branch.remote} nimmt nichts an.", "Bitte noch einmal versuchen."
    )


def file_on(branch: Branch, path: str) -> bytes | None:
    """A file of a branch of the remote as it is now, or None."""
    tip = _fetch_tip(branch.git, branch.remote, branch.name)
    return branch.git.blob(tip, path) if tip else None


def keep_reviewed(git: Git, remote: str, reviewed: Sequence[str], now: datetime) -> None:
    """Keep reviewed commits reachable: one commit with an empty tree for each, the reviewed one as second parent."""
    for _ in range(_TRIES):
        tip = _fetch_tip(git, remote, "evidence")
        empty = git.write_tree([])
        commit = tip or _commit(git, empty, [], now, None)
        for head in reviewed:
            commit = _commit(git, empty, [commit, head], now, None)
        if git.push(remote, commit, "refs/heads/evidence")[0]:
            return
    raise EffectFailed(f"Der Zweig „evidence“ auf {remote} nimmt nichts an.", "Bitte noch einmal versuchen.")


def _fetch_tip(git: Git, remote: str, branch: str) -> str | None:
    found = git.fetch(remote, f"+refs/heads/{branch}:{FETCHED}{branch}")
    return git.resolve(FETCHED + branch) if found else None


def _commit(git: Git, tree: str, parents: Sequence[str], now: datetime, key: Path | None) -> str:
    date = f"{int(now.timestamp())} +0000"
    signing = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key.resolve()}"] if key else []
    words = ["commit-tree", *(["-S"] if key else []), *(word for parent in parents for word in ("-p", parent)), tree]
    environment = {**_NOBODY, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    return git.run(*signing, *words, stdin=b"amtsfunk\n", env=environment).decode().strip()
