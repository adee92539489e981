"""``decide(state, now) → actions``: one pure function over all states of a delivery (DELIVERY.md § 4).

How to read it: a lane (one post on one channel) is where its current step is, the first one that is not out. TABLE says
which function answers for which status. Whatever may lead to a claim goes through GATES, in this order; the first gate
that answers wins, and only when none does the step is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amtsfunk.delivery.actions import Action, Cancel, Claim, Confirm, Doubt, Hold, Key, Look, Miss, Refusal, Wait
from amtsfunk.delivery.state import ChannelFacts, Lane, PostFacts, PostState, State, Status, Step
from amtsfunk.delivery.stops import active_for, swept_by

THREAD_GRACE = timedelta(hours=6)
"""Until how long after the step before it a later step of a thread may go out by itself."""
_ABSENT_CHANNEL = ChannelFacts(known=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One lane with everything that its next action depends on."""

    state: State
    post: PostState
    lane: Lane
    now: datetime
    ahead: timedelta

    @property
    def step(self) -> Step:
        return self.lane.current

    @property
    def key(self) -> Key:
        return Key(self.post.post, self.lane.name, self.step.number)

    @property
    def is_first(self) -> bool:
        return self.step.number == 1

    @property
    def channel(self) -> ChannelFacts:
        return self.state.channels.get(self.lane.name, _ABSENT_CHANNEL)

    @property
    def is_dropped(self) -> bool:
        """The newest evidence names this channel no more: its claim stood when the file changed."""
        captured = self.post.captured
        return captured is not None and self.lane.name not in captured.payloads

    @property
    def facts(self) -> PostFacts:
        return self.state.facts.get(self.post.post, PostFacts())

    @property
    def due(self) -> datetime:
        """When the step may go out: the post's time, for later steps when the one before was accepted."""
        if self.is_first and self.post.captured is not None:
            return self.post.captured.due
        before = self.lane.steps[self.step.number - 2].accepted
        return before.at if before is not None else self.now

    @property
    def latest(self) -> datetime:
        """Until when: a person's word first, then the post's ``latest``, then the thread's grace."""
        if self.step.again_until is not None:
            return self.step.again_until
        if self.is_first and self.post.captured is not None:
            return self.post.captured.latest
        return self.due + THREAD_GRACE


def decide(state: State, now: datetime, *, ahead: timedelta = timedelta(0)) -> tuple[Action, ...]:
    """At most one action a lane, websites first. ``ahead``: how long before its time a step may be claimed."""
    found: list[Action] = []
    for post in sorted(state.posts):
        for name in sorted(state.posts[post].lanes):
            case = Case(state, state.posts[post], state.posts[post].lanes[name], now, ahead)
            action = decide_lane(case)
            if action is not None:
                found.append(action)
    return tuple(sorted(found, key=lambda action: _order(state, action)))


def decide_lane(case: Case) -> Action | None:
    """The next action of one lane, or None where a person or nobody has to act."""
    return TABLE[case.step.status](case)


def _order(state: State, action: Action) -> tuple[bool, float, str, str]:
    """The website goes first, then whatever is due first, then by name."""
    key = action.key
    captured = state.posts[key.post].captured
    is_site = state.channels.get(key.channel, _ABSENT_CHANNEL).site
    return (not is_site, captured.due.timestamp() if captured else 0.0, key.post, key.channel)


# ---------------------------------------------------------------- gates before a claim


def _gate_redacted(case: Case) -> Refusal | None:
    """What had to go for somebody's sake never goes out again, whatever else is said."""
    return Cancel(case.key, "redacted") if case.lane.redacted is not None else None


def _gate_restored(case: Case) -> Refusal | None:
    """Lines about this lane are lost: where its first steps went out, the later ones may have, too."""
    is_sure = case.is_first or not case.lane.restored or case.step.again_until is not None
    return None if is_sure else Hold(case.key, case.step.claims, "restored")


def _gate_gone(case: Case) -> Refusal | None:
    """The file, its time, its name or this channel in it is gone from main."""
    return Cancel(case.key, "gone") if case.post.cancelled or case.is_dropped else None


def _gate_contested(case: Case) -> Refusal | None:
    """A correction or withdrawal was captured: what is not out stays in (§ 1)."""
    return Cancel(case.key, "corrected") if case.post.contested_by else None


def _gate_late(case: Case) -> Refusal | None:
    """I7 and the grace of threads."""
    if case.now <= case.latest:
        return None
    if not case.is_first:
        return Hold(case.key, case.step.claims, "grace")
    if active_for(case.state.stops, case.post):
        return Miss(case.key, "stopped")
    return Miss(case.key, case.step.reason or ("late" if case.facts.ready or case.channel.site else "link"))


def _gate_swept(case: Case) -> Refusal | None:
    """What came due during a stop does not burst out when the stop ends."""
    if case.step.again_until is not None or swept_by(case.state.stops, case.post, case.due) is None:
        return None
    return Miss(case.key, "stopped") if case.is_first else Hold(case.key, case.step.claims, "stopped")


def _gate_early(case: Case) -> Refusal | None:
    """I7."""
    return Wait(case.key, "not-due", case.due) if case.now < case.due - case.ahead else None


def _gate_stopped(case: Case) -> Refusal | None:
    """I8."""
    stop = active_for(case.state.stops, case.post)
    return Wait(case.key, "stopped") if stop else None


def _gate_halted(case: Case) -> Refusal | None:
    """A change of governance that lacked its two people stops everything (§ 2, condition 6)."""
    return Wait(case.key, case.state.halted) if case.state.halted else None


def _gate_changed(case: Case) -> Refusal | None:
    """I10: bindings, files and approvers must be those of the capture."""
    return Hold(case.key, case.step.claims, "changed") if case.facts.changed else None


def _gate_channel(case: Case) -> Refusal | None:
    return None if case.channel.known else Hold(case.key, case.step.claims, "unknown-channel")


def _gate_taken(case: Case) -> Refusal | None:
    """The same content is out on this channel under another id (§ 1, ``repeat_of``)."""
    return Hold(case.key, case.step.claims, "taken") if case.lane.name in case.facts.taken else None


def _gate_original(case: Case) -> Refusal | None:
    """A correction waits for its original; where that never went out there is nothing to correct."""
    captured = case.post.captured
    if captured is None or captured.corrects is None:
        return None
    original = case.state.posts.get(captured.corrects)
    lane = original.lanes.get(case.lane.name) if original else None
    if original is not None and original.archived:
        return None
    if lane is None or (lane.has_ended and not _anything_out(lane)):
        return Cancel(case.key, "nothing-to-correct")
    return Wait(case.key, "original-unresolved") if lane.current.standing or not _anything_out(lane) else None


def _gate_repeat(case: Case) -> Refusal | None:
    """A repetition waits while what it repeats is unresolved on this channel; what was redacted is not repeated."""
    captured = case.post.captured
    if captured is None or captured.repeat_of is None:
        return None
    earlier = case.state.posts.get(captured.repeat_of)
    if earlier is not None and earlier.is_redacted:
        return Cancel(case.key, "repeat-redacted")
    lane = earlier.lanes.get(case.lane.name) if earlier else None
    return Wait(case.key, "repeat-unresolved") if lane is not None and lane.is_unresolved else None


def _gate_link(case: Case) -> Refusal | None:
    """A page of our own that the post links to must answer first; the website's own delivery waits for nothing."""
    return None if case.facts.ready or case.channel.site else Wait(case.key, "link", case.latest)


GATES: tuple[Callable[[Case], Refusal | None], ...] = (
    _gate_redacted,
    _gate_gone,
    _gate_contested,
    _gate_restored,
    _gate_late,
    _gate_swept,
    _gate_early,
    _gate_stopped,
    _gate_halted,
    _gate_changed,
    _gate_channel,
    _gate_taken,
    _gate_original,
    _gate_repeat,
    _gate_link,
)


def first_refusal(case: Case) -> Refusal | None:
    """The answer of the first gate that has one; None: the step may go out."""
    return next((found for gate in GATES if (found := gate(case)) is not None), None)


def _anything_out(lane: Lane) -> bool:
    return any(step.is_out for step in lane.steps)


# ---------------------------------------------------------------- one function a status


def _when_unsent(case: Case) -> Action | None:
    """Approved, released, or shown absent: claim, unless a gate says otherwise."""
    return first_refusal(case) or Claim(case.key, case.step.claims + 1)


def _when_deferred(case: Case) -> Action | None:
    """Back off until ``retry_at``; too late and cancelled are said at once."""
    answer = _when_unsent(case)
    retry_at = case.step.retry_at
    if isinstance(answer, Claim) and retry_at is not None and case.now < retry_at:
        return Wait(case.key, "back-off", retry_at)
    return answer


def _when_unresolved(case: Case) -> Action | None:
    """Claimed without an outcome, or ambiguous: hands off during the quiet period, then look, else a person looks."""
    quiet_until = case.step.quiet_until
    if quiet_until is not None and case.now < quiet_until:
        return Wait(case.key, "quiet", quiet_until)
    if case.channel.finds:
        return Look(case.key, case.step.claims)
    return Hold(case.key, case.step.claims, "cannot-be-shown")


def _when_handed(case: Case) -> Action | None:
    """Nothing is handed twice; who has not recorded it by then is asked."""
    if case.now > case.latest:
        return Hold(case.key, case.step.claims, "unrecorded")
    return Wait(case.key, "handed", case.latest)


def _when_held(case: Case) -> Action | None:
    """A person decides. Where nothing can be out and it is too late, or no longer wanted, that is said instead."""
    if case.step.standing or not case.is_first or case.step.strays:
        return None
    if case.post.cancelled or case.is_dropped or case.post.contested_by:
        return Cancel(case.key, "corrected" if case.post.contested_by else "gone")
    return Miss(case.key, case.step.reason or "late") if case.now > case.latest else None


def _when_accepted(case: Case) -> Action | None:
    """The page is looked for until ``confirm_until``."""
    accepted = case.step.accepted
    if accepted is None or accepted.confirm_until is None:
        return None
    if case.now > accepted.confirm_until:
        return Doubt(case.key, case.step.claims)
    return Confirm(case.key, case.step.claims)


def _when_ended(case: Case) -> Action | None:
    return None


TABLE: Mapping[Status, Callable[[Case], Action | None]] = {
    Status.approved: _when_unsent,
    Status.released: _when_unsent,
    Status.absent: _when_unsent,
    Status.deferred: _when_deferred,
    Status.claimed: _when_unresolved,
    Status.ambiguous: _when_unresolved,
    Status.handed: _when_handed,
    Status.held: _when_held,
    Status.accepted: _when_accepted,
    Status.confirmed: _when_ended,
    Status.rejected: _when_ended,
    Status.missed: _when_ended,
    Status.cancelled: _when_ended,
    Status.given_up: _when_ended,
}
