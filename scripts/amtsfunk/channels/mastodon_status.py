"""What is sent to a server with the Mastodon API, and what its answers mean. Pure.

Everything that is sent is a function of the job: the same job makes the same bytes, pictures' ids aside, which the
server gives (https://docs.joinmastodon.org/methods/statuses/ and /methods/media/).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from amtsfunk.channels.contract import (
    Accepted,
    Ambiguous,
    Deferred,
    Job,
    Outcome,
    Rejected,
    Response,
    outcome_of_status,
)
from amtsfunk.channels.mastodon_text import same_letters, same_source

UNEXPECTED = "unexpected-answer"
TARGET_MISSING = "target-missing"
JSON: Mapping[str, str] = {"content-type": "application/json"}
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
_UNDECIDED = (409, 423, 425)
"""4xx of locks and proxies: somebody may be working on this very request."""


@dataclass(frozen=True, slots=True)
class Status:
    """One status of the server's, as far as we read it."""

    id: str
    account_id: str
    created_at: datetime
    edited_at: datetime | None
    parent: str | None
    html: str
    warning: str
    alts: tuple[str, ...]
    address: str | None

    @property
    def accepted(self) -> Accepted:
        return Accepted(self.id, self.address)

    def shows(self, alts: tuple[str, ...]) -> bool:
        """Whether its pictures have these alternative texts, in this order."""
        return len(alts) == len(self.alts) and all(map(same_source, alts, self.alts))


# ---------------------------------------------------------------------- the job


def action_of(job: Job) -> str:
    return str(job.payload["parts"][0].get("action") or "create")


def part_of(job: Job) -> Mapping[str, Any]:
    part: Mapping[str, Any] = job.payload["parts"][job.step - 1]
    return part


def media_of(job: Job) -> list[Mapping[str, Any]]:
    return list(part_of(job).get("media") or [])


def alts_of(job: Job) -> tuple[str, ...]:
    return tuple(medium.get("alt") or "" for medium in media_of(job))


def targets_of(job: Job) -> tuple[str, ...]:
    """Ids of the post that this one answers, edits or deletes; none where one of them is no id."""
    target = job.payload["parts"][0].get("target") or {}
    ids = " ".join(job.targets.get(target.get("post", ""), ())).split()
    return tuple(ids) if all(_ID.fullmatch(name) for name in ids) else ()


def parent_of(job: Job) -> str | None:
    """The id that this step answers."""
    if job.step > 1:
        return job.before[-1] if job.before else None
    targets = targets_of(job)
    return targets[0] if action_of(job) == "reply" and targets else None


def refused(job: Job) -> Rejected | None:
    """What no server is asked for."""
    action, targets = action_of(job), targets_of(job)
    if action in ("edit", "reply", "delete") and not targets:
        return Rejected(TARGET_MISSING)
    if action == "delete":
        return None
    if action == "edit" and len(targets) != len(job.payload["parts"]):
        return Rejected("parts-differ")
    if action != "edit" and job.step > 1 and not (job.before and _ID.fullmatch(job.before[-1])):
        return Rejected(TARGET_MISSING)
    names = [str(medium["sha256"]) for medium in media_of(job)]
    if not all(name in job.media and sha256(job.media[name]).hexdigest() == name for name in names):
        return Rejected("picture-missing")
    return None


# ---------------------------------------------------------------------- what is sent


def body_of(job: Job, media: list[str]) -> bytes:
    """A new status. JSON, because there are servers that read an empty status from a form."""
    part = part_of(job)
    values = {**_shared(part, media), "visibility": part.get("visibility"), "in_reply_to_id": parent_of(job)}
    return _json({name: value for name, value in values.items() if value not in (None, "", [])})


def edit_of(job: Job, media: list[str]) -> bytes:
    """A status anew. What is empty is sent all the same, so that a warning or a picture goes away."""
    return _json({name: value for name, value in _shared(part_of(job), media).items() if value is not None})


def _shared(part: Mapping[str, Any], media: list[str]) -> dict[str, Any]:
    """``content_type`` is known to servers that could read Markdown instead (GoToSocial, Akkoma, glitch-soc)."""
    warning, poll = part.get("content_warning") or "", part.get("poll")
    return {
        "status": part["text"],
        "content_type": "text/plain",
        "spoiler_text": warning,
        "sensitive": bool(warning),
        "language": part.get("language"),
        "media_ids": media,
        "poll": poll
        and {"options": poll["options"], "expires_in": poll["duration"], "multiple": bool(poll.get("multiple"))},
    }


def upload_of(medium: Mapping[str, Any], data: bytes) -> tuple[Mapping[str, str], bytes]:
    """(headers, body) of one picture as multipart/form-data (RFC 7578). The boundary comes from the picture, so that
    the same picture makes the same bytes."""
    alt = str(medium.get("alt") or "").encode()
    boundary = f"amtsfunk-{medium['sha256'][:32]}"
    while boundary.encode() in data + alt:
        boundary += "-"
    kind, name = str(medium["type"]), medium["sha256"][:16]
    name = f"{name}.{_ENDINGS.get(kind, 'bin')}"
    begin = f"--{boundary}\r\ncontent-disposition: form-data; ".encode()
    described = begin + b'name="description"\r\n\r\n' + alt + b"\r\n" if alt else b""
    file = begin + f'name="file"; filename="{name}"\r\ncontent-type: {kind}\r\n\r\n'.encode() + data + b"\r\n"
    headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
    return headers, described + file + f"--{boundary}--\r\n".encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# ---------------------------------------------------------------------- what comes back


def json_of(answer: Response) -> Any:
    """The answer's JSON; None where it is none."""
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def object_of(answer: Response) -> Mapping[str, Any]:
    """The answer's JSON object; an empty one where it is none."""
    value = json_of(answer)
    return value if isinstance(value, dict) else {}


def id_of(value: object) -> str | None:
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def status_of(value: object) -> Status | None:
    """One status as the server tells it; None where that is not one."""
    if not isinstance(value, dict) or not isinstance(value.get("account"), dict):
        return None
    name, account, created = id_of(value.get("id")), value["account"].get("id"), time_of(value.get("created_at"))
    html, media = value.get("content"), value.get("media_attachments")
    if name is None or created is None or not (isinstance(account, str) and isinstance(html, str)):
        return None
    alts = tuple(str(item.get("description") or "") for item in media or () if isinstance(item, dict))
    return Status(
        id=name,
        account_id=account,
        created_at=created,
        edited_at=time_of(value.get("edited_at")),
        parent=id_of(value.get("in_reply_to_id")),
        html=html,
        warning=str(value.get("spoiler_text") or ""),
        alts=alts,
        address=address_of(value.get("url")),
    )


def address_of(value: object) -> str | None:
    """An address of the web, and nothing else that a server might say."""
    if not isinstance(value, str) or not value.isprintable() or " " in value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None


def time_of(value: object) -> datetime | None:
    try:
        when = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return when if when is not None and when.tzinfo is not None else None


def setback(answer: Response) -> Deferred:
    """What an answer means to a request that can be undone: nothing is out."""
    if answer.status == 429:
        return Deferred("rate", wait_of(answer))
    if answer.status in (401, 403):
        return Deferred("credentials")
    return Deferred(UNEXPECTED if 200 <= answer.status < 300 else f"status-{answer.status}")


def outcome_of(answer: Response, job: Job) -> Outcome:
    """What the answer to the one request that counts means. The server's own words are never passed on."""
    if answer.status == 429:
        return setback(answer)
    if answer.status in (400, 422):
        return Rejected(f"mastodon-{answer.status}")
    if answer.status in (404, 410) and (action_of(job) == "edit" or parent_of(job)):
        return Rejected(TARGET_MISSING)
    if answer.status in _UNDECIDED:
        return Ambiguous(f"status-{answer.status}")
    known = outcome_of_status(answer)
    if known is not None:
        return known
    status = status_of(json_of(answer))
    return status.accepted if status is not None and _is_what_was_sent(status, job) else Ambiguous(UNEXPECTED)


def _is_what_was_sent(status: Status, job: Job) -> bool:
    """A server may leave the pictures of an edited status as they were, which the alternative texts show."""
    same_media = status.shows(alts_of(job)) if action_of(job) == "edit" else len(status.alts) == len(media_of(job))
    return status.account_id == job.account_id and same_media and same_letters(part_of(job)["text"], status.html)


def wait_of(answer: Response) -> int | None:
    """Seconds the server asks to wait: ``retry-after``, or ``x-ratelimit-reset`` (ISO 8601) against its own date."""
    wait = answer.headers.get("retry-after", "").strip()
    if wait.isascii() and wait.isdigit():
        return int(wait)
    reset = time_of(answer.headers.get("x-ratelimit-reset"))
    try:
        now = parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
    if reset is None or now.tzinfo is None:
        return None
    return max(0, int((reset - now).total_seconds()))
