"""What a week lacks: each kind alone, with the side on which nothing is missing."""

from __future__ import annotations

from datetime import date, datetime

from amtsfunk.pages.missing import sections, told
from amtsfunk.planning.missing import Missing, missing_in
from amtsfunk.planning.plan import Plan
from amtsfunk.planning.slots import Wanted
from support.planning import ZONE, entry, office_of, plan_of

OFFICE = """\
profile: small
channels:
  website: {least: 1, most: 5}
  mastodon: {least: 0, most: 5}
  x: {least: 2, most: 5, per: week}
"""
NEXT = tuple(f"{day:02}.12. 10:00" for day in range(7, 12))


def of(plan: Plan, week: str = "2026-W50") -> Missing:
    return missing_in(plan, week)


def lines(plan: Plan, missing: Missing, name: str) -> tuple[str, ...]:
    return next(one.lines for one in sections(plan, missing) if one.id == name)


def test_days_without_a_post_are_workdays_that_are_still_to_come() -> None:
    plan = plan_of(*(entry(f"p{n}", due) for n, due in enumerate(NEXT[1:])), office=office_of(plan=OFFICE))
    assert of(plan).empty == (date(2026, 12, 7),)
    assert of(plan, "2026-W49").empty == tuple(date(2026, 12, day) for day in (1, 2, 3, 4))
    assert of(plan, "2026-W48").empty == ()
    christmas = plan_of(office=office_of(plan=OFFICE))
    assert date(2026, 12, 25) not in of(christmas, "2026-W52").empty


def test_channels_that_get_too_little_and_where_to_put_more() -> None:
    plan = plan_of(*(entry(f"p{n}", due) for n, due in enumerate(NEXT)), office=office_of(plan=OFFICE))
    missing = of(plan)
    assert [(one.channel, one.count, one.least) for one in missing.short] == [("x", 0, 2)]
    assert lines(plan, missing, "kanaele") == ("X: 0 von mindestens 2 in der Woche",)
    assert missing.channels == ("x",), "free times are looked for where something is missing"
    assert missing.proposals
    assert {one.at.date() for one in missing.proposals} <= set(missing.days)
    assert missing_in(plan, "2026-W50", Wanted(("website",))).channels == ("website",)
    fewer = plan_of(*(entry(f"p{n}", due) for n, due in enumerate(NEXT[:4])), office=office_of(plan=OFFICE))
    assert lines(fewer, of(fewer), "kanaele")[0] == "Website: 4 von mindestens 5 an den Werktagen"


def test_duty_is_missed_only_where_a_rota_is_kept() -> None:
    assert of(plan_of()).duty is None
    rota = "weeks:\n  - week: 2026-W50\n    duty: cd\n    substitute: ab\n    days: [{day: 12.12.2026, duty: ab}]\n"
    plan = plan_of(office=office_of(rota=rota))
    assert [(one.day.day, one.what) for one in of(plan).duty or ()] == [(12, "substitute")], "a day stands for itself"
    nobody = of(plan, "2026-W51").duty
    assert nobody is not None
    assert len(nobody) == 7
    assert lines(plan, of(plan, "2026-W51"), "dienst")[0] == "Montag, 14. Dezember 2026: niemand ist eingetragen"


def test_drafts_and_what_nobody_approved() -> None:
    posts = (entry("entwurf"), entry("eins", NEXT[0]), entry("zwei", NEXT[1]), entry("gleich", after_approval=True))
    unknown, known = plan_of(*posts), plan_of(*posts, approved=frozenset({"eins"}))
    assert of(unknown).unapproved is None
    assert [one.id for one in of(known).unapproved or ()] == ["zwei"]
    assert [one.id for one in of(known).drafts] == ["entwurf"]
    assert "Zwei – noch nicht freigegeben" in lines(known, of(known), "freigaben")[0]
    assert len(lines(unknown, of(unknown), "freigaben")) == 1


def test_places_without_a_post_or_a_time() -> None:
    week = (
        "week: 2026-W49\nslots:\n  - {at: 04.12.2026 16:00, channels: [website], topic: verkehr, idea: Rodelbahn}\n"
        "  - {channels: [website], topic: kultur, idea: Krippe}\n"
    )
    plan = plan_of(office=office_of(week=week))
    assert lines(plan, of(plan, "2026-W49"), "plaetze") == (
        "Freitag, 4. Dezember 2026, 16:00 Uhr: Rodelbahn (Website)",
        "noch ohne Zeit: Krippe (Website)",
    )
    assert "amtsfunk plan fill 2026-W49" in "".join(
        line for one in sections(plan, of(plan, "2026-W49")) for line in told(one)
    )
    assert lines(plan, of(plan), "plaetze") == ()


def test_a_house_that_begins_is_not_told_that_all_is_full() -> None:
    empty = plan_of(office=office_of(rota="weeks: []\n"))
    said = {one.id: [*told(one)] for one in sections(empty, of(empty))}
    assert said["plaetze"] == ["Freie Plätze im Wochenplan: Für die Woche gibt es keinen Wochenplan."]
    assert said["tage"][-1] == "    → Unten stehen die besten freien Zeiten."
    assert said["zeiten"][1].endswith("aber im Dienstplan steht für den Tag noch niemand")
    apart = plan_of(entry("mitte", "09.12. 12:00"), office=office_of(plan="gap: 8 d\n"))
    assert {one.id: [*told(one)] for one in sections(apart, of(apart))}["tage"][-1] == "    → Planen Sie etwas dafür."


def test_topics_and_audiences_below_their_share() -> None:
    office = office_of(plan="topics:\n  kultur: {least: 20, most: 100}\naudiences:\n  recruits: {least: 5}\n")
    many = [entry(f"p{n}", f"{2 + n:02}.12. 10:00") for n in range(12)]
    few = plan_of(*many[:9], office=office)
    assert (of(few).topics, of(few).audiences) == ((), ())
    plan = plan_of(*many, office=office)
    named = {one.name for one in of(plan).topics}
    assert "kultur" in named
    assert "verkehr" not in named
    assert "recruits" in {one.name for one in of(plan).audiences}
    assert any(line.endswith("gewünscht sind mindestens 20 Prozent") for line in lines(plan, of(plan), "themen"))


def test_a_week_that_is_over_lacks_nothing_and_offers_nothing() -> None:
    plan = plan_of(office=office_of(plan=OFFICE), now=datetime(2026, 12, 14, 9, tzinfo=ZONE))
    missing = of(plan)
    assert (missing.empty, missing.short, missing.proposals) == ((), (), ())
