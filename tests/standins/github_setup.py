"""A stand-in for what GitHub lets an admin set: rulesets, environments, keys, labels, Pages, rights of workflows.

As its documentation of version 2022-11-28 has it, refusals included: 401 for another token; 404 for other repositories
and what is not there; 403 for rulesets and rules of private repositories on the free plan, to questions, too; 422 for
bodies that lack something, names and keys that are taken, environments and Pages that the plan has not; 303 for a
branch pattern that is there already; 409 for a site that is there already. A ruleset shows who bypasses it only to who
may change it. Deploy keys never change. Never called real.

``refusals``: answers by (method, path below the repository), in the place of the true ones; ``writes_until_it_breaks``:
after so many changes it answers 502 once, before or after it did what was asked (``breaks_after_acting``).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from standins.base import Answer, Call
from standins.github import NAME, OWNER, REPOSITORY_ID

TOKEN = "token-of-an-admin"  # noqa: S105 - opens nothing
_UPGRADE = "Upgrade to GitHub Pro or make this repository public to enable this feature."
_PULL_REQUEST = {
    "dismiss_stale_reviews_on_push",
    "require_code_owner_review",
    "require_last_push_approval",
    "required_approving_review_count",
    "required_review_thread_resolution",
}
_STATUS = {"required_status_checks", "strict_required_status_checks_policy"}
_NEEDS: Mapping[str, set[str]] = {"pull_request": _PULL_REQUEST, "required_status_checks": _STATUS}
_KNOWN = {*_NEEDS, "creation", "update", "deletion", "non_fast_forward", "required_linear_history"}


def refused(status: int, message: str, *errors: Mapping[str, str], **headers: str) -> Answer:
    said: dict[str, Any] = {"message": message, "documentation_url": "https://docs.github.com/rest"}
    return Answer.of(said | ({"errors": list(errors)} if errors else {}), status, **headers)


NOT_FOUND = refused(404, "Not Found")


class GitHubAdminSide:
    def __init__(self) -> None:
        self.private = True
        self.plan = "team"
        self.id = REPOSITORY_ID
        self.repository: dict[str, Any] = {
            "full_name": f"{OWNER}/{NAME}",
            "default_branch": "main",
            "has_issues": True,
            "allow_squash_merge": True,
            "permissions": {"admin": True, "push": True, "pull": True},
        }
        self.may_change_rules = True
        self.rulesets: dict[int, dict[str, Any]] = {}
        self.foreign_rules: dict[str, list[dict[str, Any]]] = {}
        self.environments: dict[str, dict[str, Any]] = {}
        self.policies: dict[str, dict[int, dict[str, Any]]] = {}
        self.keys: dict[int, dict[str, Any]] = {}
        self.keys_elsewhere: set[str] = set()
        self.labels: dict[str, dict[str, Any]] = {"bug": {"name": "bug", "color": "d73a4a"}}
        self.pages: dict[str, Any] | None = None
        self.rights: dict[str, Any] = {
            "default_workflow_permissions": "write",
            "can_approve_pull_request_reviews": True,
        }
        self.users: dict[int, str] = {}
        self.files: dict[str, bytes] = {}
        self.branches: set[str] = {"main"}
        self.owner_errors: list[dict[str, Any]] = []
        self.calls: list[tuple[str, str]] = []
        self.refusals: dict[tuple[str, str], Answer] = {}
        self.writes_until_it_breaks: int | None = None
        self.breaks_after_acting = False
        self._number = 100
        self._lock = threading.Lock()

    def out(self) -> list[Any]:
        return []

    @property
    def changes(self) -> list[tuple[str, str]]:
        return [call for call in self.calls if call[0] != "GET"]

    def state(self) -> Any:
        """Everything that a change could change, to compare; numbers, which nobody chooses, left out."""

        def rows(found: Mapping[int, Any]) -> list[str]:
            return sorted(repr({key: value for key, value in one.items() if key != "id"}) for one in found.values())

        environments = [(name, one["deployment_branch_policy"]) for name, one in sorted(self.environments.items())]
        policies = {name: rows(found) for name, found in self.policies.items()}
        settings = (self.labels, self.pages, self.rights, self.repository)
        return (rows(self.rulesets), rows(self.keys), environments, policies, repr(settings))

    def fresh(self) -> int:
        self._number += 1
        return self._number

    # ------------------------------------------------------------------ answers

    def answer(self, call: Call) -> Answer:
        with self._lock:
            path = call.path.strip("/")
            self.calls.append((call.method, path))
            if call.headers.get("authorization") != f"Bearer {TOKEN}":
                return refused(401, "Bad credentials")
            words = path.split("/")
            if words[0] == "user" and len(words) == 2:
                return self._user(int(words[1]))
            if [word.lower() for word in words[:3]] != ["repos", OWNER, NAME]:
                return NOT_FOUND
            below = "/".join(words[3:])
            if (call.method, below) in self.refusals:
                return self.refusals[call.method, below]
            return self._carefully(call, below)

    def _carefully(self, call: Call, below: str) -> Answer:
        broken = refused(502, "Bad Gateway")
        if call.method == "GET" or self.writes_until_it_breaks is None:
            return self._route(call, below)
        self.writes_until_it_breaks -= 1
        if self.writes_until_it_breaks >= 0:
            return self._route(call, below)
        self.writes_until_it_breaks = None
        if self.breaks_after_acting:
            self._route(call, below)
        return broken

    def _route(self, call: Call, below: str) -> Answer:  # noqa: PLR0911, PLR0912 - one address a line
        body = call.json() if call.body else {}
        match [call.method, *below.split("/")]:
            case ["GET", ""]:
                facts = {"id": self.id, "private": self.private, "has_pages": self.pages is not None}
                return Answer.of({**self.repository, **facts})
            case ["PATCH", ""]:
                self.repository |= body
                return Answer.of(self.repository)
            case [_, "rulesets" | "rules", *_] if self.private and self.plan == "free":
                return refused(403, _UPGRADE)
            case [method, "rulesets", *more]:
                return self._rules(method, more, body)
            case ["GET", "rules", "branches", branch]:
                return Answer.of(self._rules_of(branch))
            case [method, "environments", name, *more]:
                return self._environment(method, name, more, body)
            case [method, "keys", *more]:
                return self._keys(method, more, body)
            case [method, "labels"]:
                return self._labels(call, method, body)
            case [method, "pages"]:
                return self._pages(method, body)
            case ["GET", "actions", "permissions", "workflow"]:
                return Answer.of(self.rights)
            case ["PUT", "actions", "permissions", "workflow"]:
                self.rights |= body
                return Answer(204)
            case ["GET", "contents", *path]:
                return Answer(200, self.files["/".join(path)]) if "/".join(path) in self.files else NOT_FOUND
            case ["GET", "codeowners", "errors"]:
                return Answer.of({"errors": self.owner_errors}) if ".github/CODEOWNERS" in self.files else NOT_FOUND
            case ["GET", "git", "ref", "heads", branch]:
                return Answer.of({"ref": f"refs/heads/{branch}"}) if branch in self.branches else NOT_FOUND
        return NOT_FOUND

    def _user(self, number: int) -> Answer:
        found = self.users.get(number)
        return Answer.of({"login": found, "id": number, "type": "User"}) if found else NOT_FOUND

    # ------------------------------------------------------------------ rulesets

    def _rules(self, method: str, more: list[str], body: Any) -> Answer:
        number = int(more[0]) if more else None
        if number is not None and number not in self.rulesets:
            return NOT_FOUND
        if method == "GET":
            if number is not None:
                return Answer.of(self._shown(self.rulesets[number]))
            short = ("id", "name", "enforcement", "target")
            return Answer.of([{key: one[key] for key in short} for one in self.rulesets.values()])
        wrong = self._wrong(body, number)
        if wrong is not None:
            return wrong
        at = number or self.fresh()
        self.rulesets[at] = {"id": at, "target": "branch", "bypass_actors": [], "rules": [], **body}
        return Answer.of(self._shown(self.rulesets[at]), 201 if number is None else 200)

    def _shown(self, ruleset: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in ruleset.items() if self.may_change_rules or key != "bypass_actors"}

    def _wrong(self, body: Any, number: int | None) -> Answer | None:
        invalid = "Validation Failed"
        if not {"name", "enforcement"} <= set(body):
            return refused(422, invalid, {"message": "name and enforcement are required"})
        if any(one["name"] == body["name"] for at, one in self.rulesets.items() if at != number):
            return refused(422, invalid, {"message": "Name must be unique"})
        for rule in body["rules"]:
            lacking = _NEEDS.get(rule["type"], set()) - set(rule.get("parameters", {}))
            if rule["type"] not in _KNOWN or lacking:
                return refused(422, invalid, {"message": f"Invalid rule '{rule['type']}'"})
        for actor in body.get("bypass_actors", []):
            if actor["actor_type"] == "DeployKey" and (actor["actor_id"], actor["bypass_mode"]) != (None, "always"):
                return refused(422, invalid, {"message": "Invalid bypass actor"})
        return None

    def _rules_of(self, branch: str) -> list[dict[str, Any]]:
        """Of whatever level: those of the repository's own rulesets, and those that come from above."""
        own = [
            rule
            for one in self.rulesets.values()
            if one["enforcement"] == "active" and f"refs/heads/{branch}" in one["conditions"]["ref_name"]["include"]
            for rule in one["rules"]
        ]
        return [*own, *self.foreign_rules.get(branch, [])]

    # ------------------------------------------------------------------ environments

    def _environment(self, method: str, name: str, more: list[str], body: Any) -> Answer:
        if more[:1] == ["deployment-branch-policies"]:
            return self._policy(method, name, more[1:], body)
        if method == "GET":
            return Answer.of(self.environments[name]) if name in self.environments else NOT_FOUND
        policy = body.get("deployment_branch_policy")
        if policy is not None and policy["protected_branches"] == policy["custom_branch_policies"]:
            return refused(422, "Validation Failed")
        if self.private and (self.plan == "free" or (self.plan == "team" and {"reviewers", "wait_timer"} & set(body))):
            said = "Failed to create the environment protection rule. Please ensure the billing plan supports it."
            return refused(422, said)
        known = self.environments.get(name, {"id": self.fresh(), "name": name, "protection_rules": []})
        self.environments[name] = {**known, "deployment_branch_policy": policy}
        self.policies.setdefault(name, {})
        return Answer.of(self.environments[name])

    def _policy(self, method: str, name: str, more: list[str], body: Any) -> Answer:
        if name not in self.environments:
            return NOT_FOUND
        known = self.policies[name]
        if method == "GET":
            return Answer.of({"total_count": len(known), "branch_policies": list(known.values())})
        if method == "DELETE":
            return Answer(204) if known.pop(int(more[0]), None) else NOT_FOUND
        policy = self.environments[name]["deployment_branch_policy"]
        if not (policy and policy["custom_branch_policies"]):
            return NOT_FOUND
        if any(one["name"] == body["name"] for one in known.values()):
            return Answer(303)
        number = self.fresh()
        known[number] = {"id": number, "type": "branch", **body}
        return Answer.of(known[number])

    # ------------------------------------------------------------------ keys, labels, Pages

    def _keys(self, method: str, more: list[str], body: Any) -> Answer:
        if method == "GET":
            return Answer.of(list(self.keys.values()))
        if method == "DELETE":
            return Answer(204) if self.keys.pop(int(more[0]), None) else NOT_FOUND
        if body["key"] in self.keys_elsewhere | {one["key"] for one in self.keys.values()}:
            error = {"resource": "PublicKey", "code": "custom", "field": "key", "message": "key is already in use"}
            return refused(422, "Validation Failed", error)
        number = self.fresh()
        self.keys[number] = {"id": number, "enabled": True, "verified": True, **body}
        return Answer.of(self.keys[number], 201)

    def _labels(self, call: Call, method: str, body: Any) -> Answer:
        if method == "GET":
            size, page = int(call.query["per_page"][0]), int(call.query["page"][0])
            return Answer.of(list(self.labels.values())[(page - 1) * size : page * size])
        if body["name"].casefold() in (name.casefold() for name in self.labels):
            return refused(422, "Validation Failed", {"resource": "Label", "code": "already_exists", "field": "name"})
        if len(body.get("description", "")) > 100:
            return refused(422, "Validation Failed", {"message": "description is too long"})
        self.labels[body["name"]] = dict(body)
        return Answer.of(body, 201)

    def _pages(self, method: str, body: Any) -> Answer:
        if method == "GET":
            return Answer.of(self.pages) if self.pages is not None else NOT_FOUND
        if self.private and self.plan == "free":
            return refused(422, "Your current plan does not support GitHub Pages for this repository.")
        if method == "POST" and self.pages is not None:
            return refused(409, "GitHub Pages is already enabled.")
        if method == "PUT" and self.pages is None:
            return NOT_FOUND
        self.pages = {**(self.pages or {}), "public": True, **body}
        return Answer.of(self.pages, 201) if method == "POST" else Answer(204)
