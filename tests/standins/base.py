"""What a stand-in for a network is: a server's state and its answers, without a socket.

A stand-in is written from the network's documentation and can misbehave as the real one does. It is never called real.
The same object is played in-process by the contract suite and served over loopback (``serve``) to whole processes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Call:
    """One request as a server sees it. Header names are lower-case; ``query``: name → values."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes = b""

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(value: object, status: int = 200, **headers: str) -> Answer:
        """JSON. Keyword names become header names: ``retry_after`` → ``retry-after``."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return Answer(status, json.dumps(value).encode(), {"content-type": "application/json", **named})


@dataclass(frozen=True)
class Out:
    """One post as the server holds it. ``reply_to``: remote id of the post that it answers; ``pictures``: (bytes,
    alternative text); ``raw``: whatever else the network keeps, for tests of one network."""

    remote_id: str
    text: str
    reply_to: str | None = None
    pictures: tuple[tuple[bytes, str], ...] = ()
    language: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


class StandIn(Protocol):
    """``token``: what a good call carries in its Authorization header, or whatever the network takes."""

    def answer(self, call: Call) -> Answer:
        """What the server does and says. It must be safe to call from several threads."""

    def out(self) -> list[Out]:
        """Everything that is published there now, oldest first. The truth of every test."""


def call_of(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Call:
    parts = urlsplit(target)
    lower = {name.lower(): text for name, text in headers.items()}
    return Call(method, parts.path, parse_qs(parts.query, keep_blank_values=True), lower, body)
