"""Whoever dates a commit decides nothing: neither an office that begins later nor an election window that has begun."""

from __future__ import annotations

from datetime import UTC, datetime

from support.publishing import lines, publish
from support.repo import PEOPLE, POST, Office, post_text, team_yml

DUE = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)


def out(office: Office) -> list[str]:
    return [line.type for line in lines(office) if line.type in ("claimed", "accepted", "handed")]


def test_commits_of_next_year_begin_no_office_early(office: Office) -> None:
    people = {**PEOPLE, "gero": ("spokesperson, press", "press")}
    office.change_rules({"plans/team.yml": team_yml(office, people, {"gero": "from: 2027-03-01"})})
    office.branch("p")
    office.write(POST, post_text())
    office.commit("write", by="anna")
    office.put_approvals(office.sign(office.statement(), "gero"))
    office.now = datetime(2027, 3, 2, tzinfo=UTC)
    office.commit("approve", by="gero")
    office.merge("p")
    office.push()
    assert not office.verdict(now=DUE).approved
    publish(office)
    assert out(office) == []


def test_a_merge_dated_before_an_election_window_evades_it_not(office: Office) -> None:
    """Due after approval and captured inside the window: the lawyer is needed."""
    office.branch("p")
    office.write(POST, post_text(publish_at="after approval"))
    office.commit("write", by="anna")
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit("approve", by="ben")
    office.merge("p")
    office.push()
    assert office.verdict(now=DUE).approved
    assert not office.verdict(now=datetime(2027, 2, 1, tzinfo=UTC)).approved
    publish(office, now="2027-02-01 10:00")
    assert out(office) == []


def test_a_commit_dated_far_ahead_ends_nobody_s_office(office: Office) -> None:
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": "until: 2030-12-31"})}, author="ines")
    before = office.now
    office.now = datetime(2090, 1, 1, tzinfo=UTC)
    office.write("content/snippets/x.md", "x")
    office.commit("harmless", by="anna")
    office.now = before
    office.post()
    office.push()
    assert office.verdict(now=DUE).approved
    publish(office)
    assert "accepted" in out(office)


def test_an_approval_does_not_count_before_it_begins(office: Office) -> None:
    office.branch("p")
    office.write(POST, post_text(publish_at="after approval"))
    office.commit("write", by="anna")
    office.put_approvals(office.sign(office.statement(not_before=datetime(2026, 12, 20, tzinfo=UTC)), "ben"))
    office.commit("approve", by="ben")
    office.merge("p")
    office.push()
    publish(office)
    assert out(office) == []
