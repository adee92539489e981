"""What a forge tells a workflow of events and open pull requests: plain facts, accounts as numbers."""

from __future__ import annotations

from dataclasses import dataclass

PROTECTIONS = ("pull-request", "code-owners", "last-push", "stale", "squash", "no-force", "no-deletion")
"""What a main branch should be protected by: changes by pull requests with an approval only, by a code owner, of the
last push by somebody else, approvals of older versions dismissed, squash merges only, no forced push, no deletion."""


@dataclass(frozen=True, slots=True)
class Run:
    """A workflow run that ended. ``passed``: with success; ``head``: the commit that it was about; ``repository``: the
    number of the repository that this lies in, which may be a fork; ``owner`` and ``branch``: strangers' names."""

    passed: bool
    head: str
    repository: int
    owner: str
    branch: str
    address: str


@dataclass(frozen=True, slots=True)
class OpenPull:
    """An open pull request. Accounts are numbers. ``approvers``: whose last word approves the head; ``files``: every
    path that it changes, old names included, ``whole``: whether these are all."""

    number: int
    opener: int
    head: str
    authors: frozenset[int]
    approvers: frozenset[int]
    files: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An issue that somebody opened or labelled. ``by``: the account that did it, None for a machine; ``body``: as the
    opener wrote it; ``label``: the one that was just put on, or None."""

    number: int
    by: int | None
    opened: bool
    by_opener: bool
    labels: frozenset[str]
    label: str | None
    body: str
