"""Bytes and invisible characters: what is normalised, what is refused, and where."""

from __future__ import annotations

import pytest

from amtsfunk.source.characters import decode, find_hidden


def found(text: str, in_yaml: bool = False) -> list[tuple[str, int, int]]:
    return [(t.rule, t.line, t.column) for t in find_hidden(text, 5, in_yaml)]


def test_latin_1_is_named_at_its_byte_and_read_all_the_same() -> None:
    text, troubles = decode("eins\nFür alle".encode("latin-1"))
    assert text == "eins\nFür alle"
    assert [(t.rule, t.line, t.column) for t in troubles] == [("encoding-not-utf8", 2, 2)]
    assert troubles[0].values == {"byte": "0xfc", "guess": "ü"}


def test_byte_order_mark_and_windows_lines_are_taken_away() -> None:
    text, troubles = decode("\ufeffa\nb\r\nc\rd".encode())
    assert text == "a\nb\nc\nd"
    assert [(t.rule, t.line) for t in troubles] == [("byte-order-mark", 1), ("carriage-return", 2)]


@pytest.mark.parametrize(
    ("sign", "rule"),
    [
        *[(sign, "bidi-control") for sign in "\u202e\u202a\u2066\u2069\u200e\u200f\u061c"],
        *[(sign, "zero-width-character") for sign in "\u200b\u200c\u2060\ufeff\u115f\u3164\u2800\u180b\U000e0041"],
        *[(sign, "control-character") for sign in "\x00\x07\x0b\x0c\x1b\x7f\x85\x9f\u2028\u2029"],
    ],
)
def test_what_cannot_be_seen_is_found(sign: str, rule: str) -> None:
    assert found(f"oben\näb{sign}c") == [(rule, 6, 3)]


@pytest.mark.parametrize(
    "emoji",
    ["👩‍🚒", "❤️", "❤️‍🔥", "1️⃣", "#️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "👨‍👩‍👧‍👦", "🧑🏽‍🤝‍🧑🏻", "🇩🇪", "⚠️", "©️", "‼️", "🏴‍☠️", "🙂‍↔️"],
)
def test_emoji_are_left_whole(emoji: str) -> None:
    assert found(f"Text {emoji} Text") == []


@pytest.mark.parametrize("text", ["a\u200db", "👩\u200da", "a\u200d👩", "a\ufe0f", "\u200d", "\ufe0f", "a\U000e0067"])
def test_parts_of_emoji_alone_are_found(text: str) -> None:
    assert [rule for rule, _, _ in found(text)] == ["zero-width-character"]


def test_good_typesetting_is_left_alone_in_text_and_noted_in_yaml() -> None:
    text = "10\u00a0Uhr, z.\u202fB."
    assert found(text) == []
    assert found(text, in_yaml=True) == [("no-break-space", 5, 3)]


def test_soft_hyphens_are_counted_once() -> None:
    troubles = find_hidden("a\nBe\u00adhör\u00adde", 1, in_yaml=False)
    assert [(t.rule, t.line, t.column, t.values) for t in troubles] == [("soft-hyphen", 2, 3, {"count": "2"})]


def test_a_mark_at_the_beginning_is_one_in_another_encoding_too() -> None:
    text, troubles = decode(b"\xef\xbb\xbf---\ntopic: K\xfcste\n---\n")
    assert text == "---\ntopic: Küste\n---\n"
    assert "encoding-not-utf8" in {trouble.rule for trouble in troubles}
