"""Every status and every gate of ``decide`` (DELIVERY.md § 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Action, Cancel, Claim, Confirm, Doubt, Hold, Key, Look, Miss, Wait
from amtsfunk.delivery.decide import TABLE, THREAD_GRACE, decide
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.state import PostFacts, PostState, State, Status
from support.deliveries import CHANNELS, DUE, LATEST, RUN, Story, captured, stop, world

KEY = Key("p", "mastodon", 1)
SECOND = timedelta(seconds=1)


def only(state: State, now: object = DUE, **more: object) -> Action | None:
    found = decide(state, now, **more)  # type: ignore[arg-type]
    assert len(found) <= 1
    return found[0] if found else None


def test_every_status_has_its_row() -> None:
    assert set(TABLE) == set(Status)


def test_due_and_approved_is_claimed() -> None:
    assert only(world(Story().state())) == Claim(KEY, 1)


def test_before_its_time_it_waits() -> None:
    """I7"""
    assert only(world(Story().state()), DUE - SECOND) == Wait(KEY, "not-due", DUE)
    assert only(world(Story().state()), DUE - SECOND, ahead=timedelta(seconds=60)) == Claim(KEY, 1)


def test_after_its_latest_it_is_missed() -> None:
    """I7"""
    assert only(world(Story().state()), LATEST) == Claim(KEY, 1)
    assert only(world(Story().state()), LATEST + SECOND) == Miss(KEY, "late")


def test_the_website_goes_first() -> None:
    both = replace(
        captured(), payloads={"mastodon": "d" * 64, "website": "e" * 64}, steps={"mastodon": 1, "website": 1}
    )
    found = decide(world(fold_post("p", [both])), DUE)
    assert [action.key.channel for action in found] == ["website", "mastodon"]


# ---------------------------------------------------------------- stops


@pytest.mark.parametrize("scope", ["total", "all"])
def test_a_stop_holds(scope: str) -> None:
    assert only(world(Story().state(), stops=(stop(scope),))) == Wait(KEY, "stopped")


def test_a_stop_of_this_post_holds_and_of_another_does_not() -> None:
    assert only(world(Story().state(), stops=(stop("post", "p"),))) == Wait(KEY, "stopped")
    assert only(world(Story().state(), stops=(stop("post", "q"),))) == Claim(KEY, 1)


@pytest.mark.parametrize("kind", ["crisis", "correction", "withdrawal"])
def test_all_exempts(kind: str) -> None:
    post = Story(kind=kind).state()
    assert only(world(post, stops=(stop("all"),))) == Claim(KEY, 1)
    assert only(world(post, stops=(stop("total"),))) == Wait(KEY, "stopped")


def test_stopped_beyond_its_latest_it_is_missed() -> None:
    assert only(world(Story().state(), stops=(stop(),)), LATEST + SECOND) == Miss(KEY, "stopped")


def test_what_came_due_meanwhile_is_missed_when_the_stop_ends() -> None:
    lifted = stop(lifted_at=DUE + timedelta(minutes=5))
    assert only(world(Story().state(), stops=(lifted,)), DUE + timedelta(minutes=6)) == Miss(KEY, "stopped")


def test_what_was_released_by_name_goes_out() -> None:
    lifted = stop(lifted_at=DUE + timedelta(minutes=5), release=frozenset({"p"}))
    assert only(world(Story().state(), stops=(lifted,)), DUE + timedelta(minutes=6)) == Claim(KEY, 1)


def test_what_comes_due_after_the_stop_goes_out() -> None:
    lifted = stop(lifted_at=DUE - timedelta(minutes=5))
    assert only(world(Story().state(), stops=(lifted,))) == Claim(KEY, 1)


def test_what_was_approved_after_the_stop_goes_out() -> None:
    lifted = stop(lifted_at=DUE + timedelta(minutes=5))
    late = Story(at=DUE + timedelta(minutes=6)).state()
    assert only(world(late, stops=(lifted,)), DUE + timedelta(minutes=7)) == Claim(KEY, 1)


# ---------------------------------------------------------------- facts


def test_governance_halts() -> None:
    assert only(world(Story().state(), halted="governance")) == Wait(KEY, "governance")


def test_changed_is_held() -> None:
    """I10"""
    assert only(world(Story().state(), p=PostFacts(changed="files"))) == Hold(KEY, 0, "changed")


def test_the_same_content_is_held() -> None:
    assert only(world(Story().state(), p=PostFacts(taken=frozenset({"mastodon"})))) == Hold(KEY, 0, "taken")
    assert only(world(Story().state(), p=PostFacts(taken=frozenset({"x"})))) == Claim(KEY, 1)


def test_an_unknown_or_closed_channel_is_held() -> None:
    post = Story(channel="gone").state()
    assert only(world(post)) == Hold(Key("p", "gone", 1), 0, "unknown-channel")


def test_an_own_page_is_waited_for() -> None:
    assert only(world(Story().state(), p=PostFacts(ready=False))) == Wait(KEY, "link", LATEST)
    site = Story(channel="website").state()
    assert only(world(site, p=PostFacts(ready=False))) == Claim(Key("p", "website", 1), 1)


# ---------------------------------------------------------------- after a claim


def test_a_claim_without_outcome_is_left_alone_in_the_quiet_period() -> None:
    """I4"""
    story = Story().claim().state()
    quiet = DUE + timedelta(minutes=24)
    assert only(world(story), quiet - SECOND) == Wait(KEY, "quiet", quiet)
    assert only(world(story), quiet) == Look(KEY, 1)


def test_ambiguity_is_looked_at_after_its_quiet_period() -> None:
    quiet = DUE + timedelta(minutes=30)
    story = Story().claim().step(e.Ambiguous, reason="timeout", quiet_until=quiet).state()
    assert only(world(story), quiet - SECOND) == Wait(KEY, "quiet", quiet)
    assert only(world(story), quiet) == Look(KEY, 1)


def test_what_cannot_be_shown_is_held() -> None:
    story = Story(channel="x").claim().state()
    assert only(world(story), DUE + timedelta(hours=1)) == Hold(Key("p", "x", 1), 1, "cannot-be-shown")


def test_shown_absent_is_claimed_again_or_missed() -> None:
    story = Story().claim().step(e.Absent, DUE + timedelta(minutes=30)).state()
    assert only(world(story), LATEST) == Claim(KEY, 2)
    assert only(world(story), LATEST + SECOND) == Miss(KEY, "late")


def test_released_is_claimed_again() -> None:
    assert only(world(Story().claim().step(e.Released, reason="slow").state())) == Claim(KEY, 2)


def test_deferred_backs_off() -> None:
    retry = DUE + timedelta(minutes=5)
    story = Story().claim().step(e.Deferred, reason="rate", retry_at=retry).state()
    assert only(world(story), retry - SECOND) == Wait(KEY, "back-off", retry)
    assert only(world(story), retry) == Claim(KEY, 2)
    assert only(world(story), LATEST + SECOND) == Miss(KEY, "rate")


@pytest.mark.parametrize("kind", [e.Rejected, e.Confirmed])
def test_what_has_ended_stays(kind: type[e.StepEvent]) -> None:
    story = Story().claim().step(e.Rejected, reason="no") if kind is e.Rejected else Story().accept().step(e.Confirmed)
    assert decide(world(story.state()), LATEST) == ()


def test_handed_waits_and_is_held_at_latest() -> None:
    story = Story(channel="x").claim().step(e.Handed).state()
    key = Key("p", "x", 1)
    assert only(world(story), LATEST) == Wait(key, "handed", LATEST)
    assert only(world(story), LATEST + SECOND) == Hold(key, 1, "unrecorded")


def test_held_waits_for_a_person() -> None:
    """I9"""
    story = Story(channel="x").claim().step(e.Held, reason="cannot-be-shown").state()
    assert decide(world(story), LATEST + timedelta(days=9)) == ()


def test_held_without_a_claim_is_missed_when_it_is_too_late() -> None:
    story = Story().step(e.Held, claim=0, reason="changed").state()
    assert decide(world(story), LATEST) == ()
    assert only(world(story), LATEST + SECOND) == Miss(KEY, "changed")


def test_what_may_be_out_against_the_ledger_is_never_called_missed() -> None:
    """I9: a late outcome of a claim that had been resolved waits for a person, however late it is."""
    story = Story().claim().step(e.Absent).step(e.Stray, outcome="accepted").state()
    assert decide(world(story), LATEST + timedelta(days=9)) == ()


def test_send_again_has_its_own_end() -> None:
    again = LATEST + timedelta(days=1)
    story = Story(channel="x").claim().step(e.Held, reason="cannot-be-shown")
    story.step(e.Settled, LATEST, decision="again", not_after=again, person="ben", nonce="n")
    assert only(world(story.state()), again) == Claim(Key("p", "x", 1), 2)
    assert only(world(story.state()), again + SECOND) == Miss(Key("p", "x", 1), "late")


def test_given_up_stays() -> None:
    story = Story(channel="x").claim().step(e.Held, reason="cannot-be-shown")
    story.step(e.Settled, decision="given_up", person="ben", nonce="n")
    assert decide(world(story.state()), LATEST) == ()


def test_a_page_is_looked_for_until_its_time_is_over() -> None:
    until = DUE + timedelta(hours=48)
    story = Story().accept(confirm_until=until).state()
    assert only(world(story), until) == Confirm(KEY, 1)
    assert only(world(story), until + SECOND) == Doubt(KEY, 1)
    assert decide(world(Story().accept().state()), until) == ()


# ---------------------------------------------------------------- threads


def test_a_later_step_waits_for_the_one_before() -> None:
    """I6"""
    story = Story(steps=2)
    assert only(world(story.state())) == Claim(KEY, 1)
    assert only(world(story.claim().state()), DUE) == Wait(KEY, "quiet", DUE + timedelta(minutes=24))
    story.step(e.Accepted, how="sent")
    assert only(world(story.state())) == Claim(Key("p", "mastodon", 2), 1)


def test_a_thread_resumes_within_its_grace_and_is_held_after() -> None:
    story = Story(steps=2).accept(LATEST).state()
    key = Key("p", "mastodon", 2)
    assert only(world(story), LATEST + THREAD_GRACE) == Claim(key, 1)
    assert only(world(story), LATEST + THREAD_GRACE + SECOND) == Hold(key, 0, "grace")


def test_a_thread_that_a_stop_broke_is_held() -> None:
    lifted = stop(lifted_at=DUE + timedelta(minutes=30))
    story = Story(steps=2).accept().state()
    found = only(world(story, stops=(lifted,)), DUE + timedelta(hours=1))
    assert found == Hold(Key("p", "mastodon", 2), 0, "stopped")


# ---------------------------------------------------------------- cancelled, corrected, repeated


def contested(story: Story) -> Story:
    return story.tell(e.Contested(at=DUE, run=RUN, post="p", by="c", kind="correction"))


def correction(**changed: object) -> PostState:
    return Story("c", kind="correction", corrects="p", **changed).state()


def test_once_corrected_what_is_not_out_is_cancelled() -> None:
    assert only(world(contested(Story()).state())) == Cancel(KEY, "corrected")
    story = contested(Story(steps=2).accept()).state()
    assert only(world(story)) == Cancel(Key("p", "mastodon", 2), "corrected")


def test_once_corrected_what_is_ambiguous_is_only_looked_for() -> None:
    story = contested(Story().claim())
    assert only(world(story.state()), DUE + timedelta(hours=1)) == Look(KEY, 1)
    story.step(e.Absent, DUE + timedelta(hours=1))
    assert only(world(story.state()), DUE + timedelta(hours=1)) == Cancel(KEY, "corrected")


def test_a_correction_waits_for_its_original() -> None:
    state = world(contested(Story().claim()).state(), correction())
    assert Wait(Key("c", "mastodon", 1), "original-unresolved") in decide(state, DUE)


def test_a_correction_waits_while_the_rest_of_a_thread_is_under_way() -> None:
    thread = contested(Story(steps=2).accept().claim(number=2)).state()
    assert Wait(Key("c", "mastodon", 1), "original-unresolved") in decide(world(thread, correction()), DUE)


def test_a_correction_follows_its_original() -> None:
    state = world(contested(Story().accept()).state(), correction())
    assert decide(state, DUE) == (Claim(Key("c", "mastodon", 1), 1),)


def test_without_an_original_there_is_nothing_to_correct() -> None:
    never = Story().tell(e.Missed(at=LATEST, run=RUN, post="p", channel="mastodon", reason="late")).state()
    assert decide(world(never, correction()), DUE) == (Cancel(Key("c", "mastodon", 1), "nothing-to-correct"),)
    assert decide(world(correction()), DUE) == (Cancel(Key("c", "mastodon", 1), "nothing-to-correct"),)


def test_an_archived_original_can_be_corrected() -> None:
    assert decide(world(PostState("p", archived=True), correction()), DUE) == (Claim(Key("c", "mastodon", 1), 1),)


def test_a_file_that_is_gone_is_cancelled_after_its_claim_was_absent() -> None:
    story = Story().claim().tell(e.Cancelled(at=DUE, run=RUN, post="p", reason="gone"))
    assert only(world(story.state()), DUE + timedelta(hours=1)) == Look(KEY, 1)
    story.step(e.Absent, DUE + timedelta(hours=1))
    assert only(world(story.state()), DUE + timedelta(hours=1)) == Cancel(KEY, "gone")


def test_a_channel_that_is_gone_from_the_file_is_never_claimed_again() -> None:
    """The claim stood when the file lost the channel: there is no approved text any more that could be sent there."""
    story = Story().claim().tell(captured(channel="x"))
    assert Look(KEY, 1) in decide(world(story.state()), DUE + timedelta(hours=1))
    story.step(e.Released, reason="changed")
    assert Cancel(KEY, "gone") in decide(world(story.state()), DUE)
    story.step(e.Held, reason="changed")
    assert Cancel(KEY, "gone") in decide(world(story.state()), DUE)


def test_a_repetition_waits_while_the_earlier_is_unresolved() -> None:
    again = Story("r", repeat_of="p").state()
    assert Wait(Key("r", "mastodon", 1), "repeat-unresolved") in decide(world(Story().claim().state(), again), DUE)
    over = Story().claim().step(e.Rejected, reason="no").state()
    assert decide(world(over, again), DUE) == (Claim(Key("r", "mastodon", 1), 1),)


def test_one_broken_post_never_stops_the_others() -> None:
    """I12"""
    broken = Story("broken").state()
    sound = Story("sound").state()
    state = State({"broken": broken, "sound": sound}, None, (), CHANNELS, {"broken": PostFacts(changed="files")})
    assert Claim(Key("sound", "mastodon", 1), 1) in decide(state, DUE)
