"""LinkedIn against its stand-in (``standins.linkedin``)."""

from __future__ import annotations

from amtsfunk.channels.linkedin import ADAPTER
from contract.cases import Case, parse
from standins.linkedin import PAGE, TOKEN, LinkedIn

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
