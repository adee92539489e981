"""The branch ``stop`` as it is now: which files lie there, since which commit, and who signed it, if anybody did."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from amtsfunk.approval.roster import key_owners
from amtsfunk.delivery.stops import name_of, scope_of, stop_id
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
    found = []
    for entry in git.tree(tip):
        name = name_of(entry.path)
        if name is None:
            continue
        commit = git.run("--literal-pathspecs", "log", "-1", "--format=%H", tip, "--", entry.path).decode().strip()
        identity = stop_id(entry.path, commit)
        if identity in known:
            continue
        scope = scope_of(entry.path, {name} if is_post(name) else frozenset())
        if scope is not None:
            shown = entry.path.encode("utf-8", "replace").decode("utf-8", "replace")
            found.append(SeenStop(identity, scope[0], scope[1], shown, commit, _signer(git, commit, people)))
    return tuple(found)


def _signer(git: Git, commit_id: str, people: Mapping[str, Person]) -> str | None:
    commit = git.commit(commit_id)
    if commit.signature is None:
        return None
    owners = key_owners(people)
    key = ssh.find_signer(commit.signed_bytes, commit.signature, ssh.GIT_NAMESPACE, owners)
    return owners[key] if key is not None else None
