"""The writing side of the stand-in for GitHub: comments and issues, as its documentation has them.

As there: a token without the right permission gets 403; comments and issues of a workflow are by github-actions[bot];
the list of issues has pull requests among them; ``head`` filters by owner and branch. ``forks``: pull request → number
and owner of the fork that its branch lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from standins import github_shapes as shapes
from standins.base import Answer, Call
from standins.github import ADDRESS, BORN, NAME, OWNER, PAGE, GitHub, written

T = TypeVar("T")
BOT = {"login": "github-actions[bot]", "id": 41898282, "type": "Bot"}


@dataclass
class Issue:
    number: int
    title: str
    body: str
    labels: list[str]
    user: Mapping[str, Any]
    at: str
    state: str = "open"
    is_pull: bool = False


@dataclass
class Comment:
    id: int
    issue: int
    body: str
    user: Mapping[str, Any]
    at: str


@dataclass
class Desk:
    """Wraps the reading stand-in: whatever is not its own business is answered by that."""

    forge: GitHub
    permissions: set[str] = field(default_factory=lambda: {"pull-requests: write", "issues: write"})
    comments: list[Comment] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    forks: dict[int, tuple[int, str]] = field(default_factory=dict)
    rules: list[dict[str, Any]] = field(default_factory=list)
    private: bool = True
    writes: list[str] = field(default_factory=list)

    def comment(self, number: int, body: str, user: Mapping[str, Any]) -> Comment:
        self.comments.append(Comment(7000 + len(self.comments), number, body, user, self._now()))
        return self.comments[-1]

    def issue(self, title: str, body: str, labels: list[str], user: Mapping[str, Any]) -> Issue:
        number = 500 + len(self.issues)
        self.issues.append(Issue(number, title, body, labels, user, self._now()))
        return self.issues[-1]

    def _now(self) -> str:
        return written(self.forge.clock.now) or BORN

    def answer(self, call: Call) -> Answer:
        words = call.path.strip("/").split("/")[3:]
        if call.method != "GET":
            return self._write(call, words)
        rows = self._rows(call, words)
        if words == []:
            return Answer.of(shapes.whole_repository(self.forge.repository(), private=self.private))
        return self.forge.answer(call) if rows is None else self._page(call, rows)

    def _rows(self, call: Call, words: list[str]) -> list[Any] | None:
        """A list that is this side's business, or None."""
        match words:
            case ["rules", "branches", "main"]:
                return [{**shapes.ruleset(OWNER, NAME), **rule} for rule in self.rules]
            case ["pulls"]:
                return self._pulls(call)
            case ["pulls", number, "files"]:
                return self._files(int(number))
            case ["issues"]:
                return self._issues(call)
            case ["issues", number, "comments"]:
                found = [one for one in self.comments if one.issue == int(number)]
                return [_comment(one) for one in found]
        return None

    # ------------------------------------------------------------------ reading

    def _pulls(self, call: Call) -> list[Any]:
        wanted = call.query["head"][0]
        rows = []
        for pull in self.forge.pulls.values():
            fork, owner = self.forks.get(pull.number, (self.forge.repository_id, OWNER))
            if pull.state == "open" and f"{owner}:{pull.branch}" == wanted and call.query["base"][0] == pull.base:
                login = shapes.user(owner, 4700 if owner == OWNER else fork + 1)
                head = shapes.side(pull.branch, pull.head, shapes.repository(login, NAME, fork, BORN))
                rows.append({**self.forge._simple(pull), "head": head})
        return rows

    def _files(self, number: int) -> list[shapes.Json]:
        pull = self.forge.pulls[number]
        span = f"{pull.before or self.forge.git.tip(pull.base)}...{pull.head}"
        words = iter(self.forge.git.run("diff", "--raw", "--no-abbrev", "-M", "-z", span).split("\0")[:-1])
        found = []
        for word in words:
            _, _, _, blob, kind = word.split()
            old = next(words) if kind[0] in "RC" else None
            found.append(shapes.file(ADDRESS, PAGE, pull.head, next(words), (kind[0], blob, old)))
        return found

    def _issues(self, call: Call) -> list[Any]:
        label = call.query.get("labels", [""])[0]
        return [_issue(one) for one in self.issues if one.state == call.query["state"][0] and label in one.labels]

    def _page(self, call: Call, rows: list[Any]) -> Answer:
        size, page = int(call.query.get("per_page", ["30"])[0]), int(call.query.get("page", ["1"])[0])
        return Answer.of(rows[(page - 1) * size : page * size])

    # ------------------------------------------------------------------ writing

    def _write(self, call: Call, words: list[str]) -> Answer:
        if not call.headers.get("authorization", "").startswith("Bearer "):
            return shapes.refusal(401, "Requires authentication", "/issues")
        value = call.json()
        match words:
            case ["issues", number, "comments"] if call.method == "POST":
                return self._put(
                    f"comment {number}", int(number), lambda: _comment(self.comment(int(number), value["body"], BOT))
                )
            case ["issues", "comments", number]:
                found = next(one for one in self.comments if one.id == int(number))
                return self._put(f"recomment {number}", found.issue, lambda: _comment(_edited(found, value)))
            case ["issues"]:
                made = (value["title"], value["body"], value["labels"])
                return self._put("issue", None, lambda: _issue(self.issue(*made, BOT)))
            case ["issues", number]:
                for one in self.issues:
                    if one.number == int(number):
                        return self._put(f"edit {number}", None, lambda: _issue(_edited(one, value)))  # noqa: B023
        return shapes.refusal(404, "Not Found", "/issues")

    def _put(self, what: str, number: int | None, act: Callable[[], shapes.Json]) -> Answer:
        needed = "pull-requests: write" if number in self.forge.pulls else "issues: write"
        if needed not in self.permissions:
            return shapes.refusal(403, "Resource not accessible by integration", "/issues")
        said = act()
        self.writes.append(what)
        return Answer.of(said, 200 if what.startswith(("re", "edit")) else 201)


def _edited(one: T, value: Mapping[str, Any]) -> T:
    for key, text in value.items():
        setattr(one, key, text)
    return one


def _user(user: Mapping[str, Any]) -> shapes.Json:
    return shapes.user(user["login"], user["id"], user["type"])


def _comment(one: Comment) -> shapes.Json:
    times = dict.fromkeys(("created_at", "updated_at"), one.at)
    return {**shapes.comment(ADDRESS, PAGE, one.issue, one.id), "body": one.body, "user": _user(one.user), **times}


def _issue(one: Issue) -> shapes.Json:
    return {
        **shapes.issue(ADDRESS, PAGE, one.number),
        "title": one.title,
        "body": one.body,
        "user": _user(one.user),
        "labels": [shapes.label(ADDRESS, label) for label in one.labels],
        "state": one.state,
        "closed_at": None if one.state == "open" else one.at,
        **dict.fromkeys(("created_at", "updated_at"), one.at),
        **({"pull_request": shapes.pull_of_an_issue(ADDRESS, PAGE, one.number)} if one.is_pull else {}),
    }
