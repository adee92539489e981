"""What the package says of itself, in German, for whoever opens it without this program."""

from __future__ import annotations


def left_out_of(others: int, outside: int) -> list[str]:
    """What no package holds, and what this one lacks besides."""
    posts = "1 Beitrag" if others == 1 else f"{others} Beiträge"
    found = [
        "Gespräche, Kommentare und Nachrichten auf den Netzwerken (sie sind nicht Teil des Repositorys).",
        "Namen und Adressen von Personen: Freigaben stehen unter Kürzeln, die plans/team.yml auflöst.",
        "Zugangsdaten (sie stehen nie im Repository).",
    ]
    if others:
        found.append(f"{posts} auf dem Hauptzweig ohne festgehaltene Freigabe (Entwürfe und noch nicht Freigegebenes).")
    if outside:
        found.append(f"{outside} Beiträge außerhalb des Zeitraums.")
    return found


README = """\
Akte der Beiträge in sozialen Netzwerken
========================================

Dieses Paket ist ein „Bag“ nach RFC 8493 (BagIt 1.0). Jedes Programm für BagIt kann prüfen, ob es vollständig und
unverändert ist. Von Hand geht es mit: sha256sum --check manifest-sha256.txt

data/index.json           Verzeichnis aller Beiträge; data/index.schema.json beschreibt seine Form
data/posts/NAME/          alles zu einem Beitrag
  sendebuch.jsonl         die Zeilen des Sendebuchs dazu, unverändert: Freigabe, Versuche, Adressen, Berichtigungen
  1/, 2/ …                je freigegebener Fassung der Beitrag, seine Bilder und die unterschriebene Freigabe
  1/payloads/             was auf welchem Kanal hinausging; der Dateiname ist die Prüfsumme
data/ledger/              Zeilen des Sendebuchs, die zu keinem Beitrag gehören (Stopps, Regeln), und unterschriebene
                          Erklärungen

Alle Texte sind UTF-8, alle Zeiten UTC, alle Prüfsummen SHA-256.
"""
