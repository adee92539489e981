"""Which deliveries of a channel say the same, part by part: so that none takes another one's post for its own.

A network that is asked whether a step is there shows posts by their words. Two posts may share a part word for word
(threads with the same beginning), and then only the ledger can tell whose it is.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Any

from amtsfunk.approval.canonical import canonical_json

_SAYS = ("create", "reply")


def wording_of(payload: Mapping[str, Any], step: int) -> str | None:
    """The digest of what a step says on its channel, by letters and digits alone: rather too much is alike than too
    little. None where the step makes no post of its own."""
    parts = payload.get("parts") or []
    if not 1 <= step <= len(parts) or parts[step - 1].get("action", "create") not in _SAYS:
        return None
    text = str(parts[step - 1].get("text") or "")
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    return hashlib.sha256(canonical_json({"channel": payload.get("channel"), "text": plain or text})).hexdigest()
