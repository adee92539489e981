"""Bluesky against its stand-in (``standins.bluesky``)."""

from __future__ import annotations

from amtsfunk.channels.bluesky import ADAPTER
from contract.cases import Case, parse
from standins.bluesky import DID, PASSWORD, Bluesky

CASE = Case(
    adapter=ADAPTER,
    network="bluesky",
    fresh=Bluesky,
    account_id=DID,
    secrets={"app_password": PASSWORD},
    parse=parse,
    most_pictures=4,
)
