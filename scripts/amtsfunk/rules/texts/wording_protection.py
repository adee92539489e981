"""Words for links, personal data and what must not leave the house."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

_WRITE = "Schreiben Sie stattdessen:\n{fixed}"
_WRITE_EN = "Write instead:\n{fixed}"
_GONE_TOO_FAR = "Was einmal hochgeladen ist, bleibt im Verlauf; war es vertraulich, sagen Sie bitte gleich Bescheid."
_GONE_TOO_FAR_EN = "What was pushed stays in the history; if it was confidential, please tell somebody at once."

PROTECTION: Mapping[str, Entry] = {
    "insecure-link": Entry(
        Words(
            "Der Link „{value}“ ist nicht verschlüsselt; Browser warnen davor.",
            "Nehmen Sie die Adresse mit „https://“, und probieren Sie sie aus.",
            "Schreiben Sie stattdessen, und probieren Sie den Link einmal aus:\n{fixed}",
        ),
        Words(
            "The link “{value}” is not encrypted; browsers warn of it.",
            "Take the address with “https://”, and try it.",
            "Write instead, and try the link once:\n{fixed}",
        ),
    ),
    "link-without-https": Entry(
        Words(
            "Vor „{value}“ fehlt „https://“. Auf einigen Netzwerken wird daraus kein Link.",
            "Schreiben Sie „https://“ davor.",
            "Schreiben Sie „https://“ davor:\n{fixed}",
        ),
        Words(
            "“https://” is missing before “{value}”. Some networks make no link of it.",
            "Write “https://” before it.",
            "Write “https://” before it:\n{fixed}",
        ),
    ),
    "shortened-link": Entry(
        Words(
            "„{value}“ ist ein Kurzlink von „{host}“: Niemand sieht, wohin er führt, ein anderer zählt die Klicks mit, "
            "und eines Tages ist er tot.",
            "Öffnen Sie ihn, und schreiben Sie die Adresse hin, bei der Sie ankommen. Auf den Netzwerken zählt jede "
            "Adresse ohnehin gleich lang.",
        ),
        Words(
            "“{value}” is a short link of “{host}”: nobody sees where it leads, somebody else counts the clicks, and "
            "one day it is dead.",
            "Open it and write the address that you arrive at. The networks count every address alike anyway.",
        ),
    ),
    "tracking-parameter": Entry(
        Words(
            "Am Link hängt „{value}“. Damit verfolgen Netzwerke und Werbedienste, wer klickt.",
            "Streichen Sie diesen Teil der Adresse.",
            "Ohne geht es genauso:\n{fixed}",
        ),
        Words(
            "The link carries “{value}”. Networks and advertisers use it to follow who clicks.",
            "Strike this part of the address out.",
            "It works just as well without:\n{fixed}",
        ),
    ),
    "disguised-link": Entry(
        Words(
            "Der Link „{value}“ sieht anders aus, als er ist: {how}",
            "Tippen Sie die richtige Adresse von Hand ein, statt sie zu kopieren. Kam der Link in einer E-Mail, sagen "
            "Sie bitte der IT Bescheid.",
        ),
        Words(
            "The link “{value}” is not what it looks like: {how}",
            "Type the right address by hand instead of copying it. If the link came by e-mail, please tell your IT.",
        ),
    ),
    "no-own-link": Entry(
        Words(
            "Der Beitrag führt nirgends zu unseren eigenen Seiten. Wer mehr wissen will, kommt nicht weiter.",
            "Nennen Sie im Text die Seite auf {website}, auf der mehr steht. Gibt es keine, schreiben Sie in den Kopf, "
            "warum:\nno_link_because: …",
        ),
        Words(
            "The post leads to none of our own pages. Whoever wants to know more is stuck.",
            "Name the page on {website} that says more. If there is none, say why in the front matter:\n"
            "no_link_because: …",
        ),
    ),
    "unlisted-handle": Entry(
        Words(
            "„{value}“ steht nicht auf der Liste der Stellen, die wir erwähnen. Namen von Bürgerinnen und Bürgern "
            "kommen nie in einen Beitrag.",
            "Schreiben Sie es ohne „@“-Namen, etwa „eine Anwohnerin“. Gehört das Konto einer Einrichtung, bitten Sie "
            "die Betreuung, sie in die Liste aufzunehmen (plans/mentions.yml).",
            "Meinten Sie das?\n{fixed}",
        ),
        Words(
            "“{value}” is not on the list of those whom we mention. Citizens' names never enter a post.",
            "Write it without the “@” name, such as “a neighbour”. If the account is an institution's, ask the "
            "stewards to add it to the list (plans/mentions.yml).",
            "Did you mean this?\n{fixed}",
        ),
    ),
    "private-email": Entry(
        Words(
            "„{value}“ ist eine private E-Mail-Adresse.",
            "Nennen Sie eine dienstliche Adresse, oder verweisen Sie auf ein Formular. Ist es die offizielle Adresse "
            "eines Vereins, halten Sie das oben im Kopf fest:\nwaive:\n  private-email: offizielle Adresse des Vereins",
        ),
        Words(
            "“{value}” is a private e-mail address.",
            "Name an official one, or lead to a form. If it is the official address of a club, record that in the "
            "front matter:\nwaive:\n  private-email: the club's official address",
        ),
    ),
    "foreign-email": Entry(
        Words(
            "„{value}“ ist keine Adresse unseres Hauses.",
            "Ist es die Adresse einer anderen Stelle und nicht die einer einzelnen Person? Dann ist alles gut.",
        ),
        Words(
            "“{value}” is not an address of this house.",
            "Is it another body's, and not one person's? Then all is well.",
        ),
    ),
    "foreign-phone": Entry(
        Words(
            "Die Telefonnummer „{value}“ gehört nicht zu denen, die wir veröffentlichen.",
            "Private Nummern bitte streichen. Ist es eine Nummer unseres Hauses, bitten Sie die Betreuung, sie "
            "aufzunehmen (plans/authority.yml).",
        ),
        Words(
            "The telephone number “{value}” is not among those that we publish.",
            "Strike out private numbers. If it is one of this house, ask the stewards to add it (plans/authority.yml).",
        ),
    ),
    "bank-account": Entry(
        Words(
            "Hier steht eine Kontonummer (IBAN {value}).",
            "Private Kontonummern bitte streichen. Ist es ein Konto der Behörde oder ein Spendenkonto, verweisen Sie "
            "auf die Seite, auf der es steht, oder halten Sie es oben im Kopf fest:\nwaive:\n"
            "  bank-account: Spendenkonto der Gemeinde",
        ),
        Words(
            "Here is an account number (IBAN {value}).",
            "Strike out private ones. If it is the authority's or for donations, lead to the page that states it, or "
            "record it in the front matter:\nwaive:\n  bank-account: the authority's account for donations",
        ),
    ),
    "confidential-mark": Entry(
        Words(
            "„{value}“: Ein Text mit diesem Vermerk darf das Haus nicht verlassen.",
            f"Prüfen Sie, ob der Inhalt nach außen darf. {_GONE_TOO_FAR}",
        ),
        Words(
            "“{value}”: a text with this mark must not leave the house.",
            f"See whether the content may go out at all. {_GONE_TOO_FAR_EN}",
        ),
    ),
    "draft-mark": Entry(
        Words(
            "„{value}“ sieht nach einem Vermerk aus, der mit hinausgehen würde.",
            "Streichen Sie den Vermerk, wenn der Text fertig und freigegeben ist. Ist er es nicht, lassen Sie die "
            "Zeile „publish_at“ weg.",
        ),
        Words(
            "“{value}” looks like a mark that would go out with the text.",
            "Strike it out when the text is finished and agreed. If it is not, leave out the line “publish_at”.",
        ),
    ),
    "internal-address": Entry(
        Words(
            "„{value}“ ist eine Adresse aus unserem eigenen Netz. Draußen führt sie ins Leere und verrät, wie das Haus "
            "aufgebaut ist.",
            "Nennen Sie eine öffentliche Adresse, oder streichen Sie die Stelle.",
        ),
        Words(
            "“{value}” is an address of our own network. Outside it leads nowhere and tells how the house is built.",
            "Name a public address, or strike it out.",
        ),
    ),
}

PROTECTION_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("disguised-link", "how"): {
        "de": {
            "user": "Vor dem Zeichen „@“ steht ein Name, der wie die Adresse aussieht; das Ziel steht erst dahinter.",
            "letter": "Der Name enthält einen fremden Buchstaben, der einem unserer Buchstaben gleicht.",
            "unreadable": "Der Name lässt sich nicht lesen.",
        },
        "en": {
            "user": "a name stands before the sign “@” that looks like the address; the target comes only after it.",
            "letter": "the name has a letter of another script that looks like one of ours.",
            "unreadable": "the name cannot be read.",
        },
    },
}
