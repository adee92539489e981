"""How the authority's sites look (``appearance`` in ``plans/authority.yml``), and whether people can read it.

Contrast is that of WCAG 2.2 (1.4.3, 1.4.11): the relative luminance of two colours of sRGB. A colour that nobody can
read is told by the rules and never used; it does not make the settings unreadable: publishing must not stop over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import WithJsonSchema

from amtsfunk.model.base import Frozen, Line

TEXT, CONTROL = 4.5, 3.0
"""The least contrast of text (WCAG 1.4.3), and of focus and controls (1.4.11)."""
LOGO_TYPES = ("image/png", "image/webp")
"""No SVG: it may hold scripts and addresses of others (decision 0099)."""
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_STEPS = 50

Colour = Annotated[
    Line, WithJsonSchema({"type": "string", "pattern": "^#?[0-9a-fA-F]{6}$", "examples": ["#0b3b5a", "0b3b5a"]})
]


class Palette(Frozen):
    """``house``: areas with text on them; ``link``: links and what is chosen; ``focus``: the frame where one stands."""

    house: Colour
    link: Colour
    focus: Colour


class Colours(Frozen):
    """One palette for each scheme: a colour that is dark enough for white paper is too dark for the other."""

    light: Palette
    dark: Palette


class Appearance(Frozen):
    """``logo``: the name of a PNG or WebP file in ``plans/``."""

    colours: Colours | None = None
    logo: Line | None = None

    @property
    def logo_path(self) -> str | None:
        return None if self.logo is None else f"plans/{self.logo}"


@dataclass(frozen=True, slots=True)
class Grounds:
    """The style sheet's own colours of one scheme that the authority's stand on; ``inks``: text for the house colour,
    the first that can be read."""

    paper: str
    soft: str
    mark: str
    inks: tuple[str, str]


GROUNDS: Mapping[str, Grounds] = {
    "light": Grounds("#ffffff", "#f1f5f8", "#fff3c4", ("#ffffff", "#1b242b")),
    "dark": Grounds("#11181d", "#1b252d", "#3f3508", ("#f2f6f9", "#11181d")),
}


@dataclass(frozen=True, slots=True)
class TooFaint:
    """A colour that does not stand out. ``ground``: what it stands on; ``better``: the nearest shade that does."""

    scheme: str
    use: str
    colour: str
    ground: str
    contrast: float
    least: float
    better: str


def read_colour(value: str) -> str | None:
    """``0B3B5A`` or ``#0b3b5a`` → ``#0b3b5a``; None where it is none."""
    found = _COLOUR.fullmatch(value.strip())
    return f"#{found[1].lower()}" if found else None


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(house: str, scheme: str) -> str:
    """The text colour for an area in the house colour: the usual one where it can be read, else the other."""
    inks = GROUNDS[scheme].inks
    return inks[0] if contrast(inks[0], house) >= TEXT else max(inks, key=lambda ink: contrast(ink, house))


def unread(colours: Colours) -> Iterator[tuple[str, str, str]]:
    """Scheme, use and value of each colour that is none."""
    for scheme, palette in _schemes(colours):
        for use, value in palette:
            if read_colour(value) is None:
                yield scheme, use, value


def too_faint(colours: Colours) -> Iterator[TooFaint]:
    """Each readable colour that fails, by the ground where it fails most."""
    for scheme, palette in _schemes(colours):
        for use, value in palette:
            colour = read_colour(value)
            if colour is None:
                continue
            ground, least = _worst(scheme, use, colour)
            if contrast(colour, ground) < least:
                better = _nearest_that_does(scheme, use, colour)
                yield TooFaint(scheme, use, colour, ground, contrast(colour, ground), least, better)


def usable(colours: Colours | None) -> Mapping[str, Mapping[str, str]] | None:
    """Scheme → use → colour where all can be read; None where there are none, or any cannot."""
    if colours is None or any(unread(colours)) or any(too_faint(colours)):
        return None
    return {
        scheme: {use: read_colour(value) or value for use, value in palette} for scheme, palette in _schemes(colours)
    }


def _schemes(colours: Colours) -> tuple[tuple[str, Palette], ...]:
    return (("light", colours.light), ("dark", colours.dark))


def _worst(scheme: str, use: str, colour: str) -> tuple[str, float]:
    """The ground that a colour stands out least from, and the contrast that it needs."""
    grounds = GROUNDS[scheme]
    if use == "house":
        return ink_on(colour, scheme), TEXT
    on = (grounds.paper, grounds.soft, grounds.mark) if use == "link" else (grounds.paper, grounds.soft)
    return min(on, key=lambda ground: contrast(colour, ground)), TEXT if use == "link" else CONTROL


def _nearest_that_does(scheme: str, use: str, colour: str) -> str:
    """Mixed with black, or with white in the dark scheme, no more than needed. Black and white themselves always do."""
    end = 0 if scheme == "light" or use == "house" else 255
    parts = _parts(colour)
    for step in range(1, _STEPS + 1):
        mixed = "#" + "".join(f"{round(part + (end - part) * step / _STEPS):02x}" for part in parts)
        ground, least = _worst(scheme, use, mixed)
        if contrast(mixed, ground) >= least:
            return mixed
    return colour


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
