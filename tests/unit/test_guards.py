"""The guards of conftest.py hold, in this process and in the ones it starts."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from loopback_only import NetworkInTest, is_loopback

# TEST-NET-1: an address that belongs to nobody, so that a hole in the guard would still reach no one.
ELSEWHERE = ("192.0.2.1", 80)


def test_remote_connections_are_refused() -> None:
    with socket.socket() as plug:
        plug.settimeout(0.2)
        with pytest.raises(NetworkInTest):
            plug.connect(ELSEWHERE)
        with pytest.raises(NetworkInTest):
            plug.connect_ex(ELSEWHERE)


def test_remote_datagrams_and_names_are_refused() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug, pytest.raises(NetworkInTest):
        plug.sendto(b"x", ELSEWHERE)
    with pytest.raises(NetworkInTest):
        socket.getaddrinfo("musterhafen.example", 443)


def test_loopback_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as plug:
        assert plug.getpeername() == server.getsockname()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"localhost", None])
def test_loopback_is_known(host: object) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "0.0.0.0", "::", "localhost.example", "127.0.0.1.example"])  # noqa: S104
def test_everything_else_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_child_processes_are_guarded_too() -> None:
    code = f"import socket; s = socket.socket(); s.settimeout(0.2); s.connect({ELSEWHERE!r})"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "NetworkInTest" in child.stderr


def test_home_and_git_settings_are_the_tests_own(tmp_path: Path) -> None:
    assert os.environ["HOME"] == str(Path.home())
    assert not (Path.home() / ".ssh").exists()
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    listing = subprocess.run(
        ["git", "-C", str(tmp_path), "config", "--list", "--show-scope"], capture_output=True, text=True, check=True
    ).stdout
    assert "global\tuser.name=Test Person" in listing
    assert "system\t" not in listing
