"""Runs that follow each other: what ends them, and what they only tell of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest

from amtsfunk.commands.publishing.run import clock_of
from amtsfunk.commands.publishing.watch import Ending, Watch
from amtsfunk.delivery.index import Index
from amtsfunk.effects.clock import StoppedClock, SystemClock
from amtsfunk.effects.evidence import read_settings
from amtsfunk.model.errors import EffectFailed, LedgerUnreadable
from amtsfunk.model.settings import Settings
from support.deliveries import DUE
from support.repo import Office


class Failing:
    """A ledger that cannot be had; the second time somebody asks the watch to end."""

    def __init__(self, failure: Exception, ending: Ending) -> None:
        self.failure = failure
        self.ending = ending
        self.times = 0

    def refresh(self) -> None:
        self.times += 1
        self.ending.asked = self.times > 1
        raise self.failure

    def index(self) -> Index:
        return Index()


class Hurried(StoppedClock):
    def elapsed(self) -> float:
        return self._at.timestamp()

    def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)


def watch(failure: Exception, trouble: Callable[[EffectFailed], None]) -> Watch:
    ending = Ending()
    ledger = cast(Any, Failing(failure, ending))
    clock = StoppedClock(DUE)
    clock.sleep = lambda seconds: setattr(clock, "_at", clock.now() + timedelta(seconds=seconds))  # type: ignore[method-assign]
    return Watch(
        ledger, cast(Any, None), clock, timedelta(seconds=5), ending, lambda: None, lambda report: None, trouble
    )


def test_a_ledger_that_cannot_be_believed_ends_the_watch() -> None:
    """I11"""
    told: list[EffectFailed] = []
    with pytest.raises(LedgerUnreadable):
        watch(LedgerUnreadable("x"), told.append).run()


def test_what_fails_for_a_while_is_told_once() -> None:
    told: list[EffectFailed] = []
    watch(EffectFailed("x"), told.append).run()
    assert len(told) == 1


def test_the_time_of_the_example_is_obeyed_in_the_example_only(tmp_path: Any) -> None:
    office = Office.make(tmp_path)
    settings = read_settings(office.git, office.main)
    office.close()

    def of(*, example: bool) -> Settings:
        from dataclasses import replace  # noqa: PLC0415

        changed = {"example": example, "example_now": "2026-12-01 09:00"}
        return replace(settings, authority=settings.authority.model_copy(update=changed))

    assert isinstance(clock_of(None, of(example=True))[0], StoppedClock)
    assert isinstance(clock_of(None, of(example=False))[0], SystemClock)
