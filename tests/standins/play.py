"""Plays an adapter's exchange against a stand-in in this process, with one fault at one request."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from amtsfunk.channels.access import Basic, Bearer, OAuth1, Secret
from amtsfunk.channels.contract import Ambiguous, Failure, Keep, Request, Response, outcome_of_failure
from standins.base import Answer, StandIn, call_of

DECISIVE = -1
"""In the place of a request's number: the one that cannot be undone."""


@dataclass(frozen=True)
class Fault:
    """``arrives``: whether the server sees the call before things go wrong; ``failure``: what the driver makes of it,
    or ``answer``: what comes back in the place of the server's own answer."""

    name: str
    arrives: bool
    failure: Failure | None = None
    answer: Answer | None = None


@dataclass
class Played:
    """``requests`` in order; ``kept``: what the adapter wanted stored; ``result``: outcome, finding or health."""

    requests: list[Request] = field(default_factory=list)
    kept: dict[str, Secret] = field(default_factory=dict)
    result: Any = None


def play(
    exchange: Generator[Request | Keep, Response, Any],
    stand_in: StandIn,
    faults: Mapping[int, Fault] | None = None,
) -> Played:
    """Run it to its end. ``faults``: number of a request, from 0, or DECISIVE → what happens to it."""
    played = Played()
    try:
        step = next(exchange)
        for _ in range(200):
            if isinstance(step, Keep):
                played.kept |= step.values
                step = exchange.send(Response(204))
                continue
            number = len(played.requests)
            fault = (faults or {}).get(DECISIVE if step.irreversible and DECISIVE in (faults or {}) else number)
            played.requests.append(step)
            answer = _carry_out(step, stand_in, fault)
            if isinstance(answer, Failure):
                exchange.close()
                decided = any(request.irreversible for request in played.requests[:-1])
                played.result = Ambiguous(answer.kind) if decided else outcome_of_failure(step, answer)
                return played
            step = exchange.send(answer)
    except StopIteration as end:
        played.result = end.value
        return played
    raise AssertionError("the exchange never ends")


def _carry_out(request: Request, stand_in: StandIn, fault: Fault | None) -> Response | Failure:
    answer = Answer(200)
    if fault is None or fault.arrives:
        url = urlsplit(request.url)
        target = url.path + (f"?{url.query}" if url.query else "")
        headers = {"host": url.netloc, **request.headers, **signed(request)}
        answer = stand_in.answer(call_of(request.method, target, headers, request.body or b""))
    if fault is not None and fault.failure is not None:
        return fault.failure
    if fault is not None and fault.answer is not None:
        answer = fault.answer
    return Response(answer.status, {name.lower(): text for name, text in answer.headers.items()}, answer.body)


def signed(request: Request) -> dict[str, str]:
    """The Authorization header that the driver would add; an OAuth 1.0a signature is only named."""
    match request.auth:
        case Bearer(token):
            return {"authorization": f"Bearer {token.reveal()}"}
        case Basic(user, password):
            return {"authorization": f"Basic {user}:{password.reveal()}"}
        case OAuth1():
            return {"authorization": f"OAuth {request.auth.access_token.reveal()}"}
        case _:
            return {}
