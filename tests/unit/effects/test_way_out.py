"""The way out of the house: through a proxy of the tests' own, and to a server that only the house can trust."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from amtsfunk.channels.contract import Deferred, Failure, Request, Response, outcome_of_failure
from amtsfunk.effects.http import Driver
from amtsfunk.effects.way_out import AUTHORITIES, DIRECT, PROXY, WayOut, way_out
from amtsfunk.model.errors import NotFound, UsageError

TLS = Path(__file__).parents[2] / "data" / "tls"
SECRET = "geheim-77aa"  # noqa: S105 - stands for one
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nja"


@contextmanager
def listening(answer: bytes, heard: list[bytes], *, tls: bool = False) -> Iterator[int]:
    """A server on loopback that hears one head a connection and answers it; its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if tls:
        context.load_cert_chain(TLS / "cert.pem", TLS / "key.pem")

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
                with context.wrap_socket(plain, server_side=True) if tls else plain as connection:
                    heard.append(connection.recv(65536))
                    connection.sendall(answer)
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def ask(address: str) -> Response | Failure:
    return Driver(Path()).carry_out(Request("POST", address, body=b"Warntag", irreversible=True))


def test_a_proxy_is_asked_for_the_way_and_told_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bytes] = []
    with listening(b"HTTP/1.1 403 Forbidden\r\n\r\n", heard) as port:
        monkeypatch.setenv(PROXY, f"http://amtsfunk:{SECRET}@127.0.0.1:{port}")
        assert ask("https://social.beispielau.example/api/v1/statuses") == Failure("proxy", sent=False)
    assert heard[0].startswith(b"CONNECT social.beispielau.example:443 HTTP/1.")
    assert b"Proxy-Authorization: Basic" in heard[0]
    assert b"Warntag" not in b"".join(heard)


def test_a_way_that_is_barred_means_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv(PROXY, f"http://127.0.0.1:{port}")
    failed = ask("https://social.beispielau.example/")
    assert failed == Failure("proxy", sent=False)
    assert outcome_of_failure(Request("POST", "https://a.example/", irreversible=True), failed) == Deferred("proxy")


def test_a_proxy_that_hangs_up_leaves_it_open(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(b"", []) as port:
        monkeypatch.setenv(PROXY, f"http://127.0.0.1:{port}")
        assert ask("https://social.beispielau.example/") == Failure("cut", sent=True)


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_what_others_find_in_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    proxied: list[bytes] = []
    with listening(OK, proxied) as elsewhere, listening(OK, []) as port:
        monkeypatch.setenv(name, f"http://127.0.0.1:{elsewhere}")
        answer = ask(f"http://127.0.0.1:{port}/")
    assert isinstance(answer, Response) and answer.body == b"ja"
    assert proxied == []


def test_this_machine_is_reached_without_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    proxied: list[bytes] = []
    with listening(OK, proxied) as elsewhere, listening(OK, []) as port:
        monkeypatch.setenv(PROXY, f"http://127.0.0.1:{elsewhere}")
        answer = ask(f"http://127.0.0.1:{port}/")
    assert isinstance(answer, Response) and proxied == []


@pytest.mark.parametrize(
    ("address", "direct"),
    [
        ("https://social.nordheide.example/x", True),
        ("https://SOCIAL.Nordheide.example:8443/x", True),
        ("https://git.intern.example/", True),
        ("https://intern.example/", True),
        ("https://bsky.social/", False),
        ("https://a.social.nordheide.example/", False),
        ("https://notintern.example/", False),
        ("https://social.nordheide.example.net/", False),
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]:8000/", True),
        ("http://localhost/", True),
    ],
)
def test_what_goes_directly(address: str, direct: bool) -> None:
    way = way_out({PROXY: "http://proxy.example:3128", DIRECT: "Social.nordheide.example, .intern.example"})
    assert (way.proxies_for(address) == {}) is direct


def test_a_certificate_that_only_the_house_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(OK, [], tls=True) as port:
        assert ask(f"https://127.0.0.1:{port}/") == Failure("tls", sent=False)
        monkeypatch.setenv(AUTHORITIES, str(TLS / "cert.pem"))
        answer = ask(f"https://127.0.0.1:{port}/")
    assert isinstance(answer, Response) and answer.body == b"ja"


@pytest.mark.parametrize("proxy", ["proxy:3128", "ftp://proxy:21", "http://", "http://proxy:99999", "socks5://proxy:1"])
def test_a_proxy_that_is_none_sends_nothing_anywhere(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    with pytest.raises(UsageError) as wrong:
        way_out({PROXY: proxy})
    assert proxy not in wrong.value.message
    monkeypatch.setenv(PROXY, proxy)
    heard: list[bytes] = []
    with listening(OK, heard) as port:
        assert ask(f"http://127.0.0.1:{port}/") == Failure("proxy", sent=False)
    assert heard == []


def test_certificates_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "leer.pem").write_text("", encoding="utf-8")
    for file in ("nirgends.pem", "leer.pem"):
        with pytest.raises(UsageError, match="AMTSFUNK_CA_FILE"):
            way_out({AUTHORITIES: str(tmp_path / file)})


def test_a_proxy_with_a_password_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "proxy").write_text(f"http://u:{SECRET}@proxy.example:3128\n", encoding="utf-8")
    way = way_out({f"{PROXY}_FILE": str(tmp_path / "proxy")})
    assert way.proxy_host == "proxy.example:3128"
    assert SECRET not in repr(way)
    with pytest.raises(NotFound):
        way_out({f"{PROXY}_FILE": str(tmp_path / "fort")})


def test_without_anything_set_it_goes_directly() -> None:
    assert way_out({}) == WayOut()
    assert WayOut().verify is True
