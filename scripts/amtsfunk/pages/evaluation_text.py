"""An evaluation as Markdown, and its span as rows for a spreadsheet: what ``amtsfunk report`` gives out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from amtsfunk.model.settings import Settings
from amtsfunk.pages import text
from amtsfunk.pages.aims import Aims
from amtsfunk.pages.evaluation import ENDS, WITHOUT_POST, Evaluation
from amtsfunk.pages.facts import AUDIENCES, KINDS
from amtsfunk.pages.figures import Figures, Outing
from amtsfunk.pages.places import EmptyPlace, Places

SHEET_HEAD = (
    *("Beitrag", "Titel", "Art", "Thema", "Zielgruppen", "Kanal"),
    *("geplant", "veröffentlicht", "Stand", "Warum"),
)


def markdown(evaluation: Evaluation, stand: str) -> str:
    """The report as Markdown that reads well without being rendered, too."""
    lines = [f"# Auswertung: {evaluation.title}", "", f"Stand: {stand}.", ""]
    lines += [f"- {sentence}" for sentence in evaluation.summary]
    lines += _what_came(evaluation)
    if evaluation.answers:
        answers = ((one.week, one.questions, one.within) for one in evaluation.answers)
        lines += _section("Antworten je Woche", ("Woche", "Fragen", "innerhalb unseres Ziels"), answers)
    lines += _aims(evaluation.aims)
    if evaluation.measures:
        title = f"Netiquette {evaluation.measures_of}: wie oft wir eingegriffen haben"
        lines += _section(title, ("Was", "Wie oft"), evaluation.measures)
    return "\n".join(lines) + "\n"


def _what_came(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.known and evaluation.ends:
        yield from _section("Wie die Veröffentlichungen ausgingen", ("Ausgang", "Anzahl"), evaluation.ends)
    if evaluation.not_out:
        rows = ((one.when, one.title, one.channel, one.what) for one in evaluation.not_out)
        yield from _section("Was nicht hinausging, und warum", ("Wann", "Beitrag", "Kanal", "Warum"), rows)
    if evaluation.empty_places:
        places = ((one.when, one.what, one.channels, one.state) for one in evaluation.empty_places)
        yield from _section(
            "Plätze im Wochenplan, die noch keinen Beitrag haben", ("Wann", "Idee", "Kanäle", "Stand"), places
        )
    if evaluation.is_empty:
        return
    for table in evaluation.tables:
        head = (table.head, "geplant", "veröffentlicht") if evaluation.known else (table.head, "geplant")
        yield from _section(table.caption, head, ((row.name, row.planned, row.out)[: len(head)] for row in table.rows))
    if evaluation.approvals:
        yield from _section("Vom Vorschlag bis zur Freigabe", ("Monat", "in der Mitte"), evaluation.approvals)


def _aims(aims: Aims) -> Iterator[str]:
    if aims.goals:
        goals = ((one.metric, one.start, one.now, one.target, one.state) for one in aims.goals)
        yield from _section("Ziele", ("Ziel", "Anfang", "Jetzt", "Soll", "Stand"), goals)
    if aims.challenges:
        challenges = ((one.title, one.status, one.next_step, one.review_on) for one in aims.challenges)
        yield from _section(
            "Herausforderungen", ("Herausforderung", "Stand", "Nächster Schritt", "Wieder ansehen"), challenges
        )


def sheet_rows(outings: Iterable[Outing], places: Places, figures: Figures, settings: Settings) -> list[list[str]]:
    """One row a delivery of the span and a channel of an empty place, with a head: for whoever counts with a program of
    their own."""
    zone = settings.authority.zone
    here = [one for one in outings if one.moment is not None and one.moment.astimezone(zone).date() in figures.span]
    rows = [(one.moment, _delivery(one, settings)) for one in here]
    rows += [(place.at, row) for place in places.empty for row in _empty(place, settings)]
    return [list(SHEET_HEAD), *(row for _, row in sorted(rows, key=lambda one: (one[0], one[1][0], one[1][5])))]


def _delivery(one: Outing, settings: Settings) -> list[str]:
    audiences = ", ".join(AUDIENCES.get(audience, audience) for audience in one.audiences)
    words = [one.post, one.title, KINDS.get(one.kind, one.kind), one.topic, audiences, one.channel]
    return [*words, _moment(one.due, settings), _moment(one.out_at, settings), ENDS[one.end], one.why or ""]


def _empty(place: EmptyPlace, settings: Settings) -> Iterator[list[str]]:
    topic = settings.topics.get(place.topic)
    audiences = ", ".join(AUDIENCES[audience] for audience in (topic.audiences if topic is not None else ()))
    for channel in place.channels:
        words = [place.post or "", place.idea or "", "", place.topic, audiences, channel]
        yield [*words, _moment(place.at, settings), "", WITHOUT_POST, ""]


def _moment(at: datetime | None, settings: Settings) -> str:
    return f"{at.astimezone(settings.authority.zone):%d.%m.%Y %H:%M}" if at is not None else ""


def _section(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    written = [" | ".join(text.markdown_cell(cell) for cell in row) for row in rows]
    table = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {row} |" for row in written)]
    return ["", f"## {title}", "", *table]
