"""When a post goes out: what is told, and what is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.planning.calendar import Calendar
from amtsfunk.rules.timing import meant_time
from support.sense import NOW, ZONE, base, before_election, told, with_hours

NEW = {"beispiel": None}
ELECTION_ROW = b"rows:\n  - needs: [[spokesperson]]\n    because: R08\n  - when: {election: true}\n" + (
    b"    needs: [[lawyer]]\n    because: R24\n"
)


@pytest.mark.parametrize(
    ("head", "earlier", "rule"),
    [
        ("publish_at: 29.11.2026 09:00", NEW, "past-time"),
        ("publish_at: 30.11.2026 07:59", NEW, "past-time"),
        ("publish_at: 30.11.2026 08:00", NEW, "time-just-past"),
        ("publish_at: 01.12.2026 08:00", NEW, "time-just-past"),
        ("publish_at: 01.12.2026 07:29\nkind: crisis", NEW, "past-time"),
        ("publish_at: 01.12.2026 07:31\nkind: crisis", NEW, "time-just-past"),
        ("publish_at: 29.11.2026 09:00\nlatest: 3 d", NEW, "time-just-past"),
        ("publish_at: 01.12.2026 08:01", NEW, None),
        ("publish_at: after approval", NEW, None),
        ("kind: service", NEW, None),
        ("publish_at: 29.11.2026 09:00\narchive: ja", NEW, None),
        ("publish_at: 29.11.2026 09:00", None, None),
        ("publish_at: 29.11.2026 09:00", {}, None),
        ("publish_at: 29.11.2026 09:00", {"beispiel": datetime(2026, 11, 29, 9, tzinfo=ZONE)}, None),
        ("publish_at: 29.11.2026 09:00", {"beispiel": datetime(2026, 11, 28, 9, tzinfo=ZONE)}, "past-time"),
        ("publish_at: 29.11.2026 09:00", {"beispiel": "after approval"}, "past-time"),
    ],
)
def test_only_what_is_new_can_be_past(head: str, earlier: dict[str, datetime | None] | None, rule: str | None) -> None:
    found = set(told(head, earlier=earlier)) & {"past-time", "time-just-past"}
    assert found == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("now", "written", "proposed"),
    [
        ("01.12.2026 08:00", "29.11.2026 09:00", "01.12.2026 09:00"),
        ("08.01.2027 08:00", "12.01.2026 09:00", "12.01.2027 09:00"),
        ("08.01.2027 08:00", "04.01.2026 09:00", "08.01.2027 09:00"),
        ("01.12.2026 17:30", "29.11.2026 09:00", "02.12.2026 08:00"),
    ],
)
def test_a_past_time_is_answered_by_the_year_that_was_meant_or_the_next_time(
    now: str, written: str, proposed: str
) -> None:
    at = datetime.strptime(now, "%d.%m.%Y %H:%M").replace(tzinfo=ZONE)
    found = told(f"publish_at: {written}", now=at, earlier=NEW, settings=with_hours(base()))
    assert found["past-time"]["fixed"] == f"publish_at: {proposed}"


@pytest.mark.parametrize(
    ("time", "year"),
    [("02.12.2027 07:59", None), ("02.12.2027 08:01", "2026"), ("15.03.2029 09:00", "2027")],
)
def test_more_than_a_year_ahead_is_a_slip(time: str, year: str | None) -> None:
    values = told(f"publish_at: {time}").get("far-future")
    assert (values and values["year"]) == year
    assert "far-future" not in told(f"publish_at: {time}\narchive: ja")


def test_the_29th_of_february_of_another_year_is_no_proposal() -> None:
    values = told("publish_at: 29.02.2028 09:00")["far-future"]
    assert "fixed" not in values


@pytest.mark.parametrize("kind", ["service", "news", "statement", "career", "dialogue", "short"])
def test_planned_posts_keep_to_the_hours(kind: str) -> None:
    found = told(f"publish_at: 05.12.2026 09:00\nkind: {kind}", settings=with_hours(base()))
    assert found["outside-posting-hours"]["fixed"] == "publish_at: 07.12.2026 08:00"
    holiday = told(f"publish_at: 25.12.2026 09:00\nkind: {kind}", settings=with_hours(base()))
    assert holiday["public-holiday"]["name"] == "Erster Weihnachtstag"


@pytest.mark.parametrize(
    "head",
    [
        *(f"publish_at: {{}}\nkind: {kind}" for kind in ("crisis", "rebuttal", "correction", "withdrawal")),
        "publish_at: {}\narchive: ja",
    ],
)
def test_what_cannot_wait_goes_out_at_any_hour(head: str) -> None:
    for time in ("05.12.2026 09:00", "25.12.2026 09:00"):
        found = told(head.format(time), settings=with_hours(base()))
        assert not {"outside-posting-hours", "public-holiday"} & set(found)


def test_a_holiday_is_told_once_and_not_where_it_is_what_the_post_is_about() -> None:
    early = told("publish_at: 25.12.2026 06:00", settings=with_hours(base()))
    assert set(early) == {"outside-posting-hours"}
    assert told("publish_at: 25.12.2026 09:00\noccasion: Weihnachten", settings=with_hours(base())) == {}


def test_what_went_out_at_night_is_past() -> None:
    found = told("publish_at: 05.12.2026 09:00", settings=with_hours(base()), now=NOW + timedelta(days=5))
    assert "outside-posting-hours" not in found


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ("latest: 0 min", "short"),
        ("latest: 19 min", "short"),
        ("latest: 20 min", None),
        ("latest: 30 d", None),
        ("latest: 31 d", "long"),
        ("publish_at: 03.12.2026 09:00\nlatest: 03.12.2026 09:10", "short"),
        ("publish_at: 03.12.2026 09:00\nlatest: 03.12.2026 09:00", None),
        ("publish_at: 03.12.2026 09:00\nlatest: 03.02.2027 09:10", "long"),
        ("publish_at: after approval\nlatest: 03.02.2027 09:10", None),
        ("latest: 31 d\narchive: ja", None),
    ],
)
def test_a_period_is_neither_shorter_than_a_run_nor_longer_than_a_month(head: str, size: str | None) -> None:
    values = told(head).get("odd-latest")
    assert (values and values["size"]) == size


@pytest.mark.parametrize(
    ("time", "inside"),
    [
        ("17.01.2027 23:59", False),
        ("18.01.2027 00:00", True),
        ("14.03.2027 23:59", True),
        ("15.03.2027 00:00", False),
    ],
)
def test_the_time_before_an_election_holds_its_first_and_last_day(time: str, inside: bool) -> None:
    paid = f"publish_at: {time}\npaid: ja\ndecision: Verfügung vom 24.11.2026"
    settings = before_election(base())
    assert ("paid-before-election" in told(paid, settings=settings)) is inside
    assert ("before-election" in told(f"publish_at: {time}", settings=settings)) is inside
    assert "paid-before-election" not in told(f"publish_at: {time}\npaid: nein", settings=settings)
    assert "before-election" not in told(f"publish_at: {time}\narchive: ja", settings=settings)


def test_one_more_approval_is_promised_only_where_the_policy_asks_for_it() -> None:
    head = "publish_at: 01.02.2027 09:00"
    assert told(head, settings=before_election(base()))["before-election"]["more"] == "no"
    assert told(head, settings=before_election(base(), ELECTION_ROW))["before-election"]["more"] == "yes"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("morgen 10 Uhr", "02.12.2026 10:00"),
        ("Freitag", "04.12.2026 09:00"),
        ("24.12. um 8.30 Uhr", "24.12.2026 08:30"),
        ("heute 7 Uhr", "02.12.2026 07:00"),
        ("01.11.", "01.11.2027 09:00"),
        ("32.12.", "01.12.2026 09:15"),
        ("Dienstag, 25:99", "08.12.2026 09:00"),
    ],
)
def test_a_time_as_people_say_it_becomes_one_to_write(text: str, meant: str) -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"), "NI", None)
    assert meant_time(text, calendar, datetime(2026, 12, 1, 7, 5, tzinfo=UTC)) == meant
