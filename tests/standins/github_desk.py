"""The writing side of the stand-in for GitHub: comments and issues, as its documentation has them.

As there: a token without the right permission gets 403; comments and issues of a workflow are by github-actions[bot];
the list of issues has pull requests among them; ``head`` filters by owner and branch. ``forks``: pull request → number
and owner of the fork that its branch lies in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from standins.base import Answer, Call
from standins.github import OWNER, GitHub

BOT = {"login": "github-actions[bot]", "id": 41898282, "type": "Bot"}


@dataclass
class Issue:
    number: int
    title: str
    body: str
    labels: list[str]
    user: Mapping[str, Any]
    state: str = "open"
    is_pull: bool = False


@dataclass
class Comment:
    id: int
    issue: int
    body: str
    user: Mapping[str, Any]


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

    def comment(self, number: int, body: str, user: Mapping[str, Any]) -> None:
        self.comments.append(Comment(7000 + len(self.comments), number, body, user))

    def issue(self, title: str, body: str, labels: list[str], user: Mapping[str, Any]) -> Issue:
        number = 500 + len(self.issues)
        self.issues.append(Issue(number, title, body, labels, user))
        return self.issues[-1]

    def answer(self, call: Call) -> Answer:
        words = call.path.strip("/").split("/")[3:]
        if call.method != "GET":
            return self._write(call, words)
        rows = self._rows(call, words)
        if words == []:
            return Answer.of({"id": self.forge.repository_id, "private": self.private})
        return self.forge.answer(call) if rows is None else self._page(call, rows)

    def _rows(self, call: Call, words: list[str]) -> list[Any] | None:
        """A list that is this side's business, or None."""
        match words:
            case ["rules", "branches", "main"]:
                return self.rules
            case ["pulls"]:
                return self._pulls(call)
            case ["pulls", number, "files"]:
                return self._files(int(number))
            case ["issues"]:
                return self._issues(call)
            case ["issues", number, "comments"]:
                found = [one for one in self.comments if one.issue == int(number)]
                return [{"id": one.id, "body": one.body, "user": one.user} for one in found]
        return None

    # ------------------------------------------------------------------ reading

    def _pulls(self, call: Call) -> list[Any]:
        wanted = call.query["head"][0]
        rows = []
        for pull in self.forge.pulls.values():
            fork, owner = self.forks.get(pull.number, (self.forge.repository_id, OWNER))
            if pull.state == "open" and f"{owner}:{pull.branch}" == wanted and call.query["base"][0] == pull.base:
                row = self.forge._simple(pull)
                rows.append({**row, "head": {**row["head"], "repo": {"id": fork}}})
        return rows

    def _files(self, number: int) -> list[dict[str, str]]:
        pull = self.forge.pulls[number]
        names = self.forge.git.run(
            "diff", "--name-only", f"{pull.before or self.forge.git.tip(pull.base)}...{pull.head}"
        )
        return [{"filename": name} for name in names.split()]

    def _issues(self, call: Call) -> list[Any]:
        label = call.query["labels"][0]
        return [
            {"number": one.number, "title": one.title, "body": one.body, "user": one.user}
            | ({"pull_request": {}} if one.is_pull else {})
            for one in self.issues
            if one.state == call.query["state"][0] and label in one.labels
        ]

    def _page(self, call: Call, rows: list[Any]) -> Answer:
        size, page = int(call.query.get("per_page", ["30"])[0]), int(call.query.get("page", ["1"])[0])
        return Answer.of(rows[(page - 1) * size : page * size])

    # ------------------------------------------------------------------ writing

    def _write(self, call: Call, words: list[str]) -> Answer:
        if not call.headers.get("authorization", "").startswith("Bearer "):
            return Answer.of({"message": "Requires authentication"}, 401)
        value = call.json()
        match words:
            case ["issues", number, "comments"] if call.method == "POST":
                return self._put(
                    f"comment {number}", int(number), lambda: self.comment(int(number), value["body"], BOT)
                )
            case ["issues", "comments", number]:
                found = next(one for one in self.comments if one.id == int(number))
                return self._put(f"recomment {number}", found.issue, lambda: setattr(found, "body", value["body"]))
            case ["issues"]:
                made = (value["title"], value["body"], value["labels"])
                return self._put("issue", None, lambda: self.issue(*made, BOT))
            case ["issues", number]:
                return self._put(f"edit {number}", None, lambda: self._edit(int(number), value))
        return Answer.of({"message": "Not Found"}, 404)

    def _edit(self, number: int, value: Mapping[str, Any]) -> None:
        found = next(one for one in self.issues if one.number == number)
        for key, text in value.items():
            setattr(found, key, text)

    def _put(self, what: str, number: int | None, act: Any) -> Answer:
        needed = "pull-requests: write" if number in self.forge.pulls else "issues: write"
        if needed not in self.permissions:
            return Answer.of({"message": "Resource not accessible by integration"}, 403)
        act()
        self.writes.append(what)
        return Answer.of({}, 200 if what.startswith(("re", "edit")) else 201)
