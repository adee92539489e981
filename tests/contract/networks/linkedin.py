"""LinkedIn against its stand-in (``standins.linkedin``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amtsfunk.approval.canonical import digest
from amtsfunk.channels.linkedin import ADAPTER
from contract.cases import Case
from standins.base import Out, StandIn
from standins.linkedin import PAGE, TOKEN, LinkedIn


def parse(server: StandIn, post: Out) -> Mapping[str, Any]:
    return {
        "text": post.text,
        "language": post.language,
        "media": [(digest(data), alt) for data, alt in post.pictures],
        "reply_to": post.reply_to,
    }


CASE = Case(
    adapter=ADAPTER,
    network="linkedin",
    fresh=LinkedIn,
    account_id=PAGE,
    secrets={"access_token": TOKEN},
    parse=parse,
    most_pictures=4,
    makes_threads=False,
)
