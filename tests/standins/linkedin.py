"""A stand-in for LinkedIn's versioned interface, from learn.microsoft.com (Posts, Images, Organization Access Control).

Not the real thing: one page, one token. It names the post of a repeated text, and that post may be a ghost.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote

from standins.base import Answer, Call, Out

APPLICATION = {"client_id": "86stand1n", "client_secret": "stand-in-secret-of-Beispielau"}
TOKEN = "AQX-stand-in-token-of-Beispielau"  # noqa: S105 - of a stand-in
PAGE = "urn:li:organization:2414183"
START = datetime(2026, 12, 1, 8, 0, 1, tzinfo=UTC)


class Refusal(Exception):
    def __init__(self, status: int, code: str, message: str, inputs: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        body: dict[str, Any] = {"status": status, "code": code, "message": message}
        if inputs:
            body["errorDetails"] = {"inputErrors": [{"code": item} for item in inputs]}
        self.answer = Answer.of(body, status)


@dataclass
class LinkedIn:
    """``reads``: whether the token may list the page's posts; ``role``: of the token's person there; ``looks``: how
    often a picture is asked for before it is ready, None: never; ``version``: the oldest that is still answered;
    ``elsewhere``: the upload address is on another host; ``ends``: when the token does, in seconds of the epoch."""

    reads: bool = True
    role: str = "ADMINISTRATOR"
    looks: int | None = 0
    version: str = "202601"
    elsewhere: bool = False
    ends: object = 1_800_000_000
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    ghosts: set[str] = field(default_factory=set)
    images: dict[str, dict[str, Any]] = field(default_factory=dict)
    _drawn: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def out(self) -> list[Out]:
        with self._lock:
            return [self._seen(urn, post) for urn, post in self.posts.items() if urn not in self.ghosts]

    def say(self, commentary: str, **changed: Any) -> str:
        """Somebody of the office posts this by hand; its URN."""
        with self._lock:
            return self._new({"commentary": commentary, "author": PAGE, **changed})

    def answer(self, call: Call) -> Answer:
        with self._lock:
            try:
                return self._answer(call)
            except Refusal as refusal:
                return refusal.answer

    def _answer(self, call: Call) -> Answer:
        if call.path == "/oauth/v2/introspectToken":
            return self._introspect(call)
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            raise Refusal(401, "INVALID_ACCESS_TOKEN", "Invalid access token")
        if call.path.startswith("/upload/"):
            self.images[unquote(call.path.removeprefix("/upload/"))]["data"] = call.body
            return Answer(201)
        if call.headers.get("linkedin-version", "") < self.version:
            raise Refusal(426, "NONEXISTENT_VERSION", "Requested version is not active")
        if call.headers.get("x-restli-protocol-version") != "2.0.0":
            raise Refusal(400, "ILLEGAL_ARGUMENT", "protocol version")
        parts = call.path.split("/")
        name, urn = parts[2], unquote(parts[3]) if len(parts) > 3 else ""
        handlers = {"posts": self._posts, "images": self._images, "organizationAcls": self._roles}
        if name not in handlers:
            raise Refusal(404, "RESOURCE_NOT_FOUND", f"Resource {name} does not exist")
        return handlers[name](call, urn)

    # ------------------------------------------------------------------ posts

    def _posts(self, call: Call, urn: str) -> Answer:
        if not urn:
            return self._list(call) if call.method == "GET" else self._create(call)
        if urn not in self.posts or urn in self.ghosts:
            raise Refusal(404, "NOT_FOUND", f"Post {urn} not found")
        if call.method == "GET":
            return Answer.of({"id": urn, **self.posts[urn]})
        if call.method == "DELETE":
            del self.posts[urn]
            return Answer(204)
        self.posts[urn]["commentary"] = call.json()["patch"]["$set"]["commentary"]
        return Answer(204)

    def _create(self, call: Call) -> Answer:
        body = call.json()
        if body["author"] != PAGE or self.role not in ("ADMINISTRATOR", "CONTENT_ADMINISTRATOR"):
            raise Refusal(403, "ACCESS_DENIED", "Unpermitted fields present in REQUEST_BODY")
        if len(_read(body["commentary"])) > 3_000:
            raise Refusal(422, "TEXT_LENGTH", "too long", ("FIELD_VALUE_TOO_LONG",))
        for image in _images_of(body):
            if "data" not in self.images.get(image["id"], {}):
                raise Refusal(400, "MEDIA", "no such picture", ("MEDIA_ASSET_WAITING_UPLOAD",))
        for urn, post in self.posts.items():
            if post["commentary"] == body["commentary"]:
                raise Refusal(422, "UNPROCESSABLE", f"Content is a duplicate of {urn}", ("DUPLICATE_POST",))
        urn = self._new(body)
        return Answer(201, b"", {"x-restli-id": urn})

    def _new(self, body: Mapping[str, Any]) -> str:
        self._drawn += 1
        urn = f"urn:li:share:{7_100_000_000_000_000_000 + self._drawn}"
        made = int(START.timestamp() * 1000) + self._drawn * 1000
        self.posts[urn] = {"createdAt": made, "lifecycleState": "PUBLISHED", **body}
        return urn

    def _list(self, call: Call) -> Answer:
        if not self.reads:
            raise Refusal(403, "ACCESS_DENIED", "Not enough permissions to access: partnerApiPosts.FINDER-author")
        start, count = int(call.query["start"][0]), int(call.query["count"][0])
        newest = [urn for urn in reversed(self.posts) if urn not in self.ghosts]
        page = [{"id": urn, **self.posts[urn]} for urn in newest[start : start + count]]
        return Answer.of({"elements": page, "paging": {"start": start, "count": count}})

    def _seen(self, urn: str, post: Mapping[str, Any]) -> Out:
        pictures = tuple((self.images[image["id"]]["data"], image["altText"]) for image in _images_of(post))
        return Out(urn, _read(post["commentary"]), None, pictures, None, post)

    # ------------------------------------------------------------------ pictures and roles

    def _images(self, call: Call, urn: str) -> Answer:
        if call.method == "POST":
            self._drawn += 1
            fresh = f"urn:li:image:C4E{self._drawn}"
            self.images[fresh] = {"asked": 0}
            host = "files.example.org" if self.elsewhere else call.headers["host"]
            return Answer.of({"value": {"image": fresh, "uploadUrl": f"http://{host}/upload/{fresh}"}})
        image = self.images[urn]
        image["asked"] += 1
        ready = self.looks is not None and image["asked"] > self.looks
        return Answer.of({"id": urn, "status": "AVAILABLE" if ready else "PROCESSING"})

    def _introspect(self, call: Call) -> Answer:
        asked = {name: values[0] for name, values in parse_qs(call.body.decode()).items()}
        if asked != {**APPLICATION, "token": TOKEN}:
            raise Refusal(401, "invalid_client", "Client authentication failed")
        return Answer.of({"active": True, "status": "active", "expires_at": self.ends, "auth_type": "3L"})

    def _roles(self, call: Call, urn: str) -> Answer:
        held = {"organization": PAGE, "role": self.role, "state": "APPROVED", "roleAssignee": "urn:li:person:a"}
        return Answer.of({"elements": [held]})


def _images_of(post: Mapping[str, Any]) -> list[dict[str, Any]]:
    content = post.get("content") or {}
    return [content["media"]] if "media" in content else list(content.get("multiImage", {}).get("images", []))


def _read(little: str) -> str:
    """What people read of a „little text". As LinkedIn does, it ends without a word at the first stray sign."""
    shown, at = "", 0
    while at < len(little):
        sign = little[at]
        if sign == "\\":
            shown, at = shown + little[at + 1 : at + 2], at + 2
        elif little.startswith("{hashtag|\\#|", at):
            end = little.index("}", at)
            shown, at = f"{shown}#{_read(little[at + 12 : end])}", end + 1
        elif sign == "@" and little.startswith("@[", at):
            end = little.index(")", at)
            shown, at = shown + _read(little[at + 2 : little.index("](", at)]), end + 1
        elif sign in "|{}@[]()<>#*_~":
            return shown
        else:
            shown, at = shown + sign, at + 1
    return shown
