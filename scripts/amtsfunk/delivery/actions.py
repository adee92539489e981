"""What ``decide`` and ``recheck`` may answer. Reasons are stable words of the ledger; people read them translated.

Reasons: late, unapproved, stopped, changed, taken, corrected, gone, nothing-to-correct, original-unresolved,
repeat-unresolved, link, not-due, back-off, quiet, grace, cannot-be-shown, unrecorded, slow, unknown-channel, stray.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Key:
    """(post id, channel name, step number). Revision, manifest and account are not in it."""

    post: str
    channel: str
    step: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Claim the right to send: claim number ``number`` of the key."""

    key: Key
    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """Ask the network whether the step is there."""

    key: Key
    number: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """Ask the permanent address whether it answers with the payload's digest."""

    key: Key
    number: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Stop asking: the address never answered with the digest."""

    key: Key
    number: int


@dataclass(frozen=True, slots=True)
class Hold:
    key: Key
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Miss:
    key: Key
    reason: str


@dataclass(frozen=True, slots=True)
class Cancel:
    key: Key
    reason: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do now; said so that a person sees why. ``until`` None: until something else changes."""

    key: Key
    reason: str
    until: datetime | None = None


Refusal = Hold | Miss | Cancel | Wait
Action = Claim | Look | Confirm | Doubt | Hold | Miss | Cancel | Wait


@dataclass(frozen=True, slots=True)
class Send:
    """The check after the claim said yes. After ``until`` the request may not leave any more."""

    key: Key
    until: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """The check after the claim said no; nothing was sent."""

    key: Key
    reason: str


@dataclass(frozen=True, slots=True)
class Leave:
    """The claim on the remote ledger is not ours: hands off (I1, I4)."""

    key: Key
