"""What git's history says about settings, rosters and who wrote which bytes. Reads blobs by id, never the work tree.

What was worked out from objects named by id is remembered on the Git that read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from amtsfunk.approval.evidence import DatedRoster, FileFacts, Roster, WorkCommit
from amtsfunk.approval.payload import media_type
from amtsfunk.approval.roster import key_owners
from amtsfunk.effects.git import Change, Entry, Git
from amtsfunk.effects.ssh import GIT_NAMESPACE, find_signer
from amtsfunk.model.authority import Authority
from amtsfunk.model.base import Frozen
from amtsfunk.model.errors import Refused
from amtsfunk.model.finding import Finding
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Person, Team
from amtsfunk.source.plans import SETTINGS_PATHS, parse_plan, parse_settings

REGULAR = "100644"
AUTHORITY, _TEAM, _HOURS = "plans/authority.yml", "plans/team.yml", "plans/hours.yml"
_TOPICS, _ANY_TOPIC = "plans/topics.yml", b"topics: {any: {label: any, audiences: [public]}}\n"
_POINTERS = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/")
_LAST_SECOND = 253_370_764_800  # 1 January 9999: later ones are no times but attacks
M = TypeVar("M", bound=Frozen)


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """A blob's own facts: SHA-256 and size of its bytes, media type if it is one, whether it is a Git LFS pointer."""

    sha256: str
    size: int
    type: str | None
    pointer: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The commits of base..tip. With ``root`` only those count that descend from the trust root."""

    base: str
    tip: str
    root: str | None = None


def blob_facts(git: Git, blob_id: str) -> BlobFacts | None:
    key = ("blob", blob_id)
    if key not in git.remembered:
        found = git.read(blob_id)
        git.remembered[key] = None
        if found is not None and found[1] == "blob":
            data = found[2]
            git.remembered[key] = BlobFacts(
                hashlib.sha256(data).hexdigest(), len(data), media_type(data), data.startswith(_POINTERS)
            )
    known: BlobFacts | None = git.remembered[key]
    return known


def files_at(git: Git, commit: str, paths: Sequence[str]) -> tuple[FileFacts, ...]:
    """Mode, kind and blob id of these paths at a commit, in order; all empty where there is none."""
    found = {entry.path: entry for entry in git.tree(commit, *paths)}
    files = []
    for path in paths:
        entry = found.get(path)
        if entry is None:
            files.append(FileFacts(path))
            continue
        facts = blob_facts(git, entry.id) if entry.kind == "blob" else None
        files.append(FileFacts(path, entry.mode, entry.kind, entry.id, facts is not None and facts.pointer))
    return tuple(files)


def moment_of(*seconds: int) -> datetime:
    """The latest of some commit times, as an aware time."""
    return datetime.fromtimestamp(min(max(0, *seconds), _LAST_SECOND), UTC)


def regular_blob(git: Git, commit: str, path: str) -> bytes | None:
    """The bytes of a plain file (mode 100644) at a commit; None for links, submodules, executables and absent ones."""
    entry = git.entry(commit, path)
    found = git.read(entry.id) if entry is not None and entry.mode == REGULAR else None
    return found[2] if found is not None and found[1] == "blob" else None


def try_settings(git: Git, commit: str) -> tuple[Settings | None, tuple[Finding, ...]]:
    """The settings at a commit, or None with what is wrong with them.

    Hours and topics bind no post, and everybody may change them: a faulty file of them counts as an empty one.
    """
    entries = [entry for entry in git.tree(commit, *SETTINGS_PATHS) if entry.mode == REGULAR]
    key = ("settings", *(f"{entry.path}={entry.id}" for entry in entries))
    if key not in git.remembered:
        files = {entry.path: _bytes(git, entry) for entry in entries}
        settings, findings, _ = parse_settings(files)
        if settings is None:
            faulty = {finding.place.path for finding in findings}
            settings, findings = _without(files, faulty & {_HOURS, _TOPICS}, findings)
        git.remembered[key] = (settings, findings)
    known: tuple[Settings | None, tuple[Finding, ...]] = git.remembered[key]
    return known


def _without(
    files: Mapping[str, bytes], faulty: AbstractSet[str], findings: tuple[Finding, ...]
) -> tuple[Settings | None, tuple[Finding, ...]]:
    """The settings as though these faulty files were empty."""
    if not faulty:
        return None, findings
    kept = {path: data for path, data in files.items() if path not in faulty}
    settings, findings, _ = parse_settings({_TOPICS: _ANY_TOPIC, **kept})
    if settings is not None and _TOPICS in faulty:
        settings = replace(settings, topics={})
    return settings, findings


def read_settings(git: Git, commit: str) -> Settings:
    """The settings at a commit. Raises Refused, naming the first problem, where they cannot be read."""
    settings, findings = try_settings(git, commit)
    if settings is None:
        place = findings[0].place if findings else None
        where = f" (zuerst: {place.path}, Zeile {place.line})" if place else ""
        raise Refused(
            f"Die Einstellungen unter plans/ lassen sich im Stand {commit[:12]} nicht lesen{where}.",
            "„amtsfunk check plans“ zeigt alle Stellen.",
        )
    return settings


def read_authority(git: Git, commit: str) -> Authority:
    """The authority alone, for what must work before there are topics. Raises Refused where it cannot be read."""
    data = regular_blob(git, commit, AUTHORITY)
    authority = parse_plan(AUTHORITY, data, Authority).value if data is not None else None
    if authority is None:
        raise Refused(
            f"{AUTHORITY} lässt sich im Stand {commit[:12]} nicht lesen.", "„amtsfunk check plans“ zeigt die Stellen."
        )
    return authority


def read_roster(git: Git, commit: str) -> Roster | None:
    """People and repository id at a commit; None where either file cannot be read. Other settings do not matter."""
    team_entry, authority_entry = git.entry(commit, _TEAM), git.entry(commit, AUTHORITY)
    if team_entry is None or authority_entry is None or {team_entry.mode, authority_entry.mode} != {REGULAR}:
        return None
    key = ("roster", team_entry.id, authority_entry.id)
    if key not in git.remembered:
        git.remembered[key] = _parse_roster(_bytes(git, team_entry), _bytes(git, authority_entry))
    known: Roster | None = git.remembered[key]
    return known


def dated_rosters(git: Git, root: str, tip: str) -> tuple[DatedRoster, ...]:
    """Every roster that main had from the trust root to ``tip``, oldest first, none before the one that it replaced: a
    commit that says it is older than what it stands on is not believed."""
    key = ("rosters", root, tip)
    if key not in git.remembered:
        since = moment_of(git.commit(root).committed_at)
        found = [DatedRoster(since, read_roster(git, root))]
        for commit_id in reversed(git.first_parents(tip, after=root, paths=[_TEAM, AUTHORITY])):
            since = max(since, moment_of(git.commit(commit_id).committed_at))
            found.append(DatedRoster(since, read_roster(git, commit_id)))
        git.remembered[key] = tuple(found)
    known: tuple[DatedRoster, ...] = git.remembered[key]
    return known


def work_commits(git: Git, span: Span, paths: Sequence[str], people: Mapping[str, Person]) -> tuple[WorkCommit, ...]:
    """The commits of a span that changed one of these paths themselves, with their signers by this roster.

    What does not descend from the trust root has no signer: a key signs in other repositories, too.
    """
    owners = key_owners(people)
    found = []
    for commit_id, wrote in what_commits_wrote(git, span, paths).items():
        outside = span.root is not None and not _descends(git, span.root, commit_id)
        signer = None if outside else commit_signer(git, commit_id, owners)
        found.append(WorkCommit(commit_id, signer, wrote, outside))
    return tuple(found)


def what_commits_wrote(git: Git, span: Span, paths: Sequence[str]) -> dict[str, dict[str, str]]:
    """Commit → path → blob id (empty where it removed the file), for every commit of a span that changed one of these
    paths itself, newest first.

    A merge counts only for a path whose blob differs from all of its parents: what came in from elsewhere was written
    by another commit, what stands in none of them was written by the merge.
    """
    found = {}
    for commit_id in _between(git, span.base, span.tip):
        parents = git.commit(commit_id).parents
        after = {path: git.object_id(f"{commit_id}:{path}") for path in paths}
        wrote = {
            path: after[path] or ""
            for path in paths
            if _differs(after[path], [git.object_id(f"{parent}:{path}") for parent in parents])
        }
        if wrote:
            found[commit_id] = wrote
    return found


def commit_signer(git: Git, commit_id: str, owners: Mapping[str, str]) -> str | None:
    """The person whose key signed a commit with SSH, among these keys; None for every other or no signature."""
    key = ("signer", commit_id, *(f"{material}={sign}" for material, sign in sorted(owners.items())))
    if key not in git.remembered:
        commit = git.commit(commit_id)
        signer = find_signer(commit.signed_bytes, commit.signature, GIT_NAMESPACE, owners) if commit.signature else None
        git.remembered[key] = owners[signer] if signer else None
    known: str | None = git.remembered[key]
    return known


def changes_between(git: Git, old: str, new: str) -> tuple[Change, ...]:
    key = ("changes", old, new)
    if key not in git.remembered:
        git.remembered[key] = git.changes(old, new)
    known: tuple[Change, ...] = git.remembered[key]
    return known


def _between(git: Git, base: str, tip: str) -> tuple[str, ...]:
    key = ("between", base, tip)
    if key not in git.remembered:
        git.remembered[key] = git.between(base, tip)
    known: tuple[str, ...] = git.remembered[key]
    return known


def _descends(git: Git, root: str, commit_id: str) -> bool:
    key = ("descends", root, commit_id)
    if key not in git.remembered:
        git.remembered[key] = git.is_ancestor(root, commit_id)
    known: bool = git.remembered[key]
    return known


def _differs(after: str | None, before: Iterable[str | None]) -> bool:
    sides = list(before)
    return after is not None if not sides else all(side != after for side in sides)


def _bytes(git: Git, entry: Entry) -> bytes:
    found = git.read(entry.id)
    return found[2] if found is not None else b""


def _parse_roster(team: bytes, authority: bytes) -> Roster | None:
    head = parse_plan(AUTHORITY, authority, Authority).value
    if head is None:
        return None
    people = parse_plan(_TEAM, team, Team, head.zone).value
    return Roster(head.id, people.people) if people is not None else None
