"""A table (CSV) of posts, as a spreadsheet writes it: one row a post, the first row names the columns.

Separators are told from the first row (semicolon, comma or tab), or from a line ``sep=;`` before it; text is UTF-8,
UTF-16 with its mark, or what Windows programs write otherwise. A quotation mark that nobody closed and a row with more
cells than columns are told, not guessed: else other rows would be read as part of one post. Several files,
descriptions or channels in one cell are separated by ``|``.
"""

from __future__ import annotations

import csv
import hashlib
import re
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
_TOLD = re.compile(r"sep=([;,\t])[ ]*(?:\r\n|\r|\n)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LINE_END = re.compile(r"[\r\n]")
_CROWDED = (
    "hat mehr Zellen als die erste Zeile; steht im Text ein Trennzeichen, gehört der Text zwischen Anführungszeichen"
)
_LOST = "\ufffd"
"""What stands where a byte means nothing in the table's encoding."""


def read_csv(data: bytes, zone: ZoneInfo) -> Reading:
    """Posts and what was left out; local times are in ``zone``. Raises NoArchive."""
    rows = _rows(_decode(data))
    number, head = next(rows, (0, None))
    if head is None:
        raise NoArchive("Die Tabelle ist leer.")
    places, unknown = _places(head)
    if "text" not in places:
        known = ", ".join(names[0] for names in COLUMNS.values())
        raise NoArchive(f"In der ersten Zeile fehlt die Spalte „text“. Bekannt sind: {known}.")
    posts: dict[str, Past] = {}
    left_out = [LeftOut(f"Spalte „{name}“", "kennt die Übernahme nicht") for name in unknown]
    for number, row in rows:
        if number > _MOST_ROWS:
            raise NoArchive(f"Die Tabelle hat mehr als {_MOST_ROWS} Zeilen.")
        cells = {what: row[place] if place < len(row) else "" for what, place in places.items()}
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[len(head) :]):
            left_out.append(LeftOut(f"Zeile {number}", _CROWDED))
            continue
        found = _read_row(cells, zone, number)
        if isinstance(found, Past) and found.key not in posts:
            posts[found.key] = found
        elif isinstance(found, Past):
            left_out.append(LeftOut(f"Zeile {number}", past.TWICE))
        else:
            left_out.append(found)
    return Reading(tuple(posts.values()), tuple(left_out))


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise NoArchive("Die Datei ist keine Tabelle im Format CSV (in UTF-8).")
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, as a spreadsheet counts them. Raises NoArchive where a row does not end."""
    told = _TOLD.match(text)
    first = _LINE_END.split(text, maxsplit=1)[0]
    separator = told[1] if told else max(";,\t", key=first.count)
    lines = StringIO(text[told.end() :] if told else text, newline="")
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 1 if told else 0
    try:
        for number, row in enumerate(reader, number + 1):  # noqa: B020 - the error below names the row after it
            yield number, row
    except csv.Error as broken:
        raise NoArchive(
            f"Zeile {number + 1} der Tabelle ist nicht zu lesen. Vermutlich fehlt dort ein Anführungszeichen, "
            "oder eines im Text ist nicht verdoppelt."
        ) from broken


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
    is_web = address.startswith(("https://", "http://"))
    return Past(
        key=key_of(cells.get("key")) or _digest(cells),
        when=when,
        parts=(PastPart(normalize("NFC", text), _pictures(cells)),),
        address=address if is_web else "",
        language=cells.get("language", "").strip(),
        title=one_line(cells.get("title", "")),
        topic=cells.get("topic", "").strip(),
        channels=tuple(_listed(cells.get("channels", "").replace(",", "|"))),
        file_number=one_line(cells.get("file_number", ""))[:500],
        notes=tuple(_notes(cells, address, is_web=is_web)),
    )


def _notes(cells: Mapping[str, str], address: str, *, is_web: bool) -> Iterator[str]:
    if address and not is_web:
        yield f"Die Adresse „{one_line(address)[:80]}“ beginnt nicht mit https:// und ging nicht mit."
    if any(_LOST in cell for cell in cells.values()):
        yield f"Einzelne Zeichen waren nicht zu lesen; dort steht „{_LOST}“."
    if len(_alts(cells)) > len(_listed(cells.get("pictures", ""))):
        yield "Es gibt mehr Bildbeschreibungen als Bilder; die übrigen gingen nicht mit."


def _digest(cells: Mapping[str, str]) -> str:
    """What names a row without a name of its own: when and what it says."""
    said = f"{cells.get('when', '').strip()}\n{cells['text'].strip()}\n{cells.get('pictures', '')}"
    return hashlib.sha256(said.encode("utf-8", "ignore")).hexdigest()[:16]


def _pictures(cells: Mapping[str, str]) -> tuple[PastPicture, ...]:
    files = _listed(cells.get("pictures", ""))
    alts = _alts(cells)
    return tuple(
        PastPicture(file.replace("\\", "/"), alts[place] if place < len(alts) else "")
        for place, file in enumerate(files)
    )


def _alts(cells: Mapping[str, str]) -> list[str]:
    """In the order of the pictures; empty where one has none."""
    cell = cells.get("alts", "")
    return [alt.strip() for alt in cell.split("|")] if cell.strip() else []


def _listed(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split("|") if piece.strip()]
