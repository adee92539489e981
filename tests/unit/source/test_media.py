"""What a media file's bytes say: kind, pixels, movement, wholeness, and what is hidden in it."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from amtsfunk.model.media import Hidden
from amtsfunk.source.media import look_at, type_of
from support.pictures import exif, gradient, photo, saved

FORMS = ("JPEG", "PNG", "WEBP", "GIF")


def moving(form: str, duration: int, frames: int = 8) -> bytes:
    pictures = [Image.new("RGB", (640, 360), (30 * number, 200 - 20 * number, 90)) for number in range(frames)]
    return saved(pictures[0], form, save_all=True, append_images=pictures[1:], duration=duration, loop=0)


def hidden(data: bytes) -> set[Hidden]:
    return set(look_at(data, len(data)).hidden)


def jpeg_with(marker: int, body: bytes) -> bytes:
    plain = photo(100, 80)
    return plain[:2] + b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body + plain[2:]


def png_with(kind: bytes, body: bytes) -> bytes:
    plain = saved(gradient(100, 80), "PNG")
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return plain[:33] + chunk + plain[33:]


@pytest.mark.parametrize("form", FORMS)
def test_type_and_pixels_are_those_of_the_picture(form: str) -> None:
    data = saved(gradient(640, 360), form)
    seen = look_at(data, len(data))
    assert (seen.type, seen.width, seen.height) == (f"image/{form.lower()}", 640, 360)
    assert (seen.animated, seen.broken, seen.hidden) == (False, False, ())


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_breaks_off_is_broken_unless_the_rest_was_only_not_given(form: str) -> None:
    data = saved(gradient(640, 360), form)
    assert look_at(data[:-30], len(data) - 30).broken
    assert not look_at(data[:-30], len(data)).broken


def test_a_changed_byte_of_a_png_is_noticed() -> None:
    data = bytearray(saved(gradient(64, 36), "PNG"))
    data[60] ^= 1
    assert look_at(bytes(data), len(data)).broken


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypavif", "image/avif"),
        (b"\0\0\0\x18ftypqt  ", "video/quicktime"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"II*\0", "image/tiff"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg/>", "image/svg+xml"),
        (b"<?xml version='1.0'?><html/>", None),
        (b"WEBVTT\n", "text/vtt"),
        (b"WEBVTTX", None),
        (b"", None),
    ],
)
def test_type_is_told_by_content(start: bytes, kind: str | None) -> None:
    assert type_of(start) == kind


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_movement_and_haste(form: str) -> None:
    slow, fast = moving(form, 200), moving(form, 100)
    assert look_at(slow, len(slow)).animated
    assert not look_at(slow, len(slow)).swift
    assert look_at(fast, len(fast)).swift


def test_two_frames_that_alternate_quickly_are_swift_too() -> None:
    data = moving("GIF", 100, frames=2)
    assert look_at(data, len(data)).swift


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_place_and_owner_are_found_in_every_format(form: str) -> None:
    data = saved(gradient(200, 100), form, exif=exif(located=True, owner="Erika Beispiel"))
    assert hidden(data) == {Hidden.location, Hidden.owner}


def test_the_version_of_the_gps_table_alone_is_no_place() -> None:
    bare = Image.Exif()
    bare[0x8825] = {0: b"\2\3\0\0"}
    assert hidden(saved(gradient(20, 10), "JPEG", exif=bare)) == set()


def test_author_and_copyright_may_stay() -> None:
    rights = Image.Exif()
    rights[0x013B], rights[0x8298] = "Stadt Musterhafen", "Stadt Musterhafen"
    assert hidden(saved(gradient(20, 10), "JPEG", exif=rights)) == set()


def test_a_thumbnail_is_a_second_directory() -> None:
    tiff = b"II*\0\x08\0\0\0\0\0" + struct.pack("<I", 14) + b"\0\0\0\0\0\0"
    assert hidden(jpeg_with(0xE1, b"Exif\0\0" + tiff)) == {Hidden.thumbnail}


@pytest.mark.parametrize(
    ("marker", "body", "found"),
    [
        (0xFE, b"Bitte Frau Beispiel fragen", {Hidden.notes}),
        (0xFE, b"CREATOR: gd-jpeg v1.0", set()),
        (0xE2, b"MPF\0II*\0", {Hidden.thumbnail}),
        (0xE2, b"ICC_PROFILE\0\1\1", set()),
        (0xED, b"Photoshop 3.0\0 8BIM \x1c\x02\x76\0\4Erik", {Hidden.contact}),
        (0xED, b"Photoshop 3.0\0 8BIM \x1c\x02\x50\0\4Erik", set()),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x Iptc4xmpCore:CiEmailWork='e@b.example'/>", {Hidden.contact}),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<mwg-rs:Regions/>", {Hidden.faces}),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<dc:rights>Stadt</dc:rights>", set()),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='53,31N'/>", {Hidden.location}),
    ],
)
def test_segments_of_a_jpeg(marker: int, body: bytes, found: set[Hidden]) -> None:
    assert hidden(jpeg_with(marker, body)) == found


@pytest.mark.parametrize(
    ("key", "text", "found"),
    [
        ("Comment", "Entwurf", {Hidden.notes}),
        ("Software", "Zeichenprogramm", set()),
        ("Copyright", "Stadt", set()),
        ("XML:com.adobe.xmp", "<x aux:SerialNumber='1'/>", {Hidden.serial}),
    ],
)
def test_texts_of_a_png(key: str, text: str, found: set[Hidden]) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text(key, text)
    assert hidden(saved(gradient(20, 10), "PNG", pnginfo=info)) == found


def test_a_packed_profile_of_a_png_is_unpacked_within_bounds() -> None:
    tiff = exif(located=True).tobytes().removeprefix(b"Exif\0\0")
    packed = zlib.compress(f"\nexif\n{len(tiff)}\n{tiff.hex()}\n".encode())
    assert hidden(png_with(b"zTXt", b"Raw profile type exif\0\0" + packed)) == {Hidden.location}
    bomb = zlib.compress(b"0" * 50_000_000)
    tracemalloc.start()
    assert Hidden.location not in hidden(png_with(b"zTXt", b"Raw profile type exif\0\0" + bomb))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


def test_a_gif_comment_and_a_video_of_a_telephone() -> None:
    data = saved(gradient(20, 10), "GIF", comment=b"Hallo")
    assert hidden(data) == {Hidden.notes}
    assert hidden(b"\0\0\0\x18ftypmp42\0\0\0\0moov\xa9xyz+53.5+8.1/") == {Hidden.location}


def test_a_bomb_is_told_by_its_header() -> None:
    data = bytearray(saved(gradient(20, 10), "PNG"))
    data[16:24] = struct.pack(">II", 2**31 - 1, 2**31 - 1)
    assert look_at(bytes(data), len(data)).width == 2**31 - 1


@given(st.sampled_from(FORMS), st.data())
def test_no_bytes_make_it_fall(form: str, data: Any) -> None:
    whole = bytearray(saved(gradient(16, 9), form, **({} if form == "GIF" else {"exif": exif(located=True)})))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    look_at(bytes(whole), len(whole))
