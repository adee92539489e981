"""X (API v2): one post a part, a thread by answering oneself, and no way to show that a post is not there.

X knows no key of ours and answers a repeated text with 403 without saying which post it means. So a post is sent once;
afterwards its own timeline is read (``x_timeline``): found is found, everything else goes to a person. There is no
edit: a correction is a reply. Content warnings and restricted visibility do not exist there. Sources: docs.x.com,
POST /2/tweets, DELETE /2/tweets/:id, POST /2/media/upload, POST /2/media/metadata, GET /2/users/me; PLATFORMS.md.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from amtsfunk.channels.access import Access, Secret
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
from amtsfunk.channels.networks import GIF, network_of
from amtsfunk.channels.x_access import SECRETS, Way
from amtsfunk.channels.x_answers import DUPLICATE, TARGET, UNEXPECTED, data_of, is_gone, is_id, refusal, setback
from amtsfunk.channels.x_timeline import address_of, look, parent_of, targets_of

_JSON = "application/json"
_MOST_LOOKS = 3
_SOON = 30
"""Seconds until X's servers all know a post that they were just given."""

Uploading = Generator[Request | Keep, Response, "str | Outcome"]


@dataclass(frozen=True, slots=True)
class X:
    finds: bool = True
    shows_absence: bool = False
    confirms: bool = False
    mends: frozenset[str] = frozenset({"reply", "delete"})
    secrets: tuple[tuple[str, ...], ...] = SECRETS

    def steps(self, payload: Mapping[str, Any]) -> int:
        return len(payload["parts"])

    def deliver(self, job: Job, access: Access) -> Exchange:
        refused = _refused(job)
        if refused is not None:
            return refused
        way = Way(job.host, job.account_id, access)
        stop = yield from way.open()
        if stop is not None:
            return stop
        if _action(job) == "delete":
            return (yield from _delete(job, way))
        pictures: list[str] = []
        for medium in _part(job)["media"] or []:
            picture = yield from _upload(job, medium, way, access)
            if not isinstance(picture, str):
                return picture
            pictures.append(picture)
        return (yield from _publish(job, way, pictures))

    def find(self, job: Job, access: Access) -> Search:
        way = Way(job.host, job.account_id, access)
        stop = yield from way.open()
        if stop is not None:
            return CannotShow(stop.reason, again=True)
        if _action(job) == "delete":
            return (yield from _find_deleted(job, way))
        return (yield from look(job, way))

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        return never_confirms(job, probe)

    def examine(self, account: Account, access: Access) -> Examination:
        way = Way(account.host, account.account_id, access)
        stop = yield from way.examine()
        said = data_of(way.me) if way.me is not None else {}
        level = way.me.headers.get("x-access-level", "").strip() if way.me is not None else ""
        row = network_of("x")
        return Health(
            works=stop is None,
            account_id=said.get("id"),
            handle=said.get("username"),
            may=(level,) if level else (),
            limits={
                **{text.unit: text.limit for text in row.texts},
                "pictures": row.media.pictures,
                "alt": row.media.alt,
                "picture_bytes": row.media.size,
            },
            problem=stop.reason if stop is not None else None,
        )


# ---------------------------------------------------------------------- before anything is sent


def _part(job: Job) -> Mapping[str, Any]:
    part: Mapping[str, Any] = job.payload["parts"][job.step - 1]
    return part


def _action(job: Job) -> str:
    return str(job.payload["parts"][0].get("action") or "create")


def _refused(job: Job) -> Rejected | None:
    """What no server is asked for."""
    action, part, most = _action(job), _part(job), network_of("x").media
    if action == "edit":
        return Rejected("cannot-edit")
    if action in ("reply", "delete") and not targets_of(job):
        return Rejected(TARGET)
    if action == "delete":
        return None
    media = part["media"] or []
    if any(sha256(job.media.get(medium["sha256"], b"")).hexdigest() != medium["sha256"] for medium in media):
        return Rejected("picture-missing")
    unfit = any(len(job.media[medium["sha256"]]) > most.size or medium["type"] not in most.types for medium in media)
    moving = any(medium["type"] == GIF for medium in media) and len(media) > 1
    if unfit or moving or len(media) > most.pictures or (media and part["poll"]):
        return Rejected("picture-refused")
    return Rejected("poll-refused") if part["poll"] and part["poll"]["multiple"] else None


# ---------------------------------------------------------------------- sending


def _upload(job: Job, medium: Mapping[str, Any], way: Way, access: Access) -> Uploading:
    """The picture's id at X, with its alternative text. One that no post shows is thrown away after a day."""
    moving = medium["type"] == GIF
    kept = f"picture-{medium['sha256'][:16]}"
    picture = access.kept.get(kept) if moving else None
    if picture:
        looked = yield from way.get(f"/2/media/upload?command=STATUS&media_id={picture.reveal()}")
    if not picture or looked.status in (400, 404):
        body, kind = multipart(job.media[medium["sha256"]], medium["type"], "tweet_gif" if moving else "tweet_image")
        looked = yield from way.post("/2/media/upload", body, kind)
    if looked.status in (400, 413, 415):
        return Rejected("picture-refused")
    said = data_of(looked)
    if not 200 <= looked.status < 300 or not is_id(said.get("id")):
        return setback(looked)
    name = str(said["id"])
    if moving:
        yield Keep({kept: Secret(name)})
    waiting = yield from _until_ready(name, said, way)
    if waiting is not None:
        return waiting
    if medium["alt"]:
        words = _body({"id": name, "metadata": {"alt_text": {"text": medium["alt"]}}})
        told = yield from way.post("/2/media/metadata", words, _JSON)
        if not 200 <= told.status < 300 or data_of(told).get("id") != name:
            return setback(told)
    return name


def _until_ready(
    name: str, said: Mapping[str, Any], way: Way
) -> Generator[Request | Keep, Response, Deferred | Rejected | None]:
    """None: it is ready. X converts moving pictures; where that takes longer than a few questions, the next attempt
    goes on with the same one."""
    for _ in range(_MOST_LOOKS):
        info = said.get("processing_info")
        state = info.get("state") if isinstance(info, dict) else "succeeded"
        if state == "succeeded":
            return None
        if state == "failed":
            return Rejected("picture-refused")
        answer = yield from way.get(f"/2/media/upload?command=STATUS&media_id={name}")
        said = data_of(answer)
        if answer.status != 200 or not said:
            return setback(answer)
    info = said.get("processing_info")
    wait = info.get("check_after_secs") if isinstance(info, dict) else None
    return Deferred("picture-not-ready", wait if isinstance(wait, int) else None)


def multipart(data: bytes, kind: str, category: str) -> tuple[bytes, str]:
    """(body, content type) of an upload. The boundary comes from the picture, so that the same job gives the same
    request."""
    mark = f"amtsfunk-{sha256(data).hexdigest()}"
    fields = {"media_category": category, "media_type": kind}
    head = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = f'--{mark}\r\nContent-Disposition: form-data; name="media"; filename="media"\r\nContent-Type: {kind}\r\n\r\n'
    return f"{head}{file}".encode() + data + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def _body(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _post(job: Job, pictures: list[str]) -> dict[str, Any]:
    part, above = _part(job), parent_of(job)
    post: dict[str, Any] = {"text": part["text"]}
    if above:
        post["reply"] = {"in_reply_to_tweet_id": above}
    if pictures:
        post["media"] = {"media_ids": pictures}
    if part["poll"]:
        poll = part["poll"]
        post["poll"] = {"options": poll["options"], "duration_minutes": poll["duration"] // 60}
    return post


def _publish(job: Job, way: Way, pictures: list[str]) -> Exchange:
    sent, kind = _body(_post(job, pictures)), {"content-type": _JSON}
    answer = yield Request("POST", f"{way.base}/2/tweets", kind, sent, irreversible=True, auth=way.auth)
    outcome = refusal(answer)
    if outcome == DUPLICATE:
        found = yield from look(job, way)
        return found if isinstance(found, Accepted) else DUPLICATE
    if outcome == Rejected(TARGET) and job.before:
        return Deferred(TARGET, _SOON)  # the step before is out; not all of X's servers know it at once
    if outcome is not None:
        return outcome
    name = data_of(answer).get("id")
    if answer.status != 201 or not is_id(name):
        return Ambiguous(UNEXPECTED)
    return Accepted(str(name), address_of(str(name)))


# ---------------------------------------------------------------------- deleting


def _delete(job: Job, way: Way) -> Exchange:
    """One after the other; deleting what is gone is no error, so an attempt that broke off is simply made again."""
    names = targets_of(job)
    for name in names:
        last = name == names[-1]
        answer = yield Request("DELETE", f"{way.base}/2/tweets/{name}", irreversible=last, auth=way.auth)
        if is_gone(answer) or (answer.status == 200 and data_of(answer).get("deleted") is True):
            continue
        if last:
            return refusal(answer) or Ambiguous(UNEXPECTED)
        return setback(answer)
    return Accepted(" ".join(names), address_of(names[0]))


def _find_deleted(job: Job, way: Way) -> Search:
    """Accepted: none of the posts is there any more. Absent: one is, and deleting once more harms nobody."""
    names = targets_of(job)
    if not names:
        return CannotShow(TARGET)
    gone: list[bool] = []
    for name in names:
        answer = yield from way.get(f"/2/tweets/{name}")
        if not is_gone(answer) and data_of(answer).get("id") != name:
            return CannotShow(setback(answer).reason, again=True)
        gone.append(is_gone(answer))
    return Accepted(" ".join(names), address_of(names[0])) if all(gone) else Absent()


ADAPTER = X()
