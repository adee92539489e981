"""The Mastodon API against its stand-in (``standins.mastodon``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amtsfunk.approval.canonical import digest
from amtsfunk.channels.mastodon import ADAPTER
from contract.cases import Case
from standins.base import Out, StandIn
from standins.mastodon import ACCOUNT, TOKEN, Mastodon


def parse(server: StandIn, post: Out) -> Mapping[str, Any]:
    return {
        "text": post.text,
        "language": post.language,
        "media": [(digest(data), alt) for data, alt in post.pictures],
        "reply_to": post.reply_to,
    }


CASE = Case(
    adapter=ADAPTER,
    network="mastodon",
    fresh=Mastodon,
    account_id=ACCOUNT,
    secrets={"token": TOKEN},
    parse=parse,
    most_pictures=4,
)
