"""The check between the claim and the sending: the last word is had here (I1, I2, I6, I7, I8, I10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amtsfunk.delivery.actions import Key, Leave, Miss, Release, Send
from amtsfunk.delivery.decide import Case, first_refusal
from amtsfunk.delivery.state import State, Status, Step


@dataclass(frozen=True, slots=True)
class Ticket:
    """A claim that this run won. ``digest``: SHA-256 of the very bytes that it is about to send."""

    key: Key
    run: str
    number: int
    digest: str


def recheck(state: State, ticket: Ticket, now: datetime) -> Send | Release | Leave:
    """May this claim be used? ``state`` is folded from the remote ledger as it was fetched after the claim's push, with
    stops and facts gathered after it."""
    key = ticket.key
    post = state.posts.get(key.post)
    lane = post.lanes.get(key.channel) if post else None
    if post is None or lane is None or not is_ours(lane.steps, ticket):
        return Leave(key)
    claim = lane.current.claim
    if claim is None or now > claim.send_by:
        return Release(key, "slow")
    captured = post.captured
    if captured is None or not ticket.digest == claim.payload == captured.payloads.get(key.channel):
        return Release(key, "changed")
    case = Case(state, post, lane, now, timedelta(0))
    refusal = first_refusal(case)
    if refusal is not None:
        return Release(key, "late" if isinstance(refusal, Miss) else refusal.reason)
    return Send(key, min(claim.send_by, case.latest))


def is_ours(steps: tuple[Step, ...], ticket: Ticket) -> bool:
    """Whether this run's claim of the key stands unresolved. The fold lets only the current step be claimed (I6)."""
    if not 1 <= ticket.key.step <= len(steps):
        return False
    step = steps[ticket.key.step - 1]
    claim = step.claim
    ours = claim is not None and claim.run == ticket.run and claim.claim == ticket.number
    return ours and step.standing and step.status is Status.claimed
