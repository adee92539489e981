"""What a person is handed: names and words that say which file is what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from amtsfunk.channels.by_hand import folder_of
from amtsfunk.channels.contract import Job


def job_with(path: str, kind: str) -> Job:
    medium = {"path": path, "sha256": "ab", "type": kind, "alt": "Ein Bagger hebt Asphalt ab"}
    payload: dict[str, Any] = {"title": "Sperrung", "parts": [{"text": "Gesperrt.", "media": [medium]}]}
    return Job(
        post="sperrung",
        channel="fotos",
        network="instagram",
        host="fotos.example",
        account_id="1",
        step=1,
        payload=payload,
        payload_sha256="cd",
        payload_bytes=b"{}",
        key="ab" * 16,
        created_at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        send_by=datetime(2026, 12, 1, 8, 4, tzinfo=UTC),
        address=None,
        media={"ab": b"film"},
    )


def test_a_video_is_called_one_and_comes_with_where_its_captions_lie() -> None:
    files = folder_of(job_with("content/media/2026/12/bagger.mp4", "video/mp4"))
    told = files["anleitung.txt"].decode()
    assert files["beitrag-video-1.mp4"] == b"film"
    assert "Video 1: beitrag-video-1.mp4" in told
    assert "Untertiteln; sie liegen im Repository neben content/media/2026/12/bagger.mp4." in told


def test_a_picture_needs_no_captions() -> None:
    files = folder_of(job_with("content/media/2026/12/bagger.png", "image/png"))
    assert files["beitrag-bild-1.png"] == b"film"
    assert "Untertitel" not in files["anleitung.txt"].decode()
