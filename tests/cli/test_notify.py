"""What a run tells people, over real git: lines once, posts by hand with what is needed, the morning once a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.publishing import notices
from standins.base import Answer, Call, Out
from standins.serve import serve
from support.publishing import NOWHERE, amtsfunk, publish, words
from support.repo import Office, post_text


class Chat:
    def __init__(self) -> None:
        self.said: list[dict[str, object]] = []

    def answer(self, call: Call) -> Answer:
        self.said.append(json.loads(call.body) if call.body else {"kind": call.path})
        return Answer(200)

    def out(self) -> list[Out]:
        return []

    def kinds(self) -> list[object]:
        return [said["kind"] for said in self.said]


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    server = Chat()
    with serve(server) as host:
        monkeypatch.setenv("AMTSFUNK_NOTIFY_WEBHOOK", f"http://{host}/chat")
        monkeypatch.setenv("AMTSFUNK_HEARTBEAT", f"http://{host}/herz")
        yield server


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """On the real clock, with a post by hand that is due and one that comes too late."""
    made = Office.make(tmp_path)
    now = datetime.now(UTC)
    made.now = now - timedelta(hours=30)
    for name, due in (("jetzt", now - timedelta(minutes=1)), ("vorbei", now - timedelta(hours=25))):
        month = due.strftime("%Y/%m")
        text = post_text(publish_at=due.strftime("%Y-%m-%d %H:%M:%SZ"), channels="[mastodon]", text=f"Text {name}.")
        made.post(path=f"content/posts/{month}/{name}.md", content=text, branch=name)
    made.push()
    assert main(["ledger", "open", *words(made)]) == 0
    yield made
    made.close()


def send(office: Office) -> int:
    return main(["publish", "--send", *words(office), "--state", str(office.folder / "state")])


def test_a_run_tells_what_it_wrote_and_nothing_twice(office: Office, chat: Chat) -> None:
    assert send(office) == 1, "something was missed"
    told = chat.kinds()
    assert told.count("trouble") == 1
    assert told.count("handed") == 1
    assert told.count("/herz") == 1
    handed = next(said for said in chat.said if said["kind"] == "handed")
    assert "Text jetzt." in str(handed["text"])
    assert "amtsfunk record jetzt mastodon" in str(handed["text"])
    chat.said.clear()
    assert send(office) == 0
    assert chat.kinds() == ["/herz"]


def test_a_chat_that_is_away_stops_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AMTSFUNK_NOTIFY_WEBHOOK", "http://127.0.0.1:9/geheim")
    assert send(office) == 1
    said = capsys.readouterr().out
    assert "nicht hinausgegangen" in said
    assert "geheim" not in said
    assert "zum Veröffentlichen übergeben" in said


def test_the_morning_is_shown_where_nothing_is_set_up(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notify", "morning", *words(office)[:4]]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Heute, ")
    assert "steht niemand im Dienstplan" in said
    assert "Nur gezeigt" in said


def test_a_trial_is_sent(office: Office, chat: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notify", "test", *words(office)[:4]]) == 0
    assert chat.kinds() == ["test"]
    assert "Verschickt: Probenachricht" in capsys.readouterr().out


def test_status_tells_a_monitor_what_is_overdue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = Office.make(tmp_path)
    office.post()
    office.push()
    publish(office)
    assert amtsfunk(office, "status", "--overdue", "--exit-code") == 0
    capsys.readouterr()
    assert amtsfunk(office, "status", "--overdue", "--exit-code", now="2026-12-02 09:30") == 1
    assert "keine Adresse eingetragen" in capsys.readouterr().out
    assert amtsfunk(office, "status", "--format", "json", now="2026-12-02 09:30") == 0
    overdue = json.loads(capsys.readouterr().out)["overdue"]
    assert {item["kind"] for item in overdue} == {"unrecorded"}
    office.close()


def test_a_run_that_fails_is_told_to_the_heartbeat(
    office: Office, chat: Chat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from amtsfunk.commands.publishing.engine import Engine  # noqa: PLC0415
    from amtsfunk.model.errors import EffectFailed  # noqa: PLC0415

    def broken(self: Engine) -> None:
        raise EffectFailed("das Sendebuch ist weg")

    monkeypatch.setattr(Engine, "run", broken)
    assert send(office) == 3
    assert chat.kinds() == ["/herz/fail"]


def test_a_memory_that_cannot_be_written_stops_nothing(
    office: Office, chat: Chat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(notices, "MORNING", time(0))  # else only after seven o'clock is there something to remember
    (office.folder / "state").mkdir()
    (office.folder / "state" / "told.new").mkdir()
    assert send(office) == 1
    said = capsys.readouterr().out
    assert "zum Veröffentlichen übergeben" in said
    assert "Benachrichtigen ist gescheitert" in said
    assert "handed" in chat.kinds()


def test_what_a_run_wrote_before_it_failed_is_told_all_the_same(
    office: Office, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amtsfunk.commands.publishing.engine import Engine, Report  # noqa: PLC0415
    from amtsfunk.model.errors import EffectFailed  # noqa: PLC0415

    whole = Engine.run

    def breaks_at_the_end(self: Engine) -> Report:
        whole(self)
        raise EffectFailed("der Server in Git ist weg")

    monkeypatch.setattr(Engine, "run", breaks_at_the_end)
    assert send(office) == 3
    assert sorted(map(str, chat.kinds())) == ["/herz/fail", "handed", "trouble"]


def test_a_made_up_time_tells_nobody(tmp_path: Path, chat: Chat) -> None:
    office = Office.make(tmp_path)
    office.post(content=post_text(channels="[mastodon]"))
    office.push()
    assert publish(office, *NOWHERE) == 0
    assert chat.said == []
    office.close()
