"""What one week still lacks, in German words: for ``amtsfunk plan gaps WANN`` and the page of next week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from amtsfunk.model.german import german_day, german_time, german_weekday
from amtsfunk.model.plan import Per
from amtsfunk.pages.facts import AUDIENCES
from amtsfunk.planning.balance import BALANCED_FROM, Balance
from amtsfunk.planning.cadence import WeekCount
from amtsfunk.planning.missing import Missing
from amtsfunk.planning.plan import Plan

_DUTY = {"duty": "niemand ist eingetragen", "substitute": "die Vertretung fehlt"}


@dataclass(frozen=True, slots=True)
class Section:
    """``lines``: what is missing; ``fine``: what to say where nothing is; ``todo``: what to do about it."""

    id: str
    title: str
    lines: tuple[str, ...]
    fine: str
    todo: str


def title_of(missing: Missing) -> str:
    first, last = missing.days[0], missing.days[-1]
    return f"Woche {first.isocalendar().week}: {german_day(first)} bis {german_day(last)}"


def sections(plan: Plan, missing: Missing) -> tuple[Section, ...]:
    return (
        _days(missing),
        _places(plan, missing),
        _channels(plan, missing),
        _balance(plan, missing),
        _duty(missing),
        _approvals(plan, missing),
        _times(plan, missing),
    )


def _days(missing: Missing) -> Section:
    lines = tuple(german_weekday(day) for day in missing.empty)
    return Section(
        "tage", "Werktage ohne Beitrag", lines, "Jeder Werktag, der noch kommt, hat einen Beitrag.",
        "Unten stehen die besten freien Zeiten." if missing.proposals else "Planen Sie etwas dafür.",
    )  # fmt: skip


def _places(plan: Plan, missing: Missing) -> Section:
    free = (
        f"{_moment(plan, place.at)}: {place.idea or _topic(plan, place.topic)} ({labels(plan, place.channels)})"
        for place in missing.free
    )
    untimed = (
        f"noch ohne Zeit: {one.post or one.idea or _topic(plan, one.topic)} ({labels(plan, one.channels)})"
        for one in missing.untimed
    )
    has_places = bool(missing.untimed) or any(plan.day_of(place.at) in missing.days for place in plan.places)
    fine = "Alle Plätze haben einen Beitrag und eine Zeit."
    return Section(
        "plaetze", "Freie Plätze im Wochenplan", (*free, *untimed),
        fine if has_places else "Für die Woche gibt es keinen Wochenplan.",
        "Schreiben Sie den Beitrag, oder nehmen Sie den Platz heraus. Zeiten schlägt am eigenen Rechner "
        f"„amtsfunk plan fill {missing.week}“ vor." if missing.untimed else
        "Schreiben Sie den Beitrag, oder nehmen Sie den Platz heraus.",
    )  # fmt: skip


def _channels(plan: Plan, missing: Missing) -> Section:
    lines = tuple(f"{labels(plan, [one.channel])}: {_counted(one)}" for one in missing.short)
    return Section(
        "kanaele", "Kanäle, auf denen zu wenig erscheint", lines,
        "Jeder Kanal bekommt so viel, wie Sie sich vorgenommen haben; freie Plätze mitgezählt.",
        "Planen Sie etwas dafür. Passt die Zahl nicht zu Ihrem Haus, ändern Sie sie in plans/plan.yml.",
    )  # fmt: skip


def _counted(one: WeekCount) -> str:
    unit = "an den Werktagen" if one.cadence.per is Per.day else "in der Woche"
    return f"{one.count} von mindestens {one.least} {unit}"


def _balance(plan: Plan, missing: Missing) -> Section:
    topics = (f"Thema {_topic(plan, one.name)}: {_share(one)}" for one in missing.topics)
    audiences = (f"Zielgruppe {AUDIENCES.get(one.name, one.name)}: {_share(one)}" for one in missing.audiences)
    return Section(
        "themen", "Themen und Zielgruppen, die zu kurz kommen", (*topics, *audiences),
        "In dieser und den drei nächsten Wochen kommt nichts zu kurz, soweit sich das sagen lässt: Unter "
        f"{BALANCED_FROM} Beiträgen wird nicht gezählt.",
        "Gezählt werden diese und die drei nächsten Wochen. Planen Sie etwas dafür, oder ändern Sie den Anteil in "
        "plans/plan.yml.",
    )  # fmt: skip


def _share(one: Balance) -> str:
    wanted = f", gewünscht sind mindestens {one.wanted.least} Prozent" if one.wanted.least else ""
    if one.size == "none":
        return f"gar nichts{wanted}"
    return f"{one.count} von {one.total} Beiträgen{wanted}"


def _duty(missing: Missing) -> Section:
    lines = tuple(f"{german_weekday(gap.day)}: {_DUTY[gap.what]}" for gap in missing.duty or ())
    fine = "An jedem Tag hat jemand Dienst, und jemand vertritt."
    return Section(
        "dienst", "Tage ohne Dienst oder Vertretung", lines,
        fine if missing.duty is not None else "Es gibt hier keinen Dienstplan (plans/rota.yml).",
        "Tragen Sie jemanden in plans/rota.yml ein, oder tauschen Sie.",
    )  # fmt: skip


def _approvals(plan: Plan, missing: Missing) -> Section:
    waiting = (
        f"{_moment(plan, one.due)}: {one.title} – noch nicht freigegeben"
        for one in missing.unapproved or ()
        if one.due is not None
    )
    drafts = (f"{one.title} – Entwurf, noch ohne Zeit" for one in missing.drafts)
    known = missing.unapproved is not None
    return Section(
        "freigaben", "Entwürfe, und was noch freizugeben ist", (*waiting, *drafts),
        "Alles, was einen Termin hat, ist freigegeben, und kein Entwurf liegt herum." if known else
        "Kein Entwurf liegt herum. Was freigegeben ist, steht im Sendebuch; hier ist keines bekannt.",
        "Zeiten schlägt am eigenen Rechner „amtsfunk plan fill“ vor. Danach gibt die Pressesprecherin oder der "
        "Pressesprecher frei."
        + ("" if known else " Was schon freigegeben ist, steht im Sendebuch; hier ist keines bekannt."),
    )  # fmt: skip


def _times(plan: Plan, missing: Missing) -> Section:
    lines = tuple(
        f"{german_weekday(one.at.date())}, {german_time(one.at)}, weil: {'; '.join(one.reasons)}"
        for one in missing.proposals
    )
    channels = labels(plan, missing.channels)
    return Section(
        "zeiten", "Die besten freien Zeiten", lines, f"In dieser Woche ist für {channels} nichts mehr frei.",
        f"Gesucht für: {channels}.",
    )  # fmt: skip


def told(section: Section) -> Iterator[str]:
    """A section at a terminal."""
    if not section.lines:
        yield f"{section.title}: {section.fine}"
        return
    yield f"{section.title}:"
    yield from (f"  - {line}" for line in section.lines)
    yield f"    → {section.todo}"


def labels(plan: Plan, channels: Sequence[str]) -> str:
    known = plan.settings.channels
    return ", ".join(known[name].label if name in known else name for name in channels)


def _topic(plan: Plan, name: str) -> str:
    known = plan.settings.topics.get(name)
    return known.label if known is not None else name


def _moment(plan: Plan, at: datetime) -> str:
    local = at.astimezone(plan.calendar.zone)
    return f"{german_weekday(local.date())}, {german_time(local)}"
