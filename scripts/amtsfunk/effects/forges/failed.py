"""Why a forge gave no facts: a refusal like every other, for the post that asked."""

from __future__ import annotations

from amtsfunk.approval.evidence import Refusal


class ForgeFailed(Exception):
    """Never leaves the gathering of reviews: what cannot be shown is a reason, not a crash."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal("2", reason, values)
