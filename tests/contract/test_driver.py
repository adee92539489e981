"""The driver against a real server on loopback that misbehaves in every documented way."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import pytest

from amtsfunk.channels.access import Bearer, Secret
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Ambiguous,
    CannotShow,
    Deferred,
    Failure,
    Finding,
    Outcome,
    Request,
    Response,
)
from amtsfunk.effects import http
from amtsfunk.effects.http import Driver
from amtsfunk.model.errors import EffectFailed

TOKEN = "geheim-9f3b"  # noqa: S105 - stands for one


@contextmanager
def server(answer: Callable[[socket.socket], None], times: int = 3) -> Iterator[str]:
    """A socket that reads a request's head and then does whatever ``answer`` does."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for _ in range(times):
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                answer(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.close()


def says(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


@pytest.fixture
def driver(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Driver:
    from pathlib import Path  # noqa: PLC0415

    monkeypatch.setattr(http, "READ_SECONDS", 0.4)
    monkeypatch.setattr(http, "CONNECT_SECONDS", 0.4)
    monkeypatch.setattr(http, "WHOLE_SECONDS", 0.8)
    return Driver(Path(str(tmp_path)))


def post(url: str) -> Request:
    return Request("POST", url, {}, b"x", irreversible=True, auth=Bearer(Secret(TOKEN)))


def delivery(url: str) -> Generator[Request, Response, Outcome]:
    answer = yield post(url)
    return Accepted(str(answer.status))


def silence(connection: socket.socket) -> None:
    threading.Event().wait(1.0)


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    try:
        for _ in range(40):
            connection.sendall(b"x")
            threading.Event().wait(0.1)
    except OSError:
        return


def test_a_whole_answer(driver: Driver) -> None:
    with server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Y: z\r\n\r\nok")) as url:
        answer = driver.carry_out(post(url))
    assert isinstance(answer, Response)
    assert (answer.status, answer.body, answer.headers["x-y"]) == (200, b"ok", "z")


def test_a_refused_connection_sent_nothing(driver: Driver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert driver.carry_out(post(f"http://127.0.0.1:{port}/")) == Failure("refused", sent=False)
    assert driver.deliver(delivery(f"http://127.0.0.1:{port}/")) == Deferred("refused")


def test_plain_text_where_tls_was_expected_sent_nothing(driver: Driver) -> None:
    with server(says(b"HTTP/1.1 200 OK\r\n\r\n")) as url:
        assert driver.carry_out(post(url.replace("http:", "https:"))) == Failure("tls", sent=False)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (says(b""), "cut"),
        (says(b"HTTP/1.1 200"), "cut"),
        (says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), "cut"),
        (says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), "cut"),
        (says(b"\x00\x01garbage\r\n\r\n"), "cut"),
        (silence, "timeout"),
        (drip, "timeout"),
        (says(b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.2/\r\nContent-Length: 0\r\n\r\n"), "redirect"),
        (says(b"HTTP/1.1 302 X\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"), "redirect"),
    ],
)
def test_whatever_happens_after_it_was_sent_is_ambiguous(
    driver: Driver, answer: Callable[[socket.socket], None], kind: str
) -> None:
    with server(answer) as url:
        outcome = driver.deliver(delivery(url))
    assert outcome == Ambiguous(kind)
    assert TOKEN not in repr(outcome)


def test_a_huge_body_is_not_read(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST_BODY", 1000)
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100_000
    with server(says(body)) as url:
        assert driver.carry_out(post(url)) == Failure("too-large", sent=True)


def test_a_read_follows_within_its_host_and_never_beyond(driver: Driver) -> None:
    steps = iter([b"HTTP/1.1 302 X\r\nLocation: /b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"])
    end = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
    with server(lambda connection: connection.sendall(next(steps, end))) as url:
        answer = driver.carry_out(Request("GET", url))
    assert isinstance(answer, Response)
    assert answer.body == b"ok"
    with server(says(b"HTTP/1.1 302 X\r\nLocation: http://127.0.0.2/\r\nContent-Length: 0\r\n\r\n")) as url:
        assert driver.carry_out(Request("GET", url)) == Failure("redirect", sent=True)


def test_a_search_that_failed_proves_nothing(driver: Driver) -> None:
    def search(url: str) -> Generator[Request, Response, Finding]:
        yield Request("GET", url)
        return Absent()

    with server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) as url:
        assert driver.find(search(url)) == CannotShow("cut", again=True)


def test_nothing_goes_through_a_proxy_of_the_environment(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    with server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy")) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("no_proxy", "")
        with server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) as url:
            answer = driver.carry_out(Request("GET", url))
    assert isinstance(answer, Response)
    assert answer.body == b"ok"


def test_what_is_handed_over_is_written_through_no_link(driver: Driver) -> None:
    elsewhere = driver.hands / "elsewhere"
    elsewhere.write_text("mine", encoding="utf-8")
    folder = driver.hands / "p" / "x"
    folder.mkdir(parents=True)
    (folder / "teil-1.txt").symlink_to(elsewhere)
    with pytest.raises(EffectFailed):
        driver.carry_out(Request("PUT", "p/x", files={"teil-1.txt": b"theirs"}, door="folder"))
    assert elsewhere.read_text(encoding="utf-8") == "mine"


def test_a_question_that_fails_after_the_irreversible_request_leaves_it_open(driver: Driver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    def asks(url: str) -> Generator[Request, Response, Outcome]:
        yield post(url)
        yield Request("GET", f"http://127.0.0.1:{port}/")
        return Accepted()

    with server(says(b"HTTP/1.1 403 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) as url:
        assert driver.deliver(asks(url)) == Ambiguous("refused")


def test_two_irreversible_requests_are_a_defect(driver: Driver) -> None:
    def twice(url: str) -> Generator[Request, Response, Outcome]:
        yield post(url)
        yield post(url)
        return Accepted()

    with (
        server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) as url,
        pytest.raises(AssertionError, match="two irreversible"),
    ):
        driver.deliver(twice(url))


def test_a_pause_that_a_network_asks_for_is_kept_and_is_never_long(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as url:
        begun = time.monotonic()
        driver.carry_out(Request("GET", url))
        assert time.monotonic() - begun < 0.3
        driver.carry_out(Request("GET", url, pause=0.3))
        assert time.monotonic() - begun >= 0.3
        monkeypatch.setattr(http, "LONGEST_PAUSE", 0.1)
        begun = time.monotonic()
        driver.carry_out(Request("GET", url, pause=3_600.0))
        assert 0.1 <= time.monotonic() - begun < 5


def test_what_took_longer_than_the_claim_lasts_is_not_sent(driver: Driver) -> None:
    """Pictures may take minutes; by then another run may have the right to send."""
    arrived: list[bytes] = []

    def slow(url: str) -> Generator[Request, Response, Outcome]:
        yield Request("GET", url)
        answer = yield post(url)
        return Accepted(str(answer.status))

    def note(connection: socket.socket) -> None:
        arrived.append(b"x")
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with server(note) as url:
        assert driver.deliver(slow(url), lambda: False) == Deferred("slow")
        assert len(arrived) == 1, "only what can be undone"
        assert isinstance(driver.deliver(slow(url), lambda: True), Accepted)
