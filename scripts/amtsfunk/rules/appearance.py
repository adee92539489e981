"""Rules over how the sites look: colours that can be read, and a logo that may go online."""

from __future__ import annotations

from amtsfunk.model.appearance import LOGO_TYPES, too_faint, unread
from amtsfunk.rules.cases import Hits, PlansCase

AUTHORITY = "plans/authority.yml"
HEAVIEST = 40_000
"""Bytes: the logo comes with every page, and a page is to stay below 150 kB."""
_LEAST, _MOST, _WIDEST = 64, 1024, 5
"""Pixels of the shorter and the longer side, and how many times as wide as high."""


def find_unread_colour(case: PlansCase) -> Hits:
    """What is no colour is not used."""
    appearance = case.settings.authority.appearance
    if appearance is not None and appearance.colours is not None:
        for scheme, use, value in unread(appearance.colours):
            yield case.at(AUTHORITY, "appearance", "colours", scheme, use), {"key": use, "value": value}


def find_low_contrast(case: PlansCase) -> Hits:
    """WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for the focus."""
    appearance = case.settings.authority.appearance
    if appearance is None or appearance.colours is None:
        return
    for fault in too_faint(appearance.colours):
        values = {
            "scheme": fault.scheme,
            "key": fault.use,
            "colour": fault.colour,
            "ground": fault.ground,
            "contrast": f"{int(fault.contrast * 10) / 10:.1f}",
            "least": f"{fault.least:.1f}",
            "fixed": f'{fault.use}: "{fault.better}"',
        }
        yield case.at(AUTHORITY, "appearance", "colours", fault.scheme, fault.use), values


def find_unfit_logo(case: PlansCase) -> Hits:
    """Decision 0099: a picture of pixels, small, in ``plans/``. Only its look can be wrong, so nothing else is read."""
    appearance = case.settings.authority.appearance
    if appearance is not None and appearance.logo is not None and (why := _why_unfit(case, appearance.logo)):
        yield case.at(AUTHORITY, "appearance", "logo"), {"value": appearance.logo, "why": why}


def _why_unfit(case: PlansCase, name: str) -> str | None:
    if name.lower().endswith((".svg", ".svgz")):
        return "svg"
    if name not in ("logo.png", "logo.webp"):
        return "name"
    file = case.logo
    if file is None:
        return "missing"
    if file.broken or file.animated or file.type not in LOGO_TYPES or not name.endswith(file.type[len("image/") :]):
        return "type"
    width, height = file.width or 0, file.height or 0
    if min(width, height) < _LEAST or max(width, height) > _MOST or height > width or width > _WIDEST * height:
        return "pixels"
    return "size" if file.size > HEAVIEST else None
