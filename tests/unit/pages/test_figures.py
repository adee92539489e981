"""What is counted in a week, month or year, and how it is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.model.answers import Answers
from amtsfunk.model.goals import Goals
from amtsfunk.model.netiquette import Numbers
from amtsfunk.model.week import WeekPlan
from amtsfunk.pages.aims import aims_of
from amtsfunk.pages.evaluation import Beside, Evaluation, evaluation_of
from amtsfunk.pages.evaluation_text import markdown, sheet_rows
from amtsfunk.pages.figures import FEWEST_FOR_A_TIME, End, Figures, Outing, figures_of, outings_near
from amtsfunk.pages.numbers import public_years
from amtsfunk.pages.places import Places, places_of
from amtsfunk.pages.spans import Length, Span, span_of
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from support.example_repository import BASE

ZONE = ZoneInfo("Europe/Berlin")
SETTINGS, _, _ = parse_settings({path: file.read_bytes() for path in SETTINGS_PATHS if (file := BASE / path).is_file()})
assert SETTINGS is not None
TODAY = date(2026, 12, 4)
WEEK, MONTH, YEAR = (span_of(length, None, TODAY) for length in Length)


def outing(post: str = "p", day: int = 1, channel: str = "website", end: End = End.out, **more: object) -> Outing:
    due = datetime(2026, 12, day, 8, 0, tzinfo=UTC)
    values = {"title": f"Titel {post}", "kind": "service", "topic": "verkehr", "audiences": ("public", "media")}
    values |= {"due": due, "out_at": due if end is End.out else None, **more}
    return Outing(post=post, channel=channel, end=end, **values)  # type: ignore[arg-type]


def counted(*outings: Outing, span: object = WEEK, approvals: dict[str, timedelta] | None = None) -> Figures:
    return figures_of(span, outings, approvals or {}, ZONE)  # type: ignore[arg-type]


def told(figures: Figures) -> Evaluation:
    return evaluation_of(figures, SETTINGS, TODAY)


def test_posts_and_deliveries_are_counted_apart() -> None:
    found = counted(
        outing("a"), outing("a", channel="mastodon", end=End.missed), outing("b", 2, end=End.open), outing("c", 9)
    )
    assert (found.posts, found.posts_out, found.deliveries) == (2, 1, 3)
    assert found.ends == {End.out: 1, End.missed: 1, End.open: 1}
    assert [(row.id, row.planned, row.out) for row in found.channels] == [("mastodon", 1, 0), ("website", 2, 1)]
    assert [(row.id, row.planned, row.out) for row in found.topics] == [("verkehr", 2, 1)]
    assert [(row.id, row.planned, row.out) for row in found.audiences] == [("media", 2, 1), ("public", 2, 1)]
    assert [row.planned for _, row in found.days] == [0, 1, 1, 0, 0, 0, 0], "a gap is a row"


def test_the_day_is_the_local_one() -> None:
    late = datetime(2026, 12, 6, 23, 30, tzinfo=UTC)
    assert counted(outing(due=late)).posts == 0, "in Berlin it is Monday already"
    assert counted(outing(due=late - timedelta(hours=1))).posts == 1


def test_what_goes_out_once_approved_counts_by_when_it_did() -> None:
    sent = datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert counted(outing(due=None, out_at=sent)).posts == 1
    assert counted(outing(due=None, end=End.open, out_at=None)).posts == 0


def test_a_year_has_its_months_as_rows() -> None:
    found = counted(outing("a"), outing("b", 2), span=YEAR)
    assert [row.planned for _, row in found.days] == [0] * 11 + [2]
    assert told(found).tables[0].rows[-1].name == "Dezember"


# ---------------------------------------------------------------- nobody is shown


@pytest.mark.parametrize("span", [MONTH, YEAR])
def test_the_time_to_approval_is_told_from_five_posts_on(span: object) -> None:
    several = [outing(f"p{number}", number + 1) for number in range(FEWEST_FOR_A_TIME)]
    waited = {one.post: timedelta(hours=number) for number, one in enumerate(several)}
    assert counted(*several, span=span, approvals=waited).approval == timedelta(hours=2)
    few = counted(*several[1:], span=span, approvals=waited)
    assert few.approval is None
    assert any("niemanden" in sentence for sentence in told(few).summary)


def test_a_week_never_tells_a_time() -> None:
    several = [outing(f"p{number}") for number in range(9)]
    assert counted(*several, approvals={one.post: timedelta(hours=1) for one in several}).approval is None


def test_another_spans_posts_lend_no_time() -> None:
    november = [outing(f"p{number}", due=datetime(2026, 11, 3, 8, tzinfo=UTC)) for number in range(9)]
    waited = {one.post: timedelta(hours=1) for one in november}
    assert counted(outing("x"), *november, span=MONTH, approvals=waited).approval is None


def test_a_year_tells_the_time_month_by_month_and_of_few_posts_nothing() -> None:
    several = [outing(f"p{number}", number + 1) for number in range(FEWEST_FOR_A_TIME)]
    november = [outing(f"n{number}", due=datetime(2026, 11, 3, 8, tzinfo=UTC)) for number in range(4)]
    waited = {one.post: timedelta(hours=3) for one in (*several, *november)}
    found = counted(*several, *november, span=YEAR, approvals=waited)
    assert told(found).approvals == (("November", "unter 5 Beiträgen sagen wir nichts"), ("Dezember", "3,0 Stunden"))
    assert counted(*several, span=MONTH, approvals=waited).approval_months == ()


# ---------------------------------------------------------------- places of the week plan


def week(*slots: dict[str, object]) -> WeekPlan:
    given = [{"channels": ["website", "mastodon"], "topic": "verkehr", **slot} for slot in slots]
    return WeekPlan.model_validate({"week": "2026-W49", "slots": given}, context={"zone": ZONE})


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=ZONE)


def test_a_place_without_a_post_is_planned_and_told() -> None:
    outings = (outing("a", 1), outing("b", 2, channel="mastodon"))
    plan = week(
        {"at": at(1, 15), "post": "a"},
        {"at": at(2)},
        {"at": at(3), "idea": "Ein Tag | Hafen"},
        {"at": at(4), "post": "entwurf"},
    )
    places = places_of(WEEK, [plan], outings, ZONE)
    assert places.count == 4
    assert [(place.idea, place.post) for place in places.empty] == [("Ein Tag | Hafen", None), (None, "entwurf")]
    shown = evaluation_of(counted(*outings), SETTINGS, TODAY, places=places)
    assert "Von 4 Plätzen im Wochenplan haben 2 einen Beitrag." in shown.summary
    assert [row.state for row in shown.empty_places] == ["blieb leer", "„entwurf“ ist ein Entwurf"]
    assert "Ein Tag &#124; Hafen" in markdown(shown, "heute")
    rows = sheet_rows(outings, places, counted(*outings), SETTINGS)
    assert [(row[0], row[5], row[8]) for row in rows[3:]] == [
        ("", "mastodon", "kein Beitrag"),
        ("", "website", "kein Beitrag"),
        ("entwurf", "mastodon", "kein Beitrag"),
        ("entwurf", "website", "kein Beitrag"),
    ]


def test_a_place_of_another_week_is_not_counted() -> None:
    plan = week({"at": at(9), "idea": "x"})
    assert places_of(WEEK, [plan], (), ZONE) == Places()
    assert places_of(MONTH, [plan], (), ZONE).count == 1


# ---------------------------------------------------------------- goals and challenges


def test_goals_tell_start_now_and_target_and_nobody() -> None:
    goal = {
        **{"aim": "x", "metric": "Antworten", "unit": "Prozent", "start": 40, "now": "57,5", "target": 75},
        **{"measured_on": "30.11.2026", "deadline": "31.12.2027", "owner": "zz"},
    }
    challenge = {
        **{"id": "c", "title": "Winter", "why": "y", "status": "running", "goals": ["g"], "next_step": "Üben"},
        **{"review_on": "15.12.2026", "owner": "zz"},
    }
    aims = aims_of(Goals.model_validate({"goals": {"g": goal}, "challenges": [challenge]}))
    shown = markdown(evaluation_of(counted(), SETTINGS, TODAY, Beside(aims=aims)), "heute")
    cells = ("Antworten", "40 Prozent", "57,5 Prozent am 30. November 2026", "75 Prozent bis 31. Dezember 2027")
    assert f"| {' | '.join(cells)} | 50 % des Weges |" in shown
    assert "| Winter | läuft | Üben | 15. Dezember 2026 |" in shown
    assert "zz" not in shown


# ---------------------------------------------------------------- words


def test_a_mean_is_told_over_days_that_are_past() -> None:
    found = told(counted(*(outing(f"p{number}", 1) for number in range(5)), outing("later", 6)))
    assert "Je Werktag gingen im Schnitt 1,0 Beiträge hinaus." in found.summary, "Monday to Friday"


def test_an_empty_span_says_so_and_nothing_else() -> None:
    found = told(counted())
    assert found.is_empty
    shown = markdown(found, "heute")
    assert "nichts geplant" in shown
    assert "|" not in shown


def test_a_topic_that_got_nothing_is_a_row_and_a_closed_channel_is_none() -> None:
    tables = {table.id: [(row.name, row.planned) for row in table.rows] for table in told(counted(outing())).tables}
    assert ("Verkehr", 1) in tables["themen"]
    assert ("Kultur", 0) in tables["themen"]
    assert ("künftige Beschäftigte", 0) in tables["zielgruppen"]
    closed = {channel.label for channel in SETTINGS.channels.values() if channel.closed}
    assert closed.isdisjoint(name for name, _ in tables["kanaele"])
    assert len(tables["kanaele"]) == len(SETTINGS.channels) - len(closed)


def test_without_a_ledger_nothing_claims_that_nothing_went_out() -> None:
    figures = counted(outing(end=End.open))
    shown = markdown(evaluation_of(figures, SETTINGS, TODAY, Beside(known=False)), "heute")
    assert "- 1 Beitrag geplant.\n" in shown
    assert "veröffentlicht" not in shown.replace("Veröffentlichungen je Kanal", "")
    assert "0 davon" in markdown(told(figures), "heute")


def test_what_the_archive_has_went_out_and_is_told_apart() -> None:
    figures = counted(outing("alt", end=End.archived), outing("neu", 2))
    assert (figures.posts_out, figures.posts_archived) == (2, 1)
    assert figures.topics[0].out == 2
    shown = evaluation_of(figures, SETTINGS, TODAY, Beside(known=False))
    assert shown.known, "the archive knows something"
    assert any("1 davon steht als früher veröffentlicht im Archiv" in one for one in shown.summary)


def test_what_did_not_go_out_is_named_with_its_reason() -> None:
    shown = markdown(told(counted(outing(end=End.missed, why="die Zeit war vorbei", title="Eins | zwei"))), "heute")
    assert "verpasst: die Zeit war vorbei" in shown
    assert "Eins &#124; zwei" in shown, "a title never makes another cell"


def test_the_sheet_has_one_row_a_delivery_of_the_span() -> None:
    several = (outing("b", 2), outing("a", channel="mastodon", end=End.missed, why="zu spät"), outing("c", 20))
    rows = sheet_rows(several, Places(), counted(*several), SETTINGS)
    assert [row[0] for row in rows] == ["Beitrag", "a", "b"]
    assert rows[1][5:] == ["mastodon", "01.12.2026 09:00", "", "verpasst", "zu spät"]


# ---------------------------------------------------------------- what people counted by hand


def answered(**weeks: tuple[int, int]) -> Beside:
    told = {f"2026-{week}": {"questions": asked, "within": within} for week, (asked, within) in weeks.items()}
    return Beside(answers=Answers.model_validate({"target": "60 min", "weeks": told}))


def test_answer_times_are_told_over_the_weeks_that_begin_in_the_span() -> None:
    beside = answered(W48=(40, 30), W49=(20, 10), W50=(6, 5))
    week = evaluation_of(counted(outing()), SETTINGS, TODAY, beside).summary
    assert any("10 von 20 Fragen waren innerhalb von 60 Minuten" in sentence for sentence in week), week
    month = evaluation_of(counted(outing(), span=MONTH), SETTINGS, TODAY, beside).summary
    assert any("5 von 6 Fragen" in sentence for sentence in month), month


def test_few_questions_say_nothing_of_who_answered() -> None:
    told = evaluation_of(counted(outing()), SETTINGS, TODAY, answered(W49=(3, 0))).summary
    assert told[-1] == "Es gab unter 5 Fragen."


def test_weeks_in_which_nobody_counted_are_told_as_such() -> None:
    beside = answered(W45=(40, 30), W47=(3, 1))
    november = span_of(Length.month, "2026-11", TODAY)
    told = evaluation_of(counted(outing(), span=november), SETTINGS, TODAY, beside)
    assert [(one.week, one.questions, one.within, one.share) for one in told.answers] == [
        ("Woche 45 (ab 2. November 2026)", "40", "30", 75),
        ("Woche 46 (ab 9. November 2026)", "nicht eingetragen", "–", 0),
        ("Woche 47 (ab 16. November 2026)", "unter 5", "–", 0),
        ("Woche 48 (ab 23. November 2026)", "nicht eingetragen", "–", 0),
    ]
    assert any("30 von 40 Fragen" in sentence for sentence in told.summary), "few are no part of the sum"
    assert "| Woche 46 (ab 9. November 2026) | nicht eingetragen | – |" in markdown(told, "heute")
    year = evaluation_of(counted(outing(), span=YEAR), SETTINGS, TODAY, beside).answers
    assert year[0].week.startswith("Woche 45"), "nothing is missed before anybody began"
    assert not any("Woche 50" in one.week for one in year), "nothing is missed before a week is over"
    assert evaluation_of(counted(outing()), SETTINGS, TODAY, Beside()).answers == ()


def test_a_year_tells_the_netiquettes_numbers_and_no_other_span_does() -> None:
    told = {2026: {"measures": {"hinweis": 61}, "reviews": 7, "changed": 1}}
    beside = Beside(public_years(Numbers.model_validate({"years": told}), None))
    shown = evaluation_of(counted(outing(), span=YEAR), SETTINGS, TODAY, beside)
    assert ("hinweis", "61") in shown.measures
    assert ("Danach anders entschieden", "unter 5") in shown.measures
    assert "Netiquette 2026: wie oft wir eingegriffen haben" in markdown(shown, "heute")
    assert evaluation_of(counted(outing(), span=MONTH), SETTINGS, TODAY, beside).measures == ()


def test_a_year_that_is_not_over_tells_the_last_that_was_counted() -> None:
    counts = {year: {"measures": {"hinweis": year}, "reviews": 7, "changed": 1} for year in (2024, 2025, 2027)}
    beside = Beside(public_years(Numbers.model_validate({"years": counts}), None))
    shown = evaluation_of(counted(outing(), span=YEAR), SETTINGS, TODAY, beside)
    assert (shown.measures_of, shown.measures[0]) == (2025, ("hinweis", "2.025"))


@pytest.mark.parametrize("written_in", [-14, -1, 0, 14])
@pytest.mark.parametrize("span", [WEEK, MONTH, YEAR])
def test_nothing_of_a_span_is_lost_by_looking_near_it(span: Span, written_in: int) -> None:
    """From two days before its first to two days after its last, hour by hour, wherever the time was written down."""
    begins = datetime(span.first.year, span.first.month, span.first.day, tzinfo=UTC) - timedelta(days=2)
    hours = [begins + timedelta(hours=hour) for hour in range((len(span.days) + 4) * 24)]
    zone = timezone(timedelta(hours=written_in))
    everything = [outing(f"p{number}", due=hour.astimezone(zone)) for number, hour in enumerate(hours)]
    for reader in (timezone(timedelta(hours=-12)), ZONE, ZoneInfo("Pacific/Kiritimati")):
        inside = [one for one in everything if one.moment and one.moment.astimezone(reader).date() in span]
        assert inside
        assert not {one.post for one in inside} - {one.post for one in outings_near(span, everything)}
    assert not outings_near(span, [outing(due=begins - timedelta(days=2)), outing(due=hours[-1] + timedelta(days=3))])
