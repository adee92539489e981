"""Every documented failure at every request of every network (DELIVERY.md § 4): what may be out is never called sent
or absent, and what is out is found again, once.

The order of each test: play the delivery against the network's stand-in with one fault at one request, look at what the
server really holds, and compare with what the adapter says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from amtsfunk.channels.contract import Absent, Accepted, Ambiguous, CannotShow, Deferred, Failure, Rejected
from contract.cases import HTTP_NETWORKS, Case, case_of, part, picture
from standins.base import Answer
from standins.play import DECISIVE, Fault, play

ARRIVED = (
    Fault("accepted, then cut", True, Failure("cut", sent=True)),
    Fault("accepted, then silence", True, Failure("timeout", sent=True)),
    Fault("accepted, then 500", True, answer=Answer(500, b"oops")),
    Fault("accepted, then 503 in HTML", True, answer=Answer(503, b"<html>", {"content-type": "text/html"})),
    Fault("accepted, then a huge body", True, Failure("too-large", sent=True)),
    Fault("accepted, then garbage", True, Failure("garbage", sent=True)),
    Fault("accepted, then 200 with garbage", True, answer=Answer(200, b"\x00not json")),
    Fault("accepted, then 200 with other JSON", True, answer=Answer(200, b"[]")),
    Fault("accepted, then 504", True, answer=Answer(504, b"")),
)
LOST = (
    Fault("refused", False, Failure("refused", sent=False)),
    Fault("no such host", False, Failure("dns", sent=False)),
    Fault("TLS", False, Failure("tls", sent=False)),
    Fault("connect time-out", False, Failure("timeout", sent=False)),
)
UNKNOWN = (
    Fault("cut before it arrived", False, Failure("cut", sent=True)),
    Fault("silence, and it never arrived", False, Failure("timeout", sent=True)),
    Fault("redirect to another host", False, Failure("redirect", sent=True)),
    Fault("500 and nothing done", False, answer=Answer(500, b"oops")),
)
REFUSED = (
    Fault("429", False, answer=Answer(429, b"{}", {"retry-after": "77"})),
    Fault("429 without Retry-After", False, answer=Answer(429, b"{}")),
    Fault("401", False, answer=Answer(401, b"{}")),
)


@pytest.fixture(params=HTTP_NETWORKS)
def case(request: pytest.FixtureRequest) -> Case:
    return case_of(str(request.param))


def with_picture() -> dict[str, object]:
    return part(media=[picture()])


def irreversible_at(case: Case) -> int:
    """The number of the irreversible request, from 0."""
    played = play(case.adapter.deliver(case.job(with_picture()), case.access), case.fresh())
    assert isinstance(played.result, Accepted), played.result
    marks = [request.irreversible for request in played.requests]
    assert marks.count(True) == 1
    return marks.index(True)


def each(case: Case, faults: tuple[Fault, ...]) -> Iterator[tuple[int, Fault, bool]]:
    """(number of the request, fault, whether that request is the irreversible one)."""
    point = irreversible_at(case)
    for fault in faults:
        for number in range(point + 1):
            yield number, fault, number == point


def test_a_delivery_without_faults_is_there_once_and_is_found(case: Case) -> None:
    server, job = case.fresh(), case.job(with_picture())
    played = play(case.adapter.deliver(job, case.access), server)
    assert isinstance(played.result, Accepted)
    assert played.result.remote_id
    assert len(server.out()) == 1
    found = play(case.adapter.find(job, case.access), server).result
    if case.adapter.finds:
        assert isinstance(found, Accepted)
        assert found.remote_id == played.result.remote_id


def test_what_may_have_arrived_is_never_called_unsent(case: Case) -> None:
    for number, fault, decisive in each(case, ARRIVED):
        server, job = case.fresh(), case.job(with_picture())
        outcome = play(case.adapter.deliver(job, case.access), server, {number: fault}).result
        if decisive:
            assert len(server.out()) == 1, fault
            assert isinstance(outcome, Ambiguous), (fault, outcome)
        elif isinstance(outcome, Accepted):
            # An upload whose answer says nothing of use: the server was asked afterwards, and has the picture.
            assert fault.answer is not None
            assert [len(post.pictures) for post in server.out()] == [1], (number, fault)
        else:
            assert isinstance(outcome, Deferred), (number, fault, outcome)
            assert server.out() == [], fault


def test_after_an_unknown_end_the_truth_is_found(case: Case) -> None:
    for number, fault, decisive in each(case, (*ARRIVED, *UNKNOWN)):
        if not decisive:
            continue
        server, job = case.fresh(), case.job(with_picture())
        play(case.adapter.deliver(job, case.access), server, {number: fault})
        found = play(case.adapter.find(job, case.access), server).result
        if server.out():
            assert isinstance(found, Accepted) or not case.adapter.finds, (fault, found)
            assert not isinstance(found, Absent), fault
        else:
            assert isinstance(found, Absent if case.adapter.shows_absence else CannotShow), (fault, found)


def test_what_never_arrived_is_deferred(case: Case) -> None:
    for number, fault, _ in each(case, LOST):
        server = case.fresh()
        outcome = play(case.adapter.deliver(case.job(with_picture()), case.access), server, {number: fault}).result
        assert isinstance(outcome, Deferred), (number, fault, outcome)
        assert server.out() == []


def test_what_cannot_be_known_is_ambiguous_at_the_decisive_request_only(case: Case) -> None:
    for number, fault, decisive in each(case, UNKNOWN):
        server = case.fresh()
        outcome = play(case.adapter.deliver(case.job(with_picture()), case.access), server, {number: fault}).result
        assert isinstance(outcome, Ambiguous if decisive else Deferred), (number, fault, outcome)


def test_a_definite_no_for_now_is_deferred(case: Case) -> None:
    for number, fault, _ in each(case, REFUSED):
        outcome = play(
            case.adapter.deliver(case.job(with_picture()), case.access), case.fresh(), {number: fault}
        ).result
        assert isinstance(outcome, Deferred), (number, fault, outcome)
        if fault.name == "429":
            assert outcome.seconds == 77, number


def test_a_missing_or_altered_picture_is_never_sent(case: Case) -> None:
    server = case.fresh()
    job = case.job(with_picture(), media={})
    played = play(case.adapter.deliver(job, case.access), server)
    assert played.result == Rejected("picture-missing")
    assert server.out() == []


def test_looking_never_writes(case: Case) -> None:
    server, job = case.fresh(), case.job(with_picture())
    for _ in range(2):
        found = play(case.adapter.find(job, case.access), server)
        assert all(not request.irreversible for request in found.requests)
    assert server.out() == []


@pytest.mark.parametrize("fault", [*LOST, *UNKNOWN, *REFUSED], ids=lambda fault: fault.name)
def test_looking_while_the_network_is_down_proves_nothing(case: Case, fault: Fault) -> None:
    server, job = case.fresh(), case.job(with_picture())
    play(case.adapter.deliver(job, case.access), server)
    asked = len(play(case.adapter.find(job, case.access), server).requests)
    for number in range(asked):
        found = play(case.adapter.find(job, case.access), server, {number: fault}).result
        assert not isinstance(found, Absent), (number, fault)


def test_nothing_that_arrived_differs_from_the_payload(case: Case) -> None:
    """Read back from the server: text, language, pictures with alternative texts, order."""
    if case.parse is None:
        pytest.fail(f"{case.network} has no parse")
    server = case.fresh()
    wanted = part(media=[picture("Alt „eins“\nzwei")] * case.most_pictures)
    job = case.job(wanted)
    assert isinstance(play(case.adapter.deliver(job, case.access), server).result, Accepted)
    seen = case.parse(server, server.out()[0])
    assert seen["text"] == wanted["text"]
    assert seen["language"] in (wanted["language"], None)
    assert seen["media"] == [(item["sha256"], item["alt"]) for item in wanted["media"]]


def test_a_thread_hangs_together_and_breaks_at_any_step(case: Case) -> None:
    """Steps one after the other; what is out before a break stays found, what is not is absent or unknown."""
    parts = [part(f"Teil {number} von 3") for number in (1, 2, 3)]
    job = case.job(*parts)
    steps = case.adapter.steps(job.payload)
    server, before = case.fresh(), []
    for step in range(1, steps + 1):
        current = replace(job, step=step, before=tuple(before), key=f"{step:032x}")
        missing = play(case.adapter.find(current, case.access), server).result
        assert not isinstance(missing, Accepted), step
        outcome = play(case.adapter.deliver(current, case.access), server).result
        assert isinstance(outcome, Accepted), (step, outcome)
        assert outcome.remote_id
        before.append(outcome.remote_id)
        found = play(case.adapter.find(current, case.access), server).result
        if case.adapter.finds:
            assert isinstance(found, Accepted)
            assert found.remote_id == outcome.remote_id
    out = server.out()
    assert [post.text for post in out] == [f"Teil {number} von 3" for number in (1, 2, 3)]
    if case.makes_threads:
        assert [post.reply_to for post in out] == [None, out[0].remote_id, out[1].remote_id]


@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "lost"])
@pytest.mark.parametrize("broken", [1, 2, 3])
def test_a_thread_broken_at_any_step_goes_on_from_there(case: Case, broken: int, arrived: bool) -> None:
    """What arrived is found and gone on from; what was lost is sent again only where its absence can be shown."""
    job = case.job(*(part(f"Teil {number} von 3") for number in (1, 2, 3)))
    cut = Fault("cut", arrived, Failure("cut", sent=True))
    server, before, unknown = case.fresh(), [], 0
    for step in range(1, case.adapter.steps(job.payload) + 1):
        current = replace(job, step=step, before=tuple(before), key=f"{step:032x}")
        if step == min(broken, case.adapter.steps(job.payload)):
            play(case.adapter.deliver(current, case.access), server, {DECISIVE: cut})
            unknown += 1
            found = play(case.adapter.find(current, case.access), server).result
            if isinstance(found, CannotShow):
                return  # a person looks
            if isinstance(found, Accepted):
                before.append(str(found.remote_id))
                continue
        outcome = play(case.adapter.deliver(current, case.access), server).result
        assert isinstance(outcome, Accepted), (step, outcome)
        before.append(str(outcome.remote_id))
    assert unknown == 1
    assert [post.text for post in server.out()] == [f"Teil {number} von 3" for number in (1, 2, 3)]


def test_a_request_is_a_function_of_job_and_access(case: Case) -> None:
    first = play(case.adapter.deliver(case.job(with_picture()), case.access), case.fresh()).requests
    assert first == play(case.adapter.deliver(case.job(with_picture()), case.access), case.fresh()).requests


def test_no_secret_is_shown(case: Case) -> None:
    """Neither in a request's text, nor in an outcome, whatever the server says."""
    for fault in (*ARRIVED, *UNKNOWN, *REFUSED):
        for number in range(irreversible_at(case) + 1):
            played = play(case.adapter.deliver(case.job(with_picture()), case.access), case.fresh(), {number: fault})
            shown = repr(played.requests) + repr(played.result) + repr(case.access) + repr(played.kept)
            assert not any(secret in shown for secret in case.secrets.values() if len(secret) > 6)


def test_credentials_are_examined_without_writing(case: Case) -> None:
    server = case.fresh()
    health = play(case.adapter.examine(case.account, case.access), server)
    assert health.result.works, health.result
    assert health.result.account_id == case.account_id
    assert server.out() == []
    for number in range(len(health.requests)):
        fault = Fault("401", False, answer=Answer(401, b"{}"))
        assert not play(case.adapter.examine(case.account, case.access), server, {number: fault}).result.works
