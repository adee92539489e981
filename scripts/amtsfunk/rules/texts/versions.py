"""Words for kept versions of netiquette and guidelines."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

VERSIONS: Mapping[str, Entry] = {
    "version-not-kept": Entry(
        Words(
            "Die Fassung, die ab dem {day} gilt, ist noch nicht aufgehoben. Wer sich später auf sie beruft, fände "
            "sie nicht.",
            "„amtsfunk fix“ hebt sie auf. Von Hand: Kopieren Sie {path} nach {kept}, und ergänzen Sie in SHA256SUMS "
            "die Zeile:\n{line}",
        ),
        Words(
            "The version in force from {day} has not been kept. Whoever refers to it later would not find it.",
            "“amtsfunk fix” keeps it. By hand: copy {path} to {kept}, and add this line to SHA256SUMS:\n{line}",
        ),
    ),
    "changed-without-version": Entry(
        Words(
            "„{title}“ lautet anders als in der Fassung {version}, die ab dem {day} gilt. Dann hätte eine Fassung zwei "
            "Wortlaute.",
            "Soll der neue Wortlaut gelten, erhöhen Sie „version“ und setzen „in_force_from“ auf den Tag, ab dem er "
            "gilt. Sonst nehmen Sie den Wortlaut aus {kept}.",
        ),
        Words(
            "“{title}” reads differently from version {version}, in force from {day}. One version would have two "
            "wordings.",
            "If the new wording is to hold, raise “version” and set “in_force_from” to the day from which it does. "
            "Otherwise take the wording from {kept}.",
        ),
    ),
    "altered-version": Entry(
        Words(
            "Die aufgehobene Fassung {kept} {state}. Sie zeigt, was einmal galt, und bleibt deshalb, wie sie ist.",
            "Stellen Sie die Datei wieder her, zum Beispiel aus der Geschichte der Datei auf der Forge. Der neue "
            "Wortlaut gehört in eine neue Fassung.",
        ),
        Words(
            "The kept version {kept} {state}. It shows what once held, so it stays as it is.",
            "Restore the file, for example from its history on the forge. New wording belongs into a new version.",
        ),
    ),
    "unlisted-version": Entry(
        Words(
            "Die aufgehobene Fassung {kept} fehlt in {list}. Ohne diese Zeile fiele nicht auf, wenn sie jemand ändert.",
            "Ergänzen Sie dort die Zeile:\n{line}",
        ),
        Words(
            "The kept version {kept} is missing in {list}. Without that line nobody would notice a change.",
            "Add this line there:\n{line}",
        ),
    ),
}
VERSION_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("altered-version", "state"): {
        "de": {"gone": "fehlt", "other": "ist nicht mehr die, die aufgehoben wurde"},
        "en": {"gone": "is missing", "other": "is not the one that was kept"},
    },
}
