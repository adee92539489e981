"""From the ledger and from archive posts to the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.delivery.state import Published
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.pages.plan import Delivery, is_recent, planned_posts, weeks
from amtsfunk.pages.published import build_archive, picture_flaw
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from amtsfunk.source.posts import parse_post

ROOT = Path(__file__).parents[3]
DUE = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
"""Half an hour before midnight UTC is already December in Musterhafen."""


@pytest.fixture(scope="module")
def settings() -> Settings:
    found, _, _ = parse_settings({path: (ROOT / path).read_bytes() for path in SETTINGS_PATHS})
    assert found is not None
    return found


def _row(channel: str = "website", **changes: Any) -> Published:
    media = {
        "path": "content/media/2026/12/a.png",
        "sha256": "ab",
        "size": 1,
        "type": "image/png",
        "alt": "A",
        "credit": None,
    }
    part = {
        "text": f"Text für {channel}",
        "language": "de",
        "media": [media],
        "link": "javascript:alert(1)",
        "poll": None,
    }
    payload = {"title": "Titel", "topic": "verkehr", "kind": "service", "parts": [part], "corrects": None}
    row = Published(
        post="post",
        channel=channel,
        network=channel,
        kind="service",
        title="Titel",
        payload=payload,
        payload_sha256=f"sha-{channel}",
        due=DUE,
        accepted_at=DUE + timedelta(minutes=5),
        address=f"https://{channel}.example/1",
        remote_id=None,
        how="sent",
    )
    return replace(row, **changes)


def _post(settings: Settings, name: str, head: str, body: str = "# Titel\n\nText") -> Post:
    data = f"---\n{head}\n---\n{body}\n".encode()
    post = parse_post(f"content/posts/2026/12/{name}.md", data, settings.authority.zone).value
    assert post is not None
    return post


def test_the_websites_payload_is_the_page_and_the_address_is_of_the_local_month(settings: Settings) -> None:
    (post,) = build_archive(settings, [_row("mastodon"), _row()], [], lambda _: None).posts
    assert post.href == "archiv/2026/12/post/"
    assert post.payload_sha256 == "sha-website"
    assert post.parts[0].text == "Text für website"
    assert post.parts[0].link is None, "only web addresses become links"
    assert [place.label for place in post.elsewhere] == ["Mastodon"]


def test_a_redacted_post_has_no_content_left_whatever_the_file_still_says(settings: Settings) -> None:
    row = _row(payload=None, note="Gericht")
    file = _post(settings, "post", "publish_at: 01.12.2026 09:00\nchannels: [website]\ntopic: verkehr\narchive: true")
    (post,) = build_archive(settings, [row], [file], lambda _: "1").posts
    assert post.is_redacted
    assert post.note == "Gericht"


def test_an_archive_post_leads_to_where_it_appeared(settings: Settings) -> None:
    head = "publish_at: 01.11.2026 09:00\nchannels: [mastodon, x]\ntopic: verkehr\narchive: true\nappeared:\n"
    file = _post(settings, "alt", f"{head}  mastodon: https://social.example/@stadt/1")
    (post,) = build_archive(settings, [], [file], lambda _: None).posts
    assert [place.address for place in post.elsewhere] == ["https://social.example/@stadt/1", None]


def test_only_archive_posts_of_the_work_tree_are_public(settings: Settings) -> None:
    head = "publish_at: 01.12.2026 09:00\nchannels: [website]\ntopic: verkehr"
    waiting, draft = _post(settings, "wartet", head), _post(settings, "entwurf", "channels: [website]\ntopic: verkehr")
    archived = _post(settings, "alt", f"{head}\narchive: true")
    assert [post.id for post in build_archive(settings, [], [waiting, draft, archived], lambda _: None).posts] == [
        "alt"
    ]


def test_a_withdrawal_marks_its_original(settings: Settings) -> None:
    head = "channels: [website]\ntopic: verkehr\narchive: true"
    original = _post(settings, "alt", f"publish_at: 01.12.2026 09:00\n{head}")
    mend = "kind: withdrawal\ncorrects: alt\nwas_wrong: alles\nsince: 01.12.2026\nbecause: vertan"
    withdrawal = _post(settings, "weg", f"publish_at: 02.12.2026 09:00\n{head}\n{mend}")
    archive = build_archive(settings, [], [original, withdrawal], lambda _: None)
    assert {post.id: post.mark for post in archive.posts} == {"weg": None, "alt": "zurückgezogen"}


def test_a_file_marks_no_post_that_came_through_the_ledger(settings: Settings) -> None:
    """What became of a delivered post the ledger says; ``archive: true`` is anybody's word."""
    mend = "kind: withdrawal\ncorrects: post\nwas_wrong: alles\nsince: 01.12.2026\nbecause: vertan"
    head = "publish_at: 02.12.2026 09:00\nchannels: [website]\ntopic: verkehr\narchive: true"
    archive = build_archive(settings, [_row()], [_post(settings, "weg", f"{head}\n{mend}")], lambda _: None)
    assert {post.id: post.mark for post in archive.posts} == {"weg": None, "post": None}


def test_a_withdrawal_of_the_ledger_marks_a_file(settings: Settings) -> None:
    original = _post(
        settings, "alt", "publish_at: 01.11.2026 09:00\nchannels: [website]\ntopic: verkehr\narchive: true"
    )
    payload = {**(_row().payload or {}), "corrects": {"post": "alt", "since": "2026-11-01"}}
    row = _row(post="weg", kind="withdrawal", payload=payload)
    archive = build_archive(settings, [row], [original], lambda _: None)
    assert {post.id: post.mark for post in archive.posts} == {"weg": None, "alt": "zurückgezogen"}


def test_the_plan_has_four_weeks_and_every_dated_post_on_its_local_day(settings: Settings) -> None:
    now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    posts = [
        _post(settings, "a", "publish_at: 03.12.2026 00:10\nchannels: [website]\ntopic: verkehr"),
        _post(settings, "fern", "publish_at: 03.03.2027 09:00\nchannels: [website]\ntopic: verkehr"),
        _post(settings, "e", "channels: [website]\ntopic: verkehr"),
    ]
    planned = planned_posts(posts, settings, [], frozenset({"a"}))
    shown = weeks(planned, now, settings)
    assert [week.count for week in shown] == [1, 0, 0, 0, 1]
    assert [day.date for day in shown[0].days if day.posts] == ["3. Dezember 2026"]
    assert [post.state for post in planned] == ["wartet auf Freigabe", "geplant", "Entwurf, geht nicht hinaus"]


def test_channels_that_stand_differently_are_told_apart(settings: Settings) -> None:
    post = _post(settings, "a", "publish_at: 03.12.2026 09:00\nchannels: [website, mastodon]\ntopic: verkehr")
    rows = [Delivery("a", "A", "website", "confirmed", None), Delivery("a", "A", "mastodon", "handed", None)]
    (planned,) = planned_posts([post], settings, rows, frozenset())
    assert planned.state == "Website: veröffentlicht und bestätigt; Mastodon: liegt zum Veröffentlichen von Hand bereit"


def test_what_was_missed_long_ago_is_no_news(settings: Settings) -> None:
    post = _post(settings, "a", "publish_at: 03.12.2026 09:00\nchannels: [website]\ntopic: verkehr")
    assert is_recent(post, datetime(2026, 12, 10, tzinfo=UTC))
    assert not is_recent(post, datetime(2027, 1, 10, tzinfo=UTC))


def test_a_video_that_only_another_channel_shows_is_no_flaw_of_an_archived_post(settings: Settings) -> None:
    """The archive shows what stands on the website; a video there would be a file that no page can carry."""
    head = "publish_at: 01.12.2026 09:00\nchannels: [website, mastodon]\ntopic: verkehr\narchive: ja\n"
    video = "![Ein Bagger hebt den Asphalt ab](bagger.mp4)\n"

    def flaw(body: str) -> str | None:
        data = f"---\n{head}---\n# Bagger\n\n{body}".encode()
        post = parse_post("content/posts/2026/12/bagger.md", data, settings.authority.zone).value
        assert post is not None
        return picture_flaw(post)

    assert flaw(f"Gesperrt.\n\n## mastodon\n\nGesperrt.\n\n{video}") is None
    assert "bagger.mp4" in (flaw(f"Gesperrt.\n\n{video}") or "")
