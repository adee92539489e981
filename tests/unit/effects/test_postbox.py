"""Telling people over a real mail server and a real web server on loopback, and what happens when those misbehave."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from amtsfunk.effects.postbox import HEARTBEAT, PASSWORD, PEOPLE, WEBHOOK, Postbox
from amtsfunk.model.notify import Mail, Notify, Tls
from amtsfunk.report.notices import Attachment, Item, Notice
from standins.base import Answer, Call, Out
from standins.serve import Wire, serve

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ADDRESS = "geheimer-pfad-5e21"
NOTICE = Notice(
    "trouble",
    "duty",
    "Warntag (mastodon): angehalten",
    "Bitte sehen Sie nach – „jetzt“.\n",
    (Item("warntag", "mastodon", "angehalten"),),
    (Attachment("beitrag-bild-1.png", b"\x89PNG\r\n"),),
)


class Inbox:
    """What a mail server took."""

    def __init__(self, answer: str = "250 OK") -> None:
        self.answer = answer
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append((envelope.rcpt_tos, message))
        return self.answer


class Chat:
    """A web server that remembers what it was asked."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.calls: list[Call] = []

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        return Answer(self.status, ADDRESS.encode())

    def out(self) -> list[Out]:
        return []


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    handler = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def notify(port: int, **changed: Any) -> Notify:
    values = {
        "host": "127.0.0.1",
        "port": port,
        "tls": Tls.none,
        "from": "amtsfunk@beispielau.example",
        "duty": ("bereitschaft@beispielau.example",),
        "operator": ("betreuung@beispielau.example",),
    }
    return Notify(mail=Mail(**{**values, **changed}))


def test_a_mail_arrives_with_text_and_pictures(inbox: tuple[Inbox, int]) -> None:
    handler, port = inbox
    assert Postbox(notify(port), {}).tell(NOTICE, ("cd",), NOW) == ()
    [(recipients, mail)] = handler.mails
    assert recipients == ["bereitschaft@beispielau.example"]
    assert mail["Subject"] == NOTICE.subject
    body = mail.get_body()
    assert body is not None
    assert "Bitte sehen Sie nach – „jetzt“." in body.get_content()
    assert [(part.get_filename(), part.get_content()) for part in mail.iter_attachments()] == [
        ("beitrag-bild-1.png", b"\x89PNG\r\n")
    ]


def test_who_has_duty_gets_it_where_their_address_is_known(inbox: tuple[Inbox, int], tmp_path: Path) -> None:
    handler, port = inbox
    (tmp_path / "people").write_text("cd: carla@beispielau.example\nab: not an address\n# x\n", encoding="utf-8")
    postbox = Postbox(notify(port), {PEOPLE: str(tmp_path / "people")})
    for sign in ("cd", "ab"):
        assert postbox.tell(NOTICE, (sign,), NOW) == ()
    assert [recipients for recipients, _ in handler.mails] == [
        ["carla@beispielau.example"],
        ["bereitschaft@beispielau.example"],
    ]


def test_what_concerns_the_running_goes_to_whoever_runs_it(inbox: tuple[Inbox, int]) -> None:
    handler, port = inbox
    Postbox(notify(port), {}).tell(Notice("credentials", "operator", "x", "y"), ("cd",), NOW)
    assert handler.mails[0][0] == ["betreuung@beispielau.example"]


@pytest.mark.parametrize("content", [None, b"cd: \xff\n"])
def test_a_people_file_that_cannot_be_read_is_said_and_the_mailbox_of_the_duty_gets_it(
    inbox: tuple[Inbox, int], tmp_path: Path, content: bytes | None
) -> None:
    handler, port = inbox
    if content is not None:
        (tmp_path / "people").write_bytes(content)
    [said] = Postbox(notify(port), {PEOPLE: str(tmp_path / "people")}).tell(NOTICE, ("cd",), NOW)
    assert f"{PEOPLE} ist nicht lesbar" in said
    assert [recipients for recipients, _ in handler.mails] == [["bereitschaft@beispielau.example"]]


def test_a_way_that_breaks_keeps_no_other_from_its_turn(tmp_path: Path) -> None:
    chat = Chat()
    with serve(chat) as host:
        environment = {f"{PASSWORD}_FILE": str(tmp_path / "gone"), WEBHOOK: f"http://{host}/hook"}
        said = Postbox(notify(9), environment).tell(NOTICE, (), NOW)
    assert len(said) == 1
    assert len(chat.calls) == 1


def test_a_mail_server_that_is_not_there_is_said() -> None:
    with serve(Chat()) as host:
        port = int(host.rpartition(":")[2])
    [said] = Postbox(notify(port), {PASSWORD: "geheim"}).tell(NOTICE, (), NOW)
    assert "nicht hinausgegangen" in said
    assert "geheim" not in said


def test_a_chat_gets_json(monkeypatch: pytest.MonkeyPatch) -> None:
    chat = Chat()
    with serve(chat) as host:
        postbox = Postbox(None, {WEBHOOK: f"http://{host}/{ADDRESS}"})
        assert postbox.is_set_up
        assert postbox.tell(NOTICE, (), NOW) == ()
    [call] = chat.calls
    said = json.loads(call.body)
    assert (said["kind"], said["items"][0]["post"]) == ("trouble", "warntag")
    assert said["text"].startswith(NOTICE.subject)


@pytest.mark.parametrize("status", [404, 500])
def test_a_chat_that_refuses_is_said_without_its_address(status: int) -> None:
    with serve(Chat(status)) as host:
        [said] = Postbox(None, {WEBHOOK: f"http://{host}/{ADDRESS}"}).tell(NOTICE, (), NOW)
    assert str(status) in said
    assert ADDRESS not in said


def test_a_chat_that_hangs_up_is_said() -> None:
    with serve(Chat(), lambda call: Wire(before=None)) as host:
        [said] = Postbox(None, {WEBHOOK: f"http://{host}/{ADDRESS}"}).tell(NOTICE, (), NOW)
    assert "nicht hinausgegangen" in said
    assert ADDRESS not in said


@pytest.mark.parametrize(
    "address", ["http://chat.example/x", "ftp://127.0.0.1/x", "https://", "x", "http://127.0.0.1.example/"]
)
def test_an_odd_address_is_never_called(address: str) -> None:
    [said] = Postbox(None, {WEBHOOK: address}).tell(NOTICE, (), NOW)
    assert WEBHOOK in said
    [said] = Postbox(None, {HEARTBEAT: address}).beat(well=True)
    assert HEARTBEAT in said


def test_the_heart_beats_and_says_when_it_went_wrong() -> None:
    chat = Chat()
    with serve(chat) as host:
        postbox = Postbox(None, {HEARTBEAT: f"http://{host}/{ADDRESS}"})
        assert postbox.beat(well=True) == ()
        assert postbox.beat(well=False) == ()
        silent = Postbox(Notify(tell_failed_runs=False), {HEARTBEAT: f"http://{host}/{ADDRESS}"})
        assert silent.beat(well=False) == ()
    assert [call.path for call in chat.calls] == [f"/{ADDRESS}", f"/{ADDRESS}/fail"]


def test_nothing_set_up_tells_nobody() -> None:
    postbox = Postbox(None, {})
    assert not postbox.is_set_up
    assert postbox.tell(NOTICE, (), NOW) == ()
    assert postbox.beat(well=True) == ()
