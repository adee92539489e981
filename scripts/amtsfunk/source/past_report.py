"""The account of an import from an archive: a Markdown page in German, for whoever checks it.

What was taken over and what was changed on the way, what was left out and why. The words of what was not public stand
nowhere in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amtsfunk.source.past import LeftOut
from amtsfunk.source.past_posts import Planned
from amtsfunk.source.write import one_line

_MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class PastAccount:
    """Everything that the report tells. ``known``: how many were here already; ``archive``: as archive or as drafts."""

    origin: str
    account: str
    archive: bool
    planned: Sequence[Planned]
    left_out: Sequence[LeftOut]
    known: int
    topic: str
    written: bool


def render_past(account: PastAccount) -> str:
    """The whole report."""
    return "\n".join([*_summary(account), *_planned(account), *_left_out(account)]) + "\n"


def tell_past(account: PastAccount) -> list[str]:
    """What the terminal says: figures, and what was left out by reason."""
    kind = "Archivbeiträge" if account.archive else "Entwürfe"
    pictures = sum(len(one.pictures) for one in account.planned)
    lines = [
        f"{len(account.planned)} {kind} mit {pictures} Bildern, {account.known} waren schon übernommen",
    ]
    noted = sum(1 for one in account.planned if one.notes)
    if noted:
        lines.append(f"Bei {noted} davon ging etwas nicht mit oder ist etwas zu prüfen (steht im Bericht)")
    reasons = Counter(one.why for one in account.left_out).most_common()
    lines += [f"Nicht übernommen, {count}-mal: {why}" for why, count in reasons[:_MOST_REASONS]]
    if reasons[_MOST_REASONS:]:
        lines.append("Nicht übernommen: noch mehr, aus anderen Gründen (steht im Bericht)")
    return lines


def _summary(account: PastAccount) -> Iterator[str]:
    yield f"# Übernahme aus {account.origin}"
    yield ""
    if account.account:
        yield f"- Konto: {_shown(account.account)}"
    yield from (f"- {line}" for line in tell_past(account))
    yield f"- Thema, wo die Vorlage keines nennt: {account.topic}; bitte prüfen"
    yield "- Rechte an den Bildern sind nicht geklärt; das sagt die Vorlage nicht"
    yield "- Die Dateien sind geschrieben." if account.written else "- Noch ist nichts geschrieben (--write fehlt)."
    yield ""


def _planned(account: PastAccount) -> Iterator[str]:
    for one in account.planned:
        yield f"## {one.path}"
        yield ""
        yield f"- Vorlage: {_shown(one.past.address or one.past.key)}"
        yield from (f"- {_shown(note)}" for note in one.notes)
        yield ""


def _left_out(account: PastAccount) -> Iterator[str]:
    if account.left_out:
        yield "## Nicht übernommen"
        yield ""
        yield from (f"- {_shown(one.key)}: {_shown(one.why)}" for one in account.left_out)


def _shown(text: str) -> str:
    """One line, without what a reader of Markdown could take for markup."""
    return one_line(text).replace("<", "‹").replace(">", "›").replace("`", "'")
