"""Figures in German words: for the internal page „Auswertung" and for ``amtsfunk report``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amtsfunk.model.answers import Answers
from amtsfunk.model.german import MONTHS, WEEKDAYS
from amtsfunk.model.settings import Settings
from amtsfunk.model.week import monday_of
from amtsfunk.pages import text
from amtsfunk.pages.aims import Aims
from amtsfunk.pages.answering import AnswerRow, answer_rows
from amtsfunk.pages.facts import AUDIENCES, KINDS
from amtsfunk.pages.figures import FEWEST_FOR_A_TIME, Count, End, Figures, MonthsApproval, Outing
from amtsfunk.pages.numbers import FEWEST, PublicYear, count_text
from amtsfunk.pages.places import EmptyPlace, Places
from amtsfunk.pages.spans import Length, Span

_NO_AIMS, _NO_PLACES = Aims(), Places()
ENDS: Mapping[End, str] = {
    End.out: "veröffentlicht",
    End.archived: "früher veröffentlicht (Archiv)",
    End.missed: "verpasst",
    End.rejected: "vom Netzwerk abgelehnt",
    End.held: "angehalten oder unklar",
    End.dropped: "abgesagt oder aufgegeben",
    End.open: "steht noch aus",
}
WITHOUT_POST = "kein Beitrag"
"""Where a week plan stands in a column with ends."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. ``planned_bar``, ``bar``: per cent of the longest row, for the chart beside the numbers."""

    name: str
    planned: int
    out: int
    planned_bar: int
    bar: int


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    caption: str
    head: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NotOut:
    when: str
    title: str
    channel: str
    what: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of a week plan that has no post, in words."""

    when: str
    what: str
    channels: str
    state: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One span, ready to be shown. ``summary``: sentences; ``ends``: (what, how many deliveries); ``approvals``:
    (month, time from proposal to approval); ``answers``: by week; ``measures``: (what, how often) in the year
    ``measures_of``; ``known``: whether a ledger or the archive says what came of it."""

    name: str
    title: str
    summary: tuple[str, ...]
    ends: tuple[tuple[str, int], ...]
    not_out: tuple[NotOut, ...]
    tables: tuple[Table, ...]
    measures: tuple[tuple[str, str], ...] = ()
    measures_of: int = 0
    approvals: tuple[tuple[str, str], ...] = ()
    empty_places: tuple[PlaceRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    aims: Aims = _NO_AIMS
    known: bool = True

    @property
    def is_empty(self) -> bool:
        return not self.ends


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the figures: ``years``, the netiquette's numbers, told with a whole year; ``answers``, how
    quickly questions were answered; goals and challenges; and whether there is a ledger that knows what went out."""

    years: tuple[PublicYear, ...] = ()
    answers: Answers | None = None
    aims: Aims = _NO_AIMS
    known: bool = True


def evaluation_of(
    figures: Figures, settings: Settings, today: date, beside: Beside = Beside(), places: Places = _NO_PLACES
) -> Evaluation:
    """``today``: until when a mean over days is told, for the days that are still to come say nothing."""
    told = _counted_year(figures.span, beside.years)
    topics = {name: topic.label for name, topic in settings.topics.items()}
    channels = {name: channel.label for name, channel in settings.channels.items()}
    in_use = tuple(name for name, channel in settings.channels.items() if not channel.closed)
    unit = "Monat" if figures.span.length is Length.year else "Tag"
    days = [(_day_name(day, figures.span.length), count) for day, count in figures.days]
    return Evaluation(
        name=figures.span.name,
        title=figures.span.title,
        summary=(
            *_summary(figures, today, known=beside.known),
            *_placed(places),
            *_answered(figures.span, beside.answers),
        ),
        ends=tuple((ENDS[end], figures.ends[end]) for end in End if figures.ends.get(end)),
        not_out=tuple(_not_out(one, settings) for one in figures.not_out),
        tables=(
            _table("tage", f"Beiträge je {unit}", unit, days),
            _table("kanaele", "Veröffentlichungen je Kanal", "Kanal", _named(figures.channels, channels, in_use)),
            _table("themen", "Beiträge je Thema", "Thema", _named(figures.topics, topics, tuple(topics))),
            _table(
                "zielgruppen",
                "Beiträge je Zielgruppe",
                "Zielgruppe",
                _named(figures.audiences, AUDIENCES, tuple(AUDIENCES)),
            ),
            _table("arten", "Beiträge je Art", "Art", _named(figures.kinds, KINDS)),
        ),
        measures=_measures(told) if told is not None else (),
        measures_of=told.year if told is not None else 0,
        approvals=tuple(_approval_row(one) for one in figures.approval_months),
        empty_places=tuple(_place(one, settings, today) for one in places.empty),
        answers=answer_rows(figures.span, beside.answers, today),
        aims=beside.aims,
        known=beside.known or figures.posts_archived > 0,
    )


def _counted_year(span: Span, years: Iterable[PublicYear]) -> PublicYear | None:
    """A year's own numbers are entered when it is over; until then its report tells the last that were."""
    until = (year for year in years if span.length is Length.year and year.year <= span.first.year)
    return max(until, key=lambda year: year.year, default=None)


def _summary(figures: Figures, today: date, *, known: bool) -> Iterable[str]:
    if not figures.posts:
        yield "In dieser Zeit war nichts geplant, und nichts ging hinaus."
        return
    if not known:
        yield f"{_posts(figures.posts)} geplant."
        yield from _archived(figures)
        return
    yield f"{_posts(figures.posts)} geplant, {figures.posts_out} davon auf mindestens einem Kanal veröffentlicht."
    yield from _archived(figures)
    weekdays = [count for day, count in figures.days if day.weekday() < 5 and day <= today]
    if figures.span.length is not Length.year and weekdays:
        mean = sum(count.out for count in weekdays) / len(weekdays)
        yield f"Je Werktag gingen im Schnitt {_comma(mean)} Beiträge hinaus."
    if figures.approval is not None:
        of = f"({figures.approval_of} Beiträge)"
        yield f"Vom Vorschlag bis zur Freigabe vergingen in der Mitte {_span(figures.approval)} {of}."
    elif figures.span.length is not Length.week:
        yield f"Wie lange Freigaben dauern, steht hier erst ab {FEWEST_FOR_A_TIME} Beiträgen: Es soll niemanden zeigen."


def _archived(figures: Figures) -> Iterable[str]:
    if figures.posts_archived:
        stand = "steht" if figures.posts_archived == 1 else "stehen"
        yield f"{figures.posts_archived} davon {stand} als früher veröffentlicht im Archiv, ohne Nachweis im Sendebuch."


def _placed(places: Places) -> Iterable[str]:
    taken = places.count - len(places.empty)
    if places.count == 1:
        yield f"Der eine Platz im Wochenplan hat {'einen' if taken else 'keinen'} Beitrag."
    elif places.count:
        yield f"Von {places.count} Plätzen im Wochenplan {'hat' if taken == 1 else 'haben'} {taken} einen Beitrag."


def _measures(year: PublicYear) -> tuple[tuple[str, str], ...]:
    counted = ((count.label, count.shown) for count in year.counts)
    return (*counted, ("Überprüfungen verlangt", year.reviews), ("Danach anders entschieden", year.changed))


def _answered(span: Span, answers: Answers | None) -> Iterable[str]:
    """R07. Weeks that begin in the span count; few questions are told as few, so that nobody is meant. A week of few is
    no part of a sum, or it could be told from the others."""
    weeks = [told for week, told in answers.weeks.items() if monday_of(week) in span] if answers else []
    if answers is None or not weeks:
        return
    weeks = [told for told in weeks if not 0 < told.questions < FEWEST] or weeks
    questions, within = (sum(getattr(week, name) for week in weeks) for name in ("questions", "within"))
    if questions < FEWEST:
        yield f"Es gab {count_text(questions)} Fragen."
    else:
        target = _span(answers.target)
        yield f"{within} von {questions} Fragen waren innerhalb von {target} beantwortet, unserem eigenen Ziel."


def _posts(count: int) -> str:
    return "1 Beitrag" if count == 1 else f"{count} Beiträge"


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _span(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes <= 90:
        return f"{minutes} Minuten"
    hours = span.total_seconds() / 3600
    return f"{_comma(hours)} Stunden" if hours < 48 else f"{_comma(hours / 24)} Tage"


def _day_name(day: date, length: Length) -> str:
    if length is Length.year:
        return MONTHS[day.month - 1]
    return f"{WEEKDAYS[day.weekday()][:2]}., {day.day}.{day.month}."


def _named(counts: Iterable[Count], labels: Mapping[str, str], wanted: Sequence[str] = ()) -> list[tuple[str, Count]]:
    """With a row for each that is ``wanted``: what got nothing is what a report is read for."""
    found = {count.id: count for count in counts}
    rows = [found.pop(name, Count(name, 0, 0)) for name in wanted] + list(found.values())
    return [(labels.get(count.id, count.id), count) for count in rows]


def _table(name: str, caption: str, head: str, counts: Sequence[tuple[str, Count]]) -> Table:
    longest = max((count.planned for _, count in counts), default=0) or 1
    rows = (
        Row(label, count.planned, count.out, *(round(100 * one / longest) for one in (count.planned, count.out)))
        for label, count in counts
    )
    return Table(name, caption, head, tuple(rows))


def _approval_row(one: MonthsApproval) -> tuple[str, str]:
    few = f"unter {FEWEST_FOR_A_TIME} Beiträgen sagen wir nichts"
    return MONTHS[one.month.month - 1], _span(one.middle) if one.middle is not None else few


def _place(one: EmptyPlace, settings: Settings, today: date) -> PlaceRow:
    zone = settings.authority.zone
    topic = settings.topics.get(one.topic)
    labels = (settings.channels[name].label if name in settings.channels else name for name in one.channels)
    past = one.at.astimezone(zone).date() < today
    state = f"„{one.post}“ ist ein Entwurf" if one.post else "blieb leer" if past else "noch frei"
    what = one.idea or (topic.label if topic is not None else one.topic)
    return PlaceRow(text.german_moment(one.at, zone), what, ", ".join(labels), state)


def _not_out(one: Outing, settings: Settings) -> NotOut:
    channel = settings.channels.get(one.channel)
    when = text.german_moment(one.moment, settings.authority.zone) if one.moment is not None else ""
    what = ENDS[one.end] + (f": {one.why}" if one.why else "")
    return NotOut(when, one.title, channel.label if channel else one.channel, what)
