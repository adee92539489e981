"""The index of an export for the files: what ``data/index.json`` of a package says (``amtsfunk export``).

A record is written by this program and read by others, so every key is there, and what is unknown is null. Times are
RFC 3339 in UTC, digests SHA-256 in lower-case hex, ``stored`` is a path from the package's top.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
Time = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Stored = Annotated[str, StringConstraints(pattern=r"^data/[^\\]+$")]
FORMAT: Literal["amtsfunk-akte/1"] = "amtsfunk-akte/1"


class Told(BaseModel):
    """Frozen, without keys that nobody explained."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class StoredFile(Told):
    """A file of a version. ``stored`` null: its bytes are not in the package; ``left_out`` of the post says why."""

    path: Annotated[str, Field(description="Pfad im Repository der Behörde.")]
    sha256: Annotated[Digest, Field(description="Prüfsumme der freigegebenen Bytes.")]
    size: Annotated[int, Field(ge=0, description="Größe in Bytes.")]
    stored: Annotated[Stored | None, Field(description="Wo die Datei im Paket liegt.")]


class StoredPayload(Told):
    channel: Annotated[str, Field(description="Kanal, für den der Inhalt freigegeben wurde.")]
    sha256: Annotated[Digest, Field(description="Prüfsumme des freigegebenen Inhalts.")]
    stored: Annotated[Stored | None, Field(description="Wo der Inhalt im Paket liegt; null, wenn geschwärzt.")]


class Version(Told):
    """What was approved and captured at one time, or, of an archive post, what stands on main."""

    number: Annotated[int, Field(ge=1, description="Laufende Nummer; jede Freigabe ist eine Fassung.")]
    captured_at: Annotated[Time | None, Field(description="Wann die Freigabe festgehalten wurde.")]
    revision: Annotated[int, Field(ge=1, description="Nummer der Fassung, wie sie im Beitrag steht.")]
    commit: Annotated[Commit, Field(description="Stand des Repositorys, aus dem die Dateien sind.")]
    manifest: Annotated[Digest | None, Field(description="Prüfsumme über alles Freigegebene (manifest/1).")]
    approvers: Annotated[list[str], Field(description="Kürzel der Personen, die freigegeben haben.")]
    evidence: Annotated[dict[str, Any], Field(description="Beleg der Freigabe, wie er im Sendebuch steht.")]
    bindings: Annotated[list[dict[str, Any]], Field(description="Kanal, Netzwerk, Rechner und Konto.")]
    files: Annotated[list[StoredFile], Field(description="Der Beitrag und seine Bilder.")]
    payloads: Annotated[list[StoredPayload], Field(description="Was auf welchem Kanal hinausgehen durfte.")]
    approval: Annotated[
        StoredFile | None, Field(description="Die unterschriebene Freigabe, wo mit Unterschrift freigegeben wurde.")
    ]


class Step(Told):
    """One transaction on a network: a post, or a part of a thread."""

    number: Annotated[int, Field(ge=1, description="Laufende Nummer.")]
    status: Annotated[str, Field(description="Stand nach dem letzten Eintrag im Sendebuch.")]
    accepted_at: Annotated[Time | None, Field(description="Wann es erschienen ist.")]
    address: Annotated[str | None, Field(description="Adresse auf dem Netzwerk.")]
    remote_id: Annotated[str | None, Field(description="Kennung auf dem Netzwerk.")]
    how: Annotated[
        str | None, Field(description="sent, found, site, recorded, oder appeared: erschien vor Amtsfunk, ohne Beleg.")
    ]


class DeliveryTold(Told):
    channel: Annotated[str, Field(description="Name des Kanals.")]
    network: Annotated[str, Field(description="Netzwerk; leer, wo es nicht mehr bekannt ist.")]
    version: Annotated[int | None, Field(description="Nummer der Fassung, deren Inhalt gesendet wurde.")]
    steps: Annotated[list[Step], Field(description="Die Teile in ihrer Reihenfolge.")]
    corrected_by: Annotated[str | None, Field(description="Beitrag, der hier berichtigt.")]
    withdrawn_by: Annotated[str | None, Field(description="Beitrag, der hier zurückzieht.")]
    redacted: Annotated[str | None, Field(description="Öffentlicher Vermerk, wenn der Inhalt geschwärzt ist.")]


class LedgerLines(Told):
    stored: Annotated[Stored, Field(description="Die Zeilen des Sendebuchs zu diesem Beitrag, unverändert.")]
    sha256: Annotated[Digest, Field(description="Prüfsumme dieser Datei.")]
    lines: Annotated[int, Field(ge=1, description="Zahl der Zeilen.")]


class PostTold(Told):
    id: Annotated[str, Field(description="Name des Beitrags.")]
    title: Annotated[str, Field(description="Überschrift; leer, wenn geschwärzt.")]
    kind: Annotated[str, Field(description="Art des Beitrags.")]
    topic: Annotated[str | None, Field(description="Thema.")]
    file_number: Annotated[str | None, Field(description="Aktenzeichen.")]
    path: Annotated[str | None, Field(description="Pfad der Datei im Repository.")]
    time: Annotated[Time | None, Field(description="Vorgesehener Zeitpunkt, bei Archivbeiträgen der des Erscheinens.")]
    archive: Annotated[bool, Field(description="Erschien früher anderswo und wurde nie von Amtsfunk gesendet.")]
    corrects: Annotated[str | None, Field(description="Beitrag, den dieser berichtigt oder zurückzieht.")]
    repeat_of: Annotated[str | None, Field(description="Beitrag, den dieser wiederholt.")]
    corrected_or_withdrawn_by: Annotated[list[str], Field(description="Berichtigungen und Rücknahmen dazu.")]
    redacted: Annotated[bool, Field(description="Ob Inhalte geschwärzt sind.")]
    versions: Annotated[list[Version], Field(description="Alle freigegebenen Fassungen.")]
    deliveries: Annotated[list[DeliveryTold], Field(description="Was auf welchem Kanal daraus wurde.")]
    ledger: Annotated[LedgerLines | None, Field(description="Zeilen im Sendebuch; null bei Archivbeiträgen.")]
    left_out: Annotated[list[str], Field(description="Was zu diesem Beitrag fehlt, und warum.")]


class RecordIndex(Told):
    """Das Verzeichnis eines Pakets für die Akten: alle Beiträge mit Fassungen, Freigaben und Adressen."""

    format: Annotated[Literal["amtsfunk-akte/1"], Field(description="Form dieses Verzeichnisses.")]
    authority: Annotated[str, Field(description="Name der Behörde.")]
    repository: Annotated[str, Field(description="Kennung des Repositorys.")]
    main: Annotated[Commit, Field(description="Stand des Hauptzweigs.")]
    ledger: Annotated[Commit | None, Field(description="Stand des Sendebuchs; null, wenn es keines gibt.")]
    since: Annotated[Day | None, Field(description="Erster Tag, wenn nur ein Zeitraum ausgegeben wurde.")]
    until: Annotated[Day | None, Field(description="Letzter Tag, wenn nur ein Zeitraum ausgegeben wurde.")]
    time_zone: Annotated[str, Field(description="Zeitzone, in der die Tage gelten.")]
    posts: Annotated[list[PostTold], Field(description="Die Beiträge nach Namen.")]
    left_out: Annotated[list[str], Field(description="Was das Paket nicht enthält, und warum.")]
