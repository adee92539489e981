"""Words for keys that are unknown, missing or double, and for values of the wrong form."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

_WRITE = "Schreiben Sie stattdessen:\n{fixed}"
_WRITE_EN = "Write instead:\n{fixed}"

KEYS: Mapping[str, Entry] = {
    "unknown-key": Entry(
        Words(
            "Die Angabe „{key}“ gibt es hier nicht.{elsewhere}",
            "Löschen Sie die Zeile. Soll sie nur eine Notiz sein, stellen Sie ein „#“ davor.",
            "{how}:\n{fixed}",
        ),
        Words(
            "There is no key “{key}” here.{elsewhere}",
            "Delete the line. If it is only a note, put a “#” before it.",
            "{how}:\n{fixed}",
        ),
    ),
    "missing-key": Entry(
        Words(
            "Die Angabe „{key}“ fehlt oder ist leer.",
            "Ergänzen Sie eine Zeile (was möglich ist, steht im Handbuch unter „Felder im Kopf“), zum "
            "Beispiel:\n{example}",
        ),
        Words("The key “{key}” is missing or empty.", "Add a line, for example:\n{example}"),
    ),
    "empty-value": Entry(
        Words("Bei „{key}“ steht kein Wert.", "Tragen Sie einen Wert ein, oder löschen Sie die Zeile."),
        Words("“{key}” has no value.", "Fill it in, or delete the line."),
    ),
    "expected-text": Entry(
        Words(
            "Bei „{key}“ wird ein einfacher Text erwartet, keine Liste und keine Unterangaben.",
            "Schreiben Sie einen einzelnen Wert in die Zeile: „{key}: Wert“.",
        ),
        Words(
            "“{key}” takes a plain text, no list and no keys below it.",
            "Write one value in the line: “{key}: value”.",
        ),
    ),
    "expected-list": Entry(
        Words(
            "Bei „{key}“ wird eine Liste erwartet.",
            "Setzen Sie die Werte in eckige Klammern: „{key}: [eins, zwei]“.",
            _WRITE,
        ),
        Words("“{key}” takes a list.", "Put the values in square brackets: “{key}: [one, two]”.", _WRITE_EN),
    ),
    "expected-mapping": Entry(
        Words(
            "Unter „{key}“ werden eingerückte Zeilen der Form „Name: Wert“ erwartet.",
            "Schreiben Sie die Angaben eingerückt unter „{key}:“, jede in eine eigene Zeile.",
        ),
        Words(
            "Indented lines of the form “name: value” are expected below “{key}”.",
            "Write them below “{key}:”, indented, one a line.",
        ),
    ),
    "wrong-value": Entry(
        Words("„{value}“ passt nicht zu „{key}“. Erwartet wird {expected}.", "Bitte passen Sie den Wert an.", _WRITE),
        Words("“{value}” does not fit “{key}”. Expected is {expected}.", "Please change the value.", _WRITE_EN),
    ),
    "wrong-number": Entry(
        Words(
            "„{value}“ passt nicht zu „{key}“. Erwartet wird eine ganze Zahl ab {minimum}, höchstens {maximum}.",
            "Schreiben Sie eine ganze Zahl in Ziffern, ohne Einheit.",
        ),
        Words(
            "“{value}” does not fit “{key}”. Expected is a whole number from {minimum} to {maximum}.",
            "Write a whole number in digits, without a unit.",
        ),
    ),
    "unknown-value": Entry(
        Words(
            "„{value}“ gibt es bei „{key}“ nicht. Möglich ist: {allowed}.",
            "Wählen Sie einen dieser Werte.",
            "Meinten Sie „{suggestion}“? Schreiben Sie stattdessen:\n{fixed}",
        ),
        Words(
            "“{key}” knows no “{value}”. Possible values: {allowed}.",
            "Choose one of these.",
            "Did you mean “{suggestion}”? Write instead:\n{fixed}",
        ),
    ),
    "unknown-kind": Entry(
        Words(
            "Die Beitragsart „{value}“ gibt es nicht. Möglich ist: {allowed}.",
            "Wählen Sie eine dieser Arten, oder lassen Sie die Zeile weg; dann gilt „service“.",
            "Meinten Sie „{suggestion}“? Schreiben Sie stattdessen:\n{fixed}",
        ),
        Words(
            "There is no kind of post “{value}”. Possible kinds: {allowed}.",
            "Choose one of these, or leave the line out; the kind is then “service”.",
            "Did you mean “{suggestion}”? Write instead:\n{fixed}",
        ),
    ),
    "value-too-long": Entry(
        Words(
            "Der Wert von „{key}“ hat {length} Zeichen; erlaubt sind {limit}.",
            "Kürzen Sie ihn. Was ausführlich sein muss, gehört in den Text des Beitrags.",
        ),
        Words(
            "The value of “{key}” has {length} characters; {limit} are allowed.",
            "Shorten it. What must be long belongs in the text of the post.",
        ),
    ),
    "too-few-entries": Entry(
        Words("Bei „{key}“ stehen zu wenige Einträge; nötig ist mindestens {minimum}.", "Ergänzen Sie, was fehlt."),
        Words("“{key}” has too few entries; at least {minimum} needed.", "Add what is missing."),
    ),
    "too-many-entries": Entry(
        Words(
            "Bei „{key}“ stehen zu viele Einträge; erlaubt sind höchstens {maximum}.",
            "Streichen Sie die überzähligen.",
        ),
        Words("“{key}” has too many entries; at most {maximum} allowed.", "Remove those that are too many."),
    ),
    "wrong-time": Entry(
        Words(
            "„{value}“ bei „{key}“ ist kein Zeitpunkt, den wir lesen können.",
            "Schreiben Sie Datum und Uhrzeit so: „{key}: 01.12.2026 09:00“.",
            "Schreiben Sie Datum und Uhrzeit so:\n{fixed}",
        ),
        Words(
            "“{value}” at “{key}” is no time that can be read.",
            "Write date and time like this: “{key}: 01.12.2026 09:00”.",
            "Write date and time like this:\n{fixed}",
        ),
    ),
    "no-such-day": Entry(
        Words(
            "Den Tag „{value}“ gibt es nicht: Der {month} hat dann nur {days} Tage.",
            "Wählen Sie den letzten Tag des Monats (erste Zeile) oder den Tag danach (zweite Zeile):\n"
            "{key}: {before}\n{key}: {after}",
        ),
        Words(
            "There is no day “{value}”: {month} has {days} days then.",
            "Choose the month's last day (first line) or the day after (second line):\n{key}: {before}\n{key}: {after}",
        ),
    ),
    "time-nonexistent": Entry(
        Words(
            "Den Zeitpunkt „{value}“ gibt es nicht: In dieser Nacht wird die Uhr auf Sommerzeit vorgestellt.",
            "Wählen Sie eine Uhrzeit davor oder danach.",
            "Wählen Sie eine Uhrzeit davor oder danach, zum Beispiel:\n{fixed}",
        ),
        Words(
            "The time “{value}” does not exist: the clock goes forward in this night.",
            "Choose a time before or after.",
            "Choose a time before or after, for example:\n{fixed}",
        ),
    ),
    "time-ambiguous": Entry(
        Words(
            "Den Zeitpunkt „{value}“ gibt es zweimal: In dieser Nacht wird die Uhr auf Winterzeit zurückgestellt.",
            "Schreiben Sie dazu, ob der frühere (erste Zeile) oder der spätere (zweite Zeile) gemeint ist:\n"
            "{key}: {first}\n{key}: {second}",
        ),
        Words(
            "The time “{value}” exists twice: the clock goes back in this night.",
            "Say whether the earlier (first line) or the later (second line) is meant:\n"
            "{key}: {first}\n{key}: {second}",
        ),
    ),
    "quiet-period-too-short": Entry(
        Words(
            "Die Ruhezeit („quiet_period“) dieses Kanals ist zu kurz. Ein verspäteter Beitrag könnte doppelt "
            "erscheinen.",
            "Sie muss länger sein als alle Wartezeiten dieses Kanals zusammen. Haben Sie sonst nichts verstellt, "
            "genügen 20 Minuten: „quiet_period: 20 min“.",
        ),
        Words(
            "The quiet period of this channel is too short. A late post could appear twice.",
            "It must be longer than all waiting times of this channel together. Unless you changed others, "
            "20 minutes are enough: “quiet_period: 20 min”.",
        ),
    ),
}

_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}

KEY_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("unknown-key", "how"): {
        "de": {
            "key": "Schreiben Sie stattdessen",
            "title": "Löschen Sie die Zeile. Schreiben Sie unter den Kopf",
        },
        "en": {"key": "Write instead", "title": "Delete the line. Write below the front matter"},
    },
    ("unknown-key", "elsewhere"): {
        "de": {
            "hashtags": " Hashtags stehen im Text, dort, wo sie erscheinen sollen.",
            "title": " Der Titel steht unter dem Kopf, in einer Zeile mit „# “ davor.",
            "text": " Der Text steht unter dem Kopf und dem Titel.",
            "picture": " Bilder stehen im Text, jedes in einer eigenen Zeile.",
            "author": " Wer etwas geschrieben hat, steht ohnehin im Verlauf.",
        },
        "en": {
            "hashtags": " Hashtags stand in the text, where they are to appear.",
            "title": " The title stands below the front matter, in a line that begins with “# ”.",
            "text": " The text stands below the front matter and the title.",
            "picture": " Pictures stand in the text, each in a line of its own.",
            "author": " Who wrote something is in the history anyway.",
        },
    },
    ("unknown-channel", "number"): {
        "de": {"one": "Diesen Kanal gibt es nicht:", "many": "Diese Kanäle gibt es nicht:"},
        "en": {"one": "There is no such channel:", "many": "There are no such channels:"},
    },
    ("no-such-day", "month"): {
        "de": {str(number): name for number, name in enumerate(_MONTHS["de"].split(), 1)},
        "en": {str(number): name for number, name in enumerate(_MONTHS["en"].split(), 1)},
    },
    ("missing-key", "example"): {
        "de": {"channels: …": "channels: [website, mastodon]", "topic: …": "topic: verkehr"},
        "en": {"channels: …": "channels: [website, mastodon]", "topic: …": "topic: verkehr"},
    },
    ("file-not-text", "what"): {
        "de": {
            "utf-16": "Text in der Kodierung UTF-16",
            "document": "ein Dokument aus einem Textprogramm",
            "pdf": "ein PDF",
            "picture": "ein Bild",
            "binary": "etwas, das nur Programme lesen",
        },
        "en": {
            "utf-16": "text in the encoding UTF-16",
            "document": "a word processor's document",
            "pdf": "a PDF",
            "picture": "a picture",
            "binary": "something for programs only",
        },
    },
    ("incomplete-correction", "example"): {
        "de": {
            "corrects: …": "corrects: laternenumzug",
            "was_wrong: …": "was_wrong: Als Tag war der 11. November genannt; richtig ist der 12. November.",
            "since: …": "since: 27.10.2026",
            "because: …": "because: Wir hatten den alten Stand übernommen.",
        },
        "en": {
            "corrects: …": "corrects: laternenumzug",
            "was_wrong: …": "was_wrong: The day was given as 11 November; it is 12 November.",
            "since: …": "since: 27.10.2026",
            "because: …": "because: We had taken it from an earlier plan.",
        },
    },
}
