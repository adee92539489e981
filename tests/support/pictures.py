"""Pictures for tests, drawn on the spot: with a place, an owner and a turned camera where asked for."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

LATITUDE, LONGITUDE = (53.0, 31.0, 12.0), (8.0, 7.0, 3.0)


def exif(*, orientation: int = 1, located: bool = False, owner: str | None = None) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    if located:
        made[0x8825] = {1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE}
    if owner:
        made[0x8769] = {0xA430: owner}
    return made


def gradient(width: int, height: int) -> Image.Image:
    """Many colours, like a photo; the left half dark, so that one sees which way up it is."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, across))


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def photo(width: int = 1200, height: int = 800, **about: Any) -> bytes:
    """A JPEG; ``about`` as for ``exif``."""
    options: Mapping[str, Any] = {"exif": exif(**about)} if about else {}
    return saved(gradient(width, height), "JPEG", quality=90, **options)


def noise(width: int, height: int) -> bytes:
    """A JPEG that hardly shrinks."""
    return saved(Image.effect_noise((width, height), 120).convert("RGB"), "JPEG", quality=97)


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture
