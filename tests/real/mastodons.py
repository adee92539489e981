"""What is published to over the Mastodon API: a real server where one is named, else stand-ins, and that is said.

Each stand-in is unkind in a way in which a server of that kind was seen to be (PLATFORMS.md).
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests

from amtsfunk.channels.mastodon_text import plain_of
from real.proxy import REPEATED
from real.servers import Account, Part, Server, Standing
from standins.base import Answer, Call
from standins.mastodon import ACCOUNT, TOKEN, Mastodon, gotosocial
from standins.serve import serve

ADDRESS, SECRET = "AMTSFUNK_REAL_MASTODON_URL", "AMTSFUNK_REAL_MASTODON_TOKEN"
EXPIRED = (401, b'{"error":"The access token is invalid"}')
_AT_ONCE_SECONDS = 0.05

Clock = Callable[[], datetime]


@dataclass
class Simultaneous(Mastodon):
    """Honours a key, but looks for it before it begins, so that calls at the same time do not see each other."""

    def answer(self, call: Call) -> Answer:
        key = call.headers.get("idempotency-key")
        if call.method != "POST" or key is None:
            return super().answer(call)
        is_new = key not in self._keys
        time.sleep(_AT_ONCE_SECONDS)
        with self._lock:
            self.blind = int(is_new and key in self._keys)
            return super().answer(call)


@dataclass
class Failing(Mastodon):
    """Does what it is asked to and answers 500: to every fourth new status, and to every repeated key."""

    asked: int = field(default=0)

    def answer(self, call: Call) -> Answer:
        with self._lock:
            if call.method == "POST" and call.path == "/api/v1/statuses":
                self.asked += 1
                self.fails_after = int(self.asked % 4 == 0)
            return super().answer(call)


class StandIns:
    """Never called real. Four servers, one account on each."""

    network = "mastodon"
    name = "stand-ins for servers with the Mastodon API (no real server)"
    edits = True

    def __init__(self, hosts: dict[str, tuple[str, Mastodon]]) -> None:
        self.servers = {f"mastodon-{number}": server for number, (_, server) in enumerate(hosts.values())}
        self.accounts = tuple(
            Account(
                channel=f"mastodon-{number}",
                account_id=ACCOUNT,
                server=f"http://{host}",
                secrets={"token": TOKEN},
                expired=EXPIRED,
                way=way,
                without=frozenset({"twice-at-once"} if isinstance(server, Simultaneous) else _repeats(server)),
            )
            for number, (way, (host, server)) in enumerate(hosts.items())
        )

    def posts(self, account: Account) -> list[Standing]:
        return [
            Standing(
                out.remote_id,
                Part(
                    text=out.text,
                    language=out.language,
                    warning=out.raw["spoiler_text"],
                    reply_to=out.reply_to,
                    pictures=tuple((hashlib.sha256(data).hexdigest(), alt) for data, alt in out.pictures),
                ),
            )
            for out in self.servers[account.channel].out()
        ]


def _repeats(server: Mastodon) -> tuple[str, ...]:
    return REPEATED if server.key == "ignored" else ()


class RealServer:
    """A server that somebody runs, with an account made for this."""

    network = "mastodon"
    edits = True

    def __init__(self, address: str, token: str) -> None:
        self.name = f"a real server with the Mastodon API ({urlsplit(address).netloc})"
        self.address = address.rstrip("/")
        self.authorization = {"Authorization": f"Bearer {token}"}
        account = self._get("/api/v1/accounts/verify_credentials")
        # It may ignore keys, so the network itself must not double anything.
        secrets, without = {"token": token}, frozenset(REPEATED)
        way = "as it is"
        self.accounts = (Account("mastodon-0", account["id"], self.address, secrets, EXPIRED, way, without),)
        self._before = {standing["id"] for standing in self._statuses()}

    def posts(self, account: Account) -> list[Standing]:
        """What came since this object was made."""
        fresh = [status for status in self._statuses() if status["id"] not in self._before]
        return [self._standing(status) for status in fresh]

    def _standing(self, status: dict[str, Any]) -> Standing:
        source = requests.get(
            f"{self.address}/api/v1/statuses/{status['id']}/source", headers=self.authorization, timeout=60
        )
        text = source.json()["text"] if source.ok else plain_of(status["content"])
        pictures = tuple((None, medium.get("description") or "") for medium in status["media_attachments"])
        warning = status.get("spoiler_text") or ""
        part = Part(text, status.get("language"), warning, status.get("in_reply_to_id"), pictures)
        return Standing(status["id"], part)

    def _statuses(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            query = {"limit": "40", **({"max_id": found[-1]["id"]} if found else {})}
            page = self._get(f"/api/v1/accounts/{self.accounts[0].account_id}/statuses", query)
            if not page:
                return found
            found += page

    def _get(self, path: str, query: dict[str, str] | None = None) -> Any:
        answer = requests.get(f"{self.address}{path}", query, headers=self.authorization, timeout=60)
        answer.raise_for_status()
        return answer.json()


def real_address() -> tuple[str, str] | None:
    """Address and token of a real server, where both are given."""
    address, token = os.environ.get(ADDRESS), os.environ.get(SECRET)
    return (address, token) if address and token else None


@contextmanager
def mastodons(now: Clock) -> Iterator[Server]:
    """The real server, or the stand-ins, whose clock is ``now``."""
    given = real_address()
    if given is not None:
        yield RealServer(*given)
        return
    ways = {
        "as documented": Mastodon(clock=now, media_polls=1),
        "ignores the key": gotosocial(clock=now),
        "lets simultaneous ones through": Simultaneous(
            clock=now, forms="empty", lost_media="error", edits_media=False, characters=10_000
        ),
        "answers 500 to what it did": Failing(clock=now, key="error"),
    }
    with ExitStack() as stack:
        yield StandIns({way: (stack.enter_context(serve(server)), server) for way, server in ways.items()})
