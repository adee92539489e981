"""Words for what a post names, when it goes out, and what it corrects."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

_WRITE = "Schreiben Sie stattdessen:\n{fixed}"
_WRITE_EN = "Write instead:\n{fixed}"

POSTS: Mapping[str, Entry] = {
    "unknown-channel": Entry(
        Words(
            "{number} {value}. Es gibt: {known}.",
            "Wählen Sie aus diesen Kanälen, zum Beispiel:\n{example}",
            "Meinten Sie das?\n{fixed}",
        ),
        Words(
            "{number} {value}. There are: {known}.",
            "Choose from these, for example:\n{example}",
            "Did you mean this?\n{fixed}",
        ),
    ),
    "closed-channel": Entry(
        Words(
            "Der Kanal „{value}“ ist geschlossen; dort erscheint nichts mehr.",
            "Streichen Sie ihn bei „channels“. Soll der Beitrag gar nicht mehr erscheinen, löschen Sie die Datei.",
            "Streichen Sie ihn. Die Zeile lautet dann:\n{fixed}",
        ),
        Words(
            "The channel “{value}” is closed; nothing appears there any more.",
            "Strike it out at “channels”. If the post is not to appear at all, delete the file.",
            "Strike it out. The line then reads:\n{fixed}",
        ),
    ),
    "repeated-channel": Entry(
        Words("Der Kanal „{value}“ steht zweimal da.", "Streichen Sie einen der beiden Einträge.", _WRITE),
        Words("The channel “{value}” is listed twice.", "Strike one of them out.", _WRITE_EN),
    ),
    "unknown-topic": Entry(
        Words(
            "Das Thema „{value}“ gibt es nicht. Es gibt: {known}.",
            "Wählen Sie eines davon. Neue Themen kommen in plans/topics.yml.",
            "Meinten Sie dieses Thema?\n{fixed}",
        ),
        Words(
            "There is no topic “{value}”. There are: {known}.",
            "Choose one of these. New topics go to plans/topics.yml.",
            "Did you mean this topic?\n{fixed}",
        ),
    ),
    "unknown-mention": Entry(
        Words(
            "„{value}“ steht nicht auf der Liste der Stellen, die wir erwähnen. Private Personen erwähnen wir nie.",
            "Ist es eine Einrichtung, lassen Sie sie in plans/mentions.yml eintragen. Sonst streichen Sie die "
            "Erwähnung.",
            "Meinten Sie das?\n{fixed}",
        ),
        Words(
            "“{value}” is not on the list of institutions that we mention. Private people are never mentioned.",
            "If it is an institution, have it added to plans/mentions.yml. Otherwise strike it out.",
            "Did you mean this?\n{fixed}",
        ),
    ),
    "mention-without-account": Entry(
        Words(
            "Für {name} ist auf den Netzwerken dieses Beitrags kein Konto eingetragen ({known}). Die Erwähnung "
            "entfällt dort.",
            "Das ist in Ordnung. Hat die Stelle dort ein Konto, lassen Sie es in plans/mentions.yml ergänzen.",
        ),
        Words(
            "{name} has no account listed on the networks of this post ({known}). The mention is left out there.",
            "That is all right. If there is an account, have it added to plans/mentions.yml.",
        ),
    ),
    "unknown-post": Entry(
        Words(
            "Bei „{key}“ steht „{value}“; einen Beitrag dieses Namens gibt es nicht.",
            "Gemeint ist der Dateiname des früheren Beitrags ohne „.md“.",
            "Meinten Sie diesen Beitrag?\n{fixed}",
        ),
        Words(
            "“{key}” names “{value}”, but there is no post of that name.",
            "The earlier post's file name without “.md” is meant.",
            "Did you mean this post?\n{fixed}",
        ),
    ),
    "post-names-itself": Entry(
        Words(
            "Bei „{key}“ nennt der Beitrag sich selbst.",
            "Nennen Sie den früheren Beitrag: seinen Dateinamen ohne „.md“.",
        ),
        Words("The post names itself at “{key}”.", "Name the earlier post: its file name without “.md”."),
    ),
    "missing-picture": Entry(
        Words(
            "{what} „{file}“ liegt nicht im Ordner „{folder}“.",
            "Laden Sie die Datei dorthin hoch, oder streichen Sie die Bildzeile. Dort liegt mit ähnlichem "
            "Namen: {known}.{hint}",
            "Der Dateiname ist dort ein wenig anders geschrieben. Schreiben Sie:\n{fixed}",
        ),
        Words(
            "{what} “{file}” does not lie in the folder “{folder}”.",
            "Upload the file there, or strike the picture line out. There lies, of a similar name: {known}.{hint}",
            "The name is spelled a little otherwise there. Write:\n{fixed}",
        ),
    ),
    "options-for-unlisted-channel": Entry(
        Words(
            "Unter „channel_options“ steht „{value}“, aber dieser Beitrag geht dort nicht hinaus. Seine Kanäle "
            "sind: {known}.",
            "Ergänzen Sie den Kanal bei „channels“, oder löschen Sie die Angaben zu ihm.",
        ),
        Words(
            "“channel_options” holds “{value}”, but this post does not go there. Its channels are: {known}.",
            "Add the channel to “channels”, or delete what is set for it.",
        ),
    ),
    "wrong-folder": Entry(
        Words(
            "Der Beitrag erscheint im Monat {month}, liegt aber im Ordner {folder}.",
            "Verschieben Sie die Datei in den Ordner ihres Monats.",
            "Verschieben Sie die Datei (und ihre Bilder in den Medienordner desselben Monats):\n{fixed}",
        ),
        Words(
            "The post appears in {month} but lies in the folder {folder}.",
            "Move the file to the folder of its month.",
            "Move the file (and its pictures to the media folder of the same month):\n{fixed}",
        ),
    ),
    "latest-before-time": Entry(
        Words(
            "„latest“ liegt nicht nach „publish_at“. Der Beitrag könnte nie erscheinen.",
            "Wählen Sie für „latest“ einen späteren Zeitpunkt, oder löschen Sie die Zeile; dann gilt die übliche "
            "Frist.",
        ),
        Words(
            "“latest” is not after “publish_at”. The post could never appear.",
            "Choose a later time for “latest”, or delete the line; the usual period then holds.",
        ),
    ),
    "archive-without-past": Entry(
        Words(
            "Mit „archive: true“ gilt ein Beitrag als längst erschienen und wird nie gesendet; „publish_at“ liegt "
            "aber nicht in der Vergangenheit.",
            "Soll der Beitrag noch erscheinen, löschen Sie die Zeile „archive“. Ist er erschienen, tragen Sie bei "
            "„publish_at“ ein, wann.",
        ),
        Words(
            "“archive: true” means that a post appeared long ago and is never sent, yet “publish_at” is not in the "
            "past.",
            "If it is still to appear, delete the line “archive”. If it has appeared, say when at “publish_at”.",
        ),
    ),
    "appeared-without-archive": Entry(
        Words(
            "Nach „appeared“ steht der Beitrag schon dort: {channels}. Ohne „archive: ja“ ginge er noch einmal hinaus.",
            "Ist er erschienen, schreiben Sie „archive: ja“ und bei „publish_at“, wann. Soll er noch erscheinen, "
            "löschen Sie „appeared“.",
        ),
        Words(
            "“appeared” says that the post stands there already: {channels}. Without “archive: ja” it would go out "
            "again.",
            "If it has appeared, write “archive: ja” and say when at “publish_at”. If it is still to appear, delete "
            "“appeared”.",
        ),
    ),
    "incomplete-correction": Entry(
        Words(
            "Einer Berichtigung oder Rücknahme fehlt die Angabe „{key}“.",
            "Nötig sind vier Angaben: „corrects“ (welcher Beitrag), „was_wrong“ (was falsch war), „since“ (seit "
            "wann) und „because“ (warum). Ergänzen Sie, zum Beispiel:\n{example}",
        ),
        Words(
            "A correction or withdrawal lacks “{key}”.",
            "Four keys are needed: “corrects” (which post), “was_wrong” (what), “since” (since when) and “because” "
            "(why). Add, for example:\n{example}",
        ),
    ),
    "stray-correction": Entry(
        Words(
            "„{key}“ gehört nur zu einer Berichtigung oder Rücknahme; dieser Beitrag ist von der Art „{kind}“.",
            "Ist es eine Berichtigung, schreiben Sie „kind: correction“ dazu. Sonst löschen Sie die Zeile.",
        ),
        Words(
            "“{key}” belongs to a correction or withdrawal only; this post is of kind “{kind}”.",
            "If it is a correction, add “kind: correction”. Otherwise delete the line.",
        ),
    ),
    "mend-without-correction": Entry(
        Words(
            "Für den Kanal „{value}“ steht „mend“ da, aber der Beitrag korrigiert nichts.",
            "Löschen Sie die Angabe, oder machen Sie den Beitrag mit „kind: correction“ zur Berichtigung.",
        ),
        Words(
            "“mend” is set for the channel “{value}”, but the post corrects nothing.",
            "Delete it, or make the post a correction with “kind: correction”.",
        ),
    ),
}
