"""What the plan reckons: both sides of lines that one example cannot show."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from amtsfunk.model.plan import ProfileName
from amtsfunk.model.post import Audience, Kind
from amtsfunk.model.team import Role
from amtsfunk.planning import balance, cadence, people
from amtsfunk.planning.numbers import PROFILES, SOURCES, Numbers, numbers_of
from amtsfunk.planning.spans import days_meant
from amtsfunk.rules.registry import rules_of
from amtsfunk.rules.rule import ERROR, Scope
from support.planning import NOW, ZONE, at, entry, office_of, plan_of, settings_of

WEEKLY = "profile: small\nchannels:\n  website: {least: 1, most: 2}\n  mastodon: {least: 0, most: 1, per: week}\n"


def test_a_plan_that_is_not_kept_never_blocks_an_approved_post() -> None:
    assert rules_of(Scope.plan)
    assert all(rule.severity < ERROR for rule in rules_of(Scope.plan))


def test_every_number_of_a_profile_says_where_it_comes_from() -> None:
    own = {"profile", "channels", "topics", "audiences", "capacity", "quiet"}
    assert set(SOURCES) == set(Numbers.__dataclass_fields__) - own
    assert all("R" in source for source in SOURCES.values())
    standard = PROFILES[ProfileName.standard].cadence
    assert (standard.least, standard.most) == (3, 10)  # R01


def test_what_the_file_says_goes_before_the_profile() -> None:
    numbers = numbers_of(office_of(plan="profile: large\ngap: 10 min\ndormant_after: 7\n").plan)
    assert numbers.gap == timedelta(minutes=10)
    assert numbers.dormant_after == timedelta(days=7)
    assert numbers.cadence == PROFILES[ProfileName.large].cadence
    assert numbers_of(None) == PROFILES[ProfileName.standard]


def test_an_office_overrides_every_number_of_its_profile() -> None:
    own = numbers_of(
        office_of(
            plan="profile: large\ncadence: {least: 1, most: 2, per: week}\ntopic: {least: 1, most: 9}\n"
            "audience: {least: 2, most: 8}\ngap: 7 min\ncoverage: {next_14_days: 1, next_28_days: 2}\n"
            "effort: {writing: 9, approving: 3}\ndormant_after: 9\nduty_ahead: 3\ntraining_ahead: 5\n"
        ).plan
    )
    base = PROFILES[ProfileName.large]
    assert {key for key in SOURCES if getattr(own, key) == getattr(base, key)} == set()


def test_how_far_ahead_duty_and_training_are_looked_at_is_the_offices_own() -> None:
    office = office_of(plan="duty_ahead: 3\ntraining_ahead: 5\n", rota="weeks: []\n")
    assert len(list(people.duty_gaps(plan_of(office=office)))) == 3
    team = "people:\n  ab: {roles: [spokesperson]}\n  cd: {roles: [cvd], trained_until: %s}\n"
    for until, told in (("06.12.2026", 1), ("07.12.2026", 0)):
        made = plan_of(office=office, settings=settings_of(team=team % until))
        assert len(list(people.trainings_ending(made))) == told, until


ONE = "rows:\n  - {needs: [[spokesperson]], because: x}\n"
TWO = ONE + "  - {when: {sensitive: true}, needs: [%s], because: x}\n"


@pytest.mark.parametrize(
    ("more", "team", "why"),
    [
        ("[press]", "ab: {roles: [spokesperson]}\n  cd: {roles: [press]}", []),
        ("", "ab: {roles: [spokesperson]}\n  cd: {roles: [press]}", ["policy"]),
        ("[press]", "ab: {roles: [spokesperson, press]}\n  cd: {roles: [cvd]}", ["people"]),
        ("[press]", "ab: {roles: [spokesperson]}\n  cd: {roles: [press], until: 02.12.2026}", ["people"]),
        ("[press]", "ab: {roles: [spokesperson]}\n  cd: {roles: [press], until: 03.12.2026}", []),
    ],
    ids=["two people", "no more is asked", "one person for both", "has left by then", "leaves that day"],
)
def test_a_sensitive_post_needs_one_person_more(more: str, team: str, why: list[str]) -> None:
    policy = TWO % more if more else ONE
    settings = settings_of(team=f"people:\n  {team}\n", approval=policy)
    made = plan_of(entry("heikel", "03.12. 10:00", sensitive=True), entry("x", "03.12. 12:00"), settings=settings)
    assert [(one.id, told) for one, told in balance.second_reader_missing(made)] == [("heikel", one) for one in why]


def sizes(*posts: str, plan: str = WEEKLY, now: datetime = NOW) -> dict[tuple[str, str], str]:
    made = plan_of(*(entry(f"p{n}", due) for n, due in enumerate(posts)), office=office_of(plan=plan), now=now)
    return {(one.week, one.channel): one.size for one in cadence.week_counts(made)}


def test_a_week_is_judged_by_its_mean_over_workdays() -> None:
    five = [f"{day:02}.12. 10:00" for day in (1, 1, 1, 2, 3)]
    assert sizes(*five)["2026-W49", "website"] == ""
    assert sizes(*five[:4])["2026-W49", "website"] == "little"
    assert sizes(*five[:4], "05.12. 11:00")["2026-W49", "website"] == "little"  # R03: Saturday does not help
    assert sizes(*(five * 2), "04.12. 12:00")["2026-W49", "website"] == "much"
    assert sizes(*(five * 2))["2026-W49", "website"] == ""


def test_a_holiday_asks_for_nothing() -> None:
    christmas = datetime(2026, 12, 21, 9, tzinfo=ZONE)
    four = ["21.12. 10:00", "22.12. 10:00", "23.12. 10:00", "24.12. 10:00"]
    assert sizes(*four, now=christmas)["2026-W52", "website"] == ""  # 25 December is a holiday: four workdays
    assert sizes(*four[:3], now=christmas)["2026-W52", "website"] == "little"


def test_a_free_place_counts_for_the_shape_and_not_for_the_store() -> None:
    week = "week: 2026-W49\nslots:\n" + "".join(
        f"  - {{at: {day:02}.12.2026 10:00, channels: [website], topic: verkehr, idea: x}}\n" for day in range(2, 6)
    )
    made = plan_of(
        entry("eins", "01.12. 16:00"), entry("zwei", "01.12. 12:00"), office=office_of(plan=WEEKLY, week=week)
    )
    assert next(one.size for one in cadence.week_counts(made) if one.channel == "website") == ""
    assert balance.coverage(made)[0].ready == 2
    taken = plan_of(entry("eins", "02.12. 10:00"), office=office_of(plan=WEEKLY, week=week))
    assert len(taken.free) == len(made.free) - 1


def test_a_day_is_told_only_where_its_week_is_in_order() -> None:
    office = office_of(plan=WEEKLY)
    spread = [
        entry(f"p{n}", f"{day:02}.12. {hour}:00")
        for n, (day, hour) in enumerate(((1, 10), (1, 11), (1, 12), (2, 10), (3, 10)))
    ]
    days = {
        (one.day, one.size) for one in cadence.odd_days(plan_of(*spread, office=office)) if one.day < date(2026, 12, 7)
    }
    assert days == {(date(2026, 12, 1), "much"), (date(2026, 12, 4), "little")}
    assert not [one for one in cadence.odd_days(plan_of(*spread[:2], office=office)) if one.day < date(2026, 12, 7)]


def test_neighbours_are_told_once_and_only_where_they_share_a_channel() -> None:
    both = entry("eins", "04.12. 10:00", ("website", "x"))
    near = entry("zwei", "04.12. 10:20", ("website", "x", "mastodon"))
    pairs = list(cadence.close_pairs(plan_of(both, near)))
    assert [(one.first.id, one.second.id, one.channels) for one in pairs] == [("eins", "zwei", ("website", "x"))]
    assert not list(cadence.close_pairs(plan_of(both, entry("zwei", "04.12. 10:20", ("mastodon",)))))
    assert not list(cadence.close_pairs(plan_of(both, entry("zwei", "04.12. 10:45", ("x",)))))
    assert not list(cadence.close_pairs(plan_of(both, entry("zwei", "04.12. 10:20", kind=Kind.crisis))))
    past = plan_of(entry("eins", "01.12. 08:00"), entry("zwei", "01.12. 08:10"))
    assert not list(cadence.close_pairs(past))


def test_what_is_bound_to_the_day_is_no_store() -> None:
    posts = [entry("a", "02.12. 10:00"), entry("b", "03.12. 10:00", timely=True), entry("c", "20.12. 10:00"),
             entry("d", "01.12. 08:00"), entry("e", "03.12. 11:00", kind=Kind.crisis)]  # fmt: skip
    assert [one.ready for one in balance.coverage(plan_of(*posts))] == [1, 2]


def test_few_posts_say_nothing_of_balance() -> None:
    posts = [entry(f"p{n}", f"{n + 1:02}.12. 10:00") for n in range(10)]
    assert balance.topics(plan_of(*posts[:9])) == ()
    found = {one.name: (one.count, one.size) for one in balance.topics(plan_of(*posts))}
    assert found == {"verkehr": (10, "much"), "kultur": (0, "none")}


def test_an_audience_is_the_post_s_own_or_the_topic_s() -> None:
    posts = [entry(f"p{n}", f"{n + 1:02}.12. 10:00") for n in range(9)]
    own = entry("eigen", "11.12. 10:00", audiences=(Audience.recruits,))
    found = {one.name: one.count for one in balance.audiences(plan_of(*posts, own))}
    assert found["public"] == 9
    assert found["media"] == 0


def test_hours_are_those_of_writing_and_of_every_approval() -> None:
    plan = "effort: {writing: 90, approving: 30}\ncapacity: {editor: 3, spokesperson: 2}\n"
    posts = [entry("a", "02.12. 10:00"), entry("b", "03.12. 10:00"), entry("c", "04.12. 10:00")]
    found = {
        one.role: one.hours
        for one in balance.loads(plan_of(*posts, office=office_of(plan=plan)))
        if one.week == "2026-W49"
    }
    assert found == {Role.editor: 5, Role.spokesperson: 2}  # 4.5 and 1.5 hours, rounded up


def test_a_channel_sleeps_when_nothing_went_out_for_long_and_nothing_is_dated() -> None:
    def asleep(*posts: object) -> set[str]:
        return {one.channel for one in balance.dormant(plan_of(*posts))}  # type: ignore[arg-type]

    assert asleep() == {"website", "mastodon", "x"}  # the closed one is not asked
    assert asleep(entry("neu", "20.12. 10:00", ("x",))) == {"website", "mastodon"}
    assert asleep(entry("alt", "01.11. 10:00", ("x",), archive=True)) == {"website", "mastodon"}
    assert "x" in asleep(entry("alt", "31.10. 10:00", ("x",), archive=True))
    assert "x" in asleep(entry("entwurf", None, ("x",)))


def test_duty_needs_somebody_and_somebody_else() -> None:
    rota = "weeks:\n  - {week: 2026-W49, duty: cd, substitute: ab}\n  - {week: 2026-W50, duty: cd}\n"
    gaps = list(people.duty_gaps(plan_of(office=office_of(rota=rota))))
    assert [(gap.day.day, gap.what) for gap in gaps] == [*((day, "substitute") for day in range(7, 14)), (14, "duty")]
    assert not list(people.duty_gaps(plan_of()))


@pytest.mark.parametrize(
    ("today", "expected"), [("03.12. 16:00", []), ("04.12. 12:00", ["free", "draft"]), ("05.12. 12:00", ["draft"])]
)
def test_the_weekend_is_asked_for_from_friday_on(today: str, expected: list[str]) -> None:
    week = (
        "week: 2026-W49\nslots:\n  - {at: 05.12.2026 11:00, channels: [website], topic: verkehr, idea: x}\n"
        "  - {at: 06.12.2026 11:00, channels: [website], topic: verkehr, post: entwurf}\n"
    )
    made = plan_of(entry("entwurf"), office=office_of(week=week), now=at(today))
    assert [one.why for one in people.open_weekend(made)] == expected


def test_whether_a_weekend_post_is_approved_is_told_only_where_somebody_knows() -> None:
    post, friday = entry("samstag", "05.12. 11:00"), at("04.12. 12:00")
    assert not list(people.open_weekend(plan_of(post, now=friday)))
    assert not list(people.open_weekend(plan_of(post, now=friday, approved=frozenset({"samstag"}))))
    assert [one.why for one in people.open_weekend(plan_of(post, now=friday, approved=frozenset()))] == ["unapproved"]


TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "first", "number"),
    [
        (None, date(2026, 11, 30), 7),
        ("heute", TODAY, 1),
        ("Samstag", date(2026, 12, 5), 1),
        ("dienstag", TODAY, 1),
        ("mo", date(2026, 12, 7), 1),
        ("nächste Woche", date(2026, 12, 7), 7),
        ("05.12.", date(2026, 12, 5), 1),
        ("05.01.", date(2027, 1, 5), 1),
        ("2026-12-24", date(2026, 12, 24), 1),
        ("KW 50", date(2026, 12, 7), 7),
        ("2", date(2027, 1, 11), 7),
        ("2026-w53", date(2026, 12, 28), 7),
    ],
)
def test_days_are_meant_as_people_say_them(words: str | None, first: date, number: int) -> None:
    days = days_meant(words, TODAY)
    assert (days[0], len(days)) == (first, number)


@pytest.mark.parametrize("words", ["irgendwann", "31.02.", "KW 60", "2026-W60", "2026-13-01"])
def test_what_is_no_day_and_no_week_is_said(words: str) -> None:
    with pytest.raises(ValueError):
        days_meant(words, TODAY)
