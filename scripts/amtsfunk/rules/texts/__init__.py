"""The words of all rules, one topic a file, and the words for values that a rule names by an id."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.agreed import AGREED, AGREED_VALUES
from amtsfunk.rules.texts.body import BODY
from amtsfunk.rules.texts.crisis_law import CRISIS_LAW
from amtsfunk.rules.texts.entry import Entry, Lang
from amtsfunk.rules.texts.keys import KEY_VALUES, KEYS
from amtsfunk.rules.texts.limits import LIMITS
from amtsfunk.rules.texts.media import MEDIA, MEDIA_WORDS
from amtsfunk.rules.texts.names import NAMES
from amtsfunk.rules.texts.netiquette import NETIQUETTE, NETIQUETTE_VALUES
from amtsfunk.rules.texts.planned import PLANNED, PLANNED_VALUES
from amtsfunk.rules.texts.planning import PLANNING
from amtsfunk.rules.texts.plans import PLANS
from amtsfunk.rules.texts.posts import POSTS
from amtsfunk.rules.texts.public_duties import DUTY_VALUES, PUBLIC_DUTIES
from amtsfunk.rules.texts.reading import READING
from amtsfunk.rules.texts.roles import ROLE_VALUES, ROLES
from amtsfunk.rules.texts.sense import SENSE, SENSE_VALUES
from amtsfunk.rules.texts.timing import TIMING, TIMING_VALUES
from amtsfunk.rules.texts.versions import VERSION_VALUES, VERSIONS
from amtsfunk.rules.texts.waiving import WAIVING
from amtsfunk.rules.texts.wording import WORDING, WORDING_VALUES
from amtsfunk.rules.texts.wording_protection import PROTECTION, PROTECTION_VALUES
from amtsfunk.rules.texts.yaml_traps import YAML_TRAPS

CATALOGUE: Mapping[str, Entry] = {
    **READING,
    **YAML_TRAPS,
    **KEYS,
    **BODY,
    **NAMES,
    **POSTS,
    **SENSE,
    **TIMING,
    **WORDING,
    **PROTECTION,
    **LIMITS,
    **MEDIA,
    **PLANS,
    **ROLES,
    **PUBLIC_DUTIES,
    **NETIQUETTE,
    **VERSIONS,
    **AGREED,
    **PLANNING,
    **PLANNED,
    **CRISIS_LAW,
    **WAIVING,
}

VALUE_WORDS: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    **WORDING_VALUES,
    **PROTECTION_VALUES,
    **MEDIA_WORDS,
    **ROLE_VALUES,
    **KEY_VALUES,
    **SENSE_VALUES,
    **TIMING_VALUES,
    **DUTY_VALUES,
    **NETIQUETTE_VALUES,
    **VERSION_VALUES,
    **AGREED_VALUES,
    **PLANNED_VALUES,
    ("wrong-value", "expected"): {
        "de": {
            "flag": "„ja“ oder „nein“",
            "duration": "eine Dauer wie „30 min“, „2 h“ oder „1 d“",
            "duration-or-time": "eine Dauer wie „2 h“ oder ein Zeitpunkt wie „01.12.2026 09:00“",
            "time-or-after-approval": (
                "ein Zeitpunkt wie „01.12.2026 09:00“ oder „after approval“ (gleich nach der Freigabe)"
            ),
            "day": "ein Datum wie „01.12.2026“",
            "clock": "eine Uhrzeit wie „08:30“",
            "address": "eine vollständige Adresse, die mit „https://“ beginnt",
            "zone": "eine Zeitzone wie „Europe/Berlin“",
            "slug": "ein Kurzname aus kleinen Buchstaben (a–z), Ziffern und Bindestrichen",
            "line": "eine einzelne Zeile Text",
            "language": "ein Sprachkürzel wie „de“ oder „en“",
            "public-key": "eine Zeile aus einer OpenSSH-Schlüsseldatei, etwa „ssh-ed25519 AAAA…“",
            "random-id": "eine Kennung aus 32 Zeichen (0–9 und a–f)",
            "land": "das Kürzel des Landes in zwei Großbuchstaben, etwa „NI“",
            "postal-code": "eine Postleitzahl mit fünf Ziffern",
            "email": "eine E-Mail-Adresse",
            "week": "eine Kalenderwoche wie „2026-W49“, die es in dem Jahr auch gibt",
            "number": "eine Zahl wie „1200“ oder „12,5“, ohne Einheit und ohne Tausenderpunkt",
            "slot": "eine Liste wie „[Altstadt, Hafen]“, „time“ (Uhrzeit) oder „number“ (Zahl)",
            "host": "ein Rechnername in kleinen Buchstaben wie „intranet.musterhafen.example“",
            "text": "ein Text",
        },
        "en": {
            "flag": "“ja” (yes) or “nein” (no)",
            "duration": "a duration such as “30 min”, “2 h” or “1 d”",
            "duration-or-time": "a duration such as “2 h” or a time such as “01.12.2026 09:00”",
            "time-or-after-approval": "a time such as “01.12.2026 09:00”, or “after approval”",
            "day": "a date such as “01.12.2026”",
            "clock": "a time of day such as “08:30”",
            "address": "a complete address beginning with “https://”",
            "zone": "a time zone such as “Europe/Berlin”",
            "slug": "a short name of lower-case letters (a–z), digits and hyphens",
            "line": "a single line of text",
            "language": "a language code such as “de” or “en”",
            "public-key": "one line of an OpenSSH public key file, such as “ssh-ed25519 AAAA…”",
            "random-id": "an id of 32 characters (0–9 and a–f)",
            "land": "the state's code in two capital letters, such as “NI”",
            "postal-code": "a postal code of five digits",
            "email": "an e-mail address",
            "week": "a week such as “2026-W49” that the year really has",
            "number": "a number such as “1200” or “12.5”, without a unit and without separators",
            "slot": "a list such as “[Altstadt, Hafen]”, “time” or “number”",
            "host": "a host name in lower case such as “intranet.musterhafen.example”",
            "text": "a text",
        },
    },
    ("too-long", "counted"): {
        "de": {**dict.fromkeys(("characters", "graphemes", "weighted"), "Zeichen"), "bytes": "Bytes"},
        "en": {**dict.fromkeys(("characters", "graphemes", "weighted"), "characters"), "bytes": "bytes"},
    },
    ("too-long", "unit"): {
        "de": {
            "characters": "Zeichen",
            "graphemes": "Zeichen",
            "bytes": "Bytes (ein Umlaut zählt zwei, ein Emoji vier und mehr)",
            "weighted": "Zeichen, wie das Netzwerk sie zählt (jede Adresse 23, Emoji 2)",
        },
        "en": {
            "characters": "characters",
            "graphemes": "characters",
            "bytes": "bytes (an umlaut counts two, an emoji four or more)",
            "weighted": "characters as the network counts them (any address 23, an emoji 2)",
        },
    },
}
"""(rule, name of the value) → language → id → words. A value that is not listed is shown as it is."""
