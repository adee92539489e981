"""What the shared contract suite needs of a network: a job of every kind, good credentials, a stand-in.

Each row of ``ADAPTERS`` has a module ``contract/networks/<name>.py`` with a ``CASE``. So a new network is tested by
being listed, and a listed network without its case fails.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from amtsfunk.approval.canonical import canonical_json, digest
from amtsfunk.channels.access import Access, Secret
from amtsfunk.channels.adapters import ADAPTERS
from amtsfunk.channels.contract import Account, Adapter, Job
from standins.base import Out, StandIn

PICTURE = (
    b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0\x08\x02\x00\x00\x00" + b"\x00" * 32
)
"""A header of 640 × 480 and some bytes: enough for whoever reads the size."""
CREATED = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
TEXT = (
    "Bürger*innen – „Sirenen“ 🚨 heulen: https://www.beispielau.example/warntag?a=1&b=2 #Warntag "
    "@thw@social.example\nEnde."
)


def picture(alt: str = "Eine Sirene vor grauem Himmel") -> dict[str, Any]:
    path = "content/media/2026/12/s.png"
    return {
        "path": path,
        "sha256": digest(PICTURE),
        "size": len(PICTURE),
        "type": "image/png",
        "alt": alt,
        "credit": None,
    }


def part(text: str = TEXT, **changed: Any) -> dict[str, Any]:
    """One part of payload/1."""
    values: dict[str, Any] = {
        "action": "create",
        "target": None,
        "text": text,
        "language": "de",
        "content_warning": None,
        "visibility": "public",
        "poll": None,
        "link": None,
        "media": [],
        "mentions": [],
    }
    return {**values, **changed}


def payload(*parts: dict[str, Any], **changed: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "v": 1,
        "render_version": 1,
        "post": "warntag",
        "channel": "c",
        "network": "n",
        "title": "Warntag",
        "kind": "service",
        "topic": "bevoelkerungsschutz",
        "parts": list(parts or [part()]),
        "corrects": None,
    }
    return {**values, **changed}


def job_of(value: Mapping[str, Any], **changed: Any) -> Job:
    data = canonical_json(dict(value))
    values: dict[str, Any] = {
        "post": value["post"],
        "channel": value["channel"],
        "network": value["network"],
        "host": "127.0.0.1:9",
        "account_id": "1",
        "step": 1,
        "payload": value,
        "payload_sha256": digest(data),
        "payload_bytes": data,
        "key": "0123456789abcdef" * 2,
        "created_at": CREATED,
        "send_by": CREATED + timedelta(minutes=4),
        "address": "https://www.beispielau.example/archiv/2026/12/warntag/",
        "media": {digest(PICTURE): PICTURE},
    }
    return Job(**{**values, **changed})


@dataclass(frozen=True)
class Case:
    """``fresh``: a new stand-in, in good order. ``network``, ``host`` and ``account_id``: of the jobs. ``parse``: what
    a reader of the stand-in sees of one published post, as payload/1 words (``text``, ``language``, ``media`` as a list
    of (digest, alt), ``reply_to``), for the test that what arrived is the payload. ``specials``: name → (a fault's
    answer at the irreversible request, expected outcome type) for what only this network says."""

    adapter: Adapter
    network: str
    fresh: Callable[[], StandIn]
    account_id: str
    host: str = "127.0.0.1:9"
    secrets: Mapping[str, str] = field(default_factory=dict)
    parse: Callable[[StandIn, Out], Mapping[str, Any]] | None = None
    most_pictures: int = 1
    makes_threads: bool = True

    @property
    def access(self) -> Access:
        return Access({name: Secret(text) for name, text in self.secrets.items()})

    @property
    def account(self) -> Account:
        return Account("c", self.network, self.host, self.account_id, None)

    def job(self, *parts: dict[str, Any], **changed: Any) -> Job:
        value = payload(*parts, network=self.network)
        return job_of(value, **{"network": self.network, "host": self.host, "account_id": self.account_id, **changed})


def parse(server: StandIn, post: Out) -> Mapping[str, Any]:
    """What is read of a stand-in whose posts say everything by themselves."""
    media = [(digest(data), alt) for data, alt in post.pictures]
    return {"text": post.text, "language": post.language, "media": media, "reply_to": post.reply_to}


def case_of(name: str) -> Case:
    module = importlib.import_module(f"contract.networks.{name}")
    found: Case = module.CASE
    return found


HTTP_NETWORKS = tuple(sorted(name for name in ADAPTERS if name not in ("website", "manual")))
"""Adapters that talk to a server of somebody else's."""
