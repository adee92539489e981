"""The authority's colours as a style sheet of their own, and its logo without metadata, for both sites (decision 0099).

A style sheet is a file from the site itself, so the policy stays as it is. Colours that cannot be read, and a logo that
is no small picture of pixels, are left out: then the sites look as they do without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amtsfunk.model.appearance import Colours, ink_on, usable
from amtsfunk.pages.facts import Page
from amtsfunk.pages.pictures import clean_picture

STYLE_SHEET = "assets/amtsfunk/farben.css"
_SHOWN_HIGH, _SHOWN_WIDE = 44, 180
"""Pixels of the logo in the head of a page; the style sheet keeps it so."""
_SQUARE = 1.1


@dataclass(frozen=True, slots=True)
class Logo:
    """``path`` from the root of a site; ``width`` and ``height`` of the file in pixels."""

    path: str
    type: str
    width: int
    height: int
    data: bytes

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height that a page keeps free for it."""
        shrink = min(_SHOWN_HIGH / self.height, _SHOWN_WIDE / self.width)
        return round(self.width * shrink), round(self.height * shrink)

    @property
    def is_square(self) -> bool:
        """Whether it can stand as an icon."""
        return self.width <= _SQUARE * self.height


def logo_of(data: bytes | None) -> Logo | None:
    """The logo from the bytes of its file; None where there is none, or it is neither PNG nor WebP."""
    picture = clean_picture(data) if data is not None else None
    if picture is None or picture.suffix not in ("png", "webp") or not picture.width or not picture.height:
        return None
    path = f"assets/amtsfunk/logo.{picture.suffix}"
    return Logo(path, f"image/{picture.suffix}", picture.width, picture.height, picture.data)


def style_sheet(colours: Colours | None) -> str | None:
    """CSS that sets what ``stil.css`` leaves to the house; None where nothing is set, or something cannot be read.

    Dark is for screens only, as in ``stil.css``: paper is always light.
    """
    palettes = usable(colours)
    if palettes is None:
        return None
    light, dark = (_rules(scheme, palettes[scheme]) for scheme in ("light", "dark"))
    return (
        "/* Die Farben der Behörde aus plans/authority.yml; entsteht beim Bauen. */\n"
        f":root {{ {light} }}\n"
        f'@media screen {{ :root[data-farbe="dunkel"] {{ {dark} }} }}\n'
        f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-farbe="hell"]) {{ {dark} }} }}\n'
    )


def _rules(scheme: str, palette: Mapping[str, str]) -> str:
    values = {"house": palette["house"], "on-house": ink_on(palette["house"], scheme), **palette}
    return " ".join(f"--af-{name}: {colour};" for name, colour in values.items())


def logo_pages(logo: Logo | None) -> Iterator[Page]:
    if logo is not None:
        yield Page.holding(logo.path, logo.data)
