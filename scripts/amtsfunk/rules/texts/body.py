"""Words for the body of a post: title, parts, texts for one channel, picture lines."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

_WRITE = "Schreiben Sie stattdessen:\n{fixed}"
_WRITE_EN = "Write instead:\n{fixed}"

BODY: Mapping[str, Entry] = {
    "missing-title": Entry(
        Words(
            "Der Titel fehlt.",
            "Beginnen Sie den Beitrag nach dem Kopf mit einer Zeile wie „# Bundesweiter Warntag“.",
            "Beginnen Sie den Beitrag nach dem Kopf mit einer Titelzeile:\n{fixed}",
        ),
        Words(
            "The title is missing.",
            "Begin the post below the front matter with a line such as “# Bundesweiter Warntag”.",
            "Begin the post below the front matter with a title line:\n{fixed}",
        ),
    ),
    "second-title": Entry(
        Words(
            "Hier steht ein zweiter Titel; der erste steht in Zeile {first_line}. Ein Beitrag hat nur einen.",
            "Löschen Sie das „#“ am Zeilenanfang. Soll das Zeichen im Text stehen, schreiben Sie „\\#“.",
            "Zwischenüberschriften gibt es in den Netzwerken nicht: Löschen Sie das „#“, dann ist es eine Zeile wie "
            "jede andere. Nur wenn das Zeichen selbst erscheinen soll, schreiben Sie:\n{fixed}",
        ),
        Words(
            "This is a second title; the first is in line {first_line}. A post has only one.",
            "Delete the “#”. If it belongs to the text, write “\\#”.",
            "Networks know no headings: delete the “#”, and it is a line like any other. Only if the sign itself is to "
            "appear, write:\n{fixed}",
        ),
    ),
    "text-before-title": Entry(
        Words(
            "Über dem Titel steht Text. Er würde nirgends erscheinen.",
            "Stellen Sie die Zeile mit „# “ an den Anfang, gleich unter den Kopf.",
        ),
        Words(
            "There is text above the title. It would appear nowhere.",
            "Move the line with “# ” to the top, right below the front matter.",
        ),
    ),
    "missing-text": Entry(
        Words(
            "Unter dem Titel steht nichts. Der Titel allein wird nicht gesendet.",
            "Schreiben Sie unter den Titel, was erscheinen soll.",
        ),
        Words(
            "There is nothing below the title, and the title alone is not sent.",
            "Write below it what is to appear.",
        ),
    ),
    "empty-part": Entry(
        Words(
            "Der Abschnitt „{name}“ ist leer.",
            "Schreiben Sie einen Text darunter, oder löschen Sie die Überschrift.",
        ),
        Words("The section “{name}” is empty.", "Write a text below it, or delete the heading."),
    ),
    "unknown-section": Entry(
        Words(
            "„## {name}“ ist weder ein Teil noch ein Kanal dieses Beitrags. Seine Kanäle sind: {channels}.",
            "Soll der Text nur auf einem Kanal erscheinen, muss dieser auch oben bei „channels“ stehen. Soll die "
            "Zeile einfach im Text stehen, schreiben Sie „\\## {name}“.",
            "Ist ein weiterer Kanal gemeint, ergänzen Sie ihn oben bei „channels“. Sonst schreiben Sie:\n{fixed}",
        ),
        Words(
            "“## {name}” is neither a part nor a channel of this post. Its channels are: {channels}.",
            "If the text is for one channel, list that channel at “channels” above. If the line is part of the "
            "text, write “\\## {name}”.",
            "If one more channel is meant, add it to “channels” above. Otherwise write:\n{fixed}",
        ),
    ),
    "duplicate-section": Entry(
        Words(
            "Für „{name}“ gibt es zwei eigene Texte; der erste beginnt in Zeile {first_line}.",
            "Führen Sie beide zusammen, oder löschen Sie einen. Mehrere Teile trennen Sie mit „## Teil 2“.",
        ),
        Words(
            "“{name}” has two texts of its own; the first begins in line {first_line}.",
            "Join them or delete one. Several parts are separated by “## Teil 2”.",
        ),
    ),
    "section-without-space": Entry(
        Words(
            "Nach dem „#“ am Zeilenanfang fehlt ein Leerzeichen.",
            "Ergänzen Sie es. Ein Hashtag am Zeilenanfang ist dagegen in Ordnung.",
            _WRITE,
        ),
        Words("A space is missing after the “#” that begins the line.", "Add it.", _WRITE_EN),
    ),
    "section-indented": Entry(
        Words(
            "Vor dieser Zeile stehen Leerzeichen. Überschriften und Bilder beginnen ganz links.",
            "Löschen Sie die Leerzeichen.",
            _WRITE,
        ),
        Words(
            "There are spaces before this line. Headings and pictures begin at the left margin.",
            "Delete the spaces.",
            _WRITE_EN,
        ),
    ),
    "part-number": Entry(
        Words(
            "Hier steht Teil {found}, an der Reihe ist Teil {expected}.",
            "Zählen Sie die Teile fortlaufend. Der Text direkt unter dem Titel ist Teil 1.",
            "Zählen Sie die Teile fortlaufend; der Text direkt unter dem Titel ist Teil 1:\n{fixed}",
        ),
        Words(
            "This is part {found}, but part {expected} comes next.",
            "Number the parts in sequence. The text below the title is part 1.",
            "Number the parts in sequence; the text below the title is part 1:\n{fixed}",
        ),
    ),
    "dashes-line": Entry(
        Words(
            "Hier steht eine Zeile nur aus Strichen. Eine Trennlinie gibt es in den Netzwerken nicht.",
            "Für einen neuen Teil schreiben Sie „## Teil 2“. Sollen die Striche erscheinen, schreiben Sie „\\“ davor.",
            "Für einen neuen Teil schreiben Sie „## Teil 2“. Sollen die Striche so erscheinen:\n{fixed}",
        ),
        Words(
            "This line holds dashes only. Networks know no dividing line.",
            "For a new part write “## Teil 2”. If the dashes are to appear, put “\\” before them.",
            "For a new part write “## Teil 2”. If the dashes are to appear:\n{fixed}",
        ),
    ),
    "picture-malformed": Entry(
        Words(
            "Diese Bildzeile lässt sich nicht lesen.",
            'Eine Bildzeile sieht so aus:\n![Was auf dem Bild zu sehen ist](bild.jpg "Foto: Name")',
            "Eine Bildzeile besteht aus Bildbeschreibung, Datei und Bildnachweis. Schreiben Sie:\n{fixed}",
        ),
        Words(
            "This picture line cannot be read.",
            'A picture line looks like this:\n![What the picture shows](picture.jpg "Photo: name")',
            "A picture line has a description, a file and a credit. Write:\n{fixed}",
        ),
    ),
    "picture-inline": Entry(
        Words(
            "Das Bild steht mitten im Text. Ein Bild braucht eine eigene Zeile.",
            "Stellen Sie das Bild in eine eigene Zeile.",
            "Stellen Sie das Bild in eine eigene Zeile:\n{fixed}",
        ),
        Words(
            "The picture stands amid the text. A picture needs a line of its own.",
            "Move it to a line of its own.",
            "Move it to a line of its own:\n{fixed}",
        ),
    ),
    "picture-path": Entry(
        Words(
            "„{file}“ ist eine Adresse oder enthält einen Ordner. Hier zählt nur der Dateiname; das Bild liegt im "
            "Medienordner des Monats.",
            "Laden Sie das Bild in den Medienordner des Monats und nennen Sie nur seinen Dateinamen.",
            "Laden Sie das Bild in den Medienordner des Monats und schreiben Sie:\n{fixed}",
        ),
        Words(
            "“{file}” is an address or holds a folder. Only the file's name counts here; the picture lies in the "
            "month's media folder.",
            "Put the picture there and give only its file name.",
            "Put the picture there and write:\n{fixed}",
        ),
    ),
    "post-file-name": Entry(
        Words(
            "Der Dateiname „{name}“ eignet sich nicht als Adresse. Erlaubt sind kleine Buchstaben (a–z), Ziffern "
            "und Bindestriche.",
            "Benennen Sie die Datei um, zum Beispiel in:\n{suggestion}",
        ),
        Words(
            "The file name “{name}” is no good address. Lower-case letters (a–z), digits and hyphens are allowed.",
            "Rename the file, for example to:\n{suggestion}",
        ),
    ),
    "post-folder": Entry(
        Words("Der Beitrag liegt im falschen Ordner ({path}).", "Verschieben Sie ihn nach:\n{expected}"),
        Words("The post lies in the wrong folder ({path}).", "Move it to:\n{expected}"),
    ),
    "snippet-only-text": Entry(
        Words(
            "„{found}“ passt nicht in einen Textbaustein: Er ist ein einziger Text, ohne Teile, Bilder und Texte für "
            "einzelne Kanäle.",
            "Löschen Sie die Zeile, oder legen Sie für den zweiten Text einen eigenen Baustein an.",
            "Soll die Zeile einfach im Text stehen, schreiben Sie:\n{fixed}",
        ),
        Words(
            "“{found}” does not fit into a snippet, which is one text without parts, pictures and texts for single "
            "channels.",
            "Delete the line, or make another snippet of the second text.",
            "If the line belongs to the text, write:\n{fixed}",
        ),
    ),
}
