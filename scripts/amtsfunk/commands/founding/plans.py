"""The plans of a new authority: what the twelve answers say, and nothing that nobody said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from amtsfunk.commands.founding.questions import House
from amtsfunk.source.write import plan

_FIRST_POSTING, _LAST_POSTING = "08:00", "18:00"


def plan_files(house: House, random_id: str, today: date) -> dict[str, str]:
    """Path → text. ``random_id``: 32 hexadecimal digits that name the repository in every signature."""
    return {
        "plans/channels.yml": _CHANNELS + plan({"channels": _channels(house)}),
        "plans/team.yml": _TEAM + plan({"people": _people(house, today)}),
        "plans/topics.yml": _TOPICS,
        "plans/hours.yml": _HOURS + plan(_hours(house, today)),
        "plans/elections.yml": _ELECTIONS,
        "plans/mentions.yml": _MENTIONS,
        "plans/crisis.yml": _CRISIS,
        "plans/rota.yml": _ROTA,
        "plans/authority.yml": _AUTHORITY + plan(_authority(house, random_id)),
    }


def _authority(house: House, random_id: str) -> Mapping[str, object]:
    return {
        "id": random_id,
        "name": house.name,
        "short_name": house.short_name,
        "level": house.level,
        "land": house.land,
        "website": house.website,
        "hosts": list(house.hosts),
        "contact": {
            "street": house.street,
            "postal_code": house.postal_code,
            "city": house.city,
            "phone": house.phone,
            "email": house.email,
        },
        "imprint": {
            "represented_by": house.represented_by,
            "supervised_by": house.supervised_by,
            "responsible": f"{house.spokesperson.function}, {house.imprint_line}",
        },
        "time_zone": "Europe/Berlin",
        "language": "de",
        "publishers": [],
    }


def _channels(house: House) -> Mapping[str, object]:
    owner = next((one.sign for one in house.people if "editor" in one.roles and one.unit == "press"),
                 house.spokesperson.sign)  # fmt: skip
    host = house.hosts[0]
    website = {
        "label": "Website",
        "network": "website",
        "host": host,
        "account_id": host,
        "via": "site",
        "owner": owner,
        "address": f"{house.website}/archiv/",
        "comments": "nein",
        "direct_messages": "nein",
    }
    return {"website": website, **{account.network: account.entry(owner) for account in house.accounts}}


def _people(house: House, today: date) -> Mapping[str, object]:
    return {
        one.sign: {"function": one.function, "roles": list(one.roles), "unit": one.unit, "from": f"{today}"}
        for one in house.people
    }


def _hours(house: House, today: date) -> Mapping[str, object]:
    answer = [
        {"days": list(one.days), "begins": f"{one.begins:%H:%M}", "ends": f"{one.ends:%H:%M}"} for one in house.hours
    ]
    posting = [
        {
            "days": list(one.days),
            "begins": min(_FIRST_POSTING, f"{one.begins:%H:%M}"),
            "ends": max(_LAST_POSTING, f"{one.ends:%H:%M}"),
        }
        for one in house.hours
    ]
    return {
        "valid_from": f"{today}",
        "answer": answer,
        "posting": posting,
        "closed_on_holidays": "ja",
        "review_answer_days": 10,
    }


_AUTHORITY = """\
# Wer wir sind. „id“ ist gewürfelt und benennt dieses Repository in jeder Unterschrift: Ändern Sie sie nie.
# Was noch dazukommt, sobald es feststeht: accessibility (Erklärung zur Barrierefreiheit), internal_site, repository und
# internal_hosts (sie dürfen in keinem Beitrag stehen), own_phones, und unter publishers der Schlüssel des Rechners, der
# veröffentlicht.
"""
_CHANNELS = """\
# Wo wir zu finden sind. „network“, „host“ und „account_id“ gehören zu jeder Freigabe: Wer sie ändert, hält Beiträge an.
# Alle Konten beginnen mit „von Hand“: Das Programm bereitet vor, ein Mensch veröffentlicht. Soll ein Netzwerk von
# selbst beliefert werden, kommen „via: api“ und die Kennung des Kontos hinein; „amtsfunk doctor“ sagt, wie sie lautet.
# Zu jedem Konto gehören usage_concept, impact_assessment und alternative; der Befehl „amtsfunk check“ erinnert daran.
"""
_TEAM = """\
# Wer was darf. Hier stehen nur Kürzel und Funktionen; Namen und private Kontaktdaten gehören nicht ins Repository.
# trained_until: bis wann die Schulung gilt. keys: öffentliche Schlüssel aller, die freigeben oder Regeln betreuen.
"""
_HOURS = """\
# Drei getrennte Zeiten: wann wir antworten (answer), wann jemand Bereitschaft hat (duty) und wann wir Beiträge
# veröffentlichen (posting). Alle Seiten nehmen die Zeiten von hier.
# review_answer_days: So viele Arbeitstage haben wir höchstens Zeit, wenn jemand um Überprüfung bittet.
"""
_ELECTIONS = """\
# Zeiten vor Wahlen, in denen besondere Zurückhaltung gilt (BVerfGE 44, 125). Die Daten legt das Rechtsamt fest, jede
# mit name, begins, ends und source.
windows: []
"""
_MENTIONS = """\
# Einrichtungen, die wir in Beiträgen erwähnen dürfen: Kürzel, darunter name und accounts (Netzwerk, handle,
# account_id). Privatpersonen stehen hier nie.
institutions: {}
"""
_ROTA = """\
# Wer wann Dienst hat. Nur Kürzel aus plans/team.yml, nie Namen. Eine Woche sieht so aus:
#   - week: 2027-W01
#     duty: ab
#     substitute: kj
weeks: []
"""
_TOPICS = """\
# Worüber wir berichten: ein Anfang, den Sie ändern können, bevor der erste Beitrag hinausgeht. Die Zielgruppen gelten
# für jeden Beitrag zu diesem Thema, der keine eigenen nennt.
topics:
  aktuelles:
    label: Aktuelles und Entscheidungen
    audiences: [public, media, authorities]
  service:
    label: Service und Auskünfte
    audiences: [public]
  bevoelkerungsschutz:
    label: Bevölkerungsschutz
    audiences: [public, media, authorities]
  termine:
    label: Termine und Veranstaltungen
    audiences: [public]
  fachliches:
    label: Fachliches und Zahlen
    audiences: [experts, media]
  arbeiten-bei-uns:
    label: Arbeiten bei uns
    audiences: [recruits]
"""
_CRISIS = """\
# Was in einer Krise gilt: Stufen, Szenarien, wen man erreicht. Hier stehen nie private Nummern, nur der Ort, an dem eine
# Nummer liegt. Ergänzen Sie, was bei Ihnen geschehen kann, und unter modules die abgestimmten Texte dafür.
# stop: Planmäßige Beiträge werden angehalten. Krisenmeldungen, Berichtigungen und Rücknahmen gehen weiter hinaus.
levels:
  - id: aufmerksam
    title: Aufmerksam sein
    meaning: Etwas bahnt sich an. Der Dienst beobachtet, bereitet Texte vor und sagt der Pressestelle Bescheid. Geplantes läuft weiter.
    decided_by: [cvd, deputy, spokesperson]
  - id: ereignis
    title: Ereignis
    meaning: Menschen müssen jetzt etwas wissen oder tun. Geplantes wird angehalten, der Dienst meldet mindestens jede Stunde.
    decided_by: [cvd, deputy, spokesperson]
scenarios:
  stromausfall:
    title: Stromausfall
    level: ereignis
    stop: ja
    first_steps:
      - Beim Netzbetreiber Gebiet und Dauer erfragen; ohne bestätigte Dauer keine nennen.
      - Die erste Meldung senden, solange das Mobilnetz noch geht.
      - Aushänge anstoßen, denn viele erreicht das Netz nicht mehr.
  falschmeldung:
    title: Falschmeldung, die sich schnell verbreitet
    level: aufmerksam
    stop: nein
    first_steps:
      - Behauptung mit Adresse und Uhrzeit sichern und prüfen, was daran stimmt.
      - Beleg besorgen, den jeder nachlesen kann.
      - Richtigstellung schreiben, zuerst das Richtige, dann knapp das Falsche.
  fremder-zugriff:
    title: Jemand Fremdes schreibt über unser Konto
    level: ereignis
    stop: ja
    first_steps:
      - Alles anhalten, auch Krisenmeldungen, mit dem Stopp „total“.
      - Informationstechnik anrufen, Zugänge sperren und Schlüssel erneuern lassen.
      - Auf der Website und den übrigen Kanälen sagen, dass die Nachricht nicht von uns ist.
      - Netzwerk und Polizei verständigen; die Datenschutzbeauftragte prüft, ob zu melden ist.
contacts: []
"""  # noqa: E501 - lines of a file, as somebody would write them
