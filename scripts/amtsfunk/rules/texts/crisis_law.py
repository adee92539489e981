"""Words for the plan for a crisis, the law of a Land and observed limits."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

CRISIS_LAW: Mapping[str, Entry] = {
    "level-without-person": Entry(
        Words(
            "Die Stufe „{title}“ kann heute niemand ausrufen: Keine Person im Team hat eine der Rollen {roles}.",
            "Geben Sie in plans/team.yml jemandem eine dieser Rollen, oder ändern Sie „decided_by“.",
        ),
        Words(
            "Nobody can declare the level “{title}” today: no person of the team holds one of the roles {roles}.",
            "Give one of them to somebody in plans/team.yml, or change “decided_by”.",
        ),
    ),
    "scenario-without-module": Entry(
        Words(
            "Für die Lage „{title}“ ist kein Beitrag vorab abgestimmt.",
            "Lässt sich ein Text vorbereiten, legen Sie ihn unter content/modules/ an, und nennen Sie ihn hier bei "
            "„modules“. Im Ernstfall ist dafür keine Zeit.",
        ),
        Words(
            "No post is agreed beforehand for the scenario “{title}”.",
            "If a text can be prepared, create it in content/modules/ and name it at “modules”. When it happens, there "
            "is no time for it.",
        ),
    ),
    "lapsed-crisis-module": Entry(
        Words(
            "„{value}“ ist für die Lage „{title}“ vorgesehen, gilt heute aber nicht (abgestimmt bis {until}). Im "
            "Ernstfall lässt es sich nicht senden.",
            "Lassen Sie den Text neu abstimmen und freigeben, und tragen Sie dort „agreed_on“ und „valid_until“ ein. "
            "Was heute bereit ist, zeigt: amtsfunk module list",
        ),
        Words(
            "“{value}” is meant for the scenario “{title}”, yet is not valid today (agreed until {until}). It could "
            "not be sent.",
            "Have it agreed and approved again, and enter “agreed_on” and “valid_until” there. What is ready today "
            "shows: amtsfunk module list",
        ),
    ),
    "unfit-crisis-module": Entry(
        Words(
            "„{value}“ hat die Art „{kind}“ und ist für „{title}“ vorgesehen. Ist das Senden angehalten, gehen nur "
            "Krisenbeiträge hinaus.",
            "Setzen Sie dort „kind: crisis“ (oder „kind: service“ für die Zeit danach), oder nehmen Sie den Beitrag "
            "hier heraus.",
        ),
        Words(
            "“{value}” is of the kind “{kind}” and meant for “{title}”. While sending is stopped, only crisis posts go "
            "out.",
            "Set “kind: crisis” there (or “kind: service” for the time after), or take it out here.",
        ),
    ),
    "private-number": Entry(
        Words(
            "„{value}“ ist eine Mobilnummer. Private Nummern gehören nicht in dieses Archiv; was einmal darin steht, "
            "lässt sich kaum wieder entfernen.",
            "Schreiben Sie stattdessen, wo die Nummer liegt, etwa „Rufliste im Lagezentrum“. Gehört die Nummer der "
            "Behörde, tragen Sie sie in plans/authority.yml bei „own_phones“ ein.",
        ),
        Words(
            "“{value}” is a mobile number. Private numbers do not belong here; what is in git can hardly be removed.",
            "Say where the number is kept, such as “call list in the situation centre”. If the number is the "
            "authority's own, enter it at “own_phones” in plans/authority.yml.",
        ),
    ),
    "law-file-name": Entry(
        Words(
            "Die Datei heißt „{name}“, enthält aber das Recht des Landes {land}.",
            "Benennen Sie die Datei um, oder berichtigen Sie „land“.",
            "Berichtigen Sie „land“, oder benennen Sie die Datei um:\n{fixed}",
        ),
        Words(
            "The file is called “{name}” but holds the law of {land}.",
            "Rename the file, or correct “land”.",
            "Correct “land”, or rename the file:\n{fixed}",
        ),
    ),
    "missing-law": Entry(
        Words(
            "Für das Land {land} ist nicht hinterlegt, welche Stellen zuständig sind (Datenschutz, Barrierefreiheit, "
            "Archiv). Die rechtlichen Seiten bleiben dort lückenhaft.",
            "Legen Sie {path} nach dem Vorbild der anderen Länder an, und lassen Sie die Angaben vom Rechtsamt prüfen.",
        ),
        Words(
            "For {land} nobody has said which bodies are in charge (data protection, accessibility, archives). The "
            "legal pages have gaps there.",
            "Create {path} after the model of the other Länder, and have it checked by your lawyers.",
        ),
    ),
    "unchecked-law": Entry(
        Words(
            "Die Angaben zum Recht in {name} hat noch niemand geprüft.",
            "Lassen Sie sie vom Rechtsamt prüfen, und tragen Sie „checked_on“ (Tag) und „checked_by“ (Stelle, kein "
            "Name) ein.",
        ),
        Words(
            "Nobody has checked the law of {name} yet.",
            "Have it checked by your lawyers, and enter “checked_on” (day) and “checked_by” (office, no name).",
        ),
    ),
    "stale-law": Entry(
        Words(
            "Die Angaben zum Recht in {name} wurden zuletzt am {day} geprüft; das ist mehr als ein Jahr her.",
            "Lassen Sie sie erneut prüfen, und tragen Sie den Tag bei „checked_on“ ein.",
        ),
        Words(
            "The law of {name} was checked on {day}, more than a year ago.",
            "Have it checked again, and enter the day at “checked_on”.",
        ),
    ),
    "missing-law-entry": Entry(
        Words(
            "Im Recht von {name} fehlt der Eintrag „{subject}“. Die rechtlichen Seiten brauchen ihn.",
            "Ergänzen Sie ihn mit Gesetz, Pflicht, Quelle und Stand. Gibt es in Ihrem Land kein solches Gesetz, sagt "
            "der Eintrag eben das.",
        ),
        Words(
            "The law of {name} lacks the entry “{subject}”, which the legal pages need.",
            "Add it with law, duty, source and date. If your Land has no such law, the entry says so.",
        ),
    ),
    "stale-limit": Entry(
        Words(
            "Was der Kanal „{channel}“ erlaubt, wurde zuletzt am {day} beobachtet; das ist mehr als ein Jahr her.",
            "Sehen Sie beim Netzwerk nach, und tragen Sie den Tag bei „observed_on“ ein.",
        ),
        Words(
            "What the channel “{channel}” allows was seen on {day}, more than a year ago.",
            "Look it up at the network, and enter the day at “observed_on”.",
        ),
    ),
}
