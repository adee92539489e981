"""What was mended, in words for whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amtsfunk.report.safe import visible
from amtsfunk.source.mending import Change

_WHAT: Mapping[str, str] = {
    "byte-order-mark": "unsichtbares Zeichen am Anfang der Datei gelöscht",
    "carriage-return": "Zeilenenden vereinheitlicht",
    "soft-hyphen": "unsichtbare Trennstellen gelöscht",
    "composed": "zusammengesetzte Buchstaben (wie ä aus a und Punkten) vereinheitlicht",
    "no-break-space": "geschützte Leerzeichen durch gewöhnliche ersetzt",
    "tab-character": "Tabulatoren durch Leerzeichen ersetzt",
    "yaml-curly-quotes": "gebogene Anführungszeichen um den Wert durch gerade ersetzt",
    "yaml-at-sign": "Anführungszeichen um den Wert gesetzt (er beginnt mit @)",
    "yaml-colon-in-value": "Anführungszeichen um den Wert gesetzt (er enthält einen Doppelpunkt)",
    "expected-list": "Werte in eckige Klammern gesetzt (es ist eine Liste)",
    "front-matter-dashes": "Trennlinie aus drei Bindestrichen geschrieben",
    "section-without-space": "Leerzeichen hinter ## gesetzt",
}
_SHOWN = frozenset(what for what in _WHAT if what.startswith(("yaml-", "front-", "section-", "expected-")))
"""Changes that one can see."""
_LISTED_AT_MOST = 10


def change_lines(change: Change) -> Iterator[str]:
    """``Zeile 4: …``, and both versions of the line where they can be told apart by looking."""
    where = ""
    if change.lines:
        numbers = ", ".join(map(str, change.lines[:_LISTED_AT_MOST]))
        more = " und weitere" if len(change.lines) > _LISTED_AT_MOST else ""
        where = f"{'Zeile' if len(change.lines) == 1 else 'Zeilen'} {numbers}{more}: "
    yield f"{where}{_WHAT[change.what]}"
    if change.what in _SHOWN:
        yield f"  - {visible(change.before)}"
        yield f"  + {visible(change.after)}"
