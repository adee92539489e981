"""The check between claim and sending: each way in which it says no."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Key, Leave, Release, Send
from amtsfunk.delivery.recheck import Ticket, recheck
from amtsfunk.delivery.state import PostFacts
from support.deliveries import DIGEST, DUE, LATEST, OTHER_RUN, RUN, Story, captured, stop, world

KEY = Key("p", "mastodon", 1)
TICKET = Ticket(KEY, RUN, 1, DIGEST)


def test_our_standing_claim_may_send() -> None:
    state = world(Story().claim().state())
    claim = state.posts[KEY.post].lanes[KEY.channel].current.claim
    assert claim is not None
    assert recheck(state, TICKET, DUE) == Send(KEY, claim.send_by)


def test_without_a_claim_on_the_remote_nothing_is_sent() -> None:
    """I1"""
    assert recheck(world(Story().state()), TICKET, DUE) == Leave(KEY)
    assert recheck(world(), TICKET, DUE) == Leave(KEY)


def test_the_twice_claimed_post_is_left_to_the_other_run() -> None:
    """I4: two runs that made the same claim differ by their run id."""
    theirs = Story().claim(run=OTHER_RUN).state()
    assert recheck(world(theirs), TICKET, DUE) == Leave(KEY)


def test_a_claim_that_was_resolved_is_left() -> None:
    """I3, I4"""
    resolved = Story().claim().step(e.Absent).state()
    assert recheck(world(resolved), TICKET, DUE) == Leave(KEY)
    again = Story().claim().step(e.Absent).claim(claim=2).state()
    assert recheck(world(again), TICKET, DUE) == Leave(KEY)
    out = Story().accept().state()
    assert recheck(world(out), TICKET, DUE) == Leave(KEY)


def test_other_bytes_are_never_sent() -> None:
    """I2"""
    state = world(Story().claim().state())
    assert recheck(state, replace(TICKET, digest="e" * 64), DUE) == Release(KEY, "changed")
    other = world(Story().claim(payload="e" * 64).state())
    assert recheck(other, TICKET, DUE) == Release(KEY, "changed")
    since = world(Story().claim().tell(captured(revision=2, payloads={"mastodon": "e" * 64})).state())
    assert recheck(since, TICKET, DUE) == Release(KEY, "changed")


def test_a_slow_run_gives_its_claim_back() -> None:
    state = world(Story().claim().state())
    assert isinstance(recheck(state, TICKET, DUE + timedelta(minutes=4)), Send)
    assert recheck(state, TICKET, DUE + timedelta(minutes=4, seconds=1)) == Release(KEY, "slow")


def test_nothing_goes_out_early_or_late() -> None:
    """I7"""
    state = world(Story().claim(DUE - timedelta(minutes=1)).state())
    assert recheck(state, TICKET, DUE - timedelta(seconds=1)) == Release(KEY, "not-due")
    late = world(Story().claim(LATEST).state())
    assert recheck(late, TICKET, LATEST + timedelta(seconds=1)) == Release(KEY, "late")


def test_a_stop_that_is_visible_after_the_claim_wins() -> None:
    """I8"""
    assert recheck(world(Story().claim().state(), stops=(stop(),)), TICKET, DUE) == Release(KEY, "stopped")


def test_what_changed_after_the_claim_is_not_sent() -> None:
    """I10"""
    state = world(Story().claim().state(), p=PostFacts(changed="bindings"))
    assert recheck(state, TICKET, DUE) == Release(KEY, "changed")


def test_governance_that_lapsed_after_the_claim_stops_it() -> None:
    assert recheck(world(Story().claim().state(), halted="governance"), TICKET, DUE) == Release(KEY, "governance")


def test_a_step_is_never_sent_before_the_one_before_it() -> None:
    """I6"""
    state = world(Story(steps=2).claim().state())
    assert recheck(state, replace(TICKET, key=Key("p", "mastodon", 2)), DUE) == Leave(Key("p", "mastodon", 2))
