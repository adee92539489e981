"""The importer's account of what became of every original: a Markdown page in German, for whoever checks the import.

Whatever does not stand in a draft stands here word for word: accounts, mentions, hashtags, addresses of pictures, lines
that changed, what retries had of their own, and the whole text of files that became no draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from amtsfunk.source.galaxy_drafts import MISSING_ALT, Draft, Medium
from amtsfunk.source.galaxy_social import Family, Original, differences


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that the report tells. ``pictures``: stem → (file name, where its bytes came from, in German)."""

    drafts: Sequence[Draft]
    homeless: Sequence[Family]
    unreadable: Mapping[str, tuple[str, str]]
    """Path → (why, the whole text)."""
    pictures: Mapping[str, tuple[str, str]]
    channels: Mapping[str, tuple[str, ...]]
    topic: str


def render_report(account: Account) -> str:
    """The whole report."""
    return "\n".join([*_summary(account), *_drafts(account), *_homeless(account), *_unreadable(account)]) + "\n"


def summarize(account: Account) -> dict[str, int]:
    """The figures of the report: originals, drafts, retries, pictures, placeholders, homeless and unreadable files."""
    retries = sum(len(draft.family.retries) for draft in account.drafts)
    return {
        "originals": len(account.drafts) + retries + sum(1 + len(family.retries) for family in account.homeless),
        "drafts": len(account.drafts),
        "retries": retries,
        "pictures": len(account.pictures),
        "placeholders": sum(1 for _, origin in account.pictures.values() if origin == PLACEHOLDER),
        "without_alt": sum(
            1 for draft in account.drafts for medium in _all_media(draft) if not medium.image.alt.strip()
        ),
        "homeless": len(account.homeless),
        "unreadable": len(account.unreadable),
    }


PLACEHOLDER = "einfarbiges Ersatzbild des Importprogramms, weil das Bild nicht zu haben war"


def _summary(account: Account) -> Iterator[str]:
    figures = summarize(account)
    yield "# Übernahme aus galaxy-social"
    yield ""
    yield f"- {figures['originals']} Dateien gelesen, daraus {figures['drafts']} Beiträge"
    yield f"- {figures['retries']} Wiederholungen stehen als Vermerk bei ihrem Original"
    yield f"- {figures['pictures']} Bilder, davon {figures['placeholders']} als Ersatzbild; bitte ersetzen"
    yield f"- {figures['without_alt']} Bilder ohne Beschreibung („{MISSING_ALT}“); bitte beschreiben"
    yield f"- {figures['homeless']} Dateien ohne Kanal, {figures['unreadable']} nicht lesbare; Wortlaut unten"
    yield f"- Thema aller Beiträge: {account.topic}; bitte prüfen"
    yield "- Rechte an übernommenen Bildern sind nicht geklärt; das sagt die Vorlage nicht"
    yield ""
    yield "Konten und Kanäle:"
    yield ""
    yield from (f"- {name} → {', '.join(channels) or '–'}" for name, channels in sorted(account.channels.items()))
    yield ""


def _drafts(account: Account) -> Iterator[str]:
    for draft in account.drafts:
        original = draft.family.original
        yield f"## {original.path}"
        yield ""
        yield f"→ `{draft.path}`, Kanäle: {', '.join(draft.channels)}"
        yield ""
        yield from _head_of(original, account.channels)
        yield from _pictures(draft, account.pictures)
        yield from (f"- Zeile geändert: {before}  \n  steht jetzt da als: {after}" for before, after in draft.changed)
        yield from (f"- {note}" for note in draft.notes)
        yield from _retries(draft.family)
        yield ""


def _head_of(original: Original, channels: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name in original.accounts:
        yield f"- Konto {name}: {', '.join(channels.get(name, ())) or 'kein Kanal zugeordnet'}"
    for word, entries in (("Schlagwörter", original.hashtags), ("Erwähnungen", original.mentions)):
        for name, values in entries.items():
            unnamed = "" if name in original.accounts else " (das Konto steht nicht unter „media“)"
            yield f"- {word} für {name}{unnamed}: {', '.join(map(_visible, values)) or '–'}"
    for key, value in original.unknown.items():
        yield f"- Unbekannter Schlüssel {key}: {value}"


def _pictures(draft: Draft, pictures: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for medium in _all_media(draft):
        file, origin = pictures[medium.stem]
        image = medium.image
        yield f"- Bild {medium.folder}/{file}: {origin}"
        yield f"  - Adresse: {image.address}"
        yield f"  - Beschreibung: {image.alt or MISSING_ALT}"
        if image.title:
            yield f"  - Titel: {image.title}"


def _retries(family: Family) -> Iterator[str]:
    own = dict(differences(family))
    for retry in family.retries:
        yield f"- Dort noch einmal gesendet: {retry.path} an {', '.join(retry.accounts)}"
        if own[retry.path]:
            yield "  - Was dabei anders war:"
            yield from (f"    - {line}" for line in own[retry.path])


def _homeless(account: Account) -> Iterator[str]:
    for family in account.homeless:
        for original in (family.original, *family.retries):
            yield f"## {original.path}: kein Kanal zugeordnet, kein Beitrag daraus"
            yield ""
            yield from _quoted(original.raw)


def _unreadable(account: Account) -> Iterator[str]:
    for path, (why, raw) in sorted(account.unreadable.items()):
        yield f"## {path}: nicht lesbar"
        yield ""
        yield f"{why}"
        yield ""
        yield from _quoted(raw)


def _quoted(raw: str) -> Iterator[str]:
    yield from ("    " + line for line in raw.splitlines())
    yield ""


def _all_media(draft: Draft) -> Iterator[Medium]:
    return (medium for part in draft.media for medium in part)


def _visible(text: str) -> str:
    """Invisible characters by their number, so that the report shows what was there."""
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)
