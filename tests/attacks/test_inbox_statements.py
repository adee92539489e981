"""Which statements in the inbox count: every reason against one, each alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from amtsfunk.approval.statement import parse_signed
from amtsfunk.commands.publishing import inbox
from amtsfunk.commands.publishing.inbox import Desk, read_inbox, use_name
from amtsfunk.commands.publishing.texts import reason_text
from amtsfunk.delivery import events as e
from amtsfunk.delivery.batch import Batch, post_path, statement_path
from amtsfunk.delivery.events import format_time, to_line
from amtsfunk.delivery.state import Stop
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_book import Book
from support.attacking import put_branch, said
from support.deliveries import DUE, RUN, Story, stop
from support.repo import OUTSIDER, Office

NOW = DUE + timedelta(hours=1)
ADDRESS = {"address": "https://social.beispielau.example/@stadt/1"}
HANDED = Story("warntag", "mastodon").claim().step(e.Handed)
HELD = Story("warntag", "mastodon").claim().step(e.Held, reason="cannot-be-shown")
STOP = stop(id="s1", person="cleo")
AGAIN = {"decision": "again", "not_after": "2026-12-02T10:00:00Z", "held_at": format_time(DUE)}


class Shelf(Book):
    """A ledger in memory."""

    def __init__(self, *stories: Story) -> None:
        self.files = {post_path(story.post): b"".join(map(to_line, story.lines)) for story in stories}

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)


def read(
    office: Office, files: Mapping[str, bytes], *, book: Book | None = None, stops: tuple[Stop, ...] = (STOP,)
) -> tuple[Batch, str]:
    """What the inbox with these files comes to: the batch, and the notes as one text."""
    put_branch(office, "inbox", {name.encode(): data for name, data in files.items()})
    settings = read_settings(office.git, office.main)
    known = {one.id: one for one in stops}
    desk = Desk(book or Shelf(), settings, known, lambda post: post == "warntag", NOW, RUN)
    with Git(office.remote) as git:
        batch, notes = read_inbox(git, "refs/heads/inbox", desk)
    return batch, "\n".join(notes)


def lift(office: Office, by: str, stop: str = "s1") -> bytes:
    return said(office, "lift", stop, {"release": "warntag"}, by)


def test_what_counts(office: Office) -> None:
    batch, notes = read(office, {"a.json": lift(office, "ben")})
    assert [type(line) for line in batch.events] == [e.Lifted] and not notes
    again = said(office, "settle", "warntag/mastodon", AGAIN, "ben")
    batch, notes = read(office, {"a.json": again}, book=Shelf(HELD))
    assert [type(line) for line in batch.events] == [e.Settled] and not notes
    receipt = said(office, "record", "warntag/mastodon", ADDRESS, "anna")
    batch, notes = read(office, {"a.json": receipt}, book=Shelf(HANDED))
    assert [type(line) for line in batch.events] == [e.Accepted] and not notes


@pytest.mark.parametrize(
    ("by", "stop_id", "reason"),
    [
        ("cleo", "s1", "own-stop"),
        ("anna", "s1", "role"),
        (OUTSIDER, "s1", "signature-unknown"),
        ("ben", "s2", "no-such-stop"),
    ],
)
def test_who_lifts_no_stop(office: Office, by: str, stop_id: str, reason: str) -> None:
    batch, notes = read(office, {"a.json": lift(office, by, stop_id)})
    assert batch.is_empty and reason_text(reason) in notes


def test_a_stop_is_lifted_once(office: Office) -> None:
    batch, notes = read(office, {"a.json": lift(office, "ben")}, stops=(stop(id="s1", lifted_at=DUE),))
    assert batch.is_empty and reason_text("no-such-stop") in notes
    batch, notes = read(office, {"a.json": lift(office, "ben"), "b.json": lift(office, "hanna")})
    assert len(batch.events) == 1 and reason_text("said-twice") in notes


@pytest.mark.parametrize(
    ("story", "by", "subject", "words", "reason"),
    [
        (HELD, "anna", "warntag/mastodon", AGAIN, "role"),
        (HANDED, "ben", "warntag/mastodon", AGAIN, "not-held"),
        (HELD, "ben", "warntag/mastodon", {**AGAIN, "decision": "perhaps"}, "decision"),
        (HELD, "ben", "warntag/mastodon", {**AGAIN, "not_after": "2026-12-01T08:00:00Z"}, "time"),
        (HELD, "ben", "warntag/mastodon", {**AGAIN, "not_after": "2299-12-01T08:00:00Z"}, "time"),
        (HELD, "ben", "warntag/mastodon", {**AGAIN, "held_at": "2026-11-01T08:00:00Z"}, "other-hold"),
        (HELD, "ben", "warntag/nowhere", AGAIN, "no-such-channel"),
        (HELD, "ben", "warntag", AGAIN, "no-such-channel"),
    ],
)
def test_what_settles_nothing(  # noqa: PLR0917 - the parts of a case
    office: Office, story: Story, by: str, subject: str, words: Mapping[str, str], reason: str
) -> None:
    batch, notes = read(office, {"a.json": said(office, "settle", subject, words, by)}, book=Shelf(story))
    assert batch.is_empty and reason_text(reason) in notes


@pytest.mark.parametrize(
    ("story", "by", "subject", "reason"),
    [
        (HANDED, "gero", "warntag/mastodon", "role"),
        (Story("warntag", "mastodon"), "ben", "warntag/mastodon", "not-handed"),
        (HANDED, "ben", "warntag/website", "no-such-post"),
        (HANDED, "ben", "unbekannt/mastodon", "no-such-post"),
    ],
)
def test_what_records_nothing(office: Office, story: Story, by: str, subject: str, reason: str) -> None:
    batch, notes = read(office, {"a.json": said(office, "record", subject, ADDRESS, by)}, book=Shelf(story))
    assert batch.is_empty and reason_text(reason) in notes


def test_a_statement_counts_once(office: Office) -> None:
    """Under whatever name it lies there."""
    data = said(office, "record", "warntag/mastodon", ADDRESS, "anna")
    book = Shelf(HANDED)
    book.files[statement_path(use_name(parse_signed(data).statement))] = data
    batch, _ = read(office, {"again.json": data}, book=book)
    assert batch.is_empty


def test_an_odd_statement_stops_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """I12"""

    def broken(*words: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(inbox, "_record", broken)
    files = {"a.json": said(office, "record", "warntag/mastodon", ADDRESS, "anna"), "b.json": b"{", "c.json": b"[]"}
    batch, notes = read(office, {**files, "z.json": lift(office, "ben")}, book=Shelf(HANDED))
    assert [type(line) for line in batch.events] == [e.Lifted]
    assert reason_text("defect-RuntimeError") in notes


def test_lifts_are_read_before_whatever_else_fills_the_inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "_MOST_SIGNATURES", 1)
    rubbish = said(office, "record", "warntag/mastodon", ADDRESS, OUTSIDER)
    batch, _ = read(office, {"a.json": rubbish, "z.json": lift(office, "ben")})
    assert [type(line) for line in batch.events] == [e.Lifted]
