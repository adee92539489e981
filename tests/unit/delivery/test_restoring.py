"""What an older ledger cannot know: which lanes are in doubt, and that later steps of a thread are, too."""

from __future__ import annotations

from datetime import timedelta

from amtsfunk.channels.contract import Absent, Accepted, CannotShow
from amtsfunk.delivery import actions as a
from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.decide import decide
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.outcomes import Habits, Writer
from amtsfunk.delivery.restoring import answer_of, claim_of, doubtful, held_anew
from amtsfunk.delivery.state import PostState, Status
from support.deliveries import DUE, LATEST, RUN, Story, world

AFTER = DUE + timedelta(minutes=5)
FRESH = "f" * 32
HABITS = Habits(timedelta(minutes=20))


def key_of(story: Story, now: object = AFTER) -> Key | None:
    state = story.state()
    return doubtful(state, state.lanes["mastodon"], now)  # type: ignore[arg-type]


def test_what_was_due_and_is_unsent_may_be_out() -> None:
    assert key_of(Story()) == Key("p", "mastodon", 1)
    assert key_of(Story(), DUE) == Key("p", "mastodon", 1)
    assert key_of(Story(), DUE - timedelta(seconds=1)) is None
    assert key_of(Story(), LATEST + timedelta(days=9)) == Key("p", "mastodon", 1), "late or not"
    deferred = Story().claim().step(e.Deferred, reason="rate", retry_at=AFTER)
    assert key_of(deferred) == Key("p", "mastodon", 1)
    assert key_of(Story().accept()) is None
    assert key_of(Story().claim()) is None, "a claim without outcome is looked after by every run"
    assert key_of(Story(steps=2).accept()) == Key("p", "mastodon", 2)


def test_its_claim_reaches_back_to_its_time_and_nobody_can_use_it() -> None:
    state = Story().state()
    claim = claim_of(state, Key("p", "mastodon", 1), (AFTER, RUN), FRESH)
    assert (claim.created_at, claim.key, claim.send_by, claim.quiet_until) == (DUE, FRESH, AFTER, AFTER)
    earlier = Story().claim().step(e.Deferred, reason="rate", retry_at=AFTER).state()
    again = claim_of(earlier, Key("p", "mastodon", 1), (AFTER, RUN), FRESH)
    assert (again.claim, again.key) == (2, "k" * 32)
    fold_post("p", [again], earlier)


def held(state: PostState) -> PostState:
    claim = claim_of(state, Key("p", "mastodon", 1), (AFTER, RUN), FRESH)
    answer = answer_of(Writer(RUN, AFTER), claim, Absent(), HABITS)
    return fold_post("p", [claim, answer], state)


def test_only_what_is_found_is_out() -> None:
    claim = claim_of(Story().state(), Key("p", "mastodon", 1), (AFTER, RUN), FRESH)
    writer = Writer(RUN, AFTER)
    found = answer_of(writer, claim, Accepted("7", "https://x"), HABITS)
    assert isinstance(found, e.Accepted)
    assert (found.how, found.remote_id) == ("found", "7")
    for finding in (Absent(), CannotShow("similar"), CannotShow("rate", again=True)):
        answer = answer_of(writer, claim, finding, HABITS)
        assert isinstance(answer, e.Held)
        assert answer.reason == "restored"


def test_what_is_held_stays_until_a_person_speaks() -> None:
    state = held(Story().state())
    assert state.lanes["mastodon"].current.standing
    for now in (AFTER, LATEST + timedelta(hours=1), LATEST + timedelta(days=9)):
        assert decide(world(state), now) == ()


def test_the_rest_of_a_thread_is_held_as_well() -> None:
    """Whoever says that the first part is out says nothing of the second."""
    state = held(Story(steps=2).state())
    receipt = Story().step(e.Accepted, at=AFTER, how="recorded").lines[1]
    state = fold_post("p", [receipt], state)
    (action,) = decide(world(state), AFTER)
    assert isinstance(action, a.Hold)
    assert (action.key.step, action.reason) == (2, "restored")
    hold = Story().step(e.Held, number=2, claim=0, reason="restored").lines[1]
    word = (
        Story().step(e.Settled, number=2, claim=0, decision="again", not_after=LATEST, person="b", nonce="n").lines[1]
    )
    (action,) = decide(world(fold_post("p", [hold, word], state)), AFTER)
    assert isinstance(action, a.Claim)


def test_what_was_held_is_held_from_now_on() -> None:
    state = Story().step(e.Held, claim=0, reason="changed").state()
    (line,) = held_anew(state, AFTER, RUN)
    anew = fold_post("p", [line], state).lanes["mastodon"].current
    assert (anew.status, anew.since, anew.reason) == (Status.held, AFTER, "changed")
    assert list(held_anew(Story().state(), AFTER, RUN)) == []
