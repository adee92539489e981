"""Gathering what a forge holds for approval by review, and what git says of it (DELIVERY.md § 2).

A pull request is believed to have brought a commit of main only where git agrees: it is the merge, or one of the
commits that a rebase put there in its place. What the pull request changed is then judged as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from amtsfunk.approval.evidence import DatedRoster, MergeFacts, PostFacts, Refusal, ReviewFacts
from amtsfunk.approval.pull import Pull, reviewed_commits
from amtsfunk.channels.hosts import is_loopback
from amtsfunk.effects.forges import FORGES, Forge
from amtsfunk.effects.forges.failed import ForgeFailed
from amtsfunk.effects.git import Git
from amtsfunk.effects.git_commit import Commit
from amtsfunk.effects.history import (
    Span,
    changes_between,
    dated_rosters,
    files_at,
    moment_of,
    read_roster,
    what_commits_wrote,
)
from amtsfunk.effects.http import Driver
from amtsfunk.effects.vault import Vault
from amtsfunk.model.authority import ForgeSettings
from amtsfunk.model.errors import GitFailed

MAIN = "main"
FORGE_REASONS = frozenset({"forge-silent", "forge-limit", "forge-denied", "forge-unknown", "review-unrecorded"})
"""Reasons that say nothing about a pull request: they last until the forge can be asked again."""
UNLINKED = frozenset({"no-pull", "pull-elsewhere"})
_LINKED_WITHIN = timedelta(minutes=10)
_MOST_TOGETHER = 20
_REBASED_WITHIN = 60


class Reviews:
    """Reviews for one repository and one run. ``remote``: where git fetches commits that it lacks, or None."""

    def __init__(
        self,
        git: Git,
        remote: str | None,
        forge_of: Callable[[ForgeSettings], Forge],
        now: Callable[[], datetime],
    ) -> None:
        self.git = git
        self.remote = remote
        self.now = now
        self._forge_of = forge_of
        self._forges: dict[ForgeSettings, Forge] = {}
        self.recorded: tuple[Pull, ...] = ()
        """Pull requests that the ledger knows: believed before anybody is asked."""

    def of_post(self, facts: PostFacts, root: str) -> tuple[PostFacts, ReviewFacts]:
        """The facts about the merge that last changed the post, and the post's own facts widened to the whole pull
        request that brought it. Never raises for what a forge does."""
        merge, settings = facts.merge, facts.settings
        if merge is None or settings is None:
            return facts, ReviewFacts(problem=Refusal("1", "no-pull", {"commit": ""}))
        found = self.find(settings.authority.forge, merge.id, facts.main, root)
        if isinstance(found, Refusal):
            return facts, ReviewFacts(problem=found)
        pull, span = found
        paths = [file.path for file in facts.at_merge]
        whole = self._whole(span, pull)
        widened = replace(facts, merge=whole, at_merge=files_at(self.git, span.tip, paths))
        return widened, self.facts_of(pull, span, paths, dated_rosters(self.git, root, span.base))

    def facts_of(self, pull: Pull, span: Span, paths: Sequence[str], rosters: tuple[DatedRoster, ...]) -> ReviewFacts:
        """What git says of a pull request and these paths."""
        versions = {
            review.commit: files_at(self.git, review.commit, paths)
            for review in pull.reviews
            if review.commit is not None and self.git.object_id(review.commit)
        }
        wrote = what_commits_wrote(self.git, Span(span.base, pull.head), paths)
        return ReviewFacts(pull, None, wrote, versions, rosters)

    # ------------------------------------------------------------------ one pull request

    def find(self, settings: ForgeSettings | None, commit: str, main: str, root: str) -> tuple[Pull, Span] | Refusal:
        """The pull request that brought a commit to main, with the commits that it put there; or why there is none."""
        for pull in self.recorded:
            span = span_of(self.git, pull, commit, main, root)
            if span is not None:
                return pull, span
        if settings is None:
            return Refusal("1", "no-pull", {"commit": commit[:12]})
        try:
            return self._ask(self._forge(settings), commit, main, root)
        except ForgeFailed as failed:
            return failed.refusal

    def _ask(self, forge: Forge, commit: str, main: str, root: str) -> tuple[Pull, Span] | Refusal:
        """The forge about a commit of main; where it links none with it, about those that a rebase may have put there
        together with it. Raises ForgeFailed."""
        refusal = Refusal("1", "no-pull", {"commit": commit[:12]})
        for linked in (commit, *_put_there_with(self.git, commit, main, root)):
            for pull in forge.merged(linked):
                self._fetch(pull, forge.head_ref(pull.number))
                span = span_of(self.git, pull, commit, main, root)
                if span is not None:
                    return pull, span
                number = {"commit": commit[:12], "number": str(pull.number)}
                refusal = Refusal("1", "pull-elsewhere", number) if linked == commit else refusal
            if refusal.reason_id != "no-pull":
                break
        return refusal

    def of_root(self, settings: ForgeSettings, root: str) -> Pull | Refusal:
        """The pull request into main whose merge the trust root is, or why there is none."""
        try:
            for pull in self.recorded:
                if self._made(pull, root):
                    return pull
            forge = self._forge(settings)
            for pull in forge.merged(root):
                self._fetch(pull, forge.head_ref(pull.number))
                if self._made(pull, root):
                    return pull
        except ForgeFailed as failed:
            return failed.refusal
        return Refusal("1", "no-pull", {"commit": root[:12]})

    def touched_by_root(self, pull: Pull, root: str) -> dict[str, None]:
        """Paths that the pull request brought whose merge the trust root is."""
        parents = self.git.commit(root).parents
        return self._touched(Span(parents[0], root, root), pull) if parents else {}

    def _made(self, pull: Pull, root: str) -> bool:
        """Git has the last word: a merge commit must join the pull request's own head to main."""
        joined = self.git.commit(root).parents[1:]
        is_its = not joined or pull.head in joined
        return pull.base == MAIN and pull.merge == root and is_its and self.git.object_id(pull.head) is not None

    def may_change(self, refusal: Refusal, moment: datetime) -> bool:
        """Whether the answer may be another one soon: the forge was silent, or has not linked a fresh merge yet."""
        fresh = timedelta(0) <= self.now() - moment < _LINKED_WITHIN
        return is_forge_silent(refusal) or (fresh and refusal.reason_id in UNLINKED)

    def _whole(self, span: Span, pull: Pull) -> MergeFacts:
        """The merge of the whole pull request. ``heads``: what the branch ``evidence`` keeps."""
        tip, base = self.git.commit(span.tip), self.git.commit(span.base)
        kept = (commit for commit in reviewed_commits(pull.to_json()) if self.git.object_id(commit))
        return MergeFacts(
            id=tip.id,
            base=base.id,
            moment=moment_of(tip.committed_at, base.committed_at),
            touched=tuple(self._touched(span, pull)),
            heads=tuple(kept),
            roster=read_roster(self.git, base.id),
        )

    def _touched(self, span: Span, pull: Pull) -> dict[str, None]:
        """Paths that differ before and after it on main, or that its own branch changed: whichever way it was merged,
        nothing is on the side."""
        fork = self.git.run("merge-base", span.base, pull.head, allowed=(0, 1)).decode().split()[:1] or [span.base]
        spans = ((span.base, span.tip), (fork[0], pull.head))
        return dict.fromkeys(one.path for old, new in spans for one in changes_between(self.git, old, new))

    def _fetch(self, pull: Pull, ref: str) -> None:
        """Get the commits that were reviewed. One that cannot be had is absent, and its review counts for nothing."""
        wanted = dict.fromkeys([pull.head, *(review.commit for review in pull.reviews if review.commit)])
        for name in (ref, *wanted):
            lacking = [commit for commit in wanted if not self.git.object_id(commit)]
            if self.remote is None or not lacking:
                return
            if name == ref or name in lacking:
                try:
                    self.git.fetch(self.remote, name)
                except GitFailed:
                    continue

    def _forge(self, settings: ForgeSettings) -> Forge:
        if settings not in self._forges:
            self._forges[settings] = self._forge_of(settings)
        return self._forges[settings]


def is_forge_silent(refusal: Refusal) -> bool:
    """Whether it is the forge that gave no answer, whatever the pull request is like."""
    return refusal.reason_id in FORGE_REASONS


def span_of(git: Git, pull: Pull, commit: str, main: str, root: str) -> Span | None:
    """The commits of main's first-parent line that a merged pull request put there, where ``commit`` is one of them.

    One commit for a merge and a squash. A rebase leaves several, which have author and message of the pull request's
    own; each of these is looked for in order, since a rebase drops what main has already.
    """
    if pull.base != MAIN or not git.object_id(pull.head):
        return None
    line = _line(git, main, root)
    if pull.merge not in line or commit not in line:
        return None
    place = line.index(pull.merge)
    tip = git.commit(pull.merge)
    count = 1
    if len(tip.parents) == 1:
        count = max(1, _rebased(git, [git.commit(one) for one in line[place : place + len(pull.commits)]], pull))
    taken = line[place : place + count]
    if commit not in taken:
        return None
    parents = git.commit(taken[-1]).parents
    return Span(parents[0], pull.merge, root) if parents else None


def _rebased(git: Git, line: Sequence[Commit], pull: Pull) -> int:
    """How many of these commits of main, newest first, are the pull request's own put onto main."""
    own = [git.commit(one.id) for one in reversed(pull.commits) if git.object_id(one.id)]
    waiting = iter([_imprint(one) for one in own if len(one.parents) < 2])
    count = 0
    for commit in line:
        if _imprint(commit) not in waiting:  # consumes what a rebase dropped
            break
        count += 1
    return count


def _put_there_with(git: Git, commit: str, main: str, root: str) -> Iterator[str]:
    """The next commits of main after this one as long as they are no merges, of the same committer and minute: a rebase
    leaves a pull request's commits like that, and only the last of them is sure to be linked with it."""
    line = _line(git, main, root)
    place = line.index(commit) if commit in line else 0
    first = git.commit(commit)
    for newer in reversed(line[max(0, place - _MOST_TOGETHER) : place]):
        found = git.commit(newer)
        together = 0 <= found.committed_at - first.committed_at <= _REBASED_WITHIN
        if len(found.parents) != 1 or _committer(found) != _committer(first) or not together:
            return
        yield newer


def _committer(commit: Commit) -> bytes:
    """Name and address, without the time."""
    return _header(commit, b"committer ").rsplit(b" ", 2)[0]


def _header(commit: Commit, name: bytes) -> bytes:
    lines = commit.signed_bytes.split(b"\n\n", 1)[0].split(b"\n")
    return next((line for line in lines if line.startswith(name)), b"")


def _imprint(commit: Commit) -> tuple[bytes, str]:
    """What a rebase keeps of a commit: its author with the time, and its message but for blank lines at the end."""
    return _header(commit, b"author "), commit.message.strip()


def _line(git: Git, main: str, root: str) -> tuple[str, ...]:
    """Main's first-parent commits since the trust root, newest first."""
    key = ("line", main, root)
    if key not in git.remembered:
        git.remembered[key] = git.first_parents(main, after=root)
    known: tuple[str, ...] = git.remembered[key]
    return known


@dataclass(frozen=True, slots=True)
class Asking:
    """What is needed to ask a forge. ``anywhere``: False in a rehearsal, where only this machine may be asked."""

    environment: Mapping[str, str]
    now: Callable[[], datetime]
    anywhere: bool = True

    def forge(self, settings: ForgeSettings) -> Forge:
        """The forge of these settings. Raises ForgeFailed where nobody wrote one of its kind or it may not be asked."""
        make = FORGES.get(settings.kind)
        if make is None:
            raise ForgeFailed("forge-unknown", kind=settings.kind)
        if not (self.anywhere or is_loopback(settings.host)):
            raise ForgeFailed("forge-silent", forge=settings.host, why="zu einer angenommenen Zeit wird nicht gefragt")
        return make(settings, Vault(self.environment).forge_token(), Driver(Path()), self.now)


def reviews_of(git: Git, remote: str | None, now: Callable[[], datetime], *, anywhere: bool = True) -> Reviews:
    """Reviews as the configured forge has them now."""
    return Reviews(git, remote, Asking(os.environ, now, anywhere).forge, now)


def recorded_reviews(git: Git, now: Callable[[], datetime]) -> Reviews:
    """Reviews for whoever asks nobody: only what the ledger recorded (``recorded``) counts."""

    def refuse(_: ForgeSettings) -> Forge:
        raise ForgeFailed("review-unrecorded")

    return Reviews(git, None, refuse, now)
