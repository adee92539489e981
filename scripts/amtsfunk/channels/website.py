"""The authority's own website: accepted when the ledger has the line, confirmed when the page answers with the digest.

The irreversible request goes through the door ``ledger``: there is no server to ask, the pushed line is the
publication, and the site is built from it. So nothing is ever unknown for long: without the line it is not out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amtsfunk.channels.access import Access
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Account,
    Ambiguous,
    Confirmation,
    Examination,
    Exchange,
    Health,
    Job,
    Request,
    Search,
)
from amtsfunk.channels.hosts import base_of

_META = re.compile(
    rb"""<meta\s+name=["']amtsfunk:payload["']\s+content=["']([0-9a-f]{64})["']""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Website:
    finds: bool = True
    shows_absence: bool = True
    confirms: bool = True
    mends: frozenset[str] = frozenset({"edit", "reply", "delete"})
    secrets: tuple[tuple[str, ...], ...] = ()

    def steps(self, payload: Mapping[str, Any]) -> int:
        """A page is one transaction, however many parts the post has."""
        return 1

    def deliver(self, job: Job, access: Access) -> Exchange:
        answer = yield Request("PUT", job.address, body=job.payload_bytes, door="ledger", irreversible=True)
        return Accepted(None, job.address) if answer.status == 200 else Ambiguous(f"status-{answer.status}")

    def find(self, job: Job, access: Access) -> Search:
        """A claim without its line: the line is the publication, so it is not out."""
        return Absent()
        yield  # a generator that asks nothing

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        address = job.address if probe is None else probe.rstrip("/") + archive_path(job.address)
        answer = yield Request("GET", address)
        digests = _META.findall(answer.body) if answer.status == 200 else []
        return job.payload_sha256.encode() in digests

    def examine(self, account: Account, access: Access) -> Examination:
        """Does the site answer at all?"""
        answer = yield Request("GET", f"{base_of(account.host)}/")
        return Health(works=answer.status == 200, problem=None if answer.status == 200 else f"status-{answer.status}")


def archive_path(address: str) -> str:
    """``/archiv/YYYY/MM/<post>/`` of a permanent address, to be asked at another base."""
    return address[address.index("/archiv/") :] if "/archiv/" in address else "/"


ADAPTER = Website()
