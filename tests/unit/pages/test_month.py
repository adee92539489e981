"""The plan as a calendar: which months, what a day says, and that every post is found by its channel and topic."""

from __future__ import annotations

from datetime import datetime, timedelta

from amtsfunk.pages.month import COVERED, FEWEST_MONTHS, MOST_MONTHS, Month, MonthCalendar, MonthDay, month_calendar
from amtsfunk.pages.plan import FreePlace, PlannedPost
from support.planning import NOW, ZONE, office_of, plan_of

ROTA = "weeks:\n  - week: 2026-W49\n    duty: ab\n    substitute: cd\n"
QUIET = "profile: small\nquiet:\n  - {name: Staatstrauer, begins: 03.12.2026, ends: 03.12.2026}\n"


def post(name: str, due: datetime | None, *channels: str, topic: str = "Verkehr") -> PlannedPost:
    return PlannedPost(name, "", name.title(), "Beitrag", topic, channels or ("Website",), due, False, False, "geplant")


def made(*posts: PlannedPost, free: tuple[FreePlace, ...] = (), now: datetime = NOW) -> MonthCalendar:
    return month_calendar(plan_of(office=office_of(rota=ROTA, plan=QUIET), now=now), posts, free)


def days(month: Month) -> dict[str, MonthDay]:
    return {day.name: day for week in month.weeks for day in week.days if day is not None}


def when(day: int, month: int = 12, year: int = 2026, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


def test_an_empty_plan_has_two_months_and_says_so() -> None:
    calendar = made()
    assert [month.title for month in calendar.months] == ["Dezember 2026", "Januar 2027"]
    assert len(calendar.months) == FEWEST_MONTHS
    assert [month.count for month in calendar.months] == [0, 0]
    assert calendar.months[0].empty > 10
    assert (calendar.channels, calendar.topics) == ((), ())


def test_every_month_has_its_own_days_and_no_others() -> None:
    december, january = made().months
    assert len(days(december)) == 31
    assert len(days(january)) == 31
    first = december.weeks[0]
    assert (first.number, [day is None for day in first.days]) == (49, [True] + [False] * 6)
    assert january.weeks[0].number == 53


def test_months_go_on_to_the_last_post_but_not_for_ever() -> None:
    assert made(post("a", when(2, 3, 2027))).months[-1].title == "März 2027"
    assert made(free=(FreePlace(when(2, 2, 2027), "x", ("Website",)),)).months[-1].title == "Februar 2027"
    assert len(made(post("a", when(1, 1, 2040))).months) == MOST_MONTHS


def test_a_day_says_what_is_special_about_it() -> None:
    december = days(made().months[0])
    assert december["Fr., 25.12."].notes == ("Erster Weihnachtstag",)
    assert december["Do., 3.12."].notes == ("Staatstrauer",)
    assert december["Di., 1.12."].duty == "ab, Vertretung cd"
    assert december["Mo., 7.12."].duty is None
    assert [name for name, day in december.items() if day.today] == ["Di., 1.12."]


def test_only_workdays_of_the_next_weeks_are_wanted() -> None:
    calendar = made(post("a", when(2)))
    december, january = map(days, calendar.months)
    assert december["Fr., 4.12."].empty
    assert not december["Mi., 2.12."].empty, "it has a post"
    assert not december["Sa., 5.12."].empty
    assert not december["Do., 3.12."].empty, "nobody posts on a day of mourning"
    assert not december["Fr., 25.12."].empty
    edge = NOW.date() + COVERED
    last = edge - timedelta(days=1)
    assert december[f"Mo., {last.day}.{last.month}."].empty
    assert not december[f"Di., {edge.day}.{edge.month}."].empty
    assert not any(day.empty for day in january.values())


def test_posts_stand_in_order_on_their_local_day_and_only_shown_ones_are_linked() -> None:
    late, early = post("spaet", when(16, hour=18)), post("frueh", when(16, hour=8))
    over = post("vorbei", when(13, hour=10))
    december = days(made(late, over, early, post("entwurf", None), now=when(16, hour=12)).months[0])
    assert [(item.post.id, item.anchor) for item in december["Mi., 16.12."].items] == [
        ("frueh", "beitrag-frueh"),
        ("spaet", "beitrag-spaet"),
    ]
    assert [item.anchor for item in december["So., 13.12."].items] == [None], "the plan begins with this Monday"
    assert december["Mi., 16.12."].items[1].clock == "18:00 Uhr"


def test_posts_are_found_by_channel_and_by_topic() -> None:
    calendar = made(
        post("a", when(2), "Website", "Mastodon"),
        post("b", when(1, hour=10), "Website", topic="Kultur"),
        post("alt", when(30, 11)),
    )
    assert [(group.label, [one.id for _, _, one in group.posts]) for group in calendar.channels] == [
        ("Mastodon", ["a"]),
        ("Website", ["b", "a"]),
    ]
    assert [(group.label, [one.id for _, _, one in group.posts]) for group in calendar.topics] == [
        ("Kultur", ["b"]),
        ("Verkehr", ["a"]),
    ]
    assert calendar.channels[0].posts[0][:2] == ("Mittwoch, 2. Dezember 2026", "9:00 Uhr")
