"""A network of the tests' own over loopback: small enough to be read. For verbs that ask any network."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest

from amtsfunk.channels.access import Access, Bearer
from amtsfunk.channels.adapters import ADAPTERS
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Account,
    Ambiguous,
    Confirmation,
    Examination,
    Exchange,
    Health,
    Job,
    Request,
    Search,
    never_confirms,
    outcome_of_status,
)
from amtsfunk.channels.hosts import base_of
from amtsfunk.commands.publishing import judge, world
from amtsfunk.model.channel import Channel
from standins.base import Answer, Call, Out
from standins.serve import serve
from support.repo import CHANNELS, Office

TOKEN = "geheim-3c1f"  # noqa: S105 - stands for one
ACCOUNT = "1001"


@dataclass
class LittleServer:
    """``swallows``: it takes a post and answers 500; ``limits`` and ``account``: what it tells of itself; ``now``: what
    its clock says."""

    account: str = ACCOUNT
    limits: Mapping[str, int] = field(default_factory=dict)
    may: tuple[str, ...] = ("write",)
    ends: str | None = None
    swallows: bool = False
    now: datetime | None = None
    posts: dict[str, dict[str, str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, call: Call) -> Answer:
        answer = self._answer(call)
        date = format_datetime((self.now or datetime.now(UTC)).astimezone(UTC), usegmt=True)
        return Answer(answer.status, answer.body, {**answer.headers, "date": date})

    def _answer(self, call: Call) -> Answer:
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            return Answer.of({}, 401)
        if call.path == "/me":
            told = {"id": self.account, "limits": dict(self.limits), "may": self.may, "ends": self.ends}
            return Answer.of(told)
        with self.lock:
            if call.method == "POST":
                sent = call.json()
                self.posts[sent["key"]] = {"id": str(len(self.posts) + 1), "text": sent["text"]}
                return Answer.of({}, 500) if self.swallows else Answer.of(self.posts[sent["key"]])
            found = self.posts.get(call.query["key"][0])
            return Answer.of(found) if found else Answer.of({}, 404)

    def out(self) -> list[Out]:
        return [Out(post["id"], post["text"]) for post in self.posts.values()]


@dataclass(frozen=True)
class LittleAdapter:
    finds: bool = True
    shows_absence: bool = True
    confirms: bool = False
    mends: frozenset[str] = frozenset({"reply"})
    secrets: tuple[tuple[str, ...], ...] = (("token",),)

    def steps(self, payload: Mapping[str, Any]) -> int:
        return 1

    def deliver(self, job: Job, access: Access) -> Exchange:
        body = json.dumps({"key": job.key, "text": job.payload["parts"][0]["text"]}).encode()
        answer = yield Request(
            "POST", f"{base_of(job.host)}/posts", body=body, irreversible=True, auth=Bearer(access.secrets["token"])
        )
        told = outcome_of_status(answer)
        if told is not None:
            return told
        return _accepted(job, json.loads(answer.body)) if answer.status == 200 else Ambiguous("garbage")

    def find(self, job: Job, access: Access) -> Search:
        url = f"{base_of(job.host)}/posts?key={job.key}"
        answer = yield Request("GET", url, auth=Bearer(access.secrets["token"]))
        return _accepted(job, json.loads(answer.body)) if answer.status == 200 else Absent()

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        return never_confirms(job, probe)

    def examine(self, account: Account, access: Access) -> Examination:
        answer = yield Request("GET", f"{base_of(account.host)}/me", auth=Bearer(access.secrets["token"]))
        if answer.status != 200:
            return Health(works=False, problem="credentials")
        told = json.loads(answer.body)
        ends = datetime.fromisoformat(told["ends"]) if told["ends"] else None
        return Health(True, told["id"], "@stadt", tuple(told["may"]), ends, told["limits"])


def _accepted(job: Job, post: Mapping[str, str]) -> Accepted:
    return Accepted(post["id"], f"http://{job.host}/@stadt/{post['id']}")


@contextmanager
def little_network(office: Office, patch: pytest.MonkeyPatch, server: LittleServer) -> Iterator[str]:
    """The office's channel ``mastodon`` is worked through this server until the block ends; its host."""

    def adapter_for(channel: Channel) -> str:
        return "little" if channel.network == "mastodon" else channel.network

    patch.setitem(ADAPTERS, "little", LittleAdapter())  # type: ignore[arg-type]
    patch.setattr(world, "adapter_for", adapter_for)
    patch.setattr(judge, "adapter_for", adapter_for)
    patch.setenv("AMTSFUNK_MASTODON_TOKEN", TOKEN)
    with serve(server) as host:
        there = f'host: "{host}"\n    account_id: "{ACCOUNT}"\n    via: api\n'
        told = CHANNELS.replace('host: social.beispielau.example\n    account_id: "1001"\n', there)
        assert told != CHANNELS
        office.change_rules({"plans/channels.yml": told})
        office.push()
        yield host
