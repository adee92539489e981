"""payload/1 and manifest/1 against their vectors, and what cannot be rendered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.approval.canonical import canonical_json, digest
from amtsfunk.approval.manifest import FileDigest, Manifest, build_manifest
from amtsfunk.approval.payload import CannotRender, MediaFacts, media_type, render_payload
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.source.plans import parse_settings
from amtsfunk.source.posts import parse_post

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "payload.json").read_text(encoding="utf-8"))
MEDIA = {path: MediaFacts(**facts) for path, facts in VECTORS["media"].items()}
BY_NAME = {Path(vector["path"]).stem: vector for vector in VECTORS["posts"]}


@pytest.fixture(scope="module")
def settings() -> Settings:
    read, findings, _ = parse_settings({path: text.encode() for path, text in VECTORS["settings"].items()})
    assert read is not None, findings
    return read


def post_of(vector: Mapping[str, Any], settings: Settings, text: str | None = None) -> Post:
    parsed = parse_post(vector["path"], (text or vector["text"]).encode(), settings.authority.zone)
    assert parsed.value is not None, parsed.findings
    return parsed.value


def file_of(vector: Mapping[str, Any]) -> FileDigest:
    data = vector["text"].encode()
    return FileDigest(vector["path"], digest(data), len(data))


@pytest.mark.parametrize("vector", VECTORS["posts"], ids=lambda vector: Path(vector["path"]).stem)
def test_vectors(vector: dict[str, Any], settings: Settings) -> None:
    manifest, payloads = build_manifest(post_of(vector, settings), file_of(vector), settings, MEDIA)
    assert payloads == {channel: canonical_json(payload) for channel, payload in vector["payloads"].items()}
    assert manifest.to_json() == vector["manifest"]
    assert manifest.digest == vector["digest"] == digest(canonical_json(vector["manifest"]))
    assert dict(manifest.payloads) == {channel: digest(data) for channel, data in payloads.items()}


def test_order_of_files_and_channels_does_not_matter(settings: Settings) -> None:
    vector = BY_NAME["warntag"]
    manifest, _ = build_manifest(post_of(vector, settings), file_of(vector), settings, MEDIA)
    turned = replace(
        manifest, files=manifest.files[::-1], bindings=manifest.bindings[::-1], payloads=manifest.payloads[::-1]
    )
    assert turned.digest == manifest.digest


def test_a_module_is_part_of_the_digest() -> None:
    plain = Manifest("x", (), (), ())
    assert "module" not in plain.to_json()
    assert replace(plain, module={"id": "sturm"}).digest != plain.digest


@pytest.mark.parametrize("field", ["network", "host", "account_id"])
def test_where_it_goes_is_part_of_the_digest(field: str, settings: Settings) -> None:
    vector = BY_NAME["faden"]
    post = post_of(vector, settings)
    before, _ = build_manifest(post, file_of(vector), settings, MEDIA)
    moved = settings.channels["x"].model_copy(update={field: "other"})
    after, _ = build_manifest(
        post, file_of(vector), replace(settings, channels={**settings.channels, "x": moved}), MEDIA
    )
    assert after.digest != before.digest


@pytest.mark.parametrize("field", ["label", "owner", "comments", "closed", "hashtags", "probe"])
def test_what_does_not_change_the_bytes_may_change(field: str, settings: Settings) -> None:
    vector = BY_NAME["faden"]
    post = post_of(vector, settings)
    before, _ = build_manifest(post, file_of(vector), settings, MEDIA)
    changed = settings.channels["x"].model_copy(update={field: "other"})
    after, _ = build_manifest(
        post, file_of(vector), replace(settings, channels={**settings.channels, "x": changed}), MEDIA
    )
    assert after.digest == before.digest


def test_a_thread_in_reply_and_edit(settings: Settings) -> None:
    text = BY_NAME["berichtigung"]["text"] + "\n## Teil 2\nMehr dazu."
    post = post_of(BY_NAME["berichtigung"], settings, text)
    reply: Any = render_payload(post, "mastodon", settings, MEDIA)["parts"]
    assert [part["action"] for part in reply] == ["reply", "create"]
    assert [part["target"] for part in reply] == [{"post": "warntag"}, None]
    edit: Any = render_payload(post, "website", settings, MEDIA)["parts"]
    assert [part["action"] for part in edit] == ["edit", "edit"]
    delete: Any = render_payload(post, "x", settings, MEDIA)["parts"]
    assert [part["action"] for part in delete] == ["delete"]


def test_mentions_go_where_their_handle_stands(settings: Settings) -> None:
    vector = BY_NAME["warntag"]
    text = vector["text"].replace("Zur Probe", "Anfang\n\n## Teil 2\nZur Probe")
    parts: Any = render_payload(post_of(vector, settings, text), "mastodon", settings, MEDIA)["parts"]
    assert [len(part["mentions"]) for part in parts] == [0, 1]
    elsewhere = text.replace("@feuerwehr@social.beispielau.example", "der Feuerwehr")
    parts = render_payload(post_of(vector, settings, elsewhere), "mastodon", settings, MEDIA)["parts"]
    assert [len(part["mentions"]) for part in parts] == [1, 0]


@pytest.mark.parametrize(
    ("name", "channel", "changed", "reason"),
    [
        ("warntag", "gibtesnicht", {}, "unknown-channel"),
        ("warntag", "mastodon", {"institutions": {}}, "unknown-institution"),
        ("warntag", "website", {"media": {}}, "media-missing"),
    ],
)
def test_what_cannot_be_rendered(
    name: str, channel: str, changed: dict[str, Any], reason: str, settings: Settings
) -> None:
    media = changed.pop("media", MEDIA)
    with pytest.raises(CannotRender) as cannot:
        render_payload(post_of(BY_NAME[name], settings), channel, replace(settings, **changed), media)
    assert cannot.value.reason == reason


def test_a_missing_picture_of_another_channel_counts_too(settings: Settings) -> None:
    vector = BY_NAME["warntag"]
    with pytest.raises(CannotRender):
        build_manifest(post_of(vector, settings), file_of(vector), settings, {})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF1234WEBP", "image/webp"),
        (b"\x00\x00\x00\x20ftypavif", "image/avif"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"\x1a\x45\xdf\xa3rest", "video/webm"),
        (b"<svg xmlns=", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_media_types_by_first_bytes(data: bytes, expected: str | None) -> None:
    assert media_type(data) == expected
