"""Messages beside the work: in order, never in the way, and what failed is said."""

from __future__ import annotations

import threading

from amtsfunk.effects.outbox import Outbox


def test_what_hangs_is_not_waited_for_and_the_rest_goes_out_in_order() -> None:
    outbox, gate, sent = Outbox(), threading.Event(), []

    def hangs() -> tuple[str, ...]:
        gate.wait(10)
        sent.append("first")
        return ("zu spät",)

    outbox.put(hangs)
    outbox.put(lambda: sent.append("second") or ())
    assert sent == []
    assert not outbox.is_idle
    gate.set()
    assert outbox.close(10) == ("zu spät",)
    assert sent == ["first", "second"]


def test_a_message_that_breaks_keeps_no_other_from_its_turn() -> None:
    outbox, sent = Outbox(), []

    def breaks() -> tuple[str, ...]:
        raise ValueError("geheim")

    outbox.put(breaks)
    outbox.put(lambda: sent.append("second") or ())
    assert outbox.close(10) == ("Benachrichtigen ist gescheitert: ValueError.",)
    assert sent == ["second"]


def test_the_end_is_not_held_up_for_longer_than_said() -> None:
    outbox, gate = Outbox(), threading.Event()

    def hangs() -> tuple[str, ...]:
        gate.wait(30)
        return ()

    outbox.put(hangs)
    assert outbox.close(0.05) == ()
    gate.set()


def test_nothing_to_send_starts_no_thread() -> None:
    assert Outbox().close(10) == ()
