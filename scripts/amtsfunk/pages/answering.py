"""How quickly questions were answered, week by week, in words (R07): also the weeks in which nobody counted, because a
gap in a table is what reminds somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from amtsfunk.model.answers import AnsweredWeek, Answers
from amtsfunk.model.german import german_day
from amtsfunk.model.week import monday_of, week_of
from amtsfunk.pages.numbers import FEWEST, count_text
from amtsfunk.pages.spans import Span

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """``share``: per cent for the bar beside the words, 0 where nothing is told."""

    week: str
    questions: str
    within: str
    share: int


def answer_rows(span: Span, answers: Answers | None, today: date) -> tuple[AnswerRow, ...]:
    """Every week that begins in the span, from the first that was ever counted on: those that are over, and those that
    somebody has entered already."""
    return tuple(_rows(span, answers, today)) if answers is not None else ()


def _rows(span: Span, answers: Answers, today: date) -> Iterator[AnswerRow]:
    begun = min(monday_of(week) for week in answers.weeks)
    monday = span.first + timedelta(days=-span.first.weekday() % 7)
    while monday in span:
        told = answers.weeks.get(week_of(monday))
        if monday >= begun and (told is not None or monday + _WEEK <= today):
            yield _row(monday, told)
        monday += _WEEK


def _row(monday: date, told: AnsweredWeek | None) -> AnswerRow:
    name = f"Woche {monday.isocalendar().week} (ab {german_day(monday)})"
    if told is None:
        return AnswerRow(name, "nicht eingetragen", "–", 0)
    if told.questions < FEWEST:
        return AnswerRow(name, count_text(told.questions), "–", 0)
    return AnswerRow(name, count_text(told.questions), count_text(told.within), 100 * told.within // told.questions)
