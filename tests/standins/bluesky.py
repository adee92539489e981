"""A stand-in for a Bluesky server (a PDS), from the lexicons com.atproto.server, com.atproto.repo, app.bsky.feed.post
and what PLATFORMS.md says was tried on a real one. Not the real thing: no signatures, no repository tree, no relays.

As there: an expired token is 400, none 401, an unknown repository 403; a missing record is 400 RecordNotFound; put
with ``swapRecord: null`` is idempotent, other content under the same key is InvalidSwap; a batch of which one write
fails changes nothing and is a 500; graphemes, languages, alternative texts, number of pictures and ``createdAt`` are
checked, facets and what a reply answers are not.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from standins import dag_cbor
from standins.base import Answer, Call, Out

DID = "did:plc:beispielaubeispielaubeis"
HANDLE = "beispielau.example"
PASSWORD = "abcd-efgh-ijkl-mnop"  # noqa: S105 - of a stand-in
POST = "app.bsky.feed.post"
_TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_ACCESS_SECONDS, _REFRESH_SECONDS = 2 * 3600, 90 * 86_400
_LARGEST_BLOB = 5_242_880


class Refusal(Exception):
    def __init__(self, status: int, name: str, message: str = "", **headers: str) -> None:
        super().__init__(name)
        self.answer = Answer.of({"error": name, "message": message or name}, status, **headers)


@dataclass
class Bluesky:
    """``now``: seconds; tokens end by it. ``status``: None while the account is active, else why not. ``busy``: how
    many of the next calls are answered with 429. ``log_ins`` counts them, ``commits`` counts what changed something."""

    now: int = 1_796_112_000
    did: str = DID
    password: str = PASSWORD
    scope: str = "com.atproto.appPass"
    status: str | None = None
    busy: int = 0
    log_ins_left: int = 30
    log_ins: int = 0
    refreshes: int = 0
    commits: int = 0
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    blobs: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    _dead: set[str] = field(default_factory=set)
    _tokens: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    # ------------------------------------------------------------------ what tests ask

    def out(self) -> list[Out]:
        with self._lock:
            return [self._seen(rkey, record) for rkey, record in self.records.items()]

    def end_access_tokens(self) -> None:
        self.now += _ACCESS_SECONDS + 1

    def _seen(self, rkey: str, record: dict[str, Any]) -> Out:
        images = (record.get("embed") or {}).get("images") or []
        return Out(
            self._uri(rkey),
            record["text"],
            ((record.get("reply") or {}).get("parent") or {}).get("uri"),
            tuple((self.blobs[image["image"]["ref"]["$link"]][0], image["alt"]) for image in images),
            (record.get("langs") or [None])[0],
            record,
        )

    # ------------------------------------------------------------------ the server

    def answer(self, call: Call) -> Answer:
        with self._lock:
            self.calls.append(call)
            try:
                return self._answer(call)
            except Refusal as refusal:
                return refusal.answer

    def _answer(self, call: Call) -> Answer:
        if self.busy:
            self.busy -= 1
            raise Refusal(429, "RateLimitExceeded", retry_after="77")
        name = call.path.removeprefix("/xrpc/com.atproto.")
        known = {
            ("POST", "server.createSession"): self._create_session,
            ("POST", "server.refreshSession"): self._refresh_session,
            ("GET", "server.getSession"): self._get_session,
            ("GET", "repo.getRecord"): self._get_record,
            ("POST", "repo.uploadBlob"): self._upload_blob,
            ("POST", "repo.putRecord"): self._put_record,
            ("POST", "repo.applyWrites"): self._apply_writes,
        }
        if (call.method, name) not in known:
            raise Refusal(501, "MethodNotImplemented")
        return known[call.method, name](call)

    # ------------------------------------------------------------------ sessions

    def _create_session(self, call: Call) -> Answer:
        asked = call.json()
        if self.log_ins_left <= 0:
            raise Refusal(429, "RateLimitExceeded", ratelimit_reset=str(self.now + 60), date=_date(self.now))
        self.log_ins_left -= 1
        self.log_ins += 1
        if asked["identifier"].lower() not in (self.did, HANDLE) or asked["password"] != self.password:
            raise Refusal(401, "AuthenticationRequired", "Invalid identifier or password")
        if self.status == "takendown":
            raise Refusal(401, "AccountTakedown")
        return self._session()

    def _refresh_session(self, call: Call) -> Answer:
        token = self._bearer(call, "com.atproto.refresh")
        self._dead.add(token)
        self.refreshes += 1
        return self._session()

    def _session(self) -> Answer:
        tokens = {
            "accessJwt": self._token(self.scope, _ACCESS_SECONDS),
            "refreshJwt": self._token("com.atproto.refresh", _REFRESH_SECONDS),
        }
        return Answer.of({**self._account(), **tokens})

    def _get_session(self, call: Call) -> Answer:
        self._bearer(call, self.scope)
        return Answer.of(self._account())

    def _account(self) -> dict[str, Any]:
        status = {} if self.status is None else {"status": self.status}
        return {"did": self.did, "handle": HANDLE, "active": self.status is None, **status}

    def _token(self, scope: str, seconds: int) -> str:
        self._tokens += 1
        claims = {"scope": scope, "sub": self.did, "exp": self.now + seconds, "jti": str(self._tokens)}
        return ".".join((_encoded({"alg": "HS256", "typ": "at+jwt"}), _encoded(claims), "c2lnbmVk"))

    def _bearer(self, call: Call, scope: str) -> str:
        header = call.headers.get("authorization", "")
        if not header.startswith("Bearer "):
            raise Refusal(401, "AuthMissing", "Authentication Required")
        token = header.removeprefix("Bearer ")
        try:
            claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        except (ValueError, IndexError):
            raise Refusal(400, "InvalidToken", "Malformed token") from None
        if claims["scope"] != scope or claims["sub"] != self.did:
            raise Refusal(400, "InvalidToken", "Bad token scope")
        if claims["exp"] < self.now or token in self._dead:
            raise Refusal(400, "ExpiredToken", "Token has expired")
        return token

    # ------------------------------------------------------------------ records

    def _get_record(self, call: Call) -> Answer:
        repo, collection, rkey = (call.query[name][0] for name in ("repo", "collection", "rkey"))
        if repo != self.did or self.status is not None:
            raise Refusal(501, "MethodNotImplemented", "no index here to ask about accounts of others")
        if collection != POST or rkey not in self.records:
            raise Refusal(400, "RecordNotFound", f"Could not locate record: at://{repo}/{collection}/{rkey}")
        record = self.records[rkey]
        return Answer.of({"uri": self._uri(rkey), "cid": dag_cbor.record_cid(record), "value": record})

    def _upload_blob(self, call: Call) -> Answer:
        self._bearer(call, self.scope)
        if len(call.body) > _LARGEST_BLOB:
            raise Refusal(413, "PayloadTooLarge")
        cid, kind = dag_cbor.blob_cid(call.body), _sniffed(call.body) or call.headers.get("content-type", "")
        self.blobs[cid] = (call.body, kind)
        return Answer.of({"blob": {"$type": "blob", "ref": {"$link": cid}, "mimeType": kind, "size": len(call.body)}})

    def _put_record(self, call: Call) -> Answer:
        asked = call.json()
        self._may_write(call, asked)
        rkey, record = asked["rkey"], asked["record"]
        self._check(asked["collection"], rkey, record)
        cid = dag_cbor.record_cid(record)
        current = dag_cbor.record_cid(self.records[rkey]) if rkey in self.records else None
        if current != cid:
            if "swapRecord" in asked and asked["swapRecord"] != current:
                raise Refusal(400, "InvalidSwap", f"Record was at {current}")
            self.records[rkey] = record
            self.commits += 1
        return Answer.of({"uri": self._uri(rkey), "cid": cid, "validationStatus": "valid"})

    def _apply_writes(self, call: Call) -> Answer:
        asked = call.json()
        self._may_write(call, asked)
        fresh, results = dict(self.records), []
        for write in asked["writes"]:
            kind, rkey = write["$type"].removeprefix("com.atproto.repo.applyWrites#"), write["rkey"]
            if (rkey in fresh) != (kind == "delete"):
                raise Refusal(500, "InternalServerError", "Internal Server Error")
            if kind == "delete":
                del fresh[rkey]
                results.append({"$type": "com.atproto.repo.applyWrites#deleteResult"})
                continue
            self._check(write["collection"], rkey, write["value"])
            fresh[rkey] = write["value"]
            told = {"uri": self._uri(rkey), "cid": dag_cbor.record_cid(write["value"]), "validationStatus": "valid"}
            results.append({"$type": "com.atproto.repo.applyWrites#createResult", **told})
        self.records = fresh
        self.commits += 1
        return Answer.of({"commit": {"cid": dag_cbor.record_cid(sorted(fresh)), "rev": "3k"}, "results": results})

    def _may_write(self, call: Call, asked: Mapping[str, Any]) -> None:
        self._bearer(call, self.scope)
        if asked["repo"] != self.did:
            raise Refusal(403, "AccountNotFound", "Account not found")
        if self.status is not None:
            raise Refusal(401, "AccountTakedown" if self.status == "takendown" else "AccountDeactivated")

    def _check(self, collection: str, rkey: str, record: Mapping[str, Any]) -> None:
        images = (record.get("embed") or {}).get("images") or []
        text = record.get("text")
        well = (
            collection == record.get("$type") == POST
            and _TID.fullmatch(rkey)
            and isinstance(text, str)
            and len(regex.findall(r"\X", text)) <= 300
            and len(text.encode()) <= 3_000
            and _TIME.fullmatch(record.get("createdAt", ""))
            and len(record.get("langs") or []) <= 3
            and all(_LANGUAGE.fullmatch(language) for language in record.get("langs") or [])
            and len(images) <= 4
            and all(isinstance(image.get("alt"), str) for image in images)
        )
        if not well:
            raise Refusal(400, "InvalidRequest", f"Invalid {POST} record")
        for image in images:
            if image["image"]["ref"]["$link"] not in self.blobs:
                raise Refusal(400, "BlobNotFound", "Could not find blob")

    def _uri(self, rkey: str) -> str:
        return f"at://{self.did}/{POST}/{rkey}"


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _sniffed(data: bytes) -> str | None:
    marks = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
    return next((kind for mark, kind in marks.items() if data.startswith(mark)), None)


def _date(seconds: int) -> str:
    from email.utils import formatdate  # noqa: PLC0415

    return formatdate(seconds, usegmt=True)
