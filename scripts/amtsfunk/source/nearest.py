"""What somebody probably meant: the one known word that is most like the one that was written.

Nothing here is ever taken for what was meant; it is what a message proposes. So it would rather say nothing than a word
that has only letters in common: „Bau“ may mean ``bauen-und-wohnen``, never ``baum``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_CLOSE = 0.72
"""Of 1: one slip in a short word, two or three in a long one."""
_FEWEST_LETTERS = 4
"""A shorter word says too little about a longer one that it begins or is a part of."""
_MANY = 300
"""Of so many words, as of the posts of years, only those that begin alike are compared: a slip at the very beginning is
rare, and comparing thousands takes seconds."""
_OTHER_NAMES: Mapping[str, str] = {
    "twitter": "x",
    "homepage": "website",
    "internet": "website",
    "webseite": "website",
    "internetseite": "website",
    "web": "website",
    "masto": "mastodon",
    "fediverse": "mastodon",
    "bsky": "bluesky",
    "insta": "instagram",
    "fb": "facebook",
    "li": "linkedin",
    "wa": "whatsapp",
    "yt": "youtube",
    "anlass": "occasion",
    "art": "kind",
    "autor": "author",
    "autorin": "author",
    "datum": "publish_at",
    "einwilligung": "consent",
    "kanal": "channels",
    "kanaele": "channels",
    "lizenz": "licence",
    "sprache": "language",
    "termin": "publish_at",
    "thema": "topic",
    "uhrzeit": "publish_at",
    "umfrage": "poll",
    "urheber": "author",
    "urheberin": "author",
    "zeit": "publish_at",
    "zeitpunkt": "publish_at",
    "zielgruppe": "audiences",
    "zielgruppen": "audiences",
}
"""Names that a network has, had, or is called by, and German words for the keys of a head."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty text where none is like it.

    By its other name, by its spelling, or as the part of exactly one (``haushalt`` of ``rat-und-haushalt``).
    """
    from difflib import get_close_matches  # noqa: PLC0415 - nobody erred in most runs

    plain = _plain(word[:80])
    candidates = list(known)
    if len(candidates) > _MANY:
        candidates = [one for one in candidates if one[:3].lower() == plain[:3]]
    by_plain = {_plain(one): one for one in candidates}
    other = next((name for part in plain.split("-") if (name := _OTHER_NAMES.get(part)) in by_plain), None)
    if plain in by_plain or other is not None:
        return by_plain[plain if plain in by_plain else str(other)]
    if found := get_close_matches(plain, by_plain, n=1, cutoff=_CLOSE):
        return by_plain[found[0]]
    return _as_part(plain, by_plain)


def _as_part(plain: str, by_plain: Mapping[str, str]) -> str:
    """Where one part of one known word is like the word, or begins it; empty where two are, for nobody knows which."""
    from difflib import get_close_matches  # noqa: PLC0415

    if len(plain) < _FEWEST_LETTERS:
        return ""
    by_part: dict[str, set[str]] = {}
    for one, written in by_plain.items():
        for part in one.split("-"):
            if len(part) >= _FEWEST_LETTERS:
                by_part.setdefault(part, set()).add(written)
    close = get_close_matches(plain, by_part, n=1, cutoff=_CLOSE)
    meant = (
        by_part[close[0]] if close else set[str]().union(*(by_part[part] for part in by_part if plain.startswith(part)))
    )
    return next(iter(meant)) if len(meant) == 1 else ""


def _plain(word: str) -> str:
    """Small letters, umlauts spelled out, every gap a hyphen."""
    small = word.strip().lower().translate(_SPELLED)
    return "-".join("".join(sign if sign.isalnum() else " " for sign in small).split())
