"""I1 to I12 by name, judged by what really happened: the server's own list is the truth (DELIVERY.md § 4 and § 6).

The lines of the ledger are read here by a few rules of our own, never by the production fold, so that a guard which is
taken out of the production code shows.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from amtsfunk.channels.contract import Job
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import REPOSITORY, Batch, payload_path, post_path
from amtsfunk.delivery.events import Claimed, PostEvent, parse_time
from simulate.networks import ASKABLE, Internet, Post, Words, words_at
from simulate.remote import Remote, Sight
from simulate.universe import Process, Universe

STALE = timedelta(seconds=6)
GRACE = timedelta(hours=6)
_EXEMPT = ("crisis", "correction", "withdrawal")
_RESOLVES = {"released", "deferred", "rejected", "absent", "accepted", "settled"}
_ENDED = {"accepted", "confirmed", "unconfirmed", "rejected", "missed", "cancelled", "settled", "held", "stray"}


@dataclass(frozen=True, slots=True)
class Violation:
    """``name``: the invariant, as DELIVERY.md names it, or duplicate, loss, unapproved, window, immutable."""

    name: str
    text: str


@dataclass(slots=True)
class Told:
    """One key as its lines tell it. ``last``: the last line's type; ``unresolved``: a claim without an outcome;
    ``recorded``: a person said where it is."""

    last: str = ""
    reason: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)
    unresolved: bool = False
    accepted_at: datetime | None = None
    again_until: datetime | None = None
    released: int = 0
    recorded: bool = False

    @property
    def spent(self) -> int:
        return len(self.claims) - self.released


@dataclass
class Checker:
    """Hears of everything that happens. ``pushed_at``: claim → true time of its push; ``stops``: (path, true time from
    which it lies there, until when)."""

    universe: Universe
    remote: Remote
    internet: Internet
    pushed_at: dict[tuple[Key, int], datetime] = field(default_factory=dict)
    stops: list[tuple[str, datetime, datetime | None]] = field(default_factory=list)
    lifted: dict[str, datetime] = field(default_factory=dict)
    handed_times: Counter[Key] = field(default_factory=Counter)
    sends: int = 0
    broken_at: datetime | None = None
    unavoidable: int = 0
    found: list[Violation] = field(default_factory=list)

    def fail(self, name: str, text: str) -> None:
        self.found.append(Violation(name, f"{self.universe.now:%d. %H:%M:%S} {text}"))

    # ------------------------------------------------------------------ the ledger's commits

    def pushing(self, process: Process, batch: Batch, files: Mapping[str, bytes]) -> None:
        """One commit of the ledger, just before it counts."""
        old = self.remote.snapshot.files
        for path, data in old.items():
            new = files.get(path)
            if new is data:
                continue
            if new is None or (path.endswith(".jsonl") and not new.startswith(data)):
                self.fail("I5", f"{path} shrank")
        told: dict[str, list[dict[str, Any]]] = {}
        for event in batch.events:
            if isinstance(event, PostEvent):
                if event.post not in told:
                    told[event.post] = lines_of(old, event.post)
                lines = told[event.post]
                self._line(process, event, lines)
                lines.append(_lines_after(old, files, event.post)[len(lines)])

    def _line(self, process: Process, event: PostEvent, lines: list[dict[str, Any]]) -> None:
        if isinstance(event, Claimed):
            key = Key(event.post, event.channel, event.step)
            before = tell(lines, key)
            self._claim(event, key, before, lines)
            self.pushed_at[key, event.claim] = self.universe.now
        if event.type == "captured":
            self._capture(event, lines)

    def _claim(self, event: Claimed, key: Key, before: Told, lines: list[dict[str, Any]]) -> None:
        if before.unresolved:
            self.fail("I4", f"{key} is claimed while its claim {len(before.claims)} is unresolved")
        if before.accepted_at is not None:
            self.fail("I3", f"{key} is claimed again after it was accepted")
        if before.last in ("rejected", "missed", "cancelled") and not _captured_since(lines, key):
            self.fail("I9", f"{key} is claimed after it had ended ({before.last})")
        if event.claim != len(before.claims) + 1:
            self.fail("I4", f"{key} has claim {event.claim} after {len(before.claims)}")
        if before.claims:
            first = before.claims[0]
            if (first["key"], first["created_at"]) != (event.key, _text(event.created_at)):
                self.fail("same-key", f"{key} draws a new key")
            if before.spent and before.claims[-1]["payload"] != event.payload:
                self.fail("immutable", f"{key} changes its text after a claim")

    def _capture(self, event: Any, lines: list[dict[str, Any]]) -> None:
        """Text and media are immutable from the first claim of the post that was not released."""
        known = next((line for line in reversed(lines) if line["type"] == "captured"), None)
        if known is None:
            return
        keys = {Key(event.post, line["channel"], line["step"]) for line in lines if line["type"] == "claimed"}
        if any(tell(lines, key).spent for key in keys):
            for channel, digest in event.payloads.items():
                if known["payloads"].get(channel, digest) != digest:
                    self.fail("immutable", f"{event.post} is captured with another text on {channel} after a claim")

    # ------------------------------------------------------------------ the servers

    def sending(self, process: Process, job: Job, seen: Sight) -> None:
        """The irreversible request leaves now."""
        self.sends += 1
        key = Key(job.post, job.channel, job.step)
        files = self.remote.snapshot.files
        lines = lines_of(files, job.post)
        told = tell(lines, key)
        captured = next((line for line in reversed(lines) if line["type"] == "captured"), None)
        if self.broken_at is not None and seen.fetched_at > self.broken_at:
            self.fail("I11", f"{key} is sent although the ledger is broken")
        if captured is None or not told.claims or not told.unresolved or told.claims[-1]["run"] != process.name:
            self.fail("I1", f"{key} is sent without a standing claim of this run on the remote ledger")
            return
        digest = hashlib.sha256(job.payload_bytes).hexdigest()
        if not digest == captured["payloads"].get(job.channel) == told.claims[-1]["payload"]:
            self.fail("I2", f"{key} is sent with other bytes than captured and claimed")
        if job.key != told.claims[0]["key"] or _text(job.created_at) != told.claims[0]["created_at"]:
            self.fail("same-key", f"{key} is sent under another key than that of claim 1")
        if not self._is_approved(job):
            self.fail("unapproved", f"{key} is sent with bytes that nobody approved")
        for step in range(1, job.step):
            if tell(lines, Key(job.post, job.channel, step)).accepted_at is None:
                self.fail("I6", f"{key} is sent before step {step} is accepted")
        self._check_time(process, seen, key, told, captured, lines)
        self._check_fresh(key, seen, told, captured)

    def _is_approved(self, job: Job) -> bool:
        posts = (post for main in self.remote.mains.values() for post in main.posts.values() if post.approved)
        return any(
            post.post == job.post and post.payloads.get(job.channel) == job.payload_bytes
            for post in posts
        )

    def _check_time(  # noqa: PLR0917 - all that the one moment is made of
        self,
        process: Process,
        seen: Sight,
        key: Key,
        told: Told,
        captured: dict[str, Any],
        lines: list[dict[str, Any]],
    ) -> None:
        """I7, by the clock of whoever sends."""
        now = self.universe.now + process.offset
        due, latest = parse_time(captured["due"]), parse_time(captured["latest"])
        if key.step > 1:
            before = tell(lines, Key(key.post, key.channel, key.step - 1)).accepted_at
            due, latest = (before, before + GRACE) if before is not None else (due, latest)
        if told.again_until is not None:
            latest = told.again_until
        if key.step == 1 and seen.now < due:
            self.fail("I7", f"{key} is sent {due - seen.now} before it is due")
        if now > latest + timedelta(seconds=1):
            self.fail("window", f"{key} is sent {now - latest} after its latest")
        if now > parse_time(told.claims[-1]["send_by"]) + timedelta(seconds=1):
            self.fail("send-by", f"{key} is sent {now - parse_time(told.claims[-1]['send_by'])} after its claim ended")

    def _check_fresh(self, key: Key, seen: Sight, told: Told, captured: dict[str, Any]) -> None:
        """I8, I10: stops, files, bindings and approvers as of a fetch after the claim, seconds before the sending."""
        claimed_at = self.pushed_at[key, len(told.claims)]
        if seen.fetched_at < claimed_at:
            self.fail("I10", f"{key} is sent without a fetch after its claim")
        age = self.universe.now - seen.fetched_at
        if age > STALE:
            self.fail("I10", f"{key} is sent on what was fetched {age} ago")
        for path, since, until in self.stops:
            if since < seen.fetched_at and (until is None or until > self.universe.now) and self._holds(path, captured):
                self.fail("I8", f"{key} is sent although {path} lay there before its claim was checked")
        main = seen.main
        post = next((item for item in main.posts.values() if item.post == key.post), None)
        same = post is not None and hashlib.sha256(post.data).hexdigest() == captured["files"][0]["sha256"]
        account = next(item["account_id"] for item in captured["bindings"] if item["channel"] == key.channel)
        moved = account != ("moved" if key.channel in main.moved else "a")
        if not same or moved or main.revoked or main.lapsed or key.channel in main.closed:
            self.fail("I10", f"{key} is sent although main says otherwise since its capture")

    def _holds(self, path: str, captured: Mapping[str, Any]) -> bool:
        name = path.split(".", maxsplit=1)[0]
        if name == "total":
            return True
        if name == captured["post"]:
            return True
        return not name.startswith("post-") and captured["kind"] not in _EXEMPT

    def made(self, post: Post) -> None:
        """A server has a new post. As many read the same as steps say the same, but for one that a person took away."""
        alike = self.internet.alike(post.words)
        if len(alike) == 1:
            return
        others = [other for other in alike if other is not post and not other.by_hand]
        live = [other for other in others if other.removed_at is None]
        most = len(self._saying(post.words))
        if len(others) < most:
            return
        if len(live) < most and tell(lines_of(self.remote.snapshot.files, post.key.post), post.key).accepted_at is None:
            self.unavoidable += 1
        else:
            self.fail("duplicate", f"{post.key} is out once more: {len(live) + 1} of {most}")

    def _saying(self, words: Words) -> set[Key]:
        """The steps that were claimed and are told by these words."""
        files, found = self.remote.snapshot.files, set[Key]()
        for post in {item.post for main in self.remote.mains.values() for item in main.posts.values()}:
            lines = lines_of(files, post)
            for line in lines:
                if line["type"] == "claimed" and line["channel"] == words[0]:
                    key = Key(post, line["channel"], line["step"])
                    below = [one.get("remote_id") or "" for one in lines if _is_accepted_before(one, key)]
                    payload = json.loads(files[payload_path(line["payload"])])
                    found |= {key} if words_at(key, payload, tuple(below[-1:])) == words else set()
        return found

    def handed(self, key: Key) -> None:
        self.handed_times[key] += 1
        told = tell(lines_of(self.remote.snapshot.files, key.post), key)
        if self.handed_times[key] > 1 and told.again_until is None:
            self.fail("duplicate", f"{key} is handed over {self.handed_times[key]} times")

    # ------------------------------------------------------------------ the end

    def finish(self) -> Counter[str]:
        """After everything had its time: what each delivery came to."""
        ends: Counter[str] = Counter()
        files = self.remote.snapshot.files
        for name in sorted({post.post for main in self.remote.mains.values() for post in main.posts.values()}):
            lines = lines_of(files, name)
            captured = next((line for line in reversed(lines) if line["type"] == "captured"), None)
            if captured is None:
                self._check_never_captured(name, lines)
                continue
            for channel in captured["steps"]:
                ends[self._end(name, channel, lines)] += 1
        self._check_truth(files)
        return ends

    def _check_never_captured(self, name: str, lines: list[dict[str, Any]]) -> None:
        post = next((post for post in self.remote.snapshot.main.posts.values() if post.post == name), None)
        said = any(line["type"] in ("missed", "archived") for line in lines)
        main = self.remote.snapshot.main
        halted = self.broken_at or main.lapsed or main.revoked
        if post is not None and post.approved and not (post.archive or post.draft or said or halted):
            self.fail("loss", f"{name} is approved and was never captured")

    def _end(self, post: str, channel: str, lines: list[dict[str, Any]]) -> str:
        """The last word about a lane, which must be an end or loud (I9)."""
        steps = max(line["steps"].get(channel, 0) for line in lines if line["type"] == "captured")
        for step in range(1, steps + 1):
            told = tell(lines, Key(post, channel, step))
            if told.accepted_at is not None and told.last != "stray":
                continue
            if told.last not in _ENDED and not self.broken_at:
                self.fail("I9", f"{post} on {channel}, step {step} ends as {told.last or 'approved'}")
            if told.last == "held" and channel in ASKABLE:
                return f"held:{channel}:{told.reason}"
            return f"{told.last}:{channel if told.last == 'held' else ''}:{told.reason}".rstrip(":")
        return "accepted"

    def _check_truth(self, files: Mapping[str, bytes]) -> None:
        """What the ledger says is out is out and one delivery's own; what is out is known, or held for a person."""
        owners: dict[str, Key] = {}
        there = {post.name for posts in self.internet.posts.values() for post in posts}
        for path in files:
            if not path.endswith(".jsonl") or path == REPOSITORY or path.startswith(("contents/", "wordings/")):
                continue
            post = path.split("/")[1].removesuffix(".jsonl")
            for line in lines_of(files, post):
                if line["type"] != "accepted" or line["how"] not in ("sent", "found"):
                    continue
                key, name = Key(post, line["channel"], line["step"]), line.get("remote_id") or ""
                if name not in there:
                    self.fail("loss", f"{key} is accepted as {name} and no server ever had it")
                if owners.setdefault(name, key) != key:
                    self.fail("loss", f"{key} is accepted as {name}, which is {owners[name]}")
        self._check_known(files, frozenset(owners))

    def _check_known(self, files: Mapping[str, bytes], owned: frozenset[str]) -> None:
        unknown: dict[Words, list[Post]] = {}
        for post in (post for posts in self.internet.posts.values() for post in posts):
            if post.name not in owned and post.removed_at is None and not post.by_hand:
                unknown.setdefault(post.words, []).append(post)
        for words, posts in unknown.items():
            told = [tell(lines_of(files, key.post), key) for key in self._saying(words)]
            held = sum(one.last in ("held", "stray", "settled") or one.recorded for one in told)
            by_hand = sum(post.by_hand and post.name in owned for post in self.internet.alike(words))
            if len(posts) > held + by_hand and not self.broken_at:
                key = posts[0].key
                self.fail("loss", f"{key} is out and the ledger says {tell(lines_of(files, key.post), key).last}")


_parsed: dict[bytes, list[dict[str, Any]]] = {}


def lines_of(files: Mapping[str, bytes], post: str) -> list[dict[str, Any]]:
    """All lines about a post, as they stand there."""
    return list(_lines(files.get(post_path(post), b"")))


def _lines_after(old: Mapping[str, bytes], new: Mapping[str, bytes], post: str) -> list[dict[str, Any]]:
    """The same after a commit, of which only what is new is parsed."""
    path = post_path(post)
    before, after = old.get(path, b""), new[path]
    if after not in _parsed and after.startswith(before):
        known = _lines(before)
        _remember(after, [*known, *_parse(after[len(before) :])])
    return _lines(after)


def _lines(data: bytes) -> list[dict[str, Any]]:
    if data not in _parsed:
        _remember(data, _parse(data))
    return _parsed[data]


def _remember(data: bytes, lines: list[dict[str, Any]]) -> None:
    if len(_parsed) > 500:
        _parsed.clear()
    _parsed[data] = lines


def _parse(data: bytes) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, data.splitlines()) if "type" in line]


def tell(lines: list[dict[str, Any]], key: Key) -> Told:
    """One key's own lines, and those of its whole lane or post that end it."""
    told = Told()
    for line in lines:
        kind = line["type"]
        ends = kind in ("cancelled", "missed") and line.get("channel", key.channel) == key.channel
        if ends and not told.unresolved and told.accepted_at is None and told.last != "rejected":
            told.last, told.reason = kind, line["reason"]
        if line.get("channel") != key.channel or line.get("step") != key.step:
            continue
        if kind == "claimed":
            told.claims.append(line)
            told.unresolved = True
        elif kind == "released":
            told.released += 1
        if kind in _RESOLVES:
            told.unresolved = False
        if kind == "accepted":
            told.accepted_at = parse_time(line["at"])
            told.recorded |= line["how"] not in ("sent", "found")
        if kind == "settled":
            told.again_until = parse_time(line["not_after"]) if line["decision"] == "again" else told.again_until
            kind = "absent" if line["decision"] == "again" else "settled"
        told.last, told.reason = kind, line.get("reason", "")
    return told


def _is_accepted_before(line: Mapping[str, Any], key: Key) -> bool:
    is_accepted = line["type"] == "accepted" and line["channel"] == key.channel
    return is_accepted and int(line["step"]) == key.step - 1


def _captured_since(lines: list[dict[str, Any]], key: Key) -> bool:
    """Whether new evidence came after the line that had ended the key."""
    for line in reversed(lines):
        if line["type"] == "captured":
            return True
        if line["type"] in ("missed", "cancelled", "rejected") and line.get("channel", key.channel) == key.channel:
            return False
    return False


def _text(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
