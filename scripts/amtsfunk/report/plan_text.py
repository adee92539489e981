"""The plan at a terminal: days as a timeline, a table of channels, who is on duty. German, in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from amtsfunk.model.authority import Weekday
from amtsfunk.model.german import WEEKDAYS, german_time, german_weekday
from amtsfunk.model.plan import Cadence, Per
from amtsfunk.model.week import week_of
from amtsfunk.planning.cadence import counts_by_day
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.numbers import SOURCES, Numbers
from amtsfunk.planning.plan import Place, Plan
from amtsfunk.planning.slots import Proposal
from amtsfunk.report.safe import visible

_LONGEST = 60
SEPARATOR = ", "
_NAMES = tuple(Weekday)
UNKNOWN = "Ob etwas freigegeben ist, steht im Sendebuch; hier ist keines bekannt."


def state_of(plan: Plan, entry: Entry) -> str:
    """What is known of a post, in a word or two."""
    if entry.due is not None and entry.due <= plan.now:
        return "Zeit ist vorbei"
    if plan.approved is None:
        return "geplant"
    return "freigegeben" if entry.id in plan.approved else "noch nicht freigegeben"


def labels(plan: Plan, channels: Sequence[str]) -> str:
    known = plan.settings.channels
    return ", ".join(known[name].label if name in known else name for name in channels)


def shown_days(plan: Plan, days: Sequence[date], focus: str = "") -> Iterator[str]:
    """A heading, every day, and for a whole week the table of its channels."""
    if len(days) > 1:
        week = days[0].isocalendar().week
        yield f"Woche {week}: {german_weekday(days[0])} bis {german_weekday(days[-1])}"
        if focus:
            yield f"Schwerpunkt: {visible(focus)}"
        yield ""
    for day in days:
        yield from _day(plan, day)
        yield ""
    if len(days) > 1:
        yield from _untimed(plan, days)
        yield from _table(plan, days)
        yield ""
    if plan.approved is None:
        yield UNKNOWN


def _day(plan: Plan, day: date) -> Iterator[str]:
    notes = [*(["heute"] if day == plan.today else []), *_special(plan, day)]
    yield f"{german_weekday(day)}{f' ({SEPARATOR.join(notes)})' if notes else ''}"
    yield f"  Dienst: {duty_in_words(plan, day)}"
    lines: list[tuple[datetime, str]] = []
    for entry in plan.by_day.get(day, ()):
        if entry.due is not None:
            lines.append((entry.due, _post(plan, entry, entry.due)))
    lines += [(place.at, _place(plan, place)) for place in plan.free if plan.day_of(place.at) == day]
    if not lines:
        yield "  nichts geplant"
    yield from (line for _, line in sorted(lines))


def _special(plan: Plan, day: date) -> Iterator[str]:
    quiet, holiday, election = plan.quiet_on(day), plan.holiday_on(day), plan.election_on(day)
    if holiday is not None:
        yield visible(holiday)
    if quiet is not None:
        yield f"stiller Tag: {visible(quiet.name)}"
    if election is not None:
        yield "Zeit vor einer Wahl"


def _clock(plan: Plan, moment: datetime) -> str:
    return f"{moment.astimezone(plan.calendar.zone):%H:%M}"


def _post(plan: Plan, entry: Entry, due: datetime) -> str:
    marks = [state_of(plan, entry), *(["heikel"] if entry.sensitive else [])]
    return f"  {_clock(plan, due)}  {_short(entry.title)}\n         {labels(plan, entry.channels)} · {', '.join(marks)}"


def _place(plan: Plan, place: Place) -> str:
    what = place.idea or place.topic
    where = f"{labels(plan, place.channels)} · Platz {place.number}"
    return f"  {_clock(plan, place.at)}  (frei) {_short(what)}\n         {where}"


def _untimed(plan: Plan, days: Sequence[date]) -> Iterator[str]:
    week = week_of(days[0])
    here = [one for one in plan.untimed if one.week == week]
    if not here:
        return
    yield "Noch ohne Zeit:"
    for one in here:
        what = one.post or one.idea or one.topic
        yield f"  {_short(what)}\n         {labels(plan, one.channels)} · Platz {one.number}"
    yield f"    → Zeiten vorschlagen: amtsfunk plan fill {week}"
    yield ""


def _short(text: str) -> str:
    seen = visible(text)
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1].rstrip()}…"


def _table(plan: Plan, days: Sequence[date]) -> Iterator[str]:
    counts = counts_by_day(plan)
    width = max([len(labels(plan, [name])) for name in plan.open_channels] + [len("Kanal")])
    names = "".join(f"{WEEKDAYS[day.weekday()][:2]:>4}" for day in days)
    yield f"{'Kanal':<{width}}{names}{'Woche':>8}   gewünscht"
    for channel in plan.open_channels:
        numbers = [counts.get((channel, day), 0) for day in days]
        cells = "".join(f"{number or '·':>4}" for number in numbers)
        wanted = wish(plan.numbers.cadence_of(channel))
        yield f"{labels(plan, [channel]):<{width}}{cells}{sum(numbers):>8}   {wanted}"


def wish(cadence: Cadence) -> str:
    return f"{cadence.least} bis {cadence.most} {'je Werktag' if cadence.per is Per.day else 'je Woche'}"


def duty_in_words(plan: Plan, day: date) -> str:
    """Signs with their functions; says so where nobody is there, or no rota is kept."""
    if plan.rota is None:
        return "kein Dienstplan (plans/rota.yml)"
    duty = plan.on_duty(day)
    if duty is None:
        return "niemand eingetragen"
    stand_in = _person(plan, duty.substitute) if duty.substitute else "niemand"
    return f"{_person(plan, duty.duty)} · Vertretung: {stand_in}"


def _person(plan: Plan, sign: str) -> str:
    person = plan.settings.people.get(sign)
    return f"{sign} ({visible(person.function)})" if person is not None and person.function else visible(sign)


def duty_line(plan: Plan, day: date) -> str:
    """One day of the rota with its hours."""
    hours = plan.settings.hours
    spans = [
        f"{window.begins:%H:%M}–{window.ends:%H:%M}"
        for window in (hours.duty if hours is not None else ())
        if _NAMES[day.weekday()] in window.days
    ]
    return f"{german_weekday(day)}: {duty_in_words(plan, day)}{f' · {SEPARATOR.join(spans)} Uhr' if spans else ''}"


def proposals(plan: Plan, found: Sequence[Proposal], channels: Sequence[str]) -> Iterator[str]:
    """The best free times, each with its reasons."""
    if not found:
        yield f"In den nächsten vier Wochen ist für {labels(plan, channels)} nichts frei."
        return
    yield f"Die besten freien Zeiten für den nächsten Beitrag ({labels(plan, channels)}):"
    for number, proposal in enumerate(found, start=1):
        yield f"  {number}. {german_weekday(proposal.at.date())}, {german_time(proposal.at)}"
        yield f"     weil: {'; '.join(proposal.reasons)}"


def numbers_in_words(numbers: Numbers, named: Mapping[str, str]) -> Iterator[str]:
    """The numbers that hold, each with where it comes from. ``named``: channel → label."""
    effort, coverage = numbers.effort, numbers.coverage
    values = {
        "cadence": wish(numbers.cadence),
        "gap": f"{int(numbers.gap.total_seconds()) // 60} Minuten zwischen zwei Beiträgen auf einem Kanal",
        "coverage": f"{coverage.next_14_days} Beiträge für 14 Tage, {coverage.next_28_days} für 28 Tage",
        "topic": f"höchstens {numbers.topic.most} Prozent für ein Thema",
        "audience": f"{numbers.audience.least} bis {numbers.audience.most} Prozent für eine Zielgruppe",
        "effort": f"{effort.writing} Minuten schreiben, {effort.approving} Minuten je Freigabe",
        "dormant_after": f"nach {numbers.dormant_after.days} Tagen ohne Beitrag gilt ein Kanal als verwaist",
        "duty_ahead": f"für {numbers.duty_ahead} Tage soll der Dienst eingetragen sein",
        "training_ahead": f"{numbers.training_ahead.days} Tage vor ihrem Ende wird an eine Schulung erinnert",
    }
    yield f"Profil: {numbers.profile.value}"
    for key, value in values.items():
        yield f"  {value}"
        yield f"     {SOURCES[key]}"
    for channel, cadence in numbers.channels.items():
        yield f"  {named.get(channel, channel)}: {wish(cadence)} (plans/plan.yml)"
