"""What answers can mean: names, lists, times, texts. Every function raises Wrong with what would do instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from amtsfunk.commands.creating.asking import Wrong
from amtsfunk.model.week import monday_of
from amtsfunk.rules.suggest import as_slug, listing, nearest
from amtsfunk.source.times import TimeProblem, parse_local
from amtsfunk.source.write import one_line, plain_body

AFTER_APPROVAL = "after approval"
_DRAFT = ("", "entwurf", "später", "spaeter")
_APPROVED = ("nach freigabe", "nach der freigabe", AFTER_APPROVAL, "sofort")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)


def line(text: str) -> str:
    """One line that says something."""
    seen = one_line(text)
    if not seen:
        raise Wrong("Darin steht nichts, was man lesen kann.")
    if len(seen) > 500:
        raise Wrong(f"Das sind {len(seen)} Zeichen; mehr als 500 passen hier nicht.")
    return seen


def maybe_line(text: str) -> str:
    return line(text) if text.strip() else ""


def body(text: str) -> str:
    """A text that goes out as it was typed."""
    plain = plain_body(text)
    if not plain.strip():
        raise Wrong("Darin steht nichts, was man lesen kann.")
    return plain


def title_for(taken: Callable[[str], str | None]) -> Callable[[str], str]:
    """A title from which a free name of a file can be made; ``taken``: slug → the path that has it, or None."""

    def read(text: str) -> str:
        title = line(text)
        slug = as_slug(title)
        if not slug:
            raise Wrong("Daraus lässt sich kein Dateiname machen. Nehmen Sie bitte auch Buchstaben oder Ziffern.")
        there = taken(slug)
        if there is not None:
            raise Wrong(f"Den Namen „{slug}“ gibt es schon: {there}. Wählen Sie bitte einen anderen Titel.")
        return title

    return read


def one_of(known: Mapping[str, str], what: str) -> Callable[[str], str]:
    """One id, written as the id, as its label or as its number in the list (from 1)."""
    by_word = {str(number): name for number, name in enumerate(known, 1)}
    by_word |= {label.casefold(): name for name, label in known.items()} | {name: name for name in known}

    def read(text: str) -> str:
        word = one_line(text)
        found = by_word.get(word.casefold())
        if found is None:
            better = nearest(word, known)
            hint = f"Meinten Sie „{better}“?" if better else f"Möglich: {listing(known)}."
            raise Wrong(f"{what} „{word}“ gibt es nicht. {hint}")
        return found

    return read


def several_of(known: Mapping[str, str], what: str) -> Callable[[str], list[str]]:
    """One or more ids, parted by commas or spaces; ``alle`` for every one."""
    read_one = one_of(known, what)
    labels = {label.casefold() for label in known.values()}

    def read(text: str) -> list[str]:
        if text.strip().casefold() == "alle":
            return list(known)
        chunks = [" ".join(chunk.split()) for chunk in re.split("[,;]", text.strip(" ,;[]"))]
        words = [word for chunk in chunks for word in ([chunk] if chunk.casefold() in labels else chunk.split())]
        if not words:
            raise Wrong(f"Nennen Sie bitte mindestens eines: {listing(known)}.")
        return list(dict.fromkeys(read_one(word) for word in words))

    return read


def time_from(zone: ZoneInfo, now: datetime) -> Callable[[str], datetime | str | None]:
    """A time ahead, ``after approval``, or None for a draft."""

    def read(text: str) -> datetime | str | None:
        word = " ".join(text.split()).casefold()
        if word in _DRAFT:
            return None
        if word in _APPROVED:
            return AFTER_APPROVAL
        try:
            moment = parse_local(text, zone)
        except TimeProblem as problem:
            better = problem.values.get("fixed")
            hint = f"Meinten Sie {better}?" if better else "So geht es: 01.12.2026 09:00"
            raise Wrong(f"„{text.strip()}“ ist kein Zeitpunkt. {hint}") from problem
        if moment <= now:
            raise Wrong("Dieser Zeitpunkt ist schon vorbei.")
        return moment

    return read


def day_after(today: date) -> Callable[[str], date]:
    """A day that is still to come."""

    def read(text: str) -> date:
        for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
            try:
                day = datetime.strptime(text.strip(), pattern).date()
            except ValueError:
                continue
            if day < today:
                raise Wrong("Dieser Tag ist schon vorbei.")
            return day
        raise Wrong(f"„{text.strip()}“ ist kein Datum. So geht es: 01.12.2026")

    return read


def free_week(taken: Callable[[str], str | None]) -> Callable[[str], str]:
    """A week as ``2026-W49`` that has no plan yet."""

    def read(text: str) -> str:
        week = text.strip().upper()
        try:
            monday_of(week)
        except ValueError as unknown:
            raise Wrong(f"„{text.strip()}“ ist keine Woche. So geht es: 2026-W49") from unknown
        there = taken(week)
        if there is not None:
            raise Wrong(f"Für diese Woche gibt es schon einen Plan: {there}")
        return week

    return read


def address(text: str) -> str:
    """A web address or nothing."""
    word = text.strip()
    if not word:
        return ""
    if not re.fullmatch(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?", word):
        raise Wrong("Das ist keine vollständige Adresse. So geht es: https://www.beispiel.example/seite")
    return word


def reason(text: str) -> str:
    """Why there is no address: words, no address."""
    seen = line(text)
    if _ADDRESS.fullmatch(seen):
        raise Wrong("Das ist eine Adresse. Hier gehört in Worten hin, warum es keine Seite dazu gibt.")
    return seen


def slot(text: str) -> str | list[str]:
    """What may fill a blank: ``zeit``, ``zahl``, or choices parted by commas."""
    word = text.strip().casefold()
    if word in ("zeit", "uhrzeit", "time"):
        return "time"
    if word in ("zahl", "nummer", "number"):
        return "number"
    choices = [one_line(choice) for choice in text.split(",") if one_line(choice)]
    if not choices:
        raise Wrong("Nennen Sie Möglichkeiten, mit Kommas getrennt, oder „zeit“ oder „zahl“.")
    return choices
