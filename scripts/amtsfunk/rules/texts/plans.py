"""Words for the settings, the netiquette and the guidelines."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

_WRITE = "Schreiben Sie stattdessen:\n{fixed}"
_WRITE_EN = "Write instead:\n{fixed}"

PLANS: Mapping[str, Entry] = {
    "unknown-owner": Entry(
        Words(
            "Für den Kanal „{channel}“ ist „{value}“ zuständig; dieses Kurzzeichen gibt es im Team nicht. Es gibt: "
            "{known}.",
            "Tragen Sie ein, wer den Kanal betreut.",
            "Meinten Sie diese Person?\n{fixed}",
        ),
        Words(
            "The channel “{channel}” is owned by “{value}”, but the team has no such sign. There are: {known}.",
            "Say who looks after the channel.",
            "Did you mean this person?\n{fixed}",
        ),
    ),
    "unknown-network": Entry(
        Words(
            "Das Netzwerk „{value}“ des Kanals „{channel}“ kennt das Programm nicht. Es prüft dort weder Länge "
            "noch Bilder. Bekannt sind: {known}.",
            "Ist es ein Netzwerk, das wir nicht kennen, ist nichts zu tun: Beiträge dafür werden zum Kopieren "
            "bereitgestellt.",
            "Meinten Sie dieses Netzwerk?\n{fixed}",
        ),
        Words(
            "The network “{value}” of the channel “{channel}” is unknown here; neither length nor pictures are "
            "checked. Known are: {known}.",
            "If it is a network that we do not know, there is nothing to do: its posts are prepared for copying.",
            "Did you mean this network?\n{fixed}",
        ),
    ),
    "shared-account": Entry(
        Words(
            "Die Kanäle „{channel}“ und „{other}“ haben dasselbe Konto. Ein Beitrag für beide erschiene dort zweimal.",
            "Tragen Sie das richtige Konto ein, oder löschen Sie einen der beiden Kanäle.",
        ),
        Words(
            "The channels “{channel}” and “{other}” have the same account. A post for both would appear there twice.",
            "Enter the right account, or delete one of the channels.",
        ),
    ),
    "role-without-person": Entry(
        Words(
            "Diese Freigabe kann niemand erteilen: Im Team hat keine Person eine der Rollen {roles}.",
            "Geben Sie in plans/team.yml mindestens einer Person eine dieser Rollen, oder ändern Sie die "
            "Freigaberegel.",
        ),
        Words(
            "Nobody can give this approval: no person of the team holds one of the roles {roles}.",
            "Give one of them to at least one person in plans/team.yml, or change the rule.",
        ),
    ),
    "end-before-begin": Entry(
        Words(
            "Das Ende ({ends}) liegt nicht nach dem Beginn ({begins}).",
            "Prüfen Sie beide Angaben; vermutlich sind sie vertauscht.",
        ),
        Words(
            "The end ({ends}) is not after the beginning ({begins}).",
            "Check both; they are probably the wrong way round.",
        ),
    ),
    "ignored-example-now": Entry(
        Words(
            "„example_now“ ({value}) gilt nur für ein Beispiel und wird hier nicht beachtet.",
            "Löschen Sie die Zeile. Eine echte Behörde richtet sich nach der Uhr.",
        ),
        Words(
            "“example_now” ({value}) holds for an example only and is ignored here.",
            "Delete the line. A real authority goes by the clock.",
        ),
    ),
    "unreadable-example-now": Entry(
        Words(
            "„{value}“ bei „example_now“ ist kein Zeitpunkt, den wir lesen können. Es gilt die Uhr.",
            "Schreiben Sie zum Beispiel:\nexample_now: 2026-12-01 09:05",
        ),
        Words(
            "“{value}” at “example_now” is no time that can be read. The clock is used.",
            "Write for example:\nexample_now: 2026-12-01 09:05",
        ),
    ),
    "repeated-entry": Entry(
        Words(
            "Die Kennung „{value}“ ist zweimal vergeben. Auf sie verweisen Antworten an Bürgerinnen und Bürger; "
            "sie muss eindeutig sein.",
            "Geben Sie dem neueren Eintrag eine andere Kennung. Die ältere bleibt, wie sie ist.",
        ),
        Words(
            "The id “{value}” is used twice. Replies to citizens link to it, so it must be unique.",
            "Give the newer entry another id. The older one stays.",
        ),
    ),
    "vanished-entry": Entry(
        Words(
            "Die Kennung „{value}“ gab es bisher; jetzt fehlt sie. Antworten an Bürgerinnen und Bürger verweisen auf "
            "sie, und diese Links gingen ins Leere.",
            "Lassen Sie die Kennung stehen. Überschrift und Text dürfen Sie ändern:\n  - id: {value}",
        ),
        Words(
            "The id “{value}” was there and is missing now. Replies to citizens link to it, and those links would "
            "break.",
            "Keep the id. Title and text may change:\n  - id: {value}",
        ),
    ),
    "repeated-number": Entry(
        Words(
            "Die Nummer {value} hat schon „{other}“. Dienstanweisungen werden nach ihrer Nummer zitiert.",
            "Vergeben Sie eine freie Nummer.",
            "Vergeben Sie eine freie Nummer:\n{fixed}",
        ),
        Words(
            "“{other}” has the number {value} already. Guidelines are quoted by their number.",
            "Choose a free number.",
            "Choose a free number:\n{fixed}",
        ),
    ),
    "link-to-nowhere": Entry(
        Words(
            "Der Link führt zu „{value}“. Diese Seite gibt es auf dieser Website nicht.",
            "Schreiben Sie den Namen einer Datei aus diesem Ordner oder eine ganze Adresse mit https://.",
            "Schreiben Sie als Ziel:\n{fixed}",
        ),
        Words(
            "The link leads to “{value}”. There is no such page on this site.",
            "Write the name of a file in this folder, or a whole address with https://.",
            "Write as its target:\n{fixed}",
        ),
    ),
    "link-to-no-heading": Entry(
        Words(
            "Die Seite hat keine Stelle „{value}“. Wer dem Link folgt, landet oben auf der Seite und muss suchen.",
            "Nach dem # steht die Überschrift klein geschrieben, mit „-“ statt Leerzeichen und „a“ statt „ä“.",
            "Schreiben Sie als Ziel:\n{fixed}",
        ),
        Words(
            "The page has no place “{value}”. Whoever follows the link lands at the top of the page and has to search.",
            "After the sign # comes the heading in small letters, with hyphens for spaces and “a” for “ä”.",
            "Write as its target:\n{fixed}",
        ),
    ),
    "review-before-force": Entry(
        Words(
            "Die nächste Überprüfung ({ends}) liegt nicht nach dem Inkrafttreten ({begins}).",
            "Wählen Sie für „review_by“ einen späteren Tag, üblich ist ein Jahr.",
        ),
        Words(
            "The next review ({ends}) is not after the day it comes into force ({begins}).",
            "Choose a later day for “review_by”; a year is usual.",
        ),
    ),
}
