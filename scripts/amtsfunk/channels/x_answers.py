"""What the answers of X mean (API v2: problem details, RFC 7807, with ``type`` a page of X and ``detail`` a sentence).

A reason never holds X's own sentences, only ids of ours. A 403 says many things there: a repeated text, a text that is
too long, a post above that is gone, credentials that may not write. What is not known by its words is taken for the
credentials, because then somebody looks and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from amtsfunk.channels.answers import said_by
from amtsfunk.channels.contract import Ambiguous, Deferred, Outcome, Rejected, Response, outcome_of_status

UNEXPECTED = "unexpected-answer"
DUPLICATE = Ambiguous("duplicate")
"""X has this text already, from whoever and whenever: a hint, no proof."""
TARGET = "target-missing"
_RESETS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")
_SENTENCES: tuple[tuple[str, Outcome], ...] = (
    ("duplicate content", DUPLICATE),
    ("status is a duplicate", DUPLICATE),
    ("too long", Rejected("x-too-long")),
    ("daily limit", Deferred("rate")),
    ("media ids are invalid", Deferred("picture-lost")),
    ("deleted or not visible", Rejected(TARGET)),
)
"""Parts of X's sentences, in lower case, and what they mean."""


def data_of(answer: Response) -> Mapping[str, Any]:
    """``data`` of the answer, where it is an object."""
    data = said_by(answer).get("data")
    return data if isinstance(data, dict) else {}


def is_id(value: object) -> bool:
    """Whether it can be the id of a post, a picture or an account: digits, up to the length of 64 bits."""
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19


def sentences_of(answer: Response) -> str:
    """Everything that an error says in words, in lower case: to be searched, never to be shown."""
    said = said_by(answer)
    errors = said.get("errors")
    items = [said, *(item for item in errors if isinstance(item, dict))] if isinstance(errors, list) else [said]
    return " ".join(
        str(item[name]) for item in items for name in ("title", "detail", "message") if name in item
    ).lower()


def problem_of(answer: Response) -> str:
    """The last word of the problem's ``type``: ``usage-capped``, ``invalid-request``, ``client-forbidden``."""
    kind = said_by(answer).get("type")
    return kind.rpartition("/")[2] if isinstance(kind, str) else ""


def is_gone(answer: Response) -> bool:
    """A post that is not there: 404 or 200 with a problem that says so. X also answers an empty 404 where an interface
    is not to be had, and that shows nothing."""
    said = said_by(answer)
    errors = said.get("errors")
    if answer.status not in (200, 404) or data_of(answer):
        return False
    problems = [item for item in errors if isinstance(item, dict)] if isinstance(errors, list) else [said]
    return bool(problems) and all(str(item.get("type")).endswith("/resource-not-found") for item in problems)


def setback(answer: Response) -> Deferred:
    """What an answer means to a request that can be undone: nothing is out."""
    if answer.status == 429:
        return Deferred("rate", wait_of(answer))
    if answer.status == 402:
        return Deferred("no-credit")
    if answer.status in (401, 403):
        return Deferred("credentials")
    return Deferred(UNEXPECTED if 200 <= answer.status < 300 else f"status-{answer.status}")


def refusal(answer: Response) -> Outcome | None:
    """What an answer means to the request that publishes; None for 2xx."""
    if answer.status in (402, 429):
        return setback(answer)
    if answer.status in (400, 403):
        words = sentences_of(answer)
        known = next((meaning for words_of, meaning in _SENTENCES if words_of in words), None)
        if known is not None:
            return known
        if problem_of(answer) == "invalid-request":
            return Rejected("x-invalid-request")
    if answer.status in (404, 405, 410):
        return Deferred("outdated-interface")  # nothing is said of the post; X has moved or is out of order
    return outcome_of_status(answer)


def wait_of(answer: Response) -> int | None:
    """Seconds to wait after 429. X sends no ``retry-after`` but when its limits are free again, against its own date;
    a daily limit that is used up counts before that of a quarter of an hour."""
    wait = answer.headers.get("retry-after", "").strip()
    if wait.isascii() and wait.isdigit():
        return int(wait)
    used_up = [name for name in _RESETS if answer.headers.get(f"{name}-remaining", "").strip() == "0"]
    resets = [answer.headers.get(f"{name}-reset", "").strip() for name in used_up or _RESETS[:1]]
    times = [int(reset) for reset in resets if reset.isascii() and reset.isdigit()]
    try:
        now = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return None
    return max(0, max(times) - int(now)) if times else None
