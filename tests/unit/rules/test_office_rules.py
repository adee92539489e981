"""Rules over agreed texts and plans: both sides of lines that one example cannot show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from amtsfunk.model.settings import Settings
from amtsfunk.rules import applications, crisis, duty, goals, law, office, weeks
from amtsfunk.rules.cases import Hits, OfficeCase, Tree
from amtsfunk.rules.layout import find_bad_file_name, find_unknown_file
from amtsfunk.source.office import parse_office
from amtsfunk.source.plans import CHECKED_PATHS, parse_settings
from support.example_repository import BASE

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
BASE_PLANS = {path: (BASE / path).read_text(encoding="utf-8") for path in CHECKED_PATHS if (BASE / path).is_file()}
TEAM = "people:\n  ab:\n    roles: [spokesperson, overall]\n  cd:\n    roles: [cvd]\n{more}"
ROTA = "weeks:\n  - week: 2026-W49\n    duty: cd\n  - week: 2026-W47\n    duty: cd\n"
CRISIS = (
    "levels:\n  - {{id: e, title: E, meaning: M, decided_by: [spokesperson]}}\nscenarios: {{}}\n"
    'contacts:\n  - function: Leitung\n    reach: "{reach}"\n'
)
RADAR = (
    "topics:\n  - id: a\n    title: Parken\n    question: Wo?\n    why: Weil\n    topic: verkehr\n    status: watch\n"
    '    source: "{source}"\n    since: 01.11.2026\n    look_again: 01.12.2026\n    owner: cd\n'
)
HEAD = "---\ndepartment: B\nnetwork: x\nworking_title: T\ncontact: L\nstatus: submitted\n---\n# T\n\n"
Rule = Callable[[OfficeCase], Hits]


def case(files: dict[str, str], now: datetime = NOW) -> OfficeCase:
    plans = {**BASE_PLANS, **{path: text for path, text in files.items() if path in CHECKED_PATHS}}
    settings: Settings | None
    settings, broken, _ = parse_settings({path: text.encode() for path, text in plans.items()})
    assert settings is not None, broken
    reading = parse_office({path: text.encode() for path, text in files.items()}, settings.authority.zone)
    assert reading.findings == ()
    return OfficeCase(reading.office, reading.positions, settings, Tree(tuple(sorted(files))), now)


def lines(rule: Rule, files: dict[str, str], now: datetime = NOW) -> list[int]:
    return [place.line for place, _ in rule(case(files, now))]


# ---------------------------------------------------------------- duty


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", []),
        ("    from: 06.12.2026\n", [3]),
        ("    from: 01.12.2026\n", []),
        ("    until: 05.12.2026\n", [3]),
        ("    revoked: 06.12.2026 00:00\n", [3]),
        ("    revoked: 07.12.2026 00:00\n", []),
    ],
)
def test_who_is_away_in_days_that_are_past_needs_no_mending(more: str, expected: list[int]) -> None:
    files = {"plans/team.yml": TEAM.format(more=more), "plans/rota.yml": ROTA}
    assert lines(duty.find_duty_while_away, files) == expected


def test_a_day_that_somebody_else_takes_is_not_the_week_s() -> None:
    taken = ROTA.replace("duty: cd\n", "duty: cd\n    days: [{day: 06.12.2026, duty: ab}]\n", 1)
    files = {"plans/team.yml": TEAM.format(more="    trained_until: 05.12.2026\n"), "plans/rota.yml": taken}
    assert lines(duty.find_duty_untrained, files) == []
    assert lines(duty.find_duty_untrained, {**files, "plans/rota.yml": ROTA}) == [3]


# ---------------------------------------------------------------- what must not stand in git


@pytest.mark.parametrize(
    "reach",
    ["0151 23456789", "+49 171 1234567", "+49 (0) 160/1234567", "0049 1511 2345678", "01601234567, nur nachts"],
)
def test_a_mobile_number_is_private(reach: str) -> None:
    assert lines(crisis.find_private_number, {"plans/crisis.yml": CRISIS.format(reach=reach)}) == [6]


@pytest.mark.parametrize(
    "reach",
    [
        "Rufliste, Blatt 15",
        "+49 30 23125-200",
        "Az. 10-151/2026",
        "Funkrufname Florian 1/51",
        "04421 151617, Zentrale",
        "110",
    ],
)
def test_other_numbers_are_not(reach: str) -> None:
    assert lines(crisis.find_private_number, {"plans/crisis.yml": CRISIS.format(reach=reach)}) == []


def test_the_authority_s_own_mobile_number_may_stand_there() -> None:
    own = BASE_PLANS["plans/authority.yml"] + 'own_phones: ["+49 151 23456789"]\n'
    files = {"plans/crisis.yml": CRISIS.format(reach="0151 23456789"), "plans/authority.yml": own}
    assert lines(crisis.find_private_number, files) == []


@pytest.mark.parametrize("source", ["@erika", "Post von @e_m@social.example", "erika.m@post.example", "(@erika)"])
def test_an_account_in_the_radar_is_a_person(source: str) -> None:
    assert lines(goals.find_person_in_radar, {"plans/radar.yml": RADAR.format(source=source)}) == [8]


@pytest.mark.parametrize("source", ["Kommentare auf Mastodon", "https://zeitung.example/@politik/a", "Essen @ Markt"])
def test_other_sources_are_not(source: str) -> None:
    assert lines(goals.find_person_in_radar, {"plans/radar.yml": RADAR.format(source=source)}) == []


# ---------------------------------------------------------------- applications


@pytest.mark.parametrize("answer", ["", "…", "folgt", "Folgt …", "n. n.", "TBD", "---", "wird noch ergänzt."])
def test_what_stands_for_an_answer_is_none(answer: str) -> None:
    assert answered(answer) == ["a"]


@pytest.mark.parametrize("answer", ["Ja.", "Eine Stunde.", "Der Zeitplan folgt im Mai.", "Offen für alle."])
def test_short_answers_are_answers(answer: str) -> None:
    assert answered(answer) == []


def answered(answer: str) -> list[str]:
    rest = "\n".join(f"## {letter}) x\n\nAntwort.\n" for letter in "bcdefgh")
    found = applications.find_unanswered(case({"plans/applications/a.md": f"{HEAD}## a) x\n\n{answer}\n\n{rest}"}))
    return [values["letter"] for _, values in found]


def test_letters_may_be_written_in_several_ways_and_not_twice() -> None:
    text = HEAD + "".join(
        f"## {letter} x\n\nAntwort.\n\n" for letter in ("A)", "b.", "c:", "d)", "e)", "e)", "g)", "f)")
    )
    assert [
        (place.line, values["problem"])
        for place, values in applications.find_disordered_sections(case({"plans/applications/a.md": text}))
    ] == [(30, "order"), (38, "order")]


# ---------------------------------------------------------------- law, names, places


@pytest.mark.parametrize(("level", "expected"), [("federal", []), ("land", [1]), ("municipality", [1]), ("body", [1])])
def test_only_a_federal_body_needs_no_law_of_a_land(level: str, expected: list[int]) -> None:
    authority = BASE_PLANS["plans/authority.yml"].replace("level: municipality", f"level: {level}")
    assert lines(law.find_missing_law, {"plans/authority.yml": authority}) == expected


def test_nobody_can_tell_of_names_whose_list_is_unreadable() -> None:
    snippet = (
        "---\nclause: a\nmeasure: b\nagreed_by: [ab]\nagreed_on: 01.11.2026\nvalid_until: 01.11.2027\n---\n# T\n\nx\n"
    )
    assert lines(office.find_unknown_name, {"content/snippets/a.md": snippet}) == []


def test_a_draft_contradicts_no_time() -> None:
    plan = "week: 2026-W49\nslots:\n  - {at: 01.12.2026 10:00, channels: [website], topic: verkehr, post: a}\n"
    assert lines(weeks.find_slot_differing_from_post, {"plans/weeks/2026-W49.yml": plan}) == []


@pytest.mark.parametrize(
    ("path", "fixed"),
    [
        ("plans/weeks/2026-w49.yml", "plans/weeks/2026-W49.yml"),
        ("plans/weeks/KW49.yml", None),
        ("plans/weeks/2026-KW9.yaml", "plans/weeks/2026-W09.yml"),
        ("site/law/NI.yml", "site/law/ni.yml"),
        ("plans/rotas.yml", "plans/rota.yml"),
    ],
)
def test_a_misnamed_plan_is_told_its_name(path: str, fixed: str | None) -> None:
    found: list[dict[str, Any]] = [dict(values) for _, values in find_unknown_file(Tree((path,)))]
    assert [values.get("fixed") for values in found] == [fixed]


@pytest.mark.parametrize(
    "path",
    [
        "plans/weeks/2026-W49.yml",
        "site/law/ni.yml",
        "plans/applications/a-b.md",
        "content/media/modules/a.png",
        "plans/goals.yml",
    ],
)
def test_a_well_named_one_is_fine(path: str) -> None:
    assert not list(find_unknown_file(Tree((path,))))
    assert not list(find_bad_file_name(Tree((path,))))
