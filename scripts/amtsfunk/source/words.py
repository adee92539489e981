"""German words that people write where a file has an English key or value: what a message proposes instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_KEYS: Mapping[str, tuple[str, ...]] = {
    "channels": ("kanal", "kanäle", "kanaele", "netzwerke", "plattform", "plattformen"),
    "topic": ("thema", "themen", "rubrik", "kategorie"),
    "publish_at": ("zeit", "zeitpunkt", "datum", "wann", "termin", "veröffentlichung", "uhrzeit", "date", "publish"),
    "kind": ("art", "typ", "beitragsart", "type"),
    "audiences": ("zielgruppe", "zielgruppen"),
    "occasion": ("anlass",),
    "timely": ("zeitgebunden", "tagesaktuell"),
    "latest": ("spätestens", "frist"),
    "link": ("url", "adresse", "website"),
    "no_link_because": ("kein link", "ohne link"),
    "sensitive": ("heikel", "sensibel"),
    "paid": ("bezahlt", "anzeige", "werbung"),
    "decision": ("entscheidung", "beschluss"),
    "office": ("amt", "stelle", "sprecher", "behörde"),
    "evidence": ("beleg", "belege", "quelle"),
    "file_number": ("aktenzeichen", "az"),
    "poll": ("umfrage",),
    "content_warning": ("inhaltswarnung", "warnung"),
    "language": ("sprache",),
    "visibility": ("sichtbarkeit",),
    "mentions": ("erwähnungen", "erwähnung"),
    "corrects": ("berichtigt", "korrigiert"),
    "because": ("grund", "weil", "warum"),
    "since": ("seit",),
    "repeat_of": ("wiederholung", "wiederholt"),
    "options": ("antworten", "antwort"),
    "duration": ("dauer",),
}
_VALUES: Mapping[str, tuple[str, ...]] = {
    "news": ("neuigkeit", "neuigkeiten", "nachricht", "meldung", "pressemitteilung", "aktuelles"),
    "service": ("information", "info", "hinweis"),
    "short": ("kurz", "kurzmeldung", "kurznachricht"),
    "statement": ("stellungnahme", "erklärung", "zitat"),
    "rebuttal": ("richtigstellung", "gegendarstellung", "faktencheck"),
    "crisis": ("krise", "krisenmeldung", "warnung", "notfall", "eilmeldung"),
    "career": ("karriere", "stelle", "stellenangebot", "stellenanzeige", "job", "ausbildung"),
    "dialogue": ("dialog", "gespräch", "frage", "umfrage"),
    "correction": ("korrektur", "berichtigung"),
    "withdrawal": ("rücknahme", "widerruf", "löschung"),
    "media": ("medien", "presse", "journalisten"),
    "authorities": ("behörden", "politik", "rat", "verwaltung"),
    "public": ("öffentlichkeit", "bürger", "bürgerinnen", "alle", "öffentlich"),
    "recruits": ("bewerber", "nachwuchs", "auszubildende"),
    "experts": ("fachleute", "experten"),
    "unlisted": ("ungelistet", "nicht gelistet", "versteckt"),
    "edit": ("ändern", "bearbeiten"),
    "reply": ("antworten", "antwort"),
    "delete": ("löschen",),
    "monday": ("montag", "mo"),
    "tuesday": ("dienstag", "di"),
    "wednesday": ("mittwoch", "mi"),
    "thursday": ("donnerstag", "do"),
    "friday": ("freitag", "fr"),
    "saturday": ("samstag", "sonnabend", "sa"),
    "sunday": ("sonntag", "so"),
}
_ELSEWHERE: Mapping[str, str] = {
    "hashtags": "hashtags",
    "hashtag": "hashtags",
    "tags": "hashtags",
    "titel": "title",
    "title": "title",
    "überschrift": "title",
    "text": "text",
    "inhalt": "text",
    "bild": "picture",
    "bilder": "picture",
    "foto": "picture",
    "image": "picture",
    "autor": "author",
    "author": "author",
    "verfasser": "author",
}


def key_for(word: str, known: Collection[str]) -> str:
    """The key of ``known`` that a German word stands for; empty where there is none."""
    return _find(word, _KEYS, known)


def value_for(word: str, allowed: Collection[str]) -> str:
    """The value of ``allowed`` that a German word stands for; empty where there is none."""
    return _find(word, _VALUES, allowed)


def place_for(word: str) -> str:
    """Where that belongs which is no key: ``hashtags``, ``title``, ``text``, ``picture``, ``author``; or empty."""
    return _ELSEWHERE.get(word.strip().casefold(), "")


def _find(word: str, table: Mapping[str, tuple[str, ...]], among: Collection[str]) -> str:
    plain = word.strip().casefold().replace("_", " ")
    return next((meant for meant, words in table.items() if plain in words and meant in among), "")
