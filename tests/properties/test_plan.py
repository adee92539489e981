"""Whatever lies in the plan: times that are proposed are free, inside the windows, and the same every time; and a
calendar file reads back as what was planned."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from amtsfunk.model.post import Kind
from amtsfunk.model.week import week_of
from amtsfunk.planning.cadence import close_pairs
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.fill import Answers, fill
from amtsfunk.planning.plan import Plan
from amtsfunk.planning.slots import LEAD
from amtsfunk.report.plan_csv import HEAD, render_csv
from amtsfunk.report.plan_ical import render_ical
from amtsfunk.report.safe import visible
from amtsfunk.report.sheet import MARK
from support.planning import OFFICE_HOURS, ZONE, entry, office_of, plan_of, settings_of

SETTINGS = settings_of(hours=OFFICE_HOURS)
ROTA = "weeks:\n" + "".join(f"  - {{week: 2026-W{week}, duty: cd, substitute: ab}}\n" for week in (49, 50, 51, 52))
QUIET = "profile: small\nquiet:\n  - {name: Trauertag, begins: 03.12.2026, ends: 03.12.2026}\n"
WEEK = """\
week: 2026-W49
slots:
  - {at: 03.12.2026 10:00, channels: [website], topic: kultur, idea: a}
  - {at: 04.12.2026 10:00, channels: [website, x], topic: verkehr, idea: b}
  - {at: 04.12.2026 20:00, channels: [website], topic: verkehr, post: d0}
  - {at: 02.12.2026 15:00, channels: [website], topic: verkehr, post: d1}
  - {channels: [website, x], topic: verkehr, idea: c}
  - {channels: [mastodon], topic: kultur, idea: d}
  - {channels: [website], topic: verkehr, post: d2}
"""
OFFICE = office_of(plan=QUIET, rota=ROTA, week=WEEK)
CHANNELS = st.lists(st.sampled_from(["website", "mastodon", "x"]), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    posts: list[Entry] = []
    for number in range(draw(st.integers(0, 25))):
        due = datetime(2026, 12, 1, 0, 0, tzinfo=ZONE) + timedelta(minutes=draw(st.integers(0, 60 * 24 * 25)))
        made = entry(f"p{number}", None, draw(CHANNELS), topic=draw(st.sampled_from(["verkehr", "kultur"])))
        posts.append(replace(made, due=due.astimezone(UTC)))
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from([Kind.service, Kind.service, Kind.crisis]))
        posts.append(entry(f"d{number}", None, draw(CHANNELS), kind=kind))
    return plan_of(*posts, office=OFFICE, settings=SETTINGS)


@given(plans())
@settings(max_examples=60)
def test_filling_clashes_with_nothing_and_leaves_no_window(plan: Plan) -> None:
    answers = fill(plan)
    assert [one.entry.id for one in answers.drafts] == [one.id for one in plan.open if one.is_draft]
    assert fill(plan) == answers
    chosen = [(one.place, one.proposal.at) for one in answers.places if one.proposal and one.place.post is None]
    for mine, at in chosen:
        assert plan.calendar.is_open(at)
        assert plan.quiet_on(at.date()) is None
        assert plan.on_duty(at.date()) is not None
        assert at >= plan.now + LEAD
        assert week_of(at.date()) == "2026-W49"
        taken = [(one.channels, one.due) for one in plan.dated if one.due is not None]
        taken += [(one.entry.channels, one.proposal.at) for one in answers.drafts if one.proposal is not None]
        taken += [(one.place.channels, other) for one, other in zip(answers.places, times_of(answers), strict=True)
                  if other is not None and one.place is not mine and one.place.post is None]  # fmt: skip
        taken += [(one.channels, one.at) for one in plan.free]
        near = [time for channels, time in taken if not set(channels).isdisjoint(mine.channels)]
        assert all(abs(time - at) >= plan.numbers.gap for time in near)
    filled = [replace(one.entry, due=one.proposal.at) for one in answers.drafts if one.proposal is not None]
    for one in filled:
        assert one.due is not None
        assert plan.calendar.is_open(one.due)
        assert plan.holiday_on(one.due.date()) is None
        assert plan.quiet_on(one.due.date()) is None
        assert plan.on_duty(one.due.date()) is not None
        assert one.due >= plan.now + LEAD
        assert not one.urgent
    then = plan_of(*plan.dated, *filled, office=OFFICE, settings=SETTINGS)
    new = {one.id for one in filled}
    assert not [pair for pair in close_pairs(then) if new & {pair.first.id, pair.second.id}]


def times_of(answers: Answers) -> list[datetime | None]:
    return [one.proposal.at if one.proposal is not None else None for one in answers.places]


@given(plans(), st.text(max_size=120))
@settings(max_examples=60)
def test_a_calendar_reads_back_as_what_was_planned(plan: Plan, title: str) -> None:
    posts = [replace(one, title=title or "x") for one in plan.dated]
    made = plan_of(*posts, office=OFFICE, settings=SETTINGS)
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(28)]
    text = render_ical(made, days)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    events = [event for event in read_ical(text) if not event["UID"].startswith("dienst-")]
    assert {event["UID"].partition("@")[0]: event["DTSTART"] for event in events} == {
        one.id: f"{one.due.astimezone(UTC):%Y%m%dT%H%M%SZ}" for one in posts if one.due
    }
    assert {event["SUMMARY"] for event in events} <= {seen(title or "x")}
    assert len({event["UID"] for event in read_ical(text)}) == len(read_ical(text))


@given(st.text(min_size=1, max_size=80))
def test_no_cell_of_the_table_is_a_formula(title: str) -> None:
    plan = plan_of(entry("a", "02.12. 10:00", title=title))
    text = render_csv(plan, [date(2026, 12, 2)])
    assert text.startswith(MARK)
    head, row = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=";")
    assert tuple(head) == HEAD
    assert len(row) == len(HEAD)
    assert row[3] in (seen(title), f"'{seen(title)}")
    assert not any(value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for value in row)


def seen(title: str) -> str:
    """As it is shown: nothing of it can forge a line."""
    return visible(title)


def read_ical(text: str) -> list[dict[str, str]]:
    """A reader of its own (RFC 5545 § 3.1, § 3.3.11): unfold, part name from value, take the escapes back."""
    events: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1].setdefault(name.partition(";")[0], _unescape(value))
    return events


def _unescape(value: str) -> str:
    plain, escaped = "", False
    for character in value:
        if escaped:
            plain, escaped = plain + ("\n" if character in "nN" else character), False
        elif character == "\\":
            escaped = True
        else:
            plain += character
    return plain
