"""The branch ``stop`` as it is now: which files lie there, since which commit, and who signed it, if anybody did."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from amtsfunk.approval.roster import key_owners
from amtsfunk.delivery.stops import ALL, name_of, scope_of, stop_id
from amtsfunk.effects import ssh
from amtsfunk.effects.git import Git
from amtsfunk.model.team import Person


@dataclass(frozen=True, slots=True)
class SeenStop:
    """One file on the branch. ``commit`` is the one that put it there last."""

    id: str
    scope: str
    target: str | None
    path: str
    commit: str
    person: str | None = None


def visible_stops(
    git: Git,
    tip: str | None,
    known: Collection[str],
    people: Mapping[str, Person],
    is_post: Callable[[str], bool],
) -> tuple[SeenStop, ...]:
    """The stops that lie on the branch and are not in ``known`` (ids)."""
    if tip is None:
        return ()
    past = _past(git, tip)
    found: dict[str, SeenStop] = {}
    for entry in git.tree(tip):
        name = name_of(entry.path)
        commits = past.get(entry.path, (tip,))
        identity = stop_id(entry.path, " ".join(commits))
        if name is None or identity in known:
            continue
        scope = scope_of(entry.path, {name} if is_post(name) else frozenset())
        if scope is not None:
            seen = SeenStop(identity, *scope, _shown(entry.path), commits[0], _signer(git, commits[0], people))
            found.setdefault(identity, seen)
    return tuple(found.values())


def squatting_stops(refs: Mapping[str, str], known: Collection[str]) -> tuple[SeenStop, ...]:
    """Branches ``stop/…``: where one stands, git allows no branch ``stop``, so each stops what ``all`` stops.

    ``refs``: branch → commit. Who signed does not matter, and their objects are not fetched.
    """
    found = []
    for branch, commit in sorted(refs.items()):
        identity = stop_id(branch, commit)
        if branch.startswith("stop/") and identity not in known:
            found.append(SeenStop(identity, ALL, None, _shown(branch), commit))
    return tuple(found)


def _past(git: Git, tip: str) -> dict[str, tuple[str, ...]]:
    """Path → every commit that touched it, newest first, merges compared with each parent: a merge hides nothing."""
    listing = git.run("rev-list", "--topo-order", tip)
    words = ("diff-tree", "--stdin", "--root", "-m", "-r", "-z", "--raw", "--no-renames", "--no-abbrev")
    found: dict[str, list[str]] = {}
    commit = ""
    fields = iter(git.run(*words, stdin=listing).split(b"\0"))
    for record in fields:
        if record.startswith(b":"):
            commits = found.setdefault(next(fields).decode("utf-8", "surrogateescape"), [])
            if commit not in commits[-1:]:
                commits.append(commit)
        elif record:
            commit = record.decode().split()[0]
    return {path: tuple(commits) for path, commits in found.items()}


def _shown(path: str) -> str:
    return path.encode("utf-8", "replace").decode("utf-8", "replace")


def _signer(git: Git, commit_id: str, people: Mapping[str, Person]) -> str | None:
    commit = git.commit(commit_id)
    if commit.signature is None:
        return None
    owners = key_owners(people)
    key = ssh.find_signer(commit.signed_bytes, commit.signature, ssh.GIT_NAMESPACE, owners)
    return owners[key] if key is not None else None
