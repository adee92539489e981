"""The plan as one page to print for the morning round: no script, no address, nothing to load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from amtsfunk.model.german import german_weekday
from amtsfunk.planning.plan import Plan
from amtsfunk.report.plan_text import UNKNOWN, duty_in_words, labels, state_of
from amtsfunk.report.safe import visible

_STYLE = """
body { font: 11pt/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin: 1.2rem 0 .2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #767676; padding: .25rem .5rem; text-align: left; vertical-align: top; }
th { font-weight: 600; } td:first-child, th:first-child { white-space: nowrap; width: 4rem; }
.free { font-style: italic; }
section { break-inside: avoid; }
@page { size: A4; margin: 1.5cm; }
"""


def render_page(plan: Plan, days: Sequence[date], focus: str = "") -> str:
    """HTML of the days, with who is on duty on each."""
    title = f"Redaktionsplan {plan.settings.authority.short_name}: {german_weekday(days[0])}"
    title += f" bis {german_weekday(days[-1])}" if len(days) > 1 else ""
    parts = [f"<p>Schwerpunkt: {_text(focus)}</p>"] if focus else []
    parts += [line for day in days for line in _day(plan, day)]
    parts += [f"<p>{_text(UNKNOWN)}</p>"] if plan.approved is None else []
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n<title>{_text(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{_text(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _day(plan: Plan, day: date) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(german_weekday(day))}</h2>\n<p>Dienst: {_text(duty_in_words(plan, day))}</p>"
    rows = [
        (entry.due, "", entry.title, labels(plan, entry.channels), state_of(plan, entry))
        for entry in plan.by_day.get(day, ())
        if entry.due is not None
    ]
    rows += [
        (place.at, ' class="free"', place.idea or place.topic, labels(plan, place.channels), "Platz frei")
        for place in plan.free
        if plan.day_of(place.at) == day
    ]
    if not rows:
        yield "<p>nichts geplant</p>\n</section>"
        return
    yield '<table>\n<thead><tr><th scope="col">Uhrzeit</th><th scope="col">Beitrag</th><th scope="col">Kanäle</th>'
    yield '<th scope="col">Stand</th></tr></thead>\n<tbody>'
    for at, kind, title, channels, state in sorted(rows, key=lambda row: (row[0], row[2])):
        clock = f"{at.astimezone(plan.calendar.zone):%H:%M}"
        cells = "".join(f"<td>{_text(value)}</td>" for value in (clock, title, channels, state))
        yield f"<tr{kind}>{cells}</tr>"
    yield "</tbody>\n</table>\n</section>"


def _text(value: str) -> str:
    return escape(visible(value))
