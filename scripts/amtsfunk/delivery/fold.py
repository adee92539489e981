"""Ledger lines → state, one line at a time. A line that cannot follow the ones before it raises Unreadable.

One small function a type of line, registered in one table. The fold is also the guard of writing: whoever appends folds
first, so an illegal line never reaches the ledger (I3, I4, I6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from amtsfunk.delivery import events as e
from amtsfunk.delivery.events import PostEvent, StepEvent, Unreadable
from amtsfunk.delivery.state import OUT, RECORDABLE, RESTORED, UNSENT, Lane, PostState, Status, Step, Stop

_HOLDABLE = UNSENT | {Status.claimed, Status.ambiguous, Status.handed, Status.held, Status.rejected}


def fold_post(post: str, lines: Iterable[e.Event], start: PostState | None = None) -> PostState:
    """The state of one post after these lines. Raises Unreadable."""
    state = start or PostState(post)
    for line in lines:
        if not isinstance(line, PostEvent) or line.post != post:
            raise Unreadable(f"a line of type {line.type} in the file of {post}")
        state = apply(state, line)
    return state


def apply(state: PostState, line: PostEvent) -> PostState:
    """The state after one more line. Raises Unreadable where the line is not legal here."""
    changed = _apply_to_step(state, line) if isinstance(line, StepEvent) else _OF_POST[type(line)](state, line)
    return replace(changed, newest=line.at)


def fold_stops(lines: Iterable[e.Event]) -> tuple[Stop, ...]:
    """All stops that the repository's lines know, in order of being seen."""
    stops: dict[str, Stop] = {}
    for line in lines:
        if isinstance(line, e.Stopped):
            if line.stop in stops:
                raise Unreadable(f"stop {line.stop} twice")
            stops[line.stop] = Stop(line.stop, line.scope, line.target, line.path, line.commit, line.at, line.person)
        elif isinstance(line, e.Lifted):
            if line.stop not in stops or stops[line.stop].lifted_at is not None:
                raise Unreadable(f"no stop {line.stop} to lift")
            stops[line.stop] = replace(stops[line.stop], lifted_at=line.at, release=frozenset(line.release))
    return tuple(stops.values())


# ---------------------------------------------------------------- lines of a post


def _captured(state: PostState, line: e.Captured) -> PostState:
    """New evidence: lanes without a standing or spent claim begin anew, all others stay as they are."""
    if state.archived:
        raise Unreadable(f"{line.post} is archived and was captured")
    if state.is_redacted:
        raise Unreadable(f"{line.post} is redacted and was captured")
    lanes: dict[str, Lane] = {}
    for name, count in line.steps.items():
        old = state.lanes.get(name)
        lane = _renewed(old, count) if old else Lane(name, tuple(Step(n + 1) for n in range(count)))
        stored = {line.payloads[name]} if name in line.payloads else set[str]()
        lanes[name] = replace(lane, payloads=lane.payloads | stored)
    gone = {name: lane for name, lane in state.lanes.items() if name not in lanes}
    return replace(state, captured=line, lanes={**gone, **lanes}, cancelled=None, missed=None)


def _renewed(lane: Lane, count: int) -> Lane:
    step = lane.current
    if step.is_out or step.standing or step.status in (Status.rejected, Status.given_up):
        return lane
    if step.status in (Status.missed, Status.cancelled) and step.unreleased:
        return lane
    kept = tuple(old for old in lane.steps if old.is_out)
    fresh = tuple(_fresh(lane.steps, number) for number in range(len(kept) + 1, max(count, len(kept)) + 1))
    return replace(lane, steps=(*kept, *fresh) or lane.steps)


def _fresh(steps: tuple[Step, ...], number: int) -> Step:
    """Claim numbers and what claim 1 drew are never forgotten."""
    if number > len(steps):
        return Step(number)
    return replace(steps[number - 1], status=Status.approved, reason=None, retry_at=None, again_until=None)


def _archived(state: PostState, line: e.Archived) -> PostState:
    return replace(state, archived=True)


def _cancelled(state: PostState, line: e.Cancelled) -> PostState:
    names = [line.channel] if line.channel else list(state.lanes)
    state = _end(state, names, Status.cancelled, line)
    return state if line.channel else replace(state, cancelled=line.reason)


def _missed(state: PostState, line: e.Missed) -> PostState:
    if line.channel is None:
        return replace(state, missed=line.reason)
    return _end(state, [line.channel], Status.missed, line)


def _end(state: PostState, names: list[str], status: Status, line: e.Cancelled | e.Missed) -> PostState:
    lanes = dict(state.lanes)
    for name in names:
        lane = _lane(state, name)
        step = lane.current
        open_hold = step.status is Status.held and not step.standing
        if step.status in UNSENT or open_hold:
            lanes[name] = _with(lane, replace(step, status=status, reason=line.reason, since=line.at))
        elif line.channel is not None:
            raise Unreadable(f"{line.type} after {step.status} ({state.post}, {name})")
    return replace(state, lanes=lanes)


def _contested(state: PostState, line: e.Contested) -> PostState:
    return replace(state, contested_by=(*state.contested_by, (line.by, line.kind)))


def _corrected(state: PostState, line: e.Corrected) -> PostState:
    return _with_lane(state, replace(_lane(state, line.channel), corrected_by=line.by))


def _withdrawn(state: PostState, line: e.Withdrawn) -> PostState:
    return _with_lane(state, replace(_lane(state, line.channel), withdrawn_by=line.by))


def _redacted(state: PostState, line: e.Redacted) -> PostState:
    """Only what was stored for this lane goes, and only once nothing of it is under way: who looks for a post that may
    be out needs its words. A page that is still waited for is waited for no longer."""
    lane = _lane(state, line.channel)
    if line.payload not in lane.payloads:
        raise Unreadable(f"{line.post} on {line.channel} never had the payload {line.payload[:12]}")
    if lane.is_unresolved:
        raise Unreadable(f"redacted after {lane.current.status} ({line.post}, {line.channel})")
    steps = tuple(_unwaited(step) for step in lane.steps)
    return _with_lane(state, replace(lane, steps=steps, redacted=line.note, redacted_at=lane.redacted_at or line.at))


def _unwaited(step: Step) -> Step:
    return replace(step, accepted=replace(step.accepted, confirm_until=None)) if step.accepted else step


_OF_POST: Mapping[type[PostEvent], Callable[[PostState, Any], PostState]] = {
    e.Captured: _captured,
    e.Archived: _archived,
    e.Cancelled: _cancelled,
    e.Missed: _missed,
    e.Contested: _contested,
    e.Corrected: _corrected,
    e.Withdrawn: _withdrawn,
    e.Redacted: _redacted,
}

# ---------------------------------------------------------------- lines of a step


def _apply_to_step(state: PostState, line: StepEvent) -> PostState:
    if isinstance(line, e.Accepted) and line.how == "recorded" and line.channel not in state.lanes:
        unknown = Lane(line.channel, (Step(1, status=Status.held),))
        state = replace(state, lanes={**state.lanes, line.channel: unknown})
    lane = _lane(state, line.channel)
    if not 1 <= line.step <= len(lane.steps):
        raise Unreadable(f"no step {line.step} of {state.post} on {line.channel}")
    if lane.redacted is not None and isinstance(line, e.Claimed):
        raise Unreadable(f"{state.post} on {line.channel} is redacted and was claimed")
    if any(not earlier.is_out for earlier in lane.steps[: line.step - 1]):
        raise Unreadable(f"step {line.step} of {state.post} on {line.channel} before the one before it")
    step = lane.steps[line.step - 1]
    changed = _with(lane, replace(_OF_STEP[type(line)](step, line), since=line.at))
    is_restored = lane.restored or (isinstance(line, e.Held) and line.reason == RESTORED)
    return _with_lane(state, replace(changed, restored=is_restored))


def _claimed(step: Step, line: e.Claimed) -> Step:
    if step.standing or step.status not in UNSENT or line.claim != step.claims + 1:
        raise Unreadable(f"claim {line.claim} of {line.post} on {line.channel} after {step.status}")
    if step.claim is not None and (line.key, line.created_at) != (step.claim.key, step.claim.created_at):
        raise Unreadable(f"claim {line.claim} of {line.post} on {line.channel} draws a new key")
    return replace(
        step,
        status=Status.claimed,
        claims=line.claim,
        standing=True,
        unreleased=step.unreleased + 1,
        claim=line,
        quiet_until=line.quiet_until,
        retry_at=None,
        reason=None,
    )


def _released(step: Step, line: e.Released) -> Step:
    _need_standing(step, line, Status.claimed)
    return replace(step, status=Status.released, standing=False, unreleased=step.unreleased - 1, reason=line.reason)


def _deferred(step: Step, line: e.Deferred) -> Step:
    _need_standing(step, line, Status.claimed)
    return replace(step, status=Status.deferred, standing=False, reason=line.reason, retry_at=line.retry_at)


def _rejected(step: Step, line: e.Rejected) -> Step:
    _need_standing(step, line, Status.claimed)
    return replace(step, status=Status.rejected, standing=False, reason=line.reason)


def _ambiguous(step: Step, line: e.Ambiguous) -> Step:
    _need_standing(step, line, Status.claimed)
    return replace(step, status=Status.ambiguous, reason=line.reason, quiet_until=line.quiet_until)


def _absent(step: Step, line: e.Absent) -> Step:
    _need_standing(step, line, Status.claimed, Status.ambiguous)
    return replace(step, status=Status.absent, standing=False)


def _handed(step: Step, line: e.Handed) -> Step:
    _need_standing(step, line, Status.claimed)
    return replace(step, status=Status.handed)


def _accepted(step: Step, line: e.Accepted) -> Step:
    if step.is_out:
        raise Unreadable(f"{line.post} on {line.channel} accepted twice")
    if line.how != "recorded":
        _need_standing(step, line, Status.claimed, Status.ambiguous, Status.held)
    elif step.status not in RECORDABLE:
        raise Unreadable(f"{line.post} on {line.channel} recorded after {step.status}")
    return replace(step, status=Status.accepted, standing=False, accepted=line, reason=None)


def _confirmed(step: Step, line: e.Confirmed) -> Step:
    if step.status is not Status.accepted:
        raise Unreadable(f"confirmed after {step.status}")
    return replace(step, status=Status.confirmed)


def _unconfirmed(step: Step, line: e.Unconfirmed) -> Step:
    if not step.awaits_confirmation or step.accepted is None:
        raise Unreadable(f"unconfirmed after {step.status}")
    return replace(step, accepted=replace(step.accepted, confirm_until=None), reason="unconfirmed")


def _held(step: Step, line: e.Held) -> Step:
    if step.status not in _HOLDABLE:
        raise Unreadable(f"held after {step.status}")
    return replace(step, status=Status.held, reason=line.reason)


def _settled(step: Step, line: e.Settled) -> Step:
    if step.status is not Status.held:
        raise Unreadable(f"settled after {step.status}")
    if line.decision == "given_up":
        return replace(step, status=Status.given_up, standing=False)
    if line.decision != "again" or line.not_after is None:
        raise Unreadable(f"settled as {line.decision}")
    return replace(step, status=Status.absent, standing=False, reason=None, again_until=line.not_after)


def _stray(step: Step, line: e.Stray) -> Step:
    """Whatever state it came in: a person has to look. A step that is out stays out."""
    kept = step.status if step.status in OUT else Status.held
    return replace(step, status=kept, strays=step.strays + 1, reason="stray")


_OF_STEP: Mapping[type[StepEvent], Callable[[Step, Any], Step]] = {
    e.Claimed: _claimed,
    e.Released: _released,
    e.Deferred: _deferred,
    e.Rejected: _rejected,
    e.Ambiguous: _ambiguous,
    e.Absent: _absent,
    e.Handed: _handed,
    e.Accepted: _accepted,
    e.Confirmed: _confirmed,
    e.Unconfirmed: _unconfirmed,
    e.Held: _held,
    e.Settled: _settled,
    e.Stray: _stray,
}


def _need_standing(step: Step, line: StepEvent, *statuses: Status) -> None:
    if not step.standing or step.status not in statuses or line.claim != step.claims:
        raise Unreadable(f"{line.type} of claim {line.claim} of {line.post} on {line.channel} after {step.status}")


def _lane(state: PostState, name: str | None) -> Lane:
    if name is None or name not in state.lanes:
        raise Unreadable(f"{state.post} has no channel {name}")
    return state.lanes[name]


def _with(lane: Lane, step: Step) -> Lane:
    return replace(lane, steps=(*lane.steps[: step.number - 1], step, *lane.steps[step.number :]))


def _with_lane(state: PostState, lane: Lane) -> PostState:
    return replace(state, lanes={**state.lanes, lane.name: lane})
