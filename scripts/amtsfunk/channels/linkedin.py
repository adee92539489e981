"""LinkedIn (versioned Posts API): one post a part on an organisation's page, and a repeat that names what it repeats.

LinkedIn knows no key of ours, but answers a repeated text with 422 and the URN of the post that it takes it for. That
URN may be a ghost or somebody's older post, so it is read before it is believed. Otherwise the page's own posts are
read, where the credentials may: found is found, everything else goes to a person. Parts do not hang together there, and
a correction changes the text (LinkedIn marks it as edited), because an answer would be a comment, which is not a post.

Sources: learn.microsoft.com, Posts API, Images API, MultiImage API, Organization Access Control; PLATFORMS.md.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from amtsfunk.channels.access import Access, Bearer
from amtsfunk.channels.answers import said_by
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
    Job,
    Keep,
    Outcome,
    Rejected,
    Request,
    Response,
    Search,
    never_confirms,
)
from amtsfunk.channels.counting import counter_of
from amtsfunk.channels.hosts import base_of, is_loopback
from amtsfunk.channels.linkedin_access import SECRETS, TOKEN, examine
from amtsfunk.channels.linkedin_answers import (
    DUPLICATE,
    TARGET,
    UNEXPECTED,
    asking,
    duplicate_of,
    is_gone,
    is_post,
    refusal,
    setback,
)
from amtsfunk.channels.linkedin_text import same_text, to_little
from amtsfunk.channels.networks import network_of

_TOLERANCE = timedelta(minutes=15)
"""By how much a server's clock may be behind ours and a post still be this claim's. Wider would take yesterday's post
with the same words for today's, which would then be lost without a word."""
_PAGE, _MOST_PAGES = 50, 4
_MOST_LOOKS, _PAUSE_SECONDS = 6, 2.0
_NOT_SHOWN = CannotShow("cannot-be-shown")

_ADDRESS = re.compile(r"https://([A-Za-z0-9.-]+)(?::443)?/")

Uploading = Generator[Request | Keep, Response, "str | Outcome"]


@dataclass(frozen=True, slots=True)
class LinkedIn:
    finds: bool = True
    shows_absence: bool = False
    confirms: bool = False
    mends: frozenset[str] = frozenset({"edit", "delete"})
    secrets: tuple[tuple[str, ...], ...] = SECRETS

    def steps(self, payload: Mapping[str, Any]) -> int:
        return len(payload["parts"])

    def deliver(self, job: Job, access: Access) -> Exchange:
        refused = _refused(job)
        if refused is not None:
            return refused
        match _action(job):
            case "delete":
                return (yield from _delete(job, access))
            case "edit":
                return (yield from _edit(job, access))
        pictures: list[str] = []
        for medium in _part(job)["media"] or []:
            picture = yield from _upload(job, medium, access)
            if not isinstance(picture, str):
                return picture
            pictures.append(picture)
        return (yield from _publish(job, access, pictures))

    def find(self, job: Job, access: Access) -> Search:
        if _action(job) in ("delete", "edit"):
            return (yield from _find_mended(job, access))
        for page in range(_MOST_PAGES):
            query = urlencode({"q": "author", "author": job.account_id, "count": _PAGE, "start": page * _PAGE})
            answer = yield asking("GET", job.host, f"/rest/posts?{query}&sortBy=CREATED", access, action="FINDER")
            if answer.status == 403:
                return _NOT_SHOWN  # reading the page's posts is a right of its own, which few get
            posts = said_by(answer).get("elements")
            if answer.status != 200 or not isinstance(posts, list):
                return CannotShow(UNEXPECTED if answer.status == 200 else f"status-{answer.status}", again=True)
            ours = next((post for post in posts if _is_ours(job, post)), None)
            if ours is not None:
                return _out(ours["id"])
            if len(posts) < _PAGE or _created(posts[-1]) < _since(job):
                return _NOT_SHOWN
        return _NOT_SHOWN

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        return never_confirms(job, probe)

    def examine(self, account: Account, access: Access) -> Examination:
        return examine(account, access)


# ---------------------------------------------------------------------- before anything is sent


def _part(job: Job) -> Mapping[str, Any]:
    part: Mapping[str, Any] = job.payload["parts"][job.step - 1]
    return part


def _action(job: Job) -> str:
    return str(job.payload["parts"][0].get("action") or "create")


def _targets(job: Job) -> tuple[str, ...]:
    """The URNs of the post that this one changes or deletes; none where they are not all posts."""
    target = job.payload["parts"][0].get("target") or {}
    urns = job.targets.get(target.get("post", ""), ())
    return urns if all(is_post(urn) for urn in urns) else ()


def _refused(job: Job) -> Rejected | None:
    """What no server is asked for."""
    action, part = _action(job), _part(job)
    if action == "reply":
        return Rejected("cannot-reply")
    if action in ("edit", "delete"):
        targets = _targets(job)
        if not targets:
            return Rejected(TARGET)
        differs = action == "edit" and len(targets) != len(job.payload["parts"])
        if differs or action == "delete":
            return Rejected("parts-differ") if differs else None
    text = network_of("linkedin").texts[0]
    if counter_of("linkedin", text.unit)(part["text"]) > text.limit:
        return Rejected("text-too-long")  # LinkedIn itself cuts it and says nothing
    return None if action == "edit" else _refused_new(part, job)


def _refused_new(part: Mapping[str, Any], job: Job) -> Rejected | None:
    most = network_of("linkedin").media
    media = part["media"] or []
    if any(sha256(job.media.get(medium["sha256"], b"")).hexdigest() != medium["sha256"] for medium in media):
        return Rejected("picture-missing")
    unfit = any(len(job.media[medium["sha256"]]) > most.size or medium["type"] not in most.types for medium in media)
    return Rejected("picture-refused") if unfit or len(media) > most.pictures else None


def _upload(job: Job, medium: Mapping[str, Any], access: Access) -> Uploading:
    """One picture: ask where to, put it there, wait until it can be shown. No post shows it yet."""
    wish = {"initializeUploadRequest": {"owner": job.account_id}}
    answer = yield asking("POST", job.host, "/rest/images?action=initializeUpload", access, body=wish)
    value = said_by(answer).get("value")
    urn, place = (value.get("image"), value.get("uploadUrl")) if isinstance(value, dict) else (None, None)
    if answer.status != 200 or not isinstance(urn, str) or not isinstance(place, str):
        return setback(answer)
    if not _is_theirs(place, job.host):
        return Deferred("upload-address")
    headers, token = {"content-type": str(medium["type"])}, Bearer(access.secrets[TOKEN])
    answer = yield Request("PUT", place, headers, job.media[medium["sha256"]], auth=token)
    if answer.status not in (200, 201):
        return Rejected("picture-refused") if answer.status in (400, 413, 415) else setback(answer)
    return (yield from _until_ready(job, urn, access))


def _until_ready(job: Job, urn: str, access: Access) -> Uploading:
    for look in range(_MOST_LOOKS):
        request = asking("GET", job.host, f"/rest/images/{quote(urn, safe='')}", access)
        answer = yield request if not look else _paused(request)
        if answer.status != 200:
            return setback(answer)
        match said_by(answer).get("status"):
            case "AVAILABLE":
                return urn
            case "PROCESSING_FAILED":
                return Rejected("picture-refused")
    return Deferred("picture-not-ready")


def _paused(request: Request) -> Request:
    values = (request.method, request.url, request.headers)
    return Request(*values, auth=request.auth, pause=_PAUSE_SECONDS)


def _is_theirs(address: str, host: str) -> bool:
    """Whether an upload address is LinkedIn's own: the token goes along. An address that two readers may take for
    different hosts is nobody's."""
    if is_loopback(host):
        return address.startswith(f"{base_of(host)}/")
    found = _ADDRESS.match(address)
    name = found[1].lower() if found else ""
    return name == "linkedin.com" or name.endswith(".linkedin.com")


# ---------------------------------------------------------------------- sending


def _publish(job: Job, access: Access, pictures: list[str]) -> Exchange:
    answer = yield asking("POST", job.host, "/rest/posts", access, body=_body(job, pictures), irreversible=True)
    named = duplicate_of(answer)
    if named is not None:
        return (yield from _judge_duplicate(job, access, named))
    outcome = refusal(answer)
    if outcome is not None:
        return outcome
    urn = answer.headers.get("x-restli-id", "")
    return _out(urn) if answer.status == 201 and is_post(urn) else Ambiguous(UNEXPECTED)


def _judge_duplicate(job: Job, access: Access, urn: str) -> Exchange:
    """The post that LinkedIn takes ours for is ours only if it reads alike and was made since the claim. An older one,
    or one that we know as another, is a no; of a ghost, and of one that cannot be read, nobody knows."""
    if not urn:
        return Ambiguous(DUPLICATE)
    answer = yield asking("GET", job.host, f"/rest/posts/{quote(urn, safe='')}", access)
    post = said_by(answer)
    if answer.status != 200 or post.get("id") != urn or not _created(post):
        return Ambiguous(DUPLICATE)
    if _is_ours(job, post):
        return Ambiguous(DUPLICATE) if job.contested else _out(urn)
    return Rejected(DUPLICATE) if urn in _known(job) or _created(post) < _since(job) else Ambiguous(DUPLICATE)


def _edit(job: Job, access: Access) -> Exchange:
    """LinkedIn changes a post's text only, so an edit with more or fewer pictures than the post has is none."""
    urn = _targets(job)[job.step - 1]
    seen = yield asking("GET", job.host, f"/rest/posts/{quote(urn, safe='')}", access)
    if is_gone(seen):
        return Rejected(TARGET)
    if seen.status != 200 or said_by(seen).get("id") != urn:
        return setback(seen)
    if _pictures_of(said_by(seen)) != len(_part(job)["media"] or []):
        return Rejected("cannot-edit-pictures")
    body = {"patch": {"$set": {"commentary": _text(job)}}}
    path = f"/rest/posts/{quote(urn, safe='')}"
    answer = yield asking("POST", job.host, path, access, body=body, action="PARTIAL_UPDATE", irreversible=True)
    if is_gone(answer):
        return Rejected(TARGET)
    return refusal(answer) or (_out(urn) if answer.status == 204 else Ambiguous(UNEXPECTED))


def _pictures_of(post: Mapping[str, Any]) -> int:
    content = post.get("content")
    several = content.get("multiImage") if isinstance(content, dict) else None
    images = several.get("images") if isinstance(several, dict) else None
    return len(images) if isinstance(images, list) else int(isinstance(content, dict) and "media" in content)


def _delete(job: Job, access: Access) -> Exchange:
    """The last one first; what is gone already is as good as deleted, so only the last request is irreversible."""
    targets = _targets(job)
    for number, urn in enumerate(reversed(targets), 1):
        last = number == len(targets)
        path = f"/rest/posts/{quote(urn, safe='')}"
        answer = yield asking("DELETE", job.host, path, access, action="DELETE", irreversible=last)
        if not is_gone(answer) and not 200 <= answer.status < 300:
            return (refusal(answer) or setback(answer)) if last else setback(answer)
    return _out(targets[0])


def _body(job: Job, pictures: list[str]) -> dict[str, Any]:
    part = _part(job)
    images = [
        {"id": urn, "altText": str(medium.get("alt") or "")}
        for urn, medium in zip(pictures, part["media"] or [], strict=True)
    ]
    content: dict[str, Any] | None = None
    if len(images) == 1:
        content = {"media": images[0]}
    elif images:
        content = {"multiImage": {"images": images}}
    elif part.get("link"):
        content = {"article": {"source": part["link"], "title": str(job.payload.get("title") or "")}}
    return {
        "author": job.account_id,
        "commentary": _text(job),
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        **({"content": content} if content else {}),
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


def _text(job: Job) -> str:
    part = _part(job)
    return to_little(str(part.get("text") or ""), part.get("mentions") or [])


def _out(urn: str) -> Accepted:
    return Accepted(urn, f"https://www.linkedin.com/feed/update/{urn}")


# ---------------------------------------------------------------------- looking


def _find_mended(job: Job, access: Access) -> Search:
    targets = _targets(job)
    deletes = _action(job) == "delete"
    wanted = targets if deletes else targets[job.step - 1 : job.step]
    if not wanted:
        return CannotShow(TARGET)
    done = []
    for urn in wanted:
        answer = yield asking("GET", job.host, f"/rest/posts/{quote(urn, safe='')}", access)
        if answer.status != 200 and not is_gone(answer):
            return CannotShow(f"status-{answer.status}", again=answer.status != 403)
        same = same_text(str(said_by(answer).get("commentary", "")), _text(job))
        done.append(is_gone(answer) if deletes else answer.status == 200 and same)
    return _out(wanted[0]) if all(done) else Absent()


def _is_ours(job: Job, post: object) -> bool:
    """The same words, made since the claim, and no post that we know already."""
    if not isinstance(post, dict) or not is_post(post.get("id")):
        return False
    fresh = post["id"] not in _known(job) and _created(post) >= _since(job)
    return fresh and same_text(str(post.get("commentary", "")), _text(job))


def _known(job: Job) -> frozenset[str]:
    """Posts that are other steps' or other posts'."""
    return frozenset({*job.before, *job.owned, *(urn for urns in job.targets.values() for urn in urns)})


def _created(post: object) -> float:
    """When it was made, in seconds of the epoch; what does not say is old."""
    made = post.get("createdAt") if isinstance(post, dict) else None
    return made / 1000 if isinstance(made, int | float) else 0.0


def _since(job: Job) -> float:
    return (job.created_at - _TOLERANCE).timestamp()


ADAPTER = LinkedIn()
