"""Bluesky (AT Protocol): a post with all its parts is one transaction, and the same one however often it is tried.

Record keys, times and content identifiers are computed before anything is sent (``bluesky_record``). One part is put
with ``swapRecord: null``, which changes nothing where it already stands; a thread is created in one ``applyWrites``,
which fails as a whole where one of its parts already stands. Afterwards the keys are asked for one by one: that shows
what is there, and what is not. PLATFORMS.md has what was tried on a real server; the interface is that of the lexicons
``com.atproto.server`` and ``com.atproto.repo``.

Whether the session stands is asked before the one request that publishes, because that request is sent only once.
There is no visible edit: a correction is a reply.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from amtsfunk.channels.access import Access, Bearer, Secret
from amtsfunk.channels.answers import said_by
from amtsfunk.channels.bluesky_record import (
    COLLECTION,
    Place,
    Planned,
    blob_of,
    place_of,
    places_of,
    planned_of,
)
from amtsfunk.channels.bluesky_session import (
    ENDED,
    JSON,
    PASSWORD,
    UNEXPECTED,
    Session,
    claims_of,
    ends_of,
    error_of,
    json_body,
    refusal,
    setback,
)
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Account,
    Ambiguous,
    CannotShow,
    Confirmation,
    Deferred,
    Examination,
    Exchange,
    Finding,
    Health,
    Job,
    Keep,
    Outcome,
    Rejected,
    Request,
    Response,
    Search,
    never_confirms,
)
from amtsfunk.channels.hosts import base_of
from amtsfunk.channels.networks import network_of

_CREATE, _DELETE = "com.atproto.repo.applyWrites#create", "com.atproto.repo.applyWrites#delete"

Reading = Generator[Request | Keep, Response, Response]
Above = Generator[Request | Keep, Response, Mapping[str, Any] | Outcome | None]
Uploading = Generator[Request | Keep, Response, Outcome | None]


@dataclass(frozen=True, slots=True)
class Bluesky:
    finds: bool = True
    shows_absence: bool = True
    confirms: bool = False
    mends: frozenset[str] = frozenset({"reply", "delete"})
    secrets: tuple[tuple[str, ...], ...] = ((PASSWORD,),)

    def steps(self, payload: Mapping[str, Any]) -> int:
        """All parts go out in one transaction."""
        return 1

    def deliver(self, job: Job, access: Access) -> Exchange:
        refused = _refused(job)
        if refused is not None:
            return refused
        session = Session(job.host, job.account_id, access)
        stop = yield from session.open()
        if stop is not None:
            return stop
        if _action(job) == "delete":
            return (yield from _delete(job, session))
        above = yield from _above(job, session)
        if above is not None and not isinstance(above, Mapping):
            return above
        stop = yield from _upload(job, session)
        if stop is not None:
            return stop
        return (yield from _publish(session, planned_of(job, above)))

    def find(self, job: Job, access: Access) -> Search:
        """No session is needed to look for a post."""
        if _action(job) == "delete":
            return (yield from _find_deleted(job, Session(job.host, job.account_id, access)))
        answers: list[Mapping[str, Any]] = []
        for place in places_of(job):
            answer = yield from _read(job.host, place)
            if not (answer.status == 200 and said_by(answer)) and not _is_missing(answer):
                return _unclear(answer)
            answers.append({} if _is_missing(answer) else said_by(answer))
        if not any(answers):
            return Absent()
        return _compared(job, answers)

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        return never_confirms(job, probe)

    def examine(self, account: Account, access: Access) -> Examination:
        session = Session(account.host, account.account_id, access)
        stop = yield from session.open()
        scope = claims_of(session.token).get("scope")
        row = network_of("bluesky")
        return Health(
            works=stop is None,
            account_id=session.did,
            handle=session.handle,
            may=(scope,) if isinstance(scope, str) else (),
            ends=ends_of(session.refresh),
            limits={
                **{text.unit: text.limit for text in row.texts},
                "pictures": row.media.pictures,
                "picture_bytes": row.media.size,
            },
            problem=stop.reason if isinstance(stop, Deferred) else None,
        )


# ---------------------------------------------------------------------- before anything is sent


def _action(job: Job) -> str:
    return str(job.payload["parts"][0].get("action") or "create")


def _media(job: Job) -> list[Mapping[str, Any]]:
    return [medium for part in job.payload["parts"] for medium in part.get("media") or []]


def _refused(job: Job) -> Rejected | None:
    """What no server is asked for: the server checks neither a picture's size nor its type."""
    action, most = _action(job), network_of("bluesky").media
    if action == "edit":
        return Rejected("cannot-edit")
    if action == "delete":
        return None
    if not _has_all_media(job):
        return Rejected("picture-missing")
    too_many = any(len(part.get("media") or []) > most.pictures for part in job.payload["parts"])
    unfit = any(len(job.media[m["sha256"]]) > most.size or m["type"] not in most.types for m in _media(job))
    return Rejected("picture-refused") if too_many or unfit else None


def _has_all_media(job: Job) -> bool:
    """Whether each picture is there and is the approved one."""
    wanted = {str(medium["sha256"]) for medium in _media(job)}
    return all(name in job.media and sha256(job.media[name]).hexdigest() == name for name in wanted)


def _targets(job: Job) -> tuple[Place, ...]:
    """Where the records of the post are that this one answers or deletes; none where they are not all our own."""
    target = job.payload["parts"][0].get("target") or {}
    uris = " ".join(job.targets.get(target.get("post", ""), ())).split()
    places = [place_of(uri) for uri in uris]
    own = [place for place in places if place is not None and place.repo == job.account_id]
    return tuple(own) if len(own) == len(uris) else ()


def _read(host: str, place: Place, token: Secret | None = None) -> Reading:
    """Reading is public. A server that does not have the account, or not any more, passes the question on to an index
    that may lag behind; ``token``: where that would matter, so that the account's own server answers."""
    query = urlencode({"repo": place.repo, "collection": COLLECTION, "rkey": place.rkey})
    auth = Bearer(token) if token else None
    answer = yield Request("GET", f"{base_of(host)}/xrpc/com.atproto.repo.getRecord?{query}", auth=auth)
    return answer


def _is_missing(answer: Response) -> bool:
    return answer.status == 400 and error_of(answer) == "RecordNotFound"


# ---------------------------------------------------------------------- sending


def _above(job: Job, session: Session) -> Above:
    """``reply`` of the first part: what it answers, and where that thread begins. None for a post of its own."""
    if _action(job) != "reply":
        return None
    targets = _targets(job)
    if not targets:
        return Rejected("target-missing")
    answer = yield from _read(job.host, targets[0], session.token)
    if _is_missing(answer):
        return Rejected("target-missing")
    said = said_by(answer)
    if answer.status != 200 or not isinstance(said.get("cid"), str) or not isinstance(said.get("value"), dict):
        return setback(answer)
    parent = {"uri": targets[0].uri, "cid": said["cid"]}
    thread = said["value"].get("reply")
    root = thread.get("root") if isinstance(thread, dict) else None
    return {"root": root if isinstance(root, dict) else parent, "parent": parent}


def _upload(job: Job, session: Session) -> Uploading:
    """Every picture once. A picture that no post shows is thrown away by the server, so this can be undone."""
    for medium in {str(medium["sha256"]): medium for medium in _media(job)}.values():
        data, kind = job.media[medium["sha256"]], str(medium["type"])
        answer = yield from session.ask("repo.uploadBlob", data, kind)
        if not isinstance(answer, Response):
            return answer
        if answer.status != 200:
            why = setback(answer)
            definite = answer.status in (400, 413, 415) and why.reason.startswith("status-")
            return Rejected("picture-refused") if definite else why
        if said_by(answer).get("blob") != blob_of(data, kind):
            return Deferred(UNEXPECTED)
    return None


def _publish(session: Session, planned: tuple[Planned, ...]) -> Exchange:
    if len(planned) == 1:
        name, body = "repo.putRecord", _put(planned[0])
    else:
        name, body = "repo.applyWrites", _create(planned)
    answer = yield from _irreversible(session, name, body)
    if not isinstance(answer, Response):
        return answer
    said = said_by(answer)
    told = [said] if len(planned) == 1 else said.get("results")
    if not isinstance(told, list) or [_told(item) for item in told] != [item.reference for item in planned]:
        return Ambiguous(UNEXPECTED)
    return _out(tuple(item.place for item in planned))


def _irreversible(
    session: Session, name: str, body: Mapping[str, Any]
) -> Generator[Request | Keep, Response, Response | Outcome]:
    """The one request that counts. A 2xx comes back; anything else is an outcome.

    A session that ended since it was asked for is a definite no, but nothing is sent twice in one exchange: the next
    attempt begins with a new session.
    """
    sent, auth = json_body(body), Bearer(session.token)
    answer = yield Request("POST", session.url(name), JSON, sent, irreversible=True, auth=auth)
    outcome = refusal(answer)
    if isinstance(outcome, Deferred) and outcome.reason == ENDED:
        yield session.forget()
    return answer if outcome is None else outcome


def _put(planned: Planned) -> dict[str, Any]:
    return {
        "repo": planned.place.repo,
        "collection": COLLECTION,
        "rkey": planned.place.rkey,
        "validate": True,
        "record": planned.record,
        "swapRecord": None,
    }


def _create(planned: tuple[Planned, ...]) -> dict[str, Any]:
    writes = [
        {"$type": _CREATE, "collection": COLLECTION, "rkey": item.place.rkey, "value": item.record} for item in planned
    ]
    return {"repo": planned[0].place.repo, "validate": True, "writes": writes}


def _told(item: object) -> dict[str, Any] | None:
    return {"uri": item.get("uri"), "cid": item.get("cid")} if isinstance(item, dict) else None


def _out(places: tuple[Place, ...]) -> Accepted:
    return Accepted(" ".join(place.uri for place in places), places[0].address)


def _delete(job: Job, session: Session) -> Exchange:
    """In one transaction. What is gone already is left out, because deleting it again fails as a whole."""
    targets = _targets(job)
    if not targets:
        return Rejected("target-missing")
    there: list[Place] = []
    for place in targets:
        answer = yield from _read(job.host, place, session.token)
        if not _is_missing(answer):
            if answer.status != 200 or not said_by(answer):
                return setback(answer)
            there.append(place)
    if there:
        writes = [{"$type": _DELETE, "collection": COLLECTION, "rkey": place.rkey} for place in there]
        body = {"repo": job.account_id, "writes": writes}
        result = yield from _irreversible(session, "repo.applyWrites", body)
        if not isinstance(result, Response):
            return result
        if not isinstance(said_by(result).get("commit"), dict):
            return Ambiguous(UNEXPECTED)
    return _out(targets)


# ---------------------------------------------------------------------- looking


def _find_deleted(job: Job, session: Session) -> Search:
    """Accepted: none of the records is there any more. An account that is deactivated hides its posts and may show them
    again, so only one that is active proves that."""
    targets = _targets(job)
    if not targets:
        return CannotShow("target-missing")
    stop = yield from session.open()
    if stop is not None:
        return CannotShow(stop.reason if isinstance(stop, Deferred) else UNEXPECTED, again=True)
    gone: list[bool] = []
    for place in targets:
        answer = yield from _read(job.host, place, session.token)
        if not _is_missing(answer) and (answer.status != 200 or not said_by(answer)):
            return _unclear(answer)
        gone.append(_is_missing(answer))
    return _out(targets) if all(gone) else Absent()


def _compared(job: Job, answers: list[Mapping[str, Any]]) -> Finding:
    """Whether what stands under our keys is what we would send, to the byte. A reply's own words say what it answers,
    since that post may be gone by now; it still has to be the one that was meant."""
    if not _has_all_media(job):
        return CannotShow("picture-missing")
    above = None
    if _action(job) == "reply":
        value = answers[0].get("value")
        above = value.get("reply") if isinstance(value, dict) else None
        if not _answers(above, _targets(job)):
            return CannotShow("different")
    planned = planned_of(job, above)
    if [_told(answer) for answer in answers] != [item.reference for item in planned]:
        return CannotShow("different")
    return _out(tuple(item.place for item in planned))


def _answers(reply: object, targets: tuple[Place, ...]) -> bool:
    if not isinstance(reply, dict) or not targets or not isinstance(reply.get("root"), dict):
        return False
    parent = reply.get("parent")
    return isinstance(parent, dict) and parent.get("uri") == targets[0].uri


def _unclear(answer: Response) -> CannotShow:
    return CannotShow(UNEXPECTED if answer.status == 200 else f"status-{answer.status}", again=True)


ADAPTER = Bluesky()
