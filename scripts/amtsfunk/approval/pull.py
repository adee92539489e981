"""A merged pull request as a forge tells it: plain data, the same from the forge now and from the ledger's evidence.

Ids, states, times and commits; no names, no e-mail addresses, no texts. ``to_json`` is what the evidence keeps
(DELIVERY.md § 2, condition 7), ``from_json`` gives it back to whoever verifies from a clone alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from amtsfunk.approval.canonical import Json
from amtsfunk.approval.statement import NotAStatement, read_time, write_time

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


class AccountKind(StrEnum):
    """``forge`` is the forge's own account, which commits what a person did on its pages; ``unknown`` stands for an
    account that is gone, and for a commit whose e-mail address belongs to no account."""

    human = "human"
    machine = "machine"
    forge = "forge"
    unknown = "unknown"


class Decision(StrEnum):
    """``other`` is a state that this program does not know: it decides, and it approves nothing."""

    approved = "approved"
    changes_requested = "changes_requested"
    dismissed = "dismissed"
    commented = "commented"
    other = "other"


@dataclass(frozen=True, slots=True)
class Account:
    """``id`` is the forge's number, which outlives every renaming; None where there is no account."""

    id: int | None
    kind: AccountKind

    def to_json(self) -> dict[str, Json]:
        return {"id": self.id, "kind": self.kind.value}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Account:
        number = value["id"]
        return Account(None if number is None else int(number), AccountKind(value["kind"]))


NOBODY = Account(None, AccountKind.unknown)


@dataclass(frozen=True, slots=True)
class PullReview:
    """One submitted review. ``commit``: what was reviewed, or None where the forge has lost it."""

    id: int
    account: Account
    decision: Decision
    at: datetime
    commit: str | None

    def to_json(self) -> dict[str, Json]:
        return {
            "id": self.id,
            "account": self.account.to_json(),
            "decision": self.decision.value,
            "at": write_time(self.at),
            "commit": self.commit,
        }

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> PullReview:
        commit = value["commit"]
        return PullReview(
            int(value["id"]),
            Account.from_json(value["account"]),
            Decision(value["decision"]),
            read_time(value["at"]),
            None if commit is None else _commit(commit),
        )


@dataclass(frozen=True, slots=True)
class PullCommit:
    """One commit that the forge lists for the pull request, with the accounts it names for author and committer."""

    id: str
    author: Account
    committer: Account

    def to_json(self) -> dict[str, Json]:
        return {"id": self.id, "author": self.author.to_json(), "committer": self.committer.to_json()}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> PullCommit:
        return PullCommit(
            _commit(value["id"]), Account.from_json(value["author"]), Account.from_json(value["committer"])
        )


@dataclass(frozen=True, slots=True)
class Pull:
    """A merged pull request of the configured repository.

    ``base``: the branch it was merged into; ``merge``: the commit that this branch was updated to; ``head``: the last
    commit of the pull request's own branch; ``whole``: whether ``commits`` are all that it has; ``opened_at``: None in
    evidence that was captured before it was kept. It decides nothing and is for reports (R14).
    """

    forge: str
    number: int
    base: str
    opener: Account
    merged_at: datetime
    merge: str
    head: str
    reviews: tuple[PullReview, ...]
    commits: tuple[PullCommit, ...]
    whole: bool = True
    opened_at: datetime | None = None

    def to_json(self) -> dict[str, Json]:
        return {
            "v": 1,
            "forge": self.forge,
            "number": self.number,
            "base": self.base,
            "opener": self.opener.to_json(),
            "merged_at": write_time(self.merged_at),
            "merge": self.merge,
            "head": self.head,
            "reviews": [review.to_json() for review in self.reviews],
            "commits": [commit.to_json() for commit in self.commits],
            "whole": self.whole,
            **({"opened_at": write_time(self.opened_at)} if self.opened_at is not None else {}),
        }

    @staticmethod
    def from_json(value: object) -> Pull | None:
        """What to_json wrote, or None for anything else."""
        try:
            known: dict[str, Any] = dict(value)  # type: ignore[call-overload]
            if known["v"] != 1 or known["whole"] not in (True, False):
                return None
            return Pull(
                forge=str(known["forge"]),
                number=int(known["number"]),
                base=str(known["base"]),
                opener=Account.from_json(known["opener"]),
                merged_at=read_time(known["merged_at"]),
                merge=_commit(known["merge"]),
                head=_commit(known["head"]),
                reviews=tuple(PullReview.from_json(review) for review in known["reviews"]),
                commits=tuple(PullCommit.from_json(commit) for commit in known["commits"]),
                whole=bool(known["whole"]),
                opened_at=read_time(known["opened_at"]) if "opened_at" in known else None,
            )
        except (TypeError, KeyError, ValueError, AttributeError, NotAStatement):
            return None


def reviewed_commits(record: Mapping[str, Json]) -> tuple[str, ...]:
    """The commits that must be kept so that what ``to_json`` wrote can be judged again: head and approved versions."""
    pull = Pull.from_json(record)
    if pull is None:
        return ()
    approved = (review.commit for review in pull.reviews if review.decision is Decision.approved)
    return tuple(dict.fromkeys(commit for commit in (pull.head, *approved) if commit is not None))


def is_commit_id(value: object) -> bool:
    return isinstance(value, str) and _COMMIT.fullmatch(value) is not None


def _commit(value: object) -> str:
    if not is_commit_id(value):
        raise ValueError("commit")
    return str(value)
