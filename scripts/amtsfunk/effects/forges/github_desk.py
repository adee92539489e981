"""GitHub's desk: comments and issues by a workflow's own token, over its REST interface of version 2022-11-28.

Sources, GitHub's own documentation: „Variables" (``GITHUB_REPOSITORY``, ``GITHUB_API_URL``, ``GITHUB_EVENT_PATH`` …),
„Webhook events and payloads" (``workflow_run``: ``pull_requests`` is empty for forks, so the head decides; ``issues``),
„List pull requests", „List pull requests files" (3,000 at most), „List issue comments", „List repository issues" (pull
requests are among them), „Create an issue". The token is ``AMTSFUNK_FORGE_TOKEN``, as for the reading side.

What GitHub says of an event lies in a file; what strangers wrote in it is returned as text, never as a decision.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from amtsfunk.channels.access import Bearer
from amtsfunk.channels.contract import Failure, Request
from amtsfunk.effects.forges.facts import Asked, OpenPull, Run
from amtsfunk.effects.forges.github_rest import HEADERS, commit_of, has_more, number_of, page_of, understanding
from amtsfunk.effects.http import Driver
from amtsfunk.effects.vault import Vault
from amtsfunk.model.errors import EffectFailed, UsageError

_OWN_ACCOUNT = "github-actions[bot]"
_MOST_PAGES = 40
_MOST_PULLS = 5
_MOST_FILES = 3000
_LARGEST_EVENT = 8_000_000
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_PLAIN_RULES = {"non_fast_forward": "no-force", "deletion": "no-deletion"}
_DECISIVE = frozenset({"APPROVED", "CHANGES_REQUESTED", "DISMISSED"})


class GitHubDesk:
    """``environment``: as GitHub sets it in a workflow. Raises UsageError where it is none of GitHub's."""

    def __init__(self, environment: Mapping[str, str], driver: Driver) -> None:
        self.environment = environment
        self.driver = driver
        self.repository = environment["GITHUB_REPOSITORY"]
        if not _REPOSITORY.fullmatch(self.repository):
            raise UsageError("GITHUB_REPOSITORY ist kein Name eines Repositorys.", "Es setzt die Plattform selbst.")
        self.base = environment.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        self.server = environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
        self.host = urlsplit(self.server).hostname or ""
        token = Vault(environment).forge_token()
        self.auth = Bearer(token) if token else None

    # ------------------------------------------------------------------ what happened

    def address_of_this_run(self) -> str:
        number = self.environment.get("GITHUB_RUN_ID", "")
        return f"{self.server}/{self.repository}/actions/runs/{number}" if number.isdigit() else f"{self.server}"

    def run_that_ended(self) -> Run:
        run = self._event().get("workflow_run")
        if not isinstance(run, dict):
            raise UsageError("Diesem Ablauf ging kein anderer voraus.", "Der Befehl gehört hinter „Prüfen“.")
        with understanding(_misunderstood):
            return Run(
                passed=run["conclusion"] == "success",
                head=commit_of(run["head_sha"]),
                repository=number_of(run["head_repository"]["id"]),
                owner=str(run["head_repository"]["owner"]["login"]),
                branch=str(run["head_branch"]),
                address=f"{self.server}/{self.repository}/actions/runs/{number_of(run['id'])}",
            )

    def asked(self) -> Asked:
        event = self._event()
        if not isinstance(event.get("issue"), dict):
            raise UsageError("Hier hat niemand eine Meldung geschrieben.", "Der Befehl gehört zu „Anhalten“.")
        with understanding(_misunderstood):
            issue, sender = event["issue"], event["sender"]
            human = sender["type"] == "User"
            return Asked(
                number=number_of(issue["number"]),
                by=number_of(sender["id"]) if human else None,
                opened=event["action"] == "opened",
                by_opener=number_of(issue["user"]["id"]) == number_of(sender["id"]),
                labels=frozenset(str(label["name"]) for label in issue["labels"]),
                label=str(event["label"]["name"]) if event["action"] == "labeled" else None,
                body=str(issue["body"] or ""),
            )

    def _event(self) -> Mapping[str, Any]:
        try:
            with Path(self.environment["GITHUB_EVENT_PATH"]).open("rb") as file:
                event = json.loads(file.read(_LARGEST_EVENT))
        except (KeyError, OSError, ValueError, RecursionError) as wrong:
            raise UsageError("Was geschehen ist, lässt sich nicht lesen (GITHUB_EVENT_PATH).") from wrong
        if not isinstance(event, dict):
            raise UsageError("Was geschehen ist, lässt sich nicht lesen (GITHUB_EVENT_PATH).")
        return event

    # ------------------------------------------------------------------ pull requests

    def open_pulls(self, run: Run) -> tuple[OpenPull, ...]:
        head = quote(f"{run.owner}:{run.branch}", safe="")
        listed = self._list(f"pulls?state=open&base=main&head={head}")
        with understanding(_misunderstood):
            ours = [
                one
                for one in listed
                if one["head"]["sha"] == run.head and (one["head"]["repo"] or {}).get("id") == run.repository
            ]
        return tuple(self._open(one) for one in ours[:_MOST_PULLS])

    def _open(self, pull: Mapping[str, Any]) -> OpenPull:
        with understanding(_misunderstood):
            number, opener = number_of(pull["number"]), number_of(pull["user"]["id"])
            head = commit_of(pull["head"]["sha"])
        files = self.changed_paths(number)
        commits = self._list(f"pulls/{number}/commits")
        reviews = self._list(f"pulls/{number}/reviews")
        with understanding(_misunderstood):
            people = [one[key] for one in commits for key in ("author", "committer") if one.get(key)]
            last = {number_of(one["user"]["id"]): one for one in reviews if one["user"] and one["state"] in _DECISIVE}
            return OpenPull(
                number=number,
                opener=opener,
                head=head,
                authors=frozenset(number_of(one["id"]) for one in people),
                approvers=frozenset(
                    account
                    for account, one in last.items()
                    if (one["state"], one["commit_id"]) == ("APPROVED", head) and one["user"]["type"] == "User"
                ),
                files=files,
                whole=len(files) < _MOST_FILES,
            )

    def changed_paths(self, number: int) -> tuple[str, ...]:
        listed = self._list(f"pulls/{number}/files")
        with understanding(_misunderstood):
            names = [str(one[key]) for one in listed for key in ("filename", "previous_filename") if one.get(key)]
            return tuple(dict.fromkeys(names))

    def is_public(self) -> bool:
        value = self._ask(Request("GET", f"{self.base}/repos/{self.repository}"))
        with understanding(_misunderstood):
            return value["private"] is not True

    def protections(self, branch: str) -> frozenset[str]:
        """„Get rules for a branch": what all active rulesets together ask for, readable without administration."""
        listed = self._list(f"rules/branches/{quote(branch, safe='')}")
        with understanding(_misunderstood):
            found = {_PLAIN_RULES[one["type"]] for one in listed if one["type"] in _PLAIN_RULES}
            for one in listed:
                if one["type"] == "pull_request":
                    found |= _of_pull_requests(one["parameters"])
        return frozenset(found)

    def merged_pulls(self, commit: str) -> tuple[int, ...]:
        listed = self._list(f"commits/{commit_of(commit)}/pulls")
        with understanding(_misunderstood):
            return tuple(number_of(one["number"]) for one in listed if one["merged_at"])[:_MOST_PULLS]

    # ------------------------------------------------------------------ words

    def put_comment(self, number: int, marker: str, text: str) -> None:
        listed = self._list(f"issues/{number}/comments")
        with understanding(_misunderstood):
            own = [number_of(one["id"]) for one in listed if _is_own(one) and str(one["body"]).startswith(marker)]
        if own:
            self._write("PATCH", f"issues/comments/{own[0]}", {"body": text})
        else:
            self._write("POST", f"issues/{number}/comments", {"body": text})

    def alarm(self, label: str) -> tuple[int, str] | None:
        listed = self._list(f"issues?state=open&labels={quote(label, safe='')}")
        with understanding(_misunderstood):
            own = [one for one in listed if _is_own(one) and "pull_request" not in one]
            return min(((number_of(one["number"]), str(one["body"] or "")) for one in own), default=None)

    def put_alarm(self, label: str, title: str, text: str) -> None:
        known = self.alarm(label)
        if known is None:
            self._write("POST", "issues", {"title": title, "body": text, "labels": [label]})
        else:
            self._write("PATCH", f"issues/{known[0]}", {"title": title, "body": text})

    def end_alarm(self, number: int, text: str) -> None:
        self._write("POST", f"issues/{number}/comments", {"body": text})
        self._write("PATCH", f"issues/{number}", {"state": "closed"})

    # ------------------------------------------------------------------ asking

    def _list(self, path: str) -> list[Any]:
        found: list[Any] = []
        for page in range(1, _MOST_PAGES + 1):
            value, headers = self._answer(Request("GET", self._address(page_of(path, page))))
            if not isinstance(value, list):
                raise _misunderstood()
            found += value
            if not has_more(value, headers):
                return found
        raise EffectFailed(f"{self.host} antwortet mit einer Liste ohne Ende.", "Bitte später noch einmal.")

    def _write(self, method: str, path: str, value: Mapping[str, Any]) -> None:
        self._ask(Request(method, self._address(path), body=json.dumps(value).encode()))

    def _address(self, path: str) -> str:
        return f"{self.base}/repos/{self.repository}/{path}"

    def _ask(self, request: Request) -> Any:
        return self._answer(request)[0]

    def _answer(self, request: Request) -> tuple[Any, Mapping[str, str]]:
        headers = HEADERS if request.body is None else {**HEADERS, "Content-Type": "application/json"}
        answer = self.driver.carry_out(
            Request(request.method, request.url, headers=headers, body=request.body, auth=self.auth)
        )
        if isinstance(answer, Failure):
            raise EffectFailed(f"{self.host} antwortet nicht ({answer.kind}).", "Bitte den Ablauf noch einmal starten.")
        if answer.status not in (200, 201):
            raise EffectFailed(
                f"{self.host} antwortet mit HTTP {answer.status}.",
                "Bitte prüfen, welche Rechte (permissions) dieser Ablauf hat.",
            )
        try:
            return json.loads(answer.body), answer.headers
        except (ValueError, RecursionError) as garbage:
            raise _misunderstood() from garbage


def _of_pull_requests(asked: Mapping[str, Any]) -> set[str]:
    """What one rule about pull requests asks for."""
    needed = {
        "pull-request": asked["required_approving_review_count"] >= 1,
        "code-owners": asked["require_code_owner_review"] is True,
        "last-push": asked["require_last_push_approval"] is True,
        "stale": asked["dismiss_stale_reviews_on_push"] is True,
        "squash": asked.get("allowed_merge_methods") == ["squash"],
    }
    return {name for name, holds in needed.items() if holds}


def _is_own(value: Mapping[str, Any]) -> bool:
    """Written by a workflow, not by somebody who copied a marker."""
    user = value.get("user") or {}
    return user.get("login") == _OWN_ACCOUNT and user.get("type") == "Bot"


def _misunderstood() -> EffectFailed:
    return EffectFailed("Die Plattform antwortet unverständlich.", "Bitte den Ablauf noch einmal starten.")
