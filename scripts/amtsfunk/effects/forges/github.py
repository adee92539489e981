"""GitHub: merged pull requests, their reviews and commits, over its REST interface of version 2022-11-28.

Sources, all of GitHub's own documentation: „List pull requests associated with a commit“ (for a commit of the default
branch only the merged one that introduced it), „Get a pull request“ (``merge_commit_sha`` is the merge, the squashed
commit, or the commit that the branch was updated to by a rebase), „List reviews“ (chronological; a dismissed review
changes its state in place; a pending one has no time), „List commits on a pull request“ (250 at most; ``author`` and
``committer`` are null where the e-mail address belongs to no account), „Rate limits“ (403 or 429 with ``retry-after``,
or with ``x-ratelimit-remaining: 0`` and ``x-ratelimit-reset``; a secondary limit may say neither: a minute then).

What cannot change is asked once: the pull requests of a commit, the commits of a head. Everything else is kept for half
a minute, so that many posts of one pull request cost its four questions once. One question at a time, none while a
limit lasts; a forge that does not answer is left alone for a minute, then two, at last for a quarter of an hour, so
that one that hangs makes no post late.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from amtsfunk.approval.pull import (
    NOBODY,
    Account,
    AccountKind,
    Decision,
    Pull,
    PullCommit,
    PullReview,
)
from amtsfunk.approval.statement import read_time
from amtsfunk.channels.access import Bearer, Secret
from amtsfunk.channels.contract import Failure, Request, Response
from amtsfunk.effects.forges.failed import ForgeFailed
from amtsfunk.effects.forges.github_rest import (
    HEADERS,
    commit_of,
    has_more,
    interface,
    number_of,
    page_of,
    understanding,
)
from amtsfunk.effects.http import Driver
from amtsfunk.model.authority import ForgeSettings

_MOST_PAGES = 20
_MOST_PULLS = 5
_FRESH = timedelta(seconds=30)
_REST = timedelta(minutes=1)
_LONGEST_REST = timedelta(hours=1)
_LONGEST_SILENCE = timedelta(minutes=15)
_SECOND_TRY = 2.0
_LIMITED = (403, 429)
_WEB_FLOW = "web-flow"
"""The account that commits what people do on GitHub's own pages."""
_GHOST = "ghost"
"""The account that GitHub shows in the place of everybody whose own is gone, where a user may not be null."""
_DECISIONS = {
    "APPROVED": Decision.approved,
    "CHANGES_REQUESTED": Decision.changes_requested,
    "DISMISSED": Decision.dismissed,
    "COMMENTED": Decision.commented,
}


class GitHub:
    """``token``: may be None for a public repository; ``now``: a clock, for limits and freshness only."""

    def __init__(
        self, settings: ForgeSettings, token: Secret | None, driver: Driver, now: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self.auth = Bearer(token) if token else None
        self.driver = driver
        self.now = now
        self._closed: tuple[datetime, ForgeFailed] | None = None
        self._rest = _REST
        self._numbers: dict[str, tuple[int, ...]] = {}
        self._commits: dict[tuple[int, str], tuple[PullCommit, ...]] = {}
        self._fresh: dict[int, tuple[datetime, Pull | None]] = {}
        self._absent: dict[str, datetime] = {}

    def merged(self, commit: str) -> tuple[Pull, ...]:
        """The merged pull requests of this repository that brought a commit of main. Raises ForgeFailed."""
        found = (self._pull(number) for number in self._numbers_of(commit))
        return tuple(pull for pull in found if pull is not None)

    def head_ref(self, number: int) -> str:
        return f"refs/pull/{number}/head"

    # ------------------------------------------------------------------ facts

    def _numbers_of(self, commit: str) -> tuple[int, ...]:
        """A commit that has none yet is asked for again after a while: GitHub links them a moment after the merge."""
        if commit in self._numbers:
            return self._numbers[commit]
        if self.now() < self._absent.get(commit, datetime.min.replace(tzinfo=UTC)):
            return ()
        listed = self._list(f"commits/{commit}/pulls", absent=(404, 422))
        with understanding(self.misunderstood):
            numbers = tuple(int(one["number"]) for one in listed if self._is_ours(one))
        if numbers:
            self._numbers[commit] = numbers[:_MOST_PULLS]
        else:
            self._absent[commit] = self.now() + _FRESH
        return numbers[:_MOST_PULLS]

    def _pull(self, number: int) -> Pull | None:
        until, known = self._fresh.get(number, (datetime.min.replace(tzinfo=UTC), None))
        if self.now() >= until:
            known = self._ask_pull(number)
            self._fresh[number] = (self.now() + _FRESH, known)
        return known

    def _ask_pull(self, number: int) -> Pull | None:
        value = self._get(f"pulls/{number}")[0]
        with understanding(self.misunderstood):
            if not self._is_ours(value) or not value["merged"]:
                return None
            head = commit_of(value["head"]["sha"])
            commits = self._commits_of(number, head)
            return Pull(
                forge="github",
                number=int(value["number"]),
                base=str(value["base"]["ref"]),
                opener=_account(value["user"]),
                merged_at=read_time(value["merged_at"]),
                merge=commit_of(value["merge_commit_sha"]),
                head=head,
                reviews=self._reviews_of(number),
                commits=commits,
                whole=len(commits) == int(value["commits"]),
                opened_at=read_time(value["created_at"]),
            )

    def _is_ours(self, value: Mapping[str, Any]) -> bool:
        """By the repository's number: its name may be somebody else's by now."""
        return bool(value["base"]["repo"]["id"] == self.settings.id)

    def _reviews_of(self, number: int) -> tuple[PullReview, ...]:
        submitted = [one for one in self._list(f"pulls/{number}/reviews") if one["state"] != "PENDING"]
        return tuple(
            PullReview(
                id=int(one["id"]),
                account=_account(one["user"]),
                decision=_DECISIONS.get(one["state"], Decision.other),
                at=read_time(one["submitted_at"]),
                commit=None if one["commit_id"] is None else commit_of(one["commit_id"]),
            )
            for one in submitted
        )

    def _commits_of(self, number: int, head: str) -> tuple[PullCommit, ...]:
        if (number, head) not in self._commits:
            self._commits[number, head] = tuple(
                PullCommit(commit_of(one["sha"]), _account(one["author"]), _account(one["committer"]))
                for one in self._list(f"pulls/{number}/commits")
            )
        return self._commits[number, head]

    # ------------------------------------------------------------------ asking

    def _list(self, path: str, absent: tuple[int, ...] = ()) -> list[Any]:
        """All pages. A list that does not end is no answer: its last entries are what matters most."""
        found: list[Any] = []
        for page in range(1, _MOST_PAGES + 1):
            value, headers = self._get(page_of(path, page), absent)
            if not isinstance(value, list):
                raise self._silent("eine unverständliche Antwort")
            found += value
            if not has_more(value, headers):
                return found
        raise self._silent("eine Liste ohne Ende")

    def _get(self, path: str, absent: tuple[int, ...] = ()) -> tuple[Any, Mapping[str, str]]:
        """The JSON at a path below the repository; an empty list for a status that means that nothing is there."""
        answer = self._ask(f"{interface(self.settings.host)}/repos/{self.settings.repository}/{path}")
        if answer.status in absent:
            return [], answer.headers
        if answer.status != 200:
            raise ForgeFailed("forge-denied", forge=self.settings.host, why=f"HTTP {answer.status}")
        try:
            return json.loads(answer.body), answer.headers
        except (ValueError, RecursionError) as garbage:
            raise self._silent("eine unverständliche Antwort") from garbage

    def _ask(self, address: str) -> Response:
        if self._closed is not None and self.now() < self._closed[0]:
            raise self._closed[1]
        for pause in (0.0, _SECOND_TRY):
            answer = self.driver.carry_out(Request("GET", address, headers=HEADERS, auth=self.auth, pause=pause))
            if isinstance(answer, Response) and answer.status < 500:
                self._rest = _REST
                self._heed_limit(answer)
                return answer
            if isinstance(answer, Failure) and answer.kind == "timeout":
                break  # nobody waits for this one twice: posts are due meanwhile
        failed = self._silent(_why(answer))
        self._closed = (self.now() + self._rest, failed)
        self._rest = min(2 * self._rest, _LONGEST_SILENCE)
        raise failed

    def _heed_limit(self, answer: Response) -> None:
        """Remember until when nothing may be asked. Raises ForgeFailed where this very question was turned down."""
        spent = answer.headers.get("x-ratelimit-remaining") == "0"
        wait = _seconds(answer.headers.get("retry-after"))
        limited = answer.status in _LIMITED and (
            answer.status == 429 or spent or wait is not None or b"rate limit" in answer.body.lower()
        )
        if not (limited or spent):
            return
        until = self.now() + (wait or _REST)
        reset = _seconds(answer.headers.get("x-ratelimit-reset"))
        if wait is None and spent and reset is not None:
            until = datetime.fromtimestamp(0, UTC) + reset
        until = min(max(until, self.now()), self.now() + _LONGEST_REST)
        failed = ForgeFailed("forge-limit", forge=self.settings.host, until=f"{until.astimezone(UTC):%H:%M}")
        self._closed = (until, failed)
        if limited:
            raise failed

    def _silent(self, why: str) -> ForgeFailed:
        return ForgeFailed("forge-silent", forge=self.settings.host, why=why)

    def misunderstood(self) -> ForgeFailed:
        return self._silent("eine unverständliche Antwort")


_FAILURES = {
    "refused": "Verbindung abgelehnt",
    "dns": "Name unbekannt",
    "tls": "keine sichere Verbindung",
    "timeout": "Zeitüberschreitung",
    "cut": "Antwort abgebrochen",
    "too-large": "Antwort zu groß",
    "redirect": "Umleitung an einen anderen Ort",
    "garbage": "eine unverständliche Antwort",
}


def _why(answer: Response | Failure) -> str:
    return _FAILURES.get(answer.kind, answer.kind) if isinstance(answer, Failure) else f"HTTP {answer.status}"


def _account(value: Any) -> Account:
    """None, an empty object or the ghost where GitHub knows no account. Everything but a user is a machine."""
    if not value or value["login"] == _GHOST:
        return NOBODY
    number = number_of(value["id"])
    if value["login"] == _WEB_FLOW:
        return Account(number, AccountKind.forge)
    return Account(number, AccountKind.human if value["type"] == "User" else AccountKind.machine)


def _seconds(text: str | None) -> timedelta | None:
    return timedelta(seconds=int(text)) if text is not None and re.fullmatch(r"[0-9]{1,10}", text.strip()) else None
