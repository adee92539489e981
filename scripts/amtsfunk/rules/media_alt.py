"""Rules over alternative texts (BITV 2.0; WCAG 1.1.1): a picture's description says what is to be seen.

The page „Bild vorbereiten" gives the same hints while one writes; ``tests/vectors/alt.json`` holds both to it.
A genre before a colon („Zeichnung: …", „Karte: …", „Screenshot: …") tells something and is welcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from amtsfunk.model.post import Part, Picture
from amtsfunk.rules.cases import Hits, PostCase

LEAST_CHARACTERS, LEAST_WORDS = 20, 3
_ENDING = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|hei[cf]|tiff?|svg|bmp|avif|mp4|m4v|mov|webm)", re.IGNORECASE)
_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|pxl|mvimg|gopr|dji|whatsapp image|screen ?shot|bildschirmfoto|scan|unbenannt|untitled|image|bild"
    r"|foto|photo|picture|unnamed)"
    r"(?:[\s_.:()-]|um|at|uhr|kopie|copy|edited|bearbeitet)*\d(?:[\s\d_.:()-]|um|at|uhr|kopie|copy|edited|bearbeitet)*",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"[0-9][0-9_.-]{3,}|[0-9a-f]{12,}|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+", re.IGNORECASE)
_PLACEHOLDERS = frozenset(
    (
        "alt", "alternativtext", "alttext", "banner", "beschreibung", "bild", "bildbeschreibung", "bilder", "foto",
        "fotos", "grafik", "header", "icon", "image", "kein text", "logo", "photo", "picture", "platzhalter",
        "screenshot", "symbolbild", "symbolfoto", "test", "text", "titelbild", "todo", "was auf dem bild zu sehen ist",
        "what the picture shows", "xxx",
    )
)  # fmt: skip
_OPENING = re.compile(
    r"(?:(?:ein|das|dieses|unser)\s+)?(?:bild|foto|fotografie|abbildung|aufnahme|grafik|image|photo|picture)"
    r"\s+(?:von|vom|zeigt|of|shows|showing)\b"
    r"|(?:bild|foto|fotografie|abbildung|aufnahme|image|photo|picture)\s*:"
    r"|auf (?:dem|diesem) (?:bild|foto)\b|(?:hier|man) (?:sieht|sehen)\b|zu sehen (?:ist|sind)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:bild|foto|image|photo|picture)\s*:\s*(?P<rest>\S.*)", re.IGNORECASE)
_PIECES = re.compile(r"[:;,!?\n]+|(?<!\d)\.(?=\s|$)")
"""Where a text in a picture may be taken apart: a chart's labels need not be told in the chart's order."""
_SIGNS_AROUND = 20
"""Characters that a line may have beyond its words: stops, quotation marks, emoji."""
_SPACES = re.compile(r"[\W_]+")


@lru_cache(maxsize=64)  # four rules ask of each description in turn
def fault_of(alt: str) -> str | None:
    """What is most wrong with a description that is not empty: ``file-name``, ``placeholder``, ``opening``, ``short``;
    None where nothing is."""
    text = alt.strip()
    if _ENDING.fullmatch(text) or _CAMERA.fullmatch(text) or _MACHINE.fullmatch(text):
        return "file-name"
    if text.strip(" .!:…-–").casefold() in _PLACEHOLDERS:
        return "placeholder"
    if _OPENING.match(text):
        return "opening"
    return "short" if len(text) < LEAST_CHARACTERS or len(text.split()) < LEAST_WORDS else None


def find_missing_alt_text(case: PostCase) -> Hits:
    for _, picture in shown(case):
        if not picture.alt.strip():
            yield case.line(picture.line, picture.column), {"file": picture.file, "credit": credit_end(picture)}


def find_alt_text_like_file_name(case: PostCase) -> Hits:
    yield from _find(case, "file-name")


def find_placeholder_alt_text(case: PostCase) -> Hits:
    yield from _find(case, "placeholder")


def find_alt_text_opening(case: PostCase) -> Hits:
    """„Bild von“: screen readers say so themselves."""
    yield from _find(case, "opening")


def find_too_short_alt_text(case: PostCase) -> Hits:
    yield from _find(case, "short")


def find_alt_text_of_title(case: PostCase) -> Hits:
    """Who listens hears the same twice and still does not know what is to be seen."""
    title = plain(case.post.title)
    for part, picture in shown(case):
        alt = plain(picture.alt)
        if alt and (alt == title or _has_line(part.text, alt)):
            yield case.line(picture.line, picture.column), _values(picture)


def find_alt_text_twice(case: PostCase) -> Hits:
    first: dict[str, Picture] = {}
    for _, picture in shown(case):
        alt = plain(picture.alt)
        other = first.setdefault(alt, picture) if alt else picture
        if other.file != picture.file:
            values = {**_values(picture), "other": other.file, "other_line": str(other.line)}
            yield case.line(picture.line, picture.column), values


def find_unstated_text_in_picture(case: PostCase) -> Hits:
    """WCAG 1.1.1: what can be read in a picture stands in its description or in the text beside it, piece by piece."""
    for part, picture in shown(case):
        parsed = case.world.rights.get(case.post.media_path(picture))
        stated = parsed.mended.text_in_picture if parsed is not None and parsed.mended is not None else None
        if not stated:
            continue
        told = f" {plain(picture.alt)} {plain(part.text)} "
        pieces = [piece.strip() for piece in _PIECES.split(stated)]
        absent = [piece for piece in pieces if plain(piece) and f" {plain(piece)} " not in told]
        if absent:
            values = {"file": picture.file, "missing": " / ".join(absent)}
            yield case.line(picture.line, picture.column), values


def shown(case: PostCase) -> Iterator[tuple[Part, Picture]]:
    """Every picture line of a post with the part that it belongs to."""
    for part in case.parts:
        for picture in part.pictures:
            yield part, picture


def plain(text: str) -> str:
    """Words alone, so that capitals, hyphens and line breaks make no difference."""
    return _SPACES.sub(" ", text).strip().casefold()


def worth_keeping(alt: str) -> str:
    """The description as a proposed line may hold it; empty where there is none yet."""
    return "" if fault_of(alt) in ("file-name", "placeholder") else _without_label(alt) or alt.strip()


def credit_end(picture: Picture) -> str:
    """The credit as it ends a picture line; empty where there is none."""
    return f' "{picture.credit}"' if picture.credit else ""


def _has_line(text: str, alt: str) -> bool:
    """Whether one line says just this. Lines of quite another length are not looked at."""
    return any(abs(len(line) - len(alt)) <= _SIGNS_AROUND and plain(line) == alt for line in text.split("\n"))


def _find(case: PostCase, fault: str) -> Hits:
    for _, picture in shown(case):
        if picture.alt.strip() and fault_of(picture.alt) == fault:
            yield case.line(picture.line, picture.column), _values(picture)


def _values(picture: Picture) -> dict[str, str]:
    values = {"file": picture.file, "alt": picture.alt, "credit": credit_end(picture)}
    return {**values, "fixed": better} if (better := _without_label(picture.alt)) else values


def _without_label(alt: str) -> str:
    """``Bild: ein Hafen`` → ``Ein Hafen``; empty where there is no such label."""
    labelled = _LABELLED.fullmatch(alt.strip())
    return "" if labelled is None else labelled["rest"][:1].upper() + labelled["rest"][1:]
