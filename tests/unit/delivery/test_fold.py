"""What the fold refuses: lines that cannot follow the ones before them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amtsfunk.delivery import events as e
from amtsfunk.delivery.events import Unreadable
from amtsfunk.delivery.fold import fold_stops
from amtsfunk.delivery.state import PostState, Status
from support.deliveries import DUE, LATEST, RUN, Story, captured


def status(story: Story) -> Status:
    return story.state().lanes[story.channel].current.status


def test_two_claims_of_one_key_never_stand_together() -> None:
    """I4"""
    with pytest.raises(Unreadable, match="claim 2"):
        Story().claim().claim(claim=2).state()


def test_what_is_out_is_never_claimed_or_accepted_again() -> None:
    """I3"""
    with pytest.raises(Unreadable):
        Story().accept().claim(claim=2).state()
    with pytest.raises(Unreadable, match="twice"):
        Story().accept().step(e.Accepted, how="found").state()
    with pytest.raises(Unreadable, match="twice"):
        Story().accept().step(e.Accepted, how="recorded").state()


def test_an_outcome_needs_its_own_standing_claim() -> None:
    """I1"""
    for kind, more in (
        (e.Accepted, {"how": "sent"}),
        (e.Rejected, {"reason": "no"}),
        (e.Absent, {}),
        (e.Handed, {}),
        (e.Ambiguous, {"reason": "x", "quiet_until": DUE}),
        (e.Deferred, {"reason": "x", "retry_at": DUE}),
        (e.Released, {"reason": "x"}),
    ):
        with pytest.raises(Unreadable):
            Story().step(kind, **more).state()
        with pytest.raises(Unreadable):
            Story().claim().step(kind, claim=2, **more).state()


def test_a_claim_that_was_resolved_has_no_second_outcome() -> None:
    """I4"""
    for kind, more in (
        (e.Rejected, {"reason": "no"}),
        (e.Absent, {}),
        (e.Handed, {}),
        (e.Ambiguous, {"reason": "x", "quiet_until": DUE}),
        (e.Deferred, {"reason": "x", "retry_at": DUE}),
        (e.Accepted, {"how": "sent"}),
    ):
        with pytest.raises(Unreadable):
            Story().claim().step(e.Released, reason="x").step(kind, **more).state()
    with pytest.raises(Unreadable):
        Story().claim().step(e.Ambiguous, reason="x", quiet_until=DUE).step(e.Released, reason="x").state()


def test_a_receipt_needs_what_a_person_may_have_posted() -> None:
    for story in (Story(), Story().claim(), Story().claim().step(e.Rejected, reason="no")):
        with pytest.raises(Unreadable, match="recorded after"):
            story.step(e.Accepted, how="recorded").state()
    assert status(Story().claim().step(e.Handed).step(e.Accepted, how="recorded")) is Status.accepted


def test_only_what_is_held_is_settled_and_only_in_known_words() -> None:
    words = {"person": "ben", "nonce": "n", "not_after": LATEST}
    with pytest.raises(Unreadable, match="settled after"):
        Story().claim().step(e.Settled, decision="again", **words).state()
    held = {"decision": "perhaps", **words}, {"decision": "again", "person": "ben", "nonce": "n"}
    for wrong in held:
        with pytest.raises(Unreadable, match="settled as"):
            Story().claim().step(e.Held, reason="x").step(e.Settled, **wrong).state()


def test_what_is_out_is_not_held_and_what_is_not_out_is_not_confirmed() -> None:
    with pytest.raises(Unreadable, match="held after"):
        Story().accept().step(e.Held, reason="x").state()
    with pytest.raises(Unreadable, match="confirmed after"):
        Story().claim().step(e.Confirmed).state()
    with pytest.raises(Unreadable, match="unconfirmed after"):
        Story().accept().step(e.Unconfirmed).state()


def test_a_later_step_needs_the_one_before() -> None:
    """I6"""
    with pytest.raises(Unreadable, match="before the one before"):
        Story(steps=2).claim().claim(number=2).state()


def test_later_claims_keep_what_the_first_drew() -> None:
    with pytest.raises(Unreadable, match="draws a new key"):
        Story().claim().step(e.Absent).claim(claim=2, key="n" * 32).state()


def test_what_was_accepted_is_never_missed_or_cancelled() -> None:
    for kind in (e.Missed, e.Cancelled):
        with pytest.raises(Unreadable):
            Story().accept().tell(kind(at=DUE, run=RUN, post="p", channel="mastodon", reason="late")).state()


def test_a_cancelled_post_keeps_its_standing_claims() -> None:
    story = Story().claim().tell(e.Cancelled(at=DUE, run=RUN, post="p", reason="gone"))
    assert status(story) is Status.claimed
    assert story.state().cancelled == "gone"


def test_new_evidence_frees_what_is_held_and_keeps_what_is_out() -> None:
    held = Story().step(e.Held, claim=0, reason="changed").tell(captured(revision=2))
    assert status(held) is Status.approved
    out = Story().accept().tell(captured(revision=2))
    assert status(out) is Status.accepted
    claimed = Story().claim().tell(captured(revision=2))
    assert status(claimed) is Status.claimed


def test_what_ended_after_a_claim_is_not_mended_in_the_file() -> None:
    rejected = Story().claim().step(e.Rejected, reason="no").tell(captured(revision=2))
    assert status(rejected) is Status.rejected
    missed = Story().claim().step(e.Absent)
    missed.tell(e.Missed(at=LATEST, run=RUN, post="p", channel="mastodon", reason="late")).tell(captured(revision=2))
    assert status(missed) is Status.missed


def test_new_evidence_never_forgets_a_claims_number_and_key() -> None:
    story = Story().claim().step(e.Released, reason="slow").tell(captured(revision=2)).claim(claim=2)
    step = story.state().lanes["mastodon"].current
    assert step.claims == 2
    with pytest.raises(Unreadable):
        Story().claim().step(e.Released, reason="slow").tell(captured(revision=2)).claim().state()


def test_a_released_claim_leaves_text_changeable_and_any_other_does_not() -> None:
    assert not Story().claim().step(e.Released, reason="slow").state().is_immutable
    assert Story().claim().step(e.Deferred, reason="rate", retry_at=DUE).state().is_immutable


def test_a_stray_outcome_is_loud() -> None:
    story = Story().claim().step(e.Absent).step(e.Stray, outcome="accepted")
    assert status(story) is Status.held
    out = Story().accept().step(e.Stray, outcome="accepted")
    assert out.state().lanes["mastodon"].current.strays == 1
    assert status(out) is Status.accepted


def test_a_line_of_another_post_is_refused() -> None:
    with pytest.raises(Unreadable):
        Story().tell(captured("q")).state()


def test_an_archived_post_is_never_captured() -> None:
    with pytest.raises(Unreadable):
        Story().tell(e.Archived(at=DUE, run=RUN, post="p", path="x", commit="c")).tell(captured()).state()


def test_redaction_correction_and_withdrawal_mark_the_lane() -> None:
    base = {"at": DUE, "run": RUN, "post": "p", "channel": "mastodon"}
    story = Story().accept()
    story.tell(e.Corrected(**base, by="c")).tell(e.Withdrawn(**base, by="w"))
    story.tell(e.Redacted(**base, payload="d" * 64, note="Einwilligung widerrufen"))
    lane = story.state().lanes["mastodon"]
    assert (lane.corrected_by, lane.withdrawn_by, lane.redacted) == ("c", "w", "Einwilligung widerrufen")


def test_stops_are_lifted_once() -> None:
    stopped = e.Stopped(at=DUE, run=RUN, stop="s", scope="total", path="total", commit="c")
    lifted = e.Lifted(at=DUE + timedelta(1), run=RUN, stop="s", person="ben", nonce="n")
    assert fold_stops([stopped])[0].lifted_at is None
    assert fold_stops([stopped, lifted])[0].lifted_at == lifted.at
    for wrong in ([lifted], [stopped, lifted, lifted], [stopped, stopped]):
        with pytest.raises(Unreadable):
            fold_stops(wrong)


def test_a_post_that_nobody_knows_is_empty() -> None:
    assert not PostState("p").is_open
