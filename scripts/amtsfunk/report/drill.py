"""The minutes of a drill, as Markdown: what was done, how long it took, what was missing. Functions only, no person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from amtsfunk.model.crisis import CrisisStep
from amtsfunk.report.safe import visible

STEPS: Mapping[CrisisStep, tuple[str, str]] = MappingProxyType(
    {
        CrisisStep.stop: ("Alles Geplante anhalten", "wer es zuerst bemerkt"),
        CrisisStep.contacts: ("Anrufen und bestätigen lassen", "Dienst"),
        CrisisStep.module: ("Erste Meldung aus dem abgestimmten Modul", "Dienst, allein"),
        CrisisStep.fast_lane: ("Meldung in eigenen Worten im Eilweg", "Redaktion schreibt, Dienst gibt frei"),
        CrisisStep.follow_up: ("Entwarnung und Nachschau", "Dienst"),
        CrisisStep.lift: ("Stopp aufheben", "eine zweite Person mit Freigaberecht"),
    }
)
"""Step → what it is called, and who does it."""

_SHORTEST = 0.1


@dataclass(frozen=True, slots=True)
class Taken:
    """One step. ``took`` None: it could not be drilled, or only people could have done it. ``target``: in minutes."""

    step: CrisisStep
    took: timedelta | None
    target: int | None

    @property
    def is_late(self) -> bool:
        return self.took is not None and self.target is not None and self.took > timedelta(minutes=self.target)


@dataclass(frozen=True, slots=True)
class Drill:
    """``by_itself``: no person took part, so the minutes are the program's. ``misses``: sentences, in order."""

    title: str
    level: str
    day: date
    by_itself: bool
    steps: tuple[Taken, ...]
    misses: tuple[str, ...]

    @property
    def went_well(self) -> bool:
        return not self.misses and not any(one.is_late for one in self.steps)


def render_drill(drill: Drill) -> str:
    return "\n".join(_lines(drill)) + "\n"


def _lines(drill: Drill) -> Iterator[str]:
    yield f"# Krisenübung: {_cell(drill.title)}"
    yield ""
    yield f"Geübt am {drill.day:%d.%m.%Y}, Stufe „{_cell(drill.level)}“. Hinausgegangen ist nichts."
    if drill.by_itself:
        yield "Das Programm hat alle Schritte selbst getan. Die Minuten sind seine, nicht die von Menschen."
    yield ""
    yield "| Schritt | Wer | Minuten | Ziel | |"
    yield "|---|---|---:|---:|---|"
    for one in drill.steps:
        title, who = STEPS[one.step]
        target = "–" if one.target is None else str(one.target)
        yield f"| {title} | {who} | {_minutes(one.took)} | {target} | {_judged(one)} |"
    yield ""
    yield "## Was gefehlt hat"
    yield ""
    late = [f"Zu langsam: {STEPS[one.step][0]}." for one in drill.steps if one.is_late]
    found = [*drill.misses, *late]
    yield from (f"- {_cell(miss)}" for miss in found)
    if not found:
        yield "Nichts."
    yield ""
    yield "## Was wir ändern"
    yield ""
    yield "- "


def _judged(one: Taken) -> str:
    if one.took is None:
        return "nicht gemessen" if one.step is CrisisStep.contacts else "nicht gelungen"
    return "zu spät" if one.is_late else ""


def _minutes(took: timedelta | None) -> str:
    """``0,4``: minutes with one decimal."""
    if took is None:
        return "–"
    minutes = took.total_seconds() / 60
    return f"{minutes:.1f}".replace(".", ",") if minutes >= _SHORTEST else "unter 0,1"


def _cell(words: str) -> str:
    """Words from files inside a table or list: one line, and no bar that would end a cell."""
    return visible(" ".join(words.split())).replace("|", "\\|")
