"""Each thing that makes a time unfit, alone: a proposal keeps clear of it, and no place of the week plan is taken."""

from __future__ import annotations

from datetime import date

import pytest

from amtsfunk.planning.entries import Entry
from amtsfunk.planning.fill import fill
from amtsfunk.planning.plan import Plan
from amtsfunk.planning.slots import Wanted, free_times
from support.planning import entry, office_of, plan_of

WEEK = "week: 2026-W49\nslots:\n  - {at: %s, channels: [website], topic: verkehr, post: entwurf}\n"


def named(at: str, *others: Entry, **files: str) -> Plan:
    return plan_of(entry("entwurf"), *others, office=office_of(week=WEEK % at, **files))


def test_a_place_of_the_week_plan_is_taken_as_it_is() -> None:
    (answer,) = fill(named("03.12.2026 10:00"))
    assert answer.proposal is not None
    assert f"{answer.proposal.at:%d.%m. %H:%M}" == "03.12. 10:00"


@pytest.mark.parametrize(
    "plan",
    [
        named("01.12.2026 12:00"),
        named("03.12.2026 20:00"),
        named("03.12.2026 10:00", plan="quiet:\n  - {name: Trauer, begins: 03.12.2026, ends: 03.12.2026}\n"),
        named("03.12.2026 10:00", rota="weeks:\n  - {week: 2026-W50, duty: cd}\n"),
        named("03.12.2026 10:00", entry("nachbar", "03.12. 10:30")),
    ],
    ids=["too soon", "outside the hours", "a day of mourning", "nobody on duty", "another post"],
)
def test_what_makes_a_time_unfit(plan: Plan) -> None:
    (answer,) = fill(plan)
    assert answer.proposal is None
    assert answer.why


def test_proposals_keep_clear_of_days_that_cannot_be_used() -> None:
    rota = "weeks:\n  - {week: 2026-W50, duty: cd}\n"
    quiet = "quiet:\n  - {name: Trauer, begins: 07.12.2026, ends: 10.12.2026}\n"
    found = free_times(plan_of(office=office_of(rota=rota, plan=quiet)), Wanted(("website",), "verkehr"))
    assert {one.at.date() for one in found} == {date(2026, 12, 11), date(2026, 12, 12)}
    assert free_times(plan_of(office=office_of(rota="weeks: []\n")), Wanted(("website",))) == ()


def test_a_free_place_for_the_topic_comes_first_and_others_are_left_alone() -> None:
    week = (
        "week: 2026-W49\nslots:\n  - {at: 04.12.2026 16:00, channels: [website], topic: verkehr, idea: a}\n"
        "  - {at: 03.12.2026 13:00, channels: [website], topic: kultur, idea: b}\n"
    )
    plan = plan_of(office=office_of(week=week, plan="gap: 4 h\n"))
    first = free_times(plan, Wanted(("website",), "verkehr"))[0]
    assert f"{first.at:%d.%m. %H:%M}" == "04.12. 16:00"
    assert "im Wochenplan ist dafür ein Platz frei" in first.reasons
    third = [one for one in free_times(plan, Wanted(("website",), "verkehr"), 9) if one.at.date() == date(2026, 12, 3)]
    assert all(abs((one.at.hour * 60 + one.at.minute) - 13 * 60) >= 240 for one in third)
    assert first.reasons[1] == "an dem Tag ist dort noch nichts geplant"
