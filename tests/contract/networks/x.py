"""X against its stand-in (``standins.x``)."""

from __future__ import annotations

from amtsfunk.channels.x import ADAPTER
from contract.cases import Case, parse
from standins.x import OAUTH1, USER, X

CASE = Case(adapter=ADAPTER, network="x", fresh=X, account_id=USER, secrets=OAUTH1, parse=parse, most_pictures=4)
