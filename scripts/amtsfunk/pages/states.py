"""Every state of a delivery in words, for one page: what it means, and what to do. The words are those of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amtsfunk.pages.plan import STATES, TODO

_MEANING: Mapping[str, tuple[str, str]] = {
    "draft": ("Der Beitrag hat noch keine Zeit.", "Zeit eintragen und freigeben lassen, wenn er hinaus soll."),
    "planned": (
        "Er hat eine Zeit. Ob er freigegeben ist, war beim Bauen nicht bekannt.",
        "Nichts, sobald er freigegeben ist.",
    ),
    "waiting": ("Er hat eine Zeit, aber noch fehlt eine Freigabe.", "Freigeben lassen, bevor die Zeit kommt."),
    "approved": ("Er wird zu seiner Zeit von selbst veröffentlicht.", "Nichts."),
    "claimed": ("Das Programm sendet ihn in diesem Augenblick.", "Nichts."),
    "released": (
        "Ein Versuch wurde abgebrochen, bevor etwas gesendet war.",
        "Nichts. Der nächste Lauf versucht es wieder.",
    ),
    "deferred": (
        "Der Kanal war nicht erreichbar oder nahm nichts an. Gesendet ist nichts.",
        "Abwarten; eilt es, nachsehen.",
    ),
    "ambiguous": ("Die Verbindung riss beim Senden ab.", ""),
    "absent": ("Das Netzwerk hat gezeigt, dass er nicht angekommen ist.", "Nichts. Er wird noch einmal gesendet."),
    "handed": ("Texte und Bilder liegen für einen Menschen bereit.", ""),
    "held": ("Das Programm sendet nicht, bis jemand entschieden hat.", ""),
    "accepted": ("Das Netzwerk hat ihn angenommen.", "Nichts. Das Programm sieht noch nach, ob er zu sehen ist."),
    "confirmed": ("Er ist dort zu sehen, wie er freigegeben wurde.", "Nichts."),
    "missed": ("Er ist nicht hinausgegangen, und seine Zeit ist vorbei.", ""),
    "rejected": ("Der Server hat ausdrücklich Nein gesagt.", ""),
    "cancelled": ("Er wurde vor dem Senden abgesagt.", "Nichts. Soll er doch hinaus, braucht es einen neuen Beitrag."),
    "given_up": (
        "Jemand hat entschieden, dass er dort nicht erscheint.",
        "Nichts. Soll er doch hinaus, braucht es einen neuen Beitrag.",
    ),
}
"""What it means, and what to do where ``TODO`` does not say it."""
_MORE: Mapping[str, str] = {
    "waiting": "beitrag-freigeben.md",
    "deferred": "was-tun.md#verschoben",
    "ambiguous": "was-tun.md#nicht-festzustellen",
    "handed": "von-hand.md",
    "held": "was-tun.md#angehalten",
    "missed": "was-tun.md#verpasst",
    "rejected": "was-tun.md#abgelehnt",
}
"""Where more stands, from the handbook's folder."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """``anchor`` is stable; ``asks``: whether a person has to do something; ``more``: a page of the handbook, or
    nothing."""

    anchor: str
    word: str
    means: str
    todo: str
    asks: bool
    more: str


def state_rows() -> Sequence[StateRow]:
    """Every state that the pages show, in the order in which a post comes through them."""
    return tuple(
        StateRow(
            state_anchor(state),
            word,
            _MEANING[state][0],
            TODO.get(state) or _MEANING[state][1],
            state in TODO and state != "ambiguous",
            _MORE.get(state, ""),
        )
        for state, word in STATES.items()
    )


def state_anchor(state: str) -> str:
    return state.replace("_", "-")
