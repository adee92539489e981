"""The order of errands: due claims before questions, a few sendings under way a channel, nothing before its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amtsfunk.delivery.actions import Key, Look
from amtsfunk.delivery.errands import AT_HAND, Ask, Errands, Send

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


def start(errands: Errands, channel: str) -> Send | Ask:
    errand = errands.next(channel, NOW)
    assert errand is not None
    errands.start(errand)
    return errand


def test_a_channel_is_handed_a_few_sendings_and_ends_them_in_order() -> None:
    errands = Errands()
    for number in range(AT_HAND + 1):
        errands.add(send(f"{number}"))
    errands.add(send("zwei", channel="b"))
    handed = [start(errands, "a") for _ in range(AT_HAND)]
    assert errands.idle(NOW) == ("b",)
    assert errands.next("a", NOW) is None
    assert errands.claims == AT_HAND + 2
    assert errands.ended("a") == (handed[0], None)
    assert errands.idle(NOW) == ("a", "b")


def test_a_question_is_alone_on_its_channel() -> None:
    errands = Errands()
    errands.add(send("eins"))
    errands.add(ask("frage"))
    start(errands, "a")
    assert errands.next("a", NOW) is None, "its answer depends on what was sent before"
    errands.ended("a")
    start(errands, "a")
    errands.add(send("zwei"))
    assert errands.next("a", NOW) is None


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
