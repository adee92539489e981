"""Words for clauses, measures and guidelines."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

NETIQUETTE: Mapping[str, Entry] = {
    "unknown-counted-measure": Entry(
        Words(
            "Für {year} wird „{id}“ gezählt; so heißt keine Stufe.",
            "Nennen Sie die Kennung einer Stufe aus netiquette/measures.yml.",
        ),
        Words(
            "For {year} “{id}” is counted, which is no measure.",
            "Name the id of a measure from netiquette/measures.yml.",
        ),
    ),
    "unfinished-year": Entry(
        Words(
            "Das Jahr {year} ist noch nicht vorbei. Wer die Zahlen liest, hält sie für die des ganzen Jahres.",
            "Tragen Sie sie ein, wenn das Jahr zu Ende ist.",
        ),
        Words(
            "The year {year} is not over. Readers will take its numbers for those of the whole year.",
            "Enter them when the year has ended.",
        ),
    ),
    "more-changed-than-reviewed": Entry(
        Words(
            "{year} wurden {changed} Maßnahmen geändert, aber nur {reviews} überprüft.",
            "Sehen Sie noch einmal nach: „changed“ zählt nur Überprüfungen, nach denen etwas geändert wurde.",
        ),
        Words(
            "In {year} {changed} measures were changed, but only {reviews} were reviewed.",
            "Look again: “changed” counts only reviews after which something was changed.",
        ),
    ),
    "missing-clause": Entry(
        Words(
            "In der Netiquette fehlt eine Regel über {subject}.",
            "Ergänzen Sie eine. Handelt schon eine Regel davon, schreiben Sie bei ihr nur dazu:\ncovers: [{id}]",
        ),
        Words(
            "The netiquette lacks a clause on {subject}.",
            "Add one. If a clause deals with it already, only add there:\ncovers: [{id}]",
        ),
    ),
    "criticism-as-reason": Entry(
        Words(
            "Die Regel „{id}“ handelt von Kritik, ist aber keine Zusage. Kritik allein ist nie ein Grund, etwas zu "
            "löschen.",
            "Sagen Sie zu, dass Kritik erlaubt ist:\nweight: promise",
            "Schreiben Sie stattdessen:\n{fixed}",
        ),
        Words(
            "The clause “{id}” is about criticism but is no promise. Criticism alone never justifies deletion.",
            "Promise that criticism is allowed:\nweight: promise",
            "Write instead:\n{fixed}",
        ),
    ),
    "measure-for-promise": Entry(
        Words(
            "Die Stufe „{id}“ soll auch bei Zusagen gelten („promise“). Eine Zusage bindet nur uns: Niemand kann "
            "gegen sie verstoßen.",
            "Nennen Sie, bei welchen Verstößen die Stufe gilt:\nfor_weights: [unwanted, unlawful]",
            "Schreiben Sie stattdessen:\n{fixed}",
        ),
        Words(
            "The measure “{id}” is meant for promises too. A promise binds only us: nobody can violate it.",
            "Say for which violations the measure is:\nfor_weights: [unwanted, unlawful]",
            "Write instead:\n{fixed}",
        ),
    ),
    "missing-step": Entry(
        Words(
            "In den Maßnahmen fehlt die Stufe „{step}“.",
            "Ergänzen Sie sie in netiquette/measures.yml, und sagen Sie, in welchen Netzwerken es sie gibt.",
        ),
        Words(
            "The measures lack the step “{step}”.",
            "Add it to netiquette/measures.yml, and say on which networks it exists.",
        ),
    ),
    "steps-out-of-order": Entry(
        Words(
            "Die Stufe „{title}“ ist milder als „{other}“, steht aber dahinter. Gelesen wird von oben nach unten: "
            "zuerst das mildeste Mittel, eine Sperre zuletzt.",
            "Setzen Sie „{title}“ vor „{other}“: Hinweis, verbergen, löschen, sperren.",
        ),
        Words(
            "The measure “{title}” is milder than “{other}” but comes after it. The mildest comes first, a block last.",
            "Put “{title}” before “{other}”: notice, hide, delete, block.",
        ),
    ),
    "complaint-alone": Entry(
        Words(
            "Bei „{title}“ fehlt die zweite Person. Ob Anzeige erstattet wird, prüfen immer zwei Menschen.",
            "Schreiben Sie:\nneeds_second_person: true",
            "Schreiben Sie:\n{fixed}",
        ),
        Words(
            "“{title}” lacks a second person. Whether a complaint is filed is always examined by two.",
            "Write:\nneeds_second_person: true",
            "Write:\n{fixed}",
        ),
    ),
    "channel-without-measure": Entry(
        Words(
            "Im Kanal „{channel}“ kann man kommentieren, aber keine Maßnahme sagt, was dort möglich ist.",
            "Gibt es dort keine Kommentare, schreiben Sie beim Kanal „comments: false“. Sonst ergänzen Sie das "
            "Netzwerk bei den Stufen, die es dort gibt, zum Beispiel unter „networks“:\n"
            "{network}: Antwort unter dem Kommentar, mit Verweis auf die Regel",
        ),
        Words(
            "People can comment on the channel “{channel}”, but no measure says what is possible there.",
            "If there are no comments, write “comments: false” at the channel. Otherwise add the network at the "
            "measures that exist there, for example below “networks”:\n"
            "{network}: reply below the comment, naming the clause",
        ),
    ),
    "copied-easy-wording": Entry(
        Words(
            "Bei „{title}“ steht in Leichter Sprache dasselbe wie im normalen Text.",
            "Schreiben Sie es einfacher: kurze Sätze, bekannte Wörter, eine Aussage in jeder Zeile.",
        ),
        Words(
            "At “{title}” the easy wording is the same as the normal one.",
            "Write it more simply: short sentences, common words, one statement a line.",
        ),
    ),
    "long-easy-sentence": Entry(
        Words(
            "Bei „{title}“ hat ein Satz in Leichter Sprache {words} Wörter; mehr als {limit} sind schwer zu lesen.",
            "Teilen Sie den Satz. In jede Zeile gehört eine Aussage.",
        ),
        Words(
            "At “{title}” a sentence of the easy wording has {words} words; more than {limit} are hard to read.",
            "Split it. Each line holds one statement.",
        ),
    ),
    "overdue-review": Entry(
        Words(
            "Die Fassung {version} sollte bis zum {day} überprüft sein; dieser Tag ist vorbei.",
            "Lesen Sie den Text gemeinsam durch. Danach erhöhen Sie „version“ und setzen „review_by“ auf den nächsten "
            "Tag, üblich ist ein Jahr später.",
        ),
        Words(
            "Version {version} was to be reviewed by {day}; that day has passed.",
            "Read it through together. Then raise “version” and set “review_by” to the next day, usually a year on.",
        ),
    ),
    "missing-guideline": Entry(
        Words(
            "In der Dienstanweisung fehlt eine Seite über {subject}.",
            "Ergänzen Sie eine. Handelt schon eine Seite davon, schreiben Sie nur in ihren Kopf:\ncovers: [{id}]",
        ),
        Words(
            "The guidelines lack a page on {subject}.",
            "Add one. If a page deals with it already, only write into its head:\ncovers: [{id}]",
        ),
    ),
    "unagreed-guideline": Entry(
        Words(
            "Zu dieser Seite der Dienstanweisung ist nicht vermerkt, dass {who} zugestimmt hat.",
            "Holen Sie die Zustimmung ein. Dann tragen Sie Aktenzeichen und Tag in den Kopf ein, zum Beispiel:\n"
            'agreed_with:\n  {id}: "Az. 11-20/3 vom 15.10.2026"',
        ),
        Words(
            "This page of the guidelines has no note that {who} agreed.",
            "Ask for it. Then enter file number and day in the head, for instance:\n"
            'agreed_with:\n  {id}: "Az. 11-20/3 vom 15.10.2026"',
        ),
    ),
}

NETIQUETTE_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("missing-clause", "subject"): {
        "de": {
            "insult": "Beleidigung",
            "libel": "Verleumdung",
            "defamation": "üble Nachrede",
            "provocation": "Provokation",
            "vulgar": "vulgäre Inhalte",
            "violent": "Gewalt",
            "discriminating": "Diskriminierung",
            "racist": "Rassismus",
            "sexist": "Sexismus",
            "hateful": "Hass",
            "unlawful": "alles, was das Gesetz verbietet",
            "commercial": "Werbung",
            "off_topic": "Kommentare, die nicht zum Thema gehören",
            "privacy": "private Angaben",
            "network_terms": "die Bedingungen der Netzwerke",
            "criticism": "Kritik (sie allein ist nie ein Grund zum Löschen)",
        },
        "en": {
            "insult": "insult",
            "libel": "libel",
            "defamation": "defamation",
            "provocation": "provocation",
            "vulgar": "vulgar content",
            "violent": "violence",
            "discriminating": "discrimination",
            "racist": "racism",
            "sexist": "sexism",
            "hateful": "hate",
            "unlawful": "whatever is unlawful",
            "commercial": "advertising",
            "off_topic": "comments that are off topic",
            "privacy": "private data",
            "network_terms": "the networks' own terms",
            "criticism": "criticism (which alone never justifies deletion)",
        },
    },
    ("missing-step", "step"): {
        "de": {
            "notice": "Hinweis geben (step: notice)",
            "hide": "verbergen (step: hide)",
            "delete": "löschen (step: delete)",
            "block": "sperren, auf Zeit (step: block)",
            "report": "dem Netzwerk melden (step: report)",
            "complaint": "Strafanzeige prüfen (step: complaint)",
        },
        "en": {
            "notice": "give notice (step: notice)",
            "hide": "hide (step: hide)",
            "delete": "delete (step: delete)",
            "block": "block for a time (step: block)",
            "report": "report to the network (step: report)",
            "complaint": "examine a complaint (step: complaint)",
        },
    },
    ("unagreed-guideline", "who"): {
        "de": {"lawyer": "das Rechtsamt", "personnel": "das Personalamt", "staff_council": "der Personalrat"},
        "en": {"lawyer": "the legal office", "personnel": "the personnel office", "staff_council": "the staff council"},
    },
    ("missing-guideline", "subject"): {
        "de": {
            "private_use": "Privates und Dienstliches",
            "law": "Recht und Vertraulichkeit",
            "own_channel": "eigene Kanäle der Fachbereiche",
            "comments": "den Umgang mit Kommentaren",
            "mistakes": "den Umgang mit eigenen Fehlern",
            "crisis": "die Krise",
            "elections": "die Zeit vor Wahlen",
        },
        "en": {
            "private_use": "private and official use",
            "law": "law and confidentiality",
            "own_channel": "departments' own channels",
            "comments": "handling comments",
            "mistakes": "handling one's own mistakes",
            "crisis": "crises",
            "elections": "the time before elections",
        },
    },
}
