"""Words for what is wrong with a file as bytes, as characters, and around its front matter."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

READING: Mapping[str, Entry] = {
    "file-too-large": Entry(
        Words(
            "Die Datei ist mit {size} Bytes zu groß; erlaubt sind {limit}.",
            "Wahrscheinlich ist versehentlich etwas anderes hineingeraten, etwa ein Bild. Löschen Sie, was nicht "
            "dazugehört.",
        ),
        Words(
            "The file is too large: {size} bytes, {limit} are allowed.",
            "Something else, a picture perhaps, has probably got into it. Remove what does not belong there.",
        ),
    ),
    "file-empty": Entry(
        Words("Die Datei ist leer.", "Füllen Sie die Datei aus, oder löschen Sie sie, wenn niemand sie braucht."),
        Words("The file is empty.", "Fill it in, or delete it if nobody needs it."),
    ),
    "file-missing": Entry(
        Words(
            "Die Datei „{path}“ fehlt. Ohne sie lässt sich kein Beitrag prüfen oder veröffentlichen.",
            "Legen Sie die Datei an. Als Vorlage dient die gleichnamige Datei der Beispielbehörde.",
        ),
        Words(
            "The file “{path}” is missing. Without it no post can be checked or published.",
            "Create it; the example authority's file of the same name is a template.",
        ),
    ),
    "encoding-not-utf8": Entry(
        Words(
            "Hier steht ein Zeichen, das sich nicht lesen lässt, vermutlich „{guess}“: Die Datei ist nicht in der "
            "Kodierung „UTF-8“ gespeichert.",
            "Öffnen Sie die Datei in Ihrem Schreibprogramm und speichern Sie sie mit der Kodierung „UTF-8“.",
        ),
        Words(
            "A character here cannot be read, probably “{guess}”: the file is not saved in the encoding “UTF-8”.",
            "Open it in your editor and save it with the encoding “UTF-8”.",
        ),
    ),
    "file-not-text": Entry(
        Words(
            "Das ist keine Textdatei, sondern {what}. Wir konnten nichts darin lesen.",
            "Legen Sie die Datei neu an, im Browser oder in einem Textprogramm, und fügen Sie dort den Text ein. Wer "
            "speichert, wählt „Nur Text“ und die Kodierung „UTF-8“.",
        ),
        Words(
            "This is no text file but {what}. Nothing in it could be read.",
            "Make the file anew, in the browser or a text editor, and paste the text there. Whoever saves it chooses "
            "“plain text” and the encoding “UTF-8”.",
        ),
    ),
    "byte-order-mark": Entry(
        Words(
            "Am Anfang der Datei steht ein unsichtbares Zeichen (Byte Order Mark). Wir lassen es weg.",
            "Sie müssen nichts tun. Wer es loswerden möchte, speichert als „UTF-8 ohne BOM“.",
        ),
        Words(
            "The file begins with an invisible byte order mark. It is left out.",
            "Nothing to do. To be rid of it, save as “UTF-8 without BOM”.",
        ),
    ),
    "carriage-return": Entry(
        Words(
            "Die Zeilen enden wie unter Windows ({count}-mal). Wir lesen sie als gewöhnliche Zeilenenden.",
            "Sie müssen nichts tun.",
        ),
        Words("Lines end as on Windows ({count} times). They are read as ordinary line ends.", "Nothing to do."),
    ),
    "control-character": Entry(
        Words(
            "Hier steht ein unsichtbares Steuerzeichen ({code}), vermutlich mit eingefügt.",
            "Löschen Sie die Stelle und tippen Sie sie neu.",
        ),
        Words(
            "There is an invisible control character here ({code}), probably pasted.",
            "Delete the spot and type it again.",
        ),
    ),
    "bidi-control": Entry(
        Words(
            "Hier steht ein unsichtbares Zeichen, das die Schreibrichtung umdreht ({code}, {name}). Damit kann ein "
            "Text anders aussehen, als er ist.",
            "Löschen Sie die Stelle und tippen Sie sie neu.",
        ),
        Words(
            "There is an invisible character here that turns the direction of writing ({code}, {name}). It can "
            "make a text look other than it is.",
            "Delete the spot and type it again.",
        ),
    ),
    "zero-width-character": Entry(
        Words(
            "Hier steht ein unsichtbares Zeichen ohne Breite ({code}, {name}). Es verändert Wörter, Hashtags und "
            "Adressen, ohne dass man es sieht.",
            "Löschen Sie die Stelle und tippen Sie sie neu.",
        ),
        Words(
            "There is an invisible character without width here ({code}, {name}). It changes words, hashtags and "
            "addresses unseen.",
            "Delete the spot and type it again.",
        ),
    ),
    "no-break-space": Entry(
        Words(
            "Hier stehen geschützte Leerzeichen ({count}-mal, {code}), wie sie beim Einfügen aus einem "
            "Textprogramm mitkommen. Wir lesen sie als Leerzeichen.",
            "Sie müssen nichts tun.",
        ),
        Words(
            "There are no-break spaces here ({count}, {code}), as pasted from a word processor. They are read as "
            "spaces.",
            "Nothing to do.",
        ),
    ),
    "soft-hyphen": Entry(
        Words(
            "Im Text stehen bedingte Trennstriche ({count}-mal), wie sie beim Einfügen aus einem Textprogramm "
            "mitkommen. Wir lassen sie weg.",
            "Sie müssen nichts tun.",
        ),
        Words(
            "The text holds soft hyphens ({count}), as pasted from a word processor. They are left out.",
            "Nothing to do.",
        ),
    ),
    "tab-character": Entry(
        Words(
            "Hier steht ein Tabulator. Im Kopf der Datei zählen nur Leerzeichen; wir lesen ihn als Leerzeichen.",
            "Ersetzen Sie ihn bei Gelegenheit durch Leerzeichen.",
            "Ersetzen Sie ihn bei Gelegenheit durch Leerzeichen:\n{fixed}",
        ),
        Words(
            "There is a tab here. Only spaces count in this part of the file; it is read as spaces.",
            "Replace it by spaces when convenient.",
            "Replace it by spaces when convenient:\n{fixed}",
        ),
    ),
    "front-matter-missing": Entry(
        Words(
            "Der Kopf fehlt: Die Datei muss mit einer Zeile aus drei Strichen beginnen.",
            "Schreiben Sie ganz oben „---“, darunter die Angaben wie „channels:“ und „topic:“, dann wieder „---“.",
            "Schreiben Sie als erste Zeile drei Striche, darunter die Angaben wie „channels:“ und „topic:“, dann "
            "wieder drei Striche. Die erste Zeile lautet:\n{fixed}",
        ),
        Words(
            "The front matter is missing: the file must begin with a line of three hyphens.",
            "Write “---” at the very top, then keys such as “channels:” and “topic:”, then “---” again.",
            "Begin with three hyphens, then keys such as “channels:” and “topic:”, then three hyphens again. The "
            "first line is:\n{fixed}",
        ),
    ),
    "front-matter-unclosed": Entry(
        Words(
            "Der Kopf der Datei hört nicht auf: Nach den Angaben fehlt die zweite Zeile aus drei Strichen.",
            "Ergänzen Sie nach der letzten Angabe eine eigene Zeile „---“; darunter folgen Titel und Text.",
            "Ergänzen Sie nach der letzten Angabe diese Zeile; darunter folgen Titel und Text:\n{fixed}",
        ),
        Words(
            "The front matter does not end: the second line of three hyphens is missing.",
            "Add a line “---” after the last key; title and text follow below.",
            "Add this line after the last key; title and text follow below:\n{fixed}",
        ),
    ),
    "front-matter-dashes": Entry(
        Words(
            "Hier steht „{found}“. Gemeint sind wohl die drei kurzen Striche, die den Kopf begrenzen.",
            "Schreiben Sie genau drei Bindestriche: ---",
            "Schreiben Sie genau drei kurze Striche:\n{fixed}",
        ),
        Words(
            "Here stands “{found}”. The three plain hyphens around the front matter are probably meant.",
            "Write exactly three hyphens: ---",
            "Write exactly three hyphens:\n{fixed}",
        ),
    ),
}
