"""Outcomes become lines: how long hands stay off, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta

from amtsfunk.channels import contract as c
from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Claim, Key
from amtsfunk.delivery.outcomes import Habits, Writer, back_off
from amtsfunk.delivery.recheck import Ticket
from support.deliveries import DIGEST, DUE, RUN, Story, world

KEY = Key("p", "mastodon", 1)
TICKET = Ticket(KEY, RUN, 1, DIGEST)
QUIET = timedelta(minutes=20)
WRITER = Writer(RUN, DUE)


def test_the_quiet_period_begins_when_nothing_can_be_sent_any_more() -> None:
    """I3: whoever claimed may send until ``send_by``; a server may act as late as the quiet period allows for."""
    line = WRITER.claimed(world(Story().state()), Claim(KEY, 1), Habits(QUIET), "k" * 32)
    assert line.send_by > DUE
    assert line.quiet_until == line.send_by + QUIET


def test_the_quiet_period_of_an_unknown_end() -> None:
    line = WRITER.outcome(TICKET, c.Ambiguous("timeout"), Habits(QUIET))
    assert isinstance(line, e.Ambiguous)
    assert line.quiet_until == DUE + QUIET


def test_what_claim_1_drew_is_drawn_once() -> None:
    state = world(Story().claim().step(e.Absent).state())
    line = WRITER.claimed(state, Claim(KEY, 2), Habits(QUIET), "n" * 32)
    assert (line.key, line.created_at) == ("k" * 32, DUE)


def test_patience_grows_and_a_server_may_ask_for_more() -> None:
    line = WRITER.outcome(TICKET, c.Deferred("rate", 600), Habits(QUIET))
    assert isinstance(line, e.Deferred)
    assert line.retry_at == DUE + timedelta(minutes=10)
    assert [back_off(claims, None).total_seconds() / 60 for claims in (1, 2, 3, 9)] == [1, 2, 4, 15]
