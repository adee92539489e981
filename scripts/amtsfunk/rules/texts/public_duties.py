"""Words for what readers must be told: channels, hours, imprint, accessibility."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

PUBLIC_DUTIES: Mapping[str, Entry] = {
    "channel-without-papers": Entry(
        Words(
            "Beim Kanal „{channel}“ fehlt: {key}.",
            "Tragen Sie ein, wo es liegt, am besten mit Aktenzeichen und Datum. Gibt es noch nichts, sprechen Sie mit "
            "der oder dem Datenschutzbeauftragten, bevor der Kanal genutzt wird.",
        ),
        Words(
            "The channel “{channel}” lacks: {key}.",
            "Say where it is kept, best with file number and date. If there is none yet, talk to the data protection "
            "officer before the channel is used.",
        ),
    ),
    "channel-without-terms": Entry(
        Words(
            "Beim Kanal „{channel}“ fehlt die Adresse der Nutzungsbedingungen des Netzwerks. Sie gelten neben unseren "
            "Regeln, und Leserinnen und Leser sollen sie nachschlagen können.",
            "Ergänzen Sie beim Kanal eine Zeile „terms:“ mit der Adresse der Bedingungen.",
        ),
        Words(
            "The channel “{channel}” lacks the address of the network's terms. They hold beside our own rules, and "
            "readers should be able to look them up.",
            "Add a line “terms:” with their address to the channel.",
        ),
    ),
    "unsaid-dialogue": Entry(
        Words(
            "Beim Kanal „{channel}“ ist nicht gesagt: {key}. Ohne Angabe gilt eine Vorgabe, die vielleicht nicht "
            "stimmt und öffentlich zu lesen ist.",
            "Ergänzen Sie, was dort gilt.",
            "Ergänzen Sie, wenn es so stimmt:\n{fixed}",
        ),
        Words(
            "The channel “{channel}” does not say: {key}. A default is shown in public that may be wrong.",
            "Say what holds there.",
            "If it is so, add:\n{fixed}",
        ),
    ),
    "channel-without-address": Entry(
        Words(
            "Beim Kanal „{channel}“ fehlt die öffentliche Adresse. Ohne sie kann niemand prüfen, ob ein Konto wirklich "
            "unseres ist.",
            "Ergänzen Sie beim Kanal eine Zeile „address:“ mit der Adresse des Kontos.",
        ),
        Words(
            "The channel “{channel}” lacks its public address. Without it nobody can tell whether an account is ours.",
            "Add a line “address:” with the account's address to the channel.",
        ),
    ),
    "insecure-address": Entry(
        Words(
            "Die Adresse „{value}“ beginnt mit „http://“. Wer ihr folgt, wird unverschlüsselt verbunden.",
            "Prüfen Sie, ob die Seite auch mit „https://“ erreichbar ist.",
            "Prüfen Sie, ob die Seite auch so erreichbar ist, und schreiben Sie dann:\n{fixed}",
        ),
        Words(
            "The address “{value}” begins with “http://”. Whoever follows it is not encrypted.",
            "Check whether the page can be reached with “https://”.",
            "Check whether the page can be reached this way, and then write:\n{fixed}",
        ),
    ),
    "unsaid-review-time": Entry(
        Words(
            "Es ist nicht gesagt, bis wann eine Bitte um Überprüfung beantwortet wird. Öffentlich stehen jetzt {days} "
            "Arbeitstage, weil das die Vorgabe ist.",
            "Legen Sie fest, wie viele Arbeitstage Sie höchstens brauchen.",
            "Legen Sie fest, wie viele Arbeitstage Sie höchstens brauchen, zum Beispiel:\n{fixed}",
        ),
        Words(
            "It is not said by when a request for review is answered. The site says {days} workdays, the default.",
            "Decide how many workdays you need at most.",
            "Decide how many workdays you need at most, for example:\n{fixed}",
        ),
    ),
    "unclear-exception": Entry(
        Words(
            "Bei den anderen Zeiten am {day} {problem}.",
            "Schreiben Sie entweder „closed: ja“ oder beide Uhrzeiten, und jeden Tag nur einmal:\n"
            'begins: "08:00"\nends: "20:00"',
        ),
        Words(
            "The other hours on {day}: {problem}.",
            'Write either “closed: ja” or both times, and each day only once:\nbegins: "08:00"\nends: "20:00"',
        ),
    ),
    "past-exception": Entry(
        Words(
            "Die anderen Zeiten „{because}“ sind seit dem {day} vorbei.",
            "Löschen Sie den Eintrag. Auf den Seiten steht er schon nicht mehr.",
        ),
        Words(
            "The other hours “{because}” have been over since {day}.",
            "Delete the entry. The pages no longer show it.",
        ),
    ),
    "placeholder": Entry(
        Words(
            "„{value}“ bei „{key}“ sieht nach einem Platzhalter aus. Im Impressum müssen echte Angaben stehen.",
            "Tragen Sie die richtige Angabe ein.",
        ),
        Words(
            "“{value}” at “{key}” looks like a placeholder. An imprint needs real data.",
            "Enter what is right.",
        ),
    ),
    "reserved-host": Entry(
        Words(
            "„{value}“ gibt es nicht: Namen mit dieser Endung sind für Beispiele freigehalten.",
            "Tragen Sie die Adresse Ihrer Behörde ein. Ist dies nur eine Übung, schreiben Sie in plans/authority.yml:\n"
            "example: true",
        ),
        Words(
            "“{value}” does not exist: names with this ending are kept for examples.",
            "Enter your authority's address. If this is an exercise only, write in plans/authority.yml:\nexample: true",
        ),
    ),
    "missing-accessibility-statement": Entry(
        Words(
            "Es ist nicht gesagt, von wann die Erklärung zur Barrierefreiheit ist.",
            "Ergänzen Sie den Tag und wie geprüft wurde, zum Beispiel:\n"
            "accessibility:\n  statement_on: {day}\n  method: Selbstbewertung",
        ),
        Words(
            "It is not said when the statement on accessibility was made.",
            "Add the day and how it was judged, for example:\n"
            "accessibility:\n  statement_on: {day}\n  method: Selbstbewertung",
        ),
    ),
    "old-accessibility-statement": Entry(
        Words(
            "Die Erklärung zur Barrierefreiheit ist vom {day} und damit älter als ein Jahr.",
            "Prüfen Sie die Seiten neu, passen Sie den Text der Erklärung an, und setzen Sie dann den neuen Tag ein.",
        ),
        Words(
            "The statement on accessibility is of {day}, more than a year ago.",
            "Look at the pages again, bring the statement up to date, and then enter the new day.",
        ),
    ),
    "expired-security-contact": Entry(
        Words(
            "Der Meldeweg für Sicherheitslücken (security.txt) galt nur bis {day}. "
            "Seitdem darf ihn niemand mehr nutzen; deshalb steht er nicht mehr auf der Website.",
            "Prüfen Sie, ob die Adressen unter „contact“ noch stimmen, und setzen Sie dann einen neuen Tag ein, "
            "höchstens ein Jahr voraus.",
        ),
        Words(
            "The contact for security reports (security.txt) was good until {day} only. Nobody may use it since; "
            "that is why the website no longer shows it.",
            "See whether the addresses under “contact” are still right, then enter a new day, a year ahead at most.",
        ),
    ),
    "expiring-security-contact": Entry(
        Words(
            "Der Meldeweg für Sicherheitslücken (security.txt) gilt nur noch bis {day}.",
            "Prüfen Sie, ob die Adressen unter „contact“ noch stimmen, und setzen Sie dann einen neuen Tag ein.",
        ),
        Words(
            "The contact for security reports (security.txt) is good until {day} only.",
            "See whether the addresses under “contact” are still right, then enter a new day.",
        ),
    ),
    "far-security-contact": Entry(
        Words(
            "Der Meldeweg für Sicherheitslücken (security.txt) soll bis {day} gelten. Das ist länger als ein Jahr.",
            "Setzen Sie einen Tag ein, der höchstens ein Jahr voraus liegt; dann sieht jedes Jahr jemand nach.",
        ),
        Words(
            "The contact for security reports (security.txt) is to be good until {day}. That is more than a year.",
            "Enter a day that is a year ahead at most, so that somebody looks at it every year.",
        ),
    ),
    "unread-colour": Entry(
        Words(
            "„{value}“ bei „{key}“ ist keine Farbe.",
            "Schreiben Sie sechs Zeichen aus 0–9 und a–f in Anführungszeichen, zum Beispiel:\n{key}: \"#0b3b5a\"",
        ),
        Words(
            "“{value}” at “{key}” is no colour.",
            "Write six characters of 0–9 and a–f in quotation marks, for example:\n{key}: \"#0b3b5a\"",
        ),
    ),
    "low-contrast": Entry(
        Words(
            "Die Farbe {colour} für {key} ist im {scheme} Schema zu schwach: Sie hebt sich von {ground} nur mit "
            "{contrast} : 1 ab, nötig sind {least} : 1. Viele Menschen könnten das nicht lesen.",
            "Wählen Sie im hellen Schema eine dunklere, im dunklen eine hellere Farbe.",
            "Der nächste Farbton, der genügt:\n{fixed}",
        ),
        Words(
            "The colour {colour} for {key} is too faint in the {scheme} scheme: it stands out from {ground} by "
            "{contrast} : 1 only, {least} : 1 is needed. Many people could not read that.",
            "Choose a darker colour in the light scheme, a lighter one in the dark scheme.",
            "The nearest shade that is enough:\n{fixed}",
        ),
    ),
    "unfit-logo": Entry(
        Words(
            "„{value}“ kann nicht als Logo auf die Websites: {why}.",
            "Legen Sie das Logo als plans/logo.png oder plans/logo.webp ab: 64 bis 1024 Pixel, höchstens fünfmal so "
            "breit wie hoch, höchstens 40 kB. Dann schreiben Sie „logo: logo.png“.",
        ),
        Words(
            "“{value}” cannot go onto the sites as the logo: {why}.",
            "Put the logo at plans/logo.png or plans/logo.webp: 64 to 1024 pixels, at most five times as wide as high, "
            "40 kB at most. Then write “logo: logo.png”.",
        ),
    ),
}

DUTY_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("channel-without-papers", "key"): {
        "de": {
            "usage_concept": "das Nutzungskonzept („usage_concept“)",
            "impact_assessment": "die Datenschutz-Folgenabschätzung („impact_assessment“)",
            "alternative": "der datensparsame andere Weg („alternative“)",
        },
        "en": {
            "usage_concept": "the usage concept (“usage_concept”)",
            "impact_assessment": "the data protection impact assessment (“impact_assessment”)",
            "alternative": "the data-saving alternative (“alternative”)",
        },
    },
    ("unclear-exception", "problem"): {
        "de": {
            "neither": "steht weder „closed: ja“ noch von wann bis wann geantwortet wird",
            "both": "steht „closed: ja“ und zugleich eine Uhrzeit",
            "reversed": "liegt das Ende nicht nach dem Beginn",
            "until": "liegt „until“ vor „day“",
            "twice": "überschneiden sich zwei Einträge",
        },
        "en": {
            "neither": "neither “closed: ja” nor from when to when",
            "both": "“closed: ja” and a time as well",
            "reversed": "the end is not after the beginning",
            "until": "“until” is before “day”",
            "twice": "two entries overlap",
        },
    },
    ("unsaid-dialogue", "key"): {
        "de": {
            "language": "in welcher Sprache er ist („language“)",
            "comments": "ob man kommentieren kann („comments“)",
            "direct_messages": "ob man Nachrichten schicken kann („direct_messages“)",
        },
        "en": {
            "language": "which language it is in (“language”)",
            "comments": "whether people can comment (“comments”)",
            "direct_messages": "whether people can send messages (“direct_messages”)",
        },
    },
    ("low-contrast", "scheme"): {
        "de": {"light": "hellen", "dark": "dunklen"},
        "en": {"light": "light", "dark": "dark"},
    },
    ("low-contrast", "key"): {
        "de": {"house": "Flächen („house“)", "link": "Links („link“)", "focus": "den Fokus („focus“)"},
        "en": {"house": "areas (“house”)", "link": "links (“link”)", "focus": "the focus (“focus”)"},
    },
    ("unfit-logo", "why"): {
        "de": {
            "svg": "Eine SVG-Datei kann Programme und fremde Adressen enthalten",
            "name": "Es muss logo.png oder logo.webp heißen",
            "missing": "In plans/ liegt keine solche Datei",
            "type": "Es ist kein ganzes, stehendes Bild der Art, die sein Name nennt",
            "pixels": "Es ist zu klein, zu groß, zu schmal oder höher als breit",
            "size": "Die Datei ist zu schwer und kommt mit jeder Seite",
        },
        "en": {
            "svg": "an SVG file can hold programs and addresses of others",
            "name": "it has to be called logo.png or logo.webp",
            "missing": "there is no such file in plans/",
            "type": "it is no whole, still picture of the kind that its name says",
            "pixels": "it is too small, too large, too narrow or higher than wide",
            "size": "the file is too heavy, and comes with every page",
        },
    },
}
