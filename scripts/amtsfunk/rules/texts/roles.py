"""Words for the team."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

ROLES: Mapping[str, Entry] = {
    "no-overall-responsible": Entry(
        Words(
            "Im Team trägt gerade niemand die Gesamtverantwortung.",
            "Geben Sie genau einer Person, deren Zeit läuft, zusätzlich die Rolle „overall“, zum Beispiel:\n"
            "roles: [overall]",
        ),
        Words(
            "Nobody in office bears the overall responsibility.",
            "Give exactly one person in office the role “overall”, for example:\nroles: [overall]",
        ),
    ),
    "several-overall-responsible": Entry(
        Words(
            "„{first}“ und „{sign}“ tragen zur selben Zeit die Gesamtverantwortung. Es soll immer genau eine Person "
            "sein.",
            "Streichen Sie „overall“ bei einer der beiden, oder lassen Sie deren Zeit mit „until“ enden, bevor die "
            "andere beginnt.",
        ),
        Words(
            "“{first}” and “{sign}” bear the overall responsibility at the same time. It should be one person.",
            "Delete “overall” at one of them, or end that person's time with “until” before the other's begins.",
        ),
    ),
    "unfilled-role": Entry(
        Words(
            "Diese Aufgabe hat gerade niemand: {role}.",
            "Tragen Sie die Rolle bei einer Person ein, deren Zeit läuft. Eine Person darf mehrere Rollen haben.",
        ),
        Words(
            "Nobody in office has this task: {role}.",
            "Add the role to a person in office. One person may hold several.",
        ),
    ),
    "too-few-stewards": Entry(
        Words(
            "Die Rolle „steward“ (Betreuung der Regeln) haben gerade zu wenige Personen: {count} statt mindestens 2. "
            "Eine Änderung der Einstellungen brauchen zwei; so kann sie niemand mehr bestätigen.",
            "Geben Sie einer weiteren Person die Rolle, solange es noch geht, zum Beispiel:\nroles: [press, steward]",
        ),
        Words(
            "Too few people hold the role “steward” now: {count} instead of at least 2. A change of the settings needs "
            "two, so nobody can confirm one.",
            "Give the role to one more person, for example:\nroles: [press, steward]",
        ),
    ),
    "reviewer-without-account": Entry(
        Words(
            "„{sign}“ darf freigeben oder betreut die Regeln, aber die Nummer des Kontos fehlt, mit dem das auf der "
            "Plattform geschieht. So zählt dort keine Freigabe von „{sign}“.",
            "Tragen Sie die Nummer ein, zum Beispiel:\nforge_id: 1234567",
            "Bei GitHub steht sie unter api.github.com/users/KONTONAME als „id“. Wer nur unterschreibt und dort nie "
            "freigibt, braucht keine.",
        ),
        Words(
            "“{sign}” may approve or looks after the rules, but the number of the account is missing with which that "
            "is done on the forge. So no review by “{sign}” counts there.",
            "Add the number, for example:\nforge_id: 1234567",
        ),
    ),
    "external-with-approval": Entry(
        Words(
            "„{sign}“ gehört nicht zum Haus (Rolle „external“) und soll zugleich freigeben dürfen ({roles}). "
            "Externe schlagen vor; freigeben darf nur, wer zum Haus gehört.",
            "Streichen Sie die anderen Rollen, oder streichen Sie „external“.",
            "Gehört die Person zum Haus, streichen Sie nur „external“. Sonst schreiben Sie:\n{fixed}",
        ),
        Words(
            "“{sign}” is from outside (role “external”) and could approve at the same time ({roles}). People from "
            "outside propose and never approve.",
            "Delete the other roles, or delete “external”.",
            "If the person belongs to the authority, delete “external” only. Otherwise write:\n{fixed}",
        ),
    ),
    "owner-not-in-office": Entry(
        Words(
            "Für den Kanal „{channel}“ ist „{value}“ zuständig, aber im Team läuft die Zeit dieser Person heute nicht.",
            "Tragen Sie bei „owner“ ein, wer den Kanal jetzt betreut, oder verlängern Sie in plans/team.yml „until“.",
        ),
        Words(
            "“{value}” owns the channel “{channel}”, but is not in office today.",
            "Say at “owner” who looks after the channel now, or extend “until” in plans/team.yml.",
        ),
    ),
    "owner-outside-press-office": Entry(
        Words(
            "Für den Kanal „{channel}“ ist „{value}“ zuständig, gehört aber nicht zur Pressestelle. Fachbereiche und "
            "Externe schlagen vor, die Pressestelle veröffentlicht.",
            "Tragen Sie bei „owner“ jemanden aus der Pressestelle ein.",
        ),
        Words(
            "“{value}” owns the channel “{channel}” but is not of the press office. Departments and people from "
            "outside propose, the press office publishes.",
            "Name somebody of the press office at “owner”.",
        ),
    ),
    "expired-training": Entry(
        Words(
            "Die Schulung von „{sign}“ galt nur bis zum {until}.",
            "Vereinbaren Sie eine Auffrischung, und tragen Sie danach den neuen Tag bei „trained_until“ ein.",
        ),
        Words(
            "The training of “{sign}” was valid until {until}.",
            "Arrange a refresher and then enter the new day at “trained_until”.",
        ),
    ),
}

ROLE_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("unfilled-role", "role"): {
        "de": {
            "spokesperson": "Pressesprecherin oder Pressesprecher („spokesperson“)",
            "deputy": "Stellvertretung der Pressesprecherin oder des Pressesprechers („deputy“)",
            "cvd": "Chef*in vom Dienst („cvd“)",
        },
        "en": {
            "spokesperson": "press spokesperson (“spokesperson”)",
            "deputy": "deputy of the press spokesperson (“deputy”)",
            "cvd": "editor on duty (“cvd”)",
        },
    },
}
