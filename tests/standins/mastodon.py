"""A stand-in for servers with the Mastodon API, from https://docs.joinmastodon.org/methods/ and what PLATFORMS.md says
was tried on GoToSocial and Hollo. Not the real thing: one account, no federation, no sign-up.

``Mastodon()`` is the documented one; ``gotosocial()`` and ``hollo()`` differ as those two do. Each option may be set
by itself, too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Literal
from urllib.parse import parse_qs

from standins.base import Answer, Call, Out
from standins.mastodon_html import rendered

TOKEN = "zXy-4_stand-in-token-of-Beispielau"  # noqa: S105 - of a stand-in
ACCOUNT = "109348684211"
HANDLE = "beispielau"
START = datetime(2026, 12, 1, 8, 0, 1, tzinfo=UTC)
SCOPES = ("read", "write")

Keys = Literal["honoured", "ignored", "error"]
"""What a repeated Idempotency-Key gets: the first status, a second one, or (mastodon #40399) a 500."""


class Refusal(Exception):
    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.answer = Answer.of({"error": message}, status, **headers)


@dataclass
class Mastodon:
    """``clock``: what time it is there; a fixed one that counts seconds unless given, so pass one (such as
    ``lambda: datetime.now(UTC)``) where jobs are made at another time. ``key``: see ``Keys``; ``blind``: how many
    repeats of a key go unnoticed all the same, as simultaneous ones do on Hollo; ``fails_after``: how many of the next
    statuses are made and answered with 500. ``media_polls``: how often a picture is asked for before it is ready,
    0: at once, None: never. ``has_source``, ``has_v2``, ``has_scopes``: interfaces that not every server has.
    ``refuses``: 422 as documented, or 400. ``busy``: how many of the next calls are answered with 429."""

    clock: Callable[[], datetime] | None = None
    account_id: str = ACCOUNT
    token: str = TOKEN
    expired: bool = False
    scopes: tuple[str, ...] = SCOPES
    key: Keys = "honoured"
    blind: int = 0
    fails_after: int = 0
    media_polls: int | None = 0
    lost_media: Literal["refused", "dropped", "error"] = "refused"
    forms: Literal["read", "empty"] = "read"
    same_edit: Literal["taken", "refused"] = "taken"
    edits_media: bool = True
    knows_mentions: bool = True
    has_source: bool = True
    has_v2: bool = True
    has_scopes: bool = True
    refuses: int = 422
    busy: int = 0
    characters: int = 500
    pictures: int = 4
    picture_bytes: int = 16_777_216
    description: int = 1_500
    page: int = 40
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    created: int = 0
    """How many statuses were ever made, deleted ones included."""
    _keys: dict[str, str] = field(default_factory=dict)
    _drawn: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    # ------------------------------------------------------------------ what tests ask

    def out(self) -> list[Out]:
        with self._lock:
            return [self._seen(status) for status in self.statuses.values()]

    def say(self, text: str, **changed: Any) -> str:
        """Somebody of the office writes this there by hand; its id. ``changed``: values of the status."""
        with self._lock:
            status = self._new({"status": text, "visibility": "public"})
            status.update(changed)
            return str(status["id"])

    def now(self) -> datetime:
        return self.clock() if self.clock is not None else START + timedelta(seconds=self._drawn)

    def _seen(self, status: Mapping[str, Any]) -> Out:
        pictures = tuple((self.media[name]["data"], self.media[name]["description"]) for name in status["media"])
        return Out(status["id"], status["text"], status["in_reply_to_id"], pictures, status["language"], status)

    # ------------------------------------------------------------------ the server

    def answer(self, call: Call) -> Answer:
        with self._lock:
            self.calls.append(call)
            try:
                answer = self._answer(call)
            except Refusal as refusal:
                answer = refusal.answer
            return Answer(answer.status, answer.body, {**self._rate(), **answer.headers})

    def _rate(self) -> dict[str, str]:
        reset = (self.now() + timedelta(seconds=77)).isoformat().replace("+00:00", "Z")
        return {
            "date": format_datetime(self.now(), usegmt=True),
            "x-ratelimit-limit": "300",
            "x-ratelimit-remaining": "0" if self.busy else "299",
            "x-ratelimit-reset": reset,
        }

    def _answer(self, call: Call) -> Answer:
        if self.busy:
            self.busy -= 1
            answer = Answer.of({"error": "Too many requests"}, 429)
            return Answer(429, answer.body, {**answer.headers, **self._rate()})
        path = [piece for piece in call.path.split("/") if piece]
        if path[:3] == ["api", "v1", "statuses"]:
            return self._statuses(call, path[3:])
        if path[:3] == ["api", "v1", "accounts"] and path[4:] == ["statuses"]:
            return self._list(call, path[3])
        if path[:3] == ["api", "v1", "media"] and len(path) == 4:
            return self._media_state(call, path[3])
        known = {
            ("GET", "/api/v2/instance"): self._instance if self.has_v2 else None,
            ("GET", "/api/v1/instance"): self._instance,
            ("GET", "/api/v1/accounts/verify_credentials"): self._own_account,
            ("GET", "/api/v1/apps/verify_credentials"): self._application if self.has_scopes else None,
            ("POST", "/api/v2/media"): self._upload,
        }
        asked = known.get((call.method, call.path))
        if asked is None:
            raise Refusal(404, "Not Found")
        return asked(call)

    def _statuses(self, call: Call, rest: list[str]) -> Answer:
        match (call.method, *rest):
            case ("POST",):
                return self._create(call)
            case ("GET", name):
                self._may(call, "read:statuses")
                return Answer.of(self._shown(self._one(name)))
            case ("GET", name, "source") if self.has_source:
                self._may(call, "read:statuses")
                status = self._one(name)
                return Answer.of({"id": name, "text": status["text"], "spoiler_text": status["spoiler_text"]})
            case ("PUT", name):
                return self._change(call, name)
            case ("DELETE", name):
                return self._remove(call, name)
            case _:
                raise Refusal(404, "Not Found")

    def _remove(self, call: Call, name: str) -> Answer:
        self._may(call, "write:statuses")
        status = self._shown(self._one(name))
        del self.statuses[name]
        for other in self.statuses.values():
            if other["in_reply_to_id"] == name:
                other["in_reply_to_id"] = None
        return Answer.of(status)

    def _may(self, call: Call, scope: str | None = None) -> None:
        if self.expired or call.headers.get("authorization") != f"Bearer {self.token}":
            raise Refusal(401, "The access token is invalid")
        if scope is not None and not {scope, scope.partition(":")[0]} & set(self.scopes):
            raise Refusal(403, "This action is outside the authorized scopes")

    def _account(self) -> dict[str, Any]:
        address, count = f"https://social.example/@{HANDLE}", len(self.statuses)
        return {
            "id": self.account_id,
            "username": HANDLE,
            "acct": HANDLE,
            "url": address,
            "statuses_count": count,
        }

    def _own_account(self, call: Call) -> Answer:
        self._may(call, "read:accounts")
        return Answer.of(self._account())

    def _application(self, call: Call) -> Answer:
        self._may(call)
        return Answer.of({"name": "Amtsfunk", "scopes": list(self.scopes)})

    def _instance(self, call: Call) -> Answer:
        configuration = {
            "statuses": {"max_characters": self.characters, "max_media_attachments": self.pictures},
            "media_attachments": {"image_size_limit": self.picture_bytes, "description_limit": self.description},
        }
        return Answer.of({"domain": "social.example", "version": "4.4.0", "configuration": configuration})

    # ------------------------------------------------------------------ statuses

    def _create(self, call: Call) -> Answer:
        self._may(call, "write:statuses")
        key = call.headers.get("idempotency-key")
        if key in self._keys and self.key != "ignored":
            if self.blind:
                self.blind -= 1
            elif self.key == "error":
                raise Refusal(500, "Internal Server Error")
            else:
                return Answer.of(self._shown(self._one(self._keys[key])))
        asked = self._asked(call)
        media = self._checked(asked)
        parent = asked.get("in_reply_to_id")
        if parent is not None and parent not in self.statuses:
            raise Refusal(404, "Record not found")
        status = self._new({**asked, "media_ids": media})
        if key is not None:
            self._keys.setdefault(key, status["id"])
        if self.fails_after:
            self.fails_after -= 1
            raise Refusal(500, "Internal Server Error")
        return Answer.of(self._shown(status))

    def _new(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        self.created += 1
        self._drawn += 1
        name = str(113_000_000_000_000_000 + self._drawn)
        status = {
            "id": name,
            "created_at": self.now(),
            "edited_at": None,
            "text": (asked.get("status") or "").strip(),
            "spoiler_text": (asked.get("spoiler_text") or "").strip(),
            "sensitive": bool(asked.get("sensitive") or asked.get("spoiler_text")),
            "visibility": asked.get("visibility") or "public",
            "language": asked.get("language"),
            "in_reply_to_id": asked.get("in_reply_to_id"),
            "poll": asked.get("poll"),
            "media": list(asked.get("media_ids") or []),
        }
        self.statuses[name] = status
        for picture in status["media"]:
            self.media[picture]["status"] = name
        return status

    def _change(self, call: Call, name: str) -> Answer:
        self._may(call, "write:statuses")
        status, asked = self._one(name), self._asked(call)
        media = self._checked(asked, name)
        fresh = {
            "text": (asked.get("status") or "").strip(),
            "spoiler_text": (asked.get("spoiler_text") or "").strip(),
            "sensitive": bool(asked.get("sensitive")),
            "language": asked.get("language") or status["language"],
            "poll": asked.get("poll") or status["poll"],
            "media": media if self.edits_media else status["media"],
        }
        if all(status[key] == value for key, value in fresh.items()):
            if self.same_edit == "refused":
                raise Refusal(422, "Unprocessable Entity: no changes")
            return Answer.of(self._shown(status))
        self._drawn += 1
        status.update(fresh, edited_at=self.now())
        if self.fails_after:
            self.fails_after -= 1
            raise Refusal(500, "Internal Server Error")
        return Answer.of(self._shown(status))

    def _asked(self, call: Call) -> dict[str, Any]:
        if call.headers.get("content-type", "").startswith("application/json"):
            asked: dict[str, Any] = call.json()
            return asked
        if self.forms == "empty":
            return {}
        return {name: values[-1] for name, values in parse_qs(call.body.decode()).items()}

    def _checked(self, asked: Mapping[str, Any], name: str | None = None) -> list[str]:
        """The pictures of a status that may be made. Raises Refusal."""
        text, names = asked.get("status") or "", list(asked.get("media_ids") or [])
        poll = asked.get("poll")
        empty = not text.strip() and not names and self.forms != "empty"
        long = len(text) + len(asked.get("spoiler_text") or "") > self.characters
        bad_poll = poll is not None and (bool(names) or len(poll["options"]) < 2 or poll["expires_in"] < 300)
        visible = asked.get("visibility", "public") in ("public", "unlisted", "private", "direct")
        if empty or long or bad_poll or not visible or len(names) > self.pictures:
            raise Refusal(self.refuses, "Validation failed")
        free = [one for one in names if one in self.media and self.media[one]["status"] in (None, name)]
        if len(free) != len(names) or len(set(names)) != len(names):
            if self.lost_media == "error":
                raise Refusal(500, "Internal Server Error")
            if self.lost_media == "refused":
                raise Refusal(self.refuses, "Media not found")
        if any(self.media[one]["polls"] != 0 for one in free):
            raise Refusal(self.refuses, "Cannot attach files that have not finished processing")
        return free

    def _one(self, name: str) -> dict[str, Any]:
        if name not in self.statuses:
            raise Refusal(404, "Record not found")
        return self.statuses[name]

    def _shown(self, status: Mapping[str, Any]) -> dict[str, Any]:
        address = f"https://social.example/@{HANDLE}/{status['id']}"
        poll = status["poll"]
        return {
            "id": status["id"],
            "created_at": _time(status["created_at"]),
            "edited_at": _time(status["edited_at"]) if status["edited_at"] else None,
            "account": self._account(),
            "content": rendered(status["text"], self.knows_mentions) if status["text"] else "",
            "spoiler_text": status["spoiler_text"],
            "sensitive": status["sensitive"],
            "visibility": status["visibility"],
            "language": status["language"],
            "in_reply_to_id": status["in_reply_to_id"],
            "reblog": None,
            "poll": poll and {"options": [{"title": title} for title in poll["options"]], "multiple": poll["multiple"]},
            "media_attachments": [self._shown_media(name) for name in status["media"]],
            "uri": address,
            "url": address,
        }

    def _list(self, call: Call, account: str) -> Answer:
        self._may(call, "read:statuses")
        if account != self.account_id:
            raise Refusal(404, "Record not found")
        before = call.query.get("max_id", [None])[0]
        limit = min(int(call.query.get("limit", ["20"])[0]), self.page)
        names = [name for name in reversed(self.statuses) if before is None or int(name) < int(before)][:limit]
        shown = [self._shown(self.statuses[name]) for name in names]
        if not names:
            return Answer.of(shown)
        address = f"https://social.example{call.path}?max_id={names[-1]}"
        return Answer.of(shown, link=f'<{address}>; rel="next"')

    # ------------------------------------------------------------------ pictures

    def _upload(self, call: Call) -> Answer:
        self._may(call, "write:media")
        fields = fields_of(call)
        data, kind = fields.get("file", (b"", ""))
        description = fields.get("description", (b"", ""))[0].decode()
        if not data or not kind.startswith("image/") or len(description) > self.description:
            raise Refusal(self.refuses, "Validation failed: File content type is invalid")
        if len(data) > self.picture_bytes:
            raise Refusal(413, "Request Entity Too Large")
        self._drawn += 1
        name = str(112_000_000_000_000_000 + self._drawn)
        polls = self.media_polls
        self.media[name] = {"data": data, "description": description, "status": None, "polls": polls}
        return Answer.of(self._shown_media(name), 200 if polls == 0 else 202)

    def _media_state(self, call: Call, name: str) -> Answer:
        self._may(call, "write:media")
        if name not in self.media:
            raise Refusal(404, "Record not found")
        medium = self.media[name]
        if medium["polls"]:
            medium["polls"] -= 1
        return Answer.of(self._shown_media(name), 200 if medium["polls"] == 0 else 206)

    def _shown_media(self, name: str) -> dict[str, Any]:
        medium = self.media[name]
        url = f"https://social.example/media/{name}" if medium["polls"] == 0 else None
        return {"id": name, "type": "image", "url": url, "description": medium["description"] or None}


def gotosocial(**changed: Any) -> Mastodon:
    """No keys, 400 for what is not valid, 422 for an edit that changes nothing."""
    options = {"key": "ignored", "refuses": 400, "same_edit": "refused", "characters": 5_000, "has_scopes": False}
    return Mastodon(**{**options, **changed})


def hollo(**changed: Any) -> Mastodon:
    """One repeat of a key goes unnoticed, a form makes an empty status, unknown pictures are a 500, an edit leaves the
    pictures as they are."""
    options = {"blind": 1, "forms": "empty", "lost_media": "error", "edits_media": False, "characters": 10_000}
    return Mastodon(**{**options, **changed})


def fields_of(call: Call) -> dict[str, tuple[bytes, str]]:
    """The fields of a multipart/form-data body: name → (bytes, media type)."""
    boundary = call.headers["content-type"].partition("boundary=")[2].encode()
    found = {}
    for piece in (b"\r\n" + call.body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, data = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head.decode("ascii").split("\r\n"))
        name = headers["content-disposition"].partition(' name="')[2].partition('"')[0]
        found[name] = (data, headers.get("content-type", ""))
    return found


def _time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
