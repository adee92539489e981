"""One broken thing never stops the others (I12): odd times, odd commit dates, files that anybody may break."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git_commit import parse_commit
from amtsfunk.model.base import Day
from amtsfunk.model.errors import Refused
from support.publishing import publish, types
from support.repo import POST, Office, post_text

BAD = "content/posts/2026/12/kaputt.md"
PUBLISHED = ["captured", "claimed", "accepted"]
TIMES = {
    "year-9999": post_text(publish_at="31.12.9999 12:00"),
    "year-999": post_text(publish_at="01.01.0999 09:00"),
    "year-1": post_text(publish_at="01.01.0001 12:00"),
    "latest-year-999": post_text(more="latest: 01.01.0999 09:00\n"),
    "latest-year-9999": post_text(more="latest: 31.12.9999 23:59\n"),
    "latest-9999-days": post_text(publish_at="01.01.9990 09:00", more="latest: 9999 d\n"),
    "last-year-and-9999-days": post_text(publish_at="31.12.2200 23:59", more="latest: 9999 d\n"),
    "first-year": post_text(publish_at="01.01.1900 00:00"),
    "since-year-1": post_text(more="kind: correction\ncorrects: nichts\nsince: 01.01.0001\nwas_wrong: x\nbecause: y\n"),
}


@pytest.mark.parametrize("name", TIMES)
def test_an_odd_time_stops_nobody(office: Office, name: str) -> None:
    office.post()
    office.write(BAD, TIMES[name])
    office.commit("kaputt", by="anna")
    office.push()
    assert publish(office) in (0, 1)
    assert types(office) == PUBLISHED
    assert publish(office, now="2026-12-01 09:10") in (0, 1)


@pytest.mark.parametrize("date", ["9" * 5000, "99999999999999999999", "-1", "x"])
def test_an_odd_commit_date_on_main_stops_nobody(office: Office, date: str) -> None:
    tip = office.main
    tree = office.run("rev-parse", f"{tip}^{{tree}}")
    raw = f"tree {tree}\nparent {tip}\nauthor x <x@x> {date} +0000\ncommitter x <x@x> {date} +0000\n\nx\n"
    commit = office.run("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=raw.encode())
    office.run("reset", "-q", "--hard", commit)
    office.post()
    office.push()
    assert publish(office) in (0, 1)
    assert types(office) == PUBLISHED


@pytest.mark.parametrize(
    ("date", "seconds"), [("1", 1), ("-5", -5), ("9" * 18, 10**18 - 1), ("9" * 19, 0), ("9" * 5000, 0), ("1_0", 0)]
)
def test_a_commit_time_is_a_number_of_a_sane_length(date: str, seconds: int) -> None:
    raw = f"tree {'a' * 40}\nauthor x <x> 1 +0000\ncommitter x <x> {date} +0000\n\nm\n".encode()
    assert parse_commit("0" * 40, raw).committed_at == seconds


@pytest.mark.parametrize("path", ["plans/topics.yml", "plans/hours.yml"])
@pytest.mark.parametrize("text", ["topics: [kaputt\n", "", "\x00", "a: &a [*a]\n"])
def test_what_anybody_may_break_stops_no_approved_post(office: Office, path: str, text: str) -> None:
    """No governance path, so one person may merge it; and it binds no post."""
    office.post()
    office.push()
    publish(office, now="2026-11-30 09:00")
    office.write(path, text)
    office.commit("odd", by="dora")
    office.push()
    assert publish(office) in (0, 1)
    assert types(office) == PUBLISHED


def test_both_may_be_broken_at_once_and_topics_may_be_gone(office: Office) -> None:
    office.write("plans/topics.yml", "topics: [kaputt\n")
    office.write("plans/hours.yml", "kaputt\n")
    office.commit("odd", by="dora")
    settings = read_settings(office.git, office.main)
    assert settings.hours is None and not settings.topics and settings.channels
    office.run("rm", "-q", "plans/topics.yml")
    office.commit("gone", by="dora")
    assert not read_settings(office.git, office.main).topics


@pytest.mark.parametrize("path", ["plans/channels.yml", "plans/team.yml", "plans/approval.yml", "plans/elections.yml"])
def test_what_binds_posts_is_never_taken_for_empty(office: Office, path: str) -> None:
    office.write(path, "kaputt\n")
    office.write("plans/topics.yml", "kaputt\n")
    office.commit("odd", by="dora")
    with pytest.raises(Refused):
        read_settings(office.git, office.main)


def test_a_broken_file_of_topics_leaves_the_hours(office: Office) -> None:
    office.write("plans/hours.yml", "weekdays:\n  monday: 08:00-16:00\n")
    office.commit("hours", by="dora")
    before = read_settings(office.git, office.main).hours
    office.write("plans/topics.yml", "kaputt\n")
    office.commit("odd", by="dora")
    assert read_settings(office.git, office.main).hours == before


def test_a_post_with_an_odd_time_says_so(office: Office) -> None:
    office.post()
    office.write(POST, TIMES["year-9999"])
    office.commit("odd", by="anna")
    assert "post-broken" in {refusal.reason_id for refusal in office.verdict().refusals}


@pytest.mark.parametrize("day", ["01.01.0001", "9999-12-31", "31.12.1899", "2201-01-01"])
def test_a_day_beyond_the_years_is_none(day: str) -> None:
    assert TypeAdapter(Day).validate_python("31.12.2200").year == 2200
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(day)
