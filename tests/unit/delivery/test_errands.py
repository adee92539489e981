"""The order of errands: due claims before questions, one under way a channel, nothing before its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amtsfunk.delivery.actions import Key, Look
from amtsfunk.delivery.errands import Ask, Errands, Send

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def send(post: str, minutes: int = 0, channel: str = "a") -> Send:
    due = NOW + timedelta(minutes=minutes)
    return Send(1, Key(post, channel, 1), due, due + timedelta(minutes=4))


def ask(post: str, channel: str = "a") -> Ask:
    key = Key(post, channel, 1)
    return Ask(Look(key, 1), key)


def test_due_claims_first_then_questions_and_nothing_early() -> None:
    errands = Errands()
    for errand in (ask("frage"), send("bald", 1), send("jetzt"), send("vorhin", -1)):
        errands.add(errand)
    taken = []
    while (errand := errands.next("a", NOW)) is not None:
        taken.append(errand.key.post)
    assert taken == ["vorhin", "jetzt", "frage"]
    assert errands.next_due() == NOW + timedelta(minutes=1)
    assert errands.claims == 1


def test_a_channel_with_something_under_way_is_not_idle() -> None:
    errands = Errands()
    errands.add(send("eins"))
    errands.add(send("zwei", channel="b"))
    first = errands.next("a", NOW)
    assert first is not None
    errands.start(first)
    errands.add(send("drei"))
    assert errands.idle(NOW) == ("b",)
    assert errands.ended("a") == (first, None)
    assert errands.idle(NOW) == ("a", "b")


def test_whoever_is_due_first_goes_first() -> None:
    errands = Errands()
    errands.add(send("spaeter", -1, "a"))
    errands.add(send("frueher", -2, "b"))
    assert errands.idle(NOW) == ("b", "a")


def test_dropping_forgets_what_was_not_begun() -> None:
    errands = Errands()
    errands.add(send("eins"))
    errands.add(ask("zwei"))
    assert {errand.key.post for errand in errands.drop()} == {"eins", "zwei"}
    assert errands.is_empty
    assert errands.claims == 0
