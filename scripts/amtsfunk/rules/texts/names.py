"""Words for files and folders: what lies where, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

NAMES: Mapping[str, Entry] = {
    "unknown-file": Entry(
        Words(
            "„{name}“ gehört nicht in den Ordner „{folder}“; das Programm würde die Datei nicht beachten.",
            "Prüfen Sie Ordner und Endung. Beiträge liegen unter content/posts/Jahr/Monat/, Bilder unter "
            "content/media/Jahr/Monat/.",
            "Vermutlich soll die Datei so heißen:\n{fixed}",
        ),
        Words(
            "“{name}” does not belong in the folder “{folder}”; the program would not read it.",
            "Check folder and ending. Posts lie in content/posts/year/month/, pictures in content/media/year/month/.",
            "The file is probably meant to be:\n{fixed}",
        ),
    ),
    "bad-file-name": Entry(
        Words(
            "Den Dateinamen „{name}“ verträgt nicht jeder Rechner und keine Adresse. Erlaubt sind Buchstaben ohne "
            "Umlaute, Ziffern und Bindestriche.",
            "Benennen Sie die Datei um und beginnen Sie mit einem Buchstaben.",
            "Benennen Sie die Datei um, und passen Sie an, wo sie genannt wird:\n{fixed}",
        ),
        Words(
            "Not every computer can carry the file name “{name}”. Letters without umlauts, digits and hyphens are "
            "allowed.",
            "Rename the file, beginning with a letter.",
            "Rename the file, and mend where it is named:\n{fixed}",
        ),
    ),
    "long-file-name": Entry(
        Words(
            "Der Dateiname „{name}“ ist zu lang ({length} Zeichen, höchstens {longest}). So ginge der Beitrag nie "
            "hinaus.",
            "Benennen Sie die Datei kürzer, und passen Sie an, wo sie genannt wird.",
            "Benennen Sie die Datei kürzer, und passen Sie an, wo sie genannt wird:\n{fixed}",
        ),
        Words(
            "The file name “{name}” is too long ({length} characters, {longest} at most). The post would never go out.",
            "Give the file a shorter name, and mend where it is named.",
            "Give the file a shorter name, and mend where it is named:\n{fixed}",
        ),
    ),
    "duplicate-id": Entry(
        Words(
            "Der Name „{id}“ ist schon vergeben: {other}. An seinem Dateinamen wird ein Beitrag überall erkannt.",
            "Benennen Sie die neuere der beiden Dateien um, zum Beispiel mit der Jahreszahl am Ende.",
        ),
        Words(
            "The name “{id}” is taken: {other}. A post is known everywhere by its file name.",
            "Rename the newer of the two files, for example with the year at the end.",
        ),
    ),
    "name-clash": Entry(
        Words(
            "„{name}“ und „{other}“ unterscheiden sich nur in Groß- und Kleinschreibung. Unter Windows und macOS "
            "sind sie dieselbe Datei.",
            "Benennen Sie eine der beiden um.",
        ),
        Words(
            "“{name}” and “{other}” differ in case only. On Windows and macOS they are one file.",
            "Rename one of them.",
        ),
    ),
    "symlink": Entry(
        Words(
            "„{name}“ ist eine Verknüpfung und keine Datei. Freigegeben werden nur Dateien, deren Inhalt hier liegt.",
            "Ersetzen Sie die Verknüpfung durch die Datei selbst.",
        ),
        Words(
            "“{name}” is a symbolic link, no file. Only files whose content lies here can be approved.",
            "Replace the link by the file itself.",
        ),
    ),
    "special-file": Entry(
        Words(
            "„{name}“ ist keine gewöhnliche Datei.",
            "Löschen Sie sie; hier gehören nur Texte, Daten und Bilder hin.",
        ),
        Words("“{name}” is no ordinary file.", "Delete it; only texts, data and pictures belong here."),
    ),
    "orphan-file": Entry(
        Words(
            "Zu „{name}“ fehlt die Datei „{missing}“.",
            "Wurde sie umbenannt, benennen Sie diese hier ebenso um. Wurde sie gelöscht, löschen Sie auch diese.",
        ),
        Words(
            "The file “{missing}” that “{name}” belongs to is missing.",
            "If it was renamed, rename this one too. If it was deleted, delete this one.",
        ),
    ),
}
