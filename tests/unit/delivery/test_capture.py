"""What a post on main means for the ledger."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.delivery import events as e
from amtsfunk.delivery.capture import Judged, capture, content_digest
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.state import PostState
from support.deliveries import DUE, LATEST, RUN, Story

NOW = DUE - timedelta(hours=1)
PAYLOAD = canonical_json({"parts": [{"action": "create", "text": "Guten Tag"}]})
JUDGED = Judged(
    post="p",
    path="content/posts/2026/12/p.md",
    commit="c" * 40,
    approved=True,
    kind="service",
    due=DUE,
    latest=LATEST,
    manifest="m" * 64,
    payloads={"mastodon": PAYLOAD},
    steps={"mastodon": 1},
    evidence={"merge": "1"},
)
EMPTY = PostState("p")


def types(state: PostState, judged: Judged, now: object = NOW) -> list[str]:
    return [event.type for event in capture(state, judged, now, RUN).events]  # type: ignore[arg-type]


def known(**changed: object) -> PostState:
    first = capture(EMPTY, replace(JUDGED, **changed), NOW, RUN)  # type: ignore[arg-type]
    return fold_post("p", first.events)


def test_an_approved_post_is_captured_with_its_bytes() -> None:
    taken = capture(EMPTY, JUDGED, NOW, RUN)
    assert [event.type for event in taken.events] == ["captured"]
    assert list(taken.payloads.values()) == [PAYLOAD]


def test_a_used_approval_counts_for_no_other_text_even_beside_a_new_one() -> None:
    """It was given for the text that it came with."""
    judged = replace(JUDGED, manifest="n" * 64, evidence={"merge": "2"}, nonces=("old", "new"), used=frozenset({"old"}))
    taken = capture(known(nonces=("old",)), judged, NOW, RUN)
    assert not taken.is_captured
    assert taken.waiting is not None and taken.waiting.reasons == ("nonce-used",)


def test_an_unapproved_post_waits() -> None:
    taken = capture(EMPTY, replace(JUDGED, approved=False, reasons=("approval-missing",)), NOW, RUN)
    assert taken.events == ()
    assert taken.waiting is not None
    assert taken.waiting.reasons == ("approval-missing",)


def test_an_unapproved_post_is_missed_when_it_is_too_late() -> None:
    judged = replace(JUDGED, approved=False)
    assert types(EMPTY, judged, LATEST) == []
    assert types(EMPTY, judged, LATEST + timedelta(seconds=1)) == ["missed"]


def test_a_post_due_after_its_approval_waits_for_ever() -> None:
    judged = replace(JUDGED, approved=False, after_approval=True)
    taken = capture(EMPTY, judged, LATEST + timedelta(days=9), RUN)
    assert taken.events == ()
    assert taken.waiting is not None


def test_the_same_evidence_is_captured_once() -> None:
    assert types(known(), JUDGED) == []


def test_new_text_is_a_new_capture_while_no_claim_was_made() -> None:
    assert types(known(), replace(JUDGED, manifest="n" * 64, evidence={"merge": "2"})) == ["captured"]


def claimed() -> PostState:
    state = known()
    digest = state.captured.payloads["mastodon"] if state.captured else ""
    line = Story().claim(payload=digest).step(e.Deferred, reason="rate", retry_at=DUE).lines[1:]
    return fold_post("p", line, state)


def test_new_text_after_a_claim_is_held() -> None:
    other = canonical_json({"parts": [{"action": "create", "text": "Gute Nacht"}]})
    judged = replace(JUDGED, manifest="n" * 64, evidence={"merge": "2"}, payloads={"mastodon": other})
    assert types(claimed(), judged) == ["held"]


def test_the_same_text_approved_anew_after_a_claim_is_captured() -> None:
    assert types(claimed(), replace(JUDGED, manifest="n" * 64, evidence={"merge": "2"})) == ["captured"]


def test_an_unapproved_change_holds_what_was_captured() -> None:
    assert types(known(), replace(JUDGED, approved=False, manifest="n" * 64)) == ["held"]


def test_gone_or_undated_is_cancelled_once() -> None:
    for judged in (replace(JUDGED, present=False), replace(JUDGED, draft=True, approved=False)):
        assert types(known(), judged) == ["cancelled"]
        assert types(EMPTY, judged) == []
        state = fold_post("p", capture(known(), judged, NOW, RUN).events, known())
        assert types(state, judged) == []


def test_archive_closes_the_id_for_good() -> None:
    judged = replace(JUDGED, archive=True, approved=False)
    assert types(EMPTY, judged) == []
    assert types(known(), judged) == ["cancelled", "archived"]
    closed = fold_post("p", capture(known(), judged, NOW, RUN).events, known())
    assert capture(closed, JUDGED, NOW, RUN).events == ()


def test_a_channel_that_was_dropped_is_cancelled() -> None:
    both = known(payloads={"mastodon": PAYLOAD, "x": PAYLOAD}, steps={"mastodon": 1, "x": 1})
    judged = replace(JUDGED, manifest="n" * 64, evidence={"merge": "2"})
    events = capture(both, judged, NOW, RUN).events
    assert [(event.type, getattr(event, "channel", None)) for event in events] == [
        ("cancelled", "x"),
        ("captured", None),
    ]


def test_a_correction_tells_its_original_once() -> None:
    judged = replace(JUDGED, kind="correction", corrects="o")
    first = capture(EMPTY, judged, NOW, RUN).events
    assert [(event.type, event.post) for event in first] == [("captured", "p"), ("contested", "o")]  # type: ignore[attr-defined]
    state = fold_post("p", first[:1])
    again = capture(state, replace(judged, manifest="n" * 64, evidence={"merge": "2"}), NOW, RUN).events
    assert [event.type for event in again] == ["captured"]


def test_content_is_the_same_whatever_the_post() -> None:
    payload = json.loads(PAYLOAD)
    assert content_digest("x", {**payload, "post": "a"}) == content_digest("x", {**payload, "post": "b"})
    assert content_digest("x", payload) != content_digest("y", payload)
    assert content_digest("x", {"parts": [{"action": "delete"}]}) is None
