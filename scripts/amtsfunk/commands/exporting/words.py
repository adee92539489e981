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

Dieses Paket ist ein „Bag“ nach RFC 8493 (BagIt 1.0). Jedes Programm kann es prüfen; wie, steht unten.

data/index.json           Verzeichnis aller Beiträge; data/index.schema.json beschreibt seine Form
data/posts/NAME/          alles zu einem Beitrag
  sendebuch.jsonl         die Zeilen des Sendebuchs dazu, unverändert: Freigabe, Versuche, Adressen, Berichtigungen
  1/, 2/ …                je freigegebener Fassung der Beitrag, seine Bilder und die unterschriebene Freigabe
  1/payloads/             was auf welchem Kanal hinausging; der Dateiname ist die Prüfsumme
data/ledger/              Zeilen des Sendebuchs, die zu keinem Beitrag gehören (Stopps, Regeln), und unterschriebene
                          Erklärungen

Alle Texte sind UTF-8, alle Zeiten UTC, alle Prüfsummen SHA-256 in Kleinbuchstaben.

So prüft man es
---------------

1. Die Hülle: Im Ordner des Pakets
     sha256sum --check tagmanifest-sha256.txt manifest-sha256.txt
   Unter data/ liegt keine Datei, die manifest-sha256.txt nicht nennt.
2. Die Dateien: Was in data/index.json unter „stored“ einen Pfad hat, hat die Prüfsumme „sha256“ daneben.
3. Die Freigabe: „manifest“ jeder Fassung ist die Prüfsumme eines JSON-Objekts mit „v“ (die Zahl 1), „post“ (Name des
   Beitrags), „files“ („path“, „sha256“, „size“, nach Pfad geordnet), „bindings“ (wie angegeben, nach Kanal geordnet)
   und „payloads“ („channel“, „sha256“, nach Kanal geordnet), geschrieben nach RFC 8785: Schlüssel geordnet, ohne
   Leerzeichen, UTF-8. Steht in „evidence“ ein „module“, gilt „manifest“ der Vorlage und lässt sich hier nicht
   nachrechnen.
4. Das Sendebuch: Die Zeilen „captured“ nennen dieselben „manifest“ in derselben Reihenfolge, die Zeilen „accepted“
   dieselben Adressen wie „deliveries“.
5. Die Unterschrift, wo mit Unterschrift freigegeben wurde: NAME.approval.json ist eine Liste; zu jedem Kürzel unter
   „approvers“ gehört ein Eintrag, dessen „statement“ unter „kind“ das Wort „approve“, unter „decision“ das Wort
   „approved“ und dasselbe „manifest“ nennt. Unterschrieben ist „statement“, geschrieben nach RFC 8785, im Namensraum
   amtsfunk/approve@v1. OpenSSH prüft das mit
     ssh-keygen -Y verify -f SCHLUESSEL -I KUERZEL -n amtsfunk/approve@v1 -s UNTERSCHRIFT < STATEMENT
   SCHLUESSEL ist eine Datei mit Zeilen „KUERZEL ssh-ed25519 …“; die Behörde hat sie in plans/team.yml.
"""
