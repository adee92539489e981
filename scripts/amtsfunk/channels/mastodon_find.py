"""Is a status there? Answered from the account's own list, complete back to a day before the job was made.

``Absent`` says that it may be sent again. So anything short of a complete and readable list, and anything that may be
ours in another form, is ``CannotShow``, never ``Absent``.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from amtsfunk.channels.contract import Absent, Accepted, CannotShow, Job, Keep, Request, Response, Search
from amtsfunk.channels.mastodon_server import Server, is_missing
from amtsfunk.channels.mastodon_status import (
    TARGET_MISSING,
    UNEXPECTED,
    Status,
    alts_of,
    json_of,
    media_of,
    object_of,
    parent_of,
    part_of,
    refused,
    setback,
    status_of,
    targets_of,
)
from amtsfunk.channels.mastodon_text import (
    begins_alike,
    may_be,
    plain_of,
    same_html,
    same_source,
    shares_nearly_all,
)

_TOLERANCE = timedelta(days=1)
"""How far a server's clock may be off, and how much earlier than the job a status cannot be."""
_INCOMPLETE = CannotShow("incomplete-list", again=True)
_MOST_PAGES, _MOST_SOURCES = 25, 150

Listing = Generator[Request | Keep, Response, list[Status] | CannotShow]
Reading = Generator[Request | Keep, Response, Response]


@dataclass(frozen=True, slots=True)
class Source:
    """``text`` and ``warning`` as they were sent."""

    text: str
    warning: str


def find_sent(job: Job, server: Server) -> Search:
    """Accepted: a status of this account with our text, below the same one, that no other step or post is."""
    no = refused(job)
    if no is not None:
        return CannotShow(no.reason)
    stop = yield from server.verify(always=True)
    if stop is not None:
        return CannotShow(stop.reason, again=True)
    listed = yield from _listed(job, server)
    if isinstance(listed, CannotShow):
        return listed
    if job.step > 1 and job.before[-1] not in {status.id for status in listed}:
        return _INCOMPLETE
    return (yield from _judged(job, server, listed))


def _judged(job: Job, server: Server, listed: list[Status]) -> Search:
    """The oldest that is ours; where there is none, whether one is too much like it."""
    others = {*job.before, *(name for names in job.targets.values() for name in " ".join(names).split())}
    text = part_of(job)["text"]
    candidates = [status for status in reversed(listed) if status.id not in others and may_be(text, status.html)]
    if len(candidates) > _MOST_SOURCES:
        return CannotShow("too-many")
    doubt: CannotShow | None = None
    for status in candidates:
        finding = yield from _compared(job, server, status)
        if isinstance(finding, Accepted) or (isinstance(finding, CannotShow) and finding.again):
            return finding
        doubt = finding if isinstance(finding, CannotShow) else doubt
    return doubt or Absent()


def _compared(job: Job, server: Server, status: Status) -> Search:
    """Whether one status is ours. Where its source cannot be had, its HTML has to do. One that shares words with
    ours and was edited since may have been ours."""
    text = part_of(job)["text"]
    source = yield from _source(server, status.id)
    if isinstance(source, CannotShow):
        return source
    same = same_html(text, status.html) if source is None else same_source(text, source.text)
    if not same:
        rest = plain_of(status.html) if source is None else source.text
        unsure = source is None and shares_nearly_all(text, status.html)
        mended = status.edited_at is not None
        return CannotShow("similar") if begins_alike(text, rest) or unsure or mended else Absent()
    warning = part_of(job).get("content_warning") or ""
    if status.parent != parent_of(job) or not same_source(warning, source.warning if source else status.warning):
        return CannotShow("similar")
    return status.accepted if len(status.alts) == len(media_of(job)) else CannotShow("different")


def _listed(job: Job, server: Server) -> Listing:
    """Everything that the account wrote since a day before the job was made, newest first, complete."""
    since, found, newest = job.created_at - _TOLERANCE, list[Status](), ""
    for _ in range(_MOST_PAGES):
        query = {"exclude_reblogs": "true", "limit": "40", **({"max_id": newest} if newest else {})}
        answer = yield server.request("GET", f"/api/v1/accounts/{job.account_id}/statuses?{urlencode(query)}")
        page = json_of(answer)
        if answer.status != 200 or not isinstance(page, list):
            return _unclear(answer)
        statuses = [status_of(item) for item in page]
        known = [status for status in statuses if status is not None and status.account_id == job.account_id]
        if len(known) != len(page):
            return CannotShow(UNEXPECTED, again=True)
        if known and known[-1].id in {status.id for status in found}:
            return CannotShow(UNEXPECTED)  # the same page again: this server does not page as the others do
        found += known
        if not known and not found and server.statuses != 0:
            return _INCOMPLETE  # nothing at all is believed only of an account that says that it wrote nothing
        if not known or known[-1].created_at < since:
            return [status for status in found if status.created_at >= since]
        newest = known[-1].id
    return CannotShow("too-many")


def find_edited(job: Job, server: Server) -> Search:
    """Accepted: the status says what the edit says. Absent: it does not, and the edit may be sent again, which changes
    nothing where it was done after all."""
    no = refused(job)
    if no is not None:
        return CannotShow(no.reason)
    stop = yield from server.verify()
    if stop is not None:
        return CannotShow(stop.reason, again=True)
    name = targets_of(job)[job.step - 1]
    answer = yield server.request("GET", f"/api/v1/statuses/{name}")
    status = status_of(json_of(answer))
    if answer.status in (404, 410):
        return Absent()
    if answer.status != 200 or status is None or status.id != name:
        return _unclear(answer)
    if not status.shows(alts_of(job)) or (media_of(job) and not _edited_since(job, status)):
        return Absent()
    return (yield from reads_as(server, name, part_of(job), status))


def _edited_since(job: Job, status: Status) -> bool:
    """Pictures cannot be compared, so with them an edit has to be one that was made since."""
    return status.edited_at is not None and status.edited_at >= job.created_at - timedelta(hours=1)


def reads_as(server: Server, name: str, part: Mapping[str, Any], status: Status | None = None) -> Search:
    """Whether the status of this id reads as the part does, by its source."""
    source = yield from _source(server, name)
    if isinstance(source, CannotShow):
        return source
    warning = part.get("content_warning") or ""
    if source is None:
        if status is None:
            return CannotShow(UNEXPECTED)
        same = same_html(part["text"], status.html) and same_source(warning, status.warning)
    else:
        same = same_source(part["text"], source.text) and same_source(warning, source.warning)
    return Accepted(name, status.address if status else None) if same else Absent()


def find_deleted(job: Job, server: Server) -> Search:
    """Accepted: none of the statuses is there any more."""
    targets = targets_of(job)
    if not targets:
        return CannotShow(TARGET_MISSING)
    stop = yield from server.verify()
    if stop is not None:
        return CannotShow(stop.reason, again=True)
    for name in targets:
        answer = yield server.request("GET", f"/api/v1/statuses/{name}")
        if answer.status == 200 and object_of(answer).get("id") == name:
            return Absent()
        if answer.status not in (404, 410):
            return _unclear(answer)
    return Accepted(" ".join(targets))


def _source(server: Server, name: str) -> Generator[Request | Keep, Response, Source | CannotShow | None]:
    """None: there is none to be had."""
    answer = yield server.request("GET", f"/api/v1/statuses/{name}/source")
    if is_missing(answer):
        return None
    said = object_of(answer)
    text, warning = said.get("text"), said.get("spoiler_text") or ""
    if answer.status != 200 or not isinstance(text, str) or not isinstance(warning, str) or said.get("id") != name:
        return _unclear(answer)
    return Source(text, warning)


def _unclear(answer: Response) -> CannotShow:
    return CannotShow(setback(answer).reason, again=True)
