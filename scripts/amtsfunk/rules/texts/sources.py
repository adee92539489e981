"""Where a rule comes from, in words that an editor can follow: ``R23`` → „R23 (passend für jedes Netzwerk)“.

A rule's ``source`` is a list, parted by „;“ or „,“, of requirement numbers (``R23``), of our own papers
(``HOUSE``: ``format``, ``delivery`` …) and of laws and standards, which stand as they are. One table serves the report,
the rule reference and the tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Lang

_REQUIREMENT = re.compile(r"R\d{2}")
_PARTS = re.compile(r"; |, (?=R\d{2}\b)|–(?=R\d{2}\b)")

HOUSE: Mapping[str, Mapping[Lang, str]] = {
    "format": {"de": "Handbuch „Einen Beitrag schreiben“", "en": "handbook: writing a post"},
    "yaml": {"de": "Handbuch „Felder im Kopf“", "en": "handbook: fields of a post"},
    "times": {"de": "Handbuch „Felder im Kopf“: Zeiten", "en": "handbook: fields of a post, times"},
    "delivery": {"de": "Handbuch „Freigabe“", "en": "handbook: approval"},
    "pictures": {"de": "Handbuch „Bilder“", "en": "handbook: pictures"},
    "files": {"de": "README: was wo liegt", "en": "README: what lies where"},
    "waivers": {"de": "Handbuch „Was die Prüfung meldet“", "en": "handbook: what the check says"},
    "application": {
        "de": "R50–R57 (Antrag auf einen eigenen Kanal, Fragen a bis h)",
        "en": "R50–R57 (application for a channel of one's own, questions a to h)",
    },
    "looks": {
        "de": "Handbuch „Für Ihre Behörde einrichten“: Farben und Logo",
        "en": "handbook: setting up, colours and logo",
    },
    "characters": {"de": "Schutz vor unsichtbaren Zeichen", "en": "guard against hidden characters"},
}
"""Our own papers, for rules that no requirement and no law asks for by name."""

REQUIREMENT_TITLES: Mapping[str, Mapping[Lang, str]] = {
    "R01": {"de": "drei bis zehn Beiträge je Werktag im Mittel", "en": "three to ten posts a weekday on average"},
    "R02": {"de": "Beiträge gleichmäßig über den Tag verteilen", "en": "spread posts evenly over the day"},
    "R03": {"de": "am Wochenende weniger Beiträge", "en": "fewer posts at the weekend"},
    "R04": {"de": "Wochenendbeiträge werktags vorbereiten", "en": "prepare weekend posts on weekdays"},
    "R05": {"de": "Antwortzeiten", "en": "answer hours"},
    "R06": {"de": "Bereitschaft auch am Wochenende", "en": "duty rota, weekends too"},
    "R07": {"de": "rasche Antwort als inneres Ziel", "en": "quick answers as an internal target"},
    "R08": {
        "de": "Verantwortung der Pressesprecherin oder des Pressesprechers",
        "en": "the press spokesperson is responsible",
    },
    "R09": {"de": "Gesamtverantwortung", "en": "overall responsibility"},
    "R10": {"de": "genug Zeit und Stellen", "en": "enough time and staff"},
    "R11": {"de": "Zuständigkeit für jeden Kanal", "en": "an owner for every channel"},
    "R12": {"de": "wer was darf", "en": "who may do what"},
    "R13": {"de": "Freigaben", "en": "approvals"},
    "R14": {"de": "kurze Freigabewege", "en": "short ways to approval"},
    "R15": {"de": "Vertretung bei der Freigabe", "en": "deputies who may approve"},
    "R16": {"de": "Die Pressestelle liest mit", "en": "the press office reads along"},
    "R17": {"de": "Chef*in vom Dienst, geschult", "en": "an editor on duty, trained"},
    "R18": {"de": "zwei bis vier Wochen vorausplanen", "en": "plan two to four weeks ahead"},
    "R19": {"de": "abgestimmte Textbausteine", "en": "agreed text modules"},
    "R20": {"de": "Anlass eines Beitrags", "en": "the occasion of a post"},
    "R21": {"de": "Themen gleichmäßig bedienen", "en": "balance of topics"},
    "R22": {"de": "Zielgruppen", "en": "audiences"},
    "R23": {"de": "passend für jedes Netzwerk", "en": "fit for every network"},
    "R24": {
        "de": "die Sache vor der Person, erst recht vor Wahlen",
        "en": "the matter before the person, the more so before elections",
    },
    "R25": {"de": "Link zu weiterführenden Informationen", "en": "a link to further information"},
    "R26": {"de": "verständlich, respektvoll, bürgernah", "en": "plain, respectful, close to citizens"},
    "R27": {
        "de": "bezahlte Reichweite nur mit Entscheidung, nie für Meldungen",
        "en": "paid reach only by decision, never for news",
    },
    "R28": {"de": "wem wir folgen", "en": "whom we follow"},
    "R29": {"de": "Kommentare und Nachrichten", "en": "comments and messages"},
    "R30": {"de": "Netiquette, auf die man verlinken kann", "en": "a netiquette that can be linked to"},
    "R31": {"de": "Netiquette: Beleidigung, Verleumdung, üble Nachrede", "en": "netiquette: insult, libel, defamation"},
    "R32": {
        "de": "Netiquette: Hass, Gewalt, Diskriminierung, Verbotenes",
        "en": "netiquette: hate, violence, discrimination, unlawful content",
    },
    "R33": {"de": "Netiquette: Werbung", "en": "netiquette: advertising"},
    "R34": {"de": "Netiquette: am Thema vorbei", "en": "netiquette: off topic"},
    "R35": {"de": "Sprache des Kanals", "en": "the channel's language"},
    "R36": {"de": "keine schutzwürdigen Daten preisgeben", "en": "give away no sensitive data"},
    "R37": {"de": "Maßnahmen: löschen, blockieren", "en": "measures: deleting, blocking"},
    "R38": {"de": "Maßnahmen: dem Netzwerk melden", "en": "measures: reporting to the network"},
    "R39": {"de": "Maßnahmen: eine Anzeige prüfen", "en": "measures: examining a criminal complaint"},
    "R40": {"de": "Bedingungen des Netzwerks", "en": "the network's own terms"},
    "R41": {"de": "Kritik allein ist nie ein Löschgrund", "en": "criticism alone never justifies deletion"},
    "R42": {"de": "im Zweifel zu zweit entscheiden", "en": "in doubt, decide in twos"},
    "R43": {
        "de": "Falschmeldungen schnell und belegt richtigstellen",
        "en": "answer false claims quickly and with evidence",
    },
    "R44": {"de": "vorbereitet für den Krisenfall", "en": "prepared for a crisis"},
    "R45": {"de": "messbare Ziele", "en": "measurable goals"},
    "R46": {"de": "Fortschritt je Aufgabe", "en": "progress per challenge"},
    "R47": {"de": "nichts stillschweigend ändern oder entfernen", "en": "nothing is changed or removed silently"},
    "R48": {"de": "Änderungen deutlich kennzeichnen", "en": "changes are clearly marked"},
    "R49": {"de": "Ursprüngliches aufbewahren", "en": "originals are kept"},
    "R50": {"de": "Antrag a: berechtigtes Anliegen", "en": "application a: legitimate interest"},
    "R51": {"de": "Antrag b: der richtige Ort", "en": "application b: the right platform"},
    "R52": {"de": "Antrag c: Zuständigkeiten", "en": "application c: responsibilities"},
    "R53": {"de": "Antrag d: Zeitaufwand", "en": "application d: time needed"},
    "R54": {"de": "Antrag e: Technik", "en": "application e: technology"},
    "R55": {"de": "Antrag f: Schulung", "en": "application f: training"},
    "R56": {"de": "Antrag g: Abstimmung mit der Pressestelle", "en": "application g: coordination"},
    "R57": {"de": "Antrag h: Erscheinungsbild", "en": "application h: corporate identity"},
    "R58": {"de": "Privates als privat kennzeichnen", "en": "make clear when speaking privately"},
    "R59": {"de": "dienstlich mit Name, Funktion und Stelle", "en": "name, function and unit in official matters"},
    "R60": {"de": "Dienstadresse nur für Dienstliches", "en": "official e-mail for official matters only"},
    "R61": {"de": "keine private Nutzung in der Arbeitszeit", "en": "no private use in working time"},
    "R62": {
        "de": "jede Person steht für das ein, was sie veröffentlicht",
        "en": "everyone answers for what he or she publishes",
    },
    "R63": {
        "de": "Urheber- und Persönlichkeitsrechte, Vertrauliches",
        "en": "copyright, personal rights, confidential matters",
    },
    "R64": {
        "de": "Dienstanweisung mit Rechtsamt und Personalvertretung",
        "en": "guidelines made with lawyers and personnel",
    },
    "R65": {"de": "Fassungen, gültig ab, prüfen bis", "en": "versions, in force from, review by"},
    "R66": {"de": "Internes bleibt intern", "en": "internal matters stay internal"},
    "R67": {"de": "Themenradar", "en": "topic radar"},
    "R68": {"de": "keine Beobachtung durch Dritte", "en": "no monitoring by third parties"},
    "R69": {"de": "keine verwaisten Kanäle", "en": "no neglected channels"},
    "R70": {"de": "dort sein, wo die Zielgruppe ist", "en": "be where the audience is"},
    "R71": {"de": "verlässliche, zitierfähige Stellungnahmen", "en": "reliable statements that can be quoted"},
    "R72": {"de": "künftige Beschäftigte als Zielgruppe", "en": "future staff as an audience"},
    "R73": {"de": "kompetente, höfliche Antworten", "en": "competent, polite answers"},
    "R74": {"de": "Externe schlagen vor, geben aber nie frei", "en": "external staff propose and never approve"},
    "R75": {"de": "kurze Meldungen unterhalb der Pressemitteilung", "en": "short news below a press release"},
    "R76": {"de": "heikle Themen gründlich vorbereiten", "en": "sensitive topics are prepared thoroughly"},
    "R77": {"de": "Antworten der Fachämter abstimmen", "en": "coordinate the departments' answers"},
    "R78": {"de": "Beschäftigte begleiten und schulen", "en": "help and train staff"},
}
"""Every requirement's short title, as it stands in brackets behind its number."""


def parts_of(source: str) -> tuple[str, ...]:
    """The single references of a rule's ``source``: ``R08, R13; BGG`` → ``R08``, ``R13``, ``BGG``."""
    return tuple(_PARTS.split(source))


def describe_source(source: str, lang: Lang) -> str:
    """A rule's ``source`` as the report and the rule reference show it."""
    return "; ".join(_describe(part, lang) for part in parts_of(source))


def _describe(part: str, lang: Lang) -> str:
    if part in HOUSE:
        return HOUSE[part][lang]
    if _REQUIREMENT.fullmatch(part) and part in REQUIREMENT_TITLES:
        return f"{part} ({REQUIREMENT_TITLES[part][lang]})"
    return part
