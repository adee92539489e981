"""Attacks on the branch ``stop``: whoever stops is heard, whatever else lies there."""

from __future__ import annotations

import pytest

from amtsfunk.delivery.batch import REPOSITORY, Batch, files_of
from amtsfunk.delivery.events import Stopped, Unreadable
from amtsfunk.delivery.index import Index
from amtsfunk.delivery.stops import RESERVED, scope_of, stop_id
from support.attacking import git, out, put_branch
from support.deliveries import DUE
from support.publishing import amtsfunk, publish, put_stop, remote, repository_lines
from support.repo import Office, post_text

BEFORE = "2026-11-30 09:00"


@pytest.fixture
def office(office: Office) -> Office:
    office.post()
    office.push()
    return office


def stops(office: Office) -> list[Stopped]:
    return [line for line in repository_lines(office) if isinstance(line, Stopped)]


@pytest.mark.parametrize("name", ["all", "stopp"])
def test_a_post_called_all_does_not_disarm_the_stop_called_all(office: Office, name: str) -> None:
    office.write(f"content/posts/2026/12/{name}.md", post_text(publish_at=None, title="Ein Entwurf"))
    office.commit("draft", by="anna")
    office.push()
    put_stop(office, name)
    publish(office)
    assert out(office) == []


def test_reserved_words_stop_more_than_one_post() -> None:
    assert {scope_of(word, RESERVED)[0] for word in RESERVED} == {"all", "total"}  # type: ignore[index]


@pytest.mark.parametrize("late", [False, True])
def test_a_merge_does_not_hide_a_new_stop(office: Office, late: bool) -> None:
    """An old stop was lifted. The same file is put there again, and a merge names the old commit as its first parent;
    ``late``: the old commit also bears the newest date."""
    put_stop(office, "total")
    old = remote(office, "rev-parse", "refs/heads/stop").strip()
    publish(office, now="2026-11-10 09:00")
    key = ["--key", str(office.key("ben"))]
    assert amtsfunk(office, "resume", stops(office)[0].stop, *key, now="2026-11-10 10:00") == 0
    publish(office, now="2026-11-10 10:05")
    git(office, "update-ref", "-d", "refs/heads/stop")
    put_stop(office, "README.md")
    put_stop(office, "total")
    new = remote(office, "rev-parse", "refs/heads/stop").strip()
    tree = remote(office, "rev-parse", f"{new}^{{tree}}").strip()
    parents = ["-p", new, "-p", old] if late else ["-p", old, "-p", new]
    git(office, "update-ref", "refs/heads/stop", git(office, "commit-tree", tree, "-m", "m", *parents))
    publish(office)
    assert out(office) == []


def test_a_lifted_stop_stays_lifted_when_others_use_the_branch(office: Office) -> None:
    put_stop(office, "total")
    publish(office, now=BEFORE)
    key = ["--key", str(office.key("ben"))]
    assert amtsfunk(office, "resume", "total", *key, now="2026-11-30 10:00") == 0
    put_stop(office, "anderer-beitrag.txt")
    publish(office, now="2026-11-30 10:05")
    assert amtsfunk(office, "resume", "all", *key, now="2026-11-30 10:10") == 0
    publish(office, now="2026-11-30 10:15")
    publish(office)
    assert "accepted" in out(office)
    assert len(stops(office)) == 2


def test_a_branch_below_stop_stops_everything_and_takes_the_stop_from_nobody(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.run("push", "-q", "origin", "main:refs/heads/stop/x")
    publish(office)
    assert out(office) == []
    assert [(stop.scope, stop.path) for stop in stops(office)] == [("all", "stop/x")]
    key = ["--key", str(office.key("ben"))]
    assert amtsfunk(office, "resume", stops(office)[0].stop, *key, now="2026-12-01 09:06") == 0
    publish(office, now="2026-12-01 09:07")
    office.post(
        "content/posts/2026/12/zwei.md", post_text(title="Zwei", text="Z", publish_at="01.12.2026 10:00"), branch="z"
    )
    office.push()
    assert amtsfunk(office, "hold", "zwei", now="2026-12-01 09:10") == 0
    assert "alles" in capsys.readouterr().out
    publish(office, now="2026-12-01 10:00")
    assert out(office, "zwei") == []


@pytest.mark.parametrize("name", [b"caf\xe9", b"\xff\xfe.txt", "notaus…".encode("utf-16")[2:].replace(b"\0", b"")])
def test_a_stop_file_with_an_odd_name_is_written_down(office: Office, name: bytes) -> None:
    put_branch(office, "stop", {name: b""})
    assert publish(office) in (0, 1)
    git(office, "update-ref", "-d", "refs/heads/stop")
    publish(office, now="2026-12-01 09:10")
    assert out(office) == []


def test_a_stops_id_is_too_long_to_be_ground() -> None:
    assert len(stop_id("alles", "a").rsplit("-", 1)[1]) == 32


def test_a_line_that_makes_the_ledger_unreadable_is_never_written() -> None:
    line = Stopped(at=DUE, run="0" * 32, stop="all-1", scope="all", path="all", commit="0" * 40)
    assert REPOSITORY in files_of(Batch(events=(line,)), Index(), lambda path: None)
    with pytest.raises(Unreadable, match="twice"):
        files_of(Batch(events=(line, line)), Index(), lambda path: None)


def test_many_known_stops_start_no_process_each(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from amtsfunk.effects.git import Git  # noqa: PLC0415

    put_branch(office, "stop", {b"s%d" % number: b"" for number in range(60)})
    publish(office, now=BEFORE)
    assert len(stops(office)) == 60
    calls = []
    attempt = Git.attempt
    monkeypatch.setattr(
        Git, "attempt", lambda self, *words, **more: calls.append(words) or attempt(self, *words, **more)
    )
    publish(office, now="2026-11-30 09:10")
    assert len(calls) < 60


def test_no_escape_sequence_from_a_file_name_reaches_the_terminal(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    put_branch(office, "inbox", {b"\x1b]0;pwned\x07\n::error::x.json": b"{}"})
    put_branch(office, "stop", {b"\x1b[2J\x1b[Halles-gut\n::warning::y": b""})
    publish(office, now="2026-11-30 09:30")
    for words in (["status"], ["resume"], ["ledger", "show"]):
        amtsfunk(office, *words, now="2026-11-30 09:30")
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert not any(line.startswith("::") for line in shown.out.splitlines())
