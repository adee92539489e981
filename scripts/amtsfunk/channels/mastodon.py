"""The Mastodon API (Mastodon, GoToSocial, Hollo and others): one status a part, read back wherever the end is unknown.

Servers differ in what they do with a repeated request: Mastodon keeps the ``Idempotency-Key`` for an hour, GoToSocial
ignores it, Hollo lets simultaneous ones through. So the key is sent and never trusted: what may be out is looked for
among the account's own statuses (``mastodon_find``), and sent again only after a complete list showed that it is not
there. What came back must be what was asked for. PLATFORMS.md has what was tried; the interface is that of
https://docs.joinmastodon.org/methods/.

Nothing is ever handed to a server to be published later: ``scheduled_at`` is out of a stop's reach.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from amtsfunk.channels.access import Access
from amtsfunk.channels.contract import (
    Accepted,
    Account,
    Ambiguous,
    Confirmation,
    Deferred,
    Examination,
    Exchange,
    Health,
    Job,
    Keep,
    Outcome,
    Rejected,
    Request,
    Response,
    Search,
    never_confirms,
    outcome_of_status,
)
from amtsfunk.channels.mastodon_find import find_deleted, find_edited, find_sent, reads_as
from amtsfunk.channels.mastodon_server import TOKEN, Server
from amtsfunk.channels.mastodon_status import (
    JSON,
    UNEXPECTED,
    action_of,
    body_of,
    edit_of,
    id_of,
    media_of,
    object_of,
    outcome_of,
    part_of,
    refused,
    setback,
    targets_of,
    upload_of,
)

_PAUSES = (1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0)
"""Seconds between the questions whether a part's pictures are ready, half a minute in all."""
_GONE = (404, 410)

Uploading = Generator[Request | Keep, Response, list[str] | Outcome]


@dataclass(frozen=True, slots=True)
class Mastodon:
    finds: bool = True
    shows_absence: bool = True
    confirms: bool = False
    mends: frozenset[str] = frozenset({"edit", "reply", "delete"})
    secrets: tuple[tuple[str, ...], ...] = ((TOKEN,),)

    def steps(self, payload: Mapping[str, Any]) -> int:
        """One a part; a withdrawal is one."""
        parts = payload["parts"]
        return 1 if parts[0].get("action") == "delete" else len(parts)

    def deliver(self, job: Job, access: Access) -> Exchange:
        no = refused(job)
        if no is not None:
            return no
        server = Server(job.host, job.account_id, access)
        stop = yield from server.verify()
        if stop is not None:
            return stop
        if action_of(job) == "delete":
            return (yield from _delete(job, server))
        media = yield from _upload(job, server)
        if not isinstance(media, list):
            return media
        if action_of(job) == "edit":
            return (yield from _edit(job, server, media))
        headers = {**JSON, "idempotency-key": f"{job.key}-{job.step}"}
        answer = yield server.decisive("POST", "/api/v1/statuses", headers, body_of(job, media))
        return outcome_of(answer, job)

    def find(self, job: Job, access: Access) -> Search:
        server = Server(job.host, job.account_id, access)
        look = {"delete": find_deleted, "edit": find_edited}.get(action_of(job), find_sent)
        return (yield from look(job, server))

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        return never_confirms(job, probe)

    def examine(self, account: Account, access: Access) -> Examination:
        server = Server(account.host, account.account_id, access)
        stop = yield from server.verify(always=True)
        if stop is not None:
            return Health(False, server.account_id, server.handle, problem=stop.reason)
        limits = yield from server.limits()
        if isinstance(limits, Deferred):
            return Health(False, server.account_id, server.handle, problem=limits.reason)
        scopes = yield from server.scopes()
        if isinstance(scopes, Deferred):
            return Health(False, server.account_id, server.handle, limits=limits, problem=scopes.reason)
        return Health(
            works=not lacking(scopes),
            account_id=server.account_id,
            handle=server.handle,
            may=scopes,
            limits=limits,
            problem="scope" if lacking(scopes) else None,
        )


def lacking(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Of what we need, what an application was not given; nothing where the server does not tell its scopes."""
    needed = ("read:accounts", "read:statuses", "write:media", "write:statuses")
    return tuple(scope for scope in needed if scopes and not {scope, scope.partition(":")[0]} & set(scopes))


def _upload(job: Job, server: Server) -> Uploading:
    """The ids of a part's pictures, all of them ready. One that no status shows is thrown away by the server."""
    names: list[str] = []
    waiting: list[str] = []
    for medium in media_of(job):
        headers, body = upload_of(medium, job.media[medium["sha256"]])
        answer = yield server.request("POST", "/api/v2/media", headers, body)
        name = id_of(object_of(answer).get("id"))
        if answer.status not in (200, 202) or name is None:
            return _refused_picture(answer)
        names.append(name)
        waiting += [name] if answer.status == 202 else []
    pauses = list(_PAUSES)
    while waiting and pauses:
        answer = yield replace(server.request("GET", f"/api/v1/media/{waiting[0]}"), pause=pauses[0])
        if answer.status == 200 and id_of(object_of(answer).get("id")) == waiting[0]:
            del waiting[0]
        elif answer.status in (202, 206):
            del pauses[0]
        else:
            return _refused_picture(answer)
    return Deferred("picture-not-ready") if waiting else names


def _refused_picture(answer: Response) -> Outcome:
    return Rejected("picture-refused") if answer.status in (400, 413, 415, 422) else setback(answer)


def _edit(job: Job, server: Server, media: list[str]) -> Exchange:
    """The status of the same number as the part. A server that says no to an edit that changes nothing is asked what
    stands there: the no is definite, so asking cannot hide anything."""
    name = targets_of(job)[job.step - 1]
    path = f"/api/v1/statuses/{name}"
    answer = yield server.decisive("PUT", path, JSON, edit_of(job, media))
    outcome = outcome_of(answer, job)
    if answer.status in (400, 422) and not media_of(job):
        stands = yield from reads_as(server, name, part_of(job))
        return stands if isinstance(stands, Accepted) else outcome
    return outcome


def _delete(job: Job, server: Server) -> Exchange:
    """Last part first, so that no reader meets a thread that lost its beginning. What is gone already is gone."""
    targets = targets_of(job)
    for name in reversed(targets):
        last = name == targets[0]
        request = server.request("DELETE", f"/api/v1/statuses/{name}")
        answer = yield replace(request, irreversible=last)
        if answer.status in _GONE or (answer.status == 200 and object_of(answer).get("id") in (name, None)):
            continue
        if not last or answer.status == 429:
            return setback(answer)
        return outcome_of_status(answer) or Ambiguous(UNEXPECTED)
    return Accepted(" ".join(targets))


ADAPTER = Mastodon()
