"""One job is one status, on every kind of server, as long as it is sent again only after a look: what a runner does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from inspect import signature

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amtsfunk.channels.contract import Absent, Accepted, Ambiguous, CannotShow, Deferred, Job
from amtsfunk.channels.mastodon import ADAPTER
from contract import test_failures
from contract.cases import Case, case_of, part, picture
from contract.test_failures import ARRIVED, LOST, REFUSED, UNKNOWN
from standins.mastodon import Mastodon, gotosocial, hollo
from standins.play import Fault, play

CASE = case_of("mastodon")
FAULTS = (*ARRIVED, *LOST, *UNKNOWN, *REFUSED)
KINDS: Mapping[str, Callable[[], Mastodon]] = {
    "mastodon": Mastodon,
    "gotosocial": gotosocial,
    "hollo": lambda: hollo(blind=100),
    "500 to a repeat": lambda: Mastodon(key="error"),
    "500 to what it did": lambda: Mastodon(key="ignored", fails_after=2),
    "no source": lambda: Mastodon(key="ignored", has_source=False),
    "slow pictures": lambda: Mastodon(key="ignored", media_polls=2),
}
PARTS = (part("Eins 🚨 – „Sirenen“"), part("Zwei", media=[picture()]), part("Drei https://www.beispielau.example/x"))


def one_step(server: Mastodon, job: Job, weather: list[tuple[Fault | None, int]]) -> str:
    """Attempts as the ledger allows them: again after „nothing was sent“, after an unknown end only when shown absent.
    Each attempt and each look takes its fault from ``weather``; at last there is none."""
    looking = False
    for _ in range(40):
        fault, number = weather.pop(0) if weather else (None, 0)
        faults = {number: fault} if fault is not None else {}
        if looking:
            finding = play(ADAPTER.find(job, CASE.access), server, faults).result
            if isinstance(finding, Accepted):
                return finding.remote_id or ""
            assert isinstance(finding, Absent | CannotShow | Deferred)
            looking = not isinstance(finding, Absent)
            continue
        outcome = play(ADAPTER.deliver(job, CASE.access), server, faults).result
        if isinstance(outcome, Accepted):
            return outcome.remote_id or ""
        assert isinstance(outcome, Ambiguous | Deferred), outcome
        looking = isinstance(outcome, Ambiguous)
    raise AssertionError("it never ends")


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from((None, *FAULTS)), st.integers(0, 4)), max_size=10))
def test_a_thread_is_there_once_whatever_happens(kind: str, weather: list[tuple[Fault | None, int]]) -> None:
    server, job = KINDS[kind](), CASE.job(*PARTS)
    weather, before = list(weather), list[str]()
    for step in (1, 2, 3):
        current = replace(job, step=step, before=tuple(before), key=f"{step:032x}")
        before.append(one_step(server, current, weather))
    assert [post.text for post in server.out()] == [item["text"] for item in PARTS]
    assert [post.remote_id for post in server.out()] == before
    assert [post.reply_to for post in server.out()] == [None, *before[:2]]
    assert server.created == 3


SUITE = [
    check
    for name, check in sorted(vars(test_failures).items())
    if name.startswith("test_") and list(signature(check).parameters) == ["case"]
]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"500 to what it did"}))
@pytest.mark.parametrize("check", SUITE, ids=lambda check: check.__name__)
def test_the_shared_suite_holds_on_every_kind_of_server(check: Callable[[Case], None], kind: str) -> None:
    check(replace(CASE, fresh=KINDS[kind]))


def test_without_a_look_there_would_be_two() -> None:
    """Why a key is never trusted: these servers make a second status of the same request."""
    for kind in (gotosocial, hollo):
        server = kind()
        for _ in range(2):
            play(ADAPTER.deliver(CASE.job(), CASE.access), server)
        assert len(server.out()) == 2


def test_a_repeat_within_the_hour_is_the_first_status_on_mastodon() -> None:
    server = Mastodon()
    outcomes = {play(ADAPTER.deliver(CASE.job(), CASE.access), server).result for _ in range(2)}
    assert len(outcomes) == len(server.out()) == 1


def test_a_500_to_a_repeat_is_looked_at_and_found() -> None:
    server = Mastodon(key="error")
    first = play(ADAPTER.deliver(CASE.job(), CASE.access), server).result
    assert play(ADAPTER.deliver(CASE.job(), CASE.access), server).result == Ambiguous("status-500")
    assert play(ADAPTER.find(CASE.job(), CASE.access), server).result == first


def test_a_500_to_what_it_did_is_looked_at_and_found() -> None:
    server = hollo(fails_after=1)
    assert play(ADAPTER.deliver(CASE.job(), CASE.access), server).result == Ambiguous("status-500")
    found = play(ADAPTER.find(CASE.job(), CASE.access), server).result
    assert found.remote_id == server.out()[0].remote_id
