"""The Mastodon API against its stand-in (``standins.mastodon``)."""

from __future__ import annotations

from amtsfunk.channels.mastodon import ADAPTER
from contract.cases import Case, parse
from standins.mastodon import ACCOUNT, TOKEN, Mastodon

CASE = Case(
    adapter=ADAPTER,
    network="mastodon",
    fresh=Mastodon,
    account_id=ACCOUNT,
    secrets={"token": TOKEN},
    parse=parse,
    most_pictures=4,
)
