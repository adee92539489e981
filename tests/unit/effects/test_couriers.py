"""Errands run side by side, one a channel, and what they raise is an answer."""

from __future__ import annotations

import threading

from amtsfunk.channels.contract import Accepted
from amtsfunk.effects.couriers import Couriers


def test_channels_do_not_wait_for_each_other() -> None:
    couriers, gate = Couriers(), threading.Event()

    def slow() -> Accepted:
        gate.wait(10)
        return Accepted("slow")

    couriers.start("a", slow)
    couriers.start("b", lambda: Accepted("quick"))
    assert couriers.answers(10) == [("b", Accepted("quick"))]
    gate.set()
    assert couriers.answers(10) == [("a", Accepted("slow"))]


def test_nothing_under_way_is_not_waited_for() -> None:
    assert Couriers().answers(10) == []


def test_what_is_raised_is_the_answer() -> None:
    couriers = Couriers()

    def broken() -> Accepted:
        raise RuntimeError("a defect")

    couriers.start("a", broken)
    [(channel, answer)] = couriers.answers(10)
    assert channel == "a"
    assert isinstance(answer, RuntimeError)
    couriers.start("a", lambda: Accepted("again"))
    assert couriers.answers(10) == [("a", Accepted("again"))]
