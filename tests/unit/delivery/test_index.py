"""``open.json``: what wakes when, and that nothing open ever falls out of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Wait
from amtsfunk.delivery.decide import decide
from amtsfunk.delivery.events import Unreadable
from amtsfunk.delivery.index import AHEAD, Index, Waiting, read_index, wake_of, with_posts, write_index
from support.deliveries import DUE, LATEST, RUN, Story, world

STORIES = {
    "approved": Story(),
    "claimed": Story().claim(),
    "ambiguous": Story().claim().step(e.Ambiguous, reason="x", quiet_until=DUE + timedelta(minutes=40)),
    "deferred": Story().claim().step(e.Deferred, reason="x", retry_at=DUE + timedelta(minutes=5)),
    "absent": Story().claim().step(e.Absent),
    "handed": Story(channel="x").claim().step(e.Handed),
    "held": Story().step(e.Held, claim=0, reason="changed"),
    "held-claimed": Story(channel="x").claim().step(e.Held, reason="cannot-be-shown"),
    "thread": Story(steps=2).accept(),
    "accepted": Story().accept(),
    "confirming": Story().accept(confirm_until=DUE + timedelta(hours=48)),
    "contested": Story().tell(e.Contested(at=DUE, run=RUN, post="p", by="c", kind="correction")),
    "gone": Story().claim().tell(e.Cancelled(at=DUE, run=RUN, post="p", reason="gone")).step(e.Absent),
    "again": Story(channel="x")
    .claim()
    .step(e.Held, reason="x")
    .step(e.Settled, decision="again", not_after=LATEST, person="b", nonce="n"),
}


@pytest.mark.parametrize("name", STORIES)
@given(minutes=st.integers(0, 60 * 60))
def test_whoever_sleeps_has_nothing_to_do(name: str, minutes: int) -> None:
    """I9: a post that decide would act on is awake by then."""
    state = STORIES[name].state()
    now = DUE + timedelta(minutes=minutes)
    index = with_posts(Index(), [state])
    acts = [action for action in decide(world(state), now) if not isinstance(action, Wait)]
    if acts:
        assert index.awake(now) == ("p",), acts


def test_what_has_ended_leaves_the_index() -> None:
    assert with_posts(Index(open={"p": DUE}), [STORIES["accepted"].state()]).open == {}


def test_what_is_due_later_sleeps() -> None:
    index = with_posts(Index(), [Story().state()])
    assert index.awake(DUE - AHEAD - timedelta(seconds=1)) == ()
    assert index.awake(DUE - AHEAD) == ("p",)


def test_a_held_post_stays_listed_and_sleeps() -> None:
    assert wake_of(STORIES["held-claimed"].state()) is None
    assert with_posts(Index(), [STORIES["held-claimed"].state()]).open == {"p": None}


def test_it_is_read_as_it_was_written() -> None:
    waiting = {"a.md": Waiting("a", "a.md", DUE, LATEST, ("x",)), "b.md": Waiting("b", "b.md", None, None)}
    index = Index("m", "i", DUE, {"p": LATEST, "q": None}, waiting, {"v": 1})
    assert read_index(write_index(index)) == index


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"v":2}', write_index(Index()).replace(b'"open":{}', b'"open":1')]
)
def test_what_is_broken_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_index(data)


def test_the_newest_line_is_known() -> None:
    newest = with_posts(Index(), [Story().claim(DUE + timedelta(1)).state()]).newest
    assert newest == DUE + timedelta(1)
    assert isinstance(newest, datetime)


def test_an_index_of_a_later_version_is_not_guessed_at() -> None:
    """I11"""
    later = write_index(Index()).replace(b'"v":1', b'"v":2')
    assert later != write_index(Index())
    with pytest.raises(Unreadable):
        read_index(later)
