"""Messages carry posts that are not public yet, and a password: one person alone leads them to no other mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amtsfunk.cli import main
from support.mail import PASSWORD, Server, serving
from support.publishing import words
from support.repo import Office, post_text

NOTIFY = "plans/notify.yml"
DUTY, STRANGER = "bereitschaft@beispielau.example", "jemand@anderswo.example"
Two = tuple[tuple[Server, int], tuple[Server, int]]


def notify_yml(port: int, box: str) -> str:
    own = f"host: 127.0.0.1, port: {port}, tls: none, from: amtsfunk@beispielau.example, user: amtsfunk"
    return f"mail: {{{own}, duty: [{box}]}}\n"


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    """The authority's own and a stranger's."""
    monkeypatch.setenv("AMTSFUNK_SMTP_PASSWORD", PASSWORD)
    own, strange = Server(), Server()
    with serving(own) as port, serving(strange) as other:
        yield (own, port), (strange, other)


@pytest.fixture
def office(tmp_path: Path, servers: Two) -> Iterator[Office]:
    """On the real clock; two stewards entered the own mail server; a post by hand came too late, which is told."""
    made = Office.make(tmp_path)
    now = datetime.now(UTC)
    made.now = now - timedelta(hours=30)
    made.change_rules({NOTIFY: notify_yml(servers[0][1], DUTY)})
    due = now - timedelta(hours=25)
    text = post_text(publish_at=due.strftime("%Y-%m-%d %H:%M:%SZ"), channels="[mastodon]", text="Zu spät.")
    made.post(path=f"content/posts/{due:%Y/%m}/vorbei.md", content=text, branch="vorbei")
    made.push()
    assert main(["ledger", "open", *words(made)]) == 0
    yield made
    made.close()


def lead_elsewhere(office: Office, port: int) -> None:
    office.branch("postfach")
    office.write(NOTIFY, notify_yml(port, STRANGER))
    office.commit("Neues Postfach", by="anna")
    office.merge("postfach", by="anna")
    office.push()


def test_what_two_stewards_entered_is_used(office: Office, servers: Two) -> None:
    (own, _), _ = servers
    main(["publish", "--send", *words(office)])
    assert set(own.taken) == {DUTY}
    assert set(own.logins) == {PASSWORD.encode()}


def test_another_server_of_one_person_gets_neither_password_nor_message(office: Office, servers: Two) -> None:
    """All sending stops, and whoever is on duty hears of it in the old way."""
    (own, _), (strange, other) = servers
    lead_elsewhere(office, other)
    assert main(["publish", "--send", *words(office)]) == 1
    assert not strange.logins
    assert not strange.taken
    assert set(own.taken) == {DUTY}


@pytest.mark.parametrize("what", ["test", "morning"])
def test_a_message_sent_by_hand_goes_the_old_way_too(office: Office, servers: Two, what: str) -> None:
    (own, _), (strange, other) = servers
    lead_elsewhere(office, other)
    assert main(["notify", what, *words(office)[:4]]) == 0
    assert not strange.logins
    assert not strange.taken
    assert own.taken == [DUTY]


def test_without_a_trust_root_nothing_is_mailed(
    office: Office, servers: Two, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AMTSFUNK_TRUST_ROOT", raising=False)
    (own, _), (strange, other) = servers
    lead_elsewhere(office, other)
    assert main(["notify", "test", *words(office)[:2]]) == 2
    assert "kein Vertrauensanker" in capsys.readouterr().err
    assert main(["notify", "morning", "--print", *words(office)[:2]]) == 0
    assert capsys.readouterr().out.startswith("Heute, ")
    assert not own.logins
    assert not strange.logins


def test_a_root_of_one_persons_choice_leads_nowhere(tmp_path: Path, servers: Two) -> None:
    """Where no ledger binds a run to the right root yet, the root itself must be signed by two."""
    (own, _), (strange, other) = servers
    office = Office.make(tmp_path)
    office.now = datetime.now(UTC) - timedelta(hours=30)
    lead_elsewhere(office, other)
    assert main(["notify", "test", "--repository", str(office.clone), "--trust-root", office.main]) == 0
    office.close()
    assert not strange.logins
    assert not own.logins
