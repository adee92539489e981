"""Canonical JSON: vectors that other programs can check, and everything that has no canonical form."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.approval.canonical import LARGEST, NotCanonical, canonical_json, digest, parse_json

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "canonical.json").read_text(encoding="utf-8"))
_TEXTS = st.text(st.characters(codec="utf-8"))
_SCALARS = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | _TEXTS
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(_TEXTS, inner),
    max_leaves=20,
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, object]) -> None:
    data = canonical_json(vector["value"])
    assert data.decode() == vector["canonical"]
    assert digest(data) == vector["sha256"]


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    """U+1F692 comes before U+FB01 in UTF-16, after it in code points."""
    assert canonical_json({"\ufb01": 1, "\U0001f692": 2}) == '{"\U0001f692":2,"\ufb01":1}'.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        0.1,
        float("nan"),
        LARGEST + 1,
        -LARGEST - 1,
        b"bytes",
        {1: "x"},
        {None: 1},
        object(),
        "\ud83d",
        {"\udc00": 1},
    ],
)
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_nesting_is_capped() -> None:
    value: object = []
    for _ in range(40):
        value = [value]
    with pytest.raises(NotCanonical):
        canonical_json(value)


@given(_VALUES)
def test_reading_back_gives_the_same_value_and_bytes(value: object) -> None:
    try:
        data = canonical_json(value)
    except NotCanonical:
        return
    assert parse_json(data) == value
    assert canonical_json(json.loads(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b"1.5",
        b"1e3",
        b"NaN",
        b"-Infinity",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'"\\ud800"',
        b"9007199254740992",
        b"[" * 100_000,
        b"1" * 5_000,
        b"{} {}",
    ],
)
def test_bytes_that_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_json(data)


def test_size_is_capped() -> None:
    assert parse_json(b'"aaaa"', largest=6) == "aaaa"
    with pytest.raises(NotCanonical):
        parse_json(b'"aaaaa"', largest=6)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_break_it(data: bytes) -> None:
    with suppress(NotCanonical):
        parse_json(data)
