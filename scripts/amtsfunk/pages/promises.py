"""What the networks promise and what not, in words: one sentence a promise, and the handbook's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amtsfunk.channels.networks import NETWORKS, Network, network_of
from amtsfunk.channels.promises import Promise, promise_of
from amtsfunk.model.settings import Settings

PROMISES: Mapping[str, Mapping[Promise, str]] = {
    "de": {
        Promise.site: "Erscheint genau einmal: Die Website entsteht aus dem Sendebuch.",
        Promise.once: "Erscheint genau einmal: Kommt derselbe Beitrag zweimal an, macht das Netzwerk einen daraus.",
        Promise.looked: "Bleibt eine Antwort aus, sieht das Programm nach der Ruhezeit dort nach und sendet nur, was "
        "fehlt. Doppelt erschiene er nur, wenn sich der Server noch länger verspätete.",
        Promise.asked: "Bleibt eine Antwort aus, kann das Netzwerk nicht sicher sagen, ob er erschienen ist. Dann "
        "wird ein Mensch gefragt, statt doppelt zu senden.",
        Promise.by_hand: "Hier veröffentlicht ein Mensch. Das Programm übergibt den Beitrag einmal und weiß danach "
        "nur, was eingetragen wird.",
    },
    "en": {
        Promise.site: "Appears exactly once: the website is made from the ledger.",
        Promise.once: "Appears exactly once: where the same post arrives twice, the network makes one of it.",
        Promise.looked: "Where no answer comes, the program looks there after the quiet period and sends only what is "
        "missing. It would appear twice only if the server were later still.",
        Promise.asked: "Where no answer comes, the network cannot say for certain whether it appeared. Then a person "
        "is asked, instead of sending twice.",
        Promise.by_hand: "A person publishes here. The program hands the post over once and knows afterwards only what "
        "is recorded.",
    },
}
_MENDS = {"edit": "ändern", "reply": "mit einer Antwort berichtigen", "delete": "löschen"}


def promised_channels(settings: Settings) -> Sequence[Mapping[str, str]]:
    """One row for each channel that is open: label, sentence, what can be done to an earlier post."""
    rows = []
    for channel in settings.channels.values():
        if not channel.closed:
            network = network_of(channel.network)
            rows.append(_row(channel.label, promise_of(channel.via.value, network), network))
    return rows


def promised_networks() -> Sequence[Mapping[str, str]]:
    """One row for each network that the program delivers to by itself, by label."""
    own = (row for row in NETWORKS.values() if row.name not in ("website", "manual"))
    rows = ((row, promise_of("api", row)) for row in sorted(own, key=lambda row: row.label.casefold()))
    return [_row(row.label, promise, row) for row, promise in rows if promise is not Promise.by_hand]


def _row(label: str, promise: Promise, network: Network) -> Mapping[str, str]:
    mends = " · ".join(words for name, words in _MENDS.items() if name in network.mends)
    return {"label": label, "promise": PROMISES["de"][promise], "mends": mends or "nichts davon"}
