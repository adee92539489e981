"""Actions and outcomes → ledger lines. Pure; the shell only carries out and appends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from amtsfunk.channels import contract as c
from amtsfunk.delivery import actions as a
from amtsfunk.delivery import events as e
from amtsfunk.delivery.index import AHEAD
from amtsfunk.delivery.recheck import Ticket, is_ours
from amtsfunk.delivery.state import PostState, State

SEND_WITHIN = timedelta(minutes=3)
"""A claim is used within this time (and what it may be ahead), or given back unused."""
_FIRST_BACK_OFF = timedelta(minutes=1)
_LONGEST_BACK_OFF = timedelta(minutes=15)
CONFIRM_WITHIN = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Habits:
    """How one channel is worked: ``quiet``: the quiet period; ``site``: the line itself publishes; ``confirms``: its
    page can be asked for the digest."""

    quiet: timedelta
    site: bool = False
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and when: what every line begins with."""

    run: str
    now: datetime

    def claimed(self, state: State, action: a.Claim, habits: Habits, fresh_key: str) -> e.Claimed:
        """The claim. What claim 1 drew is copied unchanged into every later one."""
        post = state.posts[action.key.post]
        first = post.lanes[action.key.channel].steps[action.key.step - 1].claim
        send_by = self.now + AHEAD + SEND_WITHIN
        return e.Claimed(
            **self._step(action.key, action.number),
            payload=post.captured.payloads[action.key.channel] if post.captured else "",
            created_at=first.created_at if first else self.now,
            key=first.key if first else fresh_key,
            send_by=send_by,
            quiet_until=send_by + habits.quiet,
        )

    def decided(self, action: a.Action) -> e.Event | None:
        """The line of an action that touches the ledger alone; None for all others."""
        match action:
            case a.Miss(key, reason):
                return e.Missed(at=self.now, run=self.run, post=key.post, channel=key.channel, reason=reason)
            case a.Cancel(key, reason):
                return e.Cancelled(at=self.now, run=self.run, post=key.post, channel=key.channel, reason=reason)
            case a.Hold(key, number, reason):
                return e.Held(**self._step(key, number), reason=reason)
            case a.Doubt(key, number):
                return e.Unconfirmed(**self._step(key, number))
            case _:
                return None

    def governed(
        self, ok: bool, verified_to: str, reason: str | None, evidence: tuple[Mapping[str, Any], ...] = ()
    ) -> e.Governance:
        return e.Governance(
            at=self.now, run=self.run, ok=ok, verified_to=verified_to, reason=reason, evidence=evidence or None
        )

    def released(self, ticket: Ticket, reason: str) -> e.Released:
        return e.Released(**self._step(ticket.key, ticket.number), reason=reason)

    def confirmed(self, key: a.Key, number: int) -> e.Confirmed:
        return e.Confirmed(**self._step(key, number))

    def outcome(self, ticket: Ticket, outcome: c.Outcome, habits: Habits) -> e.StepEvent:
        """The line of what a delivery came to."""
        base = self._step(ticket.key, ticket.number)
        match outcome:
            case c.Accepted(remote_id, address):
                until = self.now + CONFIRM_WITHIN if habits.confirms else None
                how = "site" if habits.site else "sent"
                return e.Accepted(**base, how=how, address=address, remote_id=remote_id, confirm_until=until)
            case c.Handed():
                return e.Handed(**base)
            case c.Rejected(reason):
                return e.Rejected(**base, reason=reason)
            case c.Deferred(reason, seconds):
                return e.Deferred(**base, reason=reason, retry_at=self.now + back_off(ticket.number, seconds))
            case c.Ambiguous(reason):
                return e.Ambiguous(**base, reason=reason, quiet_until=self.now + habits.quiet)

    def found(self, key: a.Key, number: int, finding: c.Finding, habits: Habits) -> e.StepEvent | None:
        """The line of what a search came to; None: ask again later."""
        base = self._step(key, number)
        match finding:
            case c.Accepted(remote_id, address):
                until = self.now + CONFIRM_WITHIN if habits.confirms else None
                return e.Accepted(**base, how="found", address=address, remote_id=remote_id, confirm_until=until)
            case c.Absent():
                return e.Absent(**base)
            case c.CannotShow(_, again):
                return None if again else e.Held(**base, reason="cannot-be-shown")

    def mended(self, state: State, line: e.Event) -> tuple[e.PostEvent, ...]:
        """What a correction's or withdrawal's acceptance does to the original, in the same commit."""
        if not isinstance(line, e.Accepted):
            return ()
        post = state.posts.get(line.post)
        captured = post.captured if post else None
        original = state.posts.get(captured.corrects) if captured and captured.corrects else None
        if captured is None or original is None or line.channel not in original.lanes or line.step != 1:
            return ()
        base = {"post": original.post, "channel": line.channel, "by": line.post}
        if captured.kind == "withdrawal":
            return (e.Withdrawn(at=self.now, run=self.run, **base),)
        return (e.Corrected(at=self.now, run=self.run, **base),)

    def unclaimed(self, line: e.StepEvent, habits: Habits) -> e.Stray | None:
        """An outcome whose claim was resolved meanwhile: loud where something may be out, else nothing to say."""
        if habits.site or not isinstance(line, e.Accepted | e.Ambiguous | e.Handed):
            return None
        address = line.address if isinstance(line, e.Accepted) else None
        base = self._step(a.Key(line.post, line.channel, line.step), line.claim)
        return e.Stray(**base, outcome=line.type, address=address)

    def _step(self, key: a.Key, number: int) -> dict[str, Any]:
        return {
            "at": self.now,
            "run": self.run,
            "post": key.post,
            "channel": key.channel,
            "step": key.step,
            "claim": number,
        }


def still_ours(posts: Mapping[str, PostState], ticket: Ticket) -> bool:
    """Whether an outcome may be written as the outcome of this claim."""
    post = posts.get(ticket.key.post)
    lane = post.lanes.get(ticket.key.channel) if post else None
    return lane is not None and is_ours(lane.steps, ticket)


def back_off(claims: int, asked: int | None) -> timedelta:
    """Doubling from one minute to fifteen; longer only where the server asks for it."""
    own: timedelta = min(_FIRST_BACK_OFF * 2 ** min(claims - 1, 10), _LONGEST_BACK_OFF)
    return max(own, timedelta(seconds=min(asked or 0, 86_400)))
