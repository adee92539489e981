"""Where the handbook says what to do: one section of its page for every state in which a person is asked.

The anchors are stable, because messages, notices and bookmarks lead to them; a test holds that the page has each.
"""

from __future__ import annotations

from collections.abc import Iterable

from amtsfunk.delivery import events as e
from amtsfunk.delivery.state import Status
from amtsfunk.model.authority import Authority

PAGE = "handbuch/was-tun.html"
HELD = {
    "cannot-be-shown": "nicht-festzustellen",
    "changed": "geaendert",
    "taken": "schon-erschienen",
    "grace": "thread",
    "stray": "verspaetete-antwort",
    "unknown-channel": "kanal",
    "unrecorded": "nicht-eingetragen",
    "stopped": "thread-gestoppt",
    "restored": "zurueckgeholt",
}
"""Why a delivery can be held → the anchor of its section."""
OTHER = {
    "missed": "verpasst",
    "rejected": "abgelehnt",
    "unconfirmed": "nicht-bestaetigt",
    "ledger-unreadable": "sendebuch",
    "governance": "grundeinstellungen",
    "credentials": "zugangsdaten",
    "deferred": "verschoben",
    "stop": "stopp",
    "no-run": "kein-lauf",
    "held": "angehalten",
}
ANCHORS = HELD | OTHER
CREDENTIALS = frozenset({"credentials", "credentials-missing"})


def anchor_of(status: Status, reason: str | None) -> str | None:
    """The section for a delivery in this state; None where nobody is asked for anything."""
    match status:
        case Status.held:
            return HELD.get(reason or "", OTHER["held"])
        case Status.missed | Status.rejected:
            return OTHER[status.value]
        case Status.deferred:
            return OTHER["credentials" if reason in CREDENTIALS else "deferred"]
        case Status.accepted if reason == "unconfirmed":
            return OTHER["unconfirmed"]
        case Status.accepted | Status.confirmed if reason == "stray":
            return HELD["stray"]
        case _:
            return None


def anchor_of_line(line: e.Event) -> str | None:
    """The section for a line that somebody has to hear of."""
    match line:
        case e.Held(reason=reason):
            return HELD.get(reason, OTHER["held"])
        case e.Stray():
            return HELD["stray"]
        case e.Missed() | e.Rejected() | e.Unconfirmed():
            return OTHER[line.type]
        case _:
            return None


def address_of(authority: Authority, anchor: str | None) -> str:
    """The section's address; empty where nobody said where the internal site is."""
    site = authority.internal_site
    return f"{site.rstrip('/')}/{PAGE}#{anchor}" if site and anchor else ""


def lines_of(authority: Authority, anchors: Iterable[str | None]) -> tuple[str, ...]:
    """„Was tun: …“ for each section that is named, once each."""
    addresses = dict.fromkeys(address_of(authority, anchor) for anchor in anchors)
    return tuple(f"Was tun: {address}" for address in addresses if address)
