"""The proxy does what it says: how often the server got a call whole, and what the client saw of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import requests

from real.proxy import ACTED, KINDS, LOST, REFUSED, REPEATED, Plan, Proxy, proxied
from standins.base import Answer, Call
from standins.serve import serve

GIVES_UP = 0.3
BODY = b"x" * 4000


class Counting:
    """A server that keeps every call it got whole."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        return Answer.of({"said": "y" * 40})

    def out(self) -> list[object]:
        return []


@contextmanager
def before(server: Counting, kind: str) -> Iterator[Proxy]:
    """A proxy that does one thing to every call."""
    without = frozenset(KINDS) - {kind}
    with serve(server) as host:  # type: ignore[arg-type]
        rate = 0.0 if kind == "through" else 100.0
        with proxied(f"http://{host}", Plan(1, rate, GIVES_UP, 0.2, (401, b"{}"), without)) as proxy:
            yield proxy


def call(proxy: Proxy) -> int | None:
    """The status that a client with little patience sees; None where it sees no answer."""
    with suppress(requests.RequestException):
        answer = requests.post(f"http://{proxy.host}/a", data=BODY, timeout=GIVES_UP, allow_redirects=False)
        # To this client an answer that was cut in its headers is one without a body.
        is_whole = bool(answer.content) or answer.status_code != 200
        return answer.status_code if is_whole and len(answer.content) < 10_000 else None
    return None


def seen_by(kind: str) -> tuple[int, int | None]:
    """(calls that the server got, status that the client saw), after everything late has arrived."""
    server = Counting()
    with before(server, kind) as proxy:
        status = call(proxy)
        proxy.settle()
        assert proxy.counts[kind] >= 1
        assert all(got.body == BODY for got in server.calls), "never half a call"
        return len(server.calls), status


@pytest.mark.parametrize("kind", [*LOST, *REFUSED])
def test_the_server_gets_nothing(kind: str) -> None:
    said = {"expired": 401, "429-without-hint": 429, "redirect-and-nothing-done": 307}
    calls, status = seen_by(kind)
    assert calls == 0
    assert status == said.get(kind, int(kind[:3]) if kind[:3].isdigit() else None)


@pytest.mark.parametrize("kind", ACTED)
def test_the_server_acts_and_the_answer_is_lost_or_another(kind: str) -> None:
    calls, status = seen_by(kind)
    assert calls == 1
    assert status == (int(kind) if kind.isdigit() else 307 if kind == "redirect" else None)


@pytest.mark.parametrize("kind", REPEATED)
def test_the_server_gets_it_twice_and_the_client_is_told_the_truth(kind: str) -> None:
    assert seen_by(kind) == (2, 200)


def test_what_goes_through_goes_through_on_one_connection() -> None:
    server = Counting()
    with before(server, "through") as proxy, requests.Session() as session:
        for _ in range(3):
            assert session.post(f"http://{proxy.host}/a", data=BODY, timeout=5).json()["said"].startswith("y")
        assert len(server.calls) == 3
        assert proxy.counts == {"through": 3}


def test_a_late_call_arrives_after_the_client_gave_up() -> None:
    server = Counting()
    with before(server, "late") as proxy:
        assert call(proxy) is None
        assert not server.calls
        proxy.settle()
        assert len(server.calls) == 1


def test_while_it_is_away_connections_are_refused() -> None:
    server = Counting()
    with before(server, "away") as proxy:
        call(proxy)
        errors = []
        for _ in range(200):
            try:
                requests.get(f"http://{proxy.host}/a", timeout=1)
            except requests.ConnectionError as error:
                errors.append(str(error))
        assert any("refused" in error for error in errors)


def test_a_seed_draws_the_same_again() -> None:
    one, other, third = (Plan(seed, 30.0, 1.0, 1.0, (401, b"")) for seed in (5, 5, 6))
    drawn = [[plan.draw() for _ in range(200)] for plan in (one, other, third)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert 30 < sum(kind != "through" for kind in drawn[0]) < 90
