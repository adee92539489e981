"""Words for every way in which YAML bites a person who writes a value as in a letter."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

_WRITE = "Schreiben Sie stattdessen:\n{fixed}"
_WRITE_EN = "Write instead:\n{fixed}"
_QUOTE = 'Setzen Sie den ganzen Wert in gerade Anführungszeichen (").'
_QUOTE_EN = 'Put the whole value in straight quotation marks (").'

YAML_TRAPS: Mapping[str, Entry] = {
    "yaml-colon-in-value": Entry(
        Words(
            "Im Wert von „{key}“ steht ein Doppelpunkt. Das Programm hält ihn für eine neue Angabe.",
            _QUOTE,
            _WRITE,
        ),
        Words("The value of “{key}” holds a colon, which is taken for a new key.", _QUOTE_EN, _WRITE_EN),
    ),
    "yaml-colon-without-space": Entry(
        Words("Nach dem Doppelpunkt von „{key}“ fehlt das Leerzeichen.", "Ergänzen Sie es.", _WRITE),
        Words("The space after the colon of “{key}” is missing.", "Add it.", _WRITE_EN),
    ),
    "yaml-missing-colon": Entry(
        Words(
            "Nach „{key}“ fehlt der Doppelpunkt.",
            "Jede Angabe hat die Form „Name: Wert“. Ergänzen Sie Doppelpunkt und Leerzeichen.",
            _WRITE,
        ),
        Words(
            "The colon after “{key}” is missing.",
            "Every entry reads “name: value”. Add colon and space.",
            _WRITE_EN,
        ),
    ),
    "yaml-hash-empty": Entry(
        Words(
            "Der Wert von „{key}“ beginnt mit „#“ und geht deshalb ganz verloren: Ab einem „#“ ist alles Kommentar.",
            _QUOTE,
            _WRITE,
        ),
        Words(
            "The value of “{key}” begins with “#” and is lost: everything from a “#” on is a comment.",
            _QUOTE_EN,
            _WRITE_EN,
        ),
    ),
    "yaml-hash-cut": Entry(
        Words(
            "Der Wert von „{key}“ bricht vor dem „#“ ab. Gelesen wird nur „{kept}“, verloren geht „{lost}“.",
            _QUOTE,
            _WRITE,
        ),
        Words(
            "The value of “{key}” is cut off before the “#”. Only “{kept}” is read, “{lost}” is lost.",
            _QUOTE_EN,
            _WRITE_EN,
        ),
    ),
    "yaml-quote-in-value": Entry(
        Words(
            "Bei „{key}“ geht der Text nach dem schließenden Anführungszeichen weiter.",
            "Setzen Sie den ganzen Wert in einfache gerade Anführungszeichen (').",
            _WRITE,
        ),
        Words(
            "The value of “{key}” goes on after the closing quotation mark.",
            "Put the whole value in single straight quotation marks (').",
            _WRITE_EN,
        ),
    ),
    "yaml-quote-unclosed": Entry(
        Words(
            "Bei „{key}“ wird ein Anführungszeichen geöffnet und nicht wieder geschlossen.",
            "Schließen Sie es am Ende des Wertes.",
            _WRITE,
        ),
        Words(
            "A quotation mark is opened at “{key}” and never closed.",
            "Close it at the end of the value.",
            _WRITE_EN,
        ),
    ),
    "yaml-curly-quotes": Entry(
        Words(
            "Um den Wert von „{key}“ stehen typografische Anführungszeichen. Hier zählen nur gerade, oder gar keine.",
            'Nehmen Sie gerade Anführungszeichen (").',
            _WRITE,
        ),
        Words(
            "Typographic quotation marks stand around the value of “{key}”. Only straight ones count here, or none.",
            'Use straight quotation marks (").',
            _WRITE_EN,
        ),
    ),
    "yaml-backslash": Entry(
        Words(
            "Im Wert von „{key}“ steht ein Rückstrich (\\). Zwischen doppelten Anführungszeichen hat er eine "
            "eigene Bedeutung.",
            "Nehmen Sie einfache gerade Anführungszeichen (').",
            _WRITE,
        ),
        Words(
            "The value of “{key}” holds a backslash, which has a meaning of its own between double quotation marks.",
            "Use single straight quotation marks (').",
            _WRITE_EN,
        ),
    ),
    "yaml-at-sign": Entry(
        Words("Der Wert von „{key}“ beginnt mit „@“. Das ist hier nur in Anführungszeichen erlaubt.", _QUOTE, _WRITE),
        Words("The value of “{key}” begins with “@”, which must be quoted here.", _QUOTE_EN, _WRITE_EN),
    ),
    "yaml-bracket-in-value": Entry(
        Words(
            "Der Wert von „{key}“ beginnt mit einer Klammer und geht nach ihr weiter. Das Programm hält das für "
            "eine Liste.",
            _QUOTE,
            _WRITE,
        ),
        Words(
            "The value of “{key}” begins with a bracket and goes on after it. It is taken for a list.",
            _QUOTE_EN,
            _WRITE_EN,
        ),
    ),
    "yaml-bracket-unclosed": Entry(
        Words("Bei „{key}“ fehlt eine schließende Klammer.", "Ergänzen Sie sie am Ende der Liste.", _WRITE),
        Words("A closing bracket is missing at “{key}”.", "Add it at the end of the list.", _WRITE_EN),
    ),
    "yaml-split-number": Entry(
        Words(
            "Das Komma in der Zahl trennt hier den Eintrag: Gelesen werden „{first}“ und „{second}“.",
            'Setzen Sie den ganzen Eintrag in gerade Anführungszeichen (").',
            "Setzen Sie den ganzen Eintrag in gerade Anführungszeichen:\n{fixed}",
        ),
        Words(
            "The comma in the number splits the entry here: “{first}” and “{second}” are read.",
            'Put the whole entry in straight quotation marks (").',
            "Put the whole entry in straight quotation marks:\n{fixed}",
        ),
    ),
    "yaml-dash-in-value": Entry(
        Words(
            "Der Wert von „{key}“ beginnt mit einem Strich. Das Programm hält ihn für den Anfang einer Liste.",
            _QUOTE,
            _WRITE,
        ),
        Words(
            "The value of “{key}” begins with a dash, which is taken for the start of a list.",
            _QUOTE_EN,
            _WRITE_EN,
        ),
    ),
    "yaml-reserved-start": Entry(
        Words(
            "Der Wert von „{key}“ beginnt mit „{character}“. Das ist hier nur in Anführungszeichen erlaubt.",
            _QUOTE,
            _WRITE,
        ),
        Words("The value of “{key}” begins with “{character}”, which must be quoted here.", _QUOTE_EN, _WRITE_EN),
    ),
    "yaml-indentation": Entry(
        Words(
            "Die Zeile mit „{key}“ ist anders eingerückt als ihre Nachbarn.",
            "Rücken Sie zusammengehörige Zeilen gleich weit ein. Angaben auf oberster Ebene beginnen ganz links.",
            _WRITE,
        ),
        Words(
            "The line of “{key}” is indented otherwise than its neighbours.",
            "Indent lines that belong together alike. Top-level keys begin at the left margin.",
            _WRITE_EN,
        ),
    ),
    "yaml-anchor": Entry(
        Words("Der Wert von „{key}“ beginnt mit „&“. Das ist hier nur in Anführungszeichen erlaubt.", _QUOTE, _WRITE),
        Words("The value of “{key}” begins with “&”, which must be quoted here.", _QUOTE_EN, _WRITE_EN),
    ),
    "yaml-alias": Entry(
        Words("Der Wert von „{key}“ beginnt mit „*“. Das ist hier nur in Anführungszeichen erlaubt.", _QUOTE, _WRITE),
        Words("The value of “{key}” begins with “*”, which must be quoted here.", _QUOTE_EN, _WRITE_EN),
    ),
    "yaml-tag": Entry(
        Words("Der Wert von „{key}“ beginnt mit „!“. Das ist hier nur in Anführungszeichen erlaubt.", _QUOTE, _WRITE),
        Words("The value of “{key}” begins with “!”, which must be quoted here.", _QUOTE_EN, _WRITE_EN),
    ),
    "yaml-merge-key": Entry(
        Words("Die Angabe „<<“ gibt es hier nicht.", "Schreiben Sie die Angaben aus, die gemeint sind."),
        Words("There is no key “<<” here.", "Write out the keys that are meant."),
    ),
    "yaml-duplicate-key": Entry(
        Words(
            "„{key}“ steht zweimal da, zuerst in Zeile {first_line}. Nur die erste Angabe zählt.",
            "Löschen Sie die Zeile, die nicht gilt.",
        ),
        Words(
            "“{key}” stands here twice, first in line {first_line}. Only the first counts.",
            "Delete the line that does not hold.",
        ),
    ),
    "yaml-complex-key": Entry(
        Words(
            "Vor dem Doppelpunkt steht hier kein einfacher Name.",
            "Schreiben Sie die Zeile in der Form „Name: Wert“.",
        ),
        Words("What stands before the colon here is no plain name.", "Write the line as “name: value”."),
    ),
    "yaml-several-documents": Entry(
        Words(
            "Hier beginnt mit „---“ oder „...“ ein zweiter Teil. Die Datei darf nur einen haben.",
            "Löschen Sie die Zeile.",
        ),
        Words("A second document begins here (“---” or “...”). The file may hold only one.", "Delete the line."),
    ),
    "yaml-directive": Entry(
        Words("Die Zeile beginnt mit „%“. Solche Zeilen gibt es hier nicht.", "Löschen Sie die Zeile."),
        Words("The line begins with “%”. There are no such lines here.", "Delete the line."),
    ),
    "yaml-too-deep": Entry(
        Words(
            "Die Angaben sind tiefer ineinander verschachtelt als erlaubt ({limit} Ebenen).",
            "Wahrscheinlich ist eine Klammer oder Einrückung verrutscht. Prüfen Sie die Zeilen davor.",
        ),
        Words(
            "The entries are nested deeper than allowed ({limit} levels).",
            "A bracket or an indentation has probably slipped. Look at the lines before.",
        ),
    ),
    "yaml-not-mapping": Entry(
        Words(
            "Hier werden Zeilen der Form „Name: Wert“ erwartet.",
            "Beginnen Sie jede Angabe mit ihrem Namen, einem Doppelpunkt und einem Leerzeichen.",
        ),
        Words(
            "Lines of the form “name: value” are expected here.",
            "Begin every entry with its name, a colon and a space.",
        ),
    ),
    "yaml-syntax": Entry(
        Words(
            "Diese Zeile lässt sich nicht lesen (die technische Meldung lautet: {problem}).",
            "Meist fehlt hier oder in der Zeile darüber ein Anführungszeichen, eine Klammer oder ein Doppelpunkt.",
        ),
        Words(
            "This line cannot be read (the parser says: {problem}).",
            "Usually a quotation mark, a bracket or a colon is missing here or in the line above.",
        ),
    ),
    "yaml-gave-up": Entry(
        Words(
            "Die Datei hat so viele Fehler, dass wir hier nach {limit} aufgehört haben zu lesen.",
            "Beheben Sie zuerst die anderen Fehler dieser Datei. Oft verschwinden dann die übrigen.",
        ),
        Words(
            "The file has so many faults that reading stopped here after {limit}.",
            "Mend the other faults of this file first. More often vanish with them.",
        ),
    ),
}
