"""What somebody probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence

from amtsfunk.source import nearest as source_nearest

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"})
_LISTED_AT_MOST = 12


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one known word that was probably meant, or None where none is like it."""
    return source_nearest.nearest(word, known) or None


def most_alike(name: str, there: Sequence[str], at_most: int = 3) -> list[str]:
    """The file names that are most like ``name``, the most similar first; none where none is."""
    from difflib import get_close_matches  # noqa: PLC0415 - most pictures are there

    by_stem = {as_slug(one.rpartition(".")[0]): one for one in there}
    return [by_stem[stem] for stem in get_close_matches(as_slug(name.rpartition(".")[0]), by_stem, at_most, 0.5)]


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
