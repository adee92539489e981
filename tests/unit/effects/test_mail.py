"""Mail to servers on loopback that encrypt, refuse, hang and hang up: what arrives, what is said, and what never is."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.channels.access import Secret
from amtsfunk.effects import mail as effects
from amtsfunk.effects.mail import compose, send_mail
from amtsfunk.model.notify import Mail, Tls
from amtsfunk.report.notices import Notice
from support.mail import PASSWORD, Server, serving

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
DUTY, OTHER = "bereitschaft@beispielau.example", "presse@beispielau.example"
NOTICE = Notice("trouble", "duty", "Warntag: angehalten", "Bitte sehen Sie nach.\n")


@pytest.fixture(scope="module")
def certificate() -> tuple[Path, Path]:
    """Of 127.0.0.1 and nobody else, good for a hundred years, and known to everybody: it protects nothing."""
    folder = Path(__file__).parents[2] / "data" / "tls"
    return folder / "key.pem", folder / "cert.pem"


@contextmanager
def crooked(*said: bytes) -> Iterator[int]:
    """A server that says these lines, one a request of the client's, and then hangs up; ``b""``: it says nothing more
    and keeps the line."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with closing(connection):
                for line in said:
                    if not line:
                        done.wait(10)
                        return
                    connection.sendall(line)
                    connection.recv(4096)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        done.set()
        thread.join(10)


def settings(port: int, **changed: Any) -> Mail:
    values = {
        "host": "127.0.0.1",
        "port": port,
        "tls": Tls.none,
        "from": "amtsfunk@beispielau.example",
        "duty": (DUTY,),
    }
    return Mail(**{**values, **changed})


def send(mail: Mail, *recipients: str, password: str | None = PASSWORD) -> str | None:
    return send_mail(mail, recipients or (DUTY,), NOTICE, Secret(password) if password else None, NOW)


def test_starttls_with_a_certificate_that_is_trusted_and_a_log_in(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    server = Server()
    with serving(server, certificate) as port:
        assert send(settings(port, tls=Tls.starttls, user="amtsfunk")) is None
    assert server.taken == [DUTY]
    assert server.logins == [PASSWORD.encode()]


def test_a_certificate_of_nobody_gets_no_password_and_no_message(certificate: tuple[Path, Path]) -> None:
    server = Server()
    with serving(server, certificate) as port:
        said = send(settings(port, tls=Tls.starttls, user="amtsfunk"))
    assert said == "die Verschlüsselung zum Mailserver kam nicht zustande"
    assert server.logins == server.taken == []


def test_where_starttls_is_not_offered_nothing_is_said_in_clear() -> None:
    server = Server()
    with serving(server) as port:
        said = send(settings(port, tls=Tls.starttls, user="amtsfunk"))
    assert said == "der Mailserver kann die eingestellte Verschlüsselung oder Anmeldung nicht"
    assert server.logins == server.taken == []


def test_a_password_never_leaves_this_machine_in_clear() -> None:
    mail = settings(25, host="mail.beispielau.example", user="amtsfunk")
    assert send(mail) == "ohne Verschlüsselung wird kein Passwort geschickt"


def test_a_wrong_password_is_said_and_not_shown() -> None:
    with serving(Server()) as port:
        said = send(settings(port, user="amtsfunk"), password="falsch-99")  # noqa: S106 - of nobody
    assert said == "der Mailserver lehnt die Anmeldung ab (535)"


def test_the_other_mailboxes_get_it_where_one_is_refused() -> None:
    server = Server(refuse=(OTHER,))
    with serving(server) as port:
        assert send(settings(port), DUTY, OTHER) == "1 von 2 Postfächern abgelehnt"
        assert send(settings(port), OTHER) == "der Mailserver nimmt keines der Postfächer an"
    assert server.taken == [DUTY]


def test_a_message_that_is_refused_is_said_without_what_the_server_said() -> None:
    with serving(Server(answer=f"554 {PASSWORD} {DUTY}")) as port:
        assert send(settings(port)) == "der Mailserver lehnt die Nachricht ab (554)"


@pytest.mark.parametrize(
    "said",
    [
        (),
        (b"421 " + PASSWORD.encode() + b"\r\n",),
        (b"220 hallo\r\n",),
        (b"220 hallo\r\n", b"250 ja\r\n", b"250 ja\r\n"),
        (b"\x00\xff" * 5_000 + b"\r\n",),
    ],
)
def test_a_server_that_hangs_up_or_babbles_is_said_in_our_words(said: tuple[bytes, ...]) -> None:
    with crooked(*said) as port:
        told = send(settings(port))
    assert told is not None and told.startswith("der Mailserver")
    assert PASSWORD not in told


@pytest.mark.parametrize("said", [(b"",), (b"220 hallo\r\n", b"")])
def test_a_server_that_hangs_is_left_alone_in_time(said: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "SECONDS", 0.2)
    with crooked(*said) as port:
        assert send(settings(port)) == "der Mailserver antwortet nicht"


def test_several_recipients_do_not_see_each_other() -> None:
    message = compose(settings(25), (DUTY, OTHER), NOTICE, NOW)
    assert DUTY not in str(message) and OTHER not in str(message)
    assert compose(settings(25), (DUTY,), NOTICE, NOW)["To"] == DUTY


def test_a_subject_that_would_be_two_headers_is_not_sent() -> None:
    server = Server()
    forged = Notice("trouble", "duty", "x\r\nBcc: alle@beispiel.example", "y")
    with serving(server) as port:
        said = send_mail(settings(port), (DUTY,), forged, None, NOW)
    assert said == "die Nachricht ließ sich nicht schreiben (ValueError)"
    assert server.taken == []
