"""Reading a network's answer: what is not what it should be is nothing, never an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from amtsfunk.channels.contract import Response


def said_by(answer: Response) -> Mapping[str, Any]:
    """The answer's JSON object; an empty one where it is none."""
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
