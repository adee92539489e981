"""Words for when a post goes out, and for posts that correct or repeat another."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

_TIME = "Wählen Sie eine andere Zeit.", "Wählen Sie eine andere Zeit, zum Beispiel:\n{fixed}"
_TIME_EN = "Choose another time.", "Choose another time, for example:\n{fixed}"

TIMING: Mapping[str, Entry] = {
    "past-time": Entry(
        Words(
            "Der Zeitpunkt „{value}“ ist vorbei (jetzt ist es {now}), und die Frist danach auch. Der Beitrag würde nie "
            "gesendet.",
            "Wählen Sie einen Zeitpunkt, der noch kommt. Ist der Beitrag früher anderswo erschienen, schreiben Sie "
            "„archive: ja“.",
            "Wählen Sie einen Zeitpunkt, der noch kommt (ist der Beitrag früher anderswo erschienen, schreiben Sie "
            "stattdessen „archive: ja“ dazu):\n{fixed}",
        ),
        Words(
            "The time “{value}” is over (it is now {now}), and the period after it, too. The post would never be sent.",
            "Choose a time to come. If the post appeared elsewhere before, write “archive: ja”.",
            "Choose a time to come (if the post appeared elsewhere before, add “archive: ja” instead):\n{fixed}",
        ),
    ),
    "time-just-past": Entry(
        Words(
            "Der Zeitpunkt „{value}“ ist schon vorbei (jetzt ist es {now}). Der Beitrag geht hinaus, sobald er "
            "freigegeben ist, aber nur bis {latest}.",
            "Ist das so gewollt, schreiben Sie „publish_at: after approval“.",
            "Soll er gleich nach der Freigabe hinausgehen, schreiben Sie „publish_at: after approval“. Sonst zum "
            "Beispiel:\n{fixed}",
        ),
        Words(
            "The time “{value}” is over (it is now {now}). The post goes out once it is approved, but only until "
            "{latest}.",
            "If that is meant, write “publish_at: after approval”.",
            "If it is to go out right after its approval, write “publish_at: after approval”. Otherwise, for "
            "example:\n{fixed}",
        ),
    ),
    "far-future": Entry(
        Words(
            "Der Beitrag soll erst am {value} hinausgehen, in mehr als einem Jahr.",
            "Prüfen Sie das Jahr.",
            "Meinten Sie {year}? Dann schreiben Sie:\n{fixed}",
        ),
        Words(
            "The post is to go out on {value}, more than a year from now.",
            "Look at the year again.",
            "Did you mean {year}? Then write:\n{fixed}",
        ),
    ),
    "outside-posting-hours": Entry(
        Words(
            "Der Zeitpunkt „{value}“ liegt außerhalb unserer Sendezeiten ({day}: {spans}). Wer dann antwortet oder "
            "fragt, findet niemanden.",
            *_TIME,
        ),
        Words(
            "The time “{value}” is outside our posting hours ({day}: {spans}). Whoever answers or asks then finds "
            "nobody.",
            *_TIME_EN,
        ),
    ),
    "public-holiday": Entry(
        Words(
            "Der Zeitpunkt „{value}“ liegt auf einem Feiertag ({name}), an dem niemand antwortet.",
            "Wählen Sie einen anderen Tag. Gilt der Beitrag gerade diesem Tag, nennen Sie ihn bei „occasion“.",
            "Gilt der Beitrag gerade diesem Tag, schreiben Sie „occasion: {name}“ in den Kopf. Sonst zum "
            "Beispiel:\n{fixed}",
        ),
        Words(
            "The time “{value}” is on a public holiday ({name}), when nobody answers.",
            "Choose another day. If the post is about that very day, name it at “occasion”.",
            "If the post is about that very day, add “occasion: {name}”. Otherwise, for example:\n{fixed}",
        ),
    ),
    "odd-latest": Entry(
        Words(
            "Die Frist bei „latest“ ist zu {size}.",
            "Üblich sind 2 h bis 1 d.",
            "Üblich sind 2 h bis 1 d. Schreiben Sie zum Beispiel:\n{fixed}",
        ),
        Words(
            "The period at “latest” is too {size}.",
            "Usual are 2 h to 1 d.",
            "Usual are 2 h to 1 d. Write for example:\n{fixed}",
        ),
    ),
    "paid-before-election": Entry(
        Words(
            "Der Beitrag soll in der Zeit vor einer Wahl bezahlt verbreitet werden ({name}, bis {ends}). Dann kaufen "
            "wir keine Reichweite.",
            "Löschen Sie die Zeile „paid“, oder wählen Sie einen Zeitpunkt nach dem {ends}.",
        ),
        Words(
            "The post is to be promoted with paid reach in the time before an election ({name}, until {ends}). No "
            "reach is bought then.",
            "Delete the line “paid”, or choose a time after {ends}.",
        ),
    ),
    "before-election": Entry(
        Words(
            "Der Beitrag erscheint in der Zeit vor einer Wahl ({name}). Dann gilt besondere Zurückhaltung: die Sache, "
            "nicht die Person.{more}",
            "Lesen Sie ihn noch einmal daraufhin. Kann er bis nach der Wahl warten, ist das oft besser.",
        ),
        Words(
            "The post appears in the time before an election ({name}), when special restraint is due: the matter, not "
            "the person.{more}",
            "Read it again with that in mind. If it can wait until after the election, that is often better.",
        ),
    ),
    "unmarked-correction": Entry(
        Words(
            "Der Text sagt nicht, dass hier etwas {kind} wird. Der Titel allein hilft nicht, denn er wird nicht "
            "gesendet.",
            "Sagen Sie im ersten Satz, was falsch war und was stimmt, zum Beispiel:\nWir haben uns vertan: Der Umzug "
            "ist am 12. November, nicht am 11.",
        ),
        Words(
            "The text does not say that something is {kind}. The title does not help, because it is not sent.",
            "Say in the first sentence what was wrong and what is right, for example:\nCorrection: the parade is on "
            "12 November, not on the 11th.",
        ),
    ),
    "future-since": Entry(
        Words(
            "Bei „since“ steht {value}; das ist nach der Berichtigung. Gemeint ist, ab wann das Falsche zu lesen war.",
            "Tragen Sie den Tag ein, an dem der falsche Beitrag erschien.",
        ),
        Words(
            "“since” says {value}, which is after the correction. It means since when the wrong text could be read.",
            "Give the day on which the wrong post appeared.",
        ),
    ),
    "correction-missing-channel": Entry(
        Words(
            "„{named}“ erschien auch auf: {missing}. Wer es dort gelesen hat, erfährt von der Berichtigung nichts.",
            "Ergänzen Sie die Kanäle.",
            "Ergänzen Sie die Kanäle:\n{fixed}",
        ),
        Words(
            "“{named}” appeared on {missing}, too. Whoever read it there does not learn of the correction.",
            "Add the channels.",
            "Add the channels:\n{fixed}",
        ),
    ),
    "correction-of-unpublished": Entry(
        Words(
            "„{named}“ ist noch gar nicht erschienen; es gibt nichts öffentlich zu berichtigen.",
            "Ändern Sie den Beitrag selbst ({path}) und löschen Sie diese Berichtigung.",
        ),
        Words(
            "“{named}” has not appeared yet; there is nothing to correct in public.",
            "Change the post itself ({path}) and delete this correction.",
        ),
    ),
    "correction-of-correction": Entry(
        Words(
            "„{named}“ ist selbst schon eine Berichtigung oder Rücknahme.",
            "Nennen Sie den ursprünglichen Beitrag, wenn es um ihn geht.",
            "Geht es um den ursprünglichen Beitrag, schreiben Sie:\n{fixed}",
        ),
        Words(
            "“{named}” is a correction or withdrawal itself.",
            "Name the first post, if it is that one.",
            "If the first post is meant, write:\n{fixed}",
        ),
    ),
    "mend-not-possible": Entry(
        Words(
            "Auf {label} lässt sich ein früherer Beitrag nicht {mend}. Die Berichtigung würde dort scheitern.",
            "Nehmen Sie den Kanal heraus und klären Sie es dort von Hand.",
            "Das geht dort stattdessen:\n{fixed}",
        ),
        Words(
            "On {label} an earlier post cannot be {mend}. The correction would fail there.",
            "Leave the channel out and settle it there by hand.",
            "This is possible there instead:\n{fixed}",
        ),
    ),
    "edit-in-other-parts": Entry(
        Words(
            "Auf {label} hat „{named}“ {before} Teile, die geänderte Fassung aber {count}. Geändert wird dort Teil für "
            "Teil.",
            "Schreiben Sie ebenso viele Teile wie zuvor, oder berichtigen Sie dort mit einer Antwort (mend: reply).",
        ),
        Words(
            "On {label} “{named}” has {before} parts, but the changed version has {count}. Each part is changed by "
            "itself.",
            "Write as many parts as before, or correct it there with a reply (mend: reply).",
        ),
    ),
    "repeat-too-soon": Entry(
        Words(
            "Die Wiederholung kommt weniger als 12 Stunden nach „{named}“. Dieselben Menschen läsen dasselbe zweimal.",
            *_TIME,
        ),
        Words(
            "The repetition does not come 12 hours or more after “{named}”. The same people would read it twice.",
            *_TIME_EN,
        ),
    ),
    "same-text-twice": Entry(
        Words(
            "Derselbe Text steht auch im Beitrag „{other}“ für denselben Kanal. Beim Senden würde der spätere "
            "angehalten.",
            "Löschen Sie einen der beiden Beiträge.",
            "Löschen Sie einen der beiden Beiträge. Ist es eine gewollte Wiederholung, schreiben Sie in den "
            "Kopf:\n{fixed}",
        ),
        Words(
            "The post “{other}” has the same text for the same channel. The later one would be held when sent.",
            "Delete one of them.",
            "Delete one of them. If it is a repetition on purpose, add:\n{fixed}",
        ),
    ),
}

TIMING_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("mend-not-possible", "mend"): {
        "de": {"edit": "ändern", "reply": "mit einer Antwort berichtigen", "delete": "löschen"},
        "en": {"edit": "changed", "reply": "answered", "delete": "deleted"},
    },
    ("odd-latest", "size"): {
        "de": {
            "short": "kurz: Gesendet wird etwa alle 20 Minuten; kommt der Sender etwas später, entfällt der Beitrag",
            "long": "lang: Nach mehr als 30 Tagen denkt niemand mehr an den Beitrag",
        },
        "en": {
            "short": "short: posts are sent about every 20 minutes; if that is a little late, the post is dropped",
            "long": "long: after more than 30 days nobody remembers the post",
        },
    },
    ("outside-posting-hours", "day"): {
        "de": dict(zip("1234567", ("montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags",
                                   "sonntags"), strict=True)) | {"holiday": "Feiertag"},
        "en": dict(zip("1234567", ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays",
                                   "Sundays"), strict=True)) | {"holiday": "public holiday"},
    },
    ("outside-posting-hours", "spans"): {"de": {"–": "nie"}, "en": {"–": "never"}},
    ("before-election", "more"): {
        "de": {"yes": " Deshalb ist eine weitere Freigabe nötig (plans/approval.yml).", "no": ""},
        "en": {"yes": " One more approval is therefore needed (plans/approval.yml).", "no": ""},
    },
    ("unmarked-correction", "kind"): {
        "de": {"correction": "berichtigt", "withdrawal": "zurückgenommen"},
        "en": {"correction": "corrected", "withdrawal": "withdrawn"},
    },
}  # fmt: skip
