"""Words for snippets, modules and applications, and for everything that plans name."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

AGREED: Mapping[str, Entry] = {
    "unknown-sign": Entry(
        Words(
            "Das Kürzel „{value}“ gibt es im Team nicht. Es gibt: {known}.",
            "Tragen Sie ein Kürzel aus plans/team.yml ein.",
            "Meinten Sie diese Person?\n{fixed}",
        ),
        Words(
            "The team has no sign “{value}”. There are: {known}.",
            "Use a sign of plans/team.yml.",
            "Did you mean this person?\n{fixed}",
        ),
    ),
    "unknown-name": Entry(
        Words(
            "„{value}“ gibt es nicht {kind}. Es gibt: {known}.",
            "Wählen Sie einen dieser Namen, oder legen Sie das Fehlende zuerst an.",
            "Meinten Sie das?\n{fixed}",
        ),
        Words(
            "There is no “{value}” {kind}. There are: {known}.",
            "Choose one of these names, or create what is missing first.",
            "Did you mean this?\n{fixed}",
        ),
    ),
    "repeated-name": Entry(
        Words(
            "Die Kennung „{value}“ ist in dieser Liste schon vergeben. Wer sie nennt, meint dann beides oder keines.",
            "Geben Sie diesem Eintrag eine andere Kennung, oder löschen Sie ihn.",
        ),
        Words(
            "The id “{value}” is taken in this list. Whoever names it would mean both or neither.",
            "Give this entry another id, or delete it.",
        ),
    ),
    "date-in-future": Entry(
        Words(
            "„{key}“ nennt den {day}; das liegt in der Zukunft (heute ist der {today}).",
            "Tragen Sie den Tag ein, an dem es wirklich geschah. Vermutlich stimmt das Jahr oder der Monat nicht.",
        ),
        Words(
            "“{key}” says {day}, which is in the future (today is {today}).",
            "Enter the day on which it really happened. Probably the year or the month is wrong.",
        ),
    ),
    "agreed-by-nobody-fitting": Entry(
        Words(
            "Abgestimmt haben nur: {signs}. Keine dieser Personen darf Texte der Behörde vertreten.",
            "Lassen Sie den Text von einer dieser Personen bestätigen, und ergänzen Sie ihr Kürzel bei „agreed_by“: "
            "{fitting}.",
        ),
        Words(
            "It was agreed only by: {signs}. None of them may answer for the authority's texts.",
            "Have one of these people confirm the text, and add the sign to “agreed_by”: {fitting}.",
        ),
    ),
    "valid-before-agreed": Entry(
        Words(
            "„valid_until“ ({ends}) liegt nicht nach „agreed_on“ ({begins}); der Text würde nie gelten.",
            "Prüfen Sie beide Tage; vermutlich sind sie vertauscht.",
        ),
        Words(
            "“valid_until” ({ends}) is not after “agreed_on” ({begins}); the text would never be valid.",
            "Check both days; they are probably the wrong way round.",
        ),
    ),
    "expired-text": Entry(
        Words(
            "Dieser abgestimmte Text galt nur bis zum {day}. Er darf nicht mehr verwendet werden.",
            "Lassen Sie ihn neu abstimmen, und tragen Sie „agreed_by“, „agreed_on“ und „valid_until“ neu ein. Wird er "
            "nicht mehr gebraucht, löschen Sie die Datei.",
        ),
        Words(
            "This agreed text was valid until {day} only. It must not be used any more.",
            "Have it agreed again and renew “agreed_by”, “agreed_on” and “valid_until”, or delete the file.",
        ),
    ),
    "expiring-text": Entry(
        Words(
            "Dieser abgestimmte Text gilt nur noch bis zum {day}.",
            "Lassen Sie ihn rechtzeitig neu abstimmen; danach ist er nicht mehr zu verwenden.",
        ),
        Words("This agreed text is valid until {day} only.", "Have it agreed again in time."),
    ),
    "repeated-title": Entry(
        Words(
            "Den Titel „{title}“ hat schon {other}. In der Liste sind beide nicht zu unterscheiden.",
            "Geben Sie einem der beiden einen Titel, der den Unterschied nennt.",
        ),
        Words(
            "{other} has the title “{title}” already. In a list nobody can tell them apart.",
            "Give one of them a title that names the difference.",
        ),
    ),
    "clause-without-reply": Entry(
        Words(
            "Zu „{title}“ ist keine Antwort festgelegt. Wer heute moderiert, muss sie selbst erfinden.",
            "Legen Sie unter content/snippets/ einen Textbaustein mit „{head}: {id}“ an, und nennen Sie hier seinen "
            "Dateinamen ohne .md:\nreply: dateiname",
            "Ein Textbaustein dazu ist da. Soll er die Antwort sein, schreiben Sie dazu:\n{fixed}",
        ),
        Words(
            "No reply is settled for “{title}”. Whoever moderates today has to make one up.",
            "Create a snippet in content/snippets/ with “{head}: {id}”, and name its file here, without .md:\n"
            "reply: file-name",
            "There is a snippet about it. If it is to be the reply, add:\n{fixed}",
        ),
    ),
    "reply-for-another": Entry(
        Words(
            "„{reply}“ soll die Antwort zu „{title}“ sein, passt aber nicht: Der Textbaustein {why}.",
            "Nennen Sie hier einen anderen Textbaustein, oder ändern Sie den Kopf von {path}.",
        ),
        Words(
            "“{reply}” is meant to be the reply to “{title}” but does not fit: the snippet {why}.",
            "Name another snippet here, or change the head of {path}.",
        ),
    ),
    "reply-without-version": Entry(
        Words(
            "Die Antwort „{title}“ sagt nicht, welche Fassung der Netiquette gilt. Wer sie bekommt, kann später nicht "
            "mehr nachlesen, was an diesem Tag galt.",
            "Schreiben Sie {blank} in den Text. Auf der internen Seite steht dort von selbst die dauerhafte Adresse "
            "der geltenden Fassung.",
        ),
        Words(
            "The reply “{title}” does not say which version of the netiquette holds. Whoever gets it cannot look up "
            "later what held that day.",
            "Write {blank} into the text. The internal page puts the lasting address of the version in force there.",
        ),
    ),
    "undeclared-blank": Entry(
        Words(
            "Die Lücke „{{{name}}}“ ist oben bei „slots“ nicht erklärt. Der Beitrag ginge mit den Klammern hinaus.",
            "Ergänzen Sie die Lücke oben bei „slots“, oder schreiben Sie den Text aus.",
            "Ergänzen Sie die Lücke oben unter „slots:“, mit einer Auswahl, mit „time“ oder mit „number“:\n{fixed}",
        ),
        Words(
            "The blank “{{{name}}}” is not declared at “slots”. The post would go out with the braces.",
            "Declare the blank at “slots” above, or write the text out.",
            "Declare the blank above under “slots:”, with choices, “time” or “number”:\n{fixed}",
        ),
    ),
    "unused-slot": Entry(
        Words(
            "Die Lücke „{name}“ ist erklärt, kommt aber in keinem Text vor. Wer sendet, müsste sie umsonst ausfüllen.",
            "Setzen Sie „{{{name}}}“ in den Text, oder löschen Sie die Zeile.",
        ),
        Words(
            "The slot “{name}” is declared, but no text uses it. Whoever sends would fill it in for nothing.",
            "Put “{{{name}}}” into the text, or delete the line.",
        ),
    ),
    "application-unanswered": Entry(
        Words(
            "Die Frage {letter} ist nicht beantwortet. Ein eingereichter Antrag beantwortet alle acht Fragen.",
            "Schreiben Sie unter dieser Überschrift eine Antwort in ganzen Sätzen, oder setzen Sie „status: draft“.",
            "Schreiben Sie unter dieser Überschrift eine Antwort in ganzen Sätzen, oder setzen Sie „status: draft“:\n"
            "{fixed}",
        ),
        Words(
            "Question {letter} is not answered. An application that was handed in answers all eight.",
            "Answer it in full sentences, or set “status: draft”.",
            "Answer it in full sentences below this heading, or set “status: draft”:\n{fixed}",
        ),
    ),
    "application-open": Entry(
        Words(
            "Noch offen: {number} {letters}. Als Entwurf ist das in Ordnung.",
            "Schreiben Sie jede Antwort unter ihre Überschrift (wie „## a) …“), bevor Sie den Antrag einreichen.",
        ),
        Words(
            "Still open: {number} {letters}. That is fine for a draft.",
            "Write each answer below its heading (such as “## a) …”) before you hand the application in.",
        ),
    ),
    "application-sections": Entry(
        Words(
            "Die Überschrift „{heading}“ {problem}.",
            "Ordnen Sie die Abschnitte von „## a)“ bis „## h)“, jeden genau einmal. Für Zwischenüberschriften nehmen "
            "Sie „###“.",
        ),
        Words(
            "The heading “{heading}” {problem}.",
            "Order the sections from “## a)” to “## h)”, each once. Use “###” for headings within them.",
        ),
    ),
    "application-undecided": Entry(
        Words(
            "Der Antrag ist entschieden („status: {status}“), aber „{key}“ fehlt.",
            "Tragen Sie ein, wann („decided_on“) und von wem („decided_by“, Kürzel) entschieden wurde.",
        ),
        Words(
            "The application was decided (“status: {status}”), but “{key}” is missing.",
            "Say when (“decided_on”) and by whom (“decided_by”, signs).",
        ),
    ),
    "application-without-sheet": Entry(
        Words(
            "Im Kopf des Antrags fehlt: {keys}. Ob sich ein Kanal lohnt, entscheidet sich an Zielgruppe, Formaten und "
            "Aufwand.",
            "Ergänzen Sie, zum Beispiel:\n{example}",
        ),
        Words(
            "The head of the application lacks: {keys}. Audience, formats and effort decide whether a channel pays.",
            "Add, for example:\n{example}",
        ),
    ),
    "application-decided-by-others": Entry(
        Words(
            "Entschieden haben: {signs}. Über einen Kanal entscheidet, wer die Gesamtverantwortung trägt oder für die "
            "Presse spricht.",
            "Lassen Sie die Entscheidung von einer dieser Personen bestätigen, und ergänzen Sie ihr Kürzel: {fitting}.",
        ),
        Words(
            "It was decided by: {signs}. A channel is decided by whoever bears overall responsibility or is the press "
            "spokesperson.",
            "Have one of these people confirm the decision, and add the sign: {fitting}.",
        ),
    ),
    "application-review-overdue": Entry(
        Words(
            "Bis zum {day} sollte geprüft werden, ob sich dieser Kanal bewährt.",
            "Prüfen Sie es jetzt, und tragen Sie bei „review_by“ den nächsten Tag ein. Ist der Kanal eingestellt, "
            "schließen Sie ihn in plans/channels.yml.",
        ),
        Words(
            "By {day} somebody should have looked whether this channel lives up to its promise.",
            "Look at it now and enter the next day at “review_by”. If the channel was given up, close it in "
            "plans/channels.yml.",
        ),
    ),
}

AGREED_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("application-open", "number"): {
        "de": {"one": "Frage", "many": "die Fragen"},
        "en": {"one": "question", "many": "questions"},
    },
    ("unknown-name", "kind"): {
        "de": {
            "topic": "unter den Themen (plans/topics.yml)",
            "channel": "unter den Kanälen (plans/channels.yml)",
            "clause": "unter den Regeln der Netiquette (netiquette/clauses.yml)",
            "measure": "unter den Maßnahmen (netiquette/measures.yml)",
            "scenario": "unter den Lagen (plans/crisis.yml)",
            "level": "unter den Stufen weiter oben in dieser Datei",
            "module": "unter den abgestimmten Beiträgen (content/modules/)",
            "goal": "unter den Zielen weiter oben in dieser Datei",
            "reply": "unter den Textbausteinen (content/snippets/, ohne .md)",
        },
        "en": {
            "topic": "among the topics (plans/topics.yml)",
            "channel": "among the channels (plans/channels.yml)",
            "clause": "among the clauses of the netiquette (netiquette/clauses.yml)",
            "measure": "among the measures (netiquette/measures.yml)",
            "scenario": "among the scenarios (plans/crisis.yml)",
            "level": "among the levels above in this file",
            "module": "among the agreed posts (content/modules/)",
            "goal": "among the goals above in this file",
            "reply": "among the snippets (content/snippets/, without .md)",
        },
    },
    ("reply-for-another", "why"): {
        "de": {
            "no-reply": "ist ein Baustein für Beiträge („use: text“)",
            "other-clause": "nennt in seinem Kopf nicht diese Regel",
            "other-measure": "nennt in seinem Kopf nicht diese Maßnahme",
            "clause-beside": "nennt in seinem Kopf auch eine Regel, soll die Maßnahme aber bei jeder mitteilen",
        },
        "en": {
            "no-reply": "is a building block for posts (“use: text”)",
            "other-clause": "does not name this clause in its head",
            "other-measure": "does not name this measure in its head",
            "clause-beside": "names a clause in its head, too, but is to tell of the measure under each",
        },
    },
    ("application-sections", "problem"): {
        "de": {
            "unlettered": "gehört zu keiner der acht Fragen; sie beginnen mit „a)“ bis „h)“",
            "order": "steht nicht an ihrem Platz oder kommt zweimal vor",
        },
        "en": {
            "unlettered": "belongs to none of the eight questions, which begin with “a)” to “h)”",
            "order": "is out of place or comes twice",
        },
    },
}
