"""The twelve questions of ``amtsfunk init``, and what the answers make: one ``House``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any
from urllib.parse import urlsplit

from amtsfunk.commands.creating import answers
from amtsfunk.commands.creating.asking import Question, Wrong
from amtsfunk.commands.founding.accounts import NONE, Account, accounts
from amtsfunk.commands.founding.people import Member, deputies, spokesperson, team, with_stewards
from amtsfunk.model.lands import LANDS

LEVELS = {
    "municipality": "Stadt, Gemeinde oder Landkreis",
    "land": "Behörde eines Landes",
    "federal": "Behörde des Bundes",
    "body": "andere Körperschaft oder Einrichtung",
}
DAYS = {"mo": "monday", "di": "tuesday", "mi": "wednesday", "do": "thursday", "fr": "friday", "sa": "saturday",
        "so": "sunday"}  # fmt: skip
_HOURS = re.compile(r"(?P<first>[A-Za-z]{2})(?:\s*[-–]\s*(?P<last>[A-Za-z]{2}))?\s+(?P<begins>\d{1,2}:\d{2})\s*[-–]\s*"
                    r"(?P<ends>\d{1,2}:\d{2})(?:\s*Uhr)?")  # fmt: skip
_ADDRESS = re.compile(r"(?P<street>.+?)\s*,\s*(?P<code>\d{5})\s+(?P<city>\S.*)")
_EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,.]+")
_PHONE = re.compile(r"(?=(?:\D*\d){5})[+0-9][0-9 ()/–-]+")
_KINDS = re.compile(
    r"(?:Landeshauptstadt|Hansestadt|Universitätsstadt|Kreisstadt|Große Kreisstadt|Stadt|Samtgemeinde|"
    r"Verbandsgemeinde|Gemeinde|Markt|Landkreis|Kreis|Amt)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of opening times: English names of the days, as in ``plans/hours.yml``."""

    days: tuple[str, ...]
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class House:
    """Everything that the twelve answers say."""

    name: str
    level: str
    land: str
    website: str
    street: str
    postal_code: str
    city: str
    phone: str
    email: str
    represented_by: str
    supervised_by: str
    people: tuple[Member, ...]
    accounts: tuple[Account, ...]
    hours: tuple[Hours, ...]

    @property
    def short_name(self) -> str:
        """The name as it is said every day: without what kind of body it is."""
        return _KINDS.sub("", self.name, count=1) if _KINDS.match(self.name) else self.name

    @property
    def hosts(self) -> tuple[str, ...]:
        host = urlsplit(self.website).hostname or ""
        bare = host.removeprefix("www.")
        return (host,) if bare == host else (host, bare)

    @property
    def spokesperson(self) -> Member:
        return self.people[0]

    @property
    def imprint_line(self) -> str:
        return f"{self.street}, {self.postal_code} {self.city}"


def ask_house(ask: Callable[[Question[Any]], Any]) -> House:
    """Ask all twelve, in this order."""
    name = ask(QUESTIONS["name"])
    level, land = ask(QUESTIONS["level"]), ask(QUESTIONS["land"])
    website = ask(QUESTIONS["website"])
    street, postal_code, city = ask(QUESTIONS["address"])
    phone, email = ask(QUESTIONS["contact"])
    represented_by, supervised_by = ask(QUESTIONS["imprint"])
    first = ask(QUESTIONS["spokesperson"])
    second = ask(replace(QUESTIONS["deputies"], read=deputies({first.sign})))
    others = ask(replace(QUESTIONS["team"], read=team({first.sign, *(one.sign for one in second)})))
    return House(
        name, level, land, website, street, postal_code, city, phone, email, represented_by, supervised_by,
        with_stewards((first, *second, *others)), ask(QUESTIONS["accounts"]), ask(QUESTIONS["hours"]),
    )  # fmt: skip


# ---------------------------------------------------------------- what an answer means


def _land(text: str) -> str:
    """„NI“, „ni“ or „Niedersachsen“, or its number in the list."""
    named = {key.casefold(): key for key in LANDS}
    return named.get(text.strip().casefold()) or answers.one_of(LANDS, "Das Land")(text)


def _website(text: str) -> str:
    address = answers.address(text).rstrip("/")
    if not address:
        raise Wrong("Ohne Website geht es nicht: Auf ihr steht jeder Beitrag.")
    if urlsplit(address).path:
        raise Wrong(f"Hier genügt die Adresse ohne Seite dahinter: https://{urlsplit(address).hostname}")
    if not address.startswith("https://"):
        raise Wrong(f"Die Adresse muss mit https:// beginnen: {address.replace('http://', 'https://', 1)}")
    return address.lower()


def _address(text: str) -> tuple[str, str, str]:
    match = _ADDRESS.fullmatch(answers.line(text))
    if match is None:
        raise Wrong("Das ist keine vollständige Anschrift. So geht es: Marktplatz 1, 12345 Ort")
    return match["street"], match["code"], match["city"]


def _contact(text: str) -> tuple[str, str]:
    parts = [part.strip() for part in answers.line(text).split(",")]
    emails = [part for part in parts if _EMAIL.fullmatch(part)]
    phones = [part for part in parts if _PHONE.fullmatch(part)]
    if len(parts) != 2 or len(emails) != 1 or len(phones) != 1:
        raise Wrong("Es braucht eine Telefonnummer und eine E-Mail-Adresse, mit Komma getrennt: "
                    "+49 30 23125-200, presse@nordheide.example")  # fmt: skip
    return phones[0], emails[0]


def _imprint(text: str) -> tuple[str, str]:
    parts = [part.strip() for part in answers.line(text).split(";")]
    if len(parts) != 2 or not all(parts):
        raise Wrong(
            "Es braucht beides, mit Semikolon getrennt: Bürgermeisterin Anna Arndt; Landkreis, Kommunalaufsicht"
        )
    return parts[0], parts[1]


def _hours(text: str) -> tuple[Hours, ...]:
    found = tuple(_opening(answers.line(line)) for line in text.splitlines() if line.strip())
    if not found:
        raise Wrong("Nennen Sie mindestens eine Zeit: Mo-Fr 9:00-17:00")
    return found


def _opening(line: str) -> Hours:
    match = _HOURS.fullmatch(line)
    names = list(DAYS)
    if match is None or match["first"].casefold() not in DAYS or (match["last"] or "mo").casefold() not in DAYS:
        raise Wrong(f"„{line}“ ist keine Zeit, die wir verstehen. So geht es: Mo-Fr 9:00-17:00")
    first = names.index(match["first"].casefold())
    last = names.index((match["last"] or match["first"]).casefold())
    try:
        begins, ends = (time.fromisoformat(match[key].rjust(5, "0")) for key in ("begins", "ends"))
    except ValueError as unknown:
        raise Wrong(f"In „{line}“ steht eine Uhrzeit, die es nicht gibt.") from unknown
    if ends <= begins or last < first:
        raise Wrong(f"In „{line}“ liegt das Ende vor dem Anfang.")
    return Hours(tuple(DAYS[name] for name in names[first : last + 1]), begins, ends)


# ---------------------------------------------------------------- the questions

_A_LINE = "Eine Zeile je Person, ohne Namen: Kürzel, dann die Funktion. Eine leere Zeile beendet."
QUESTIONS: Mapping[str, Question[Any]] = {
    "name": Question(
        "name", "Wie heißt Ihre Behörde?", "Der volle Name, zum Beispiel: Gemeinde Nordheide", answers.line,
    ),
    "level": Question(
        "level", "Was für eine Behörde ist es?", "Danach richten sich Impressum und Rechtliches.",
        answers.one_of(LEVELS, "Die Art"), choices=LEVELS,
    ),
    "land": Question(
        "land", "In welchem Land liegt sie?",
        "Danach richten sich Feiertage und Landesrecht. Bundesbehörden nennen das Land ihres Sitzes.",
        _land, choices=LANDS,
    ),
    "website": Question("website", "Adresse Ihrer Website", "Zum Beispiel: https://www.nordheide.example", _website),
    "address": Question(
        "address", "Anschrift der Pressestelle",
        "Straße und Nummer, Postleitzahl und Ort: Marktplatz 1, 12345 Nordheide", _address,
    ),
    "contact": Question(
        "contact", "Telefon und E-Mail der Pressestelle",
        "Mit Komma getrennt: +49 30 23125-200, presse@nordheide.example. Nur dienstliche, sie stehen im Impressum.",
        _contact,
    ),
    "imprint": Question(
        "imprint", "Wer vertritt die Behörde, und wer beaufsichtigt sie?",
        "Fürs Impressum, mit Semikolon getrennt: Bürgermeisterin Anna Arndt; Landkreis Heide, Kommunalaufsicht",
        _imprint,
    ),
    "spokesperson": Question(
        "spokesperson", "Wer gibt Beiträge frei? (Kürzel und Funktion)",
        "Ein kurzes Zeichen, dann die Funktion, kein Name: kj Pressesprecherin", spokesperson,
    ),
    "deputies": Question(
        "deputies", "Wer vertritt?", f"{_A_LINE} Zum Beispiel: ab Stellvertretender Pressesprecher", deputies(()),
        many=True,
    ),
    "team": Question(
        "team", "Wer gehört noch dazu? (mit Aufgabe in Klammern)",
        f"{_A_LINE} In Klammern dahinter die Aufgaben: Gesamtverantwortung (genau einmal), Chef vom Dienst, Redaktion, "
        "Fachbereich, Betreuung, Rechtsamt, Personalamt, Personalrat oder Extern. Zum Beispiel: "
        "wl Leiter des Hauptamts (Gesamtverantwortung)", team(()), many=True,
    ),
    "accounts": Question(
        "accounts", "Auf welchen Netzwerken sind Sie?",
        "Ein Konto je Zeile: Netzwerk, dann das Konto oder seine Adresse, zum Beispiel mastodon "
        "@gemeinde@social.nordheide.example oder linkedin https://www.linkedin.com/company/nordheide. Die eigene "
        "Website ist immer dabei.", accounts, NONE, NONE, many=True,
    ),
    "hours": Question(
        "hours", "Wann antworten Sie auf Kommentare?",
        "Eine Zeit je Zeile: Tage und Uhrzeit. An Feiertagen des Landes gilt sie nicht.", _hours, "Mo-Fr 9:00-17:00",
        many=True,
    ),
}  # fmt: skip
"""Name of the answer → its question, in the order in which they are asked."""
