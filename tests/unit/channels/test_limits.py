"""Counting and limits, against the vectors and against an independent way of counting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.channels import CHANNELS, network_of
from amtsfunk.channels.counting import count_graphemes, count_mastodon, count_units, count_weighted
from amtsfunk.channels.limits import Measure, as_observed, measure_part, network_on, tightest
from amtsfunk.model.limits import ObservedLimit
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings

PRODUCT = Path(__file__).parents[3]
VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "counting.json").read_text("utf-8"))["vectors"]
LIVELY = st.text(
    st.sampled_from("aß \n\r\u0308\u200d\ufe0f\u20e3🎉👩👧🏽🇩🇪©☎1.港") | st.characters(exclude_categories=["Cs"])
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["source"][:60])
def test_vector(vector: dict[str, Any]) -> None:
    text = "".join(piece * times for piece, times in vector["pieces"])
    measures = measure_part(vector["network"], text, content_warning=vector.get("content_warning"))
    assert {measure.unit: measure.length for measure in measures}[vector["unit"]] == vector["length"]


@given(LIVELY)
def test_the_short_way_counts_as_the_long_one(text: str) -> None:
    assert count_graphemes(text) == len(regex.findall(r"\X", text))


@given(LIVELY)
def test_utf16_units_are_those_of_the_encoding(text: str) -> None:
    assert count_units(text) == len(text.encode("utf-16-le")) // 2


@given(LIVELY, LIVELY)
def test_a_text_is_never_longer_than_with_more_text_after_a_space(text: str, more: str) -> None:
    for count in (count_weighted, count_mastodon):
        assert count(f"{text} \n {more}") >= count(text.rstrip(".")) - 1


def test_every_network_measures_an_empty_text_as_nothing() -> None:
    for name in CHANNELS:
        assert [measure.length for measure in measure_part(name, "")] == [0] * len(CHANNELS[name].texts)


def test_bluesky_has_two_limits_and_the_tighter_one_is_named() -> None:
    graphemes, size = measure_part("bluesky", "👨‍👩‍👧‍👦" * 150)
    assert (graphemes.exceeded, size.exceeded) == (False, True)
    assert tightest((graphemes, size)) == Measure("bytes", 3750, 3000)


def observed(**limits: int) -> ObservedLimit:
    return ObservedLimit.model_validate({**limits, "observed_on": "01.12.2026", "source": "/api/v2/instance"})


def test_a_server_may_allow_more() -> None:
    row = as_observed("mastodon", observed(characters=5000, pictures=6, alt=0, picture_bytes=1000))
    assert measure_part(row, "a") == (Measure("characters", 1, 5000),)
    assert (row.media.pictures, row.media.alt, row.media.size) == (6, 0, 1000)
    assert row.media.types == CHANNELS["mastodon"].media.types


def test_only_what_was_observed_changes() -> None:
    assert [limit.limit for limit in as_observed("bluesky", observed(bytes=200, weighted=5)).texts] == [300, 200]
    assert as_observed("bluesky", observed()) == CHANNELS["bluesky"]


@pytest.mark.parametrize(("seen", "text", "caption"), [(9000, 9000, 1024), (500, 500, 500)])
def test_a_caption_is_never_longer_than_its_text(seen: int, text: int, caption: int) -> None:
    row = as_observed("telegram", observed(characters=seen))
    assert measure_part(row, "a") == (Measure("characters", 1, text),)
    assert measure_part(row, "a", pictures=1) == (Measure("characters", 1, caption),)


def test_a_channel_has_its_own_limits() -> None:
    files = {path: (PRODUCT / path).read_bytes() for path in SETTINGS_PATHS if (PRODUCT / path).exists()}
    files["plans/limits.yml"] = (
        b"observed:\n  mastodon:\n    characters: 40\n    observed_on: 01.12.2026\n    source: /api/v2/instance\n"
    )
    settings = parse_settings(files)[0]
    assert settings is not None
    assert network_on(settings, "mastodon").texts[0].limit == 40
    assert network_on(settings, "bluesky") == CHANNELS["bluesky"]


def test_a_caption_is_shorter_on_telegram() -> None:
    assert measure_part("telegram", "a", pictures=1) == (Measure("characters", 1, 1024),)
    assert measure_part("telegram", "a") == (Measure("characters", 1, 4096),)


def test_a_network_that_nobody_knows_is_worked_by_hand() -> None:
    assert network_of("pinnwand").adapter == "manual"
    assert measure_part("pinnwand", "abc")[0].length == 3


def test_every_row_says_where_its_figures_come_from() -> None:
    for name, row in CHANNELS.items():
        assert row.name == name
        assert row.source
        assert row.texts
        assert row.media.types
