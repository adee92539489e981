"""A stand-in for X, from docs.x.com (API v2) and the answers that its users report. Not the real thing: no billing, no
spam filter, no rendering.

As there: a repeated text is 403 without an id; texts come back with shortened addresses and ``&amp;``; pictures add an
address at the end; an OAuth 2 refresh token is worth nothing once used; 429 has no ``retry-after``; a single post that
is gone is 200 with errors. ``lag``: how many of the newest posts the timeline does not show yet.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

from amtsfunk.channels.addresses import x_addresses
from amtsfunk.channels.counting import count_weighted
from standins.base import Answer, Call, Out

USER, HANDLE = "2244994945", "Beispielau"
OAUTH1 = {
    "api_key": "api-key-of-the-stand-in",
    "api_secret": "api-secret-of-the-stand-in",
    "access_token": f"{USER}-access-token-of-the-stand-in",
    "access_secret": "access-secret-of-the-stand-in",
}
CLIENT, CLIENT_SECRET = "client-of-the-stand-in", "client-secret-of-the-stand-in"
FIRST_REFRESH = "refresh-token-0"
NOW = datetime(2026, 12, 1, 8, 0, 5, tzinfo=UTC)


def problem(status: int, detail: str, title: str = "Forbidden", kind: str = "about:blank", **headers: str) -> Answer:
    return Answer.of({"title": title, "detail": detail, "type": kind, "status": status}, status, **headers)


def problem_page(name: str) -> str:
    return f"https://api.twitter.com/2/problems/{name}"


DUPLICATE = problem(403, "You are not allowed to create a Tweet with duplicate content.")
TOO_LONG = problem(403, "Your Tweet text is too long.")
NOT_PERMITTED = problem(403, "You are not permitted to perform this action.")
NO_CREDIT = problem(
    402,
    "Your enrolled account [1] does not have any credits to fulfill this request.",
    "CreditsDepleted",
    problem_page("credits"),
)
INVALID = Answer.of(
    {
        "errors": [{"parameters": {}, "message": "$.text: is invalid"}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": problem_page("invalid-request"),
    },
    400,
)
GONE_ABOVE = problem(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
CAPPED = Answer.of(
    {"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly", "type": problem_page("usage-capped")}, 429
)


def too_many(reset_in: int, daily: bool = False) -> Answer:
    now = int(NOW.timestamp())
    headers = {"x-rate-limit-remaining": "9" if daily else "0", "x-rate-limit-reset": str(now + reset_in)}
    if daily:
        headers |= {"x-rate-limit-reset": str(now + 60), "x-user-limit-24hour-remaining": "0"}
        headers |= {"x-user-limit-24hour-reset": str(now + reset_in)}
    return Answer(429, b'{"title":"Too Many Requests","type":"about:blank"}', {"date": format_datetime(NOW), **headers})


@dataclass
class X:
    """``level``: what the credentials may do; ``converting``: how often a moving picture is not ready yet; ``page``:
    posts on one page of the timeline."""

    now: datetime = NOW
    level: str = "read-write"
    user: str = USER
    converting: int = 0
    lag: int = 0
    page: int = 100
    pictures: dict[str, dict[str, Any]] = field(default_factory=dict)
    posts: list[dict[str, Any]] = field(default_factory=list)
    access_token: str = ""
    refresh_token: str = FIRST_REFRESH
    refreshes: int = 0
    calls: list[Call] = field(default_factory=list)
    _last: int = 1_990_000_000_000_000_000
    _lock: threading.RLock = field(default_factory=threading.RLock)

    # ------------------------------------------------------------------ what tests ask

    def out(self) -> list[Out]:
        with self._lock:
            return [
                Out(
                    post["id"],
                    post["asked"]["text"],
                    (post["asked"].get("reply") or {}).get("in_reply_to_tweet_id"),
                    tuple((self.pictures[name]["data"], self.pictures[name]["alt"]) for name in post["pictures"]),
                    None,
                    post["asked"],
                )
                for post in self.posts
            ]

    def put(self, text: str, created: datetime | None = None, above: str | None = None) -> str:
        """A post that somebody made by hand."""
        asked = {"text": text, **({"reply": {"in_reply_to_tweet_id": above}} if above else {})}
        return self._store(asked, created or self.now)

    # ------------------------------------------------------------------ the server

    def answer(self, call: Call) -> Answer:
        with self._lock:
            self.calls.append(call)
            if (call.method, call.path) == ("POST", "/2/oauth2/token"):
                return self._token(call)
            if not self._is_let_in(call):
                return problem(401, "Unauthorized", "Unauthorized")
            return self._answer(call)

    def _answer(self, call: Call) -> Answer:  # noqa: PLR0911 - one line a door
        name = call.path.rpartition("/")[2]
        match call.method, call.path:
            case "GET", "/2/users/me":
                return Answer.of(
                    {"data": {"id": self.user, "name": "B", "username": HANDLE}}, x_access_level=self.level
                )
            case "POST", "/2/tweets":
                return self._create(call.json())
            case "POST", "/2/media/upload":
                return self._upload(call)
            case "GET", "/2/media/upload":
                return self._told(call.query["media_id"][0])
            case "POST", "/2/media/metadata":
                return self._describe(call.json())
            case "GET", path if path == f"/2/users/{USER}/tweets":
                return self._timeline(call)
            case "GET", path if path == f"/2/tweets/{name}":
                return self._one(name)
            case "DELETE", path if path == f"/2/tweets/{name}":
                self.posts = [post for post in self.posts if post["id"] != name]
                return Answer.of({"data": {"deleted": True}})
            case _:
                return Answer(404)

    def _is_let_in(self, call: Call) -> bool:
        given = call.headers.get("authorization", "")
        if given.startswith("Bearer "):
            return bool(self.access_token) and given == f"Bearer {self.access_token}"
        return given.startswith("OAuth ") and OAUTH1["access_token"] in given

    def _token(self, call: Call) -> Answer:
        asked = {name: values[0] for name, values in parse_qs(call.body.decode()).items()}
        client = (
            call.headers.get("authorization") == f"Basic {CLIENT}:{CLIENT_SECRET}" or asked.get("client_id") == CLIENT
        )
        if not client:
            return Answer.of({"error": "unauthorized_client"}, 401)
        if asked.get("refresh_token") != self.refresh_token:
            said = {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}
            return Answer.of(said, 400)
        self.refreshes += 1
        self.access_token = f"access-token-{self.refreshes}"
        self.refresh_token = f"refresh-token-{self.refreshes}"
        return Answer.of(
            {
                "token_type": "bearer",
                "expires_in": 7200,
                "access_token": self.access_token,
                "refresh_token": self.refresh_token,
                "scope": "tweet.read tweet.write users.read media.write offline.access",
            }
        )

    # ------------------------------------------------------------------ pictures

    def _upload(self, call: Call) -> Answer:
        head = f"Content-Type: {call.headers['content-type']}\r\n\r\n".encode()
        fields = {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in message_from_bytes(head + call.body).walk()
            if not part.is_multipart()
        }
        if set(fields) != {"media", "media_category", "media_type"}:
            return INVALID
        name = self._next()
        moving = fields["media_category"] == b"tweet_gif"
        self.pictures[name] = {"data": fields["media"], "alt": "", "left": self.converting if moving else 0}
        return self._told(name)

    def _told(self, name: str) -> Answer:
        if name not in self.pictures:
            return INVALID
        value: dict[str, Any] = {"id": name, "media_key": f"3_{name}", "size": len(self.pictures[name]["data"])}
        if self.pictures[name]["left"]:
            self.pictures[name]["left"] -= 1
            value["processing_info"] = {"state": "in_progress", "check_after_secs": 5}
        return Answer.of({"data": value})

    def _describe(self, asked: Mapping[str, Any]) -> Answer:
        if asked.get("id") not in self.pictures or len(asked["metadata"]["alt_text"]["text"]) > 1000:
            return INVALID
        self.pictures[asked["id"]]["alt"] = asked["metadata"]["alt_text"]["text"]
        return Answer.of({"data": {"id": asked["id"], "associated_metadata": asked["metadata"]}})

    # ------------------------------------------------------------------ posts

    def _create(self, asked: Mapping[str, Any]) -> Answer:
        refused = self._refused(asked)
        if refused is not None:
            return refused
        name = self._store(asked, self.now)
        return Answer.of({"data": {"id": name, "text": self.posts[-1]["text"], "edit_history_tweet_ids": [name]}}, 201)

    def _refused(self, asked: Mapping[str, Any]) -> Answer | None:
        if set(asked) - {"text", "reply", "media", "poll"}:
            return INVALID
        if self.level == "read":
            return problem(403, "Your client app is not configured with the appropriate oauth1 app permissions.")
        if count_weighted(asked["text"]) > 280:
            return TOO_LONG
        names = (asked.get("media") or {}).get("media_ids") or []
        if any(name not in self.pictures for name in names):
            return problem(400, "Your media IDs are invalid.", "Invalid Request", problem_page("invalid-request"))
        above = (asked.get("reply") or {}).get("in_reply_to_tweet_id")
        if above and not any(post["id"] == above for post in self.posts):
            return GONE_ABOVE
        return DUPLICATE if any(post["asked"]["text"] == asked["text"] for post in self.posts) else None

    def _store(self, asked: Mapping[str, Any], created: datetime) -> str:
        name = self._next()
        pictures = (asked.get("media") or {}).get("media_ids") or []
        text, urls = shortened(asked["text"], name, bool(pictures))
        above = (asked.get("reply") or {}).get("in_reply_to_tweet_id")
        post = {
            "id": name,
            "text": text,
            "created_at": created.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            **({"entities": {"urls": urls}} if urls else {}),
            **({"referenced_tweets": [{"type": "replied_to", "id": above}]} if above else {}),
        }
        self.posts.append({**post, "seen": tuple(post), "asked": asked, "pictures": pictures})
        return name

    def _timeline(self, call: Call) -> Answer:
        since = call.query["start_time"][0]
        shown = self.posts[: len(self.posts) - self.lag]
        all_ = [_shown(post) for post in reversed(shown) if post["created_at"][:19] >= since[:19]]
        at = int(call.query.get("pagination_token", ["0"])[0])
        found, meta = all_[at : at + self.page], {"result_count": len(all_[at : at + self.page])}
        more = {"next_token": str(at + self.page)} if at + self.page < len(all_) else {}
        return Answer.of({**({"data": found} if found else {}), "meta": {**meta, **more}})

    def _one(self, name: str) -> Answer:
        found = next((_shown(post) for post in self.posts if post["id"] == name), None)
        if found is not None:
            return Answer.of({"data": found})
        error = {"title": "Not Found Error", "resource_id": name, "type": problem_page("resource-not-found")}
        return Answer.of({"errors": [error]})

    def _next(self) -> str:
        self._last += 1
        return str(self._last)


def _shown(post: Mapping[str, Any]) -> dict[str, Any]:
    return {name: post[name] for name in post["seen"]}


def shortened(text: str, name: str, pictures: bool) -> tuple[str, list[dict[str, Any]]]:
    """The text as X gives it back, and its ``entities.urls``."""
    pieces, urls, at = [], [], 0
    for start, end in x_addresses(text):
        typed = text[start:end]
        short = f"https://t.co/{name[-6:]}{len(urls)}"
        urls.append({"url": short, "expanded_url": typed if "://" in typed else f"http://{typed}"})
        pieces += [_escaped(text[at:start]), short]
        at = end
    whole = "".join(pieces) + _escaped(text[at:])
    if pictures:
        short = f"https://t.co/{name[-6:]}p"
        urls.append({"url": short, "expanded_url": f"https://x.com/{HANDLE}/status/{name}/photo/1", "media_key": "3_1"})
        whole += f" {short}"
    return whole, urls


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
