"""By hand: texts, pictures and alternative texts ready to copy; a person posts and records the address.

Handing over is the irreversible request: once a person may have seen the folder, nothing is handed over again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amtsfunk.channels.access import Access
from amtsfunk.channels.by_hand import folder_of
from amtsfunk.channels.contract import (
    Account,
    CannotShow,
    Confirmation,
    Examination,
    Exchange,
    Handed,
    Health,
    Job,
    Rejected,
    Request,
    Search,
    never_confirms,
)


@dataclass(frozen=True, slots=True)
class Manual:
    finds: bool = False
    shows_absence: bool = False
    confirms: bool = False
    mends: frozenset[str] = frozenset({"edit", "reply", "delete"})
    secrets: tuple[tuple[str, ...], ...] = ()

    def steps(self, payload: Mapping[str, Any]) -> int:
        """All parts are handed over at once."""
        return 1

    def deliver(self, job: Job, access: Access) -> Exchange:
        absent = [name for name in _digests(job.payload) if name not in job.media]
        if absent:
            return Rejected("picture-missing")
        answer = yield Request(
            "PUT",
            f"{job.post}/{job.channel}",
            files=folder_of(job),
            door="folder",
            irreversible=True,
        )
        return Handed() if answer.status == 201 else Rejected(f"status-{answer.status}")

    def find(self, job: Job, access: Access) -> Search:
        return CannotShow("manual")
        yield  # a generator that asks nothing

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        return never_confirms(job, probe)

    def examine(self, account: Account, access: Access) -> Examination:
        """A person has the password, not the program."""
        return Health(works=True)
        yield  # a generator that asks nothing


def _digests(payload: Mapping[str, Any]) -> list[str]:
    return [media["sha256"] for part in payload.get("parts", []) for media in part.get("media") or []]


ADAPTER = Manual()
