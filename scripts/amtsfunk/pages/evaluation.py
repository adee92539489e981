"""Figures in German words: for the internal page „Auswertung" and for ``amtsfunk report``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amtsfunk.model.answers import Answers
from amtsfunk.model.german import MONTHS, WEEKDAYS
from amtsfunk.model.post import Audience
from amtsfunk.model.settings import Settings
from amtsfunk.model.week import monday_of
from amtsfunk.pages import text
from amtsfunk.pages.facts import KINDS
from amtsfunk.pages.figures import FEWEST_FOR_A_TIME, Count, End, Figures, Outing
from amtsfunk.pages.numbers import FEWEST, PublicYear, count_text
from amtsfunk.pages.spans import Length, Span

AUDIENCES: Mapping[str, str] = {
    Audience.media: "Medien",
    Audience.authorities: "Behörden und Politik",
    Audience.public: "Öffentlichkeit",
    Audience.recruits: "künftige Beschäftigte",
    Audience.experts: "Fachleute",
}
ENDS: Mapping[End, str] = {
    End.out: "veröffentlicht",
    End.missed: "verpasst",
    End.rejected: "vom Netzwerk abgelehnt",
    End.held: "angehalten oder unklar",
    End.dropped: "abgesagt oder aufgegeben",
    End.open: "steht noch aus",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. ``bar``: per cent of the longest row, for the chart beside the number."""

    name: str
    planned: int
    out: int
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
class Evaluation:
    """One span, ready to be shown. ``summary``: sentences; ``ends``: (what, how many deliveries)."""

    name: str
    title: str
    summary: tuple[str, ...]
    ends: tuple[tuple[str, int], ...]
    not_out: tuple[NotOut, ...]
    tables: tuple[Table, ...]
    measures: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.ends


@dataclass(frozen=True, slots=True)
class Beside:
    """What people counted by hand: ``years``, the netiquette's numbers, which stand beside those of a whole year, and
    ``answers``, how quickly questions were answered."""

    years: tuple[PublicYear, ...] = ()
    answers: Answers | None = None


def evaluation_of(figures: Figures, settings: Settings, today: date, beside: Beside = Beside()) -> Evaluation:
    """``today``: until when a mean over days is told, for the days that are still to come say nothing."""
    is_year = figures.span.length is Length.year
    told = next((year for year in beside.years if is_year and year.year == figures.span.first.year), None)
    topics = {name: topic.label for name, topic in settings.topics.items()}
    channels = {name: channel.label for name, channel in settings.channels.items()}
    unit = "Monat" if figures.span.length is Length.year else "Tag"
    days = [(_day_name(day, figures.span.length), count) for day, count in figures.days]
    return Evaluation(
        name=figures.span.name,
        title=figures.span.title,
        summary=(*_summary(figures, today), *_answered(figures.span, beside.answers)),
        ends=tuple((ENDS[end], figures.ends[end]) for end in End if figures.ends.get(end)),
        not_out=tuple(_not_out(one, settings) for one in figures.not_out),
        tables=(
            _table("tage", f"Beiträge je {unit}", unit, days),
            _table("kanaele", "Veröffentlichungen je Kanal", "Kanal", _named(figures.channels, channels)),
            _table("themen", "Beiträge je Thema", "Thema", _named(figures.topics, topics)),
            _table("zielgruppen", "Beiträge je Zielgruppe", "Zielgruppe", _named(figures.audiences, AUDIENCES)),
            _table("arten", "Beiträge je Art", "Art", _named(figures.kinds, KINDS)),
        ),
        measures=_measures(told) if told is not None else (),
    )


def markdown(evaluation: Evaluation, stand: str) -> str:
    """The report as Markdown that reads well without being rendered, too."""
    lines = [f"# Auswertung: {evaluation.title}", "", f"Stand: {stand}.", ""]
    lines += [f"- {sentence}" for sentence in evaluation.summary]
    if evaluation.measures:
        lines += ["", "## Netiquette: wie oft wir eingegriffen haben", ""]
        lines += _markdown_table(("Was", "Wie oft"), evaluation.measures)
    if evaluation.is_empty:
        return "\n".join(lines) + "\n"
    lines += ["", "## Wie die Veröffentlichungen ausgingen", ""]
    lines += _markdown_table(("Ausgang", "Anzahl"), evaluation.ends)
    if evaluation.not_out:
        lines += ["", "## Was nicht hinausging, und warum", ""]
        rows = ((one.when, one.title, one.channel, one.what) for one in evaluation.not_out)
        lines += _markdown_table(("Wann", "Beitrag", "Kanal", "Warum"), rows)
    for table in evaluation.tables:
        lines += ["", f"## {table.caption}", ""]
        lines += _markdown_table(
            (table.head, "geplant", "veröffentlicht"), ((row.name, row.planned, row.out) for row in table.rows)
        )
    return "\n".join(lines) + "\n"


def sheet_rows(outings: Iterable[Outing], figures: Figures, settings: Settings) -> list[list[str]]:
    """One row a delivery of the span, with a head: for whoever counts with a program of their own."""
    zone = settings.authority.zone
    rows = [["Beitrag", "Titel", "Art", "Thema", "Zielgruppen", "Kanal", "geplant", "veröffentlicht", "Stand", "Warum"]]
    here = [one for one in outings if one.moment is not None and one.moment.astimezone(zone).date() in figures.span]
    for one in sorted(here, key=lambda one: (one.moment, one.post, one.channel)):
        times = [f"{at.astimezone(zone):%d.%m.%Y %H:%M}" if at is not None else "" for at in (one.due, one.out_at)]
        audiences = ", ".join(AUDIENCES.get(audience, audience) for audience in one.audiences)
        words = [one.post, one.title, KINDS.get(one.kind, one.kind), one.topic, audiences, one.channel]
        rows.append([*words, *times, ENDS[one.end], one.why or ""])
    return rows


def _summary(figures: Figures, today: date) -> Iterable[str]:
    if not figures.posts:
        yield "In dieser Zeit war nichts geplant, und nichts ging hinaus."
        return
    yield f"{_posts(figures.posts)} geplant, {figures.posts_out} davon auf mindestens einem Kanal veröffentlicht."
    weekdays = [count for day, count in figures.days if day.weekday() < 5 and day <= today]
    if figures.span.length is not Length.year and weekdays:
        mean = sum(count.out for count in weekdays) / len(weekdays)
        yield f"Je Werktag gingen im Schnitt {_comma(mean)} Beiträge hinaus."
    if figures.approval is not None:
        of = f"({figures.approval_of} Beiträge)"
        yield f"Vom Vorschlag bis zur Freigabe vergingen in der Mitte {_span(figures.approval)} {of}."
    elif figures.span.length is not Length.week:
        yield f"Wie lange Freigaben dauern, steht hier erst ab {FEWEST_FOR_A_TIME} Beiträgen: Es soll niemanden zeigen."


def _measures(year: PublicYear) -> tuple[tuple[str, str], ...]:
    counted = ((count.label, count.shown) for count in year.counts)
    return (*counted, ("Überprüfungen verlangt", year.reviews), ("Danach anders entschieden", year.changed))


def _answered(span: Span, answers: Answers | None) -> Iterable[str]:
    """R07. Weeks that begin in the span count; few questions are told as few, so that nobody is meant."""
    weeks = [told for week, told in answers.weeks.items() if monday_of(week) in span] if answers else []
    if answers is None or not weeks:
        return
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
    return f"{WEEKDAYS[day.weekday()][:2]}, {day:%d.%m.}"


def _named(counts: Iterable[Count], labels: Mapping[str, str]) -> list[tuple[str, Count]]:
    return [(labels.get(count.id, count.id), count) for count in counts]


def _table(name: str, caption: str, head: str, counts: Sequence[tuple[str, Count]]) -> Table:
    longest = max((count.planned for _, count in counts), default=0) or 1
    rows = (Row(label, count.planned, count.out, round(100 * count.out / longest)) for label, count in counts)
    return Table(name, caption, head, tuple(rows))


def _not_out(one: Outing, settings: Settings) -> NotOut:
    channel = settings.channels.get(one.channel)
    when = text.german_moment(one.moment, settings.authority.zone) if one.moment is not None else ""
    what = ENDS[one.end] + (f": {one.why}" if one.why else "")
    return NotOut(when, one.title, channel.label if channel else one.channel, what)


def _markdown_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    written = [" | ".join(text.markdown_value(cell) for cell in row) for row in rows]
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {row} |" for row in written)]
