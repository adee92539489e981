"""Words for exceptions from rules."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

WAIVING: Mapping[str, Entry] = {
    "unknown-waiver": Entry(
        Words(
            "Hier wird eine Ausnahme von „{value}“ gemacht; eine Regel mit diesem Namen gibt es nicht.",
            "Der Name steht in eckigen Klammern unter der Meldung, die Sie ausnehmen möchten.",
            "Meinten Sie diese Regel?\n{fixed}",
        ),
        Words(
            "An exception is made here from “{value}”, but there is no rule of that name.",
            "The name stands in square brackets below the message that you want to except.",
            "Did you mean this rule?\n{fixed}",
        ),
    ),
    "waiver-of-error": Entry(
        Words(
            "Von „{value}“ gibt es keine Ausnahme: Was die Prüfung einen Fehler nennt, muss behoben werden.",
            "Löschen Sie die Ausnahme, und beheben Sie den Fehler. Halten Sie die Regel für falsch, sprechen Sie mit "
            "der Betreuung.",
        ),
        Words(
            "There is no exception from “{value}”: what the check calls an error has to be mended.",
            "Delete the exception and mend the error. If you think the rule is wrong, speak to whoever runs this.",
        ),
    ),
    "waiver-by-nobody": Entry(
        Words(
            "Die Ausnahme von „{value}“ hat „{by}“ gemacht; dieses Kurzzeichen gibt es im Team nicht.",
            "Tragen Sie bei „by“ das Kurzzeichen der Person ein, die die Ausnahme verantwortet.",
        ),
        Words(
            "The exception from “{value}” was made by “{by}”, but the team has no such sign.",
            "Enter at “by” the sign of the person who answers for the exception.",
        ),
    ),
    "expired-waiver": Entry(
        Words(
            "Die Ausnahme von „{value}“ galt bis zum {until}. Die Regel gilt wieder.",
            "Löschen Sie die Ausnahme, oder verlängern Sie sie mit einem Grund.",
        ),
        Words(
            "The exception from “{value}” was valid until {until}. The rule applies again.",
            "Delete the exception, or extend it with a reason.",
        ),
    ),
    "unused-waiver": Entry(
        Words(
            "Die Ausnahme von „{value}“ wird nicht gebraucht: Die Regel hat in „{path}“ nichts zu melden.",
            "Löschen Sie die Zeile.",
        ),
        Words(
            "The exception from “{value}” is not needed: the rule has nothing to say about “{path}”.",
            "Delete the line.",
        ),
    ),
}
