"""Each thing that makes a time unfit, alone: a proposal keeps clear of it, and no place of the week plan is taken."""

from __future__ import annotations

from datetime import date

import pytest

from amtsfunk.model.week import days_of
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.fill import Asked, fill
from amtsfunk.planning.plan import Plan
from amtsfunk.planning.slots import Wanted, free_times
from support.planning import entry, office_of, plan_of

WEEK = "week: 2026-W49\nslots:\n  - {at: %s, channels: [website], topic: verkehr, post: entwurf}\n"


def named(at: str, *others: Entry, **files: str) -> Plan:
    return plan_of(entry("entwurf"), *others, office=office_of(week=WEEK % at, **files))


def test_a_place_of_the_week_plan_is_taken_as_it_is() -> None:
    (answer,) = fill(named("03.12.2026 10:00")).drafts
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
    (answer,) = fill(plan).drafts
    assert answer.proposal is None
    assert answer.why


def test_proposals_keep_clear_of_days_that_cannot_be_used() -> None:
    rota = "weeks:\n  - {week: 2026-W50, duty: cd}\n"
    quiet = "quiet:\n  - {name: Trauer, begins: 07.12.2026, ends: 10.12.2026}\n"
    found = free_times(plan_of(office=office_of(rota=rota, plan=quiet)), Wanted(("website",), "verkehr"))
    assert {one.at.date() for one in found} == {date(2026, 12, 11), date(2026, 12, 12)}


def test_where_nobody_has_duty_at_all_a_time_says_so_instead_of_not_being_there() -> None:
    """A house that begins has an empty rota and an empty week, in which everything is free."""
    empty = plan_of(office=office_of(rota="weeks: []\n"))
    assert len(free_times(empty, Wanted(("website",)))) == 3
    later = plan_of(office=office_of(rota="weeks:\n  - {week: 2026-W50, duty: cd}\n"))
    for found in (
        free_times(empty, Wanted(("website",))),
        free_times(later, Wanted(("website",)), 3, days_of("2026-W51")),
    ):
        assert found and all(one.reasons[-1] == "aber im Dienstplan steht für den Tag noch niemand" for one in found)
    assert not any("Dienstplan" in reason for one in free_times(later, Wanted(("website",))) for reason in one.reasons)


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


PLACE = "  - {channels: [website], topic: verkehr, %s}\n"


def untimed(*places: str, posts: tuple[Entry, ...] = (), **files: str) -> Plan:
    week = "week: 2026-W49\nslots:\n" + "".join(PLACE % place for place in places)
    return plan_of(*posts, office=office_of(week=week, **files))


def times(plan: Plan) -> list[str]:
    return [f"{one.proposal.at:%d.%m. %H:%M}" if one.proposal else one.why for one in fill(plan).places]


def test_places_without_a_time_spread_over_their_week() -> None:
    found = fill(untimed("idea: a", "idea: b", "idea: c", "idea: d")).places
    days = [one.proposal.at.date().day for one in found if one.proposal is not None]
    assert sorted(days) == [2, 2, 3, 4], "a workday each, and no Saturday while workdays have room (R03)"
    assert len({one.proposal.at for one in found if one.proposal is not None}) == 4


def test_a_place_takes_the_time_of_its_post_and_a_draft_goes_with_its_place() -> None:
    dated = entry("fest", "03.12. 16:30")
    assert times(untimed("post: fest", posts=(dated,))) == ["03.12. 16:30"]
    late = entry("fest", "09.12. 16:30")
    assert times(untimed("post: fest", posts=(late,))) == ["„fest“ geht in einer anderen Woche hinaus"]
    answers = fill(untimed("idea: a", "post: entwurf", posts=(entry("entwurf"),)))
    (draft,) = answers.drafts
    assert draft.proposal is not None
    assert answers.places[1].proposal == draft.proposal
    assert answers.places[0].proposal != draft.proposal


def test_what_waits_for_its_approval_or_has_one_leaves_its_place_alone() -> None:
    waiting = entry("gleich", after_approval=True)
    assert fill(untimed("post: gleich", posts=(waiting,))).places == ()
    kept = fill(untimed("post: entwurf", posts=(entry("entwurf"),)), Asked(kept=frozenset({"entwurf"})))
    assert (kept.drafts, kept.places) == ((), ())


def test_who_names_a_draft_or_a_week_gets_no_more() -> None:
    plan = untimed("idea: a", "post: entwurf", posts=(entry("entwurf"), entry("anderer")))
    one = fill(plan, Asked(posts=frozenset({"entwurf"})))
    assert ([it.entry.id for it in one.drafts], [it.place.post for it in one.places]) == (["entwurf"], ["entwurf"])
    week = fill(plan, Asked(weeks=frozenset({"2026-W49"})))
    assert ([it.entry.id for it in week.drafts], len(week.places)) == (["entwurf"], 2)
    assert fill(plan, Asked(weeks=frozenset({"2026-W50"}))).places == ()


def test_a_full_week_is_said() -> None:
    quiet = "quiet:\n  - {name: Trauer, begins: 01.12.2026, ends: 06.12.2026}\n"
    assert times(untimed("idea: a", plan=quiet)) == ["in dieser Woche ist nichts mehr frei"]
