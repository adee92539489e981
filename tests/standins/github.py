"""A stand-in for GitHub over a real bare repository: pull requests, reviews and merges as its documentation has them.

As there: merging by a merge commit, by squashing or by rebasing; ``merge_commit_sha`` accordingly; commits made on its
pages are committed by ``web-flow``; an applied suggestion is the applier's commit with the other as co-author; a review
keeps the commit that it was given on; a dismissed one changes its state in place; a pending one has no time; new
commits dismiss approvals only where the rule is on; a pull request whose commits reach the base by a push counts as
merged; ``author`` is null where an address belongs to no account, and so is a reviewer whose account is gone, while an
opener whose account is gone is ``ghost``; 250 commits at most are listed; what a commit of the default branch came by
is the merged pull request alone. Never called real, and no login page.

``clock``: anything with a ``now``, which every act moves on by a minute. ``troubles``: answers for the next calls, in
the place of the true ones; ``page``: the largest page that it gives; ``signs_off``: what a rebase puts on the base gets
a trailer; ``links_only_the_last``: of what a merge brought to the base only its newest commit leads back to it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from standins import github_shapes as shapes
from standins.bare_git import BareGit, Identity
from standins.base import Answer, Call

TOKEN = "token-of-the-stand-in-forge"  # noqa: S105 - opens nothing
OWNER, NAME, REPOSITORY_ID = "beispielau", "presse", 4711
WEB_FLOW = "web-flow"
_WEB = Identity("GitHub", "noreply@github.com")
ADDRESS, PAGE = f"{shapes.API}/repos/{OWNER}/{NAME}", f"{shapes.WEB}/{OWNER}/{NAME}"
BORN = "2026-01-05T08:00:00Z"
_NOT_FOUND = shapes.refusal(404, "Not Found", "/pulls/pulls")


class Clock(Protocol):
    now: datetime


@dataclass
class _Account:
    login: str
    id: int
    type: str = "User"

    @property
    def identity(self) -> Identity:
        return Identity(self.login, f"{self.id}+{self.login}@users.noreply.github.com")


@dataclass
class _Review:
    id: int
    by: str | None
    state: str
    at: datetime | None
    commit: str | None


@dataclass
class _Pull:
    number: int
    branch: str
    by: str | None
    base: str
    head: str
    opened_at: datetime
    reviews: list[_Review] = field(default_factory=list)
    state: str = "open"
    merged_at: datetime | None = None
    merged_by: str | None = None
    merge: str | None = None
    before: str | None = None
    brought: frozenset[str] = frozenset()


class GitHub:
    def __init__(self, repository: Path, clock: Clock) -> None:
        self.git = BareGit(repository)
        self.clock = clock
        self.accounts = {
            WEB_FLOW: _Account(WEB_FLOW, 19864447),
            shapes.GHOST: _Account(shapes.GHOST, shapes.GHOSTS_NUMBER),
        }
        self.pulls: dict[int, _Pull] = {}
        self.dismisses_stale = False
        self.signs_off = False
        self.links_only_the_last = False
        self.troubles: list[Answer] = []
        self.page = 100
        self.most_commits = 250
        self.repository_id = REPOSITORY_ID
        self.calls: list[str] = []
        self.remaining = 5000
        self.resets_at = 0
        self._reviews = 9000
        self._lock = threading.Lock()

    # ------------------------------------------------------------------ people

    def account(self, login: str, number: int, kind: str = "User") -> None:
        self.accounts[login] = _Account(login, number, kind)

    def identity(self, login: str) -> Identity:
        return self.accounts[login].identity

    def _tick(self) -> datetime:
        self.clock.now += timedelta(minutes=1)
        return self.clock.now

    # ------------------------------------------------------------------ branches

    def edit(
        self,
        branch: str,
        files: Mapping[str, str | bytes | None],
        by: str,
        *,
        message: str = "Update",
        start: str = "main",
    ) -> str:
        """A commit made on the pages, on a branch that begins at ``start`` where it is new."""
        return self.push(branch, files, (self.identity(by), _WEB), message=message, start=start)

    def push(
        self,
        branch: str,
        files: Mapping[str, str | bytes | None],
        people: tuple[Identity, Identity],
        *,
        message: str = "Work",
        start: str = "main",
    ) -> str:
        """A commit that somebody made on an own machine, with whatever names stand in it."""
        at = self._tick()
        new = not self.git.run("for-each-ref", f"refs/heads/{branch}")
        commit = self.git.write(self.git.tip(start if new else branch), files, people, at, message)
        self.move(branch, commit)
        return commit

    def suggestion(self, number: int, applied_by: str, suggested_by: str, files: Mapping[str, str | bytes]) -> str:
        """„Commit suggestion“: the applier's commit, the other in a trailer."""
        other = self.identity(suggested_by)
        message = f"Apply suggestion\n\nCo-authored-by: {other.name} <{other.email}>\n"
        return self.edit(self.pulls[number].branch, files, applied_by, message=message)

    def move(self, branch: str, commit: str) -> None:
        """A push, forced or not, as the server sees it."""
        self.git.set(f"refs/heads/{branch}", commit)
        for pull in self.pulls.values():
            if pull.state == "open" and pull.branch == branch:
                self._new_head(pull, commit)
        for pull in self.pulls.values():
            if pull.state == "open" and pull.base == branch and self.git.is_ancestor(pull.head, commit):
                self._merged_by_push(pull, commit)

    def _new_head(self, pull: _Pull, commit: str) -> None:
        pull.head = commit
        self.git.set(f"refs/pull/{pull.number}/head", commit)
        if self.dismisses_stale:
            for review in pull.reviews:
                if review.state == "APPROVED":
                    review.state = "DISMISSED"

    def _merged_by_push(self, pull: _Pull, commit: str) -> None:
        line = self.git.run("rev-list", "--first-parent", commit).split()
        brought = [one for one in line if self.git.is_ancestor(pull.head, one)]
        before = self.git.parents(brought[-1])[:1] or [brought[-1]]
        self._finish(pull, brought[-1], before[0])

    # ------------------------------------------------------------------ pull requests

    def open(self, branch: str, by: str | None, *, base: str = "main") -> int:
        at, number = self._tick(), len(self.pulls) + 1
        pull = _Pull(number, branch, by, base, self.git.tip(branch), at)
        self.git.set(f"refs/pull/{number}/head", pull.head)
        self.pulls[number] = pull
        return number

    def review(self, number: int, by: str | None, state: str = "APPROVED", *, commit: str | None = None) -> int:
        """``commit``: one that the reviewer names; otherwise the newest. PENDING is a draft that nobody sent."""
        at = self._tick()
        self._reviews += 1
        pull = self.pulls[number]
        when = None if state == "PENDING" else at
        pull.reviews.append(_Review(self._reviews, by, state, when, commit or pull.head))
        return self._reviews

    def dismiss(self, number: int, review: int) -> None:
        self._tick()
        for known in self.pulls[number].reviews:
            if known.id == review:
                known.state = "DISMISSED"

    def update_branch(self, number: int, by: str, *, rebase: bool = False) -> str:
        """„Update branch“: main merged into the branch, or the branch put onto main anew. Raises Conflict."""
        at, pull = self._tick(), self.pulls[number]
        base = self.git.tip(pull.base)
        if rebase:
            commit = self.git.rebase(self._commits(pull), base, self.identity(by), at)
        else:
            tree, stamp = self.git.merged_tree(pull.head, base), f"{int(at.timestamp())} +0000"
            people = (self.identity(by), _WEB)
            message = f"Merge branch '{pull.base}' into {pull.branch}"
            commit = self.git.commit_tree(tree, [pull.head, base], people, (stamp, stamp), message)
        self.move(pull.branch, commit)
        return commit

    def resolve(self, number: int, by: str, files: Mapping[str, str | bytes]) -> str:
        """A conflict resolved on the pages: a merge of main that says itself what these files are."""
        at, pull = self._tick(), self.pulls[number]
        people, base = (self.identity(by), _WEB), self.git.tip(pull.base)
        commit = self.git.write(pull.head, files, people, at, "Merge branch 'main'", [base])
        self.move(pull.branch, commit)
        return commit

    def merge(self, number: int, by: str, method: str = "merge") -> str:
        """The button. Returns the commit that the base was updated to. Raises Conflict."""
        at, pull = self._tick(), self.pulls[number]
        base, stamp = self.git.tip(pull.base), f"{int(at.timestamp())} +0000"
        if method == "rebase":
            trailer = f"\n\nSigned-off-by: {by}" if self.signs_off else ""
            commit = self.git.rebase(self._commits(pull), base, self.identity(by), at, trailer)
        else:
            tree = self.git.merged_tree(base, pull.head)
            parents = [base, pull.head] if method == "merge" else [base]
            author = self.identity(by if method == "merge" else pull.by or by)
            people, title = (author, _WEB), f"Merge pull request #{number}"
            commit = self.git.commit_tree(tree, parents, people, (stamp, stamp), title)
        self.git.set(f"refs/heads/{pull.base}", commit)
        self._finish(pull, commit, base)
        pull.merged_by = by
        return commit

    def _finish(self, pull: _Pull, commit: str, before: str) -> None:
        pull.brought = frozenset(self.git.run("rev-list", commit, f"^{before}").split())
        pull.state, pull.merged_at, pull.merge, pull.before = "closed", self.clock.now, commit, before

    def _commits(self, pull: _Pull) -> list[str]:
        before = pull.before or self.git.tip(pull.base)
        return self.git.run("rev-list", "--reverse", "--topo-order", pull.head, f"^{before}").split()

    # ------------------------------------------------------------------ answers

    def answer(self, call: Call) -> Answer:
        with self._lock:
            self.calls.append(call.path)
            if self.troubles:
                return self.troubles.pop(0)
            if call.headers.get("authorization") != f"Bearer {TOKEN}":
                return shapes.refusal(401, "Bad credentials", "")
            self.remaining -= 1
            return self._answer(call)

    def _answer(self, call: Call) -> Answer:
        words = call.path.removeprefix("/api/v3").strip("/").split("/")
        if call.method != "GET" or [word.lower() for word in words[:3]] != ["repos", OWNER, NAME]:
            return _NOT_FOUND
        match words[3:]:
            case ["commits", commit, "pulls"]:
                return self._pulls_of(call, commit)
            case ["pulls", number, *more] if number.isdigit() and int(number) in self.pulls:
                pull = self.pulls[int(number)]
                match more:
                    case []:
                        return self._say(self._whole(pull))
                    case ["reviews"]:
                        return self._listed(call, [self._review(pull, review) for review in pull.reviews])
                    case ["commits"]:
                        return self._listed(
                            call, [self._commit(one) for one in self._commits(pull)[: self.most_commits]]
                        )
        return _NOT_FOUND

    def _say(self, value: object, **headers: str) -> Answer:
        limits = {
            "x_ratelimit_limit": "5000",
            "x_ratelimit_remaining": str(self.remaining),
            "x_ratelimit_reset": str(self.resets_at),
        }
        return Answer.of(value, 200, **limits, **headers)

    def _listed(self, call: Call, rows: list[Any]) -> Answer:
        size = min(int(call.query.get("per_page", ["30"])[0]), self.page, 100)
        page = int(call.query.get("page", ["1"])[0])
        more = {}
        if page * size < len(rows):
            more = {"link": f'<https://api.github.com{call.path}?page={page + 1}>; rel="next", <x>; rel="last"'}
        return self._say(rows[(page - 1) * size : page * size], **more)

    def _pulls_of(self, call: Call, commit: str) -> Answer:
        if not self.git.has(commit):
            return shapes.refusal(422, f"No commit found for SHA: {commit}", "/commits/commits")
        pulls = list(self.pulls.values())
        if self.git.is_ancestor(commit, self.git.tip("main")):
            found = [pull for pull in pulls if self._is_linked(pull, commit)]
        else:
            found = [pull for pull in pulls if commit in self._commits(pull) or commit in pull.brought]
        return self._listed(call, [self._simple(pull) for pull in found])

    def _is_linked(self, pull: _Pull, commit: str) -> bool:
        return commit == pull.merge or (commit in pull.brought and not self.links_only_the_last)

    def _simple(self, pull: _Pull) -> shapes.Json:
        here = self.repository()
        times = (pull.opened_at, pull.merged_at, *(review.at for review in pull.reviews))
        return {
            **shapes.pull(ADDRESS, PAGE, pull.number, pull.head),
            "state": pull.state,
            "title": "Beitrag",
            "user": self._user(pull.by or shapes.GHOST),
            "author_association": "MEMBER",
            "body": "Ein Text, der niemanden etwas angeht",
            "created_at": written(pull.opened_at),
            "updated_at": written(max(filter(None, times))),
            "closed_at": written(pull.merged_at),
            "merged_at": written(pull.merged_at),
            "merge_commit_sha": pull.merge,
            "head": shapes.side(pull.branch, pull.head, here),
            "base": shapes.side(pull.base, pull.before or self.git.tip(pull.base), here),
        }

    def _whole(self, pull: _Pull) -> shapes.Json:
        merged = pull.merged_at is not None
        return {
            **self._simple(pull),
            "merged": merged,
            "merged_by": self._user(pull.merged_by),
            "mergeable": None,
            "mergeable_state": "unknown",
            "maintainer_can_modify": False,
            "commits": len(self._commits(pull)),
            **dict.fromkeys(("comments", "review_comments", "additions", "deletions", "changed_files"), 0),
        }

    def _review(self, pull: _Pull, review: _Review) -> shapes.Json:
        said = {
            **shapes.review(ADDRESS, PAGE, pull.number, review.id),
            "user": self._user(review.by),
            "body": "Passt so, liebe Grüße",
            "state": review.state,
            "commit_id": review.commit if review.commit and self.git.has(review.commit) else None,
            "author_association": "MEMBER",
        }
        return said if review.at is None else {**said, "submitted_at": written(review.at)}

    def _commit(self, commit: str) -> shapes.Json:
        form = "%x00".join(("%T", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B"))
        tree, *people, message = self.git.field(commit, form).split("\0")
        author, committer = _person(*people[:3]), _person(*people[3:])
        return {
            **shapes.commit(ADDRESS, PAGE, commit),
            "commit": {
                "url": f"{ADDRESS}/git/commits/{commit}",
                "author": author,
                "committer": committer,
                "message": message,
                "tree": {"sha": tree, "url": f"{ADDRESS}/git/trees/{tree}"},
                "comment_count": 0,
            },
            "author": self._by_address(author["email"]),
            "committer": self._by_address(committer["email"]),
            "parents": [shapes.parent(ADDRESS, PAGE, parent) for parent in self.git.parents(commit)],
        }

    def repository(self) -> shapes.Json:
        return shapes.repository(shapes.user(OWNER, 4700, "Organization"), NAME, self.repository_id, BORN)

    def _user(self, login: str | None) -> shapes.Json | None:
        account = self.accounts.get(login or "")
        return shapes.user(account.login, account.id, account.type) if account else None

    def _by_address(self, email: str) -> shapes.Json | None:
        if email == _WEB.email:
            return self._user(WEB_FLOW)
        found = (account.login for account in self.accounts.values() if account.identity.email == email)
        return self._user(next(found, None))


def _person(name: str, email: str, stamp: str) -> shapes.Json:
    return {"name": name, "email": email, "date": written(datetime.fromtimestamp(int(stamp), UTC))}


def written(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else None
