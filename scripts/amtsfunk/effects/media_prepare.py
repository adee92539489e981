"""One picture made ready for git: turned upright, shrunk, in sRGB, as JPEG or PNG, with nothing hidden in it.

What is fine already keeps its pixels and loses only what is hidden (``amtsfunk.pages.pictures``, as on the public
site); everything else is drawn anew. The same bytes always make the same picture.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from amtsfunk.model.errors import Refused
from amtsfunk.model.media import LARGEST_IN_GIT, Hidden
from amtsfunk.pages.pictures import clean_picture
from amtsfunk.source.media import look_at, type_of

if TYPE_CHECKING:
    from PIL.Image import Image as Drawn
    from PIL.ImageFile import ImageFile

LONGEST_SIDE = 2_560
LARGEST_GIVEN = 80_000_000
"""Bytes of a picture that is read at all."""
_MOST_PIXELS = 150_000_000
_TAKEN = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp"))
_PHOTOS = frozenset(("JPEG", "MPO"))
_QUALITIES = (88, 82, 75, 68, 60)
_SMALLER = 0.85
_DRAWING_COLOURS = 4_096
"""A picture of fewer colours was drawn, and JPEG would blur its edges."""


_ARTIST, _RIGHTS, _MAKE, _MODEL, _EXIF, _OWNER = 0x013B, 0x8298, 0x010F, 0x0110, 0x8769, 0xA430
_CREATOR = re.compile(rb"<dc:creator>.{0,200}?<rdf:li[^>]*>([^<]{1,200})<", re.DOTALL)
_LONGEST_WRITTEN = 100


@dataclass(frozen=True, slots=True)
class Written:
    """Who and with what, as the given file says it in plain words; empty where it does not. Never trusted."""

    author: str = ""
    owner: str = ""
    rights: str = ""
    camera: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """``data`` is what belongs in git; ``removed`` what was hidden in the given file, ``written`` the names among it;
    sizes in pixels."""

    data: bytes
    ending: str
    width: int
    height: int
    removed: tuple[Hidden, ...]
    redrawn: bool
    written: Written = Written()


def prepare_picture(data: bytes) -> Prepared:
    """Raises Refused where the bytes are no picture that we can read, or one that cannot be made small enough."""
    from PIL import Image  # noqa: PLC0415 - heavy, and only pictures need it

    kind = type_of(data)
    if kind not in _TAKEN:
        raise _no_picture(kind)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning), _open(data) as opened:
            seen = look_at(data, len(data))
            opened.load()
            written = _written_in(opened)
            if seen.animated or _is_fine(opened, seen.size):
                return replace(_keep(data, seen.hidden, animated=seen.animated), written=written)
            drawn = _upright_in_srgb(opened)
            drawing = opened.format not in _PHOTOS and _is_drawing(drawn)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as bomb:
        raise Refused(
            "Das Bild hat mehr Bildpunkte, als ein Rechner bequem entpackt.",
            "Speichern Sie es im Bildprogramm kleiner, zum Beispiel mit 4000 Bildpunkten an der längeren Seite.",
        ) from bomb
    except (OSError, SyntaxError, ValueError) as broken:
        raise Refused(
            "Das Bild ist unvollständig oder beschädigt.", "Kopieren Sie es noch einmal, oder speichern Sie es neu."
        ) from broken
    return replace(_redraw(drawn, seen.hidden, drawing=drawing), written=written)


def _written_in(opened: ImageFile) -> Written:
    """Names from EXIF, from Adobe's packet and from a PNG's own entries. None of them can stop a picture."""
    try:
        entries = opened.getexif()
        inner = entries.get_ifd(_EXIF)
    except (KeyError, OSError, SyntaxError, TypeError, ValueError, struct.error):
        return Written()
    packet = opened.info.get("xmp")
    creator = _CREATOR.search(packet) if isinstance(packet, bytes) else None
    author = (
        entries.get(_ARTIST) or opened.info.get("Author") or (creator[1].decode("utf-8", "replace") if creator else "")
    )
    make, model = _plain(entries.get(_MAKE)), _plain(entries.get(_MODEL))
    camera = model if model.startswith(make) else f"{make} {model}".strip()
    rights = entries.get(_RIGHTS) or opened.info.get("Copyright")
    return Written(_plain(author), _plain(inner.get(_OWNER)), _plain(rights), camera)


def _plain(value: object) -> str:
    """One line that a terminal and a picture line can hold; empty where the value is no text."""
    if not isinstance(value, str):
        return ""
    kept = "".join(sign if sign.isprintable() and sign not in '"„“[]()' else " " for sign in value)
    return " ".join(kept.split())[:_LONGEST_WRITTEN]


def _open(data: bytes) -> ImageFile:
    from PIL import Image  # noqa: PLC0415

    return Image.open(io.BytesIO(data))


def _no_picture(kind: str | None) -> Refused:
    if kind in ("image/heic", "image/avif"):
        return Refused(
            "Dieses Format vom Telefon (HEIC oder AVIF) kann Amtsfunk nicht öffnen.",
            "Öffnen Sie das Bild in der Foto-App, und exportieren Sie es als JPEG.",
        )
    if kind == "image/svg+xml":
        return Refused("Eine SVG-Zeichnung nehmen die Netzwerke nicht.", "Exportieren Sie sie als PNG, 1600 breit.")
    if kind is not None and kind.startswith("video/"):
        return Refused(
            "Das ist ein Video; dieser Befehl bereitet nur Bilder vor.",
            "Legen Sie es selbst ab: höchstens 2 MB, mit Untertiteln (.vtt) und Wortlaut in der .yml-Datei daneben.",
        )
    return Refused("Das ist kein Bild, das Amtsfunk kennt.", "Speichern Sie es als JPEG oder PNG.")


def _is_fine(opened: Drawn, size: int) -> bool:
    upright = opened.getexif().get(0x0112, 1) == 1
    plain = opened.format in ("JPEG", "PNG") and opened.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
    return upright and plain and size <= LARGEST_IN_GIT and max(opened.size) <= LONGEST_SIDE and _is_srgb(opened)


def _is_srgb(opened: Drawn) -> bool:
    profile = opened.info.get("icc_profile")
    return not profile or b"sRGB" in profile[:1_000] or b"s\0R\0G\0B" in profile[:1_000]


def _keep(data: bytes, hidden: tuple[Hidden, ...], *, animated: bool) -> Prepared:
    clean = clean_picture(data)
    if clean is None or clean.width is None or clean.height is None:
        raise OSError("no whole picture")
    if animated and (len(clean.data) > LARGEST_IN_GIT or max(clean.width, clean.height) > LONGEST_SIDE):
        raise Refused(
            "Das bewegte Bild ist zu groß, und Amtsfunk verkleinert bewegte Bilder nicht.",
            "Kürzen oder verkleinern Sie es im Bildprogramm auf höchstens 2 MB.",
        )
    return Prepared(clean.data, f".{clean.suffix}", clean.width, clean.height, hidden, redrawn=False)


def _upright_in_srgb(opened: Drawn) -> Drawn:
    from PIL import Image, ImageCms, ImageOps  # noqa: PLC0415

    drawn = ImageOps.exif_transpose(opened)
    if drawn.mode in ("RGB", "L"):  # what needs no conversion first gets small first
        drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if drawn.mode.startswith("I;16") or drawn.mode == "I":
        drawn = drawn.convert("I").point(lambda value: value / 256).convert("L")
    profile = opened.info.get("icc_profile")
    if profile and not _is_srgb(opened) and drawn.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if drawn.mode == "RGBA" else "RGB"
            turned = ImageCms.profileToProfile(drawn, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            drawn = turned or drawn
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile; the plain numbers are the next best thing
    drawn = drawn.convert("RGBA" if drawn.has_transparency_data else "RGB")
    if drawn.mode == "RGBA" and drawn.getchannel("A").getextrema() == (255, 255):
        drawn = drawn.convert("RGB")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return drawn


def _is_drawing(drawn: Drawn) -> bool:
    return drawn.mode == "RGBA" or drawn.getcolors(_DRAWING_COLOURS) is not None


def _redraw(drawn: Drawn, hidden: tuple[Hidden, ...], *, drawing: bool) -> Prepared:
    from PIL import Image  # noqa: PLC0415

    if drawing and len(data := _saved(drawn, "PNG")) <= LARGEST_IN_GIT:
        return _done(data, hidden)
    if drawn.mode == "RGBA":
        paper = Image.new("RGBA", drawn.size, "white")
        drawn = Image.alpha_composite(paper, drawn).convert("RGB")
    while True:
        for quality in _QUALITIES:
            data = _saved(drawn, "JPEG", quality)
            if len(data) <= LARGEST_IN_GIT:
                return _done(data, hidden)
        size = (int(drawn.width * _SMALLER), int(drawn.height * _SMALLER))
        drawn = drawn.resize(size, Image.Resampling.LANCZOS)


def _saved(drawn: Drawn, form: str, quality: int = 0) -> bytes:
    out = io.BytesIO()
    bare = drawn.copy()
    bare.info = {}
    bare.save(out, form, optimize=True, **({"quality": quality, "progressive": True} if quality else {}))
    return out.getvalue()


def _done(data: bytes, hidden: tuple[Hidden, ...]) -> Prepared:
    clean = clean_picture(data)
    if clean is None or clean.width is None or clean.height is None:
        raise AssertionError("what we drew is a whole picture")
    return Prepared(clean.data, f".{clean.suffix}", clean.width, clean.height, hidden, redrawn=True)
