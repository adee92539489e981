"""What the ledger's words mean to a person at the press office, in German."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from amtsfunk.approval.reasons import REASONS as APPROVAL_REASONS
from amtsfunk.delivery import actions as a
from amtsfunk.delivery import events as e
from amtsfunk.delivery.index import NO_POST, Waiting
from amtsfunk.delivery.state import Lane, Status, Stop
from amtsfunk.report.safe import visible

REASONS: Mapping[str, str] = {
    "late": "die Zeit ist vorbei",
    "unapproved": "bis zum Ende der Sendezeit lag keine gültige Freigabe vor",
    "stopped": "ein Stopp gilt",
    "changed": "Datei, Bild, Kanal oder Freigabe ist nicht mehr so, wie freigegeben wurde",
    "taken": "derselbe Text ist auf diesem Kanal schon erschienen (repeat_of nennt den früheren Beitrag)",
    "corrected": "eine Berichtigung oder Rücknahme dieses Beitrags ist freigegeben",
    "gone": "Datei oder Sendezeit wurde aus main entfernt",
    "nothing-to-correct": "der ursprüngliche Beitrag ist hier nie erschienen, es gibt nichts zu berichtigen",
    "original-unresolved": "vom ursprünglichen Beitrag ist noch unklar, ob er erschienen ist",
    "repeat-unresolved": "vom früheren Beitrag ist noch unklar, ob er erschienen ist",
    "redacted": "sein Inhalt wurde aus Datenschutzgründen entfernt; er geht nie mehr hinaus",
    "repeat-redacted": "der frühere Beitrag wurde aus Datenschutzgründen entfernt und wird nicht wiederholt",
    "restored": "das Sendebuch wurde aus einer Sicherung zurückgeholt; er kann inzwischen erschienen sein",
    "link": "die verlinkte eigene Seite antwortet noch nicht",
    "not-due": "noch nicht fällig",
    "back-off": "der Kanal war nicht erreichbar; neuer Versuch",
    "quiet": "ein Versuch ist ohne Antwort geblieben; erst nach der Ruhezeit wird nachgesehen",
    "grace": "der Rest des Threads kommt zu spät nach dem vorigen Teil",
    "cannot-be-shown": "ob der Beitrag erschienen ist, lässt sich nicht feststellen; bitte auf dem Kanal nachsehen",
    "unrecorded": "der Beitrag wurde übergeben, aber keine Adresse eingetragen (amtsfunk record)",
    "handed": "liegt zum Veröffentlichen bereit; danach bitte die Adresse eintragen (amtsfunk record)",
    "slow": "zwischen Vormerken und Senden verging zu viel Zeit",
    "unknown-channel": "den Kanal gibt es nicht mehr oder er ist geschlossen",
    "stray": "eine Antwort kam, nachdem schon anders entschieden war; möglicherweise ist er doppelt erschienen",
    "governance": "eine Änderung der Grundeinstellungen ist nicht von zwei Personen bestätigt; es wird nichts gesendet",
    "unconfirmed": "die Seite hat nie mit der Prüfsumme geantwortet",
    "nonce-used": "diese Freigabe wurde schon einmal verwendet",
    "archived": "der Name gehört einem Beitrag im Archiv und ist für immer geschlossen",
    "picture-missing": "ein Bild fehlt oder ist nicht mehr das freigegebene",
    "unreadable": "die Datei ist nicht lesbar",
    NO_POST: "so heißt kein Beitrag, oder dort liegt keiner; „amtsfunk check“ sagt, was zu ändern ist",
    "account-inactive": "das Konto ist abgeschaltet oder gesperrt; bitte beim Netzwerk nachsehen",
    "cannot-reply": "dieses Netzwerk beantwortet Beiträge nicht mit Beiträgen; bitte den Text ändern (mend: edit)",
    "upload-address": "das Netzwerk will das Bild an eine fremde Adresse haben; dorthin wird nichts geschickt",
    "cannot-edit-pictures": "LinkedIn ändert nur den Text eines Beitrags; seine Bilder müssen dieselben bleiben",
    "text-too-long": "das Netzwerk zählt den Text als zu lang",
    "cannot-edit": "dieses Netzwerk lässt nichts Veröffentlichtes ändern; bitte als Antwort berichtigen",
    "credentials": "das Netzwerk nimmt die Zugangsdaten nicht an; bitte prüfen",
    "picture-lost": "das Netzwerk hat ein hochgeladenes Bild verlegt; neuer Versuch",
    "picture-refused": "das Netzwerk nimmt ein Bild nicht an: zu viele, zu groß oder von anderer Art",
    "rate": "das Netzwerk bittet um Geduld; neuer Versuch",
    "session-ended": "die Anmeldung ist gerade abgelaufen; neuer Versuch mit einer neuen",
    "target-missing": "der frühere Beitrag, um den es geht, ist auf diesem Kanal nicht mehr da",
    "unexpected-answer": "das Netzwerk hat anders geantwortet als erwartet",
    "wrong-account": "die Zugangsdaten gehören zu einem anderen Konto; es wurde nichts gesendet",
    "x-too-long": "X zählt den Text als zu lang",
    "x-invalid-request": "X nimmt den Beitrag in dieser Form nicht an",
    "no-credit": "das Guthaben bei X ist aufgebraucht; bitte dort aufladen",
    "needs-state": "diese Anmeldung braucht einen Ordner, der bleibt (--state)",
    "read-only": "die Zugangsdaten erlauben nur das Lesen",
    "outdated-interface": "das Netzwerk bietet diese Schnittstelle nicht mehr an; Amtsfunk braucht eine neuere Fassung",
    "duplicate": "das Netzwerk kennt diesen Text schon und nimmt ihn nicht noch einmal an",
    "poll-refused": "eine Umfrage dieser Art gibt es auf diesem Netzwerk nicht",
    "picture-not-ready": "das Netzwerk bereitet ein Bild noch auf; neuer Versuch",
    "scope": "die Zugangsdaten erlauben nicht alles, was nötig ist (lesen, schreiben, Bilder); bitte neu ausstellen",
    "similar": "auf dem Konto steht ein sehr ähnlicher Beitrag; ob es unserer ist, muss ein Mensch sehen",
    "different": "auf dem Konto steht der Beitrag, aber nicht so, wie er freigegeben wurde; bitte nachsehen",
    "incomplete-list": "das Netzwerk zeigt die eigenen Beiträge nicht vollständig; es wird noch einmal nachgesehen",
    "too-many": "auf dem Konto stehen zu viele Beiträge, um sicher nachzusehen; bitte selbst nachsehen",
    "parts-differ": "die Berichtigung hat mehr oder weniger Teile als der Beitrag, den sie ändern soll",
    "mastodon-400": "der Server nimmt den Beitrag in dieser Form nicht an",
    "mastodon-422": "der Server nimmt den Beitrag in dieser Form nicht an",
    "stopping": "der Lauf wurde beendet, bevor gesendet war",
    # what a connection came to
    "refused": "der Server nimmt keine Verbindung an",
    "dns": "der Name des Servers ist nicht zu finden",
    "proxy": "der Weg durch den Proxy des Hauses ist versperrt",
    "tls": "die gesicherte Verbindung kam nicht zustande; das Zertifikat des Servers stimmt nicht",
    "timeout": "der Server hat nicht rechtzeitig geantwortet",
    "cut": "die Verbindung riss ab",
    "too-large": "die Antwort des Servers war zu groß",
    "redirect": "der Server verwies an eine andere Adresse",
    "garbage": "die Antwort des Servers war nicht zu verstehen",
    # credentials
    "credentials-missing": "für diesen Kanal sind keine Zugangsdaten hinterlegt",
    # what looking shows
    "manual": "hier veröffentlicht ein Mensch; nur wer den Kanal öffnet, kann nachsehen",
    "no-claim": "das Programm hat ihn nicht selbst gesendet und kennt dort keine Kennung",
    "page": "die Seite antwortet nicht mit der Prüfsumme",
    "corrected-since": "er wurde inzwischen berichtigt und sieht deshalb anders aus",
    # statements in the inbox
    "role": "wer unterschrieb, hat dafür nicht das Recht",
    "said-twice": "darüber wurde im selben Lauf schon entschieden",
    "own-stop": "den eigenen Stopp hebt eine andere Person auf",
    "no-such-stop": "diesen Stopp gibt es nicht oder er ist schon aufgehoben",
    "no-such-channel": "diesen Kanal gibt es nicht",
    "no-such-post": "diesen Beitrag gibt es auf main nicht",
    "not-held": "der Beitrag ist dort nicht angehalten",
    "other-hold": "die Entscheidung galt einem früheren Stand; bitte neu ansehen und neu entscheiden",
    "decision": "die Entscheidung ist keine, die es gibt",
    "time": "die genannte Zeit liegt nicht in der Zukunft oder ist keine",
    "own-website": "auf die eigene Website stellt das Programm selbst",
    "already-recorded": "der Beitrag ist dort schon als veröffentlicht eingetragen",
    "not-handed": "der Beitrag war noch nicht zum Veröffentlichen übergeben oder ist erledigt",
    "address": "das ist keine Adresse dieses Kanals",
    "because": "der öffentliche Grund fehlt oder ist keine Zeile von höchstens 300 Zeichen",
    "already-redacted": "der Inhalt ist dort schon entfernt",
    "nothing-stored": "dazu liegt im Sendebuch kein Inhalt",
    "unresolved": "es ist noch unklar, ob er dort erschienen ist; bis das entschieden ist, braucht die Suche den Text",
    # modules
    "no-such-module": "dieses Modul gibt es auf main nicht, oder es ist nicht lesbar",
    "module-window": "die Erklärung soll länger als einen Tag gelten; ein Modul sagt, was jetzt ist",
    "module-expired": "die Abstimmung dieses Moduls gilt heute nicht (agreed_on, valid_until)",
    "module-changed": "unterschrieben wurde eine andere Fassung des Moduls als die auf main",
    "module-name-taken": "unter diesem Namen ist schon etwas hinausgegangen oder angelegt",
    "module-name": "der Name gehört einem Beitrag, der aus einem Modul entstand; bitte die Datei umbenennen",
    "not-on-duty": "wer unterschrieb, hat heute laut plans/rota.yml keinen Dienst",
    "blank-undeclared": "das Modul hat eine Lücke, die unter „slots“ nicht steht",
    "slot-unknown": "diese Lücke hat das Modul nicht",
    "slot-missing": "eine Lücke des Moduls ist nicht ausgefüllt",
    "slot-value": "in einer Lücke steht etwas, das dort nicht vorgesehen ist",
    "too-long": "der ausgefüllte Text ist für einen Kanal zu lang",
}

PREFIXES: Mapping[str, str] = {
    "status-": "der Server antwortete mit {}",
    "bluesky-": "Bluesky nimmt den Beitrag so nicht an ({})",
    "mastodon-": "der Server nimmt den Beitrag so nicht an ({})",
    "x-": "X nimmt den Beitrag so nicht an ({})",
    "linkedin-": "LinkedIn nimmt den Beitrag so nicht an ({})",
    "defect-": "ein Fehler im Programm ({}); bitte der Betreuung melden",
}
"""Reasons that carry a value behind their name."""

STATUS: Mapping[Status, str] = {
    Status.approved: "freigegeben",
    Status.claimed: "wird gesendet",
    Status.released: "zurückgestellt",
    Status.deferred: "verschoben",
    Status.rejected: "vom Kanal abgelehnt",
    Status.ambiguous: "unklar, ob erschienen",
    Status.absent: "nicht erschienen",
    Status.held: "angehalten, bitte entscheiden",
    Status.handed: "zum Veröffentlichen übergeben",
    Status.accepted: "veröffentlicht",
    Status.confirmed: "veröffentlicht und bestätigt",
    Status.missed: "verpasst",
    Status.cancelled: "abgesagt",
    Status.given_up: "aufgegeben",
}

LOUD = (e.Missed, e.Held, e.Rejected, e.Stray, e.Unconfirmed)
"""Lines that somebody has to hear of."""

_EVENTS: Mapping[type[e.Event], str] = {
    e.Opened: "Sendebuch eröffnet",
    e.Stopped: "Stopp gesehen",
    e.Lifted: "Stopp aufgehoben",
    e.Adopted: "nach einer Sicherung weitergeführt",
    e.Governance: "Grundeinstellungen geprüft",
    e.Captured: "Freigabe festgehalten",
    e.Archived: "ins Archiv gestellt",
    e.Cancelled: "abgesagt",
    e.Missed: "verpasst",
    e.Contested: "Berichtigung oder Rücknahme freigegeben",
    e.Corrected: "berichtigt",
    e.Withdrawn: "zurückgenommen",
    e.Redacted: "Inhalt entfernt",
    e.Claimed: "vorgemerkt",
    e.Released: "zurückgestellt",
    e.Deferred: "verschoben",
    e.Rejected: "vom Kanal abgelehnt",
    e.Ambiguous: "unklar, ob erschienen",
    e.Absent: "nachgesehen: nicht erschienen",
    e.Handed: "zum Veröffentlichen übergeben",
    e.Accepted: "veröffentlicht",
    e.Confirmed: "Seite bestätigt",
    e.Unconfirmed: "Seite nicht bestätigt",
    e.Held: "angehalten, bitte entscheiden",
    e.Settled: "von einem Menschen entschieden",
    e.Stray: "verspätete Antwort",
}


def reason_text(reason: str | None) -> str:
    """A reason in German; what a network or approval said in words of its own is shown as it is."""
    if not reason:
        return ""
    if reason in REASONS:
        return REASONS[reason]
    for prefix, sentence in PREFIXES.items():
        if reason.startswith(prefix):
            return sentence.format(reason.removeprefix(prefix))
    known = APPROVAL_REASONS.get(reason)
    return known.de.format_map(_Ellipsis()).replace(" (…)", "") if known is not None else reason


class _Ellipsis(dict[str, str]):
    """The ledger keeps reasons without their values; „amtsfunk approval show“ has them in full."""

    def __missing__(self, key: str) -> str:
        return "…"


def waiting_texts(waiting: Collection[Waiting], now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """What is not approved: a line for each post that is due, one line for all that still have time."""
    late = [item for item in waiting if item.due is None or item.due <= now]
    coming = sorted((item.due, item.post) for item in waiting if item.due is not None and item.due > now)
    lines = [_late_text(item, zone) for item in sorted(late, key=lambda item: item.post)]
    if coming:
        due, post = coming[0]
        soonest = f"{post} ({local(due, zone)})"
        if len(coming) == 1:
            lines.append(f"Ein späterer Beitrag wartet noch auf Freigabe: {soonest}.")
        else:
            lines.append(f"{len(coming)} spätere Beiträge warten noch auf Freigabe, als Erster {soonest}.")
    return tuple(lines)


def _late_text(item: Waiting, zone: ZoneInfo) -> str:
    if item.is_no_post:
        return f"Geht nie hinaus: {visible(item.path)} ({reason_text(NO_POST)})."
    when = f"fällig {local(item.due, zone)}" if item.due else "ohne feste Zeit"
    why = " ".join(reason_text(reason) for reason in item.reasons) or "Es fehlt die Freigabe."
    return f"Nicht freigegeben: {visible(item.post)} ({when}). {why}"


def event_text(event: e.Event) -> str:
    return event_text_of(type(event))


def event_text_of(kind: type[e.Event]) -> str:
    return _EVENTS[kind]


def event_reason(event: e.Event) -> str:
    """Why, or where: the part of a line that a person wants to know. Addresses and paths come from strangers."""
    return visible(_reason(event))


def _reason(event: e.Event) -> str:
    if isinstance(event, e.Accepted):
        return event.address or ""
    if isinstance(event, e.Stopped):
        return event.path
    if isinstance(event, e.Captured):
        return _approval(event)
    if isinstance(event, e.Corrected | e.Withdrawn | e.Contested):
        return f"durch {event.by}"
    if isinstance(event, e.Redacted):
        return event.note
    return reason_text(getattr(event, "reason", None))


def _approval(event: e.Captured) -> str:
    sending = event.evidence.get("module")
    if isinstance(sending, Mapping):
        return f"Modul {sending.get('id')}, gesendet von {sending.get('person')}; bitte nachträglich ansehen"
    return "Freigabe von " + ", ".join(event.approvers) if event.approvers else ""


_ACTIONS: Mapping[type[a.Action], str] = {
    a.Claim: "würde jetzt gesendet",
    a.Look: "würde nachsehen, ob er erschienen ist",
    a.Confirm: "würde die Seite prüfen",
    a.Doubt: "gälte als nicht bestätigt",
    a.Hold: "würde angehalten",
    a.Miss: "gälte als verpasst",
    a.Cancel: "würde abgesagt",
    a.Wait: "wartet",
}


def action_text(action: a.Action, zone: ZoneInfo) -> tuple[str, str]:
    """(what would happen, why) for a rehearsal."""
    what = _ACTIONS[type(action)]
    if isinstance(action, a.Wait) and action.until is not None:
        what += f" bis {local(action.until, zone)}"
    if isinstance(action, a.Claim):
        return what, "fällig, freigegeben und unverändert"
    return what, reason_text(getattr(action, "reason", None))


def lane_text(lane: Lane) -> str:
    """Where a post stands on a channel, and what later posts did to it."""
    words = [STATUS[lane.current.status]]
    words += [f"berichtigt durch {lane.corrected_by}"] if lane.corrected_by else []
    words += [f"zurückgenommen durch {lane.withdrawn_by}"] if lane.withdrawn_by else []
    words += ["Inhalt entfernt"] if lane.redacted is not None else []
    return ", ".join(words)


def stop_text(stop: Stop) -> str:
    if stop.scope == "post":
        return f"Beitrag {stop.target}"
    return "alles ohne Ausnahme" if stop.scope == "total" else "alles außer Krise, Berichtigung, Rücknahme"


def local(when: datetime, zone: ZoneInfo) -> str:
    return when.astimezone(zone).strftime("%d.%m.%Y %H:%M")
