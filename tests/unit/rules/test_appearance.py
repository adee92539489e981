"""Which file may be the logo: each thing that can be wrong with one, and what is right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amtsfunk.model.media import MediaFile
from amtsfunk.rules.appearance import HEAVIEST, find_unfit_logo
from amtsfunk.rules.cases import PlansCase
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from support.example_repository import BASE

PNG = MediaFile(2_000, "image/png", 256, 256)


def _why(name: str, file: MediaFile | None) -> list[str]:
    files = {path: (BASE / path).read_bytes() for path in SETTINGS_PATHS if (BASE / path).is_file()}
    files["plans/authority.yml"] += f"appearance:\n  logo: {name}\n".encode()
    settings, findings, positions = parse_settings(files)
    assert settings is not None, findings
    case = PlansCase(settings, positions, datetime(2026, 12, 1, tzinfo=UTC), file)
    return [values["why"] for _, values in find_unfit_logo(case)]


@pytest.mark.parametrize(
    ("name", "file", "why"),
    [
        ("logo.svg", None, "svg"),
        ("wappen.SVGZ", None, "svg"),
        ("wappen.png", PNG, "name"),
        ("../content/media/logo.png", PNG, "name"),
        ("logo.png", None, "missing"),
        ("logo.webp", PNG, "type"),
        ("logo.png", MediaFile(90, None), "type"),
        ("logo.png", MediaFile(2_000, "image/png", 256, 256, broken=True), "type"),
        ("logo.webp", MediaFile(2_000, "image/webp", 256, 256, animated=True), "type"),
        ("logo.png", MediaFile(2_000, "image/png", 63, 63), "pixels"),
        ("logo.png", MediaFile(2_000, "image/png", 1025, 500), "pixels"),
        ("logo.png", MediaFile(2_000, "image/png", 100, 101), "pixels"),
        ("logo.png", MediaFile(2_000, "image/png", 501, 100), "pixels"),
        ("logo.png", MediaFile(HEAVIEST + 1, "image/png", 256, 256), "size"),
    ],
)
def test_what_may_not_be_the_logo_is_told(name: str, file: MediaFile | None, why: str) -> None:
    assert _why(name, file) == [why]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("logo.png", PNG),
        ("logo.png", MediaFile(HEAVIEST, "image/png", 1000, 200)),
        ("logo.webp", MediaFile(2_000, "image/webp", 64, 64)),
    ],
)
def test_a_small_picture_of_pixels_is_fine(name: str, file: MediaFile) -> None:
    assert _why(name, file) == []
