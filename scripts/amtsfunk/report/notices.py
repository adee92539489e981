"""What is told to people about deliveries: messages as values, decided here, sent elsewhere.

Nothing here knows a clock, an address of a person or a way of sending. Every list is cut to what somebody reads; what
strangers wrote (titles, reasons, addresses) stands on one line with its control characters written out, so that no
title makes a header and no reason forges a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from amtsfunk.channels.by_hand import SHEET, record_command, record_page, title_of
from amtsfunk.channels.contract import Job
from amtsfunk.report.safe import visible

Audience = Literal["duty", "operator"]
MOST_ITEMS = 20
LARGEST_ATTACHMENTS = 10 * 1024 * 1024
"""Bytes of all attachments of one message; mail servers commonly take 20 MB, and encoding adds a third."""
_LONGEST_SUBJECT = 120
_LONGEST_LINE = 400
_TYPES: Mapping[str, tuple[str, str]] = {
    ".png": ("image", "png"),
    ".jpg": ("image", "jpeg"),
    ".jpeg": ("image", "jpeg"),
    ".gif": ("image", "gif"),
    ".webp": ("image", "webp"),
    ".txt": ("text", "plain"),
    ".mp4": ("video", "mp4"),
    ".webm": ("video", "webm"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody has to know. ``what`` is the state in words, ``why`` may be empty."""

    post: str
    channel: str
    what: str
    why: str = ""
    when: str = ""

    def line(self) -> str:
        where = f" ({self.channel})" if self.channel else ""
        said = f"{self.when} " if self.when else ""
        return _cut(f"- {said}{self.post}{where}: {self.what}{f' – {self.why}' if self.why else ''}")


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes = field(repr=False)

    @property
    def type(self) -> tuple[str, str]:
        ending = self.name[self.name.rfind(".") :].lower() if "." in self.name else ""
        return _TYPES.get(ending, ("application", "octet-stream"))


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. ``kind``: trouble, handed, module, reminder, morning, credentials, test. ``subject`` is one line."""

    kind: str
    audience: Audience
    subject: str
    text: str
    items: tuple[Item, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def trouble(items: Sequence[Item]) -> Notice | None:
    """What was missed, held, rejected, came too late or was not confirmed in this run."""
    if not items:
        return None
    first = items[0]
    subject = f"{_named(first)}: {first.what}" if len(items) == 1 else f"{len(items)} Sendungen brauchen jemanden"
    text = ["Bitte sehen Sie nach. Von allein geschieht hier nichts mehr:", "", *_lines(items), "", _MORE]
    return _notice("trouble", "duty", subject, text, items)


def handed(job: Job, files: Mapping[str, bytes], internal_site: str | None) -> Notice:
    """One post that waits for a person: the sheet, the texts to copy, pictures attached, the page and the command.

    ``files`` is the handed folder (``by_hand.folder_of``).
    """
    texts = [name for name in sorted(files) if name.endswith(".txt") and name != SHEET]
    pictures = [name for name in sorted(files) if not name.endswith(".txt")]
    fits = sum(len(files[name]) for name in pictures) <= LARGEST_ATTACHMENTS
    page = _page(internal_site, job)
    text = [files[SHEET].decode().rstrip(), "", *([f"Adresse eintragen: {page}", ""] if page else [])]
    for name in texts:
        text += [f"---- {name} ----", files[name].decode().rstrip("\n"), ""]
    if pictures and not fits:
        text += [f"Die Dateien sind zu groß für eine E-Mail. Sie liegen im Ordner {job.post}/{job.channel}: "]
        text += [f"- {name}" for name in pictures]
    until = f"bis {job.latest:%d.%m. %H:%M} Uhr" if job.latest is not None else "jetzt"
    subject = f"Von Hand, {until}: {title_of(job)} ({job.channel})"
    why = record_command(job.post, job.channel)
    items = (Item(job.post, job.channel, "liegt zum Veröffentlichen bereit", page or why),)
    attached = tuple(Attachment(name, files[name]) for name in pictures) if fits else ()
    return Notice("handed", "duty", _subject(subject), "\n".join(text).rstrip() + "\n", items, attached)


def handed_too(items: Sequence[Item]) -> Notice | None:
    """Further posts by hand, where one run hands over more than anybody wants as single messages."""
    if not items:
        return None
    subject = f"{len(items)} weitere Beiträge liegen zum Veröffentlichen von Hand bereit"
    text = ["Texte, Bilder und Anleitungen liegen im Ordner der Übergaben.", "", *_lines(items), "", _MORE]
    return _notice("handed", "duty", subject, text, items)


def of_modules(items: Sequence[Item]) -> Notice | None:
    """What one person on duty sent by an agreed module: others look at it afterwards."""
    if not items:
        return None
    subject = f"Aus einem Modul gesendet: {items[0].post}" if len(items) == 1 else f"{len(items)} Module gesendet"
    text = ["Eine Person im Dienst hat gesendet, was abgestimmt war. Bitte sehen Sie es sich heute noch an:", ""]
    return _notice("module", "duty", subject, [*text, *_lines(items), "", _MORE], items)


def reminder(items: Sequence[Item]) -> Notice | None:
    """Handed, not recorded, and the time is nearly over."""
    if not items:
        return None
    subject = (
        f"Gleich zu spät: {_named(items[0])}"
        if len(items) == 1
        else f"Gleich zu spät: {len(items)} Beiträge von Hand sind noch nicht eingetragen"
    )
    text = ["Hier fehlt noch die Adresse. Ist der Beitrag draußen, tragen Sie sie bitte ein:", ""]
    return _notice("reminder", "duty", subject, [*text, *_lines(items), "", _MORE], items)


def credentials(items: Sequence[Item]) -> Notice | None:
    """To whoever runs it: what ends soon, or no longer works."""
    if not items:
        return None
    subject = (
        f"Zugang zu {items[0].channel}: {items[0].what}"
        if len(items) == 1
        else f"Zugänge zu {len(items)} Kanälen brauchen Sie"
    )
    text = ["Ohne gültigen Zugang bleibt auf diesen Kanälen alles liegen:", "", *_lines(items)]
    return _notice("credentials", "operator", subject, text, items)


@dataclass(frozen=True, slots=True)
class Day:
    """What the morning message says. ``duty`` and ``substitute`` are signs; ``stops`` are in words."""

    day: date
    due: tuple[Item, ...] = ()
    waiting: tuple[Item, ...] = ()
    open: tuple[Item, ...] = ()
    stops: tuple[str, ...] = ()
    duty: str | None = None
    substitute: str | None = None


def morning(day: Day) -> Notice:
    """What goes out today, what waits for approval, what is held, and who is on duty."""
    text: list[str] = []
    if day.duty:
        text += [f"Dienst hat {day.duty}{f', Vertretung {day.substitute}' if day.substitute else ''}."]
    else:
        text += ["Für heute steht niemand im Dienstplan. Bitte klären Sie das zuerst."]
    if day.stops:
        text += ["", "Es gilt ein Stopp:", *(_cut(f"- {visible(stop)}") for stop in day.stops[:MOST_ITEMS])]
    for title, items, none in (
        ("Heute geht hinaus", day.due, "Für heute ist nichts freigegeben."),
        ("Es fehlt die Freigabe", day.waiting, ""),
        ("Jemand muss entscheiden oder handeln", day.open, ""),
    ):
        if items or none:
            text += ["", f"{title}:" if items else none, *_lines(items)]
    count = f"{len(day.due)} {'Sendung' if len(day.due) == 1 else 'Sendungen'}" if day.due else "nichts"
    attention = f", {len(day.open)} offen" if day.open else ""
    subject = f"Heute, {day.day:%d.%m.%Y}: {count}{attention}"
    return _notice("morning", "duty", subject, text, (*day.due, *day.waiting, *day.open))


def trial(authority: str) -> Notice:
    subject = f"Probenachricht von Amtsfunk ({authority})"
    text = ["Diese Nachricht ist eine Probe. Kommt sie an, dann kommen auch die anderen an. Sie müssen nichts tun."]
    return _notice("test", "duty", subject, text, ())


def near(waiting: Sequence[tuple[Item, datetime]], now: datetime, before: timedelta) -> tuple[Item, ...]:
    """Of the posts that wait for a person, with their latest times, those whose time is nearly over."""
    return tuple(item for item, latest in waiting if now < latest <= now + before)


def to_json(notice: Notice) -> dict[str, object]:
    """The body of a webhook: ``text`` is what most chat services show; no pictures."""
    return {
        "text": f"{notice.subject}\n\n{notice.text}",
        "kind": notice.kind,
        "items": [
            {"post": item.post, "channel": item.channel, "what": item.what, "why": item.why, "when": item.when}
            for item in notice.items[:MOST_ITEMS]
        ],
    }


_MORE = "Den ganzen Stand zeigt: amtsfunk status"


def _page(internal_site: str | None, job: Job) -> str | None:
    return f"{internal_site.rstrip('/')}/{record_page(job.post, job.channel)}" if internal_site else None


def _notice(kind: str, audience: Audience, subject: str, text: Sequence[str], items: Sequence[Item]) -> Notice:
    return Notice(kind, audience, _subject(subject), "\n".join(text) + "\n", tuple(items))


def _subject(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _LONGEST_SUBJECT else f"{shown[: _LONGEST_SUBJECT - 1]}…"


def _named(item: Item) -> str:
    return f"{item.post} ({item.channel})" if item.channel else item.post


def _lines(items: Sequence[Item]) -> list[str]:
    lines = [item.line() for item in items[:MOST_ITEMS]]
    rest = len(items) - MOST_ITEMS
    return [*lines, f"- … und {rest} weitere"] if rest > 0 else lines


def _cut(line: str) -> str:
    shown = visible(line)
    return shown if len(shown) <= _LONGEST_LINE else f"{shown[: _LONGEST_LINE - 1]}…"
