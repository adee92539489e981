"""A table (CSV) of posts, as a spreadsheet writes it: one row a post, the first row names the columns.

Separators are told from the first row (semicolon, comma or tab); text is UTF-8, or what Windows programs write
otherwise. Several files, descriptions or channels in one cell are separated by ``|``.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import StringIO
from unicodedata import normalize
from zoneinfo import ZoneInfo

from amtsfunk.source import past
from amtsfunk.source.characters import without_hidden
from amtsfunk.source.past import LeftOut, NoArchive, Past, PastPart, PastPicture, Reading, key_of
from amtsfunk.source.times import TimeProblem, parse_local
from amtsfunk.source.write import one_line

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "beitrag", "wortlaut"),
    "when": ("zeit", "zeitpunkt", "datum", "date", "publish_at"),
    "title": ("titel", "überschrift", "title"),
    "channels": ("kanäle", "kanal", "channels", "channel"),
    "topic": ("thema", "topic"),
    "language": ("sprache", "language"),
    "address": ("adresse", "link zum beitrag", "address", "url"),
    "pictures": ("bilder", "bild", "pictures", "picture"),
    "alts": ("bildbeschreibungen", "bildbeschreibung", "alt"),
    "file_number": ("aktenzeichen", "file_number"),
    "key": ("kennung", "id"),
}
"""What a column means → the names that it may have, in any case."""
_MOST_ROWS = 100_000


def read_csv(data: bytes, zone: ZoneInfo) -> Reading:
    """Posts and what was left out; local times are in ``zone``. Raises NoArchive."""
    rows = _rows(_decode(data))
    head = next(rows, None)
    if head is None:
        raise NoArchive("Die Tabelle ist leer.")
    places, unknown = _places(head)
    if "text" not in places:
        known = ", ".join(names[0] for names in COLUMNS.values())
        raise NoArchive(f"In der ersten Zeile fehlt die Spalte „text“. Bekannt sind: {known}.")
    posts: dict[str, Past] = {}
    left_out = [LeftOut(f"Spalte „{name}“", "kennt die Übernahme nicht") for name in unknown]
    for number, row in enumerate(rows, 2):
        if number > _MOST_ROWS:
            raise NoArchive(f"Die Tabelle hat mehr als {_MOST_ROWS} Zeilen.")
        cells = {what: row[place] if place < len(row) else "" for what, place in places.items()}
        if not any(cell.strip() for cell in row):
            continue
        found = _read_row(cells, zone, number)
        if isinstance(found, Past) and found.key not in posts:
            posts[found.key] = found
        elif isinstance(found, Past):
            left_out.append(LeftOut(f"Zeile {number}", "steht schon weiter oben"))
        else:
            left_out.append(found)
    return Reading(tuple(posts.values()), tuple(left_out))


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise NoArchive("Die Datei ist keine Tabelle im Format CSV (in UTF-8).")
    return text


def _rows(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error as broken:
        raise NoArchive(f"Die Tabelle bricht in Zeile {reader.line_num} ab: {broken}") from broken


def _places(head: list[str]) -> tuple[dict[str, int], list[str]]:
    by_name = {name: what for what, names in COLUMNS.items() for name in names}
    places: dict[str, int] = {}
    unknown = []
    for place, cell in enumerate(head):
        what = by_name.get(one_line(cell).casefold())
        if what is None or what in places:
            unknown.append(one_line(cell)[:80])
        else:
            places[what] = place
    return places, [name for name in unknown if name]


def _read_row(cells: Mapping[str, str], zone: ZoneInfo, number: int) -> Past | LeftOut:
    name = f"Zeile {number}"
    text = without_hidden(normalize("NFC", cells["text"].replace("\r\n", "\n").replace("\r", "\n"))).strip("\n ")
    if len(text) > past.LONGEST_TEXT:
        return LeftOut(name, past.TOO_LONG)
    when: datetime | None = None
    if cells.get("when", "").strip():
        try:
            when = parse_local(cells["when"].strip(), zone)
        except TimeProblem:
            return LeftOut(name, f"„{one_line(cells['when'])[:40]}“ ist kein Zeitpunkt wie 01.12.2024 09:00")
    address = cells.get("address", "").strip()
    return Past(
        key=key_of(cells.get("key")) or _digest(cells),
        when=when,
        parts=(PastPart(normalize("NFC", text), _pictures(cells)),),
        address=address if address.startswith(("https://", "http://")) else "",
        language=cells.get("language", "").strip(),
        title=one_line(cells.get("title", "")),
        topic=cells.get("topic", "").strip(),
        channels=tuple(_listed(cells.get("channels", "").replace(",", "|"))),
        file_number=one_line(cells.get("file_number", ""))[:500],
    )


def _digest(cells: Mapping[str, str]) -> str:
    """What names a row without a name of its own: when and what it says."""
    said = f"{cells.get('when', '').strip()}\n{cells['text'].strip()}\n{cells.get('pictures', '')}"
    return hashlib.sha256(said.encode("utf-8", "ignore")).hexdigest()[:16]


def _pictures(cells: Mapping[str, str]) -> tuple[PastPicture, ...]:
    files = _listed(cells.get("pictures", ""))
    alts = [alt.strip() for alt in cells.get("alts", "").split("|")]
    return tuple(
        PastPicture(file.replace("\\", "/"), alts[place] if place < len(alts) else "")
        for place, file in enumerate(files)
    )


def _listed(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split("|") if piece.strip()]
