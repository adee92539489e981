"""The catalogue: every rule's message and remedy, in German and English. The words lie beside, one topic a file."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.model.finding import Severity
from amtsfunk.rules.texts.entry import Entry, Lang

SEVERITIES: Mapping[Lang, Mapping[Severity, str]] = {
    "de": {Severity.error: "Fehler", Severity.warning: "Warnung", Severity.notice: "Hinweis"},
    "en": {Severity.error: "error", Severity.warning: "warning", Severity.notice: "notice"},
}


_DECIMALS = frozenset({("low-contrast", "contrast"), ("low-contrast", "least")})
"""Values that a rule brings with a point, as English writes it."""


class _Values(dict[str, str]):
    """A value that a rule forgot must not take the whole report down; a test looks for the mark."""

    def __missing__(self, key: str) -> str:
        return f"⟨{key}⟩"


def text(rule: str, lang: Lang, values: Mapping[str, str]) -> tuple[str, str]:
    """(message, remedy) of a rule. ``values`` may hold anything: they are never read as a format.

    Raises KeyError for a rule that the catalogue does not have.
    """
    entry = catalogue()[rule]
    words = entry.de if lang == "de" else entry.en
    remedy = words.fixed if words.fixed and values.get("fixed") else words.remedy
    filled = _Values({name: _in_words(rule, name, value, lang) for name, value in values.items()})
    return words.message.format_map(filled), remedy.format_map(filled)


def catalogue() -> Mapping[str, Entry]:
    """Rule id → its texts."""
    from amtsfunk.rules.texts import CATALOGUE  # noqa: PLC0415 - the words are needed only when something was found

    return CATALOGUE


def _in_words(rule: str, name: str, value: str, lang: Lang) -> str:
    """A value that is an id of a word, in words; every other as it is."""
    from amtsfunk.rules.texts import VALUE_WORDS  # noqa: PLC0415

    if name == "key" and not value:
        return {"de": "Listeneintrag", "en": "list entry"}[lang]
    if lang == "de" and (rule, name) in _DECIMALS:
        return value.replace(".", ",")
    known = VALUE_WORDS.get((rule, name))
    return known[lang].get(value, value) if known else value
