"""Words as the search compares them. The site's ``falten.js`` folds what a reader types in the same way.

``Straße`` and ``Strasse``, ``Überprüfung``, ``Ueberpruefung`` and ``uberprufung`` are one word each. Endings are taken
off on the reader's side alone: what two forms of a word share is the beginning of both, so it is found in either.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_MARKS = regex.compile("[\u0300-\u036f]")
_WRITTEN_OUT = regex.compile(r"(^|[^aeioq])([aou])e")
"""``ue`` for ``ü``, but neither in ``neue``, ``Mauer`` nor in ``Quelle``."""
_WORD = regex.compile(r"[\p{L}\p{N}]+")


def fold_words(text: str) -> list[str]:
    """The words of a text in their order, without capitals, accents and written-out umlauts."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.lower())).replace("ß", "ss")
    return [_one_letter(word) for word in _WORD.findall(plain)]


@lru_cache(maxsize=100_000)  # an office's posts use the same words again and again
def _one_letter(word: str) -> str:
    return _WRITTEN_OUT.sub(r"\1\2", word) if "e" in word else word


def searched(*texts: str) -> str:
    """All different words of some texts, joined by blanks: what a search list keeps of a page."""
    return " ".join(dict.fromkeys(word for text in texts for word in fold_words(text)))
