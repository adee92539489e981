"""Words for what makes no sense in a post: its kind and what that kind needs, paid reach, polls, warnings."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

SENSE: Mapping[str, Entry] = {
    "paid-news": Entry(
        Words(
            "{kind} soll bezahlt verbreitet werden. Für Meldungen, Stellungnahmen und Richtigstellungen kaufen wir "
            "keine Reichweite: Sie sollen nicht nach Anzeige aussehen.",
            "Löschen Sie die Zeile „paid“. Ist der Beitrag in Wahrheit ein Service oder ein Stellenangebot, ändern Sie "
            "„kind“.",
        ),
        Words(
            "{kind} is to be promoted with paid reach. No reach is bought for news, statements and rebuttals: they "
            "must not look like advertisements.",
            "Delete the line “paid”. If the post really is a service or a vacancy, change “kind”.",
        ),
    ),
    "paid-without-decision": Entry(
        Words(
            "Der Beitrag soll bezahlt verbreitet werden, aber es fehlt, wer das entschieden hat.",
            "Ergänzen Sie Aktenzeichen oder Datum der Entscheidung, zum Beispiel:\ndecision: Verfügung vom 24.11.2026, "
            "Az. 13-20/7",
        ),
        Words(
            "The post is to be promoted with paid reach, but the decision for it is not named.",
            "Add the decision's file number or date, for example:\ndecision: order of 24.11.2026, no. 13-20/7",
        ),
    ),
    "decision-without-paid": Entry(
        Words(
            "Es ist eine Entscheidung über bezahlte Reichweite eingetragen („decision“), aber der Beitrag wird nicht "
            "bezahlt verbreitet.",
            "Löschen Sie die Zeile „decision“, oder ergänzen Sie „paid“.",
            "Löschen Sie die Zeile „decision“. Soll er doch bezahlt verbreitet werden, ergänzen Sie:\n{fixed}",
        ),
        Words(
            "A decision about paid reach is named (“decision”), but the post is not promoted.",
            "Delete the line “decision”, or add “paid”.",
            "Delete the line “decision”. If the post is to be promoted, add:\n{fixed}",
        ),
    ),
    "statement-without-office": Entry(
        Words(
            "Eine Stellungnahme wird zitiert, aber es fehlt, wer hier spricht.",
            "Ergänzen Sie im Kopf eine Zeile „office“ mit der Person oder Stelle, die spricht.",
            "Ergänzen Sie im Kopf, wer spricht, zum Beispiel:\n{fixed}",
        ),
        Words(
            "A statement is quoted, but it is not said who speaks.",
            "Add a line “office” with the person or office that speaks.",
            "Add who speaks, for example:\n{fixed}",
        ),
    ),
    "office-without-statement": Entry(
        Words(
            "„office“ sagt, wer eine Stellungnahme abgibt; dieser Beitrag ist von der Art „{kind}“. Die Angabe "
            "erscheint nirgends.",
            "Ist es eine Stellungnahme, schreiben Sie diese Zeile in den Kopf. Sonst löschen Sie „office“.\n"
            "kind: statement",
        ),
        Words(
            "“office” says who makes a statement; this post is of kind “{kind}”. It is shown nowhere.",
            "If it is a statement, write this line. Otherwise delete “office”.\nkind: statement",
        ),
    ),
    "incomplete-rebuttal": Entry(
        Words(
            "Einer Richtigstellung fehlt noch: {key}. Ohne Fundstelle und Beleg lässt sie sich nicht prüfen.",
            "Nötig sind „claim_url“ (Adresse der falschen Behauptung) und „evidence“ (womit wir sie widerlegen). "
            "Ergänzen Sie, zum Beispiel:\n{example}",
        ),
        Words(
            "A rebuttal lacks: {key}. Without the claim's address and evidence nobody can examine it.",
            "“claim_url” (address of the false claim) and “evidence” (what proves it wrong) are needed. Add, for "
            "example:\n{example}",
        ),
    ),
    "link-only-in-head": Entry(
        Words(
            "Die Adresse bei „link“ steht in keinem Text für: {channels}. Dort gibt es keine Vorschau dazu; wer den "
            "Beitrag liest, sieht sie nicht.",
            "Schreiben Sie sie auch in den Text, am besten als letzte Zeile.",
            "Schreiben Sie sie auch in den Text, am besten als letzte Zeile:\n{fixed}",
        ),
        Words(
            "The address at “link” stands in no text for: {channels}. There is no preview of it there; whoever reads "
            "the post does not see it.",
            "Write it into the text, too, best as its last line.",
            "Write it into the text, too, best as its last line:\n{fixed}",
        ),
    ),
    "stray-rebuttal": Entry(
        Words(
            "„{key}“ gehört zu einer Richtigstellung; dieser Beitrag ist von der Art „{kind}“.",
            "Widerspricht der Beitrag einer falschen Behauptung, schreiben Sie diese Zeile in den Kopf. Sonst löschen "
            "Sie „{key}“.\nkind: rebuttal",
        ),
        Words(
            "“{key}” belongs to a rebuttal; this post is of kind “{kind}”.",
            "If the post answers a false claim, write this line. Otherwise delete “{key}”.\nkind: rebuttal",
        ),
    ),
    "timely-without-occasion": Entry(
        Words(
            "Der Beitrag hat nur an seinem Tag Sinn („timely“), nennt aber keinen Anlass.",
            "Schreiben Sie den Anlass in den Kopf, zum Beispiel:\noccasion: Ratssitzung am 3. Dezember",
        ),
        Words(
            "The post makes sense on its day only (“timely”), but names no occasion.",
            "Add the occasion, for example:\noccasion: council meeting of 3 December",
        ),
    ),
    "news-without-occasion": Entry(
        Words(
            "Eine Meldung hat meist einen Anlass; hier ist keiner genannt.",
            "Gibt es einen, schreiben Sie ihn in den Kopf, zum Beispiel:\noccasion: Ratssitzung am 3. Dezember",
        ),
        Words(
            "News mostly have an occasion; none is named here.",
            "If there is one, add it, for example:\noccasion: council meeting of 3 December",
        ),
    ),
    "short-in-parts": Entry(
        Words(
            "Eine kurze Meldung („kind: short“) hat {what}. Sie soll mit einem Blick zu lesen sein.",
            "Kürzen Sie auf einen Teil ohne Umfrage. Oder nehmen Sie eine andere Art, zum Beispiel:\nkind: service",
        ),
        Words(
            "A short message (“kind: short”) has {what}. It is meant to be read at a glance.",
            "Cut it down to one part without a poll. Or choose another kind, for example:\nkind: service",
        ),
    ),
    "short-too-long": Entry(
        Words(
            "Eine kurze Meldung („kind: short“) hat hier {length} Zeichen; gut sind bis zu {limit}.",
            "Kürzen Sie den Text. Oder nehmen Sie eine andere Art, zum Beispiel:\nkind: service",
        ),
        Words(
            "A short message (“kind: short”) has {length} characters here; up to {limit} are good.",
            "Shorten the text. Or choose another kind, for example:\nkind: service",
        ),
    ),
    "part-without-marks": Entry(
        Words(
            "Hier steht „{found}“ allein in einer Zeile. So ginge sie mit hinaus und teilte nichts.",
            "Beginnt hier ein neuer Teil, schreiben Sie „## “ davor.",
            "Beginnt hier ein neuer Teil, schreiben Sie:\n{fixed}",
        ),
        Words(
            "“{found}” stands alone in this line. It would go out as it is and divide nothing.",
            "If a new part begins here, put “## ” before it.",
            "If a new part begins here, write:\n{fixed}",
        ),
    ),
    "unlisted-crisis": Entry(
        Words(
            "Ein Beitrag zu einer Krise soll in keiner Liste erscheinen („unlisted“). Viele würden ihn nicht sehen.",
            "Löschen Sie die Zeile „visibility“; dann ist der Beitrag öffentlich.",
        ),
        Words(
            "A post about a crisis is not to be listed (“unlisted”). Many would not see it.",
            "Delete the line “visibility”; the post is then public.",
        ),
    ),
    "dialogue-without-comments": Entry(
        Words(
            "Der Beitrag lädt zum Gespräch ein („kind: dialogue“), aber auf „{channel}“ kann niemand kommentieren.",
            "Sagen Sie dort in einem eigenen Text unter „## {channel}“, wo man antworten kann, oder streichen Sie den "
            "Kanal.",
        ),
        Words(
            "The post invites to a dialogue (“kind: dialogue”), but nobody can comment on “{channel}”.",
            "Say there, in a text of its own below “## {channel}”, where one can answer, or strike the channel out.",
        ),
    ),
    "unshown-content-warning": Entry(
        Words(
            "Eine Inhaltswarnung zum Aufklappen gibt es nicht auf: {channels}. Dort steht der Text gleich da.",
            "Beginnen Sie den Text dort mit der Warnung, zum Beispiel unter „## {channel}“:\nInhaltswarnung: {warning}",
        ),
        Words(
            "A content warning to unfold does not exist on: {channels}. The text is seen at once there.",
            "Begin the text there with the warning, for example below “## {channel}”:\nContent warning: {warning}",
        ),
    ),
    "poll-option-too-long": Entry(
        Words(
            "Die Antwort „{option}“ ist für „{channel}“ zu lang: {length} von höchstens {limit} Zeichen.",
            "Kürzen Sie die Antwort. Eine Umfrage ist auf allen Kanälen dieselbe.",
        ),
        Words(
            "The answer “{option}” is too long for “{channel}”: {length} of at most {limit} characters.",
            "Shorten it. A poll is the same on all channels.",
        ),
    ),
    "poll-option-twice": Entry(
        Words(
            "Die Antwort „{option}“ steht zweimal in der Umfrage. Netzwerke nehmen das nicht an.",
            "Löschen oder ändern Sie eine der beiden.",
        ),
        Words("The answer “{option}” is in the poll twice. Networks refuse that.", "Delete or change one of them."),
    ),
    "poll-duration": Entry(
        Words(
            "Auf „{channel}“ dauert eine Umfrage zwischen {shortest} und {longest}; hier sind es {value}.",
            "Wählen Sie eine Dauer dazwischen.",
            "Schreiben Sie unter „poll“:\n{fixed}",
        ),
        Words(
            "On “{channel}” a poll lasts between {shortest} and {longest}; here it is {value}.",
            "Choose a duration in between.",
            "Write below “poll”:\n{fixed}",
        ),
    ),
    "poll-not-there": Entry(
        Words(
            "Auf „{channel}“ veranstalten wir keine Umfragen. Dort erscheint nur der Text; abstimmen kann niemand.",
            "Schreiben Sie unter „## {channel}“ einen eigenen Text, der sagt, wo man abstimmen kann, oder streichen "
            "Sie den Kanal.",
        ),
        Words(
            "We hold no polls on “{channel}”. Only the text appears there, and nobody can vote.",
            "Write a text of its own below “## {channel}” that says where to vote, or strike the channel out.",
        ),
    ),
}

SENSE_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("paid-news", "kind"): {
        "de": {"news": "Eine Meldung", "statement": "Eine Stellungnahme", "rebuttal": "Eine Richtigstellung"},
        "en": {"news": "A news post", "statement": "A statement", "rebuttal": "A rebuttal"},
    },
    ("incomplete-rebuttal", "example"): {
        "de": {
            "claim_url": "claim_url: https://netzwerk.example/beitrag/4711",
            "evidence": "evidence: Ratsbeschluss vom 28. September 2026, Vorlage 2026/118",
            "claim_url, evidence": "claim_url: https://netzwerk.example/beitrag/4711\n"
            "evidence: Ratsbeschluss vom 28. September 2026, Vorlage 2026/118",
        },
        "en": {
            "claim_url": "claim_url: https://network.example/post/4711",
            "evidence": "evidence: decision of the council, 28 September 2026, no. 2026/118",
            "claim_url, evidence": "claim_url: https://network.example/post/4711\n"
            "evidence: decision of the council, 28 September 2026, no. 2026/118",
        },
    },
    ("short-in-parts", "what"): {
        "de": {"parts": "mehrere Teile", "poll": "eine Umfrage"},
        "en": {"parts": "several parts", "poll": "a poll"},
    },
}
