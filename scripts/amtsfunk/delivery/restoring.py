"""What an older ledger, brought back from a backup, cannot know: which deliveries went out since (DELIVERY.md § 3).

Pure. Everything that was due and is unsent by its lines may be out. So each gets a claim that nobody can use, which
keeps every run away, and then what looking showed: it is out, or a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from amtsfunk.channels.contract import Accepted, Finding
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.decide import Case
from amtsfunk.delivery.events import Claimed, Held, StepEvent
from amtsfunk.delivery.outcomes import Habits, Writer
from amtsfunk.delivery.state import RESTORED, UNSENT, Lane, PostState, State, Status


def doubtful(post: PostState, lane: Lane, now: datetime) -> Key | None:
    """The lane's current step, if it was due: then the lost lines may have been about it."""
    case = Case(State({post.post: post}), post, lane, now, timedelta(0))
    is_due = post.captured is not None and case.due <= now
    return case.key if is_due and lane.current.status in UNSENT else None


def claim_of(post: PostState, key: Key, stamp: tuple[datetime, str], fresh_key: str) -> Claimed:
    """A claim that ends as it is made. It is dated back to when the step was due, so that looking goes back that far;
    what an earlier claim drew is kept, as always."""
    now, run = stamp
    lane = post.lanes[key.channel]
    step = lane.steps[key.step - 1]
    due = Case(State({post.post: post}), post, lane, now, timedelta(0)).due
    return Claimed(
        at=now,
        run=run,
        post=key.post,
        channel=key.channel,
        step=key.step,
        claim=step.claims + 1,
        payload=post.captured.payloads.get(key.channel, "") if post.captured else "",
        created_at=step.claim.created_at if step.claim else due,
        key=step.claim.key if step.claim else fresh_key,
        send_by=now,
        quiet_until=now,
    )


def answer_of(writer: Writer, claim: Claimed, finding: Finding, habits: Habits) -> StepEvent:
    """Found is out; everything else is held, „absent“ too: what a network is asked by went with the lost claim."""
    key = Key(claim.post, claim.channel, claim.step)
    found = writer.found(key, claim.claim, finding, habits) if isinstance(finding, Accepted) else None
    return found or _held(key, claim.claim, RESTORED, (claim.at, claim.run))


def held_anew(post: PostState, now: datetime, run: str) -> Iterator[StepEvent]:
    """What was held stays held, from now on: a word that was given on the lost lines must not count a second time."""
    for lane in post.lanes.values():
        step = lane.current
        if step.status is Status.held:
            key = Key(post.post, lane.name, step.number)
            yield _held(key, step.claims, step.reason or RESTORED, (now, run))


def _held(key: Key, number: int, reason: str, stamp: tuple[datetime, str]) -> Held:
    at, run = stamp
    return Held(at=at, run=run, post=key.post, channel=key.channel, step=key.step, claim=number, reason=reason)
