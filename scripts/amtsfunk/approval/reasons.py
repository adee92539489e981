"""Why a post is not approved, in words that a press officer understands. Id → German and English text.

Placeholders in braces are filled from the refusal's values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from amtsfunk.approval.evidence import Refusal
from amtsfunk.model.team import Role


class Reason(NamedTuple):
    de: str
    en: str


CONDITIONS: Mapping[str, Reason] = {
    "post": Reason("Der Beitrag selbst", "The post itself"),
    "1": Reason("Bedingung 1 (genau diese Fassung)", "Condition 1 (exactly these bytes)"),
    "2": Reason("Bedingung 2 (gültige Freigabe)", "Condition 2 (a valid approval)"),
    "3": Reason("Bedingung 3 (befugte Person)", "Condition 3 (an entitled person)"),
    "4": Reason("Bedingung 4 (vier Augen)", "Condition 4 (two pairs of eyes)"),
    "5": Reason("Bedingung 5 (keine Regeländerung nebenbei)", "Condition 5 (no rule changed on the side)"),
    "6": Reason("Bedingung 6 (Regeln von zwei Personen geändert)", "Condition 6 (rules changed by two people)"),
    "policy": Reason("Freigaberegeln (plans/approval.yml)", "Approval policy (plans/approval.yml)"),
}

ROLES: Mapping[Role, Reason] = {
    Role.editor: Reason("Redaktion", "editor"),
    Role.press: Reason("Pressestelle", "press office"),
    Role.cvd: Reason("Chef*in vom Dienst", "editor on duty"),
    Role.spokesperson: Reason("Pressesprecher/in", "press spokesperson"),
    Role.deputy: Reason("Stellvertretung", "deputy"),
    Role.overall: Reason("Gesamtverantwortung", "overall responsibility"),
    Role.steward: Reason("Betreuung der Regeln", "steward"),
    Role.lawyer: Reason("Rechtsamt", "lawyer"),
    Role.personnel: Reason("Personalamt", "personnel"),
    Role.staff_council: Reason("Personalrat", "staff council"),
    Role.external: Reason("extern", "external"),
}

REASONS: Mapping[str, Reason] = {
    # the post itself
    "path": Reason(
        "„{path}“ ist kein zulässiger Ort für einen Beitrag oder ein Bild. Richtig:"
        " content/posts/JJJJ/MM/kurzer-name.md, Bilder unter content/media/JJJJ/MM/.",
        "“{path}” is no legal place of a post or picture.",
    ),
    "settings-broken": Reason(
        "Die Einstellungen unter plans/ lassen sich nicht lesen ({path}). Bis das behoben ist, geht nichts hinaus.",
        "The settings under plans/ cannot be read ({path}).",
    ),
    "post-broken": Reason(
        "Der Beitrag lässt sich nicht lesen (Zeile {line}). „amtsfunk check“ zeigt, was zu tun ist.",
        "The post cannot be read (line {line}).",
    ),
    "unknown-channel": Reason(
        "Der Kanal „{channel}“ steht nicht in plans/channels.yml.", "The channel “{channel}” is not in channels.yml."
    ),
    "no-text": Reason("Für den Kanal „{channel}“ gibt es keinen Text.", "There is no text for “{channel}”."),
    "corrects-missing": Reason(
        "Eine Berichtigung oder Rücknahme muss sagen, welchen Beitrag sie betrifft (corrects:).",
        "A correction or withdrawal must name its original (corrects:).",
    ),
    "unknown-institution": Reason(
        "Die Einrichtung „{institution}“ steht nicht in plans/mentions.yml.",
        "The institution “{institution}” is not in mentions.yml.",
    ),
    "media-missing": Reason("Das Bild {path} fehlt.", "The picture {path} is missing."),
    "media-type": Reason(
        "{path} ist kein Bild und kein Film, den wir erkennen (PNG, JPEG, GIF, WebP, AVIF, MP4).",
        "{path} is no picture or film that we know.",
    ),
    "archive": Reason(
        "Dieser Beitrag ist Archiv: Er war schon vorher da und wird nicht gesendet.", "Archive: it is never sent."
    ),
    "draft": Reason(
        "Dieser Beitrag ist ein Entwurf: Er hat kein publish_at. Erst mit einer Zeit kann er freigegeben werden.",
        "A draft: it has no publish_at.",
    ),
    "closed": Reason(
        "Ein Beitrag dieses Namens wurde mit „archive: true“ für immer abgeschlossen. Bitte einen neuen Namen wählen.",
        "An id that said archive: true is closed for good.",
    ),
    "twin": Reason(
        "Es gab schon einen Beitrag dieses Namens: {path}. Bitte einen anderen Dateinamen wählen.",
        "There was a post of this name already: {path}.",
    ),
    # condition 1
    "file-missing": Reason("{path} fehlt im Hauptzweig.", "{path} is missing on main."),
    "file-mode": Reason(
        "{path} ist keine einfache Datei (Verknüpfung, Untermodul oder ausführbar; Modus {mode}).",
        "{path} is no plain file (mode {mode}).",
    ),
    "file-pointer": Reason(
        "{path} ist nur ein Platzhalter (Git LFS); die Freigabe braucht das Bild selbst im Archiv.",
        "{path} is a Git LFS pointer.",
    ),
    "changed-since-merge": Reason(
        "{path} wurde geändert, nachdem der Beitrag zusammengeführt war. Bitte neu freigeben lassen.",
        "{path} was changed after the merge of the post.",
    ),
    "manifest-differs": Reason(
        "Die Unterschrift gilt einer anderen Fassung: Text, Bild, Zeit oder Ziel haben sich seither geändert."
        " Bitte neu freigeben („amtsfunk approve“).",
        "The signature covers another version of the post.",
    ),
    "no-pull": Reason(
        "Der Stand {commit}, der den Beitrag zuletzt geändert hat, kam ohne Pull Request in den Hauptzweig. Bitte die"
        " Änderung als Pull Request stellen und freigeben lassen.",
        "{commit}, which last changed the post, came to main without a pull request.",
    ),
    "pull-elsewhere": Reason(
        "Der Pull Request {number} hat den Beitrag nicht so in den Hauptzweig gebracht: Dort steht der Stand {commit}."
        " Bitte die Änderung als Pull Request stellen und freigeben lassen.",
        "Pull request {number} is not what brought {commit} to main.",
    ),
    "review-commit-gone": Reason(
        "Der Stand {commit}, den das Konto {account} freigegeben hat, ist nicht mehr vorhanden. Bitte neu freigeben.",
        "The commit {commit} that account {account} approved is gone.",
    ),
    "review-other-version": Reason(
        "Das Konto {account} hat eine andere Fassung von {path} freigegeben (Stand {commit}) als die, die im"
        " Hauptzweig steht. Bitte die Fassung im Hauptzweig neu freigeben lassen.",
        "Account {account} approved another version of {path} ({commit}).",
    ),
    # condition 2
    "forge-silent": Reason(
        "Die Plattform {forge} antwortet gerade nicht verwertbar ({why}). Ihre Freigaben lassen sich deshalb nicht"
        " zeigen; beim nächsten Lauf wird wieder gefragt.",
        "The forge {forge} gives no usable answer ({why}); it is asked again in the next run.",
    ),
    "forge-unknown": Reason(
        "Eine Plattform der Art „{kind}“ kennt dieses Programm nicht (plans/authority.yml, „forge“).",
        "This program knows no forge of the kind “{kind}”.",
    ),
    "review-unrecorded": Reason(
        "Im Sendebuch dieses Klons steht dazu kein Pull Request, und gefragt wird hier niemand. Bitte den Klon erneuern"
        " (git fetch); „amtsfunk approval show“ fragt die Plattform selbst.",
        "The ledger of this clone records no pull request, and nobody is asked here.",
    ),
    "forge-limit": Reason(
        "Die Plattform {forge} nimmt bis {until} Uhr (UTC) keine Fragen mehr an. Danach wird wieder gefragt.",
        "The forge {forge} takes no more questions until {until} (UTC).",
    ),
    "forge-denied": Reason(
        "Die Plattform {forge} lässt uns die Freigaben nicht lesen ({why}). Die Betreuung prüft AMTSFUNK_FORGE_TOKEN:"
        " Der Schlüssel muss Inhalte und Pull Requests dieses Repositorys lesen dürfen.",
        "The forge {forge} does not let us read ({why}); see AMTSFUNK_FORGE_TOKEN.",
    ),
    "review-by-machine": Reason(
        "Das Konto {account} ist kein Konto einer Person; seine Freigabe zählt nicht.",
        "Account {account} is no person's.",
    ),
    "review-dismissed": Reason(
        "Die Freigabe des Kontos {account} wurde verworfen. Bitte neu freigeben lassen.",
        "The approval of account {account} was dismissed.",
    ),
    "review-not-approved": Reason(
        "Das letzte Wort des Kontos {account} zu diesem Pull Request ist keine Freigabe.",
        "The last word of account {account} is no approval.",
    ),
    "review-late": Reason(
        "Das Konto {account} hat erst nach dem Zusammenführen freigegeben. Das zählt nicht: Bitte den Beitrag mit einer"
        " höheren „revision“ noch einmal als Pull Request stellen.",
        "Account {account} approved after the merge only.",
    ),
    "approval-unreadable": Reason(
        "Die Datei mit den Freigaben (.approval.json) lässt sich nicht lesen. „amtsfunk approve“ schreibt sie neu.",
        "The file of approvals cannot be read.",
    ),
    "statement-kind": Reason(
        "Eine Unterschrift ist von anderer Art ({kind}) und keine Freigabe.", "A statement of another kind ({kind})."
    ),
    "statement-repository": Reason(
        "Eine Unterschrift stammt aus dem Archiv einer anderen Behörde.", "A statement of another repository."
    ),
    "statement-subject": Reason(
        "Eine Unterschrift gilt einem anderen Beitrag ({subject}).", "A statement about another post ({subject})."
    ),
    "statement-decision": Reason("Eine Unterschrift sagt nicht „freigegeben“.", "A statement that approves nothing."),
    "statement-window": Reason(
        "Eine Freigabe gilt noch nicht oder nicht für die ganze Sendezeit ({not_before} bis {not_after}).",
        "An approval is not valid yet, or does not cover the whole window ({not_before} to {not_after}).",
    ),
    "statement-expired": Reason("Die Unterschrift gilt jetzt nicht (abgelaufen oder zu früh).", "Not valid now."),
    "nonce-twice": Reason("Dieselbe Unterschrift steht zweimal da; sie zählt einmal.", "The same statement twice."),
    # condition 3
    "roster-unreadable": Reason(
        "Das Verzeichnis der Personen lässt sich im Stand {commit} vor dem Beitrag nicht lesen.",
        "The roster at {commit} cannot be read.",
    ),
    "signature-unknown": Reason(
        "Eine Unterschrift passt zu keinem Schlüssel, der vor diesem Beitrag in plans/team.yml stand.",
        "A signature by no key that was in the roster before this post.",
    ),
    "reviewer-unknown": Reason(
        "Das Konto {account} gehörte vor diesem Beitrag zu keiner oder zu mehreren Personen in plans/team.yml. Die"
        " Betreuung trägt die Kontonummer dort unter „forge_id“ ein.",
        "Account {account} belonged to nobody or to several people of the roster.",
    ),
    "approver-not-in-office": Reason(
        "{person} hatte zu dieser Zeit keine Rolle, die freigeben darf (nicht im Dienst, extern oder erst später"
        " eingetragen).",
        "{person} held no role that may approve at that time.",
    ),
    "approver-removed": Reason(
        "{person} steht nicht mehr in plans/team.yml. Wer ausscheidet, bleibt mit „until“ eingetragen.",
        "{person} is no longer in the roster.",
    ),
    "approver-revoked": Reason(
        "Die Befugnis von {person} wurde widerrufen; alle Freigaben dieser Person sind ungültig.",
        "{person} was revoked.",
    ),
    # condition 4
    "self-approval": Reason(
        "{person} hat selbst an diesem Beitrag geschrieben und darf ihn deshalb nicht freigeben.",
        "{person} wrote part of this post and may not approve it.",
    ),
    "author-unknown": Reason(
        "Der Commit {commit} ändert den Beitrag, trägt aber keine Unterschrift einer Person aus plans/team.yml."
        " Er muss signiert sein (git commit -S).",
        "Commit {commit} is not signed by anybody of the roster.",
    ),
    "author-outside": Reason(
        "Der Commit {commit} ändert den Beitrag, steht aber nicht auf dem Vertrauensanker: Er stammt aus einem anderen"
        " Repository oder ist älter. Bitte den Zweig auf den Hauptzweig setzen (git rebase) und neu signieren.",
        "Commit {commit} does not descend from the trust root.",
    ),
    "author-hidden": Reason(
        "Niemand steht als Urheber dieser Fassung von {path} fest: Kein unterschriebener Commit hat sie geschrieben.",
        "No signed commit wrote this version of {path}.",
    ),
    "opener-approval": Reason(
        "{person} hat den Pull Request selbst gestellt und darf ihn deshalb nicht freigeben.",
        "{person} opened the pull request and may not approve it.",
    ),
    "opener-machine": Reason(
        "Den Pull Request {number} hat kein Konto einer Person gestellt; wer dahinter steht, ist nicht zu zeigen. Bitte"
        " unter eigenem Namen noch einmal stellen.",
        "Pull request {number} was opened by no person's account.",
    ),
    "opener-unknown": Reason(
        "Den Pull Request {number} hat das Konto {account} gestellt, das vorher zu keiner oder zu mehreren Personen in"
        " plans/team.yml gehörte. Wer für die Behörde schreibt, wird dort mit „forge_id“ eingetragen, auch Externe.",
        "Account {account}, which opened pull request {number}, belongs to nobody of the roster.",
    ),
    "author-without-account": Reason(
        "Der Commit {commit} ändert den Beitrag, und seine E-Mail-Adresse gehört zu keinem Konto. Bitte die Adresse im"
        " eigenen Konto bestätigen oder den Commit mit der Adresse des Kontos neu schreiben, dann neu freigeben.",
        "The e-mail address of commit {commit} belongs to no account.",
    ),
    "author-machine": Reason(
        "Den Commit {commit} hat kein Konto einer Person geschrieben; wer dahinter steht, ist nicht zu zeigen. Bitte"
        " die Änderung unter eigenem Namen eintragen.",
        "Commit {commit} was written by no person's account.",
    ),
    "author-not-listed": Reason(
        "Der Commit {commit} ist vom Konto {account}, das vorher zu keiner oder zu mehreren Personen in plans/team.yml"
        " gehörte. Wer für die Behörde schreibt, wird dort mit „forge_id“ eingetragen, auch Externe.",
        "Account {account}, which wrote commit {commit}, belongs to nobody of the roster.",
    ),
    "commits-cut": Reason(
        "Der Pull Request hat mehr Commits, als die Plattform zeigt; wer geschrieben hat, ist so nicht zu zeigen. Bitte"
        " die Änderung als neuen, kürzeren Pull Request stellen.",
        "The pull request has more commits than the forge lists.",
    ),
    "commit-unlisted": Reason(
        "Der Commit {commit} ändert den Beitrag, aber die Plattform führt ihn nicht im Pull Request. Bitte die Änderung"
        " als neuen Pull Request stellen.",
        "The forge does not list commit {commit} for the pull request.",
    ),
    "review-hidden": Reason(
        "Niemand steht als Urheber dieser Fassung von {path} fest: Kein Commit des Pull Requests hat sie geschrieben.",
        "No commit of the pull request wrote this version of {path}.",
    ),
    # condition 5
    "governance-path": Reason(
        "Mit dem Beitrag wurde zugleich {path} geändert. Regeln und Beiträge gehören in getrennte Änderungen.",
        "The same merge changes {path}.",
    ),
    # condition 6
    "root-roster": Reason(
        "Im Vertrauensanker {commit} lässt sich das Verzeichnis der Personen nicht lesen.",
        "The roster of the trust root {commit} cannot be read.",
    ),
    "root-unsigned": Reason(
        "Der Vertrauensanker {commit} ist nicht von zwei Personen seines Verzeichnisses unterschrieben"
        " (plans/genesis.json) und auch nicht der Stand, mit dem ein Pull Request zusammengeführt wurde.",
        "The trust root {commit} is not signed by two people of its own roster, nor the merge of a pull request.",
    ),
    "root-without-roster": Reason(
        "Der Pull Request, mit dem der Vertrauensanker {commit} entstand, ändert plans/team.yml nicht. Anfangsstand"
        " kann nur einer sein, der das Verzeichnis der Personen mitbringt, damit gelesen wurde, wer entscheidet.",
        "The pull request behind the trust root {commit} does not bring its roster.",
    ),
    "root-approvals": Reason(
        "Den Pull Request, mit dem der Vertrauensanker {commit} entstand, haben nicht zwei Personen mit der Rolle"
        " steward freigegeben. Es zählen nur Konten, die darin in plans/team.yml stehen, nicht das eröffnende, und nur"
        " Freigaben genau dieses Standes vor dem Zusammenführen.",
        "The pull request behind the trust root {commit} was not approved by two stewards of its own roster.",
    ),
    "root-not-on-main": Reason(
        "Der Vertrauensanker {commit} liegt nicht in der Geschichte des Hauptzweigs.",
        "The trust root {commit} is not on main.",
    ),
    "governance-roster": Reason(
        "Nach dem Stand {commit} lässt sich nicht mehr feststellen, wer Regeln ändern darf.",
        "The roster that judges {commit} cannot be read.",
    ),
    "governance-statement-removed": Reason(
        "Der Stand {commit} entfernt oder ändert frühere Unterschriften unter plans/govern/. Alles Senden ruht, bis"
        " zwei Personen der früheren Regelbetreuung das in plans/ratified.yml bestätigen.",
        "{commit} removes or rewrites earlier govern statements.",
    ),
    "governance-unlinked": Reason(
        "Der Stand {commit} ändert Regeln, Personen, Kanäle oder das Programm, und die Plattform zeigt dazu noch keinen"
        " Pull Request. Alles Senden ruht. Kommt in zehn Minuten keiner, gilt die Änderung als nicht bestätigt.",
        "{commit} changes governance, and the forge shows no pull request for it yet.",
    ),
    "governance-one-person": Reason(
        "Der Stand {commit} ändert Regeln, Personen, Kanäle oder das Programm, und nur eine Person hat das bestätigt."
        " Alles Senden ruht, bis zwei Personen der früheren Regelbetreuung es in plans/ratified.yml bestätigen.",
        "{commit} changes governance with one person only.",
    ),
    "governance-unsigned": Reason(
        "Der Stand {commit} ändert Regeln, Personen, Kanäle oder das Programm ohne gültige Bestätigung. Alles Senden"
        " ruht, bis zwei Personen der früheren Regelbetreuung es in plans/ratified.yml bestätigen.",
        "{commit} changes governance without a valid confirmation.",
    ),
    # policy
    "policy-missing": Reason(
        "Die Freigaberegeln (plans/approval.yml) fehlen oder lassen sich nicht lesen.",
        "The approval policy is missing.",
    ),
    "policy-empty": Reason(
        "Für Beiträge der Art „{kind}“ sieht plans/approval.yml keine Freigabe vor; ohne Regel keine Freigabe.",
        "No row of the policy applies to “{kind}”.",
    ),
    "approval-missing": Reason(
        "Es fehlt noch die Freigabe durch eine weitere Person ({roles}).", "One more approval is needed ({roles})."
    ),
}


def explain(refusal: Refusal, lang: str = "de") -> str:
    """One sentence or two: which condition, what is wrong, what to do."""
    place = CONDITIONS[refusal.condition]
    reason = REASONS[refusal.reason_id]
    german = lang == "de"
    values = _Values({name: _roles(text, german) if name == "roles" else text for name, text in refusal.values.items()})
    return f"{place.de if german else place.en}: {(reason.de if german else reason.en).format_map(values)}"


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _roles(text: str, german: bool) -> str:
    names = [ROLES[Role(role)] for role in text.split(",") if role]
    return (" oder " if german else " or ").join(name.de if german else name.en for name in names)
