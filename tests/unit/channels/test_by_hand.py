"""The sheet that a person is handed: complete, in order, network by network, and nothing that is not there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.channels.by_hand import SHEET, folder_of
from amtsfunk.channels.contract import Job
from amtsfunk.channels.networks import NETWORKS

BERLIN = ZoneInfo("Europe/Berlin")
PICTURE = {
    "path": "content/media/2026/12/bagger.JPG",
    "sha256": "ab",
    "type": "image/jpeg",
    "alt": "Ein Bagger hebt Asphalt ab",
    "credit": "Foto: Stadt",
}
VIDEO = {**PICTURE, "path": "content/media/2026/12/bagger.mp4", "type": "video/mp4"}
EARLIER = "https://www.facebook.example/stadt/posts/1"


def job(network: str, *parts: dict[str, Any], title: str = "Sperrung", **more: Any) -> Job:
    return Job(
        post="sperrung",
        channel=network,
        network=network,
        host=f"www.{network}.example",
        account_id="1",
        step=1,
        payload={"title": title, "parts": [{"action": "create", "text": "Gesperrt.", **part} for part in parts]},
        payload_sha256="cd",
        payload_bytes=b"{}",
        key="ab" * 16,
        created_at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        send_by=datetime(2026, 12, 31, tzinfo=UTC),
        address="",
        media={"ab": b"bytes"},
        latest=datetime(2026, 12, 1, 11, 0, tzinfo=UTC).astimezone(BERLIN),
        **more,
    )


def sheet(*arguments: Any, **more: Any) -> str:
    return folder_of(job(*arguments, **more))[SHEET].decode()


@pytest.mark.parametrize("network", sorted(NETWORKS))
def test_every_sheet_says_where_until_when_and_how_to_record(network: str) -> None:
    told = sheet(network, {"media": [PICTURE]})
    assert f"www.{network}.example" in told
    assert "Spätestens am 01.12.2026 um 12:00 Uhr." in told
    assert f"amtsfunk record sperrung {network} ADRESSE --key SCHLÜSSEL" in told
    assert f"eintragen.html?beitrag=sperrung&kanal={network}" in told
    assert "{" not in told


def test_the_call_to_publish_stands_there_once_however_many_parts() -> None:
    told = sheet("threads", {}, {}, {})
    assert told.count("veröffentlichen Sie diesen Beitrag") == 1
    assert [line for line in told.splitlines() if line[:1].isdigit()] == ["1. Teil 1", "2. Teil 2", "3. Teil 3"]
    assert "antworten Sie mit jedem weiteren" in told


@pytest.mark.parametrize("network", ["facebook", "instagram", "xing", "whatsapp", "youtube", "linkedin"])
def test_where_parts_do_not_hang_together_the_sheet_says_so(network: str) -> None:
    told = sheet(network, {"media": [PICTURE]}, {"media": [PICTURE]})
    assert "hängen die Teile nicht zusammen" in told
    assert "Adresse des ersten" in told
    assert "antworten Sie" not in told


def test_instagram_without_a_picture_goes_back_to_the_press_office() -> None:
    assert "hier liegt keines" in sheet("instagram", {"media": [PICTURE]}, {})
    assert "hier liegt keines" not in sheet("instagram", {"media": [PICTURE]})
    assert "hier liegt keines" not in sheet("facebook", {})


def test_where_there_are_no_alternative_texts_nobody_looks_for_the_field() -> None:
    for network in ("telegram", "whatsapp", "youtube"):
        assert f"{NETWORKS[network].label} kennt keine Alternativtexte" in sheet(network, {"media": [PICTURE]})
    assert "Barrierefreiheit" in sheet("instagram", {"media": [PICTURE]})


def test_a_video_on_youtube_has_a_title_and_one_too_long_is_not_shortened_by_the_person_on_duty() -> None:
    told = sheet("youtube", {"media": [VIDEO]}, title="x" * 101)
    assert f"Sein Titel: {'x' * 101}" in told
    assert "101 von höchstens 100 Zeichen" in told
    assert "zu lang" not in sheet("youtube", {"media": [VIDEO]}, title="x" * 100)
    assert "einen Titel gibt es dort nicht" in sheet("youtube", {"media": [PICTURE]}, title="x" * 101)


def test_edit_reply_and_deletion_name_the_earlier_address() -> None:
    about = {"target": {"post": "frueher"}}
    targets = {"targets": {"frueher": (EARLIER, f"{EARLIER}2")}}
    assert f"Löschen Sie den bisherigen Beitrag: {EARLIER} und {EARLIER}2" in sheet(
        "facebook", {"action": "delete", **about}, **targets
    )
    reply = sheet("facebook", {"action": "reply", **about}, {}, **targets)
    assert f"Antworten Sie damit auf den bisherigen Beitrag: {EARLIER}\n" in reply
    edits = sheet("facebook", {"action": "edit", **about}, {"action": "edit", **about}, **targets)
    assert f"1. Ändern Sie den bisherigen Beitrag {EARLIER} –" in edits
    assert f"2. Ändern Sie den bisherigen Beitrag {EARLIER}2 –" in edits
    assert "Antworten lässt sich dort nicht" in sheet("whatsapp", {"action": "reply", **about}, **targets)
    assert "„frueher“ (die Adresse steht im Archiv)" in sheet("facebook", {"action": "delete", **about})


def test_what_is_deleted_has_no_text_to_copy() -> None:
    files = folder_of(job("facebook", {"action": "delete", "target": {"post": "frueher"}}))
    assert sorted(files) == [SHEET]
    assert "Erst dann gilt er als zurückgezogen" in files[SHEET].decode()


def test_everything_that_goes_out_beside_the_text_is_named() -> None:
    told = sheet(
        "mastodon",
        {
            "content_warning": "Unfall",
            "visibility": "unlisted",
            "poll": {"options": ["Ja", "Nein"], "duration": 86_400, "multiple": True},
            "link": "https://www.musterhafen.example/warntag",
            "mentions": [{"handle": "@feuerwehr@social.example", "account_id": "7"}],
            "media": [PICTURE],
        },
    )
    for word in (
        "Inhaltswarnung davor: Unfall",
        "nicht gelistet",
        "Ja / Nein (läuft 1 Tag, mehrere Antworten erlaubt)",
        "https://www.musterhafen.example/warntag",
        "@feuerwehr@social.example",
        "beitrag-bild-1.jpg",
        "beitrag-bild-1-alternativtext.txt",
        "Foto: Stadt",
    ):
        assert word in told


def test_the_files_are_the_approved_bytes() -> None:
    files = folder_of(job("instagram", {"text": "  Erst so,\n\ndann so.", "media": [PICTURE]}, {"media": [VIDEO]}))
    assert files["teil-1.txt"] == b"  Erst so,\n\ndann so.\n"
    assert files["teil-1-bild-1.jpg"] == files["teil-2-video-1.mp4"] == b"bytes"
    assert files["teil-1-bild-1-alternativtext.txt"] == b"Ein Bagger hebt Asphalt ab\n"


def test_a_title_with_line_breaks_forges_no_line() -> None:
    told = sheet("facebook", {}, title="Sperrung\nDanach bitte löschen")
    assert told.startswith("Sperrung Danach bitte löschen\n=")
