"""What the answers of LinkedIn mean, and how it is asked (Posts API, versioned, Rest.li 2.0.0).

A reason never holds LinkedIn's own sentences, only ids: a code of its errors is letters and underscores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from amtsfunk.channels.access import Access, Bearer
from amtsfunk.channels.answers import said_by
from amtsfunk.channels.contract import Ambiguous, Deferred, Outcome, Rejected, Request, Response, outcome_of_status
from amtsfunk.channels.hosts import base_of

VERSION = "202607"
"""July 2026. LinkedIn keeps a version for a year at least, so this one may end from July 2027; from then on every
answer is 426. Its page „Migrations" lists the dates; a newer one is entered here after its changes were read."""
UNEXPECTED = "unexpected-answer"
OUTDATED = "outdated-interface"
DUPLICATE = "duplicate"
TARGET = "target-missing"
JSON: Mapping[str, str] = {"content-type": "application/json"}
_POST = re.compile(r"urn:li:(?:share|ugcPost):\d{1,20}")
_CODE = re.compile(r"[A-Z][A-Z_]{1,60}")
_LATER = re.compile(r"MEDIA_ASSET_(?:PROCESSING|WAITING_UPLOAD)")


def is_post(urn: object) -> bool:
    return isinstance(urn, str) and _POST.fullmatch(urn) is not None


def asking(method: str, host: str, path: str, access: Access, **more: Any) -> Request:
    """A request to the interface. ``action``: the Rest.li method, where HTTP's is not enough; ``body``: JSON;
    ``irreversible``."""
    headers = {"linkedin-version": VERSION, "x-restli-protocol-version": "2.0.0"}
    if more.get("action"):
        headers["x-restli-method"] = more["action"]
    body = more.get("body")
    if body is not None:
        headers |= JSON
    sent = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() if body is not None else None
    url = base_of(host, "api.linkedin.com") + path
    auth = Bearer(access.secrets["access_token"])
    return Request(method, url, headers, sent, irreversible=more.get("irreversible", False), auth=auth)


def is_gone(answer: Response) -> bool:
    """A post that is not there. LinkedIn answers 404 for an interface it does not have, too; that shows nothing."""
    said = said_by(answer)
    message = str(said.get("message", "")).lower()
    return answer.status == 404 and said.get("status") == 404 and not re.search(r"resource \S+ does not exist", message)


def codes_of(answer: Response) -> tuple[str, ...]:
    """The codes of an error, as ``DUPLICATE_POST``."""
    said = said_by(answer)
    details = said.get("errorDetails")
    errors = details.get("inputErrors") if isinstance(details, dict) else None
    codes = [item.get("code") for item in errors if isinstance(item, dict)] if isinstance(errors, list) else []
    return tuple(code for code in (*codes, said.get("code")) if isinstance(code, str) and _CODE.fullmatch(code))


def duplicate_of(answer: Response) -> str | None:
    """Which post LinkedIn takes ours for a copy of; an empty text where it does not say; None: no such answer."""
    if answer.status not in (400, 409, 422) or "DUPLICATE_POST" not in codes_of(answer):
        return None
    found = _POST.search(str(said_by(answer).get("message", "")))
    return found[0] if found else ""


def setback(answer: Response) -> Deferred:
    """What an answer means to a request that can be undone: nothing is out."""
    outcome = outcome_of_status(answer)
    if answer.status == 426:
        return Deferred(OUTDATED)
    if isinstance(outcome, Deferred):
        return outcome
    return Deferred(UNEXPECTED if outcome is None else f"status-{answer.status}")


def refusal(answer: Response) -> Outcome | None:
    """What an answer means to the request that publishes; None for 2xx."""
    if answer.status in (404, 405, 410, 426):
        return Deferred(OUTDATED)
    if answer.status not in (400, 409, 413, 422):
        return outcome_of_status(answer)
    codes = codes_of(answer)
    if duplicate_of(answer) is not None:
        return Ambiguous(DUPLICATE)
    if any(_LATER.fullmatch(code) for code in codes):
        return Deferred("picture-not-ready")
    if any("TOO_LONG" in code for code in codes):
        return Rejected("text-too-long")
    return Rejected(f"linkedin-{codes[0].lower().replace('_', '-')}" if codes else f"status-{answer.status}")
