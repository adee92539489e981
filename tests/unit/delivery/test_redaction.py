"""Which lines a redaction calls for, and that nothing redacted is claimed, captured or repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amtsfunk.delivery import actions as a
from amtsfunk.delivery import events as e
from amtsfunk.delivery.capture import Judged, capture
from amtsfunk.delivery.decide import decide
from amtsfunk.delivery.events import Unreadable
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.heading import heading_of
from amtsfunk.delivery.redaction import Redaction, redaction_lines, redaction_refusal
from amtsfunk.delivery.state import PostState
from support.deliveries import DIGEST, DUE, LATEST, RUN, Story, captured, world

WORD = Redaction(None, "Gericht", "ben", "n" * 32)
AFTER = DUE + timedelta(minutes=5)


def redacted(story: Story) -> PostState:
    state = story.state()
    return fold_post("p", redaction_lines(state, WORD, AFTER, RUN), state)


def test_every_payload_that_was_ever_stored_goes() -> None:
    newer = captured(payloads={"mastodon": "e" * 64}, revision=2)
    story = Story().tell(newer).claim(payload="e" * 64).step(e.Accepted, how="sent")
    found = [line for line in redaction_lines(story.state(), WORD, AFTER, RUN) if isinstance(line, e.Redacted)]
    assert [line.payload for line in found] == [DIGEST, "e" * 64]
    assert {(line.note, line.person, line.nonce) for line in found} == {("Gericht", "ben", "n" * 32)}


def test_what_is_not_out_is_cancelled_by_the_same_word() -> None:
    state = redacted(Story())
    step = state.lanes["mastodon"].current
    assert (step.status, step.reason) == ("cancelled", "redacted")
    assert not state.is_open
    assert decide(world(state), DUE) == ()


def test_a_page_is_waited_for_no_longer() -> None:
    state = redacted(Story().accept(confirm_until=LATEST))
    assert not state.is_open
    assert decide(world(state), LATEST + timedelta(hours=1)) == ()


@pytest.mark.parametrize(
    ("story", "reason"),
    [
        (Story().claim(), "unresolved"),
        (Story().claim().step(e.Ambiguous, reason="timeout", quiet_until=AFTER), "unresolved"),
        (Story().claim().step(e.Handed), "unresolved"),
        (Story().claim().step(e.Held, reason="cannot-be-shown"), "unresolved"),
        (Story().step(e.Held, claim=0, reason="changed").step(e.Stray, claim=0, outcome="accepted"), "unresolved"),
        (Story().step(e.Held, claim=0, reason="changed"), None),
        (Story(), None),
        (Story().accept(), None),
        (Story().claim().step(e.Rejected, reason="no"), None),
    ],
)
def test_what_may_be_out_is_settled_first(story: Story, reason: str | None) -> None:
    assert redaction_refusal(story.state(), None, "Gericht") == reason


def test_the_ledger_takes_no_redaction_of_what_may_be_out_or_was_never_there() -> None:
    base = {"at": AFTER, "run": RUN, "post": "p", "channel": "mastodon", "note": "Gericht"}
    for story in (Story(), Story().claim(), Story().claim().step(e.Handed)):
        with pytest.raises(Unreadable, match="redacted after"):
            story.tell(e.Redacted(**base, payload=DIGEST)).state()
    with pytest.raises(Unreadable, match="never had"):
        Story().accept().tell(e.Redacted(**base, payload="f" * 64)).state()


def test_what_is_redacted_is_never_claimed_whatever_was_said_since() -> None:
    """A late answer and a person's „again" would otherwise open the way."""
    state = redacted(Story())
    late = Story().step(e.Stray, claim=0, outcome="accepted").lines[1]
    word = Story().step(e.Settled, claim=0, decision="again", not_after=LATEST, person="ben", nonce="n").lines[1]
    again = fold_post("p", [late, word], state)
    assert again.lanes["mastodon"].current.status == "absent"
    (action,) = decide(world(again), AFTER)
    assert isinstance(action, a.Cancel)
    assert action.reason == "redacted"
    with pytest.raises(Unreadable, match="redacted and was claimed"):
        fold_post("p", [Story().claim().lines[1]], again)


def test_what_is_redacted_is_captured_no_more() -> None:
    state = redacted(Story().accept())
    with pytest.raises(Unreadable, match="redacted and was captured"):
        fold_post("p", [captured(revision=2)], state)
    judged = Judged(
        "p", "content/posts/2026/12/p.md", "c" * 40, approved=True, due=DUE, latest=LATEST, manifest="f" * 64
    )
    judged = replace(judged, payloads={"mastodon": b"{}"}, steps={"mastodon": 1})
    taken = capture(state, judged, AFTER, RUN)
    assert taken.events == ()
    assert taken.payloads == {}
    assert taken.waiting is not None
    assert taken.waiting.reasons == ("redacted",)
    same = capture(state, replace(judged, manifest="m" * 64), AFTER, RUN)
    assert (same.events, same.waiting) == ((), None)


def test_what_repeats_a_redacted_post_is_cancelled() -> None:
    first = redacted(Story().accept())
    second = Story("q", repeat_of="p").state()
    (action,) = decide(world(first, second), DUE)
    assert (type(action), action.key.post) == (a.Cancel, "q")
    assert action.reason == "repeat-redacted"  # type: ignore[union-attr]


@pytest.mark.parametrize("note", ["", " a", "a ", "a\nb", "a\u202eb", "a\u200bb", "a" * 301])
def test_the_reason_is_one_plain_line(note: str) -> None:
    assert redaction_refusal(Story().accept().state(), None, note) == "because"


def test_refusals_name_what_is_missing() -> None:
    state = Story().accept().state()
    assert redaction_refusal(PostState("q"), None, "Gericht") == "nothing-stored"
    assert redaction_refusal(state, "x", "Gericht") == "no-such-channel"
    assert redaction_refusal(redacted(Story().accept()), None, "Gericht") == "already-redacted"


def test_the_title_of_what_is_gone_is_told_nobody() -> None:
    story = Story(title="Erika heult").accept()
    assert story.state().title == "Erika heult"
    assert redacted(story).title == ""


def test_a_heading_lies_with_the_words_and_goes_with_them() -> None:
    state = Story().accept().state()
    kept = {state.captured.payloads["mastodon"]: b'{"title":"Erika heult"}'} if state.captured else {}
    assert heading_of(state, kept.get) == "Erika heult"
    assert heading_of(redacted(Story().accept()), kept.get) == ""
    assert heading_of(state, {}.get) == ""
    assert heading_of(PostState("p"), kept.get) == ""
    old = Story(title="Aus alter Zeit").accept()
    assert (heading_of(old.state(), kept.get), heading_of(redacted(old), kept.get)) == ("Aus alter Zeit", "")
