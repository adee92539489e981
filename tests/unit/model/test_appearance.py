"""Contrast as WCAG has it, and colours that nobody can read are found and never used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.model.appearance import (
    GROUNDS,
    TEXT,
    Colours,
    Palette,
    contrast,
    ink_on,
    read_colour,
    too_faint,
    unread,
    usable,
)

STYLES = Path(__file__).parents[3] / "site" / "theme" / "assets" / "amtsfunk" / "stil.css"
GOOD = Palette(house="#00513d", link="#00613f", focus="#b3520b")
GOOD_DARK = Palette(house="#0f3a2e", link="#83d6b0", focus="#ffb46b")
_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def _colours(scheme: str, **changed: str) -> Colours:
    palettes = {"light": GOOD, "dark": GOOD_DARK}
    palettes[scheme] = palettes[scheme].model_copy(update=changed)
    return Colours(light=palettes["light"], dark=palettes["dark"])


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#abcdef", "#abcdef", 1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Figures known from the standard and its examples."""
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("scheme", "use", "colour"),
    [
        ("light", "link", "#3fae7f"),
        ("light", "link", "#707070"),  # 4.52 on the soft ground, 4.45 on the yellow of a marked clause
        ("light", "focus", "#ffd35c"),
        ("light", "house", "#808080"),  # neither white nor dark text
        ("dark", "link", "#00613f"),
        ("dark", "focus", "#4a3a1c"),
        ("dark", "house", "#7f7f7f"),
    ],
)
def test_a_faint_colour_is_found_and_none_is_used(scheme: str, use: str, colour: str) -> None:
    colours = _colours(scheme, **{use: colour})
    (fault,) = too_faint(colours)
    assert (fault.scheme, fault.use, fault.colour) == (scheme, use, colour)
    assert fault.contrast < fault.least
    assert usable(colours) is None
    assert not list(too_faint(_colours(scheme, **{use: fault.better})))


@given(_COLOUR, st.sampled_from(["light", "dark"]), st.sampled_from(["house", "link", "focus"]))
def test_the_shade_that_is_proposed_always_does(colour: str, scheme: str, use: str) -> None:
    for fault in too_faint(_colours(scheme, **{use: colour})):
        assert not list(too_faint(_colours(scheme, **{use: fault.better})))


@given(_COLOUR, st.sampled_from(["light", "dark"]))
def test_text_on_the_house_colour_can_be_read_or_the_colour_is_told(house: str, scheme: str) -> None:
    told = bool(list(too_faint(_colours(scheme, house=house))))
    assert told is (contrast(ink_on(house, scheme), house) < TEXT)


def test_a_yellow_house_gets_dark_text() -> None:
    assert ink_on("#ffd500", "light") == "#1b242b"
    assert usable(_colours("light", house="#ffd500")) is not None


@pytest.mark.parametrize("value", ["grün", "#fff", "#00613f;}", "url(x)", "0061 3f", "#00613fa"])
def test_what_is_no_colour_is_told_and_never_used(value: str) -> None:
    colours = _colours("light", link=value)
    assert list(unread(colours)) == [("light", "link", value)]
    assert usable(colours) is None


def test_a_colour_may_lack_its_sign() -> None:
    assert read_colour(" 00613F ") == "#00613f"


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    blocks = {"light": styles[: styles.index("data-farbe")], "dark": styles[styles.index("data-farbe") :]}
    for scheme, ground in GROUNDS.items():
        values = dict(re.findall(r"--af-([a-z-]+): (#[0-9a-f]{6})", blocks[scheme].split("}")[0]))
        assert (ground.paper, ground.soft, ground.mark) == (values["paper"], values["soft"], values["mark"])
        assert ground.inks[0] == values["on-house"]
        own = Palette(house=values["house"], link=values["link"], focus=values["focus"])
        both = {"light": GOOD, "dark": GOOD_DARK, scheme: own}
        assert [fault for fault in too_faint(Colours(**both)) if fault.scheme == scheme] == []
