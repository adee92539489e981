"""Descriptions, judged as the page „Bild vorbereiten" does: both against the same vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amtsfunk.rules.media_alt import fault_of, plain
from amtsfunk.rules.suggest import as_slug

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "alt.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", VECTORS["alt"], ids=lambda row: row["alt"][:40])
def test_a_description_has_the_fault_of_the_vectors(row: dict[str, str]) -> None:
    assert (fault_of(row["alt"]) or "") == row["fault"]


@pytest.mark.parametrize("row", VECTORS["slug"], ids=lambda row: row["name"][:40])
def test_names_become_the_slugs_of_the_vectors(row: dict[str, str]) -> None:
    assert as_slug(row["name"]) == row["slug"]


def test_words_alone_are_compared() -> None:
    assert plain("Gesperrt bis\n12. Dezember!") == plain("gesperrt – bis 12 dezember")
