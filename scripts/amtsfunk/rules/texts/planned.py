"""Words for the rules over the whole plan."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

PLANNED: Mapping[str, Entry] = {
    "plan-reversed": Entry(
        Words(
            "Hier soll es mindestens {least} sein, aber höchstens {most}. Das lässt sich nicht einhalten.",
            "Tauschen Sie die beiden Angaben, oder berichtigen Sie eine.",
        ),
        Words(
            "This asks for at least {least} but at most {most}. That cannot be kept.",
            "Swap the two, or correct one.",
        ),
    ),
    "odd-week": Entry(
        Words(
            "In der Woche {week} ist {size} geplant. Geplant und in Klammern gewünscht: {counts}.",
            "Freie Zeiten zeigt: amtsfunk plan gaps. Passt der Wunsch nicht zu Ihrem Haus, ändern Sie die Zahlen in "
            "plans/plan.yml.",
        ),
        Words(
            "In the week {week} {size} is planned. Planned, and in brackets wanted: {counts}.",
            "amtsfunk plan gaps shows free times. If the wish does not suit your office, change plans/plan.yml.",
        ),
    ),
    "odd-day": Entry(
        Words(
            "Der {day} fällt aus dem Rahmen. Geplant und in Klammern gewünscht: {counts}.",
            "Ein einzelner Tag darf das. Wenn nicht: amtsfunk plan gaps zeigt freie Zeiten.",
        ),
        Words(
            "{day} is out of the ordinary. Planned, and in brackets wanted: {counts}.",
            "A single day may be. If not: amtsfunk plan gaps shows free times.",
        ),
    ),
    "posts-clash": Entry(
        Words(
            "Zur selben Zeit geht auf denselben Kanälen auch „{other}“ hinaus: {channels}.",
            "Verschieben Sie einen von beiden: amtsfunk plan move BEITRAG ZEIT",
        ),
        Words(
            "“{other}” goes out at the same time on the same channels: {channels}.",
            "Move one of them: amtsfunk plan move POST TIME",
        ),
    ),
    "posts-too-close": Entry(
        Words(
            "Nur {apart} Minuten vorher geht „{other}“ hinaus ({channels}). Gewünscht sind {gap} Minuten Abstand.",
            "Verschieben Sie einen von beiden, oder lassen Sie es so, wenn beide zusammengehören.",
        ),
        Words(
            "“{other}” goes out only {apart} minutes before ({channels}). {gap} minutes between posts are wanted.",
            "Move one of them, or leave it if both belong together.",
        ),
    ),
    "crowded-day": Entry(
        Words(
            "Am {day} liegen auf {channels} {count} Beiträge dicht beieinander ({span}); der übrige Tag bleibt leer.",
            "Verteilen Sie die Beiträge über die Zeit, in der Sie veröffentlichen.",
        ),
        Words(
            "On {day} {count} posts on {channels} lie close together ({span}). The rest of the day stays empty.",
            "Spread them over the time in which you post.",
        ),
    ),
    "open-weekend": Entry(
        Words(
            "Für den {day} ist „{what}“ noch nicht fertig: {why}. Am Wochenende hat nur der Dienst Zeit dafür.",
            "Machen Sie den Beitrag heute fertig und lassen Sie ihn freigeben, oder nehmen Sie den Platz heraus.",
        ),
        Words(
            "“{what}” is not ready for {day}: {why}. At the weekend only whoever is on duty has time for it.",
            "Finish the post today and have it approved, or take the slot out.",
        ),
    ),
    "untimed-place": Entry(
        Words(
            "Der Platz „{what}“ in der Woche {week} hat noch keine Zeit.",
            "Eine Zeit vorschlagen lassen: amtsfunk plan fill {week}. Oder „at“ eintragen.",
        ),
        Words(
            "The slot “{what}” in the week {week} has no time yet.",
            "Have a time proposed: amtsfunk plan fill {week}. Or enter “at”.",
        ),
    ),
    "low-coverage": Entry(
        Words(
            "Für die nächsten {days} Tage sind zu wenige zeitlose Beiträge bereit: {ready} von {wanted}.",
            "Geben Sie Entwürfen eine Zeit (amtsfunk plan fill), oder schreiben Sie auf Vorrat.",
        ),
        Words(
            "Too few posts that are not bound to the day are ready for the next {days} days: {ready} of {wanted}.",
            "Give drafts a time (amtsfunk plan fill), or write ahead.",
        ),
    ),
    "topic-balance": Entry(
        Words(
            "„{name}“ kommt in diesen vier Wochen {size}: {percent} Prozent von {total} Beiträgen; gewünscht sind "
            "{wanted} Prozent.",
            "Suchen Sie ein anderes Thema, oder ändern Sie den Anteil unter „topics“ in plans/plan.yml.",
        ),
        Words(
            "“{name}” appears {size} in these four weeks: {percent} per cent of {total} posts; {wanted} per cent are "
            "wanted.",
            "Choose another topic, or change the share under “topics” in plans/plan.yml.",
        ),
    ),
    "audience-balance": Entry(
        Words(
            "Die Zielgruppe {name} kommt in diesen vier Wochen {size}: {percent} Prozent von {total} Beiträgen; "
            "gewünscht sind {wanted} Prozent.",
            "Planen Sie etwas für sie, oder ändern Sie den Anteil unter „audiences“ in plans/plan.yml.",
        ),
        Words(
            "The audience {name} appears {size} in these four weeks: {percent} per cent of {total} posts; {wanted} per "
            "cent are wanted.",
            "Plan something for it, or change the share under “audiences” in plans/plan.yml.",
        ),
    ),
    "overload": Entry(
        Words(
            "Die Woche {week} braucht von der Rolle „{role}“ etwa {hours} Stunden (vorhanden: {available}).",
            "Nehmen Sie Beiträge heraus oder verschieben Sie sie. Die Minuten je Beitrag stehen unter „effort“ in "
            "plans/plan.yml.",
        ),
        Words(
            "The week {week} takes about {hours} hours of the role “{role}” (available: {available}).",
            "Take posts out or move them. The minutes per post stand under “effort” in plans/plan.yml.",
        ),
    ),
    "dormant-channel": Entry(
        Words(
            "Auf „{name}“ erscheint nichts mehr (letzter Beitrag: {since}), und es ist nichts geplant.",
            "Planen Sie etwas, oder schließen Sie den Kanal: letzten Beitrag mit neuer Adresse anheften, Nachrichten "
            "und Kommentare sichern, Zugänge entziehen, Konto löschen oder stilllegen, dann hier „closed: ja“.",
        ),
        Words(
            "Nothing appears on “{name}” any more (last post: {since}), and nothing is planned.",
            "Plan something, or close the channel: pin a last post with the new address, save messages and comments, "
            "withdraw access, delete or retire the account, then set “closed: ja” here.",
        ),
    ),
    "not-on-website": Entry(
        Words(
            "„{post}“ erscheint nur hier: {channels}. Auf der eigenen Website fehlt der Beitrag; wer kein Konto hat, "
            "erfährt nichts davon.",
            "Ergänzen Sie bei „channels“ die Website, oder lassen Sie es so, wenn der Inhalt dort schon steht.",
        ),
        Words(
            "“{post}” appears only here: {channels}. Our own website lacks it; whoever has no account does not learn "
            "of it.",
            "Add the website to “channels”, or leave it if the content is there already.",
        ),
    ),
    "uncovered-duty": Entry(
        Words(
            "Dienst am {day}: {what}.",
            "Tragen Sie jemanden ein, oder tauschen Sie.",
        ),
        Words("Duty on {day}: {what}.", "Enter somebody, or swap."),
    ),
    "training-ending": Entry(
        Words(
            "Die Schulung von „{value}“ gilt nur noch bis zum {until}.",
            "Melden Sie die Auffrischung jetzt an, und tragen Sie danach „trained_until“ neu ein.",
        ),
        Words(
            "The training of “{value}” is valid until {until} only.",
            "Book the next one now, and enter “trained_until” afterwards.",
        ),
    ),
    "sensitive-without-second": Entry(
        Words(
            "„{post}“ ist heikel, aber niemand liest zusätzlich mit: {why}.",
            "Ergänzen Sie in plans/approval.yml eine Zeile mit „sensitive: true“, oder geben Sie in plans/team.yml "
            "einer weiteren Person die Rolle; das ändern zwei Personen mit der Rolle steward.",
        ),
        Words(
            "“{post}” is sensitive, but nobody reads along: {why}.",
            "Add a row with “sensitive: true” to plans/approval.yml, or give one more person the role in "
            "plans/team.yml; two people with the role steward change that.",
        ),
    ),
    "post-on-quiet-day": Entry(
        Words(
            "Der {day} ist ein stiller Tag ({name}). Hinaus geht dann nur, was eilt.",
            "Verschieben Sie den Beitrag: amtsfunk plan move BEITRAG ZEIT",
        ),
        Words(
            "{day} is a day of mourning ({name}). Only what is urgent goes out then.",
            "Move the post: amtsfunk plan move POST TIME",
        ),
    ),
}

_SIZES: Mapping[Lang, Mapping[str, str]] = {
    "de": {"none": "gar nicht vor", "little": "selten vor", "much": "sehr oft vor"},
    "en": {"none": "not at all", "little": "rarely", "much": "very often"},
}
PLANNED_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("odd-week", "size"): {"de": {"little": "wenig", "much": "viel"}, "en": {"little": "little", "much": "much"}},
    ("topic-balance", "size"): _SIZES,
    ("audience-balance", "size"): _SIZES,
    ("audience-balance", "name"): {
        "de": {
            "media": "Medien",
            "authorities": "Behörden und Politik",
            "public": "Öffentlichkeit",
            "recruits": "künftige Beschäftigte",
            "experts": "Fachleute",
        },
        "en": {
            "media": "media",
            "authorities": "authorities and politics",
            "public": "public",
            "recruits": "future staff",
            "experts": "experts",
        },
    },
    ("open-weekend", "why"): {
        "de": {
            "free": "der Platz ist noch frei",
            "draft": "der Beitrag hat noch keine Zeit",
            "unapproved": "die Freigabe fehlt",
        },
        "en": {"free": "the slot is free", "draft": "the post has no time yet", "unapproved": "it is not approved"},
    },
    ("dormant-channel", "since"): {"de": {"never": "noch keiner"}, "en": {"never": "none yet"}},
    ("sensitive-without-second", "why"): {
        "de": {
            "policy": "plans/approval.yml verlangt dafür nicht mehr Freigaben als sonst",
            "people": "für die Freigaben, die plans/approval.yml verlangt, gibt es dann zu wenige Personen",
        },
        "en": {
            "policy": "plans/approval.yml asks for no more approvals than usual",
            "people": "there are too few people then for the approvals that plans/approval.yml asks for",
        },
    },
    ("uncovered-duty", "what"): {
        "de": {"duty": "niemand ist eingetragen", "substitute": "die Vertretung fehlt"},
        "en": {"duty": "nobody is entered", "substitute": "the substitute is missing"},
    },
}
