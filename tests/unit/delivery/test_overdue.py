"""What should be over by now and is not."""

from __future__ import annotations

from datetime import timedelta

from amtsfunk.delivery import events as e
from amtsfunk.delivery.overdue import RUN_LATE, Overdue, overdue_of
from support.deliveries import DUE, LATEST, Story


def kinds(story: Story, minutes: float) -> list[str]:
    return [item.kind for item in overdue_of([story.state()], DUE + timedelta(minutes=minutes))]


def test_due_and_no_run_sent_it() -> None:
    late = RUN_LATE.total_seconds() / 60
    assert kinds(Story(), late) == []
    assert kinds(Story(), late + 1) == ["unsent"]


def test_a_deferred_one_counts_from_its_next_attempt() -> None:
    story = Story().claim().step(e.Deferred, reason="rate", retry_at=DUE + timedelta(minutes=60))
    assert kinds(story, 80) == []
    assert kinds(story, 91) == ["unsent"]


def test_held_is_overdue_at_once() -> None:
    story = Story().claim().step(e.Held, reason="cannot-be-shown")
    assert overdue_of([story.state()], DUE) == (Overdue("p", "mastodon", "held", DUE),)


def test_handed_and_not_recorded_after_its_latest() -> None:
    story = Story().claim().step(e.Handed)
    assert kinds(story, 10) == []
    assert overdue_of([story.state()], LATEST + timedelta(seconds=1))[0].kind == "unrecorded"


def test_nobody_looked_after_the_quiet_period() -> None:
    story = Story().claim()
    assert kinds(story, 40) == []
    assert kinds(story, 24 + 31) == ["unresolved"]


def test_what_has_ended_is_not_overdue() -> None:
    assert kinds(Story().accept(), 10_000) == []
    assert kinds(Story().claim().step(e.Rejected, reason="x"), 10_000) == []
