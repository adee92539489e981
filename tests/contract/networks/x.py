"""X against its stand-in (``standins.x``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amtsfunk.approval.canonical import digest
from amtsfunk.channels.x import ADAPTER
from contract.cases import Case
from standins.base import Out, StandIn
from standins.x import OAUTH1, USER, X


def parse(server: StandIn, post: Out) -> Mapping[str, Any]:
    return {
        "text": post.text,
        "language": post.language,
        "media": [(digest(data), alt) for data, alt in post.pictures],
        "reply_to": post.reply_to,
    }


CASE = Case(adapter=ADAPTER, network="x", fresh=X, account_id=USER, secrets=OAUTH1, parse=parse, most_pictures=4)
