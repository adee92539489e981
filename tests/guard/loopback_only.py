"""No test reaches the network: this process and every Python it starts may talk to loopback only.

The conftest installs this guard and puts its folder on ``PYTHONPATH``, where ``sitecustomize`` installs it in each
child process before anything else runs.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_sendto = socket.socket.sendto
_getaddrinfo = socket.getaddrinfo


class NetworkInTest(BaseException):
    """Not an ``Exception``: no handler of the code under test may swallow it."""


def is_loopback(host: object) -> bool:
    """Whether a host, as ``socket`` takes it, can only be this machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_remote(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
        raise NetworkInTest(f"A test tried to reach {address[0]!r}; tests talk to loopback only.")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse_remote(self.family, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse_remote(self.family, address)
    return _connect_ex(self, address)


def _guarded_sendto(self: socket.socket, *words: Any) -> int:
    _refuse_remote(self.family, words[-1])
    return _sendto(self, *words)


def _guarded_getaddrinfo(host: Any, *words: Any, **options: Any) -> Any:
    if not is_loopback(host):
        raise NetworkInTest(f"A test tried to look up {host!r}; tests talk to loopback only.")
    return _getaddrinfo(host, *words, **options)


def install() -> None:
    """Put the guard in place; doing it twice changes nothing."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]
    socket.socket.sendto = _guarded_sendto  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_getaddrinfo
