"""Bluesky against its stand-in (``standins.bluesky``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amtsfunk.approval.canonical import digest
from amtsfunk.channels.bluesky import ADAPTER
from contract.cases import Case
from standins.base import Out, StandIn
from standins.bluesky import DID, PASSWORD, Bluesky


def parse(server: StandIn, post: Out) -> Mapping[str, Any]:
    return {
        "text": post.text,
        "language": post.language,
        "media": [(digest(data), alt) for data, alt in post.pictures],
        "reply_to": post.reply_to,
    }


CASE = Case(
    adapter=ADAPTER,
    network="bluesky",
    fresh=Bluesky,
    account_id=DID,
    secrets={"app_password": PASSWORD},
    parse=parse,
    most_pictures=4,
)
