"""What somebody probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

from amtsfunk.source import nearest as source_nearest

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"})
_LISTED_AT_MOST = 12


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one known word that was probably meant, or None where none is like it."""
    return source_nearest.nearest(word, known) or None


def listing(known: Collection[str]) -> str:
    """Known words for a message, cut where there are too many to read; a dash where there are none."""
    words = sorted(known) or ["–"]
    more = ", …" if len(words) > _LISTED_AT_MOST else ""
    return ", ".join(words[:_LISTED_AT_MOST]) + more


def as_slug(name: str) -> str:
    """``name`` as a slug: ``Größe & Maß`` → ``groesse-mass``. Empty where nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).translate(_SPELLED))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.lower().split())[:80].strip("-")
