"""Real pictures by Pillow, with metadata of every kind that it can write."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin

from amtsfunk.pages.pictures import clean_picture

MARK = b"KANARIENVOGEL-7f3a"


def _image() -> Image.Image:
    image = Image.new("RGB", (12, 8))
    image.putdata([(x * 20, y * 30, 90) for y in range(8) for x in range(12)])
    return image


def _exif(orientation: int | None = None) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    if orientation:
        exif[0x0112] = orientation
    return exif.tobytes()


def _saved(**options: object) -> bytes:
    out = io.BytesIO()
    _image().save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", MARK.decode())
    info.add_itxt("XML:com.adobe.xmp", MARK.decode(), zip=False)
    return _saved(format="PNG", pnginfo=info, exif=_exif())


def _jpeg() -> bytes:
    plain = _saved(format="JPEG", exif=_exif(6), comment=MARK, progressive=True, quality=90)
    iptc = b"Photoshop 3.0\0" + MARK
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + plain[2:] + MARK


def _webp() -> bytes:
    return _saved(format="WEBP", exif=_exif(), xmp=MARK, lossless=True)


def _gif() -> bytes:
    return _saved(format="GIF", comment=MARK)


MAKERS: dict[str, Callable[[], bytes]] = {"png": _png, "jpg": _jpeg, "webp": _webp, "gif": _gif}


@pytest.mark.parametrize("kind", MAKERS)
def test_metadata_goes_and_the_pixels_stay(kind: str) -> None:
    data = MAKERS[kind]()
    assert MARK in data, "the test picture must bring the mark"
    clean = clean_picture(data)
    assert clean is not None
    assert MARK not in clean.data
    assert clean.suffix == kind
    before = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    after = ImageOps.exif_transpose(Image.open(io.BytesIO(clean.data)))
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
    assert (clean.width, clean.height) == after.size


def test_a_colour_profile_stays_without_its_free_name() -> None:
    profile = b"x" * 200
    body = MARK + b"\0\0" + zlib.compress(profile)
    chunk = struct.pack(">I", len(body)) + b"iCCP" + body + struct.pack(">I", zlib.crc32(b"iCCP" + body))
    plain = _saved(format="PNG")
    clean = clean_picture(plain[:33] + chunk + plain[33:])
    assert clean is not None
    assert MARK not in clean.data
    assert Image.open(io.BytesIO(clean.data)).info["icc_profile"] == profile


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\xff\xd8\xff", b"PK\x03\x04"]
)
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    assert clean_picture(data) is None


@pytest.mark.parametrize("kind", MAKERS)
@given(cut=st.integers(min_value=0, max_value=2000), flip=st.integers(min_value=0, max_value=2000))
def test_broken_pictures_never_raise(kind: str, cut: int, flip: int) -> None:
    data = bytearray(MAKERS[kind]())
    data[flip % len(data)] ^= 0x5A
    clean_picture(bytes(data[: cut % (len(data) + 1)]))
    clean_picture(bytes(data))
