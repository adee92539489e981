"""Words for the rota, week plans, goals, challenges and the topic radar."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

PLANNING: Mapping[str, Entry] = {
    "mail-without-tls": Entry(
        Words(
            "Die Nachrichten gehen unverschlüsselt an den Mailserver „{host}“. Darin stehen Beiträge, die noch nicht "
            "öffentlich sind.",
            "Setzen Sie „tls: starttls“ oder „tls: tls“; was der Server kann, weiß Ihre IT.",
        ),
        Words(
            "Messages go to the mail server “{host}” unencrypted, with posts that are not public yet.",
            "Set “tls: starttls” or “tls: tls”; your IT knows what the server can do.",
        ),
    ),
    "private-mailbox": Entry(
        Words(
            "Hier steht ein privates Postfach bei {host}. Was in Git steht, bleibt dort für immer.",
            "Tragen Sie ein Postfach der Dienststelle ein. Adressen von Personen gehören in die Datei, die "
            "AMTSFUNK_PEOPLE_FILE nennt.",
        ),
        Words(
            "This is a private mailbox at {host}. What is in git stays there for good.",
            "Enter a mailbox of the office. Addresses of persons belong in the file that AMTSFUNK_PEOPLE_FILE names.",
        ),
    ),
    "repeated-week": Entry(
        Words(
            "„{value}“ steht zweimal im Dienstplan. Es gilt der erste Eintrag.",
            "Führen Sie beide zusammen, oder löschen Sie einen.",
        ),
        Words("“{value}” is in the rota twice. The first entry counts.", "Join them, or delete one."),
    ),
    "day-outside-week": Entry(
        Words(
            "Der {day} gehört nicht zur Woche {week}, sondern zu {own}.",
            "Prüfen Sie das Datum, oder setzen Sie den Tag unter die Woche {own}.",
        ),
        Words(
            "{day} does not belong to the week {week} but to {own}.",
            "Check the date, or move the day to the week {own}.",
        ),
    ),
    "own-substitute": Entry(
        Words(
            "„{value}“ hat Dienst und soll sich selbst vertreten.",
            "Tragen Sie bei „substitute“ eine andere Person ein.",
        ),
        Words("“{value}” is on duty and would stand in for himself or herself.", "Enter another person."),
    ),
    "duty-without-role": Entry(
        Words(
            "„{value}“ hat keine Rolle, in der man Dienst haben kann.",
            "Teilen Sie jemanden mit der Rolle cvd, press, spokesperson oder deputy ein, oder ergänzen Sie die Rolle "
            "in plans/team.yml.",
        ),
        Words(
            "“{value}” has no role in which one can be on duty.",
            "Choose somebody with the role cvd, press, spokesperson or deputy, or add the role in plans/team.yml.",
        ),
    ),
    "duty-while-away": Entry(
        Words(
            "„{value}“ gehört am {day} nicht zum Team (siehe „from“, „until“ und „revoked“ in plans/team.yml).",
            "Teilen Sie eine andere Person ein.",
        ),
        Words(
            "“{value}” is not in the team on {day} (see “from”, “until” and “revoked” in plans/team.yml).",
            "Choose another person.",
        ),
    ),
    "duty-untrained": Entry(
        Words(
            "Die Schulung von „{value}“ gilt nur bis zum {until}; der Dienst reicht bis zum {day}.",
            "Frischen Sie die Schulung vorher auf, und tragen Sie „trained_until“ in plans/team.yml neu ein, oder "
            "teilen Sie eine andere Person ein.",
        ),
        Words(
            "The training of “{value}” is valid until {until} only; the duty lasts until {day}.",
            "Renew the training before and enter “trained_until” in plans/team.yml, or choose another person.",
        ),
    ),
    "week-file-name": Entry(
        Words(
            "Die Datei heißt „{name}“, enthält aber den Plan der Woche {week}.",
            "Benennen Sie die Datei um, oder berichtigen Sie „week“.",
            "Berichtigen Sie „week“, oder benennen Sie die Datei um:\n{fixed}",
        ),
        Words(
            "The file is called “{name}” but holds the plan of the week {week}.",
            "Rename the file, or correct “week”.",
            "Correct “week”, or rename the file:\n{fixed}",
        ),
    ),
    "slot-outside-week": Entry(
        Words(
            "Der {day} gehört nicht zur Woche {week} (ab Montag, {monday}), sondern zu {own}.",
            "Prüfen Sie das Datum, oder setzen Sie den Platz in plans/weeks/{own}.yml.",
        ),
        Words(
            "{day} does not belong to the week {week} (from Monday, {monday}) but to {own}.",
            "Check the date, or move the slot to plans/weeks/{own}.yml.",
        ),
    ),
    "empty-slot": Entry(
        Words(
            "Der Platz am {at} hat weder einen Beitrag noch eine Idee.",
            "Ergänzen Sie „idea“ mit einem Satz, was hier erscheinen könnte, oder „post“ mit dem Namen des Beitrags.",
        ),
        Words(
            "The slot at {at} has neither a post nor an idea.",
            "Add “idea” with a sentence on what could appear here, or “post” with the post's name.",
        ),
    ),
    "unknown-planned-post": Entry(
        Words(
            "Den Beitrag „{value}“ gibt es nicht (mehr).",
            "Prüfen Sie den Namen. Ist der Beitrag noch zu schreiben, löschen Sie „post“ und beschreiben Sie ihn bei "
            "„idea“.",
            "Meinten Sie diesen Beitrag?\n{fixed}",
        ),
        Words(
            "There is no post “{value}” (any more).",
            "Check the name. If the post is still to be written, delete “post” and describe it at “idea”.",
            "Did you mean this post?\n{fixed}",
        ),
    ),
    "slot-differs-from-post": Entry(
        Words(
            "Der Plan sagt für „{post}“ bei „{key}“: {planned}. Im Beitrag selbst steht: {real}.",
            "Es gilt, was im Beitrag steht. Passen Sie den Plan an, oder ändern Sie den Beitrag.",
            "Es gilt, was im Beitrag steht. Ändern Sie den Beitrag, oder schreiben Sie hier:\n{fixed}",
        ),
        Words(
            "The plan says for “{post}” at “{key}”: {planned}. The post itself says: {real}.",
            "The post is what counts. Change the plan or the post.",
            "The post is what counts. Change the post, or write here:\n{fixed}",
        ),
    ),
    "more-within-than-asked": Entry(
        Words(
            "In {week} gab es {questions} Fragen, aber {within} sollen rechtzeitig beantwortet worden sein.",
            "Zählen Sie noch einmal nach: „within“ sind die rechtzeitig beantworteten von „questions“.",
        ),
        Words(
            "In {week} there were {questions} questions, but {within} are said to have been answered in time.",
            "Count again: “within” are those of “questions” that were answered in time.",
        ),
    ),
    "answers-of-a-week-ahead": Entry(
        Words(
            "Die Woche {week} hat noch nicht begonnen; für sie lässt sich nichts zählen.",
            "Prüfen Sie die Kennung der Woche.",
        ),
        Words("The week {week} has not begun; there is nothing to count.", "Check the name of the week."),
    ),
    "goal-without-way": Entry(
        Words(
            "Beim Ziel „{name}“ sind Ausgangswert und Zielwert gleich ({value}). Es wäre schon erreicht.",
            "Prüfen Sie „start“ und „target“.",
        ),
        Words(
            "The goal “{name}” has the same start and target ({value}). It would be reached already.",
            "Check “start” and “target”.",
        ),
    ),
    "goal-measured-by-half": Entry(
        Words(
            "Beim Ziel „{name}“ steht „{there}“, aber „{missing}“ fehlt. Ein Messwert braucht seinen Tag und "
            "umgekehrt.",
            "Ergänzen Sie „{missing}“, oder löschen Sie „{there}“, solange nichts gemessen ist.",
        ),
        Words(
            "The goal “{name}” has “{there}” but lacks “{missing}”. A figure needs its day, and the other way round.",
            "Add “{missing}”, or delete “{there}” as long as nothing was measured.",
        ),
    ),
    "goal-overdue": Entry(
        Words(
            "Das Ziel „{name}“ sollte bis zum {day} erreicht sein und ist es nicht.",
            "Messen Sie neu, setzen Sie eine neue Frist mit neuem Zielwert, oder nehmen Sie das Ziel heraus. Dass ein "
            "Ziel verfehlt wurde, darf man sagen.",
        ),
        Words(
            "The goal “{name}” should have been reached by {day} and was not.",
            "Measure again, set a new deadline and target, or take the goal out. Missing a goal may be said openly.",
        ),
    ),
    "challenge-overdue": Entry(
        Words(
            "„{title}“ sollte am {day} wieder angesehen werden.",
            "Sehen Sie nach, wie weit es ist, und tragen Sie „next_step“ und „review_on“ neu ein.",
        ),
        Words(
            "“{title}” should have been looked at again on {day}.",
            "See how far it is, and renew “next_step” and “review_on”.",
        ),
    ),
    "challenge-reached-too-early": Entry(
        Words(
            "„{title}“ gilt als erreicht, diese Ziele sind es aber nicht: {goals}.",
            "Stimmt das so, ist nichts zu tun: Eine Aufgabe kann erledigt sein, bevor das Ziel erreicht ist. Sonst "
            "setzen Sie „status: running“, oder tragen Sie neue Messwerte ein.",
        ),
        Words(
            "“{title}” counts as reached, but these goals are not: {goals}.",
            "If that is right, there is nothing to do: a task can be done before its goal is reached. Otherwise set "
            "“status: running”, or enter new figures.",
        ),
    ),
    "radar-overdue": Entry(
        Words(
            "„{title}“ sollte am {day} wieder angesehen werden.",
            "Sehen Sie nach, was daraus wurde, und tragen Sie bei „look_again“ den nächsten Tag ein. Ist das Thema "
            "erledigt, schreiben Sie „status: done“.",
        ),
        Words(
            "“{title}” should have been looked at again on {day}.",
            "See what came of it and enter the next day at “look_again”. If it is over, write “status: done”.",
        ),
    ),
    "person-in-radar": Entry(
        Words(
            "„{value}“ sieht nach einer Person oder ihrem Konto aus. Im Themenradar stehen nur Themen.",
            "Beschreiben Sie die Frage ohne Namen, Adresse und Konto, etwa „mehrere Kommentare auf Mastodon“. War es "
            "schon hochgeladen, sprechen Sie mit Ihrer Datenschutzbeauftragten oder Ihrem Datenschutzbeauftragten.",
        ),
        Words(
            "“{value}” looks like a person or an account. The radar holds subjects only.",
            "Describe the question without names, addresses and accounts, such as “several comments on Mastodon”. If "
            "it was pushed already, talk to your data protection officer.",
        ),
    ),
}
