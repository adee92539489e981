"""Rules over the weekly answer times (R07)."""

from __future__ import annotations

from amtsfunk.model.week import monday_of
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.source.paths import ANSWERS


def find_more_within_than_asked(case: OfficeCase) -> Hits:
    for week, told in case.office.answers.weeks.items() if case.office.answers else ():
        if told.within > told.questions:
            values = {"week": week, "within": str(told.within), "questions": str(told.questions)}
            yield case.at(ANSWERS, "weeks", week, "within"), values


def find_answers_of_a_week_ahead(case: OfficeCase) -> Hits:
    for week in case.office.answers.weeks if case.office.answers else ():
        if monday_of(week) > case.today:
            yield case.at(ANSWERS, "weeks", week), {"week": week}
