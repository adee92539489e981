"""A mail server on loopback that takes, refuses and asks for a log-in, and remembers who logged in and what it took."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

PASSWORD = "sehr-geheim-4711"  # noqa: S105 - of this server alone


class Server:
    """``refuse``: mailboxes that it does not take; ``answer``: what it says to the whole message."""

    def __init__(self, refuse: tuple[str, ...] = (), answer: str = "250 OK") -> None:
        self.refuse, self.answer = refuse, answer
        self.taken: list[str] = []
        self.logins: list[bytes] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refuse:
            return f"550 no mailbox {address} {PASSWORD}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's names
        if self.answer.startswith("250"):
            self.taken += envelope.rcpt_tos
        return self.answer

    def log_in(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.logins.append(data.password)
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


@contextmanager
def serving(server: Server, certificate: tuple[Path, Path] | None = None) -> Iterator[int]:
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate[1], certificate[0])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=context is not None,
        authenticator=server.log_in,
        auth_require_tls=context is not None,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
