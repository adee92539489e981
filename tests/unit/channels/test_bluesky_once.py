"""One job is one post on Bluesky, however often, however interleaved and however disturbed it is delivered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amtsfunk.channels.access import Access, Secret
from amtsfunk.channels.bluesky import ADAPTER
from amtsfunk.channels.contract import Absent, Accepted, Job, Keep, Rejected, Response
from contract.cases import case_of, part, picture
from contract.test_failures import ARRIVED, LOST, REFUSED, UNKNOWN
from standins.bluesky import PASSWORD, Bluesky
from standins.play import Fault, play

CASE = case_of("bluesky")
ACCESS = Access({"app_password": Secret(PASSWORD)})
FAULTS = (*ARRIVED, *LOST, *UNKNOWN, *REFUSED)
JOBS = {
    "one part": CASE.job(part("Eins", media=[picture()])),
    "a thread": CASE.job(part("Eins"), part("Zwei", media=[picture()]), part("Drei")),
}


@pytest.fixture(params=sorted(JOBS))
def job(request: pytest.FixtureRequest) -> Job:
    return JOBS[str(request.param)]


def texts(server: Bluesky) -> list[str]:
    return [post.text for post in server.out()]


def whole(job: Job) -> list[str]:
    return [item["text"] for item in job.payload["parts"]]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_leaves_all_or_nothing_and_recovery_leaves_it_once(job: Job, fault: Fault) -> None:
    for number in range(3):
        server = Bluesky()
        outcome = play(ADAPTER.deliver(job, ACCESS), server, {number: fault}).result
        assert texts(server) in ([], whole(job))
        finding = play(ADAPTER.find(job, ACCESS), server).result
        assert isinstance(finding, Accepted if texts(server) else Absent)
        assert not isinstance(outcome, Accepted | Rejected)
        if isinstance(finding, Absent):
            finding = play(ADAPTER.deliver(job, ACCESS), server).result
        assert finding == play(ADAPTER.find(job, ACCESS), server).result
        assert texts(server) == whole(job)
        assert server.commits == 1


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(JOBS)),
    st.lists(st.tuples(st.sampled_from((None, *FAULTS)), st.integers(0, 2)), min_size=1, max_size=8),
)
def test_any_sequence_of_attempts_is_one_post(name: str, attempts: list[tuple[Fault | None, int]]) -> None:
    """Repeated even where nobody would: after success, without looking."""
    server, job = Bluesky(log_ins_left=1_000), JOBS[name]
    for fault, number in attempts:
        play(ADAPTER.deliver(job, ACCESS), server, {number: fault} if fault else {})
        assert texts(server) in ([], whole(job))
    play(ADAPTER.deliver(job, ACCESS), server)
    assert texts(server) == whole(job)
    assert server.commits == 1
    assert isinstance(play(ADAPTER.find(job, ACCESS), server).result, Accepted)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(JOBS)), st.lists(st.integers(0, 3), max_size=24))
def test_any_interleaving_of_simultaneous_deliveries_is_one_post(name: str, order: list[int]) -> None:
    server, job = Bluesky(log_ins_left=1_000), JOBS[name]
    runs = [_steps(job, server) for _ in range(4)]
    results: list[Any] = [next(run) for run in runs]
    for number in (*order, *[0, 1, 2, 3] * 9):
        results[number] = next(runs[number], results[number])
    assert texts(server) == whole(job)
    assert server.commits == 1
    accepted = [result for result in results if isinstance(result, Accepted)]
    assert accepted
    assert all(result == play(ADAPTER.find(job, ACCESS), server).result for result in accepted)


def _steps(job: Job, server: Bluesky) -> Iterator[Any]:
    """A delivery, one request at a time; at last its outcome."""
    exchange, answer = ADAPTER.deliver(job, ACCESS), None
    while True:
        try:
            step = exchange.send(answer)  # type: ignore[arg-type]
        except StopIteration as end:
            yield end.value
            return
        if isinstance(step, Keep):
            answer = Response(204)
            continue
        yield step
        answer = play(_only(step), server).result


def _only(request: Any) -> Any:
    return (yield request)
